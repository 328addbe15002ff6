/* Elements from plain values: what a file says is only ever text. */
;(() => {
  "use strict"

  function element(name, properties = {}, ...inside) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value)
      else if (value === true) made.setAttribute(key, "")
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value)
    }
    made.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== ""))
    return made
  }

  /* ``kind`` is a class of the style: cards are one below the other on a phone. */
  function table(caption, headers, rows, kind = null) {
    const head = element("tr", {}, headers.map((header) => element("th", { scope: "col" }, header)))
    const parts = [element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, rows)]
    return element("div", { class: "wide", tabindex: "0", role: "group", "aria-label": caption }, element("table", { class: kind }, parts))
  }

  Object.assign(window.Taizhang, { element, table })
})()
