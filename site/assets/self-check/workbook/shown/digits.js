/* Numbers as a format shows them, in exact decimals: {units, places} with units as BigInt.

   As in generator/intake/shown/digits.py. */
;(() => {
  "use strict"
  const { strip } = window.Taizhang
  const [KEPT, ROOM] = [15, 11]
  const MOST = { 1: 9, 2: 99, 3: 999 }
  const BELOW = /^0*[1-9][0-9]{0,2}$/
  const ODD = ["point", "exponent", "percent", "comma"]

  const size = (units) => (units < 0n ? -units : units)
  const tens = (places) => 10n ** BigInt(places)
  const number = (units, places) => ({ units, places })
  const absolute = ({ units, places }) => number(size(units), places)
  /* In units of that many places, which are no fewer than its own. */
  const counted = ({ units, places }, wanted) => units * tens(wanted - places)
  const shifted = ({ units, places }, by) => number(units, places - by)
  const power = ({ units, places }) => (units ? String(size(units)).length - 1 - places : 0)
  const significant = (value, digits) => rounded(value, value.places - String(size(value.units)).length + digits)

  /* Below nought, nought, above: one number against another. */
  function compared(one, other) {
    const places = Math.max(one.places, other.places)
    const difference = counted(one, places) - counted(other, places)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  /* With no more decimals than that; halves go away from zero. */
  function rounded(value, places) {
    if (value.places <= places) return value
    const over = tens(value.places - places)
    const whole = (2n * size(value.units) + over) / (2n * over)
    return number(value.units < 0n ? -whole : whole, places)
  }

  /* In digits, with at least so many decimals, and without a sign. */
  function inDigits(value, least = 0) {
    const places = Math.max(value.places, 0)
    const digits = String(size(counted(value, places))).padStart(places + 1, "0")
    const decimals = digits.slice(digits.length - places).replace(/0+$/, "").padEnd(least, "0")
    const whole = digits.slice(0, digits.length - places)
    return decimals ? `${whole}.${decimals}` : whole
  }

  /* What is stored, a number or a BigInt, which may have more digits than a spreadsheet keeps. */
  function stored(value) {
    if (typeof value === "bigint") return number(value, 0)
    const [, sign, whole, part = "", exponent = "0"] = String(value).match(/^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/)
    return significant(number(BigInt(sign + whole + part), part.length - Number(exponent)), KEPT)
  }

  const words = (parts) => parts.filter(({ kind }) => kind === "words" || kind === "percent").map(({ text }) => text).join("")
  const core = (text, value, more) => ({ text, number: value, before: "", after: "", within: "", zeros: 1, decimals: 0, percents: 0, scaled: false, ...more })

  /* A number without a format: in eleven characters, or in powers of ten. */
  function general({ parts }, exact) {
    const at = parts.findIndex(({ kind }) => kind === "general")
    const [text, shown] = inRoom(significant(exact, KEPT))
    return core(text, shown, { before: words(parts.slice(0, at)), after: words(parts.slice(at + 1)) })
  }

  function inRoom(exact) {
    const first = power(exact)
    if (-5 < first && first < ROOM) {
      const shown = rounded(exact, Math.max(0, Math.min(9, ROOM - 2 - first)))
      return [inDigits(shown), shown]
    }
    if (first < 0 && inDigits(exact).length <= ROOM) return [inDigits(exact), exact]
    const shown = significant(exact, 6)
    return [`${inDigits(shifted(shown, -power(shown)))}${inPower(power(shown), "E+00")}`, shown]
  }

  /* E+05 by what is written: E+00; without a plus only the minus is shown. */
  function inPower(value, written) {
    const sign = value < 0 ? "-" : written[1] === "+" ? "+" : ""
    return `${written[0]}${sign}${String(Math.abs(value)).padStart(written.length - 2, "0")}`
  }

  /* A number as a section of digits shows it. */
  function laidOut({ parts }, exact) {
    const places = [...parts.keys()].filter((index) => ["digit", "point"].includes(parts[index].kind))
    let [first, last] = [places[0], places.at(-1)]
    while (last + 1 < parts.length && parts[last + 1].kind === "comma") last += 1
    const inner = parts.slice(first, last + 1)
    const percents = parts.filter(({ kind }) => kind === "percent").length
    const meant = shifted(significant(exact, KEPT), 2 * percents)
    const found = inner.some(({ kind }) => kind === "exponent") ? scientific(inner, meant) : digits(inner, meant)
    const around = { before: words(parts.slice(0, first)), after: words(parts.slice(last + 1)), within: words(inner) }
    return { ...found, ...around, percents }
  }

  function digits(parts, exact) {
    const kinds = parts.map(({ kind }) => kind)
    const point = kinds.includes("point") ? kinds.indexOf("point") : parts.length
    const places = [...parts.keys()].filter((index) => kinds[index] === "digit")
    const [whole, behind] = [places.filter((index) => index < point), places.filter((index) => index > point)]
    const last = whole.length ? whole.at(-1) : -1
    const scale = kinds.slice(last + 1).filter((kind) => kind === "comma").length
    const grouped = kinds.slice(0, Math.max(last, 0)).includes("comma")
    const shown = rounded(shifted(exact, -3 * scale), behind.length)
    const [units, decimals = ""] = inDigits(shown, behind.length).split(".")
    const at = placedBefore(parts, whole, units === "0" ? "" : units, grouped)
    placedBehind(parts, behind, decimals, at)
    if (!whole.length && units !== "0") at.set(point, `${units}.`)
    const literal = ({ kind, text }, index) => (kind === "words" || kind === "percent" ? text : index === point ? "." : "")
    const text = parts.map((part, index) => (at.has(index) ? at.get(index) : literal(part, index))).join("")
    const kept = behind.reduce((sum, index) => sum + strip(at.get(index)).length, 0)
    return core(text, shown, { zeros: whole.filter((index) => parts[index].text === "0").length, decimals: kept, scaled: scale > 0 })
  }

  /* What is shown at each place before the point, from the right; the first has all that is left. */
  function placedBefore(parts, places, units, grouped) {
    const placed = new Map()
    ;[...places].reverse().forEach((at, index) => {
      const end = Math.max(units.length - index, 0)
      const found = units.slice(index === places.length - 1 ? 0 : Math.max(end - 1, 0), end)
      const here = found || { 0: "0", "?": " " }[parts[at].text] || ""
      const left = (k) => index + here.length - k - 1
      const apart = grouped && strip(here)
      placed.set(at, apart ? [...here].map((digit, k) => (left(k) && left(k) % 3 === 0 ? `${digit},` : digit)).join("") : here)
    })
    return placed
  }

  function placedBehind(parts, places, decimals, placed) {
    let needed = false
    for (let index = places.length - 1; index >= 0; index--) {
      const [at, digit] = [places[index], decimals[index]]
      needed = needed || digit !== "0" || parts[at].text === "0"
      placed.set(at, needed ? digit : parts[at].text === "?" ? " " : "")
    }
  }

  /* In powers of ten; of several places before the point the power is a multiple of their number. */
  function scientific(parts, exact) {
    const kinds = parts.map(({ kind }) => kind)
    const mark = kinds.indexOf("exponent")
    const many = (from, to) => kinds.slice(from, to).filter((kind) => kind === "digit").length
    const point = kinds.slice(0, mark).includes("point") ? kinds.indexOf("point") : mark
    const whole = Math.max(1, many(0, point))
    let first = Math.floor(power(exact) / whole) * whole
    if (power(rounded(shifted(exact, -first), many(point, mark))) >= whole) first += whole
    const shown = rounded(shifted(exact, -first), many(point, mark))
    const found = digits(parts.slice(0, mark).filter(({ kind }) => kind !== "comma"), shown)
    return core(found.text + inPower(first, parts[mark].text + "0".repeat(many(mark))), shifted(shown, first))
  }

  /* A number as a section of fractions shows it, which is another spelling of it at best; null where that
     cannot be told. */
  function asFraction({ parts }, exact) {
    const kinds = parts.map(({ kind }) => kind)
    const slash = kinds.indexOf("slash")
    let [top, end] = [slash, slash + 1]
    while (top && kinds[top - 1] === "digit") top -= 1
    while (end < parts.length && (kinds[end] === "digit" || BELOW.test(parts[end].text))) end += 1
    const below = parts.slice(slash + 1, end).map(({ text }) => text).join("")
    const fixed = BELOW.test(below)
    const most = fixed ? Number(below) : MOST[below.length]
    if (most === undefined || top === slash || ODD.some((kind) => kinds.includes(kind))) return null
    const whole = Math.min(kinds.indexOf("digit"), top)
    const [text, rest] = fraction(significant(exact, KEPT), most, fixed, whole < top)
    return core(text, rest ? null : exact, { before: words(parts.slice(0, whole)), after: words(parts.slice(end)) })
  }

  /* What is shown, whole numbers apart if it is mixed, and whether there is more than whole numbers. */
  function fraction(exact, most, fixed, mixed) {
    const over = tens(Math.max(exact.places, 0))
    const all = counted(exact, Math.max(exact.places, 0))
    let [units, rest] = mixed ? [all / over, all % over] : [0n, all]
    let [upper, lower] = nearest(rest, over, most, fixed)
    if (mixed && upper === lower) [units, upper] = [units + 1n, 0n]
    const told = mixed && (units || !upper) ? [String(units)] : []
    if (upper || !told.length) told.push(`${upper}/${lower}`)
    return [told.join(" "), Boolean(upper || rest || !mixed)]
  }

  /* The fraction nearest to rest/over with no denominator larger than that, or with that one. */
  function nearest(rest, over, most, fixed) {
    let [best, off] = [[0n, 1n], rest]
    for (let lower = BigInt(fixed ? most : 1); lower <= BigInt(most); lower++) {
      const upper = (2n * rest * lower + over) / (2n * over)
      const nearer = size(upper * over - rest * lower)
      if (fixed || nearer * best[1] < off * lower) [best, off] = [[upper, lower], nearer]
    }
    return best
  }

  Object.assign(window.Taizhang, { Digits: { absolute, asFraction, compared, general, inDigits, laidOut, number, shifted, stored } })
})()
