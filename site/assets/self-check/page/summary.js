/* How a form on screen stands: a line that stays in sight, and every finding below. */
;(() => {
  "use strict"
  const { counted, element, says } = window.Taizhang
  const LISTED = 30

  class Summary {
    /* ``go`` leads to the cell of a row and a column. */
    constructor(go) {
      this.go = go
      this.unknown = []
      this.places = []
      this.passed = -1
      this.state = element("span", { "aria-live": "polite" })
      this.next = element("button", { type: "button", hidden: true, onclick: () => this.jump() }, "到下一处")
      this.bar = element("div", { class: "live" }, this.state, this.next)
      this.list = element("div", { class: "found" })
    }

    tell(problems, rows, result) {
      const numbers = new Map(rows.map((row, index) => [row, index + 2]))
      const places = problems.filter((problem) => problem.row).map(({ row, id, column }) => ({ row, id, order: numbers.get(row) * 1000 + column }))
      this.places = places.sort((one, other) => one.order - other.order)
      this.next.hidden = !this.places.length
      const unfilled = problems.filter((problem) => problem.code === "E201").length
      const { errors, warnings } = counted(problems)
      const parts = [errors - unfilled && `${errors - unfilled} 处错误`, unfilled && `${unfilled} 格必填项没有填`, warnings && `${warnings} 处提醒`]
      const isNothing = !result || !says(result)
      const word = parts.filter(Boolean).join("，") || (isNothing ? "还没有填" : "没有问题，可以报送")
      const [mark, kind] = errors > unfilled ? ["✗ ", "overdue"] : errors || isNothing ? ["… ", "at_risk"] : ["✓ ", "met"]
      if (this.state.textContent !== mark + word) this.state.replaceChildren(element("strong", { class: `state state-${kind}` }, mark + word))
      this.listed(problems, numbers)
    }

    listed(problems, numbers) {
      const items = grouped(problems, numbers).map(({ problem, at }) => {
        const place = [at, problem.field].filter(Boolean).join(" ")
        const told = `${place}${place ? "：" : ""}${[problem.message, problem.hint].filter(Boolean).join("。")}`
        const go = problem.row ? element("button", { type: "button", class: "link", onclick: () => this.go(problem.row, problem.id) }, told) : told
        return element("li", { class: `finding-${problem.severity}` }, problem.severity === "error" ? "✗ " : "! ", go)
      })
      this.list.replaceChildren(
        this.unknown.length ? element("p", {}, `粘贴的内容里，${this.unknown.map((name) => `“${name}”`).join("、")}不是本表的列，没有采用。`) : "",
        items.length ? element("ul", {}, items.slice(0, LISTED)) : "",
        items.length > LISTED ? `另有 ${items.length - LISTED} 处。` : "",
      )
    }

    /* To the first finding behind the one to which was led last; from the last to the first. */
    jump() {
      const next = this.places.find((place) => place.order > this.passed) || this.places[0]
      this.passed = next.order
      this.go(next.row, next.id)
    }
  }

  /* Findings that say the same of one column together, with the rows in which they are. */
  function grouped(problems, numbers) {
    const groups = new Map()
    for (const problem of problems) {
      const key = JSON.stringify([problem.severity, problem.code, problem.message, problem.column])
      groups.set(key, [...(groups.get(key) || []), problem])
    }
    return [...groups.values()].map((alike) => {
      const own = alike.map((problem) => numbers.get(problem.row)).filter(Boolean)
      const at = own.length > 3 ? `第 ${own[0]} 至 ${own.at(-1)} 行（${own.length} 处）` : own.length ? `第 ${own.join("、")} 行` : ""
      return { problem: alike[0], at }
    })
  }

  Object.assign(window.Taizhang, { Summary })
})()
