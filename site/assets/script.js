/* What a printed sheet says of its origin; the sheet (style/90-paper.css) puts it into the margins. */
const origin = document.querySelector(".md-copyright__highlight")
const quoted = (text) => JSON.stringify(text.replace(/\s+/g, " ").trim())
const sheet = document.documentElement.style
addEventListener("beforeprint", () => {
  sheet.setProperty("--sheet-address", quoted(decodeURI(location.href)))
  sheet.setProperty("--sheet-origin", quoted(origin ? origin.textContent : document.title))
})

/* What is folded opens for whoever comes to something in it, and on paper where it is not marked as apart. */
;(() => {
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const first = target && target.closest("details:not([open])")
    for (let at = first; at; at = at.parentElement.closest("details:not([open])")) at.open = true
    if (first) target.scrollIntoView()
  }
  let opened = []
  const unfold = () => {
    const folded = [...document.querySelectorAll("details.fold:not(.apart):not([open])")]
    for (const each of folded) each.open = true
    opened = [...opened, ...folded]
  }
  const fold = () => {
    for (const each of opened) each.open = false
    opened = []
  }
  addEventListener("beforeprint", unfold)
  addEventListener("afterprint", fold)
  matchMedia("print").addEventListener("change", (paper) => (paper.matches ? unfold() : fold()))

  addEventListener("hashchange", reveal)
  reveal()
})()
