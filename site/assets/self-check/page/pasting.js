/* Cells copied from a spreadsheet: which columns they are of. */
;(() => {
  "use strict"
  const { REFERENCE, bare, isBlank, spellings, strip } = window.Taizhang

  /* The cells of a copied range: a tab between cells, a quoted cell may hold lines. */
  function cellsOf(text) {
    const rows = [[]]
    const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/gy
    const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "")
    for (let found = cell.exec(whole); found; found = cell.exec(whole)) {
      rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'))
      if (!found[3]) break
      if (found[3] === "\n") rows.push([])
    }
    return rows
  }

  /* What a copied range says: rows of {column: text}, and the headers that are no column of the form.

     With its header the range goes where that says; whole rows, which begin with the unit and the month, go
     where they belong; anything else goes from the column ``start`` of those that are ``open``. */
  function pasted(text, form, open, start, given) {
    const rows = cellsOf(text)
    const spelt = spellings(form)
    const heads = rows[0].map((cell) => spelt.get(bare(cell)))
    const isHeader = heads.filter(Boolean).length > 1
    const isWhole = form.columns.some((column) => given[column.id]) && form.columns.every((column, index) => !given[column.id] || strip(rows[0][index] ?? "") === given[column.id])
    const columns = isHeader ? heads : isWhole ? form.columns : open.slice(start)
    const unknown = isHeader ? rows[0].filter((cell, index) => !heads[index] && !isBlank(cell) && !cell.startsWith(REFERENCE)) : []
    const below = isHeader ? rows.slice(1) : rows
    return { unknown, isPlaced: isHeader || isWhole, rows: below.map((cells) => placed(cells, columns, given)) }
  }

  function placed(cells, columns, given) {
    const kept = cells.flatMap((cell, index) => (columns[index] && !(given[columns[index].id] && isBlank(cell)) ? [[columns[index].id, cell]] : []))
    return Object.fromEntries(kept)
  }

  Object.assign(window.Taizhang, { pasted })
})()
