/* What a printed sheet says of its origin; the sheet (style/90-paper.css) puts it into the margins. */
const origin = document.querySelector(".md-copyright__highlight")
const quoted = (text) => JSON.stringify(text.replace(/\s+/g, " ").trim())
const sheet = document.documentElement.style
addEventListener("beforeprint", () => {
  sheet.setProperty("--sheet-address", quoted(decodeURI(location.href)))
  sheet.setProperty("--sheet-origin", quoted(origin ? origin.textContent : document.title))
})
