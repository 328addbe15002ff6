/* One of the options that a column lists, by any of their spellings. */
;(() => {
  "use strict"
  const { bare, fault, harmless, nearest, ours, taken, types } = window.Taizhang

  function choice(text, seen, column) {
    const options = new Map()
    for (const spelt of [harmless, String])
      for (const option of column.values) for (const name of [option.value, ...option.synonyms]) options.set(bare(spelt(name)), option.value)
    const value = options.get(bare(seen))
    if (value) return taken(value, text, value)
    const listed = column.values.map((option) => option.value).join("、")
    const meant = nearest(seen, [...options.keys()], 0.4)
    if (meant) return fault("E222.near", { text: seen, meant: ours(options.get(meant)), options: ours(listed) })
    return fault("E222", { text: seen, options: ours(listed) })
  }

  const reader = (column) => (text, seen) => choice(text, seen, column)
  const choices = (column) => column.values.map((option) => option.value)

  types.enum = { reader, choices }
})()
