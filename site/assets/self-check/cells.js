/* Cells to values, by the types of their columns: a script each in types/. */
;(() => {
  "use strict"
  const { FULL, RULES, anywhere, named, ours, said, size, visible } = window.Taizhang

  /* By its name ``reader(column, period)``, which gives a function from the text of a cell, and what is seen
     of it, to what it says, and what the form on screen needs to know. */
  const types = {}
  const ZERO_REPORT = "零报告"
  /* What looks like a digit and is none: a footnote mark, a raised digit. */
  const LOOKALIKE = anywhere(RULES.lookalike)
  const NOTHING = { value: null, used: null, findings: [], mark: "" }
  const fault = (key, words) => ({ ...NOTHING, findings: [said(key, words)] })
  const taken = (value, text, used, more = []) => ({ ...NOTHING, value, used: used === text ? null : used, findings: more })
  const isFaulty = (read) => read.findings.some((each) => each.severity === "error")
  const isNoteworthy = (read) => read.findings.length > 0 || read.used !== null

  function parser(column, period) {
    const type = RULES.types[column.type]
    const read = types[column.type].reader(column, period)
    const options = new Set(column.values.flatMap((option) => [option.value, ...option.synonyms]))
    const marks = type.nothing.filter((mark) => !options.has(mark))
    const limit = type.longest
    return (text) => {
      if (text === "") return NOTHING
      if (text.length > limit && size(text) > limit) return fault("E311", { header: ours(column.header), count: size(text), limit })
      const seen = visible(text)
      if (seen === "") return { ...NOTHING, used: "" }
      if (marks.includes(seen)) return { ...NOTHING, used: "", mark: seen }
      if (FULL.error.test(seen)) return fault("E217", { text: seen })
      if (FULL.narrow.test(seen)) return fault("E217.narrow", { text: seen })
      if (seen.startsWith("=")) return fault("E302", { text: seen })
      const found = read(text, seen)
      const mark = type.of_digits && isFaulty(found) ? seen.match(LOOKALIKE) : null
      return mark ? fault("E210.mark", { text: seen, mark: mark[0], name: ours(named(mark[0])) }) : found
    }
  }

  Object.assign(window.Taizhang, { NOTHING, ZERO_REPORT, fault, isFaulty, isNoteworthy, parser, taken, types })
})()
