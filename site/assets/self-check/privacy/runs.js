/* Digits that no message shows together, whether they are found to be somebody's or not, and how a text is
   read for that: in narrow forms, without what nobody sees. */
;(() => {
  "use strict"
  const { RULES, anywhere, full, mapped } = window.Taizhang

  const { most: MOST, beside: BESIDE, cents: CENTS, shapes } = RULES.runs
  const { foreign: FOREIGN, spoken: SPOKEN } = RULES.digits
  const STRETCH = anywhere(shapes.stretch, "g")
  const HASH = anywhere(shapes.hash, "g")
  const DATE = anywhere(`(?<![0-9])${shapes.date}`, "g")
  const WHOLE = mapped(shapes, full)
  const YEAR = anywhere(`^${shapes.year}`)
  const UNSEEN_ANYWHERE = /[\p{Cf}\p{Mn}\p{Me}\p{Co}\p{Cn}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]/u

  const isUnseen = (char) => UNSEEN_ANYWHERE.test(char)
  /* Whatever looks like a digit may hide one, so here look-alikes count as what they look like. */
  const folded = (text) => text.normalize("NFKC")

  function narrowed(char) {
    if (Object.hasOwn(FOREIGN, char)) return FOREIGN[char]
    const narrow = folded(char)
    return narrow.replace(/[^0-9]/g, "") || narrow
  }

  const shapeOf = (char) => (Object.hasOwn(SPOKEN, char) ? SPOKEN[char] : isUnseen(char) ? "" : narrowed(char))
  const digits = (shape) => shape.replace(/[^0-9]/g, "").length

  /* Where digits stand that are too many, from the first to the last of them, by characters. */
  function longRuns(chars, listed) {
    const found = []
    for (const [since, until] of listed ? items(chars) : [[0, chars.length]]) {
      const part = chars.slice(since, until).join("").replace(HASH, (found) => "h".repeat(found.length))
      for (const { 0: stretch, index } of part.matchAll(STRETCH)) {
        const each = [...stretch].map(shapeOf)
        const end = each.findLastIndex((piece) => /[0-9]/.test(piece)) + 1
        const shape = each.slice(0, end).join("")
        if (digits(shape) <= MOST || mayStand(shape)) continue
        const start = since + [...part.slice(0, index)].length
        found.push({ start, end: start + end })
      }
    }
    return found
  }

  /* What 、 parts, but for what stands in quotation marks: there it is somebody else's. */
  function items(chars) {
    const found = []
    let [since, depth] = [0, 0]
    chars.forEach((char, at) => {
      depth = Math.max(0, depth + (char === "“") - (char === "”"))
      if (char !== "、" || depth) return
      found.push([since, at])
      since = at + 1
    })
    return [...found, [since, chars.length]]
  }

  function mayStand(shape) {
    const figure = shape.match(WHOLE.figure)
    if (figure) {
      const whole = figure[1].replaceAll(",", "")
      const part = (figure[2] || "").replace(/0+$/, "")
      const telling = (part ? whole + part : whole.replace(/0+$/, "")).replace(/^0+/, "")
      if (telling.length <= MOST || (whole.length <= MOST && part.length <= CENTS)) return true
    }
    if (digits(shape) === MOST + 1 && YEAR.test(shape)) return true
    const rest = shape.replace(DATE, "")
    return rest !== shape && digits(rest) <= BESIDE
  }

  Object.assign(window.Taizhang, { longRuns, narrowed, isUnseen, UNSEEN_ANYWHERE, folded })
})()
