/* A form on screen: prefilled rows, checked while they are written as a file would be. */
;(() => {
  "use strict"
  const { RULES, Summary, ZERO_REPORT, breakLine, cellOf, check, choicesOf, collected, element, fieldOf, filed, mark, ofTerm, pasted, stepOf, strip } = window.Taizhang
  const WAIT = 200
  const ON_A_PAGE = 100

  class Editor {
    /* ``blank`` is {rows: [{column: text}], beside: [[header, [text]]]}; ``last`` what was filed before, by
       form; ``told`` hears of every check. */
    constructor({ form, unit, period, today, blank, last, told }) {
      Object.assign(this, { form: ofTerm(RULES.forms[form], period), unit, period, today, last, told })
      Object.assign(this, { saved: true, touched: false, start: 0, problems: [], result: null, cost: 0 })
      this.beside = blank.beside
      this.given = this.own()
      this.rows = blank.rows.map((row, index) => this.rowOf(row, blank.beside.map(([, texts]) => texts[index])))
      ;[this.head, this.body] = [element("thead"), element("tbody")]
      this.pager = element("p", { class: "tools" })
      this.summary = new Summary((row, column) => this.go(row, column))
      this.element = this.drawn()
      this.draw()
      this.checked = this.check()
    }

    /* What stands in every row: the unit and the month. */
    own() {
      const known = { unit: this.unit.name, period: cellOf(this.period) }
      return Object.fromEntries(this.form.columns.filter((column) => column.equals).map((column) => [column.id, known[column.equals]]))
    }

    rowOf(texts, beside = []) {
      const written = Object.entries(texts).filter(([id, text]) => !(this.given[id] && strip(text) === ""))
      return { texts: { ...this.given, ...Object.fromEntries(written) }, beside }
    }

    // --- what is on screen -------------------------------------------------------------------------

    drawn() {
      const besides = this.beside.length ? "；“参考”各列是上期的数，只供参考" : ""
      const table = element(
        "table",
        { class: "editor" },
        this.head,
        this.body,
      )
      table.addEventListener("paste", (event) => this.paste(event))
      table.addEventListener("keydown", (event) => this.key(event))
      const wide = element("div", { class: "wide", tabindex: "0", role: "group", "aria-label": this.form.name }, table)
      const tip = element("p", { class: "tip" }, `带 * 的必填${besides}。回车到下一行，Alt+回车在格内换行；可以从表格软件复制一片单元格粘贴进来。`)
      return element("div", { class: "filling" }, this.form.columns.map(choicesOf).filter(Boolean), tip, this.summary.bar, wide, this.pager, this.summary.list)
    }

    /* What a row is about comes first, what was told of it last time next, then what is to be written. The
       unit and the month are known, and only there to be put right where a row says another one. */
    drawHead() {
      const isOdd = (column) => this.rows.some((row) => row.texts[column.id] !== this.given[column.id])
      this.open = this.form.columns.filter((column) => !column.equals || isOdd(column))
      this.known = this.open.filter((column) => this.form.key.includes(column.id) && this.rows.some((row) => row.texts[column.id])).length
      const heads = this.open.map((column) => {
        const help = [column.help, column.example && `例：${column.example}`].filter(Boolean).join(" ")
        return element("th", { scope: "col", title: help }, column.required ? "* " : "", column.header, column.unit ? element("small", {}, `（${column.unit}）`) : "")
      })
      heads.splice(this.known, 0, ...this.beside.map(([header]) => element("th", { scope: "col", class: "beside" }, header)))
      this.head.replaceChildren(element("tr", {}, element("th", { scope: "col" }, "行"), heads, element("th", { scope: "col" }, "删")))
    }

    /* The rows of the page on which one is; of thousands only so many are ever on screen. */
    draw() {
      this.drawHead()
      for (const row of this.rows) row.element = row.fields = null
      const shown = this.rows.slice(this.start, this.start + ON_A_PAGE)
      shown.forEach((row, index) => this.drawRow(row, this.start + index))
      this.body.replaceChildren(...shown.map((row) => row.element))
      this.mark()
      this.drawPager()
    }

    drawRow(row, index) {
      const changed = (column) => (text) => this.changed(row, column, text)
      const label = (column) => ({ "aria-label": `第 ${index + 2} 行 ${column.header}` })
      row.fields = new Map(this.open.map((column) => [column.id, fieldOf(this.form, column, row.texts[column.id] ?? "", label(column), changed(column))]))
      const cells = [...row.fields.values()].map((field) => element("td", {}, field))
      cells.splice(this.known, 0, ...this.beside.map((_, at) => element("td", { class: "beside" }, row.beside[at] || "")))
      const remove = element("button", { type: "button", class: "quiet remove", "aria-label": `删除第 ${index + 2} 行`, onclick: () => this.remove(row) }, "✕")
      row.element = element("tr", {}, element("th", { scope: "row" }, String(index + 2)), cells, element("td", {}, remove))
    }

    drawPager() {
      const last = Math.min(this.start + ON_A_PAGE, this.rows.length)
      const turn = (words, start) => element("button", { type: "button", disabled: start < 0 || start >= this.rows.length, onclick: () => this.turn(start) }, words)
      const parts = [turn("上一页", this.start - ON_A_PAGE), `第 ${this.start + 2} 至 ${last + 1} 行，共 ${this.rows.length} 行`, turn("下一页", this.start + ON_A_PAGE)]
      this.pager.replaceChildren(...(this.rows.length > ON_A_PAGE ? parts : []))
    }

    turn(start) {
      this.start = start
      this.draw()
    }

    /* To a cell, wherever it is. */
    go(row, column) {
      const index = this.rows.indexOf(row)
      if (index < 0) return
      if (!row.element) this.turn(index - (index % ON_A_PAGE))
      const field = row.fields.get(column) || row.fields.values().next().value
      field.focus({ preventScroll: true })
      field.scrollIntoView({ block: "nearest", inline: "nearest" })
    }

    /* Where one begins to write: the first cell that has to be filled and is not. */
    begin() {
      const isEmpty = (row, column) => column.required && strip(row.texts[column.id] ?? "") === ""
      for (const row of this.rows) {
        const column = this.open.find((each) => isEmpty(row, each))
        if (column) return this.go(row, column.id)
      }
      this.go(this.rows[0], this.open[0].id)
    }

    // --- what is written ---------------------------------------------------------------------------

    changed(row, column, text) {
      row.texts[column.id] = text
      this.touch()
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.check(), Math.max(WAIT, 2 * this.cost))
    }

    touch() {
      this.saved = false
      this.touched = true
    }

    add(texts = {}) {
      const row = this.rowOf(texts)
      this.rows.push(row)
      const index = this.rows.length - 1
      this.turn(index - (index % ON_A_PAGE))
      return row
    }

    remove(row) {
      const index = this.rows.indexOf(row)
      this.rows.splice(index, 1)
      if (!this.rows.length) this.rows.push(this.rowOf({}))
      this.touch()
      if (this.start >= this.rows.length) this.start -= ON_A_PAGE
      this.draw()
      this.check()
      this.go(this.rows[Math.min(index, this.rows.length - 1)], this.open[0].id)
    }

    /* Nothing but the words 零报告, where the form has a place for them. */
    zero() {
      this.rows = [this.rowOf({ [this.form.zero_report]: ZERO_REPORT })]
      this.touch()
      this.turn(0)
      this.check()
    }

    /* Cells copied from a spreadsheet go into the cells from here on, or where their header says. */
    paste(event) {
      const text = event.clipboardData.getData("text/plain")
      const { column } = event.target.dataset
      if (!column || !/[\t\n]/.test(text.trimEnd()) || (!text.includes("\t") && event.target.tagName === "TEXTAREA")) return
      event.preventDefault()
      const at = this.open.findIndex((each) => each.id === column)
      const found = pasted(text, this.form, this.open, at, this.given)
      const first = this.rows.findIndex((row) => row.element?.contains(event.target))
      found.rows.forEach((texts, down) => {
        const row = this.rows[first + down]
        if (row) Object.assign(row.texts, texts)
        else this.rows.push(this.rowOf(texts))
      })
      this.summary.unknown = found.unknown
      this.touch()
      this.draw()
      this.go(this.rows[first], column)
      this.timer = setTimeout(() => this.check()) // what was pasted is seen first
    }

    key(event) {
      breakLine(event)
      const step = stepOf(event)
      if (!step) return
      const index = this.rows.findIndex((row) => row.element?.contains(event.target))
      const column = this.open.findIndex((each) => each.id === event.target.dataset.column)
      const [down, right] = [index + step.down, column + step.right]
      if (down < 0 || right < 0 || right >= this.open.length) return
      event.preventDefault()
      if (down >= this.rows.length && event.key === "Enter" && this.isFilled(this.rows[index])) this.add()
      if (down < this.rows.length) this.go(this.rows[down], this.open[right].id)
    }

    // --- what is wrong with it ---------------------------------------------------------------------

    isFilled(row) {
      return Object.entries(row.texts).some(([id, text]) => text !== this.given[id] && strip(text) !== "")
    }

    get filled() {
      return this.rows.filter((row) => this.isFilled(row))
    }

    /* The file as it stands. */
    get bytes() {
      const columns = this.form.columns
      return filed(columns, this.filled.map((row) => columns.map((column) => row.texts[column.id] ?? "")))
    }

    /* The same check as of a file, so that it finds the same. */
    async check() {
      clearTimeout(this.timer)
      const [rows, begun, turn] = [this.filled, performance.now(), (this.turns = (this.turns || 0) + 1)]
      const { unit, period, today, last } = this
      const { problems, filed } = await check({ name: `${this.form.id}.csv`, bytes: this.bytes, unit, period, today, last, most: Infinity })
      if (turn !== this.turns) return
      this.result = filed[0] || null
      this.problems = [...problems, ...(this.result ? this.result.problems : [])].map((problem) => ({ ...problem, row: rows[problem.record - 2], id: this.form.columns[problem.column - 1]?.id }))
      this.cost = performance.now() - begun
      this.mark()
      this.summary.tell(this.problems, this.rows, this.result)
      this.told(this)
    }

    mark() {
      const found = new Map()
      for (const problem of this.problems) {
        if (!found.has(problem.row)) found.set(problem.row, new Map())
        const own = found.get(problem.row)
        // What is told of the whole row, or of a column that is not on screen, stands at its beginning.
        const at = this.open.some((column) => column.id === problem.id) ? problem.id : this.open[0].id
        own.set(at, [...(own.get(at) || []), problem])
      }
      for (const row of this.rows.slice(this.start, this.start + ON_A_PAGE)) {
        row.fields?.forEach((field, id) => mark(field, found.get(row)?.get(id) || []))
      }
    }

    /* What may be uploaded as it is. */
    get clean() {
      return collected(this.result)
    }
  }

  Object.assign(window.Taizhang, { Editor })
})()
