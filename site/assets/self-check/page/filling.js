/* The form that is filled in on screen: opened empty or with the rows of a checked file, and left. */
;(() => {
  "use strict"
  const { Editor, RULES, counted, element, save, says } = window.Taizhang

  class Filling {
    /* ``desk`` tells what is chosen and keeps how each form stands. */
    constructor(box, desk) {
      Object.assign(this, { box, desk, editor: null })
      this.after = element("div", { id: "after" })
    }

    get mayLeave() {
      return !this.isUnsaved || confirm("在线填报的内容还没有保存，确定放弃吗？")
    }

    get isUnsaved() {
      return this.editor !== null && !this.editor.saved
    }

    close() {
      if (this.isUnsaved) this.desk.release(this.editor.form.id)
      this.editor = null
      this.box.replaceChildren()
    }

    /* A form as its template has it. */
    async fill(form) {
      const { blanks, last } = await this.desk.known()
      this.open(form, blanks?.[form] || { rows: [{}], beside: [] }, last)
    }

    /* The rows of a checked file, to be put right on screen. */
    async edit(result) {
      const form = RULES.forms[result.form]
      const columns = form.columns.filter((column) => column.id in result.positions)
      const rows = (result.texts || []).map((cells) => Object.fromEntries(columns.map((column) => [column.id, cells[result.positions[column.id]] ?? ""])))
      const { last } = await this.desk.known()
      this.open(result.form, { rows: rows.length ? rows : [{}], beside: [] }, last, rows.length > 0)
    }

    open(form, blank, last, isWritten = false) {
      if (!this.mayLeave) return
      this.close()
      const { unit, period, today } = this.desk.chosen
      const editor = new Editor({ form, unit, period, today, blank, last, told: () => this.told(editor) })
      this.editor = editor
      if (isWritten) editor.touch()
      const own = RULES.forms[form]
      this.box.replaceChildren(
        element("h3", {}, `${unit.name} ${period} ${own.name}`),
        element("p", {}, own.purpose),
        editor.element,
        element("div", { class: "tools" }, this.tools(own)),
        this.after,
      )
      editor.checked.then(() => {
        if (this.editor !== editor) return
        this.box.scrollIntoView({ block: "start" })
        editor.begin()
      })
    }

    tools(form) {
      const tool = (words, onclick) => element("button", { type: "button", onclick }, words)
      const clear = () => !this.editor.filled.length || confirm("零报告只留一行，现有内容会清空。确定吗？")
      return [
        tool("加一行", () => this.editor.go(this.editor.add())),
        form.zero_report ? tool("本期没有内容（零报告）", () => clear() && this.editor.zero()) : null,
        tool("存一份，以后接着填", () => this.store()),
      ].filter(Boolean)
    }

    /* The file as it is, whatever is still missing; it is opened again as any other file. */
    store() {
      save({ name: `${this.editor.form.id}.csv`, bytes: this.editor.bytes, type: "text/csv" })
      this.editor.saved = true
    }

    /* What is on screen counts as soon as something was written there. */
    told(editor) {
      if (this.editor !== editor || !editor.touched) return
      const { form, problems, result } = editor
      const ready = Boolean(result) && says(result) && !counted(problems).errors
      this.desk.hold({ form: form.id, ready, bytes: ready ? editor.clean : null }, this.after)
    }
  }

  Object.assign(window.Taizhang, { Filling })
})()
