/* Whether a line says what a row of a form says: asked of what stands where no row should stand. */
;(() => {
  "use strict"
  const { isBlank, isFaulty } = window.Taizhang
  /* Only a column that takes anything takes this. */
  const ANYTHING = "〓"
  const reads = (parse, text) => {
    const read = parse(text)
    return read.value !== null && !isFaulty(read)
  }

  /* What tells whether cells are a row of the form under a header of so many cells: of as many cells as the
     header by one of its keys and by most of what it says, of fewer or more by whatever stands where a key
     is. The unit and the month may be blank, as merged cells leave them. */
  function rowsOf(asked, positions, width) {
    const columns = asked.form.columns.filter((column) => column.id in positions)
    const parse = new Map(columns.map((column) => [column, asked.parser(column)]))
    const at = (cells, column) => cells[positions[column.id]] ?? ""
    const keys = columns.filter((column) => asked.form.key.includes(column.id))
    const apart = keys.filter((column) => !column.equals)
    const own = apart.length ? apart : keys
    const telling = columns.filter((column) => !reads(parse.get(column), ANYTHING))
    const sure = keys.filter((column) => telling.includes(column))
    const surely = own.some((column) => telling.includes(column))
    const reach = keys.length ? Math.max(...keys.map((column) => positions[column.id])) : width
    return (cells) => {
      if (cells.length <= reach) return false
      const fits = (column) => reads(parse.get(column), at(cells, column))
      if (cells.length < width || !cells.slice(width).every(isBlank)) {
        return surely && keys.filter((column) => own.includes(column) || !isBlank(at(cells, column))).every(fits)
      }
      const said = telling.filter((column) => !isBlank(at(cells, column)))
      const most = 2 * said.filter(fits).length > said.length || !telling.length
      return most && (sure.length ? sure.some(fits) : keys.every(fits))
    }
  }

  /* The cells with line breaks: position, line on which they open, and the record as it is read when
     their quotes are none: each line as cells, the first with what stands before, the last with what
     stands behind. Of a first cell without a delimiter nothing stands behind but its own row. */
  function* severalLines(record, delimiter) {
    let line = record.line
    for (const [index, cell] of record.cells.entries()) {
      const parts = cell.split("\n")
      if (parts.length > 1 && (index || cell.includes(delimiter))) {
        const lines = parts.map((part) => part.split(delimiter))
        lines[0] = [...record.cells.slice(0, index), ...lines[0]]
        lines[lines.length - 1] = [...lines.at(-1), ...record.cells.slice(index + 1)]
        yield { index, line, lines }
      }
      line += parts.length - 1
    }
  }

  Object.assign(window.Taizhang, { rowsOf, severalLines })
})()
