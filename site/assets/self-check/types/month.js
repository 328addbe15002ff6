/* Months, each as its first day. */
;(() => {
  "use strict"
  const { FULL, RULES, fault, narrow, ours, said, taken, types } = window.Taizhang

  function month(text, plain, period) {
    const written = types.date.withoutTime(plain)
    const quarter = RULES.quarterly && written.match(FULL.quarter)
    const monthly = (year, number) => `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`
    if (quarter) {
      const mark = quarter[2] || quarter[3]
      const used = monthly(Number(quarter[1]), 3 * ("一二三四".indexOf(mark) + 1 || Number(mark)))
      return taken(`${used}-01`, text, used)
    }
    const found = written.match(FULL.ym) || written.match(FULL.month_day)
    if (found) {
      const [year, number] = types.date.groups(found)
      if (year && number >= 1 && number <= 12) return taken(`${monthly(year, number)}-01`, text, monthly(year, number))
    } else if (FULL.month_only.test(written)) return fault("E236.year", { text: plain, example: ours(period) })
    else {
      const value = types.date.counted(written)
      if (value && value.endsWith("-01")) return taken(value, text, value.slice(0, 7), [said("W231", { text: plain, used: ours(value.slice(0, 7)) })])
    }
    return fault("E236", { text: plain })
  }

  const reader = (column, period) => (text, seen) => month(text, narrow(seen), period)

  types.month = { reader, placeholder: "2023-06" }
})()
