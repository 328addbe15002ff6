/* Files that were checked: a report of each, the newest first; of a form only the newest check counts. */
;(() => {
  "use strict"
  const { RULES, check, element, guessed, report, standings } = window.Taizhang

  class Reports {
    /* ``desk`` tells what is chosen and keeps how each form stands; ``edit`` opens a result on screen. */
    constructor(box, codes, desk, edit) {
      Object.assign(this, { box, codes, desk, edit, entries: [] })
    }

    async take(files) {
      for (const file of files) await this.checked(file.name, new Uint8Array(await file.arrayBuffer()))
    }

    async checked(name, bytes) {
      const { unit, period, today, owed } = this.desk.chosen
      const { last } = await this.desk.known()
      const result = await check({ name, bytes, unit, period, today, last })
      if (!this.desk.isStill(unit, period)) return
      const isBook = result.filed.some((each) => each.sheet)
      const entry = { name, isBook, result, over: new Set() }
      this.drop(this.entries.find((each) => each.name === name))
      for (const each of standings(result, isBook, owed)) this.desk.hold(each)
      this.entries.unshift(entry)
      this.draw(entry)
    }

    draw(entry) {
      const drawn = report(entry, this.codes, this.edit)
      drawn.prepend(...this.elsewhere(entry))
      if (entry.element) entry.element.replaceWith(drawn)
      else this.box.prepend(drawn)
      entry.element = drawn
    }

    /* The unit and the month of which a file tells, where it is not what is chosen: said once. */
    elsewhere({ name, result }) {
      const { unit, period } = this.desk.chosen
      const found = { ...guessed(name), ...told(result) }
      const other = { unit: found.unit || unit.id, month: found.month || period }
      if (other.unit === unit.id && other.month === period) return []
      const words = [other.unit !== unit.id && RULES.units.find((each) => each.id === other.unit).name, other.month !== period && other.month].filter(Boolean).join(" ")
      const change = element("button", { type: "button", onclick: () => this.desk.choose(other.unit, other.month) }, `换成 ${words}`)
      return [element("p", { class: "elsewhere" }, `这个文件写的是 ${words}，上面选的是 ${unit.name} ${period}。`, change)]
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

    drop(entry) {
      if (!entry) return
      entry.element.remove()
      this.entries = this.entries.filter((each) => each !== entry)
    }

    clear() {
      this.box.replaceChildren()
      this.entries = []
    }
  }

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
