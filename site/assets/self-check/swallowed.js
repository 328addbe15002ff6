/* Rows that a stray quote swallowed: a cell of several lines in which lines are rows of the form. */
;(() => {
  "use strict"
  const { isBlank, isFaulty, parser, said } = window.Taizhang

  /* The sheet less the rows whose quote swallowed others; each is told where the quote opened. */
  function withoutSwallowed(laid, form, delimiter, period, tell) {
    const keys = form.key.filter((name) => name in laid.positions).map((name) => form.columns.find((each) => each.id === name))
    const equal = keys.filter((column) => column.equals)
    const telling = (equal.length ? equal : keys).map((column) => [laid.positions[column.id], parser(column, period)])
    const reads = (read) => read.value !== null && !isFaulty(read)
    const readsIn = (cells) => ([position, parse]) => reads(parse(cells[position]))
    const isRow = (cells) =>
      cells.length >= laid.width &&
      cells.slice(laid.width).every(isBlank) &&
      (equal.length ? telling.some(readsIn(cells)) : telling.every(readsIn(cells)))
    const spoilt = new Set()
    for (const record of [laid.header, ...laid.below]) {
      for (const { index, line, inner } of ofSeveralLines(record, delimiter)) {
        const rows = inner.filter(isRow).length
        if (!rows) continue
        tell.tell(said("E133.rows", { record: record.number, count: rows }), { line, position: index, record: record.number })
        spoilt.add(record.number)
      }
    }
    return { ...laid, rows: laid.rows.filter((row) => !spoilt.has(row.number)) }
  }

  /* The cells with line breaks: position, line on which they open, and their further lines as records
     of their own, the last one with what stands behind the closing quote. */
  function* ofSeveralLines(record, delimiter) {
    let line = record.line
    for (const [index, cell] of record.cells.entries()) {
      const parts = cell.split("\n")
      if (parts.length > 1) {
        const inner = parts.slice(1).map((part) => part.split(delimiter))
        inner.at(-1).push(...record.cells.slice(index + 1))
        yield { index, line, inner }
      }
      line += parts.length - 1
    }
  }

  Object.assign(window.Taizhang, { withoutSwallowed })
})()
