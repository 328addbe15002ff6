/* Free text: kept as it is, less what nobody sees. */
;(() => {
  "use strict"
  const { FULL, IN, RULES, anywhere, bounded, fault, names, ours, said, strip, types } = window.Taizhang

  function freeText(text, column) {
    const [used, more] = cleaned(strip(text))
    if (text[0] === "\t" || FULL.formula.test(used)) return fault("E302", { text: used })
    if (!column.role && FULL.path.test(used)) return fault("E404", { text: used })
    const markup = used.match(IN.markup)
    if (markup) more.push(said("W303", { text: markup[0] }))
    const read = bounded(used, text, column)
    return { ...read, findings: [...more, ...read.findings] }
  }

  const ALL_CONTROL = anywhere(RULES.patterns.control, "g")
  const ALL_ANSI = anywhere(RULES.patterns.ansi, "g")
  const ALL_BREAKS = anywhere(RULES.patterns.breaks, "g")
  const ALL_BIDI = anywhere(RULES.patterns.bidi, "g")

  function cleaned(text) {
    const more = []
    let plain = text.replace(ALL_ANSI, "").replace(ALL_CONTROL, "")
    if (plain !== text) more.push(said("W243", { names: ours(names(text.match(ALL_CONTROL) || [])) }))
    const breaks = plain.match(ALL_BREAKS)
    if (breaks) more.push(said("W243.break", { names: ours(names(breaks)) }))
    plain = plain.replace(ALL_BREAKS, "\n")
    const bidi = plain.match(ALL_BIDI)
    if (bidi) more.push(said("W241", { names: ours(names(bidi)) }))
    const own = plain.match(IN.private)
    if (own) more.push(said("W242", { text: own[0] }))
    const chars = [...plain]
    const picture = (char) => char !== undefined && char.codePointAt(0) >= 0x2190 && !(char >= "\u4e00" && char <= "\u9fff" && char.length === 1)
    const kept = chars.filter(
      (char, index) => !IN.unseen.test(char) || (char === "\u200d" && picture(chars[index - 1]) && picture(chars[index + 1])),
    )
    return [strip(kept.join("")), more]
  }

  const reader = (column) => (text) => freeText(text, column)

  types.text = { reader, area: true }
})()
