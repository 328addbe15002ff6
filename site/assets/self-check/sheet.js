/* Records to a header and the rows below it. */
;(() => {
  "use strict"
  const { RULES, FULL, PRIVATE_FULL, SEARCHED, bare, isBlank, monthOf, nearest, ours, place, record, said, squeeze, strip } = window.Taizhang

  const REFERENCE = "参考："

  function spellings(form) {
    const known = new Map()
    for (const column of form.columns) for (const name of [column.header, ...column.synonyms]) known.set(bare(name), column)
    return known
  }

  /* The form as it is for a term; ``others`` are the columns that it has in other months. */
  function ofTerm(form, period) {
    const month = monthOf(period)
    const inForce = (each) => (!each.valid_from || each.valid_from <= month) && (!each.valid_until || month <= each.valid_until)
    return { ...form, columns: form.columns.filter(inForce), others: form.columns.filter((each) => !inForce(each)) }
  }

  function layOut(records, form, tell) {
    const filled = records.filter((each) => !each.blank)
    const spelt = spellings(form)
    const at = headerOf(filled, spelt, form)
    if (at === null) {
      if (records.length) tell.tell(said("E110"))
      return null
    }
    const header = filled[at]
    const top = place(filled[0])
    if (at && !RULES.policy.skip_title) return tell.tell(said("E120", { first: filled[0].number, record: header.number }), top), null
    if (at) tell.tell(said("W128", { count: at }), top)
    if (header.cells.length > RULES.limits.columns) {
      tell.tell(said("E402", { count: header.cells.length, limit: RULES.limits.columns }), place(header))
      return null
    }
    const positions = match(header, spelt, form, tell)
    if (tell.broken) return null
    const below = records.filter((each) => each.number > header.number)
    const rows = rowsBelow(below, header, positions, form, tell)
    if (!rows.length && !tell.broken) tell.tell(said(form.zero_report ? "W111.zero" : "W111"), place(header))
    return { positions, rows, header, below, width: widthOf(header) }
  }

  /* How many cells a header has, less the empty ones at its end. */
  function widthOf(header) {
    let width = header.cells.length
    while (width > 1 && isBlank(header.cells[width - 1])) width -= 1
    return width
  }

  function headerOf(filled, spelt, form) {
    if (!filled.length) return null
    if (filled[0].cells.some((cell) => spelt.has(bare(cell)))) return 0
    const fits = (each) => new Set(each.cells.map(bare).filter((cell) => spelt.has(cell))).size >= wanted(form)
    const at = filled.slice(0, SEARCHED).findIndex(fits)
    return at < 0 ? 0 : at
  }

  /* So many columns of a form make a header of it. */
  const wanted = (form) => Math.max(2, form.columns.filter((column) => column.required).length - 1)

  /* The id of the form whose header stands among the first records, the first of several alike; null where
     there is hardly more of it than any table has. */
  function resembled(records, forms) {
    const start = records.filter((each) => !each.blank).slice(0, SEARCHED)
    let [best, most] = [null, 0]
    for (const form of forms) {
      const spelt = spellings(form)
      const hits = Math.max(0, ...start.map((each) => new Set(each.cells.map(bare).filter((cell) => spelt.has(cell))).size))
      if (hits >= wanted(form) && hits > most) [best, most] = [form.id, hits]
    }
    return best
  }

  function match(header, spelt, form, tell) {
    const positions = {}
    const unknown = []
    const others = spellings({ columns: form.others })
    header.cells.forEach((cell, index) => {
      const at = place(header, index)
      const column = spelt.get(bare(cell))
      if (!column) {
        if (!isBlank(cell) && !cell.startsWith(REFERENCE) && !others.has(bare(cell))) unknown.push([index, strip(cell)])
      } else if (column.id in positions) {
        tell.tell(said("E124", { header: ours(column.header), first: positions[column.id] + 1, n: index + 1 }), at, cell, cell)
      } else {
        positions[column.id] = index
        if (cell.replace(/^\*/, "") !== column.header) tell.change(at, column.header, cell, column.header)
      }
    })
    const absent = form.columns.filter((column) => !(column.id in positions))
    const meant = unknown.map(([index, name]) => unknownColumn(name, index, header, absent, tell))
    for (const column of absent) {
      if (column.required && !meant.includes(column.id)) {
        tell.tell(said("E126", { header: ours(column.header) }), place(header), column.header)
      }
    }
    return positions
  }

  function unknownColumn(name, index, header, absent, tell) {
    const at = place(header, index)
    if (PRIVATE_FULL.column.test(bare(name))) return tell.tell(said("E301.column", { text: name }), at, name, name), null
    const candidates = new Map()
    const ordered = [...absent.filter((c) => c.required), ...absent.filter((c) => !c.required)]
    for (const column of ordered) for (const spelling of [column.header, ...column.synonyms]) candidates.set(bare(spelling), column)
    const meant = nearest(bare(name), [...candidates.keys()], 0.5)
    if (meant) {
      tell.tell(said("E125", { text: name, header: ours(candidates.get(meant).header) }), at, name, name)
      return candidates.get(meant).id
    }
    tell.tell(said(RULES.policy.strict_columns ? "E127" : "W127", { text: name }), at, name, name)
    return null
  }

  function rowsBelow(below, header, positions, form, tell) {
    const width = widthOf(header)
    const unnamed = [...Array(width).keys()].filter((index) => isBlank(header.cells[index]))
    const total = totals(positions, form)
    const names = header.cells.slice(0, width).map(bare)
    const given = new Set(form.columns.filter((c) => c.equals && c.id in positions).map((c) => positions[c.id]))
    header.cells.forEach((cell, index) => cell.startsWith(REFERENCE) && given.add(index))
    const last = below.findLastIndex((each) => !each.blank)
    const rows = []
    let gap = false
    for (const each of below.slice(0, last + 1)) {
      if (each.blank) {
        if (!gap) tell.tell(said("W135", { record: each.number }), { line: each.line, record: each.number })
        gap = true
        continue
      }
      gap = false
      if (leftOut(each, names, total, tell)) continue
      if (each.cells.length >= width && each.cells.every((cell, index) => given.has(index) || isBlank(cell))) continue
      if (ragged(each, width, header, tell)) continue
      for (const index of unnamed) {
        const text = strip(each.cells[index])
        if (text) tell.tell(said("E123", { n: index + 1, text }), place(each, index))
      }
      rows.push(record(each.line, each.number, each.cells.slice(0, width)))
    }
    return rows
  }

  function totals(positions, form) {
    const keys = form.key.filter((name) => name in positions)
    const column = (name) => form.columns.find((each) => each.id === name)
    const own = keys.filter((name) => !column(name).equals).map((name) => positions[name])
    const places = [...new Set([0, ...keys.map((name) => positions[name])])]
    return (each) => {
      for (const position of places) {
        const text = strip(each.cells[position] ?? "")
        if (text.includes("计") && FULL.total.test(squeeze(text))) {
          if (own.every((other) => other === position || isBlank(each.cells[other] ?? ""))) return text
        }
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
    const filled = each.cells.map(strip).filter(Boolean)
    if (bare(filled[0]).includes(":") && filled.every((text) => FULL.footer.test(bare(text)))) {
      return tell.tell(said("W203", { record: each.number, text: filled[0] }), at), true
    }
    return false
  }

  function ragged(each, width, header, tell) {
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
        if (more + count === width) return tell.tell(said("E132.other", { record: number, count, width, name: ours(name) }), at), true
      }
      tell.tell(said("E132", { record: number, count, width }), at)
      return true
    }
    return false
  }

  Object.assign(window.Taizhang, { REFERENCE, spellings, ofTerm, layOut, resembled })
})()
