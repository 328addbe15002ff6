/* What is checked across the cells of a filing: the whole file, the cells of a row, and the rows. */
;(() => {
  "use strict"
  const { KNOWN, RULES, ZERO_REPORT, cover, findPersonal, isBlank, namesIn, namesListed, ours, place, said, short, spelt, verbatim, visible } = window.Taizhang

  function tellPersonal(records, where, form, tell) {
    const type = (id) => RULES.types[form.columns.find((column) => column.id === id).type]
    const positions = Object.entries(where)
    const numeric = new Set(positions.filter(([id]) => type(id).numeric).map(([, position]) => position))
    for (const name of namesListed(records, KNOWN)) tell.names.add(name)
    for (const each of records) {
      each.cells.forEach((cell, index) => {
        const hits = findPersonal(cell, { numeric: numeric.has(index), known: KNOWN })
        const chars = hits.length ? [...cell] : []
        for (const hit of hits) {
          const found = chars.slice(hit.start, hit.end).join("")
          const text = verbatim(cover(found, hit.kind))
          tell.tell(said(hit.sure ? `E301.${hit.kind}` : "W301", { text }), place(each, index), null, cell)
          if (hit.kind === "name") for (const name of namesIn(found, KNOWN)) tell.names.add(name)
        }
      })
    }
  }

  /* The rows that are zero reports; nothing else may stand in or beside one. */
  function zeroReports(form, laid, tell) {
    if (!form.zero_report) return notAllowed(form, laid, tell)
    const position = laid.positions[form.zero_report]
    if (position === undefined) return new Set()
    const zero = new Set()
    laid.rows.forEach((row, index) => visible(row.cells[position]) === ZERO_REPORT && zero.add(index))
    const fillable = form.columns
      .filter((column) => column.id in laid.positions && column.id !== form.zero_report && !column.equals)
      .map((column) => laid.positions[column.id])
    for (const index of zero) {
      const row = laid.rows[index]
      if (laid.rows.length > 1 || fillable.some((other) => !isBlank(row.cells[other]))) {
        tell.tell(said("E204"), place(row, position))
      }
    }
    return zero
  }

  function notAllowed(form, laid, tell) {
    const zero = new Set()
    laid.rows.forEach((row, index) => {
      const position = row.cells.findIndex((cell) => visible(cell) === ZERO_REPORT)
      if (position < 0) return
      zero.add(index)
      tell.tell(said("E206", { name: ours(form.name) }), place(row, position))
    })
    return zero
  }

  function tellBeyond(form, laid, columns, tell) {
    for (const column of form.columns) {
      if (!column.at_most) continue
      const limit = form.columns.find((each) => each.id === column.at_most)
      laid.rows.forEach((row, index) => {
        const [large, small] = [columns[column.id][index], columns[limit.id][index]]
        if (typeof large !== "number" || typeof small !== "number" || large <= small) return
        const words = said("E220", { header: ours(column.header), large: spelt(large), limit: ours(limit.header), small: spelt(small) })
        tell.tell(words, place(row, laid.positions[column.id]), column.header, spelt(large))
      })
    }
  }

  /* The rows without those that say the same again; two that contradict each other are told. */
  function once(form, laid, columns, kept, tell) {
    const first = new Map()
    return kept.filter((index) => {
      const key = form.key.map((name) => columns[name][index])
      const spelling = JSON.stringify(key)
      if (key.includes(null)) return true
      if (first.has(spelling)) return contradicts(form, laid, columns, index, first.get(spelling), tell)
      first.set(spelling, index)
      return true
    })
  }

  function contradicts(form, laid, columns, index, before, tell) {
    const keys = form.key.map((name) => form.columns.find((column) => column.id === name))
    const own = keys.filter((column) => !column.equals).at(-1)
    const first = laid.rows[before].number
    const at = place(laid.rows[index], own ? laid.positions[own.id] : null)
    const differing = form.columns.find((column) => columns[column.id][index] !== columns[column.id][before])
    if (!differing) {
      tell.tell(said("W251", { first }), at)
      return false
    }
    const words = said("E252", {
      names: ours(keys.map((column) => column.header).join("、")),
      first,
      differing: ours(differing.header),
      values: verbatim([before, index].map((row) => shown(columns[differing.id][row])).join("/")),
    })
    tell.tell(words, at, own ? own.header : null, shown(columns[form.key.at(-1)][index]))
    return true
  }

  function shown(value) {
    if (value === null) return "空"
    if (typeof value === "boolean") return value ? "是" : "否"
    return short(typeof value === "number" ? spelt(value) : String(value), 20)
  }

  Object.assign(window.Taizhang, { once, tellBeyond, tellPersonal, zeroReports })
})()
