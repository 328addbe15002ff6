/* What the header of a filing is held against: the form of its month, and all that it might be instead. */
;(() => {
  "use strict"
  const { RULES, SEARCHED, bare, harmless, monthOf } = window.Taizhang
  const REFERENCE = "参考："
  const FORMS = Object.values(RULES.forms)

  function spellings(form) {
    const known = new Map()
    for (const spelt of [harmless, String])
      for (const column of form.columns) for (const name of [column.header, ...column.synonyms]) known.set(bare(spelt(name)), column)
    return known
  }

  const KNOWN = new Set(FORMS.flatMap((form) => [...spellings(form).keys()]))

  /* The form as it is for a term. */
  function ofTerm(form, period) {
    const month = monthOf(period)
    const inForce = (each) => (!each.valid_from || each.valid_from <= month) && (!each.valid_until || month <= each.valid_until)
    return { ...form, columns: form.columns.filter(inForce) }
  }

  /* The form that is asked for in a term of a unit. ``spelt`` are the bare headers that it accepts,
     ``passed`` those that it accepts in any month, ``known`` those of all forms, ``others`` and ``owed`` give
     the other forms and the ids of those that are taken from the unit; ``parserOf`` makes what reads the
     cells of a column. */
  function askedOf({ form: id, unit, period }, delimiter, parserOf) {
    const declared = RULES.forms[id]
    const form = ofTerm(declared, period)
    return {
      form,
      spelt: spellings(form),
      passed: new Set(spellings(declared).keys()),
      known: KNOWN,
      enough: enough(form),
      delimiter,
      parser: (column) => parserOf(form, column, period),
      others: () => FORMS.filter((each) => each.id !== id).map((each) => ofTerm(each, period)),
      owed: () => (RULES.units.find((each) => each.id === unit) || { owes: {} }).owes[period] || [],
    }
  }

  const required = (form) => form.columns.filter((column) => column.required).map((column) => column.id)

  /* So many columns of a form that a record names make a header of it: half of what it must have. */
  const enough = (form) => Math.max(2, Math.floor((required(form).length + 1) / 2))

  /* The ids of the columns that cells name. */
  const columnsIn = (cells, spelt) => new Set(cells.map(bare).filter((word) => spelt.has(word)).map((word) => spelt.get(word).id))

  /* The id of the form whose header stands among the first records, the first of several alike; null where
     there is hardly more of it than any table has. */
  function resembled(records, forms) {
    const start = records.filter((each) => !each.blank).slice(0, SEARCHED)
    let [best, most] = [null, 0]
    for (const form of forms) {
      const spelt = spellings(form)
      const hits = Math.max(0, ...start.map((each) => columnsIn(each.cells, spelt).size))
      if (hits >= Math.max(2, required(form).length - 1) && hits > most) [best, most] = [form.id, hits]
    }
    return best
  }

  Object.assign(window.Taizhang, { REFERENCE, askedOf, enough, columnsIn, ofTerm, required, resembled, spellings })
})()
