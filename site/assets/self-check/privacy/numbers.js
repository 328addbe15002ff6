/* Numbers that lead to a person, however their digits are set apart.

   A text is cut into runs of digits with at most three separators between them. Where a group begins or
   ends is a border, and a number goes from border to border. */
;(() => {
  "use strict"
  const { spelling, hitOf, ofAPerson, checks, isOld, isCreditCode, luhn } = window.Taizhang

  const BEFORE = 20
  const isDigit = (char) => char >= "0" && char <= "9" && char.length === 1

  class Run {
    constructor(text, digits, at, borders) {
      Object.assign(this, { text, digits, at, borders, ends: new Set(borders) })
    }
    before(start) {
      return this.text.slice(Math.max(0, this.at[start] - BEFORE), this.at[start])
    }
    /* The same where it may say what the number is: amid a run another number stands there. */
    label(start) {
      return start === 0 ? this.before(start) : ""
    }
    after(end) {
      return this.text.slice(this.at[end - 1] + 1, this.at[end - 1] + 1 + BEFORE)
    }
    /* The borders inside; they are in order, and there are many of them. */
    between(start, end) {
      let [low, high] = [0, this.borders.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (this.borders[middle] <= start) low = middle + 1
        else high = middle
      }
      const inner = []
      for (let k = low; k < this.borders.length && this.borders[k] < end; k++) inner.push(this.borders[k])
      return inner
    }
    groups(start, end) {
      const marks = [start, ...this.between(start, end), end]
      return marks.slice(1).map((mark, index) => this.digits.slice(marks[index], mark))
    }
    gap(k) {
      return this.text.slice(this.at[k - 1] + 1, this.at[k])
    }
    hit(kind, start, end) {
      return hitOf(kind, this.at[start], this.at[end - 1] + 1, kind !== "old")
    }
  }

  /* Resident numbers, cards and telephones, the surest first. In the cell of a ``numeric`` column a number
     of a phone's length is an amount; ``wary`` takes for a resident number whatever could be one. */
  function numbersIn(plain, numeric, wary) {
    const found = residents(plain)
    for (const run of runs(plain, [...found])) {
      cardsAndPapers(run, numeric, wary, found)
      if (!numeric) phones(run, found)
    }
    return found
  }

  function residents(plain) {
    const hits = []
    let found = spelling.search("resident", plain)
    while (found) {
      const [start, end] = [found.index, found.index + found[0].length]
      const digits = found[0].replace(/[^0-9Xx]/g, "")
      const alone = !isDigit(plain.slice(Math.max(0, start - 1), start)) && !isDigit(plain.slice(end, end + 1))
      const sure = (alone || end - start === 18) && ofAPerson(digits) && checks(digits)
      if (sure) hits.push(hitOf("id", start, end))
      found = spelling.search("resident", plain, sure ? end : start + 1)
    }
    return hits
  }

  function runs(plain, known) {
    const cuts = new Set(known.flatMap((hit) => [hit.start, hit.end]))
    return spelling.each("run", plain).map(({ start, end }) => {
      const at = []
      for (let place = start; place < end; place++) if (isDigit(plain[place])) at.push(place)
      const digits = at.map((place) => plain[place]).join("")
      const borders = at.map((_, k) => k).filter((k) => !k || at[k] - at[k - 1] > 1 || cuts.has(at[k]))
      if (borders.length === 1 && spelling.whole("mobiles", digits)) for (let k = 11; k < digits.length; k += 11) borders.push(k)
      return new Run(plain, digits, at, [...borders, digits.length])
    })
  }

  /* --- what may be long --- */

  function cardsAndPapers(run, numeric, wary, found) {
    for (const start of run.borders.slice(0, -1)) {
      const before = run.label(start)
      const identity = spelling.has("identity", before)
      if (identity || spelling.has("account_number", before)) {
        const end = Math.max(0, ...run.between(start + (identity ? 8 : 12) - 1, start + 24))
        if (end) found.push(run.hit(identity ? "id" : "card", start, end))
      }
      const numbered = spelling.has("numbered", before)
      for (const end of run.between(start + 14, start + 20)) {
        const kind = kindOf(run, start, end, numbered, numeric, wary)
        if (kind === "x") {
          const last = run.at[end - 1] + 1
          found.push(hitOf("id", run.at[start], last + spelling.match("x", run.text, last)[0].length))
        } else if (kind) found.push(run.hit(kind, start, end))
      }
    }
  }

  /* What the digits between two borders are, if they are personal; x is an id that an X completes. */
  function kindOf(run, start, end, numbered, numeric, wary) {
    const digits = run.digits.slice(start, end)
    if (digits.length === 17 && end === run.digits.length && spelling.match("x", run.text, run.at[end - 1] + 1)) {
      return resident(run, start, end, `${digits}X`, numbered, wary) ? "x" : null
    }
    if (digits.length === 18 && resident(run, start, end, digits, numbered, wary)) return "id"
    if (numeric || numbered) return null
    if (digits.length === 15) return isOld(digits) && !run.between(start, end).length && !isElse(run, start, end) ? "old" : null
    return isCard(run, start, end, digits) ? "card" : null
  }

  function resident(run, start, end, digits, numbered, wary) {
    if (!ofAPerson(digits) || isCode(run, start) || isDecimal(run, start, end)) return false
    if (wary || checks(digits)) return true
    const another = numbered || (!digits.endsWith("X") && isCreditCode(digits))
    return !another && !spelling.whole("recent", digits.slice(6, 14))
  }

  function isCard(run, start, end, digits) {
    if (!spelling.whole("card", digits) || !luhn(digits) || isElse(run, start, end)) return false
    const groups = run.groups(start, end)
    if (groups.length === 1) return !spelling.match("filed_under", digits)
    const sizes = groups.map((group) => group.length)
    const shaped = groups.length === 2 || sizes.slice(0, -1).every((size) => size === 4) || sizes.every((size) => size === 1)
    return digits.startsWith("62") && shaped && !spelling.has("counts", run.label(start))
  }

  /* --- telephones --- */

  function phones(run, hits) {
    for (const start of run.borders.slice(0, -1).filter((k) => "018".includes(run.digits[k]))) {
      const called = spelling.has("called", run.label(start))
      const prefix = spelling.match("dialled", run.digits, start)
      const since = start + (prefix ? prefix[0].length : 0)
      const mobile = since + 11
      if (spelling.match("mobile", run.digits, since) && run.ends.has(mobile) && isMobile(run, since, mobile, called)) hits.push(run.hit("mobile", start, mobile))
      for (const name of ["landline", "abroad"]) {
        const found = spelling.match(name, run.digits, start)
        if (!found) continue
        const length = found[0].length
        const local = start + length - found[1].length
        const end = run.ends.has(start + length) ? start + length : found[1].length === 8 ? start + length - 1 : null
        if (end !== null && run.ends.has(end) && isLandline(run, start, local, end, name)) hits.push(run.hit("landline", start, end))
      }
    }
  }

  const isMobile = (run, start, end, called) => called || (!isElse(run, start, end) && looksDialled(run, start, end))

  /* Whether eleven digits are in groups as people set apart one number, and not figures. */
  function looksDialled(run, start, end) {
    const groups = run.groups(start, end)
    const sizes = groups.map((group) => group.length)
    const gaps = new Set(run.between(start, end).map((k) => run.gap(k)))
    const only = (gap) => gaps.size === 1 && gaps.has(gap)
    if (groups.length === 2) {
      const dated = spelling.whole("birth", groups[1]) || /^20[0-9]{2}$/.test(groups[1])
      return (!only(".") && Math.min(...sizes) >= 3 && !dated) || [...gaps].some((gap) => gap.includes("\n"))
    }
    if (sizes.join() === "3,2,2,2,2") return ["-", ".", "·"].some(only)
    const figures = sizes[0] > 3 && [...gaps].some((gap) => /^[ \t\n]+$/.test(gap))
    return groups.length === 1 || sizes.every((size) => size === 1) || (groups.length === 3 && Math.min(...sizes) >= 3 && !figures)
  }

  /* Whether area code and number stand as such, and not in the middle of a file's number. */
  function isLandline(run, start, local, end, name) {
    const gap = start ? run.gap(start) : " "
    const apart = gap === "" || /[ \t\n()]/.test(gap) || ["86", "0086"].includes(run.digits.slice(0, start))
    const own = run.ends.has(local) ? run.groups(local, end) : []
    const year = own.length > 1 && /^(?:19|20)[0-9]{2}$/.test(own[0])
    const whole = run.groups(start, end).length === 1
    const split = own.length > 0 && own.length <= 2 && run.groups(start, local).length <= 2
    const known = name !== "abroad" || run.digits.startsWith("00", start) || split
    if (!apart || year || !known || isCode(run, start)) return false
    return (whole || split) && !spelling.has("numbered", run.label(start))
  }

  /* --- what is none --- */

  /* Whether a number is an amount, a part of a code or between letters, or has decimals. */
  function isElse(run, start, end) {
    const after = run.after(end)
    const amid = end === run.digits.length && /^[A-Za-z]/.test(after) && letters(run, start)
    return Boolean(amid) || spelling.match("unit", after) !== null || isCode(run, start) || isDecimal(run, start, end)
  }

  /* Whether capitals before a number make a code of it, if they are not the word for a telephone. */
  function isCode(run, start) {
    const before = run.label(start)
    const called = spelling.has("called", before) || spelling.has("identity", before)
    return !called && spelling.whole("code", letters(run, start))
  }

  const letters = (run, start) => (run.label(start).match(/[A-Za-z]+$/) || [""])[0]

  function isDecimal(run, start, end) {
    if (run.between(start, end).length) return false
    return /^[.][0-9]/.test(run.after(end)) || /[0-9][.]$/.test(run.before(start))
  }

  Object.assign(window.Taizhang, { numbersIn })
})()
