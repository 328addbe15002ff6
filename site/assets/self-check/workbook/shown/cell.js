/* What a cell of a workbook shows, held against what is stored in it: {text, remarks, day}.

   What is shown counts, as the spreadsheet would save it as CSV; as in generator/intake/shown/cell.py. */
;(() => {
  "use strict"
  const { Digits, Moments, RULES, anywhere, full, mapped, narrow, parsedFormat, spelt, strip } = window.Taizhang
  const PATTERNS = RULES.shown.patterns
  const IN = mapped(PATTERNS, (source) => anywhere(source))
  const DASHES = full(PATTERNS.dashes)
  const [SHORT, DIGITS] = [11, 15]
  const isPlain = (code) => code === "" || code === "General"
  const seen = (text, remarks = [], day = null) => ({ text, remarks, day })
  const remark = (key, words) => ({ key, words })

  /* A text in a cell that has a number format; most formats show it as it is. */
  function ofText(text, code) {
    const section = text && !isPlain(code) && code !== "@" ? parsedFormat(code).text : null
    if (section === null) return seen(text)
    const shown = section.parts.map((part) => (part.kind === "text" ? text : part.text)).join("")
    return section.parts.some(({ kind }) => kind === "text") ? seen(shown) : otherwise(shown, text)
  }

  /* A moment that is stored as ISO 8601 has it, by the format of its cell. */
  function ofMoment(text, code, since1904) {
    const value = Moments.counted(text, since1904)
    const dated = parsedFormat(code || "General").numbers.some(({ kind }) => kind === "moment")
    return value === null || !dated ? ofText(Moments.plain(text), code) : ofNumber(value, code, since1904)
  }

  /* A number (or a BigInt), or the day that it is shown as, by the format of its cell. */
  function ofNumber(value, code, since1904) {
    if (isPlain(code)) {
      const text = typeof value === "bigint" ? String(value) : spelt(value)
      if (text.length <= SHORT) return seen(text)
    }
    const exact = Digits.stored(value)
    const [section, isSigned] = sectionFor(parsedFormat(code || "General"), exact)
    const [stored, minus] = [signed(exact), isSigned ? "-" : ""]
    if (section === null) return otherwise("########", stored)
    if (section.kind === "moment") return ofMomentShown(value, section, since1904, stored)
    if (section.kind === "words") return undigited(minus + section.parts.map(({ text }) => text).join(""), exact)
    const layouts = { general: Digits.general, number: Digits.laidOut, fraction: Digits.asFraction }
    const layout = layouts[section.kind]
    const core = layout ? layout(section, Digits.absolute(exact)) : null
    if (core === null) return seen(stored, [remark("W225.unknown", { format: code, stored })])
    const found = held(core, exact, minus)
    return section.hanzi && !found.remarks.length ? seen(found.text, [remark("W225.hanzi", { stored: found.text })]) : found
  }

  const signed = (exact) => (exact.units < 0n ? "-" : "") + Digits.inDigits(exact)

  /* The section for a number, and whether it gets a minus: a section for negative ones has its own. */
  function sectionFor({ numbers }, exact) {
    const below = exact.units < 0n
    const conditions = conditionsOf(numbers)
    for (const [index, condition] of conditions.entries()) {
      if (condition === null) return [numbers[index], below && index !== 1]
      if (holds(condition, exact)) return [numbers[index], below && !isNegative(condition)]
    }
    return [null, false]
  }

  /* What a number must be for each of the sections; null: whatever is left. */
  function conditionsOf(sections) {
    const [first, second = null] = sections.map(({ condition }) => condition)
    if (sections.length === 1) return [first]
    if (sections.length === 2) return [first || [">=", "0"], second || (first ? null : ["<", "0"])]
    return [first || [">", "0"], second || ["<", "0"], null]
  }

  function holds([sign, text], exact) {
    const order = Digits.compared(exact, limit(text))
    return { "<": order < 0, ">": order > 0, "=": order === 0, "<=": order <= 0, ">=": order >= 0, "<>": order !== 0 }[sign]
  }

  function limit(text) {
    const [whole, part = ""] = text.split(".")
    return Digits.number(BigInt((whole + part).replace("+", "")), part.length)
  }

  /* Whether only negative numbers meet a condition. */
  function isNegative([sign, text]) {
    const { units } = limit(text)
    return (sign === "<" && units <= 0n) || (["<=", "="].includes(sign) && units < 0n)
  }

  /* A cell that shows something else than it holds. */
  function otherwise(given, stored) {
    const shown = strip(given)
    return shown ? seen(shown, [remark("E225", { shown, stored })]) : seen(stored, [remark("E225.nothing", { stored })])
  }

  /* A number that is shown without any digit: the dash of an account is nought. */
  function undigited(given, exact) {
    const shown = strip(given)
    if (!exact.units && DASHES.test(narrow(shown))) return seen("0", [remark("W225.nought", { shown })])
    return otherwise(shown, signed(exact))
  }

  /* The digits that are shown against those that are stored. */
  function held(core, exact, minus) {
    const meant = Digits.shifted(Digits.absolute(exact), 2 * core.percents)
    const below = Boolean(minus) || isBracketed(core) || IN.minus.test(core.before)
    const sign = core.number === null || core.number.units ? minus : ""
    const shown = strip(`${sign}${core.before}${core.text}${core.after}`)
    const stored = signed(exact)
    const same = core.number !== null && Digits.compared(core.number, meant) === 0
    if (!/[0-9]/.test(core.text)) return undigited(shown, exact)
    const isSigned = below === exact.units < 0n || !exact.units
    if (!isSigned || isGlued(core) || (core.scaled && !same)) return otherwise(shown, stored)
    if (strip(core.within)) return apart(core, shown, stored, same)
    const used = usedFor(core, meant, exact.units < 0n && (isBracketed(core) || minus) ? "-" : "", same)
    return same ? seen(used) : seen(used, [remark("W225", { shown, stored: used })])
  }

  /* Digits with words between them, which leave them the digits that they are: 2023-05-20. A point or another
     digit makes another number of them. */
  function apart(core, shown, stored, same) {
    if (!IN.figures.test(narrow(core.within))) return same ? seen(shown) : otherwise(shown, stored)
    return same && !/[1-9]/.test(core.text) ? seen("0") : otherwise(shown, stored)
  }

  /* Whether the words around the digits make another number of them. */
  const isGlued = ({ before, after }) => IN.glued_before.test(narrow(before)) || IN.glued_after.test(narrow(after))

  /* Whether a number stands in brackets, which is how an account shows what is below nought. */
  const isBracketed = ({ before, after }) => IN.opened.test(narrow(before)) && IN.closed.test(narrow(after))

  /* The whole number between the words around it, with the noughts that are shown. */
  function usedFor(core, meant, minus, same) {
    let { before, after } = core
    if (isBracketed(core)) [before, after] = [before.replace(/[(（]/u, ""), after.replace(/[)）]/u, "")]
    let [whole, decimals = ""] = Digits.inDigits(meant).split(".")
    whole = whole.padStart(core.zeros, "0")
    if (same && whole.length + core.decimals <= DIGITS) decimals = decimals.padEnd(core.decimals, "0")
    const number = decimals ? `${whole}.${decimals}` : whole
    return minus + strip(before + number + after)
  }

  function ofMomentShown(value, section, since1904, stored) {
    const at = Moments.moment(value, section, since1904)
    if (at === null) return otherwise("########", stored)
    const [shown, whole] = [Moments.shownOf(section), Moments.dayOf(at, section)]
    if (shown === "year month day") return seen(whole)
    if (shown === "year month") {
      const [month, day] = [whole.slice(0, 7), whole.slice(0, 10)]
      return seen(month, at.day === 1 ? [] : [remark("W225.month", { shown: month, stored: day })])
    }
    if (shown === "month day") return seen(`${at.month}月${at.day}日${Moments.clock(at, section)}`, [], Moments.asDate(at))
    const text = strip(Moments.spelt(at, section))
    return text ? seen(text) : otherwise("", stored)
  }

  Object.assign(window.Taizhang, { ofMoment, ofNumber, ofText })
})()
