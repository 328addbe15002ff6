/* Names of persons that a file gives away in one place, hidden wherever else it says them. */
;(() => {
  "use strict"
  const { RULES, SEARCHED, anywhere, bare, isColumn, size, squeeze } = window.Taizhang

  const APART = anywhere(`[^${RULES.han}]+`)
  const WORD = anywhere(`^[${RULES.han}A-Za-z0-9*]`)
  const [LEAST, MOST, HEADERS] = [2, 8, 20]
  const OURS = Object.values(RULES.messages).map(({ message, hint }) => message + hint).join("\n")

  /* The names in what is one, or several; ``known`` are no person's, and no word of our sentences is one. */
  function namesIn(text, known) {
    const names = squeeze(text).split(APART)
    return names.filter((name) => name.length >= LEAST && name.length <= MOST && !known.has(name) && !OURS.includes(name))
  }

  /* The names in the columns that ask for persons. */
  function namesListed(records, known) {
    const found = []
    const columns = new Set()
    const asks = (header) => header !== "" && size(header) <= HEADERS && isColumn(bare(header))
    for (const [number, { cells }] of records.entries()) {
      for (const at of columns) if (at < cells.length) found.push(...namesIn(cells[at], known))
      if (number < SEARCHED) cells.forEach((cell, at) => asks(cell) && columns.add(at))
      else if (!columns.size) break
    }
    return found
  }

  /* The text with every one of the names covered, whatever is put between its characters. */
  function nameless(text, names) {
    const chars = [...text]
    const at = chars.map((_, place) => place).filter((place) => WORD.test(chars[place]))
    const plain = at.map((place) => chars[place]).join("")
    const lengths = new Set([...names].map((name) => name.length))
    for (let start = 0; start < plain.length; start++) {
      for (const length of lengths) {
        if (names.has(plain.slice(start, start + length))) for (const place of at.slice(start + 1, start + length)) chars[place] = "*"
      }
    }
    return chars.join("")
  }

  Object.assign(window.Taizhang, { namesIn, nameless, namesListed })
})()
