/* Days, in every spelling that can be read in one way only. */
;(() => {
  "use strict"
  const { FULL, IN, RULES, fault, lastDay, narrow, ours, said, taken, types, validDay } = window.Taizhang

  const OWN = RULES.types.date

  const iso = (time) => new Date(time).toISOString().slice(0, 10)
  const groups = (found) => found.slice(1).filter((part) => part !== undefined).map(Number)
  const withoutTime = (plain) => plain.replace(IN.clock, "")

  /* The day that a spreadsheet means by a number, null where it means none. */
  function counted(plain) {
    const [first, last] = OWN.serials
    const is = FULL.serial.test(plain) && first <= Number(plain) && Number(plain) <= last
    return is ? iso(Date.UTC(1899, 11, 30) + Number(plain) * 86400000) : null
  }

  function day(text, plain, column, period) {
    const example = column.example || "2023-05-20"
    const written = withoutTime(plain)
    const dated = written.match(FULL.ymd) || written.match(FULL.compact) || written.match(FULL.han)
    const yearless = written.match(FULL.yearless)
    if (yearless) return ofNoYear(text, plain, groups(yearless), period)
    const value = dated ? validDay(...groups(dated)) : counted(written)
    if (value === null) return fault(FULL.ambiguous.test(written) ? "E233" : "E234", { text: plain, example: ours(example) })
    const more = dated ? [] : [said("W231", { text: plain, used: ours(value) })]
    if (Number(value.slice(0, 4)) < RULES.plan_year) more.push(said("W235.before", { used: ours(value) }))
    return taken(value, text, value, more)
  }

  /* The latest such day that the filing can tell of, if it lies in the plan. */
  function ofNoYear(text, plain, [month, date], period) {
    const last = lastDay(period)
    const year = Number(last.slice(0, 4))
    const known = [year, year - 1].map((each) => validDay(each, month, date)).filter(Boolean)
    if (!known.length) return fault("E234", { text: plain, example: ours(last) })
    const value = known.find((each) => each <= last)
    if (!value || Number(value.slice(0, 4)) < RULES.plan_year) return fault("E233.year", { text: plain, example: ours(known[0]) })
    return taken(value, text, value, [said("W232", { text: plain, used: ours(value) })])
  }

  const reader = (column, period) => (text, seen) => day(text, narrow(seen), column, period)

  types.date = { reader, placeholder: "2023-06-15", counted, groups, withoutTime }
})()
