/* Number formats taken apart: sections, their conditions, and what stands in each.

   As in generator/intake/shown/formats.py, by the same table of tokens. */
;(() => {
  "use strict"
  const { RULES } = window.Taizhang
  const { tokens, patterns } = RULES.shown
  const TOKEN = new RegExp(tokens.map(([, pattern]) => `(${pattern})`).join("|"), "gu")
  const [CONDITION, ELAPSED] = [patterns.condition, patterns.elapsed].map((source) => new RegExp(`^(?:${source})$`, "u"))
  const DATED = new Set(["year", "buddhist", "era", "month", "day", "weekday", "hour", "minute", "second", "noon", "elapsed"])
  const LOOSE = ["point", "comma", "slash", "percent"]
  const GENERAL = { kind: "general", parts: [{ kind: "general", text: "General" }], condition: null, hanzi: false }
  const known = new Map()

  /* A number format, whatever it says: {numbers, text}; of what makes no sense the kind is "unknown". */
  function parsedFormat(code) {
    if (!known.has(code)) known.set(code, taken(code))
    return known.get(code)
  }

  function taken(code) {
    const sections = sectionsOf(code).map(sectionOf)
    const last = Math.min(3, sections.length - 1)
    if (sections.length <= 3 && sections[last].kind !== "text") return { numbers: sections, text: null }
    return { numbers: last ? sections.slice(0, last) : [GENERAL], text: sections[last] }
  }

  function sectionsOf(code) {
    const sections = [[]]
    for (const found of code.matchAll(TOKEN)) {
      const kind = tokens[found.findIndex((text, index) => index && text !== undefined) - 1][0]
      if (kind === "section") sections.push([])
      else sections.at(-1).push({ kind, text: found[0] })
    }
    return sections
  }

  function sectionOf(found) {
    const parts = []
    let [condition, hanzi] = [null, false]
    for (const part of found) {
      const { kind, text } = part
      const inside = text.replace(/^\[/, "").replace(/\]$/, "")
      if (kind === "dropped") continue
      if (kind === "quoted") parts.push({ kind: "words", text: text.slice(1).replace(/"$/, "") })
      else if (kind === "escaped") parts.push({ kind: "words", text: text.slice(1) })
      else if (kind !== "bracket") parts.push(part)
      else if (ELAPSED.test(inside)) parts.push({ kind: "elapsed", text: inside })
      else if (inside.startsWith("$")) parts.push({ kind: "words", text: inside.slice(1).split("-")[0] })
      else {
        hanzi = hanzi || inside.toUpperCase().startsWith("DBNUM")
        const compared = inside.match(CONDITION)
        if (compared) condition = [compared[1], compared[2]]
      }
    }
    const [kind, whole] = understood(timed(parts))
    return { kind, parts: whole.filter((part) => part.text), condition, hanzi }
  }

  /* With minutes told from months, and the fractions of seconds from other digits. */
  function timed(parts) {
    const letters = [...parts.keys()].filter((index) => DATED.has(parts[index].kind) && parts[index].kind !== "noon")
    const told = [...parts]
    letters.forEach((here, at) => {
      if (told[here].kind !== "month" || told[here].text.length > 2) return
      const near = (index, kind) => {
        const other = index === undefined ? null : told[index]
        return other && (other.kind === kind || (other.kind === "elapsed" && /^[hs]/i.test(other.text)))
      }
      if (near(letters[at - 1], "hour") || near(letters[at + 1], "second")) told[here] = { kind: "minute", text: told[here].text }
    })
    return withFractions(told)
  }

  /* The noughts behind the point behind the seconds in one part. */
  function withFractions(parts) {
    const joined = []
    for (const part of parts) {
      const [last = {}, before = {}] = [joined.at(-1), joined.at(-2)]
      const seconds = before.kind === "second" || (before.kind === "elapsed" && /^s/i.test(before.text))
      const behind = last.kind === "fraction" || (last.kind === "point" && seconds)
      if (part.kind === "digit" && part.text === "0" && behind) joined[joined.length - 1] = { kind: "fraction", text: `${last.text}0` }
      else joined.push(part)
    }
    return joined
  }

  /* What a section shows, and its parts; what stands there for nothing else is words. */
  function understood(parts) {
    const kinds = new Set(parts.map((part) => part.kind))
    const strange = ["digit", "general", "text"].filter((kind) => kinds.has(kind))
    if ([...kinds].some((kind) => DATED.has(kind))) return [strange.length ? "unknown" : "moment", asWords(parts, LOOSE)]
    if (strange.length > 1 || (kinds.has("exponent") && !kinds.has("digit"))) return ["unknown", parts]
    if (!kinds.has("digit")) return [strange[0] || "words", asWords(parts, LOOSE)]
    const isFraction = parts.some((part, index) => {
      const [before, after] = [parts[index - 1], parts[index + 1]]
      if (part.kind !== "slash" || !before || !after) return false
      return before.kind === "digit" && (after.kind === "digit" || /^[0-9]+$/.test(after.text))
    })
    return isFraction ? ["fraction", parts] : ["number", asWords(parts, ["slash"])]
  }

  const asWords = (parts, kinds) => parts.map((part) => (kinds.includes(part.kind) ? { kind: "words", text: part.text } : part))

  Object.assign(window.Taizhang, { parsedFormat })
})()
