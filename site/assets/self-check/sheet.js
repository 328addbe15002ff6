/* From a header to the rows below it that are data. */
;(() => {
  "use strict"
  const { RULES, FULL, bare, enough, fullest, isBlank, ours, place, record, rowsOf, said, squeeze, strip } = window.Taizhang

  /* The rows of data of the records below a header, cut to its width; of the ``spoilt`` ones something is
     told already. */
  function layOut(header, below, spoilt, asked, tell) {
    const rows = rowsBelow(header, below, spoilt, asked, tell)
    if (!rows.length && !tell.broken) tell.tell(said(asked.form.zero_report ? "W111.zero" : "W111"), place(header.record))
    return { positions: header.positions, rows }
  }

  function rowsBelow(header, below, spoilt, asked, tell) {
    const { form } = asked
    const { positions, width } = header
    const { cells } = header.record
    const unnamed = [...Array(width).keys()].filter((index) => isBlank(cells[index]))
    const given = new Set([...form.columns.filter((c) => c.equals && c.id in positions).map((c) => positions[c.id]), ...header.beside])
    const total = totals(positions, form)
    const names = cells.slice(0, width).map(bare)
    const rows = []
    const idle = []
    let gap = null
    for (const each of below) {
      if (each.blank) {
        gap = gap || each
        continue
      }
      if (secondTable(each, names, header, asked, tell)) break
      tellOf("W135", gap ? [gap] : [], tell)
      gap = null
      if (spoilt.has(each.number) || leftOut(each, names, total, tell)) continue
      if (!rows.length && printed(each, header, asked, tell)) continue
      if (each.cells.length >= width && each.cells.every((cell, index) => given.has(index) || isBlank(cell))) {
        if (!tellNote(each, header, asked, tell)) idle.push(each)
        continue
      }
      tellOf("W135.untouched", idle.splice(0), tell)
      if (ragged(each, width, header.record, asked.delimiter, tell)) continue
      tellUnnamed(each, unnamed, tell)
      rows.push(record(each.line, each.number, each.cells.slice(0, width)))
    }
    return rows
  }

  /* Whether it is what forms print below a header: the numbers of the columns, their units, a line. */
  function printed(each, header, asked, tell) {
    const texts = each.cells.filter((cell) => !isBlank(cell)).map(bare)
    if (texts.length < 2 || !texts.every((text) => FULL.printed.test(text))) return false
    if (rowsOf(asked, header.positions, header.width)(each.cells)) return false
    return tell.tell(said("W138", { record: each.number }), place(each)), true
  }

  /* Tell of records that say nothing, now that one follows which does. */
  function tellOf(key, records, tell) {
    for (const each of records) tell.tell(said(key, { record: each.number }), place(each))
  }

  /* Whether a row with nothing to report has words where a blank form names the unit or the term: they are a
     note, which is told. */
  function tellNote(each, header, asked, tell) {
    for (const column of asked.form.columns) {
      if (!column.equals || !(column.id in header.positions)) continue
      const text = strip(each.cells[header.positions[column.id]])
      if (isBlank(text) || asked.parser(column)(text).value !== null) continue
      tell.tell(said("W203", { record: each.number, text }), place(each))
      return true
    }
    return false
  }

  /* Whether another table begins here, of another form or with its columns in another order. */
  function secondTable(each, names, header, asked, tell) {
    if (!asked.known.has(bare(each.cells[0])) && !asked.known.has(each.cells[1])) return false
    if (each.cells.length >= names.length && names.every((name, index) => bare(each.cells[index]) === name)) return false
    const { form, columns } = fullest(each.cells, [asked.form, ...asked.others()])
    const filled = each.cells.filter((cell) => !isBlank(cell)).length
    if (form === null || columns.size < Math.max(3, enough(form)) || 2 * columns.size < filled) return false
    if (form.id === asked.form.id) tell.tell(said("E137.order", { record: each.number, first: header.record.number }), place(each))
    else tell.tell(said("E137", { record: each.number, other: ours(form.name), file: ours(`${form.id}.csv`) }), place(each))
    return true
  }

  function tellUnnamed(each, unnamed, tell) {
    for (const index of unnamed) {
      const text = strip(each.cells[index])
      if (!isBlank(text)) tell.tell(said("E123", { n: index + 1, text }), place(each, index))
    }
  }

  function totals(positions, form) {
    const keys = form.key.filter((name) => name in positions)
    const column = (name) => form.columns.find((each) => each.id === name)
    const own = keys.filter((name) => !column(name).equals).map((name) => positions[name])
    const places = keys.map((name) => positions[name])
    const first = new Set([0, ...places])
    return (each) => {
      for (const [position, cell] of each.cells.entries()) {
        const text = strip(cell)
        if (!text.includes("计") || !FULL.total.test(squeeze(text))) continue
        const others = first.has(position) || own.length ? own : places
        if (others.every((other) => other === position || isBlank(each.cells[other] ?? ""))) return text
      }
      return null
    }
  }

  function leftOut(each, names, total, tell) {
    const at = place(each)
    const same = bare(each.cells[0]) === names[0] && each.cells.length >= names.length
    if (same && names.every((name, index) => bare(each.cells[index]) === name)) {
      return tell.tell(said("W136", { record: each.number }), at), true
    }
    const word = total(each)
    if (word) return tell.tell(said("W202", { record: each.number, text: word }), at), true
    const filled = each.cells.filter((cell) => !isBlank(cell)).map(strip)
    if (bare(filled[0]).includes(":") && filled.every((text) => FULL.footer.test(bare(text)))) {
      return tell.tell(said("W203", { record: each.number, text: filled[0] }), at), true
    }
    return false
  }

  function ragged(each, width, header, delimiter, tell) {
    const [count, number] = [each.cells.length, each.number]
    const extra = each.cells.findIndex((cell, index) => index >= width && !isBlank(cell))
    if (extra >= 0) {
      const at = place(each, extra)
      const text = strip(each.cells[extra])
      const words =
        count <= header.cells.length ? said("E123", { n: extra + 1, text }) : said("E131", { record: number, count, width })
      tell.tell(words, at, null, text)
      return true
    }
    if (count < width) {
      const at = place(each, count - 1)
      for (const [candidate, name] of Object.entries(RULES.delimiters)) {
        const more = each.cells.reduce((sum, cell) => sum + cell.split(candidate).length - 1, 0)
        const key = candidate === delimiter ? "E132.quoted" : "E132.other"
        if (more + count === width) return tell.tell(said(key, { record: number, count, width, name: ours(name) }), at), true
      }
      tell.tell(said("E132", { record: number, count, width }), at)
      return true
    }
    return false
  }

  Object.assign(window.Taizhang, { layOut })
})()
