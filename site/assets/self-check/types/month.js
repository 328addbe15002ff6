/* Months, each as its first day. */
;(() => {
  "use strict"
  const { FULL, RULES, fault, narrow, ours, said, taken, types } = window.Taizhang

  const monthly = (year, number) => `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`

  /* The last month of the period of so many months that a mark, or its number, stands for. */
  function closing([, year, han, digit], size, marks, text) {
    const mark = han || digit
    const used = monthly(Number(year), size * (marks.indexOf(mark) + 1 || Number(mark)))
    return taken(`${used}-01`, text, used)
  }

  function month(text, plain, period) {
    const written = types.date.withoutTime(plain)
    const quarter = RULES.rhythms.includes("quarter") && written.match(FULL.quarter)
    if (quarter) return closing(quarter, 3, "一二三四", text)
    const half = RULES.rhythms.includes("half_year") && written.match(FULL.half_year)
    if (half) return closing(half, 6, "上下", text)
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
