/* The keyboard in a form on screen, as in a spreadsheet. */
;(() => {
  "use strict"
  const NOWHERE = null

  /* How many rows down and cells to the right a key leads; null where it is the field's own. */
  function stepOf(event) {
    const field = event.target
    if (event.isComposing || event.ctrlKey || event.metaKey || !field.dataset.column) return NOWHERE
    switch (event.key) {
      case "Enter":
        return event.altKey ? NOWHERE : { down: event.shiftKey ? -1 : 1, right: 0 }
      case "ArrowUp":
      case "ArrowDown":
        return event.altKey || event.shiftKey || choosesItself(field) ? NOWHERE : upOrDown(field, event.key === "ArrowUp")
      case "ArrowLeft":
      case "ArrowRight":
        return event.altKey || event.shiftKey ? NOWHERE : leftOrRight(field, event.key === "ArrowLeft")
      default:
        return NOWHERE
    }
  }

  const choosesItself = (field) => field.tagName === "SELECT" || field.hasAttribute("list")

  /* Whether nothing is left of a field's text before, or behind, the place where is written. */
  function isAt(field, isStart) {
    if (field.tagName === "SELECT") return true
    const at = isStart ? 0 : field.value.length
    return field.selectionStart === at && field.selectionEnd === at
  }

  const upOrDown = (field, up) => (field.tagName !== "TEXTAREA" || isAt(field, up) ? { down: up ? -1 : 1, right: 0 } : NOWHERE)
  const leftOrRight = (field, left) => (isAt(field, left) ? { down: 0, right: left ? -1 : 1 } : NOWHERE)

  /* Alt and Enter begin a new line in a cell, as in a spreadsheet. */
  function breakLine(event) {
    const field = event.target
    if (event.key !== "Enter" || !event.altKey || field.tagName !== "TEXTAREA") return
    event.preventDefault()
    field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  Object.assign(window.Taizhang, { breakLine, stepOf })
})()
