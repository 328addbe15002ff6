/* One filing: what it says and what is wrong with it. */
;(() => {
  "use strict"
  const { NOTHING, RULES, Teller, cover, decode, findPersonal, isBlank, isFaulty, isNoteworthy, layOut, mapped, ofMonth, ours, parser, said, short, spellings, spelt, split, strip, withoutSwallowed } = window.Taizhang

  const ZERO_REPORT = "零报告"

  /* What a filing says, as generator/intake/filing.py reads it; ``tab`` is a sheet of a workbook. */
  function read(source) {
    const tell = new Teller(source.tab ? source.tab.name : "")
    const result = told(source, tell)
    tell.close()
    return result
  }

  function told({ bytes, tab, form: formId, unit, period, today }, tell) {
    const declared = RULES.forms[formId]
    const form = ofMonth(declared, period)
    const nothing = { form: formId, sheet: tell.sheet, problems: tell.problems, changes: tell.changes, rows: 0, zero: false, positions: {} }
    let [records, delimiter] = [null, null]
    if (tab) {
      records = tab.records
      if (!records.length) tell.tell(said("E110.sheet", { sheet: tab.name }))
    } else {
      const text = decode(bytes, tell)
      if (text === null) return nothing
      const parts = split(text, new Set(spellings(declared).keys()), tell)
      if (parts === null) return nothing
      ;({ records, delimiter } = parts)
    }
    let laid = layOut(records, form, tell)
    tellPersonal(records, laid, form, tell)
    if (laid === null) return nothing
    if (delimiter) laid = withoutSwallowed(laid, form, delimiter, period, tell)
    const result = typed(form, laid, unit, period, today, tab ? tab.merged : new Set(), tell)
    return { ...nothing, ...result, positions: laid.positions, texts: laid.rows.map((row) => row.cells) }
  }

  function tellPersonal(records, laid, form, tell) {
    const type = (id) => RULES.types[form.columns.find((column) => column.id === id).type]
    const numeric = new Set(
      Object.entries(laid ? laid.positions : {})
        .filter(([id]) => type(id).numeric)
        .map(([, position]) => position),
    )
    for (const each of records) {
      each.cells.forEach((cell, index) => {
        const hits = findPersonal(cell, numeric.has(index))
        const chars = hits.length ? [...cell] : []
        for (const hit of hits) {
          const text = ours(cover(chars.slice(hit.start, hit.end).join(""), hit.kind))
          const words = said(hit.sure ? `E301.${hit.kind}` : "W301", { text })
          tell.tell(words, { line: each.line, position: index, record: each.number }, null, cell)
        }
      })
    }
  }

  function typed(form, laid, unit, period, today, merged, tell) {
    const { rows, positions } = laid
    const zero = zeroRows(form, laid, tell)
    const reads = {}
    for (const column of form.columns) {
      const position = positions[column.id]
      if (position === undefined) {
        reads[column.id] = rows.map(() => NOTHING)
        continue
      }
      let texts = rows.map((row) => row.cells[position])
      if (column.fill_down) texts = filledDown(column, texts, rows, position, tell)
      const plain = parser(column, period)
      const written = !form.zero_report || column.id === form.zero_report
      const parse = written ? (text) => (strip(text) === ZERO_REPORT ? { ...NOTHING, value: ZERO_REPORT } : plain(text)) : plain
      const found = (reads[column.id] = texts.map(parse))
      found.forEach((each, index) => {
        if (!isNoteworthy(each)) return
        const place = { line: rows[index].line, position, record: rows[index].number }
        for (const words of each.findings) tell.tell(words, place, column.header, texts[index])
        if (each.used !== null && (each.used || !each.mark || !column.required)) {
          tell.change(place, column.header, texts[index], each.used)
        }
      })
      if (column.required) tellMissing(column, form, position, found, rows, zero, merged, tell)
      if (column.equals) tellElsewhere(column, position, unit, period, found, texts, rows, tell)
      if (RULES.types[column.type].dated && today) {
        found.forEach((each, index) => {
          if (each.value === null || each.value <= today) return
          const place = { line: rows[index].line, position, record: rows[index].number }
          tell.tell(said("W235.future", { used: ours(each.value) }), place, column.header, rows[index].cells[position])
        })
      }
      const span = column.role === "as_of" && form.tells[period]
      if (span) tellOfItsTime(column, position, found, rows, span, tell)
    }
    const columns = mapped(reads, (found) => found.map((each) => each.value))
    tellBeyond(form, laid, columns, tell)
    const kept = once(form, laid, columns, rows.map((_, index) => index).filter((index) => !zero.has(index)), tell)
    const places = rows.map((row) => ({ line: row.line, record: row.number }))
    return { rows: kept.length, zero: zero.size > 0 && Boolean(form.zero_report), kept, columns, places }
  }

  function tellOfItsTime(column, position, found, rows, [first, last], tell) {
    found.forEach((each, index) => {
      if (each.value === null || (first <= each.value && each.value <= last)) return
      const words = said(each.value > last ? "E239" : "W239", { used: ours(each.value), first: ours(first), last: ours(last) })
      const place = { line: rows[index].line, position, record: rows[index].number }
      tell.tell(words, place, column.header, rows[index].cells[position])
    })
  }

  function zeroRows(form, laid, tell) {
    if (!form.zero_report) return zeroNotAllowed(form, laid, tell)
    const position = laid.positions[form.zero_report]
    if (position === undefined) return new Set()
    const zero = new Set()
    laid.rows.forEach((row, index) => strip(row.cells[position]) === ZERO_REPORT && zero.add(index))
    const fillable = form.columns
      .filter((column) => column.id in laid.positions && column.id !== form.zero_report && !column.equals)
      .map((column) => laid.positions[column.id])
    for (const index of zero) {
      const row = laid.rows[index]
      if (laid.rows.length > 1 || fillable.some((other) => !isBlank(row.cells[other]))) {
        tell.tell(said("E204"), { line: row.line, position, record: row.number })
      }
    }
    return zero
  }

  function zeroNotAllowed(form, laid, tell) {
    const zero = new Set()
    laid.rows.forEach((row, index) => {
      const position = row.cells.findIndex((cell) => strip(cell) === ZERO_REPORT)
      if (position < 0) return
      zero.add(index)
      tell.tell(said("E206", { name: ours(form.name) }), { line: row.line, position, record: row.number })
    })
    return zero
  }

  function filledDown(column, texts, rows, position, tell) {
    const filled = []
    texts.forEach((text, index) => {
      const above = filled.at(-1)
      if (isBlank(text) && above) {
        const place = { line: rows[index].line, position, record: rows[index].number }
        tell.tell(said("W205", { header: ours(column.header), text: above }), place, column.header)
        tell.change(place, column.header, text, above)
        filled.push(above)
      } else filled.push(text)
    })
    return filled
  }

  function tellMissing(column, form, position, found, rows, zero, merged, tell) {
    let above = false
    found.forEach((each, index) => {
      if (each.value !== null || isFaulty(each)) {
        above = true
        return
      }
      if (zero.has(index) && !column.equals) return
      const row = rows[index]
      const covered = merged.has(`${row.number},${position + 1}`)
      let key = column.unit ? "E201.number" : "E201"
      if (covered || (above && form.key.includes(column.id) && !each.mark)) key = "E201.merged"
      else if (each.mark) key = "E201.mark"
      const place = { line: row.line, position, record: row.number }
      tell.tell(said(key, { header: ours(column.header), text: each.mark }), place, column.header, row.cells[position])
    })
  }

  function tellElsewhere(column, position, unit, period, found, texts, rows, tell) {
    const wanted = column.equals === "unit" ? unit : `${period}-01`
    found.forEach((each, index) => {
      if (each.value === null || each.value === wanted) return
      if (column.equals === "period" && each.value === ZERO_REPORT) return
      const place = { line: rows[index].line, position, record: rows[index].number }
      const words =
        column.equals === "unit"
          ? said("E238", { folder: ours(unit), text: strip(texts[index]) })
          : said("E237", { folder: ours(period), used: ours(each.value.slice(0, 7)) })
      tell.tell(words, place, column.header, texts[index])
    })
  }

  function tellBeyond(form, laid, columns, tell) {
    for (const column of form.columns) {
      if (!column.at_most) continue
      const limit = form.columns.find((each) => each.id === column.at_most)
      laid.rows.forEach((row, index) => {
        const [large, small] = [columns[column.id][index], columns[limit.id][index]]
        if (typeof large !== "number" || typeof small !== "number" || large <= small) return
        const words = said("E220", { header: ours(column.header), large: spelt(large), limit: ours(limit.header), small: spelt(small) })
        const place = { line: row.line, position: laid.positions[column.id], record: row.number }
        tell.tell(words, place, column.header, spelt(large))
      })
    }
  }

  function once(form, laid, columns, kept, tell) {
    const first = new Map()
    const left = []
    const own = form.columns.filter((column) => form.key.includes(column.id) && !column.equals)
    const inKeyOrder = form.key.map((name) => own.find((column) => column.id === name)).filter(Boolean)
    const last = inKeyOrder.at(-1)
    for (const index of kept) {
      const key = form.key.map((name) => columns[name][index])
      const spelling = JSON.stringify(key)
      const before = key.includes(null) ? index : (first.get(spelling) ?? index)
      if (!first.has(spelling) && !key.includes(null)) first.set(spelling, index)
      if (before === index) {
        left.push(index)
        continue
      }
      const row = laid.rows[index]
      const place = { line: row.line, position: last ? laid.positions[last.id] : null, record: row.number }
      const differing = form.columns.filter((column) => columns[column.id][index] !== columns[column.id][before])
      if (!differing.length) {
        tell.tell(said("W251", { first: laid.rows[before].line }), place)
        continue
      }
      const shown = [before, index].map((at) => shownValue(columns[differing[0].id][at])).join("/")
      const words = said("E252", {
        names: ours(form.key.map((name) => form.columns.find((column) => column.id === name).header).join("、")),
        first: laid.rows[before].line,
        differing: ours(differing[0].header),
        values: ours(shown),
      })
      tell.tell(words, place, last ? last.header : null, shownValue(key.at(-1)))
      left.push(index)
    }
    return left
  }

  function shownValue(value) {
    if (value === null) return "空"
    if (typeof value === "boolean") return value ? "是" : "否"
    return short(typeof value === "number" ? spelt(value) : String(value), 20)
  }

  Object.assign(window.Taizhang, { read })
})()
