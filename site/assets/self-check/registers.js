/* How the things of a list may be called; what can be looked up stands in the rules. */
;(() => {
  "use strict"
  const { RULES, size } = window.Taizhang

  const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined)
  const bearers = new Map()
  const pairs = (word) => {
    const chars = [...word]
    return new Set(chars.slice(1).map((char, index) => chars[index] + char))
  }

  /* The names that a misspelt word is worth comparing with: of a long list those that share most of its
     pairs of characters, pairs that many have left aside. */
  function resembling(word, where) {
    const known = Object.keys(RULES.registers[where].names)
    if (known.length <= RULES.limits.names) return known
    if (!bearers.has(where)) {
      const found = new Map()
      for (const name of known) for (const pair of pairs(name)) found.has(pair) ? found.get(pair).push(name) : found.set(pair, [name])
      bearers.set(where, found)
    }
    const shared = new Map()
    for (const pair of pairs(word)) {
      const names = bearers.get(where).get(pair) || []
      if (names.length <= known.length / 4) for (const name of names) shared.set(name, (shared.get(name) || 0) + 1)
    }
    const apart = (name) => Math.abs(size(name) - size(word))
    const order = ([a, m], [b, n]) => n - m || apart(a) - apart(b) || (a < b ? -1 : 1)
    return [...shared].sort(order).slice(0, RULES.limits.compared).map(([name]) => name)
  }

  /* The names to choose from while one is written. */
  const suggested = (column) => (column.equals ? [] : [...new Set(Object.values(RULES.registers[column.to].usual))])

  Object.assign(window.Taizhang, { own, resembling, suggested })
})()
