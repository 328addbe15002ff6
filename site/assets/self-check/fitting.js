/* A cell read by the rows of its kind, as in generator/catalogue/fitting.py: the first counts that fits it and
   means something. The rows stand in the rules. */
;(() => {
  "use strict"
  const { CONDITIONS, MEANINGS, RULES, fault, full, isFaulty, mapped, narrow, said, suggested, types, wordsOf } = window.Taizhang

  const ROWS = mapped(RULES.rows, (rows) => rows.map((row) => ({ ...row, is: row.pattern === null ? null : full(row.pattern) })))

  /* The pieces of a cell that looks like it, of several with one name the first; null of another. */
  function fit(row, plain) {
    const found = row.is ? plain.match(row.is) : [plain]
    if (found === null) return null
    const pieces = {}
    row.pieces.forEach((name, index) => (pieces[name] = pieces[name] ?? found[index + 1]))
    return pieces
  }

  /* What a row says of a cell that looks like it, null where that is nothing. */
  function saidBy({ when, gives, tells }, cell) {
    if (!Object.entries(when).every(([name, wanted]) => CONDITIONS[name](cell, wanted))) return null
    if (gives === null) return fault(tells, wordsOf(cell))
    const read = MEANINGS[gives](cell)
    if (read === null || tells === null || isFaulty(read)) return read
    return { ...read, findings: [said(tells, wordsOf(cell, read)), ...read.findings] }
  }

  function first(kind, cell) {
    for (const row of ROWS[kind]) {
      const pieces = fit(row, cell.plain)
      const read = pieces && saidBy(row, { ...cell, pieces })
      if (read) return read
    }
    return null
  }

  const readerOf = (kind) => (column, period) => (text, seen) => first(kind, { text, seen, plain: narrow(seen), column, period })

  for (const [name, { rows, inputmode, placeholder, options, suggests }] of Object.entries(RULES.types)) {
    if (!rows) continue
    const asked = { inputmode, placeholder, ...(options && { choices: () => options }), ...(suggests && { suggestions: suggested }) }
    types[name] = { reader: readerOf(rows), ...asked }
  }

  Object.assign(window.Taizhang, { first })
})()
