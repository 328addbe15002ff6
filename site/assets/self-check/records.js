/* Text to records. */
;(() => {
  "use strict"
  const { RULES, SEARCHED, anywhere, bare, isBlank, ours, said } = window.Taizhang

  /* What people separate cells by that words hold as well. */
  const UNFIT = Object.entries(RULES.unfit).map(([mark, name]) => [anywhere(mark), name])

  const record = (line, number, cells) => ({ line, number, cells, blank: cells.every(isBlank) })

  /* Where a record stands, or its cell at a position from 0. */
  const place = ({ line, number }, position = null) => ({ line, position, record: number })

  /* The records of a text, and what takes their cells apart: {records, delimiter}. */
  function split(text, headers, tell) {
    const most = RULES.limits.cells
    if ([...Object.keys(RULES.delimiters), "\n"].some((mark) => counted(text, mark) > most)) {
      return tell.tell(said("E402.cells", { limit: most })), null
    }
    const delimiter = delimiterOf(text, headers, tell)
    if (delimiter === null) return null
    if (text.includes('"')) return { records: parsed(text, delimiter, tell), delimiter }
    const parts = text.split("\n")
    if (!parts.at(-1)) parts.pop()
    return { records: parts.map((line, index) => record(index + 1, index + 1, line.split(delimiter))), delimiter }
  }

  function counted(text, mark) {
    let count = 0
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1
    return count
  }

  function delimiterOf(text, headers, tell) {
    const start = text.split("\n", SEARCHED)
    if (new Set(start[0].split(",").filter((cell) => headers.has(cell))).size > 1) return ","
    const unquoted = (cell) => bare(cell.replace(/^"+|"+$/g, ""))
    const fits = (line, candidate) => line.split(candidate).filter((cell) => headers.has(unquoted(cell))).length
    let [best, most] = [",", 1]
    for (const candidate of Object.keys(RULES.delimiters)) {
      const found = Math.max(...start.map((line) => fits(line, candidate)))
      if (found > most) [best, most] = [candidate, found]
    }
    if (best !== ",") tell.tell(said("W121", { name: ours(RULES.delimiters[best]) }), { line: 1 })
    else if (most === 1) {
      let found = { hits: 1 }
      for (const [mark, name] of UNFIT) {
        start.forEach((line, index) => {
          const hits = fits(line, mark)
          if (hits > found.hits) found = { hits, name, line: index + 1 }
        })
      }
      if (found.name) return tell.tell(said("E122", { name: ours(found.name) }), { line: found.line }), null
    }
    return best
  }

  function parsed(text, delimiter, tell) {
    const plain = new RegExp(`[^${delimiter === "|" ? "\\|" : delimiter}\\n]*`, "uy")
    const found = []
    let [position, line, number] = [0, 1, 1]
    while (position < text.length) {
      const start = line
      const cells = []
      let odd = false
      for (;;) {
        const atQuote = text[position] === '"'
        const close = atQuote ? closing(text, position + 1) : position - 1
        plain.lastIndex = close === null ? 0 : close + 1
        const end = close === null ? null : plain.lastIndex + plain.exec(text)[0].length
        const behind = end === null ? "" : text.slice(close + 1, end)
        const inside = atQuote && end !== null ? text.slice(position + 1, close) : ""
        const rows = counted(inside, "\n")
        if (end === null || (rows && !isBlank(behind))) {
          tell.tell(said("E133", { record: number }), { line, position: cells.length, record: number })
          return found
        }
        cells.push(inside.replaceAll('""', '"') + behind)
        odd = odd || (atQuote ? !isBlank(behind) : behind.includes('"'))
        line += rows
        position = end
        if (position >= text.length || text[position] === "\n") break
        position += delimiter.length
      }
      if (odd) tell.tell(said("W134"), { line: start, record: number })
      found.push(record(start, number, cells))
      position += 1
      line += 1
      number += 1
    }
    return found
  }

  /* Where a quoted cell ends: the first quote that is no pair of quotes; null when there is none. */
  function closing(text, from) {
    for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
    return null
  }

  Object.assign(window.Taizhang, { place, record, split })
})()
