/* The way into the search: a button in the header, and the keys / and s. Its scripts and its index are
   loaded when it is opened for the first time; a page that nobody searches from loads nothing of it. */
;(() => {
  "use strict"
  const top = new URL("..", document.currentScript.src).href
  const FILES = ["words", "matching", "loading", "dialog"].map((name) => `assets/search/${name}.js`)
  const search = (window.TaizhangSearch = { top, load })

  function load(file) {
    const script = document.createElement("script")
    script.src = top + file
    script.async = false // run in this order
    script.addEventListener("error", () => search.failed && search.failed())
    document.head.append(script)
  }

  let opener = null
  function open() {
    if (search.open) search.open(opener)
    else if (!search.opening) {
      search.opening = true
      FILES.forEach(load)
    }
  }

  function lens() {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path")
    made.setAttribute("viewBox", "0 0 24 24")
    made.setAttribute("aria-hidden", "true")
    line.setAttribute("d", "M16 10a6 6 0 1 1-12 0a6 6 0 0 1 12 0M14.5 14.5L21 21")
    made.append(line)
    return made
  }

  function button() {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "search-opener"
    made.setAttribute("aria-haspopup", "dialog")
    made.setAttribute("aria-keyshortcuts", "/ s")
    made.setAttribute("aria-label", "搜索")
    const words = document.createElement("span")
    words.textContent = "搜索"
    const key = document.createElement("kbd")
    key.textContent = "/"
    made.append(lens(), words, key)
    made.addEventListener("click", open)
    return made
  }

  const header = document.querySelector(".md-header__inner")
  if (!header) return
  opener = button()
  header.insertBefore(opener, header.querySelector("[data-md-component=palette]"))
  addEventListener("keydown", (event) => {
    const typing = /^(?:input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable
    const alone = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing
    if (alone && !typing && (event.key === "/" || event.key === "s")) {
      event.preventDefault() // or the key would be typed into the field
      open()
    }
  })
})()
