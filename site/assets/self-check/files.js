/* A file of a unit for a month: which forms are in it, and what is wrong with its name. */
;(() => {
  "use strict"
  const { RULES, Teller, bare, cover, decode, fileName, findPersonal, formNamed, isBookName, masked, ours, read, said, sheetsIn, short, spellings, spelt, split, wrongName } =
    window.Taizhang
  const FORMS = Object.values(RULES.forms)

  /* Everything that a file says: {problems, filed}; filed are the results of read(), one for each form.

     Of findings that are alike ``most`` are told, or as many as usual. ``unit`` is one of RULES.units, ``last`` what it told before: by form pairs of a key and its figures by column. */
  async function check({ name, bytes, unit, period, today, last = {}, most }) {
    const owed = unit.owes[period] || []
    const files = ours(owed.map((form) => `${form}.csv`).join("、") || "无")
    const tell = new Teller()
    if (bytes.length > RULES.limits.bytes) {
      const [size, limit] = [bytes.length, RULES.limits.bytes].map((count) => (count / 1048576).toFixed(1))
      tell.tell(said("E401", { size: ours(size), limit: ours(limit) }))
      return { problems: tell.problems, filed: [] }
    }
    const dot = name.lastIndexOf(".")
    const [stem, suffix] = dot < 0 ? ["", name] : [name.slice(0, dot), name.slice(dot + 1)]
    const isBook = isBookName(name)
    const form = isBook ? null : formOf(name, bytes)
    tellName(name, stem, suffix, { unit, period, owed, files, tell })
    const isLost = tell.broken && !isBook && decode(bytes, new Teller()) === null
    if (isLost || (!isBook && !form)) return { problems: tell.problems, filed: [] }
    const sources = isBook ? sheetsOf(bytes, stem, owed, tell) : [{ form, bytes }]
    const filed = sources.map((source) => {
      const result = read({ ...source, unit: unit.id, period, today, most })
      return { ...result, problems: [...result.problems, ...falling(result, last, most)] }
    })
    return { problems: tell.problems, filed }
  }

  function tellName(name, stem, suffix, { unit, period, owed, files, tell }) {
    const known = Object.hasOwn(RULES.forms, stem)
    if (suffix === "xlsx" && !known) return tellUnfit(name, files, tell)
    const shown = fileName(name)
    if (known && (suffix === "csv" || suffix === "xlsx")) {
      if (!owed.includes(stem)) tell.tell(said("E408", { unit: ours(unit.name), period: ours(period), name: ours(RULES.forms[stem].name), files }), {}, null, stem)
      return
    }
    tell.tell(wrongName(name, files), {}, null, shown)
  }

  /* What a workbook, which may be called anything else, must not be called. */
  function tellUnfit(name, files, tell) {
    const [hit] = findPersonal(name, { wary: true })
    if (hit) {
      const text = verbatim(cover([...name].slice(hit.start, hit.end).join(""), hit.kind))
      tell.tell(said(`E301.${hit.sure ? hit.kind : "id"}`, { text }), {}, null, fileName(name))
    } else if (fileName(name) !== masked(name)) tell.tell(said("E405.unseen", { text: verbatim(fileName(name)), files }), {}, null, fileName(name))
  }

  /* The form that a CSV holds: by its name, else the one whose columns it has. */
  function formOf(name, bytes) {
    const named = formNamed(name)
    if (named) return named
    const text = decode(bytes, new Teller())
    if (text === null) return null
    const start = text.slice(0, 20000)
    const counts = FORMS.map((form) => {
      const spelling = spellings(form)
      const { records } = split(start, new Set(spelling.keys()), new Teller()) || { records: [] }
      return Math.max(0, ...records.slice(0, 5).map((each) => each.cells.filter((cell) => spelling.has(bare(cell))).length))
    })
    const most = Math.max(...counts)
    return most > 1 ? FORMS[counts.indexOf(most)].id : null
  }

  /* The filings of a workbook; what its sheets are that are none is told. */
  function sheetsOf(bytes, stem, owed, tell) {
    const found = sheetsIn(bytes, stem, owed)
    for (const { words, sheet } of found.filter((each) => each.words)) {
      tell.sheet = short(sheet)
      tell.tell(words)
      tell.sheet = ""
    }
    return found.filter((each) => each.tab)
  }

  /* Cumulative figures that are smaller than when they were last filed. */
  function falling(result, last, most) {
    const form = RULES.forms[result.form]
    const before = last[result.form]
    const columns = form.columns.filter((column) => column.cumulative && column.id in result.positions)
    if (!before || !columns.length || !result.kept || result.problems.some((each) => each.severity === "error")) return []
    const isPeriod = (name) => form.columns.find((column) => column.id === name).equals === "period"
    const names = form.key.filter((name) => !isPeriod(name))
    const tell = new Teller(result.sheet, most)
    const known = new Map(before.map(([key, figures]) => [JSON.stringify(key), figures]))
    for (const index of result.kept) {
      const figures = known.get(JSON.stringify(names.map((name) => result.columns[name][index]))) || {}
      for (const column of columns) {
        const [value, was] = [result.columns[column.id][index], figures[column.id]]
        if (value === null || was === undefined || value >= was) continue
        const words = said("W219", { header: ours(column.header), was: spelt(was), now: spelt(value) })
        const place = { ...result.places[index], position: result.positions[column.id] }
        tell.tell(words, place, column.header, spelt(value))
      }
    }
    tell.close()
    return tell.problems
  }

  /* The unit and the term that a file name tells of, such as jiaxian-2023-06.xlsx. */
  function guessed(name) {
    const unit = RULES.units.find((each) => name.split(/[-_. ]/).includes(each.id) || name.includes(each.name))
    const named = RULES.months.filter((each) => name.includes(each))
    const month = named.sort((one, other) => other.length - one.length)[0]
    return { unit: unit && unit.id, month }
  }

  Object.assign(window.Taizhang, { check, guessed })
})()
