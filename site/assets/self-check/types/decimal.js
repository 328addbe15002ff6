/* Numbers, read as they are meant and never scaled. */
;(() => {
  "use strict"
  const { FULL, RULES, fault, isFaulty, narrow, ours, said, size, spelt, taken, types } = window.Taizhang

  const OWN = RULES.types.decimal

  function number(text, plain, column, whole) {
    if (FULL.number.test(plain) || FULL.grouped.test(plain)) return inRange(text, plain, Number(plain.replaceAll(",", "")), column, whole)
    if (FULL.formula.test(plain)) return fault("E302", { text: plain })
    if (FULL.commas.test(plain)) return fault("E211", { text: plain })
    const percent = plain.match(FULL.percent)
    if (percent) return percentage(text, plain, percent[1], column, whole)
    if (size(plain) <= 24 && FULL.scientific.test(plain)) return scientific(text, plain, column, whole)
    if (FULL.vague.test(plain)) return fault("E214", { text: plain })
    const suffixed = plain.match(FULL.suffixed)
    if (suffixed) {
      if (column.unit && suffixed[2] === narrow(column.unit)) return inRange(text, plain, Number(suffixed[1]), column, whole)
      return fault(column.unit ? "E213" : "E213.bare", { text: plain, unit: ours(column.unit) })
    }
    return fault("E210", { text: plain })
  }

  function percentage(text, plain, share, column, whole) {
    if (OWN.percent_units.includes(column.unit)) return inRange(text, plain, Number(share), column, whole)
    if (OWN.ratio_units.includes(column.unit)) return inRange(text, plain, Number(`${share}e-2`), column, whole)
    return fault(column.unit ? "E212" : "E212.bare", { text: plain, unit: ours(column.unit) })
  }

  function scientific(text, plain, column, whole) {
    const value = Number(plain)
    if (Math.abs(value) >= 1e15) return fault("E210", { text: plain })
    const read = inRange(text, plain, value, column, whole)
    if (!whole || isFaulty(read)) return read
    return { ...read, findings: [...read.findings, said("W215", { text: plain, used: read.used })] }
  }

  function inRange(text, plain, value, column, whole) {
    const most = OWN.digits
    if (plain.replace(/[^0-9]/g, "").length > most) return fault("E210.digits", { text: plain, most })
    if (whole && !Number.isInteger(value)) return fault("E210.integer", { text: plain })
    const { min, max } = column
    if ((min !== null && value < min) || (max !== null && value > max)) {
      const bounds = min !== null && max !== null ? "both" : max === null ? "min" : "max"
      return fault(`E218.${bounds}`, { text: plain, min: ours(spelt(min ?? 0)), max: ours(spelt(max ?? 0)) })
    }
    return taken(value, text, FULL.number.test(text) ? text : spelt(value))
  }

  const readerOf = (whole) => (column) => (text, seen) => number(text, narrow(seen), column, whole)

  types.decimal = { readerOf, reader: readerOf(false), inputmode: "decimal" }
})()
