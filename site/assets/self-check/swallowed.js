/* Rows that a stray quote swallowed: a cell of several lines in which lines are rows of the form. */
;(() => {
  "use strict"
  const { rowsOf, said, severalLines } = window.Taizhang

  /* The numbers of the records whose quote swallowed rows; each is told where the quote opened. */
  function tellSwallowed(header, below, asked, tell) {
    const spoilt = new Set()
    let isRow = null
    for (const record of [header.record, ...below]) {
      for (const { index, line, lines } of severalLines(record, asked.delimiter)) {
        isRow = isRow || rowsOf(asked, header.positions, header.width)
        const count = lines.slice(1).filter(isRow).length
        if (!count) continue
        tell.tell(said("E133.rows", { record: record.number, count }), { line, position: index, record: record.number })
        spoilt.add(record.number)
      }
    }
    return spoilt
  }

  Object.assign(window.Taizhang, { tellSwallowed })
})()
