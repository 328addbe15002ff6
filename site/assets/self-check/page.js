/* The self-check page: choose unit and month, drop files or fill in a form, see what is wrong at once. */
;(() => {
  "use strict"
  const { Editor, RULES, check, counted, element, guessed, report, says } = window.Taizhang
  const page = document.getElementById("self-check")
  const [unitBox, monthBox] = [page.querySelector("[name=unit]"), page.querySelector("[name=month]")]
  const [owedBox, dropBox, fileBox, reports] = ["owed", "drop", "files", "reports"].map((id) => document.getElementById(id))
  const [formsBox, desk] = [document.getElementById("forms"), document.getElementById("desk")]
  const passed = new Map()
  let editor = null
  let chosen = ["", ""]

  const unit = () => RULES.units.find((each) => each.id === unitBox.value)
  const month = () => monthBox.value
  const owed = () => unit()?.owes[month()] || []
  const folder = () => `${RULES.folder}/${month()}/${unit().id}/`

  function today() {
    const now = new Date()
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-")
  }

  // --- what is known of a unit: a script of its own, loaded when it is chosen ----------------------

  const loading = new Map()

  function known(id) {
    if (!loading.has(id)) {
      const loaded = new Promise((resolve) => {
        const script = element("script", { src: `${page.dataset.units}${id}.js` })
        script.onload = script.onerror = () => resolve((window.TAIZHANG_UNITS || {})[id] || {})
        document.head.append(script)
      })
      loading.set(id, loaded)
    }
    return loading.get(id)
  }

  // --- unit and month ------------------------------------------------------------------------------

  function choose() {
    const asked = new URLSearchParams(location.search)
    if (RULES.units.some((each) => each.id === asked.get("unit"))) unitBox.value = asked.get("unit")
    if (RULES.months.includes(asked.get("month"))) monthBox.value = asked.get("month")
    changed()
  }

  function changed() {
    if (!mayLeave()) {
      ;[unitBox.value, monthBox.value] = chosen
      return
    }
    chosen = [unitBox.value, month()]
    passed.clear()
    reports.replaceChildren()
    close()
    tellOwed()
  }

  function tellOwed() {
    const forms = owed().map((id) => RULES.forms[id])
    fileBox.disabled = !forms.length
    formsBox.replaceChildren()
    if (!unit()) return owedBox.replaceChildren("先选单位和期次。")
    if (!forms.length) return owedBox.replaceChildren(`${unit().name} ${month()} 没有要报的表。`)
    owedBox.replaceChildren(
      `本期应报 ${forms.length} 张：`,
      ...forms.flatMap((form, index) => [index ? "、" : "", passed.get(form.id) ? element("strong", { class: "state state-met" }, `✓ ${form.name}`) : form.name]),
      "。",
    )
    formsBox.append(...forms.map((form) => element("button", { type: "button", onclick: () => fill(form.id) }, form.name)))
  }

  // --- files ---------------------------------------------------------------------------------------

  async function take(files) {
    if (!unit() && files.length) {
      const found = guessed(files[0].name)
      if (found.unit) unitBox.value = found.unit
      if (found.month) monthBox.value = found.month
      changed()
    }
    if (!unit()) return owedBox.replaceChildren(element("strong", {}, "先选单位和期次，再选文件。"))
    dropBox.classList.add("busy")
    const told = await known(unit().id)
    const last = told[month()]?.last || {}
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const result = await check({ name: file.name, bytes, unit: unit(), period: month(), today: today(), last })
      for (const each of result.filed) passed.set(each.form, says(each) && !counted([...result.problems, ...each.problems]).errors)
      const article = report(file.name, result, page.dataset.codes, (each) => edit(each))
      reports.prepend(article)
    }
    dropBox.classList.remove("busy")
    tellOwed()
    reports.firstElementChild?.scrollIntoView({ block: "nearest" })
  }

  // --- filling in ----------------------------------------------------------------------------------

  const mayLeave = () => !editor || editor.saved || confirm("在线填报的内容还没有保存，确定放弃吗？")

  function close() {
    editor = null
    desk.replaceChildren()
  }

  async function fill(form) {
    if (!mayLeave()) return
    const told = await known(unit().id)
    open(form, told[month()]?.blanks?.[form] || { rows: [{}], beside: [] })
  }

  /* The rows of a checked file, to be put right on screen. */
  function edit(result) {
    if (!mayLeave()) return
    const form = RULES.forms[result.form]
    const rows = (result.texts || []).map((cells) =>
      Object.fromEntries(form.columns.filter((column) => column.id in result.positions).map((column) => [column.id, cells[result.positions[column.id]] ?? ""])),
    )
    open(result.form, { rows: rows.length ? rows : [{}], beside: [] })
    editor.saved = false
  }

  function open(form, blank) {
    const own = RULES.forms[form]
    const save = element("button", { type: "button", class: "primary", onclick: () => store() }, `保存 ${form}.csv`)
    const after = element("div", { id: "after", "aria-live": "polite" })
    editor = new Editor({ form, unit: unit(), period: month(), today: today(), blank, told: () => after.replaceChildren() })
    const tools = [
      element("button", { type: "button", onclick: () => [...editor.add().fields.values()][0]?.focus() }, "加一行"),
      own.zero_report ? element("button", { type: "button", onclick: () => editor.filled.length && !confirm("零报告只留一行，现有内容会清空。确定吗？") ? null : editor.zero() }, "本期没有内容（零报告）") : null,
      save,
    ]
    desk.replaceChildren(
      element("h3", {}, `${unit().name} ${month()} ${own.name}`),
      element("p", {}, own.purpose),
      editor.element,
      element("div", { class: "tools" }, tools.filter(Boolean)),
      after,
    )
    desk.scrollIntoView({ block: "start" })
  }

  function store() {
    editor.check()
    const { errors } = counted(editor.result.problems)
    const name = `${editor.form.id}.csv`
    const address = URL.createObjectURL(new Blob([editor.bytes], { type: "text/csv" }))
    const link = element("a", { href: address, download: name })
    document.body.append(link)
    link.click()
    link.remove()
    setTimeout(() => URL.revokeObjectURL(address), 10000)
    editor.saved = true
    passed.set(editor.form.id, says(editor.result) && !errors)
    tellOwed()
    const where = RULES.upload
      ? ["第二步：打开", element("a", { href: RULES.upload.replaceAll("{folder}", folder().replace(/\/$/, "")), target: "_blank", rel: "noopener" }, "上传页面"), `，把 ${name} 拖进去，点“提交”。`]
      : [`第二步：在代码托管平台上，把 ${name} 上传到文件夹 `, element("code", {}, folder()), " 。"]
    const warned = errors ? element("p", { class: "finding-error" }, `还有 ${errors} 处没有改好，这样上传不会通过。`) : null
    document.getElementById("after").replaceChildren(
      ...[warned, element("p", {}, `第一步：已保存 ${name}，在浏览器的“下载”文件夹里。`), element("p", {}, where)].filter(Boolean),
    )
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
    if (editor && !editor.saved) event.preventDefault()
  })
  page.hidden = false
  choose()
})()
