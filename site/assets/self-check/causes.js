/* Why a header does not fit: the one cause that goes before all the columns that are missing. */
;(() => {
  "use strict"
  const { RULES, SEARCHED, anywhere, bare, enough, isBlank, columnsIn, named, nearest, ours, place, required, rowsOf, said, severalLines, short, spellings, verbatim } = window.Taizhang
  const BREAK = anywhere(RULES.patterns.breaks, "g")
  const FIRST = 3
  const LEVELS = 3
  const MANY = 4
  const size = (found) => found.size
  const among = (ids, found) => ids.every((id) => found.has(id))
  const headersOf = (form) => ours(form.columns.map((column) => column.header).join(","))

  /* What is said of the header and where, by its likeliest cause: [words, place], or null. */
  function causeOf(filled, at, asked) {
    const searched = filled.slice(0, Math.max(SEARCHED, at + 1))
    for (const look of [swallowed, inOneLine, ofAnother, ofBefore, inRows, turned, inIds, headless, noTable, unlike]) {
      const cause = look(searched, at, asked)
      if (cause) return cause
    }
    return null
  }

  /* The one of the columns not named yet that a header was probably meant to name. */
  function meantBy(name, absent) {
    const candidates = new Map()
    const ordered = [...absent.filter((c) => c.required), ...absent.filter((c) => !c.required)]
    for (const column of ordered) for (const spelling of [column.header, ...column.synonyms]) candidates.set(bare(spelling), column)
    const found = nearest(bare(name), [...candidates.keys()], 0.5)
    return found ? candidates.get(found) : null
  }

  /* Rows as they are told: each, or from the first to the last of many. */
  function rowsTold(records) {
    const numbers = records.map((record) => record.number)
    return ours(`第 ${numbers.length < MANY ? numbers.join("、") : `${numbers[0]} 至 ${numbers.at(-1)}`} 行`)
  }

  const rank = (form, found) => [size(found), among(required(form), found)]
  const above = ([count, whole], [least, wholeToo]) => count > least || (count === least && whole && !wholeToo)

  /* The form of which cells name most columns, of several the one that is named whole, and those. */
  function fullest(cells, forms) {
    let best = { form: null, columns: new Set(), rank: [0, false] }
    for (const form of forms) {
      const columns = columnsIn(cells, spellings(form))
      const own = rank(form, columns)
      if (above(own, best.rank)) best = { form, columns, rank: own }
    }
    return best
  }

  function swallowed(filled, at, asked) {
    if (!asked.delimiter) return null
    const best = size(columnsIn(filled[at].cells, asked.spelt))
    for (const record of filled) {
      for (const { index, line, lines } of severalLines(record, asked.delimiter)) {
        const found = Math.max(...lines.map((cells) => size(columnsIn(cells, asked.spelt))))
        if (found < asked.enough || found <= best) continue
        const words = said("E133.rows", { record: record.number, count: lines.length - 1 })
        return [words, { line, position: index, record: record.number }]
      }
    }
    return null
  }

  /* A header and rows that are kept apart by what ends no line. */
  function inOneLine(filled, at, asked) {
    const header = filled[at]
    const marks = header.cells.flatMap((cell) => cell.match(BREAK) || [])
    const parts = header.cells.flatMap((cell) => cell.split(BREAK))
    if (!marks.length || !among(required(asked.form), columnsIn(parts, asked.spelt))) return null
    return [said("E129.lines", { record: header.number, name: ours(named(marks[0])) }), place(header)]
  }

  function ofAnother(filled, at, asked) {
    const own = size(columnsIn(filled[at].cells, asked.spelt))
    const others = asked.others()
    let best = null
    for (const record of filled) {
      const found = { record, ...fullest(record.cells, others) }
      if (best === null || above(found.rank, best.rank)) best = found
    }
    const { record, form, columns } = best
    if (form === null || columns.size <= own) return null
    const sure = columns.size >= Math.max(3, own + 2) && columns.size >= enough(form) && own < asked.enough
    if (!among(required(form), columns) && !sure) return null
    const names = { other: ours(form.name), name: ours(asked.form.name) }
    if (asked.owed().includes(form.id)) return [said("E129.form", { file: ours(`${form.id}.csv`), ...names }), place(record)]
    return [said("E129.unowed", names), place(record)]
  }

  function ofBefore(filled, at, asked) {
    const columns = columnsIn(filled[at].cells, asked.spelt)
    const absent = asked.form.columns.filter((column) => column.required && !columns.has(column.id))
    if (!absent.length || !absent.every((column) => column.valid_from)) return null
    const month = absent.map((column) => column.valid_from).sort().at(-1)
    const headers = ours(absent.map((column) => column.header).join("”“"))
    return [said("E126.since", { headers, month: ours(month), name: ours(asked.form.name) }), place(filled[at])]
  }

  function inRows(filled, at, asked) {
    const best = size(columnsIn(filled[at].cells, asked.spelt))
    for (let levels = 2; levels <= LEVELS; levels++) {
      for (let top = 0; top <= filled.length - levels; top++) {
        const parts = filled.slice(top, top + levels)
        const joint = together(parts.map((part) => part.cells), asked.spelt)
        const whole = among(required(asked.form), joint) && joint.size > best
        if (whole || joint.size >= Math.max(asked.enough, best + 2)) return [ofRows(filled.slice(0, top), parts, joint, asked), place(parts[0])]
      }
    }
    return null
  }

  /* What to do with a header in several rows: the one that names most becomes the header. */
  function ofRows(upper, parts, joint, asked) {
    const counts = parts.map((part) => size(columnsIn(part.cells, asked.spelt)))
    const kept = parts[counts.indexOf(Math.max(...counts))]
    const own = columnsIn(kept.cells, asked.spelt)
    const headers = asked.form.columns.filter((column) => joint.has(column.id) && !own.has(column.id)).map((column) => column.header)
    return said("E129.rows", {
      first: parts[0].number,
      last: parts.at(-1).number,
      record: kept.number,
      headers: ours(headers.join("”“")),
      rows: rowsTold([...upper, ...parts.filter((part) => part !== kept)]),
    })
  }

  /* The columns that rows of a header name together: by a cell, or by it and the group above it. */
  function together(parts, spelt) {
    const columns = new Set()
    const groups = parts.map(() => "")
    const width = Math.max(...parts.map((cells) => cells.length))
    for (let position = 0; position < width; position++) {
      const filled = parts.map((cells) => bare(cells[position] ?? ""))
      filled.forEach((cell, level) => {
        if (cell || filled.slice(0, level).some(Boolean)) groups.splice(level, groups.length, cell, ...Array(parts.length - level - 1).fill(""))
      })
      const lowest = filled.findLast(Boolean) || ""
      const group = groups.find((each) => each && each !== lowest) || ""
      for (const word of [lowest, group + lowest, lowest + group]) if (spelt.has(word)) columns.add(spelt.get(word).id)
    }
    return columns
  }

  function turned(filled, at, asked) {
    const best = size(columnsIn(filled[at].cells, asked.spelt))
    for (const position of [0, 1]) {
      const found = size(columnsIn(filled.filter((record) => position < record.cells.length).map((record) => record.cells[position]), asked.spelt))
      if (found >= asked.enough && found > best) return [said("E129.turned", { n: position + 1 }), place(filled[0], position)]
    }
    return null
  }

  function inIds(filled, at, asked) {
    const best = size(columnsIn(filled[at].cells, asked.spelt))
    const ids = new Set(asked.form.columns.map((column) => column.id))
    for (const record of filled) {
      const own = record.cells.map((cell) => bare(cell).toLowerCase()).filter((cell) => ids.has(cell))
      if (new Set(own).size < Math.max(asked.enough, best + 1)) continue
      const text = verbatim(own.slice(0, 2).map((cell) => short(cell)).join("、"))
      return [said("E129.ids", { text, record: record.number, headers: headersOf(asked.form) }), place(record)]
    }
    return null
  }

  function headless(filled, at, asked) {
    if (size(columnsIn(filled[at].cells, asked.spelt)) >= asked.enough) return null
    const { form } = asked
    const positions = Object.fromEntries(form.columns.map((column, index) => [column.id, index]))
    const isRow = rowsOf(asked, positions, form.columns.length)
    const number = filled.slice(0, FIRST).findIndex((record) => isRow(record.cells))
    if (number < 0) return null
    if (number && meantIn(filled[at], asked).size >= asked.enough) return null
    const [headers, record] = [headersOf(form), filled[number]]
    if (number === 0) return [said("E129.none", { record: record.number, headers }), place(record)]
    const upper = filled[number - 1]
    return [said("E129.above", { first: upper.number, record: record.number, name: ours(form.name), headers }), place(upper)]
  }

  function noTable(filled, at, asked) {
    if (filled.some((record) => record.cells.filter((cell) => !isBlank(cell)).length > 1)) return null
    return [said("E129.text", { name: ours(asked.form.name), headers: headersOf(asked.form) }), place(filled[0])]
  }

  function unlike(filled, at, asked) {
    const [header, { form }] = [filled[at], asked]
    const columns = columnsIn(header.cells, asked.spelt)
    const unknown = header.cells.filter((cell) => !isBlank(cell) && !asked.spelt.has(bare(cell)))
    if (meantIn(header, asked).size >= asked.enough) return null
    const count = columns.size + unknown.length
    const words = said("E129", { record: header.number, count, known: columns.size, name: ours(form.name), headers: headersOf(form) })
    return [words, place(header)]
  }

  /* The ids of the columns that a record names, slips of the pen counted. */
  function meantIn(header, asked) {
    const columns = columnsIn(header.cells, asked.spelt)
    const absent = asked.form.columns.filter((column) => !columns.has(column.id))
    const unknown = header.cells.filter((cell) => !isBlank(cell) && !asked.spelt.has(bare(cell)))
    const near = unknown.map((cell) => meantBy(cell, absent)).filter(Boolean).map((column) => column.id)
    return new Set([...columns, ...near])
  }

  Object.assign(window.Taizhang, { causeOf, fullest, meantBy, rowsTold })
})()
