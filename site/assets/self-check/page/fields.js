/* One cell on screen: what is written into, and beside it what is wrong with it. */
;(() => {
  "use strict"
  const { element, types } = window.Taizhang
  const NAMED = "必填"

  /* What a column is written into; ``more`` are attributes, ``changed`` hears of each change. */
  function fieldOf(form, column, text, more, changed) {
    const { area, choices, inputmode = null, placeholder = "", suggestions } = types[column.type]
    const own = { ...more, "data-column": column.id }
    const heard = (event) => changed(event.target.value)
    const options = choices ? choices(column) : null
    if (options && (text === "" || options.includes(text)) && column.id !== form.zero_report) {
      const chosen = ["", ...options].map((value) => element("option", { value, selected: value === text }, value))
      return element("select", { ...own, onchange: heard }, chosen)
    }
    const list = suggestions ? listOf(column) : null
    const made = area ? element("textarea", { ...own, rows: 1, oninput: heard }) : element("input", { ...own, type: "text", placeholder, inputmode, list, autocomplete: "off", oninput: heard })
    made.value = text
    return made
  }

  const listOf = (column) => `choices-${column.id}`

  /* The names that a column takes, to be chosen from while it is written; null where there are none. */
  function choicesOf(column) {
    const { suggestions } = types[column.type]
    const names = suggestions ? suggestions(column) : []
    return names.length ? element("datalist", { id: listOf(column) }, names.map((name) => element("option", { value: name }))) : null
  }

  const told = (problem) => (problem.code === "E201" && !problem.value ? NAMED : [problem.message, problem.hint].filter(Boolean).join("。"))

  /* Say beside a field what is wrong with it, or nothing any more. */
  function mark(field, problems) {
    const cell = field.parentElement
    const [errors, warnings] = ["error", "warning"].map((kind) => problems.filter((problem) => problem.severity === kind))
    const unfilled = errors.length > 0 && errors.every((problem) => problem.code === "E201")
    field.classList.toggle("unfilled", unfilled)
    field.classList.toggle("noted", !errors.length && warnings.length > 0)
    if (errors.length && !unfilled) field.setAttribute("aria-invalid", "true")
    else field.removeAttribute("aria-invalid")
    let why = cell.querySelector(".why")
    if (!problems.length) {
      why?.remove()
      field.removeAttribute("aria-describedby")
      return
    }
    if (!why) {
      why = element("small", { class: "why", id: `why-${(mark.count = (mark.count || 0) + 1)}` })
      cell.append(why)
    }
    field.setAttribute("aria-describedby", why.id)
    why.classList.toggle("finding-error", errors.length > 0 && !unfilled)
    why.replaceChildren([...errors, ...warnings].map(told).join("；"))
  }

  Object.assign(window.Taizhang, { fieldOf, mark, choicesOf })
})()
