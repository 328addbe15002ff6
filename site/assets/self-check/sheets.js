/* The forms in a workbook: which sheet is which, and what is told of those that are none.

   A sheet is a form by its name. What is hidden is not read, and two sheets of one form are none; where a
   sheet looks like a form and is called otherwise, that is said. */
;(() => {
  "use strict"
  const { RULES, Unreadable, Workbook, bare, ours, resembled, said, short, verbatim } = window.Taizhang
  const FORMS = Object.values(RULES.forms)
  const called = (form) => ours(RULES.forms[form].sheet)

  /* What is found in a workbook, in the order of its sheets: {form, tab} of a filing, or {words, sheet} of what
     is told, with its form if it is of one. ``file`` is what the workbook is called. */
  function sheetsIn(bytes, file, owed) {
    try {
      return new Sorted(new Workbook(bytes), file, owed).filings()
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return [{ words: unopened(error), sheet: "" }]
    }
  }

  /* The form that each sheet is by its name, null where it is no form. Where the file is called by a form and
     no visible sheet is, it is the one that looks like it, or else the first that is no other. */
  function namedForms(opened, file) {
    const names = [...opened.sheets.keys()].filter((name) => name !== RULES.notes)
    const named = new Map(names.map((name) => [name, ofSheet(name)]))
    const visible = names.filter((name) => !opened.sheets.get(name).hidden)
    if (Object.hasOwn(RULES.forms, file) && !visible.some((name) => named.get(name) === file)) {
      const free = visible.filter((name) => named.get(name) === null)
      const meant = free.find((name) => resembledBy(opened, name, []) === file) ?? free[0]
      if (meant !== undefined) named.set(meant, file)
    }
    return named
  }

  /* The form that a sheet holds by its name, null when it is none. */
  function ofSheet(name) {
    return Object.hasOwn(RULES.sheets, bare(name)) ? RULES.sheets[bare(name)] : null
  }

  /* The form that a sheet has the header of; of several alike one that is owed. */
  function resembledBy(opened, name, owed) {
    const tab = readIn(opened, name)
    const last = (form) => (owed.includes(form.id) ? 0 : 1)
    return tab && resembled(tab.records, [...FORMS].sort((one, other) => last(one) - last(other)))
  }

  /* The sheets of a workbook by what they are for a unit that owes some forms. */
  class Sorted {
    constructor(opened, file, owed) {
      Object.assign(this, { opened, owed, forms: namedForms(opened, file), taken: new Map() })
      this.visible = [...this.forms.keys()].filter((name) => !opened.sheets.get(name).hidden)
      const held = [true, false].flatMap((holds) => this.visible.filter((name) => this.holds(name) === holds))
      for (const name of held) {
        const form = this.forms.get(name)
        if (owed.includes(form) && !this.taken.has(form)) this.taken.set(form, name)
      }
    }

    filings() {
      const told = [...this.forms.keys()].map((name) => this.ofSheet(name)).filter(Boolean)
      return told.some((each) => each.form) ? told : [this.nothing()]
    }

    ofSheet(name) {
      const form = this.forms.get(name)
      if (!this.visible.includes(name)) return this.ofHidden(name, form)
      if (!this.owed.includes(form)) return this.holds(name) ? this.surplus(name) : null
      if (this.taken.get(form) === name) return this.source(name, form)
      if (!this.holds(name)) return null
      const words = said("E253.sheets", { name: called(form), sheet: name, other: this.taken.get(form) })
      return { words, sheet: name, form }
    }

    source(name, form) {
      try {
        return { form, tab: this.opened.tab(name) }
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        return { words: unopened(error), sheet: name, form }
      }
    }

    /* A visible sheet that is not used; it may look like a form. */
    surplus(name) {
      const form = resembledBy(this.opened, name, this.owed)
      if (!this.owed.includes(form)) return { words: said("W115", { sheet: name }), sheet: name }
      const other = this.taken.get(form)
      const key = other === undefined ? "W115.meant" : "W115.again"
      return { words: said(key, { sheet: name, name: called(form), other }), sheet: name }
    }

    /* A form that is hidden is never used; what is no form may be hidden, as our own choices are. */
    ofHidden(name, named) {
      if (!this.holds(name)) return null
      const meant = named ? null : resembledBy(this.opened, name, this.owed)
      const form = named || (this.owed.includes(meant) && !this.taken.has(meant) ? meant : null)
      if (!form) return null
      const words = { sheet: name, name: called(form) }
      if (!this.owed.includes(form) || this.taken.has(form)) return { words: said("W116", words), sheet: name }
      const { veryHidden } = this.opened.sheets.get(name)
      return { words: said(veryHidden ? "E116.very" : "E116", words), sheet: name, form }
    }

    /* What is said of a workbook in which no form is found that is owed. */
    nothing() {
      const tabs = []
      for (const name of this.visible) {
        try {
          tabs.push(this.opened.tab(name))
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error
          return { words: unopened(error), sheet: "" }
        }
      }
      for (const tab of tabs) {
        const form = resembledBy(this.opened, tab.name, this.owed)
        if (this.owed.includes(form)) return { words: said("E114.meant", { sheet: tab.name, name: called(form) }), sheet: tab.name }
      }
      const drawn = tabs.some((tab) => tab.drawn) && !tabs.some((tab) => tab.records.length)
      if (drawn) return { words: said("E114.drawn"), sheet: "" }
      const names = ours(this.owed.map((form) => RULES.forms[form].sheet).join("、") || "无")
      return { words: said("E114", { names }), sheet: "" }
    }

    /* Whether anything stands in a sheet; of one that cannot be read that is to be feared. */
    holds(name) {
      const tab = readIn(this.opened, name)
      return tab === null || tab.records.length > 0
    }
  }

  function readIn(opened, name) {
    try {
      return opened.tab(name)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return null
    }
  }

  const unopened = (error) => said("E113", { why: verbatim(short(error.message, 200)) })

  Object.assign(window.Taizhang, { sheetsIn })
})()
