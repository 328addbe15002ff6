/* Cells to values, by the types of their columns: by rows, or a script each in types/. */
;(() => {
  "use strict"
  const { NOTHING, RULES, anywhere, fault, first, isFaulty, named, names, ours, said, size, types, visible } = window.Taizhang

  const ZERO_REPORT = "零报告"
  /* What looks like a digit and is none: a footnote mark, a raised digit. */
  const LOOKALIKE = anywhere(RULES.lookalike)

  /* What makes a text be shown in another order than it is stored in. */
  const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu

  function parser(column, period) {
    const type = RULES.types[column.type]
    const read = types[column.type].reader(column, period)
    const options = new Set(column.values.flatMap((option) => [option.value, ...option.synonyms]))
    const called = column.to ? RULES.registers[column.to].names : {}
    const marks = type.nothing.filter((mark) => !options.has(mark))
    const limit = type.longest
    return (text) => {
      if (text === "") return NOTHING
      if (text.length > limit && size(text) > limit) return fault("E311", { header: ours(column.header), count: size(text), limit })
      const seen = visible(text)
      if (seen === "") return { ...NOTHING, used: "" }
      if (marks.includes(seen)) return { ...NOTHING, used: "", mark: seen }
      const declared = options.has(seen) || Object.hasOwn(called, seen)
      const slip = declared ? null : first("any", { text, seen, plain: seen, column, period })
      if (slip) return slip
      const found = read(text, seen)
      if (!type.stray) return found
      const mark = isFaulty(found) ? seen.match(LOOKALIKE) : null
      return mark ? fault(type.stray, { header: ours(column.header), text: seen, mark: mark[0], name: ours(named(mark[0])) }) : turned(text, found)
    }
  }

  /* A value that stands in another order than it is shown in is told, for one may be taken for the other. */
  function turned(text, found) {
    const turning = isFaulty(found) ? null : text.match(TURNING)
    return turning ? { ...found, findings: [said("W241", { names: ours(names(turning)) }), ...found.findings] } : found
  }

  Object.assign(window.Taizhang, { ZERO_REPORT, parser })
})()
