/* A form on screen: prefilled rows, checked while they are written, saved as the CSV that is uploaded. */
;(() => {
  "use strict"
  const { RULES, ZERO_REPORT, cellOf, counted, element, ofTerm, read, types } = window.Taizhang
  const WAIT = 200
  const LISTED = 30

  /* The bytes of a CSV as a spreadsheet writes it: byte order mark, commas, CRLF. */
  function written(headers, rows) {
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const lines = [headers, ...rows].map((cells) => cells.map(quoted).join(","))
    return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`)
  }

  function settle(field) {
    field.removeAttribute("aria-invalid")
    field.removeAttribute("title")
    field.classList.remove("noted", "unfilled")
  }

  class Editor {
    /* ``blank`` is {rows: [{column: text}], beside: [[header, [text]]]}; ``told`` hears of every check. */
    constructor({ form, unit, period, today, blank, told }) {
      Object.assign(this, { form: ofTerm(RULES.forms[form], period), unit, period, today, told, saved: true })
      this.beside = blank.beside
      this.given = this.own()
      this.rows = blank.rows.map((row, index) => ({ texts: { ...row, ...this.given }, beside: blank.beside.map(([, texts]) => texts[index]) }))
      this.open = this.form.columns.filter((column) => !column.equals)
      this.known = this.open.filter((column) => this.form.key.includes(column.id) && this.rows.some((row) => row.texts[column.id])).length
      this.lists = this.form.columns.map((column) => this.list(column))
      this.body = element("tbody")
      this.note = element("div", { class: "live", "aria-live": "polite" })
      this.element = this.drawn()
      this.check()
    }

    /* What stands in every row: the unit and the month. */
    own() {
      const known = { unit: this.unit.name, period: cellOf(this.period) }
      return Object.fromEntries(this.form.columns.filter((column) => column.equals).map((column) => [column.id, known[column.equals]]))
    }

    /* What a row is about comes first, what was told of it last time next, then what is to be written. */
    drawn() {
      const heads = this.open.map((column) => {
        const help = [column.help, column.example && `例：${column.example}`].filter(Boolean).join(" ")
        return element("th", { scope: "col", title: help }, column.required ? "* " : "", column.header, column.unit ? element("small", {}, `（${column.unit}）`) : "")
      })
      const beside = this.beside.map(([header]) => element("th", { scope: "col", class: "beside" }, header))
      heads.splice(this.known, 0, ...beside)
      const table = element(
        "table",
        { class: "editor" },
        element("caption", {}, `带 * 的必填${beside.length ? "；“参考”各列是上期的数，只供参考" : ""}`),
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "行"), heads, element("th", { scope: "col" }, "删"))),
        this.body,
      )
      this.rows.forEach((row) => this.draw(row))
      this.number()
      table.addEventListener("paste", (event) => this.paste(event))
      const wide = element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": this.form.name }, table)
      return element("div", { class: "filling" }, this.lists.filter(Boolean), wide, this.note)
    }

    list(column) {
      const { suggestions } = types[column.type]
      const names = suggestions ? suggestions(column) : []
      return names.length ? element("datalist", { id: `choices-${column.id}` }, names.map((name) => element("option", { value: name }))) : null
    }

    draw(row) {
      row.fields = new Map(this.open.map((column) => [column.id, this.field(row, column)]))
      const cells = [...row.fields.values()].map((field) => element("td", {}, field))
      cells.splice(this.known, 0, ...this.beside.map((_, index) => element("td", { class: "beside" }, row.beside[index] || "")))
      row.name = element("th", { scope: "row" })
      const remove = element("button", { type: "button", class: "quiet", "aria-label": "删除这一行", onclick: () => this.remove(row) }, "✕")
      row.element = element("tr", {}, row.name, cells, element("td", {}, remove))
      this.body.append(row.element)
    }

    field(row, column) {
      const text = row.texts[column.id] ?? ""
      const label = { "aria-label": column.header, "data-column": column.id }
      const changed = (event) => this.changed(row, column, event.target.value)
      const { area, choices, inputmode = null, placeholder = "", suggestions } = types[column.type]
      const options = choices ? choices(column) : null
      if (options && (text === "" || options.includes(text)) && column.id !== this.form.zero_report) {
        const chosen = ["", ...options].map((value) => element("option", { value, selected: value === text }, value))
        return element("select", { ...label, onchange: changed }, chosen)
      }
      if (area) {
        const area = element("textarea", { ...label, rows: 1, oninput: changed })
        area.value = text
        return area
      }
      const list = suggestions ? `choices-${column.id}` : null
      const input = element("input", { ...label, type: "text", placeholder, inputmode, list, autocomplete: "off", oninput: changed })
      input.value = text
      return input
    }

    changed(row, column, text) {
      row.texts[column.id] = text
      this.saved = false
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.check(), WAIT)
    }

    add(texts = {}) {
      const row = { texts: { ...this.given, ...texts }, beside: [] }
      this.rows.push(row)
      this.draw(row)
      this.number()
      return row
    }

    remove(row) {
      row.element.remove()
      this.rows = this.rows.filter((each) => each !== row)
      this.saved = false
      this.number()
      this.check()
    }

    number() {
      this.rows.forEach((row, index) => row.name.replaceChildren(String(index + 2)))
    }

    /* Nothing but the words 零报告, where the form has a place for them. */
    zero() {
      ;[...this.rows].forEach((row) => row.element.remove())
      this.rows = []
      this.add({ [this.form.zero_report]: ZERO_REPORT })
      this.saved = false
      this.check()
    }

    /* Cells copied from a spreadsheet go into the cells from here on. */
    paste(event) {
      const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "")
      const column = event.target.dataset && event.target.dataset.column
      if (!column || !/[\t\n]/.test(text) || (!text.includes("\t") && event.target.tagName === "TEXTAREA")) return
      event.preventDefault()
      const start = this.open.findIndex((each) => each.id === column)
      const first = this.rows.findIndex((row) => row.element.contains(event.target))
      text.split("\n").forEach((line, down) => {
        const row = this.rows[first + down] || this.add()
        line.split("\t").forEach((cell, right) => {
          const target = this.open[start + right]
          if (target) row.texts[target.id] = cell
        })
        this.redraw(row)
      })
      this.saved = false
      this.check()
    }

    redraw(row) {
      for (const column of this.open) {
        const fresh = this.field(row, column)
        row.fields.get(column.id).replaceWith(fresh)
        row.fields.set(column.id, fresh)
      }
    }

    get filled() {
      const own = new Set(Object.keys(this.given))
      return this.rows.filter((row) => Object.entries(row.texts).some(([id, text]) => !own.has(id) && text.trim() !== ""))
    }

    get bytes() {
      const columns = this.form.columns
      return written(columns.map((column) => column.header), this.filled.map((row) => columns.map((column) => row.texts[column.id] ?? "")))
    }

    check() {
      const rows = this.filled
      const result = read({ bytes: this.bytes, form: this.form.id, unit: this.unit.id, period: this.period, today: this.today })
      this.result = result
      for (const row of this.rows) for (const field of row.fields.values()) settle(field)
      for (const problem of result.problems) {
        const field = this.fieldOf(problem, rows)
        if (!field) continue
        if (problem.code === "E201") field.classList.add("unfilled")
        else if (problem.severity === "error") field.setAttribute("aria-invalid", "true")
        else field.classList.add("noted")
        field.title = [field.title, `${problem.message}。${problem.hint}`].filter(Boolean).join("\n")
      }
      this.tell(rows)
      this.told(this)
    }

    fieldOf(problem, rows) {
      const column = this.form.columns[problem.column - 1]
      return column && rows[problem.record - 2]?.fields.get(column.id)
    }

    tell(rows) {
      const unfilled = this.result.problems.filter((problem) => problem.code === "E201")
      const { errors, warnings } = counted(this.result.problems)
      const parts = [
        errors - unfilled.length && `${errors - unfilled.length} 处错误`,
        unfilled.length && `${unfilled.length} 格必填项没有填`,
        warnings && `${warnings} 处提醒`,
      ]
      const nothing = !this.result.rows && !this.result.zero
      const state = parts.filter(Boolean).join("，") || "没有问题，可以保存"
      const items = this.grouped(rows).map(({ problem, at, field }) => {
        const place = [at, problem.field].filter(Boolean).join(" ")
        const told = `${place}${place ? "：" : ""}${problem.message}。${problem.hint}`
        const go = field ? element("button", { type: "button", class: "link", onclick: () => field.focus() }, told) : told
        return element("li", { class: `finding-${problem.severity}` }, problem.severity === "error" ? "✗ " : "! ", go)
      })
      const bad = errors > unfilled.length
      const [mark, kind] = bad ? ["✗ ", "overdue"] : errors || nothing ? ["… ", "at_risk"] : ["✓ ", "met"]
      this.note.replaceChildren(
        element("p", {}, element("strong", { class: `state state-${kind}` }, mark + state)),
        items.length ? element("ul", {}, items.slice(0, LISTED)) : "",
        items.length > LISTED ? `另有 ${items.length - LISTED} 处。` : "",
      )
    }

    /* Findings that say the same of one column together, with the rows in which they are. */
    grouped(rows) {
      const groups = new Map()
      for (const problem of this.result.problems) {
        const key = JSON.stringify([problem.code, problem.message, problem.column])
        groups.set(key, [...(groups.get(key) || []), problem])
      }
      return [...groups.values()].map((alike) => {
        const numbers = alike.map((problem) => this.rows.indexOf(rows[problem.record - 2]) + 2).filter((number) => number > 1)
        const at = numbers.length > 3 ? `第 ${numbers[0]} 至 ${numbers.at(-1)} 行（${numbers.length} 处）` : numbers.length ? `第 ${numbers.join("、")} 行` : ""
        return { problem: alike[0], at, field: this.fieldOf(alike[0], rows) }
      })
    }
  }

  Object.assign(window.Taizhang, { Editor })
})()
