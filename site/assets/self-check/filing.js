/* One filing: what it says and what is wrong with it. */
;(() => {
  "use strict"
  const {
    Cells, NOTHING, RULES, Teller, ZERO_REPORT, asShown, askedOf, decode, filledDown, findHeader, layOut, mapped, once, parser, said, spellings, split, visible,
    tellBeyond, tellElsewhere, tellFindings, tellFuture, tellHidden, tellMissing, tellOfItsTime, tellPersonal, tellSwallowed, zeroReports,
  } = window.Taizhang

  /* What a filing says, as generator/intake/filing.py reads it; ``tab`` is a sheet of a workbook. */
  function read(source) {
    const tell = new Teller(source.tab ? source.tab.name : "", source.most)
    const result = readInto(tell, source)
    tell.close()
    return result
  }

  function readInto(tell, source) {
    const { form: formId, tab } = source
    const nothing = { form: formId, sheet: tell.sheet, problems: tell.problems, changes: tell.changes, rows: 0, zero: false, positions: {} }
    const parts = recordsOf(source, RULES.forms[formId], tell)
    if (parts === null) return nothing
    const { records, delimiter } = parts
    const asked = askedOf(source, delimiter, parserOf)
    const header = findHeader(records, asked, tell)
    tellPersonal(records, header ? header.positions : {}, asked.form, tell)
    if (header === null) return nothing
    const below = records.filter((each) => each.number > header.record.number)
    const spoilt = delimiter ? tellSwallowed(header, below, asked, tell) : new Set()
    const laid = layOut(header, below, spoilt, asked, tell)
    if (tab) tellHidden(tab, header, laid, asked.form, tell)
    const texts = laid.rows.map((row) => row.cells)
    return { ...nothing, ...typed(source, asked.form, laid, tell), positions: laid.positions, header: header.record.cells, texts }
  }

  function recordsOf({ bytes, tab }, declared, tell) {
    if (tab) {
      if (!tab.records.length) tell.tell(said(tab.drawn ? "E110.drawn" : "E110.sheet", { sheet: tab.name }))
      return { records: tab.records, delimiter: null }
    }
    const text = decode(bytes, tell)
    return text === null ? null : split(text, new Set(spellings(declared).keys()), tell)
  }

  function typed(source, form, laid, tell) {
    const zero = zeroReports(form, laid, tell)
    const reads = {}
    for (const column of form.columns) reads[column.id] = columnOf(source, form, column, laid, zero, tell)
    const columns = mapped(reads, (found) => found.map((each) => each.value))
    tellBeyond(form, laid, columns, tell)
    const every = laid.rows.map((_, index) => index)
    const kept = once(form, laid, columns, every.filter((index) => !zero.has(index)), tell)
    const places = laid.rows.map((row) => ({ line: row.line, record: row.number }))
    return { rows: kept.length, zero: zero.size > 0 && Boolean(form.zero_report), kept, columns, places }
  }

  /* What the cells of a column were read as, blanks where the file has not the column. */
  function columnOf({ unit, period, today, tab }, form, column, { rows, positions }, zero, tell) {
    const position = positions[column.id]
    if (position === undefined) return rows.map(() => NOTHING)
    const written = rows.map((row) => row.cells[position])
    const texts = column.fill_down ? filledDown(column, written, rows, position, tell) : written
    const reads = texts.map(parserOf(form, column, period))
    const cells = new Cells({ column, position, rows, texts, reads: tab ? asShown(reads, rows, position, tab) : reads })
    tellFindings(cells, tell)
    if (column.required) tellMissing(cells, form, zero, tab ? tab.merged : new Set(), tell)
    if (column.equals) tellElsewhere(cells, unit, period, tell)
    if (RULES.types[column.type].dated && today) tellFuture(cells, today, tell)
    const span = column.role === "as_of" && form.tells[period]
    if (span) tellOfItsTime(cells, span, tell)
    return cells.reads
  }

  /* The parser of a column; that of a zero report, or any where none is taken, reads its words as well. */
  function parserOf(form, column, period) {
    const parse = parser(column, period)
    if (form.zero_report && column.id !== form.zero_report) return parse
    return (text) => (visible(text) === ZERO_REPORT ? { ...NOTHING, value: ZERO_REPORT } : parse(text))
  }

  Object.assign(window.Taizhang, { read })
})()
