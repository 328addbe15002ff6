/* The wall charts by keyboard: one stop a chart, the arrows go from cell to cell. Without this script
   every link is a stop of its own. */
;(() => {
  "use strict"
  const column = (link) => link.closest("th, td").cellIndex

  /* Of a row's links the one that stands nearest to the column. */
  const nearest = (links, wanted) => links.reduce((best, link) => (Math.abs(column(link) - wanted) < Math.abs(column(best) - wanted) ? link : best))

  /* Where a key leads from a link: to another one, or nowhere. */
  function next(key, link, rows) {
    const at = rows.findIndex((links) => links.includes(link))
    const row = rows[at]
    if (key === "ArrowRight") return row[row.indexOf(link) + 1]
    if (key === "ArrowLeft") return row[row.indexOf(link) - 1]
    if (key === "Home") return row[0]
    if (key === "End") return row[row.length - 1]
    const other = { ArrowUp: rows[at - 1], ArrowDown: rows[at + 1] }[key]
    return other && nearest(other, column(link))
  }

  function explain(table) {
    const keys = document.createElement("span")
    keys.className = "keys"
    keys.textContent = "（键盘：方向键逐格移动，Home、End 到行首、行末，回车打开）"
    if (table.caption) table.caption.append(keys)
  }

  for (const table of document.querySelectorAll("table.wall")) {
    const rows = [...table.rows].map((row) => [...row.querySelectorAll("a[href]")]).filter((links) => links.length)
    if (!rows.length) continue
    const links = rows.flat()
    const stop = (link) => links.forEach((each) => (each.tabIndex = each === link ? 0 : -1))
    stop(links[0])
    explain(table)
    table.addEventListener("focusin", (event) => links.includes(event.target) && stop(event.target))
    table.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !links.includes(event.target)) return
      const to = next(event.key, event.target, rows)
      if (!to) return
      event.preventDefault() // or the page would scroll as well
      to.focus()
    })
  }
})()
