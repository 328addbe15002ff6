/* The self-check page: choose unit and month, drop files or fill in a form, take what is to be uploaded. */
;(() => {
  "use strict"
  const { Filling, RULES, Reports, element, guessed, nextStep } = window.Taizhang
  const page = document.getElementById("self-check")
  const [unitBox, monthBox] = [page.querySelector("[name=unit]"), page.querySelector("[name=month]")]
  const [owedBox, dropBox, fileBox, reportsBox, nextBox] = ["owed", "drop", "files", "reports", "next"].map((id) => document.getElementById(id))
  const [formsBox, deskBox] = [document.getElementById("forms"), document.getElementById("desk")]
  const held = new Map()
  let chosen = ["", ""]

  /* What is chosen, and how each form stands by its newest check. */
  const desk = {
    get chosen() {
      const [unit, period] = [RULES.units.find((each) => each.id === unitBox.value), monthBox.value]
      return { unit, period, today: today(), owed: unit?.owes[period] || [] }
    },
    isStill: (unit, period) => unitBox.value === unit.id && monthBox.value === period,
    known: async () => (await loaded(unitBox.value))[monthBox.value] || {},
    hold({ form, ...standing }, after = nextBox) {
      reports.supersede(form)
      held.set(form, standing)
      tell(after)
    },
    release(form) {
      held.delete(form)
      tell(nextBox)
    },
    choose(unit, period) {
      ;[unitBox.value, monthBox.value] = [unit, period]
      changed()
      dropBox.scrollIntoView({ block: "center" })
    },
  }
  const filling = new Filling(deskBox, desk)
  const reports = new Reports(reportsBox, page.dataset.codes, desk, (result) => filling.edit(result))

  function today() {
    const now = new Date()
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-")
  }

  // --- what is known of a unit: a script of its own, loaded when it is chosen ----------------------

  const loading = new Map()

  function loaded(id) {
    if (!loading.has(id)) {
      const script = element("script", { src: `${page.dataset.units}${id}.js` })
      const done = new Promise((resolve) => (script.onload = script.onerror = () => resolve((window.TAIZHANG_UNITS || {})[id] || {})))
      loading.set(id, done)
      document.head.append(script)
    }
    return loading.get(id)
  }

  // --- unit and month ------------------------------------------------------------------------------

  function begin() {
    const asked = new URLSearchParams(location.search)
    if (RULES.units.some((each) => each.id === asked.get("unit"))) unitBox.value = asked.get("unit")
    if (RULES.months.includes(asked.get("month"))) monthBox.value = asked.get("month")
    changed()
  }

  function changed() {
    if (!filling.mayLeave) {
      ;[unitBox.value, monthBox.value] = chosen
      return
    }
    chosen = [unitBox.value, monthBox.value]
    filling.close()
    reports.clear()
    held.clear()
    tell(nextBox)
  }

  /* How everything stands; ``after`` is where the next step is shown, beneath what was just done. */
  function tell(after) {
    const { unit, period, owed } = desk.chosen
    const forms = owed.map((id) => RULES.forms[id])
    fileBox.disabled = !forms.length
    for (const box of [nextBox, filling.after]) box.replaceChildren()
    if (!forms.length) {
      formsBox.replaceChildren()
      return owedBox.replaceChildren(unit ? `${unit.name} ${period} 没有要报的表。` : "先选单位和期次。")
    }
    owedBox.replaceChildren(`本期应报 ${forms.length} 张：`, ...forms.flatMap((form, index) => [index ? "、" : "", standingOf(form)]), "。")
    formsBox.replaceChildren(...forms.map((form) => element("button", { type: "button", onclick: () => filling.fill(form.id) }, form.name)))
    if (held.size) after.replaceChildren(nextStep({ unit, period, owed, held, saved: () => filling.editor && (filling.editor.saved = true) }))
  }

  function standingOf(form) {
    if (!held.has(form.id)) return form.name
    const [kind, mark] = held.get(form.id).ready ? ["met", "✓"] : ["overdue", "✗"]
    return element("strong", { class: `state state-${kind}` }, `${mark} ${form.name}`)
  }

  async function take(files) {
    if (!desk.chosen.unit && files.length) {
      const found = guessed(files[0].name)
      if (found.unit) unitBox.value = found.unit
      if (found.month) monthBox.value = found.month
      changed()
    }
    if (!desk.chosen.unit) return owedBox.replaceChildren(element("strong", {}, "先选单位和期次，再选文件。"))
    dropBox.classList.add("busy")
    try {
      await reports.take(files)
    } finally {
      dropBox.classList.remove("busy")
    }
    reportsBox.firstElementChild?.scrollIntoView({ block: "nearest" })
  }

  // --- wiring --------------------------------------------------------------------------------------

  unitBox.addEventListener("change", changed)
  monthBox.addEventListener("change", changed)
  fileBox.addEventListener("change", () => take([...fileBox.files]).then(() => (fileBox.value = "")))
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => event.preventDefault()) // a file beside the box does not leave the page
  }
  dropBox.addEventListener("dragover", () => dropBox.classList.add("over"))
  dropBox.addEventListener("dragleave", () => dropBox.classList.remove("over"))
  dropBox.addEventListener("drop", (event) => {
    dropBox.classList.remove("over")
    take([...event.dataTransfer.files])
  })
  window.addEventListener("beforeunload", (event) => {
    if (filling.isUnsaved) event.preventDefault()
  })
  page.hidden = false
  begin()
})()
