/* Something that is declared, by its id or by any name that it alone has. */
;(() => {
  "use strict"
  const { RULES, fault, narrow, nearest, ours, size, taken, types } = window.Taizhang

  function reference(text, seen, column) {
    const { names, usual, shared } = RULES.registers[column.to]
    const plain = Object.hasOwn(names, seen) ? seen : narrow(seen)
    if (Object.hasOwn(names, plain)) {
      const value = names[plain]
      return taken(value, text, plain === value ? plain : usual[value])
    }
    if (Object.hasOwn(shared, plain)) {
      return fault("E221.shared", { count: shared[plain].length, text: seen, ids: ours(shared[plain].join("、")) })
    }
    const known = Object.keys(names)
    const padded = unpadded(column.to, known).get(plain)
    if (padded) return fault("E221.zeros", { header: ours(column.header), text: seen, meant: ours(padded) })
    const meant = nearest(plain, resembling(plain, column.to, known), 0.5)
    if (meant) return fault("E221.near", { header: ours(column.header), text: seen, meant: ours(meant) })
    return fault("E221", { header: ours(column.header), text: seen })
  }

  const stripped = new Map()

  /* The first name that is each text but for noughts before it. */
  function unpadded(where, known) {
    if (!stripped.has(where)) {
      const padded = known.filter((name) => name.startsWith("0")).reverse()
      stripped.set(where, new Map(padded.map((name) => [name.replace(/^0+/, ""), name])))
    }
    return stripped.get(where)
  }

  const bearers = new Map()
  const pairs = (word) => {
    const chars = [...word]
    return new Set(chars.slice(1).map((char, index) => chars[index] + char))
  }

  /* The names that a misspelt word is worth comparing with: of a long list those that share most of its
     pairs of characters, pairs that many have left aside. */
  function resembling(word, where, known) {
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

  const reader = (column) => (text, seen) => reference(text, seen, column)

  /* The names to choose from while it is written. */
  const suggestions = (column) => (column.equals ? [] : [...new Set(Object.values(RULES.registers[column.to].usual))])

  types.reference = { reader, suggestions }
})()
