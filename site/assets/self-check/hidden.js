/* Rows and columns of a filing that a spreadsheet hides: they are read as any other, and told. */
;(() => {
  "use strict"
  const { isBlank, ours, place, said } = window.Taizhang
  const MANY = 10

  /* One finding for the rows that a filter hides, one for those hidden otherwise, one for columns; of what
     holds data alone. */
  function tellHidden(tab, { record: header, positions }, { rows }, form, tell) {
    const table = [header, ...rows]
    const others = new Set([...tab.hiddenRows].filter((row) => !tab.filtered.has(row)))
    for (const [key, hidden] of [["W116.filtered", tab.filtered], ["W116.rows", others]]) {
      const found = table.filter((record) => hidden.has(record.number))
      if (found.length) tell.tell(said(key, { rows: ours(stretches(found.map((record) => record.number))) }), place(found[0]))
    }
    const columns = form.columns.filter((column) => column.id in positions).map((column) => [positions[column.id], column])
    const seen = columns
      .sort(([one], [other]) => one - other)
      .filter(([at]) => tab.hiddenColumns.has(at + 1) && rows.some((row) => !isBlank(row.cells[at])))
    if (!seen.length) return
    const named = seen.map(([at, column]) => `“${column.header}”（${letters(at + 1)}）`).join("、")
    tell.tell(said("W116.columns", { columns: ours(named) }), place(header, seen[0][0]))
  }

  /* Rows in their order, those that follow each other as one: 5、7–9. */
  function stretches(numbers) {
    const runs = []
    for (const number of numbers) {
      if (runs.length && runs.at(-1)[1] === number - 1) runs.at(-1)[1] = number
      else runs.push([number, number])
    }
    const told = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    return told.slice(0, MANY).join("、") + (told.length > MANY ? `等 ${numbers.length}` : "")
  }

  /* The letters by which a spreadsheet calls a column, from 1. */
  function letters(column) {
    let found = ""
    for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) found = String.fromCharCode(65 + ((left - 1) % 26)) + found
    return found
  }

  Object.assign(window.Taizhang, { tellHidden })
})()
