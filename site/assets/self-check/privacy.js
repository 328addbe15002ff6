/* Personal data: found, and covered where it has to be shown. */
;(() => {
  "use strict"
  const { RULES, anywhere, full, mapped, size, validDay } = window.Taizhang

  const [WINDOW, LONGEST, BEFORE] = [4000, 100, 20]
  const PRIVATE = mapped(RULES.personal, (source) => anywhere(source, "g"))
  const PRIVATE_FULL = mapped(RULES.personal, full)
  const surnames = (chars) => [...RULES.double, `[${chars}]`].join("|")
  const NAMED = anywhere(RULES.named.replace("SURNAME", surnames(RULES.surnames + RULES.doubtful)), "g")
  const HEAD = anywhere(RULES.head.replace("SURNAME", surnames(RULES.surnames)), "g")

  const has = (pattern, text) => {
    pattern.lastIndex = 0
    return pattern.test(text)
  }

  /* Whatever looks like a digit may hide one, so here look-alikes count as what they look like. */
  const folded = (text) => text.normalize("NFKC")

  function suspicious(text) {
    const plain = folded(text)
    return has(PRIVATE.hint, plain) || has(PRIVATE.unseen, plain)
  }

  /* ``wary`` takes for a resident number whatever could be one, also what is let pass as a project's. */
  function findPersonal(text, numeric = false, wary = false) {
    if (text.length > WINDOW && size(text) > WINDOW) return inParts([...text], numeric, wary)
    if (!suspicious(text)) return []
    const chars = [...text]
    let plain = ""
    const where = []
    chars.forEach((char, index) => {
      if (/\p{Cf}/u.test(char)) return
      const part = folded(char)
      plain += part
      for (let i = 0; i < part.length; i++) where.push(index)
    })
    if (!has(PRIVATE.hint, plain)) return []
    const taken = []
    for (const hit of hits(plain, numeric, wary)) {
      const [start, end] = [where[hit.start], where[hit.end - 1] + 1]
      if (taken.every((other) => end <= other.start || other.end <= start)) taken.push({ ...hit, start, end })
    }
    return taken.sort((a, b) => a.start - b.start)
  }

  /* The same of a text longer than any cell should be, in time that grows with its length only. */
  function inParts(chars, numeric, wary) {
    const found = []
    let end = 0
    for (let start = 0; start < chars.length; start += WINDOW - LONGEST) {
      const part = chars.slice(start, start + WINDOW)
      const last = start + WINDOW >= chars.length
      for (const hit of findPersonal(part.join(""), numeric, wary)) {
        const torn = (hit.start === 0 && start > 0) || (hit.end === part.length && !last)
        if (torn || start + hit.start < end) continue
        end = start + hit.end
        found.push({ ...hit, start: start + hit.start, end })
      }
    }
    return found
  }

  function* each(pattern, text, group = 0) {
    pattern.lastIndex = 0
    for (const found of text.matchAll(pattern)) {
      const whole = found[0]
      const part = group && found[group] !== undefined ? found[group] : whole
      const start = found.index + (group && part !== whole ? whole.lastIndexOf(part) : 0)
      yield { start, end: start + part.length, text: part, before: text.slice(Math.max(0, found.index - BEFORE), found.index) }
    }
  }

  const numbered = (before) => has(PRIVATE.numbered, before)

  function* hits(plain, numeric, wary) {
    const as = (kind, found, sure = true) => ({ kind, start: found.start, end: found.end, sure })
    for (const found of each(PRIVATE.mangled, plain)) yield as("mangled", found)
    yield* whateverStandsBeside(plain)
    for (const found of each(PRIVATE.digits, plain)) {
      const kind = numberKind(found.text.replace(/[ -]/g, ""), found.before, numeric, wary)
      if (kind) yield as(kind, found, kind !== "old")
    }
    if (!numeric) {
      for (const found of each(PRIVATE.mobile, plain)) yield as("mobile", found)
      for (const found of each(PRIVATE.tel_mobile, plain, 1)) yield as("mobile", found)
      for (const found of each(PRIVATE.landline, plain)) if (!numbered(found.before)) yield as("landline", found)
      for (const found of each(PRIVATE.labelled, plain, 1)) yield as("landline", found)
    }
    for (const found of each(PRIVATE.email, plain)) yield as("email", found)
    for (const pattern of [NAMED, HEAD]) for (const found of each(pattern, plain, 1)) yield as("name", found)
  }

  /* Resident numbers with the right check digit, next to whatever letters and digits. */
  function* whateverStandsBeside(plain) {
    const pattern = PRIVATE.resident
    pattern.lastIndex = 0
    for (let found = pattern.exec(plain); found; found = pattern.exec(plain)) {
      const digits = found[0].replace(/[ .·/_—–-]/gu, "")
      if (checks(digits) && ofAPerson(digits)) yield { kind: "id", start: found.index, end: found.index + found[0].length, sure: true }
      else pattern.lastIndex = found.index + 1
    }
  }

  function numberKind(digits, before, numeric, wary) {
    const called = numbered(before)
    if (digits.length === 18) {
      const kind = resident(digits, called, wary)
      if (kind) return kind
    }
    const plain = /^[0-9]+$/.test(digits)
    if (digits.length === 15 && plain && !called && !numeric) {
      const born = PRIVATE_FULL.short_birth.test(digits.slice(6, 12))
      if (born && PRIVATE_FULL.region.test(digits.slice(0, 6)) && isDay(`19${digits.slice(6, 12)}`)) return "old"
    }
    if (numeric || called || !plain || digits.length < 16 || digits.length > 19) return null
    const dated = anywhere(`^(?:${RULES.personal.region})`).test(digits) && PRIVATE_FULL.birth.test(digits.slice(6, 14))
    return PRIVATE_FULL.card.test(digits) && !dated && luhn(digits) ? "card" : null
  }

  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const CREDIT = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const weighed = (digits, weights) => weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)

  function resident(digits, called, wary) {
    const born = digits.slice(6, 14)
    if (!ofAPerson(digits)) return null
    if (wary || checks(digits)) return "id"
    const credit = PRIVATE_FULL.credit.test(digits) && (31 - (weighed(digits, CREDIT) % 31)) % 31 === Number(digits[17])
    return called || credit || PRIVATE_FULL.recent.test(born) ? null : "id"
  }

  const ofAPerson = (digits) => {
    const born = digits.slice(6, 14)
    return PRIVATE_FULL.region.test(digits.slice(0, 6)) && PRIVATE_FULL.birth.test(born) && isDay(born)
  }
  const checks = (digits) => digits[17].toUpperCase() === "10X98765432"[weighed(digits, WEIGHTS) % 11]

  const isDay = (digits) => validDay(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))) !== null

  function luhn(digits) {
    const sum = [...digits].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (1 + (index % 2))
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    return sum % 10 === 0
  }

  function cover(part, kind) {
    const chars = [...part]
    if (kind === "name") return chars[0] + "*".repeat(chars.length - 1)
    if (kind === "email") {
      const at = chars.findIndex((char) => folded(char) === "@")
      return chars[0] + "*".repeat(at - 1) + chars.slice(at).join("")
    }
    const ends = chars.length >= 15 ? 4 : chars.length >= 7 ? 2 : 0
    if (!ends) return "*".repeat(chars.length) // one character may stand for several digits: ⑩
    return chars.slice(0, ends).join("") + "*".repeat(chars.length - 2 * ends) + chars.slice(-ends).join("")
  }

  function masked(text) {
    const found = findPersonal(text, false, true)
    if (!found.length) return text
    let chars = [...text]
    for (const hit of found.reverse()) {
      const hidden = cover(chars.slice(hit.start, hit.end).join(""), hit.kind)
      chars = [...chars.slice(0, hit.start), ...hidden, ...chars.slice(hit.end)]
    }
    return chars.join("")
  }

  Object.assign(window.Taizhang, { LONGEST, PRIVATE_FULL, findPersonal, cover, masked })
})()
