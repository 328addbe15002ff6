/* Numbers of papers and things: kept as they are written. */
;(() => {
  "use strict"
  const { FULL, RULES, anywhere, fault, full, names, narrow, ours, types } = window.Taizhang

  const FOREIGN = anywhere(RULES.patterns.foreign, "g")

  function code(text, seen, column) {
    const foreign = seen.match(FOREIGN)
    if (foreign) return fault("E224", { header: ours(column.header), names: ours(names(foreign)) })
    const pattern = column.pattern ? full(column.pattern) : null
    const plain = pattern ? narrow(seen) : seen
    if (pattern && pattern.test(plain)) return types.text.bounded(plain, text, column)
    if (FULL.scientific.test(plain)) return fault("E216", { text: plain })
    if (FULL.formula.test(plain)) return fault("E302", { text: plain })
    if (FULL.path.test(plain)) return fault("E404", { text: plain })
    if (!pattern) return types.text.bounded(plain, text, column)
    const words = { header: ours(column.header), help: ours(column.help || "请核对编号。"), text: seen }
    const padded = [...Array(8).keys()].map((n) => "0".repeat(n + 1) + plain).find((each) => pattern.test(each))
    if (padded && /^[0-9]+$/.test(plain)) return fault("E223.zeros", { meant: ours(padded), ...words })
    if (column.example) return fault("E223.example", { example: ours(column.example), ...words })
    return fault("E223", words)
  }

  const reader = (column) => (text, seen) => code(text, seen, column)

  types.code = { reader }
})()
