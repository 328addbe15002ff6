/* Cells to values. */
;(() => {
  "use strict"
  const { FULL, IN, RULES, anywhere, bare, full, narrow, nearest, ours, said, size, spelt, strip, validDay, visible } = window.Taizhang

  const OF_DIGITS = ["integer", "decimal", "date", "month", "code"]
  const NOTHING = { value: null, used: null, said: [], mark: "" }
  const fault = (key, words) => ({ ...NOTHING, said: [said(key, words)] })
  const as = (value, text, used, more = []) => ({ ...NOTHING, value, used: used === text ? null : used, said: more })
  const isFaulty = (read) => read.said.some((each) => each.severity === "error")
  const isNoteworthy = (read) => read.said.length > 0 || read.used !== null

  function serialDay(number) {
    return new Date(Date.UTC(1899, 11, 30) + number * 86400000).toISOString().slice(0, 10)
  }

  function parser(column, period) {
    const read = reader(column, period)
    const options = new Set(column.values.flatMap((option) => [option.value, ...option.synonyms]))
    const marks = (column.type === "text" ? RULES.dashes : RULES.placeholders).filter((mark) => !options.has(mark))
    const limit = column.type === "text" ? RULES.limits.length : RULES.limits.word
    return (text) => {
      if (text === "") return NOTHING
      if (text.length > limit && size(text) > limit) return fault("E311", { header: ours(column.header), count: size(text), limit })
      const seen = visible(text)
      if (seen === "") return { ...NOTHING, used: "" }
      if (marks.includes(seen)) return { ...NOTHING, used: "", mark: seen }
      if (FULL.error.test(seen)) return fault("E217", { text: seen })
      if (FULL.narrow.test(seen)) return fault("E217.narrow", { text: seen })
      if (seen.startsWith("=")) return fault("E302", { text: seen })
      const found = read(text, seen)
      const mark = isFaulty(found) && OF_DIGITS.includes(column.type) ? lookalike(seen) : undefined
      return mark ? fault("E210.mark", { text: seen, mark }) : found
    }
  }

  /* The first character that looks like a digit and is none: a footnote mark, a raised digit. */
  const lookalike = (seen) => [...narrow(seen)].find((char) => char > "9" && /[\p{Nd}\p{No}]/u.test(char))

  function reader(column, period) {
    switch (column.type) {
      case "integer":
      case "decimal":
        return (text, seen) => number(text, narrow(seen), column)
      case "date":
        return (text, seen) => day(text, narrow(seen), column, period)
      case "month":
        return (text, seen) => month(text, narrow(seen), period)
      case "enum":
        return (text, seen) => choice(text, seen, column)
      case "boolean":
        return (text, seen) =>
          seen === "是" || seen === "否" ? as(seen === "是", text, seen) : fault("E222.boolean", { text: seen })
      case "reference":
        return (text, seen) => reference(text, seen, column)
      case "code":
        return (text, seen) => code(text, seen, column)
      default:
        return (text) => freeText(text, column)
    }
  }

  function number(text, plain, column) {
    if (FULL.number.test(plain) || FULL.grouped.test(plain)) return inRange(text, plain, Number(plain.replaceAll(",", "")), column)
    if (FULL.formula.test(plain)) return fault("E302", { text: plain })
    if (FULL.commas.test(plain)) return fault("E211", { text: plain })
    const percent = plain.match(FULL.percent)
    if (percent) return percentage(text, plain, percent[1], column)
    if (size(plain) <= 24 && FULL.scientific.test(plain)) return scientific(text, plain, column)
    if (FULL.vague.test(plain)) return fault("E214", { text: plain })
    const suffixed = plain.match(FULL.suffixed)
    if (suffixed) {
      if (column.unit && suffixed[2] === narrow(column.unit)) return inRange(text, plain, Number(suffixed[1]), column)
      return fault(column.unit ? "E213" : "E213.bare", { text: plain, unit: ours(column.unit) })
    }
    return fault("E210", { text: plain })
  }

  function percentage(text, plain, share, column) {
    if (RULES.percent_units.includes(column.unit)) return inRange(text, plain, Number(share), column)
    if (RULES.ratio_units.includes(column.unit)) return inRange(text, plain, Number(`${share}e-2`), column)
    return fault(column.unit ? "E212" : "E212.bare", { text: plain, unit: ours(column.unit) })
  }

  function scientific(text, plain, column) {
    const value = Number(plain)
    if (Math.abs(value) >= 1e15) return fault("E210", { text: plain })
    const read = inRange(text, plain, value, column)
    if (column.type !== "integer" || isFaulty(read)) return read
    return { ...read, said: [...read.said, said("W215", { text: plain, used: read.used })] }
  }

  function inRange(text, plain, value, column) {
    const most = RULES.limits.digits
    if (plain.replace(/[^0-9]/g, "").length > most) return fault("E210.digits", { text: plain, most })
    if (column.type === "integer" && !Number.isInteger(value)) return fault("E210.integer", { text: plain })
    const { min, max } = column
    if ((min !== null && value < min) || (max !== null && value > max)) {
      const bounds = min !== null && max !== null ? "both" : max === null ? "min" : "max"
      return fault(`E218.${bounds}`, { text: plain, min: ours(spelt(min ?? 0)), max: ours(spelt(max ?? 0)) })
    }
    return as(value, text, FULL.number.test(text) ? text : spelt(value))
  }

  const groups = (found) => found.slice(1).filter((part) => part !== undefined).map(Number)

  function day(text, plain, column, period) {
    const example = column.example || "2023-05-20"
    const written = plain.replace(IN.clock, "")
    const dated = written.match(FULL.ymd) || written.match(FULL.compact) || written.match(FULL.han)
    const yearless = written.match(FULL.yearless)
    let [value, told] = [null, ""]
    if (dated) value = validDay(...groups(dated))
    else if (yearless) return ofNoYear(text, plain, groups(yearless), period)
    else if (FULL.serial.test(written) && isSerial(Number(written))) [told, value] = ["W231", serialDay(Number(written))]
    else return fault(FULL.ambiguous.test(written) ? "E233" : "E234", { text: plain, example: ours(example) })
    if (value === null) return fault("E234", { text: plain, example: ours(example) })
    const more = told ? [said(told, { text: plain, used: ours(value) })] : []
    if (Number(value.slice(0, 4)) < RULES.plan_year) more.push(said("W235.before", { used: ours(value) }))
    return as(value, text, value, more)
  }

  /* The latest such day that the filing can tell of, if it lies in the plan. */
  function ofNoYear(text, plain, [month, date], period) {
    const [year, number] = period.split("-").map(Number)
    const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
    const known = [year, year - 1].map((each) => validDay(each, month, date)).filter(Boolean)
    if (!known.length) return fault("E234", { text: plain, example: ours(last) })
    const value = known.find((each) => each <= last)
    if (!value || Number(value.slice(0, 4)) < RULES.plan_year) return fault("E233.year", { text: plain, example: ours(known[0]) })
    return as(value, text, value, [said("W232", { text: plain, used: ours(value) })])
  }

  const isSerial = (value) => RULES.limits.serials[0] <= value && value <= RULES.limits.serials[1]

  function month(text, plain, period) {
    const written = plain.replace(IN.clock, "")
    const quarter = RULES.quarterly && written.match(FULL.quarter)
    const monthly = (year, number) => `${String(year).padStart(4, "0")}-${String(number).padStart(2, "0")}`
    if (quarter) {
      const mark = quarter[2] || quarter[3]
      const used = monthly(Number(quarter[1]), 3 * ("一二三四".indexOf(mark) + 1 || Number(mark)))
      return as(`${used}-01`, text, used)
    }
    const found = written.match(FULL.ym) || written.match(FULL.month_day)
    if (found) {
      const [year, number] = groups(found)
      if (year && number >= 1 && number <= 12) return as(`${monthly(year, number)}-01`, text, monthly(year, number))
    } else if (FULL.month_only.test(written)) return fault("E236.year", { text: plain, example: ours(period) })
    else if (FULL.serial.test(written) && isSerial(Number(written))) {
      const value = serialDay(Number(written))
      if (value.endsWith("-01")) return as(value, text, value.slice(0, 7), [said("W231", { text: plain, used: ours(value.slice(0, 7)) })])
    }
    return fault("E236", { text: plain })
  }

  function choice(text, seen, column) {
    const options = new Map()
    for (const option of column.values) for (const name of [option.value, ...option.synonyms]) options.set(bare(name), option.value)
    const value = options.get(bare(seen))
    if (value) return as(value, text, value)
    const listed = column.values.map((option) => option.value).join("、")
    const meant = nearest(seen, [...options.keys()], 0.4)
    if (meant) return fault("E222.near", { text: seen, meant: ours(options.get(meant)), options: ours(listed) })
    return fault("E222", { text: seen, options: ours(listed) })
  }

  function reference(text, seen, column) {
    const { names, usual, shared } = RULES.registers[column.to]
    const plain = Object.hasOwn(names, seen) ? seen : narrow(seen)
    if (Object.hasOwn(names, plain)) {
      const value = names[plain]
      return as(value, text, plain === value ? plain : usual[value])
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

  function code(text, seen, column) {
    if (IN.control.test(seen) || /[\n\t]/.test(seen)) return fault("E224", { header: ours(column.header) })
    const pattern = column.pattern ? full(column.pattern) : null
    const plain = pattern ? narrow(seen) : seen
    if (pattern && pattern.test(plain)) return bounded(plain, text, column)
    if (FULL.scientific.test(plain)) return fault("E216", { text: plain })
    if (FULL.formula.test(plain)) return fault("E302", { text: plain })
    if (FULL.path.test(plain)) return fault("E404", { text: plain })
    if (!pattern) return bounded(plain, text, column)
    const words = { header: ours(column.header), help: ours(column.help || "请核对编号。"), text: seen }
    const padded = [...Array(8).keys()].map((n) => "0".repeat(n + 1) + plain).find((each) => pattern.test(each))
    if (padded && /^[0-9]+$/.test(plain)) return fault("E223.zeros", { meant: ours(padded), ...words })
    if (column.example) return fault("E223.example", { example: ours(column.example), ...words })
    return fault("E223", words)
  }

  function freeText(text, column) {
    const [used, more] = cleaned(strip(text))
    if (text[0] === "\t" || FULL.formula.test(used)) return fault("E302", { text: used })
    if (!column.role && FULL.path.test(used)) return fault("E404", { text: used })
    const markup = used.match(IN.markup)
    if (markup) more.push(said("W303", { text: markup[0] }))
    const read = bounded(used, text, column)
    return { ...read, said: [...more, ...read.said] }
  }

  function bounded(used, text, column) {
    const limit = Math.min(column.max_length || RULES.limits.length, RULES.limits.length)
    const count = size(used)
    if (count > limit) return fault("E311", { header: ours(column.header), count, limit })
    if (count > RULES.limits.long) return as(used, text, used, [said("W312", { header: ours(column.header), count })])
    return as(used || null, text, used)
  }

  const ALL_CONTROL = anywhere(RULES.patterns.control, "g")
  const ALL_ANSI = anywhere(RULES.patterns.ansi, "g")
  const ALL_BIDI = anywhere(RULES.patterns.bidi, "g")

  function cleaned(text) {
    const more = []
    const plain = text.replace(ALL_ANSI, "").replace(ALL_CONTROL, "")
    if (plain !== text) more.push(said("W243", { names: ours(named(text.match(ALL_CONTROL) || [])) }))
    const bidi = plain.match(ALL_BIDI)
    if (bidi) more.push(said("W241", { names: ours(named(bidi)) }))
    const own = plain.match(IN.private)
    if (own) more.push(said("W242", { text: own[0] }))
    const chars = [...plain]
    const picture = (char) => char !== undefined && char.codePointAt(0) >= 0x2190 && !(char >= "\u4e00" && char <= "\u9fff" && char.length === 1)
    const kept = chars.filter(
      (char, index) => !/\p{Cf}/u.test(char) || (char === "\u200d" && picture(chars[index - 1]) && picture(chars[index + 1])),
    )
    return [strip(kept.join("")), more]
  }

  function named(chars) {
    return [...new Set(chars)].map((char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join("、")
  }

  Object.assign(window.Taizhang, { NOTHING, isFaulty, isNoteworthy, parser })
})()
