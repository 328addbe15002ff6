/* The header of a filing: which record it is, and where each declared column stands. */
;(() => {
  "use strict"
  const {
    FULL, REFERENCE, RULES, SEARCHED, bare, causeOf, full, isBlank, isColumn, meantBy, columnsIn, narrow, ours, place, required,
    rowsOf, rowsTold, said, squeeze, strip,
  } = window.Taizhang
  const NUMBER = full("[0-9]{1,7}")
  const BELOW = full(`${RULES.patterns.total}|.*[:：].*`)
  const cellAt = (record, position) => strip(record.cells[position] ?? "")

  /* The header; null when it does not fit, which is told. */
  function findHeader(records, asked, tell) {
    const filled = records.filter((each) => !each.blank)
    if (!filled.length) {
      if (records.length) tell.tell(said("E110"))
      return null
    }
    const at = best(filled, asked)
    const header = filled[at]
    const columns = columnsIn(header.cells, asked.spelt)
    if (!required(asked.form).every((id) => columns.has(id))) {
      const cause = causeOf(filled, at, asked)
      if (cause) {
        tellPrivate(header, tell)
        tell.tell(...cause)
        return null
      }
    }
    const top = place(filled[0])
    if (at && !RULES.policy.skip_title) {
      const key = holdsData(header, filled.slice(0, at), asked) ? "E120.data" : "E120"
      tell.tell(said(key, { first: filled[0].number, record: header.number, rows: rowsTold(filled.slice(0, at)) }), top)
      return null
    }
    if (at) tell.tell(said("W128", { count: at }), top)
    if (header.cells.length > RULES.limits.columns) {
      tell.tell(said("E402", { count: header.cells.length, limit: RULES.limits.columns }), place(header))
      return null
    }
    const below = records.filter((each) => each.number > header.number)
    const found = matched(header, below, asked, tell)
    return tell.broken ? null : found
  }

  /* Tell of columns of personal data, which is told of every header. */
  function tellPrivate(header, tell) {
    header.cells.forEach((cell, index) => {
      const name = strip(cell)
      if (isColumn(bare(cell))) tell.tell(said("E301.column", { text: name }), place(header, index), name, name)
    })
  }

  /* Whether rows of data stand above the header, which nobody is to be told to delete. */
  function holdsData(header, above, asked) {
    const words = header.cells.map((cell) => asked.spelt.get(bare(cell)))
    const positions = Object.fromEntries(words.flatMap((column, index) => (column ? [[column.id, index]] : [])))
    const isRow = rowsOf(asked, positions, widthOf(header))
    return above.some((record) => isRow(record.cells))
  }

  /* Which of the filled records names the form's columns best: the first, unless a later one that names
     enough of them names more. */
  function best(filled, asked) {
    let [at, most] = [0, columnsIn(filled[0].cells, asked.spelt)]
    if (required(asked.form).every((id) => most.has(id))) return 0
    filled.slice(1, SEARCHED).forEach((record, index) => {
      const found = columnsIn(record.cells, asked.spelt)
      if (found.size > most.size && found.size >= asked.enough) [at, most] = [index + 1, found]
    })
    return at
  }

  function matched(header, below, asked, tell) {
    const places = new Map()
    const numbers = new Set()
    header.cells.forEach((cell, index) => {
      const column = asked.spelt.get(bare(cell))
      if (column) places.set(column, [...(places.get(column) || []), index])
      if (FULL.numbering.test(bare(cell)) && countsRows(index, below)) numbers.add(index)
    })
    const found = [...places].map(([column, own]) => [column, oneOf(column, own, numbers, header, below, tell)])
    for (const [column, index] of [...found].sort((one, other) => one[1] - other[1])) {
      const cell = header.cells[index]
      if (cell.replace(/^\*/, "") !== column.header) tell.change(place(header, index), column.header, cell, column.header)
      numbers.delete(index)
    }
    const positions = Object.fromEntries(found.map(([column, index]) => [column.id, index]))
    tellOthers(header, positions, numbers, asked, tell)
    header.cells.forEach((cell, index) => cell.startsWith(REFERENCE) && numbers.add(index))
    return { record: header, positions, width: widthOf(header), beside: numbers }
  }

  /* Which of several cells that name a column is it. The declared word goes before a synonym and what is
     filled in before what is blank; where both are as good and differ, nobody can tell. */
  function oneOf(column, places, numbers, header, below, tell) {
    let one = places[0]
    for (const index of places.slice(1)) {
      const left = leftOf(column, one, index, header, below)
      const at = left ?? index
      const cell = header.cells[at]
      if (left === null) {
        tell.tell(said("E124", { header: ours(column.header), first: one + 1, n: index + 1 }), place(header, at), cell, cell)
        continue
      }
      if (left === one) one = index
      if (numbers.has(left)) continue
      tell.tell(said("W127.twin", { n: left + 1, text: strip(cell), header: ours(column.header), used: one + 1 }), place(header, at), cell, cell)
    }
    return one
  }

  /* Which of two cells that name a column is not it; null where that cannot be told. */
  function leftOf(column, first, second, header, below) {
    const [one, other] = [first, second].map((at) => bare(header.cells[at]) === bare(column.header))
    if (one !== other) return one ? second : first
    const [texts, more] = [first, second].map((at) => below.map((record) => cellAt(record, at)))
    if (texts.every((text, index) => text === more[index]) || !more.some(Boolean)) return second
    return texts.some(Boolean) ? null : first
  }

  /* Whether a column has nothing but the numbers of the rows, totals and notes below them aside. */
  function countsRows(position, below) {
    const texts = below.map((record) => strip(narrow(cellAt(record, position)))).filter(Boolean)
    const found = texts.filter((text) => NUMBER.test(text)).map(Number)
    const others = texts.filter((text) => !NUMBER.test(text))
    return found.length > 0 && found.every((each, index) => !index || found[index - 1] < each) && others.every((text) => BELOW.test(squeeze(text)))
  }

  function tellOthers(header, positions, numbers, asked, tell) {
    const absent = asked.form.columns.filter((column) => !(column.id in positions))
    const meant = []
    header.cells.forEach((cell, index) => {
      if (isBlank(cell) || cell.startsWith(REFERENCE) || asked.passed.has(bare(cell)) || numbers.has(index)) return
      meant.push(unknownColumn(strip(cell), index, header, absent, tell))
    })
    for (const column of absent) {
      if (column.required && !meant.includes(column.id)) {
        tell.tell(said("E126", { header: ours(column.header) }), place(header), column.header)
      }
    }
  }

  function unknownColumn(name, index, header, absent, tell) {
    const at = place(header, index)
    if (isColumn(bare(name))) return tell.tell(said("E301.column", { text: name }), at, name, name), null
    const column = meantBy(name, absent)
    if (column) {
      tell.tell(said("E125", { text: name, header: ours(column.header) }), at, name, name)
      return column.id
    }
    tell.tell(said(RULES.policy.strict_columns ? "E127" : "W127", { text: name }), at, name, name)
    return null
  }

  /* How many cells a header has, less the empty ones at its end. */
  function widthOf(header) {
    let width = header.cells.length
    while (width > 1 && isBlank(header.cells[width - 1])) width -= 1
    return width
  }

  Object.assign(window.Taizhang, { findHeader })
})()
