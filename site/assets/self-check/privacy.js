/* Personal data: found, and covered where it has to be shown. */
;(() => {
  "use strict"
  const { RULES, numbersIn, personsIn, longRuns, narrowed, isUnseen, UNSEEN_ANYWHERE, folded, size, spelling, hitOf } = window.Taizhang

  const [WINDOW, LONGEST, BESIDE] = [4000, 100, 20]
  const { spoken: SPOKEN } = RULES.digits
  const KNOWN = new Set(RULES.known)
  const NOTHING = new Set()
  const FIRST = { email: "email", spelt_email: "email", mangled: "mangled" }
  const LAST = { local: "landline", account: "account", paper: "paper", plate: "plate", address: "address" }
  const ASCII = /^[\0-\x7f]*$/

  function suspicious(text) {
    const plain = folded(text)
    return spelling.has("hint", plain) || spelling.has("unseen", plain) || UNSEEN_ANYWHERE.test(plain)
  }

  /* ``wary`` takes for a resident number whatever could be one, also what is let pass as a project's;
     ``known`` are names of units and items, which are no persons'. */
  function findPersonal(text, { numeric = false, wary = false, known = NOTHING } = {}) {
    if (text.length > WINDOW && size(text) > WINDOW) return inParts([...text], { numeric, wary, known })
    if (!suspicious(text)) return []
    let plain = ""
    const where = []
    ;[...text].forEach((char, index) => {
      if (isUnseen(char)) return
      const part = ASCII.test(char) ? char : narrowed(char)
      plain += part
      for (let i = 0; i < part.length; i++) where.push(index)
    })
    const taken = []
    for (const hit of hits(plain, numeric, wary, known)) {
      const [start, end] = [where[hit.start], where[hit.end - 1] + 1]
      if (taken.every((other) => end <= other.start || other.end <= start)) taken.push({ ...hit, start, end })
    }
    return taken.sort((a, b) => a.start - b.start)
  }

  /* The same of a text longer than any cell should be, in time that grows with its length only. */
  function inParts(chars, how) {
    const found = []
    let end = 0
    for (let start = 0; start < chars.length; start += WINDOW - LONGEST) {
      const part = chars.slice(start, start + WINDOW)
      const last = start + WINDOW >= chars.length
      for (const hit of findPersonal(part.join(""), how)) {
        const torn = (hit.start === 0 && start > 0) || (hit.end === part.length && !last)
        if (torn || start + hit.start < end) continue
        end = start + hit.end
        found.push({ ...hit, start: start + hit.start, end })
      }
    }
    return found
  }

  /* Whether a header asks for what nobody may file: one thing, or several in one column. */
  function isColumn(header) {
    const parts = header.split(new RegExp(RULES.personal.between, "u"))
    const asked = parts.map((part) => spelling.whole("column", part))
    return asked.some(Boolean) && parts.every((part, index) => asked[index] || spelling.whole("beside", part))
  }

  function* hits(plain, numeric, wary, known) {
    const spelt = (table) => Object.entries(table).flatMap(([name, kind]) => spelling.each(name, plain).map(({ start, end }) => hitOf(kind, start, end)))
    yield* spelt(FIRST)
    const counted = [...numbersIn(plain, numeric, wary), ...(numeric ? [] : spoken(plain, wary))]
    yield* counted
    const labelled = spelt(LAST)
    yield* labelled
    yield* personsIn(plain, [...counted, ...labelled], known)
  }

  /* Numbers some of whose digits are Chinese numerals. */
  function spoken(plain, wary) {
    const found = []
    for (const { start: first, end } of spelling.each("spoken", plain)) {
      if (ASCII.test(plain.slice(first, end))) continue
      // what stands before may be a name that ends in a numeral: 张三一三八…
      for (let start = first; start < first + 3; start++) {
        const since = Math.max(0, start - BESIDE)
        const digits = [...plain.slice(start, end)].map((char) => SPOKEN[char] || char).join("")
        const told = numbersIn(plain.slice(since, start) + digits + plain.slice(end, end + BESIDE), false, wary)
          .map((hit) => ({ ...hit, start: since + hit.start, end: since + hit.end }))
          .filter((hit) => hit.start >= start && !ASCII.test(plain.slice(hit.start, hit.end)))
        found.push(...told)
        if (told.length) break
      }
    }
    return found
  }

  function cover(part, kind) {
    const chars = [...part]
    if (kind === "name") return chars[0] + "*".repeat(chars.length - 1)
    if (kind === "email") {
      const at = chars.findIndex((char) => folded(char) === "@")
      if (at > 1) return chars[0] + "*".repeat(at - 1) + chars.slice(at).join("")
    }
    const ends = chars.length >= 15 ? 4 : chars.length >= 7 ? 2 : 0
    const shown = ends ? [...chars.slice(0, ends), ...chars.slice(-ends)] : []
    // one character may stand for several digits: ⑩
    if (!ends || shown.some((char) => size(narrowed(char)) > 1)) return "*".repeat(chars.length)
    return chars.slice(0, ends).join("") + "*".repeat(chars.length - 2 * ends) + chars.slice(-ends).join("")
  }

  /* More is masked than is found: see generator/words/privacy/. ``listed``: 、 parts what we list. Until
     there is nothing left, for beside a covered number another one may begin. */
  function masked(text, listed = false) {
    const found = findPersonal(text, { wary: true })
    const chars = [...text]
    for (const hit of found) covered(chars, hit)
    for (const run of longRuns(chars, listed)) covered(chars, { ...run, kind: "number" })
    const hidden = chars.join("")
    return hidden === text ? text : masked(hidden, listed)
  }

  function covered(chars, { start, end, kind }) {
    chars.splice(start, end - start, ...cover(chars.slice(start, end).join(""), kind))
  }

  Object.assign(window.Taizhang, { KNOWN, LONGEST, findPersonal, isColumn, cover, masked })
})()
