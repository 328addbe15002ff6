/* Files that were checked: a report of each, the newest first; of a form only the newest check counts. */
;(() => {
  "use strict"
  const { RULES, Workbook, check, cleaned, counted, element, formNamed, guessed, mend, report, short, standings } = window.Taizhang

  class Reports {
    /* ``desk`` tells what is chosen and keeps how each form stands; ``edit`` opens a result on screen. */
    constructor(box, codes, desk, edit) {
      Object.assign(this, { box, codes, desk, edit, entries: [] })
    }

    async take(files) {
      for (const file of files) await this.checked(file.name, new Uint8Array(await file.arrayBuffer()))
    }

    /* ``told`` is what was put right before, pairs of 原 and 改. */
    async checked(name, bytes, told = []) {
      const { unit, period, today, owed } = this.desk.chosen
      const { last } = await this.desk.known()
      const result = await check({ name, bytes, unit, period, today, last })
      const isBook = result.filed.some((each) => each.sheet)
      const entry = { name, bytes, isBook, result, told, over: new Set(), mends: await this.mended(result, isBook, bytes) }
      if (!this.desk.isStill(unit, period)) return
      this.forget(this.entries.find((each) => each.name === name))
      for (const each of standings(result, isBook, owed)) this.desk.hold(each)
      const named = formNamed(name)
      if (!result.filed.length && owed.includes(named)) this.desk.hold({ form: named, ready: false, bytes: null })
      this.entries.unshift(entry)
      this.draw(entry)
    }

    /* The forms that can be put right, by their ids, and how. */
    async mended({ filed }, isBook, bytes) {
      const { unit, period, today } = this.desk.chosen
      const wrong = filed.filter((each) => counted(each.problems).errors)
      const book = isBook && wrong.length ? new Workbook(bytes) : null
      const found = new Map()
      for (const { form, sheet, problems } of wrong) {
        const mended = mend({ form, period, bytes, tab: book && tabOf(book, sheet) })
        if (!mended) continue
        const { filed: [after] } = await check({ name: `${form}.csv`, bytes: mended.bytes, unit, period, today })
        if (after && counted(after.problems).errors < counted(problems).errors) found.set(form, mended)
      }
      return found
    }

    mend(entry, form) {
      const { bytes, told } = entry.mends.get(form)
      const before = entry.result.filed.find((each) => each.form === form)
      this.checked(`${form}.csv`, bytes, [...cleaned(before), ...told])
    }

    draw(entry) {
      const elsewhere = this.elsewhere(entry)
      const drawn = report({ ...entry, isElsewhere: elsewhere !== null }, this.codes, { edit: this.edit, mend: (form) => this.mend(entry, form) })
      if (elsewhere) drawn.prepend(elsewhere)
      if (entry.element) entry.element.replaceWith(drawn)
      else this.box.prepend(drawn)
      entry.element = drawn
    }

    /* The unit and the month of which a file tells, where it is not what is chosen: said once, for all rows. */
    elsewhere({ name, bytes, result }) {
      const { unit, period } = this.desk.chosen
      const found = { ...guessed(name), ...told(result) }
      const other = { unit: found.unit || unit.id, month: found.month || period }
      if (other.unit === unit.id && other.month === period) return null
      const words = [other.unit !== unit.id && RULES.units.find((each) => each.id === other.unit).name, other.month !== period && other.month].filter(Boolean).join(" ")
      const change = () => {
        this.desk.choose(other.unit, other.month)
        this.checked(name, bytes)
      }
      const button = element("button", { type: "button", onclick: change }, `换成 ${words} 再查`)
      return element("p", { class: "elsewhere" }, `这个文件写的是 ${words}，上面选的是 ${unit.name} ${period}。`, button)
    }

    /* A form was checked again: what was said of it before does not count any more. */
    supersede(form) {
      for (const entry of [...this.entries]) {
        if (!entry.result.filed.some((each) => each.form === form) || entry.over.has(form)) continue
        entry.over.add(form)
        if (entry.result.filed.every((each) => entry.over.has(each.form))) this.drop(entry)
        else this.draw(entry)
      }
    }

    /* A file was chosen again: nothing of what it was before counts. */
    forget(entry) {
      if (!entry) return
      for (const { form } of entry.result.filed) if (!entry.over.has(form)) this.desk.release(form)
      this.drop(entry)
    }

    drop(entry) {
      entry.element.remove()
      this.entries = this.entries.filter((each) => each !== entry)
    }

    clear() {
      this.box.replaceChildren()
      this.entries = []
    }
  }

  /* The sheet that a filing was read from, by its name as findings have it. */
  const tabOf = (book, sheet) => book.tab([...book.sheets.keys()].find((name) => short(name) === sheet))

  /* The unit and the month that every row of a file names. */
  function told({ filed }) {
    const named = (equals, valid, spelt) => {
      const values = filed.flatMap((each) => {
        const column = RULES.forms[each.form].columns.find((one) => one.equals === equals)
        return (column && each.columns?.[column.id]) || []
      })
      const [only, ...more] = new Set(values.filter((value) => value !== null).map(spelt))
      return only && !more.length && valid(only) ? only : undefined
    }
    const unit = named("unit", (id) => RULES.units.some((each) => each.id === id), (id) => id)
    const month = named("period", (period) => RULES.months.includes(period), (day) => RULES.months.find((each) => each === `${day}w`) || day.slice(0, 7))
    return { ...(unit && { unit }), ...(month && { month }) }
  }

  Object.assign(window.Taizhang, { Reports })
})()
