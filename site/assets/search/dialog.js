/* The dialog of the search: what is typed, pasted or spoken into its field is looked for at once.

   Results are plain links, and the arrows move the focus, so that whatever reads a page reads them. */
;(() => {
  "use strict"
  const search = window.TaizhangSearch
  const { find, nearest, fold, bare } = search
  const SHOWN = 10
  const PAUSE = 150 // milliseconds without a key before text of a large site is loaded
  const AROUND = 36 // characters of an excerpt before what was found; twice as many after it

  function element(name, properties = {}, ...inside) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value)
      else made.setAttribute(key, value)
    }
    made.append(...inside)
    return made
  }

  const field = element("input", {
    type: "search", id: "search-field", "aria-label": "要查找的文字", placeholder: "单位、任务、报表、乡镇、代码或问题",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", oninput: typed, oncompositionend: typed,
  })
  const status = element("p", { class: "search-status", role: "status", "aria-live": "polite" })
  const list = element("ol", { class: "search-results" })
  const more = element("button", { type: "button", class: "search-more", onclick: showAll })
  const rest = element("button", { type: "button", class: "search-more", onclick: loadRest }, "也查其余各页的正文")
  const close = element("button", { type: "button", class: "search-close", onclick: shut }, "关闭")
  const box = element("div", { class: "search-box", role: "dialog", "aria-modal": "true", "aria-label": "搜索" },
    element("div", { class: "search-bar" }, field, close), status, list, more, rest)
  const dialog = element("div", { class: "search-dialog", onkeydown: pressed, onmousedown: (event) => event.target === dialog && shut() }, box)
  dialog.hidden = more.hidden = rest.hidden = true
  document.body.append(dialog)

  let results = []
  let missing = 1 // files of the index that are wanted for what is typed and have not come
  let left = [] // files that are loaded when somebody wants them
  let paused = 0
  let before = null

  function take(part) {
    search.take(part)
    if (search.arrived(part)) show()
  }

  /* The text of all other pages that may have what is typed. */
  function loadRest() {
    left.forEach(search.ask)
    field.focus()
    show()
  }

  /* Have what is wanted come: names at once, and text of a large site when nobody types on. */
  function fetch(files) {
    const late = search.isLarge() ? files.filter(search.isText) : []
    files.filter((file) => !late.includes(file)).forEach(search.ask)
    if (late.length) paused = setTimeout(() => late.forEach(search.ask), PAUSE)
  }

  /* What is found of what has come, and what else is to come for it. */
  function look(asked) {
    clearTimeout(paused)
    let { now, later } = search.wanted(asked, false)
    results = asked ? find(asked) : []
    if (!search.missing(now).length && (!results.length || results[0].points <= search.ALIKE)) {
      ({ now, later } = search.wanted(asked, true))
    }
    left = later
    missing = search.missing(now).length
    if (missing) fetch(now)
  }

  function open(from) {
    if (!dialog.hidden) return
    before = from || document.activeElement
    dialog.hidden = false
    document.documentElement.classList.add("search-open")
    field.focus()
    field.select()
  }

  function shut() {
    dialog.hidden = true
    document.documentElement.classList.remove("search-open")
    if (before) before.focus()
  }

  function typed(event) {
    if (!event.isComposing || event.type === "compositionend") show()
  }

  function show() {
    const asked = field.value.trim()
    look(asked)
    more.hidden = results.length <= SHOWN
    rest.hidden = !asked || missing > 0 || !left.length
    more.textContent = `还有 ${results.length - SHOWN} 条`
    list.replaceChildren(...results.slice(0, SHOWN).map(result))
    status.replaceChildren(...told(asked))
    box.scrollTop = 0
  }

  function told(asked) {
    if (!asked) return [missing ? "正在载入……" : "↑ ↓ 选择，回车打开，Esc 关闭"]
    const close = results.length > 0 && results[0].points <= search.ALIKE
    const soFar = missing ? "，正在查找正文……" : left.length ? "，正文只查了一部分" : ""
    if (results.length) return [`${close ? "没有完全相同的，相近的有" : "找到"} ${results.length} 页${soFar}`]
    if (missing) return ["正在查找……"]
    const near = nearest(asked)
    const links = near.flatMap(({ url, title, of }, at) => [at ? "、" : "", element("a", { href: search.top + url, onclick: followed }, of ? `${title}（${of}）` : title)])
    return [`没有找到“${asked}”${soFar}。`, ...(near.length ? ["相近的名称：", ...links] : ["换一种说法，或少写几个字。"])]
  }

  function showAll() {
    list.append(...results.slice(SHOWN).map(result))
    more.hidden = true
    list.children[SHOWN].querySelector("a").focus()
  }

  function result({ page, spots, asked }) {
    const [best] = spots
    const url = search.top + page.url + (best.anchor ? `#${encodeURIComponent(best.anchor)}` : "")
    const where = [page.section, best.heading && best.of !== page.title ? best.of : ""].filter(Boolean).join(" · ")
    const heading = best.heading && best.heading !== page.title ? [element("span", { class: "search-heading" }, ...marked(best.heading, asked))] : []
    const said = best.said && !best.heading.includes(best.said) && best.said !== page.title ? [element("span", { class: "search-said" }, ...marked(excerpt(best.said, asked), asked))] : []
    return element("li", {}, element("a", { href: url, onclick: followed },
      element("span", { class: "search-where" }, where), element("strong", {}, ...marked(page.title, asked)), ...heading, ...said))
  }

  /* Around the first thing found; from the beginning where it is not in the text. */
  function excerpt(text, asked) {
    const at = Math.min(...words(asked).map((word) => fold(text).indexOf(word)).filter((found) => found >= 0), text.length)
    const from = at === text.length || at < AROUND ? 0 : at - AROUND
    const till = from + 3 * AROUND
    return (from ? "…" : "") + text.slice(from, till) + (till < text.length ? "…" : "")
  }

  const words = (asked) => asked.flatMap((term) => [term, bare(term)]).filter(Boolean)

  /* A text with what was found in marks. */
  function marked(text, asked) {
    const plain = fold(text)
    const found = []
    let at = 0
    while (at < text.length) {
      const word = words(asked).find((each) => plain.startsWith(each, at))
      if (word) found.push(element("mark", {}, text.slice(at, at + word.length)))
      else if (typeof found[found.length - 1] === "string") found[found.length - 1] += text[at]
      else found.push(text[at])
      at += word ? word.length : 1
    }
    return found
  }

  /* A place on the page that is open needs no loading: the dialog must go by itself. */
  function followed() {
    before = null
    shut()
  }

  const links = () => [...box.querySelectorAll("a")]

  function pressed(event) {
    event.stopPropagation() // the theme knows keys of its own
    if (event.isComposing || event.keyCode === 229) return
    const all = links()
    const at = all.indexOf(document.activeElement)
    const go = (to) => {
      event.preventDefault()
      ;(to < 0 ? field : all[Math.min(to, all.length - 1)] || field).focus()
    }
    if (event.key === "Escape") shut()
    else if (event.key === "ArrowDown") go(at + 1)
    else if (event.key === "ArrowUp") go(at - 1)
    else if (event.key === "Enter" && document.activeElement === field && all.length) all[0].click()
    else if (event.key === "Tab") around(event)
    else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") field.focus()
  }

  function around(event) {
    const stops = [field, close, ...links(), ...[more, rest].filter((button) => !button.hidden)]
    const last = stops[stops.length - 1]
    const to = event.shiftKey ? (document.activeElement === field ? last : null) : document.activeElement === last ? field : null
    if (!to) return
    event.preventDefault()
    to.focus()
  }

  search.open = open
  search.give = take
  search.failed = () => {
    show()
    status.textContent = "索引没有载入，请刷新后再试。"
  }
  open(document.querySelector(".search-opener"))
  show()
})()
