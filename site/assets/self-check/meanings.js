/* What the rows of spellings may say: every condition and every meaning, as in generator/catalogue/meanings/.
   A meaning of which there is none gives null, and the next row has its turn. */
;(() => {
  "use strict"
  const { FULL, RULES, anywhere, fault, full, lastDay, monthOf, named: nameOf, names, narrow, nearest, ours, own, resembling, said, size, spelt, taken, validDay } = window.Taizhang

  const { digits: MOST } = RULES.types.decimal
  const [FIRST, LAST] = RULES.types.date.serials
  const FOREIGN = anywhere(RULES.patterns.foreign, "g")
  const { long: LONG, longest: LONGEST } = RULES.types.text

  /* What a sentence about a cell may use. */
  function wordsOf(cell, read) {
    const { seen, pieces, column, period } = cell
    const declared = { header: column.header, help: column.help || "请核对编号。", unit: column.unit, example: column.example || own(RULES.types[column.type], "example") || "", period: monthOf(period), names: names(seen.match(FOREIGN) || []) }
    const used = read ? { used: read.used || seen } : {}
    return { text: seen, ...Object.fromEntries(Object.entries(declared).map(([name, word]) => [name, ours(word)])), ...pieces, ...used }
  }

  const isCode = (plain, pattern) => Boolean(pattern) && full(pattern).test(plain)

  const CONDITIONS = {
    unit({ column: { unit }, pieces: { suffix = "" } }, wanted) {
      if (wanted === "any") return unit !== null
      if (wanted === "same") return unit !== null && suffix === narrow(unit)
      if (wanted === "begins") return unit !== null && narrow(unit).startsWith(suffix)
      return RULES.unit_words[wanted].includes(unit)
    },
    pattern: ({ plain, column: { pattern } }, wanted) => (wanted === "none" ? !pattern : isCode(plain, pattern)),
    numbers: ({ column }) => RULES.types[column.type].counts,
    rhythm: (cell, wanted) => RULES.rhythms.includes(wanted),
    example: ({ column }) => Boolean(column.example),
  }

  function inRange({ text, seen, plain, column }, value) {
    if (plain.replace(/[^0-9]/g, "").length > MOST) return fault(plain.includes(".") ? "E210.decimals" : "E210.digits", { text: seen, most: MOST })
    if (Math.abs(value) >= 10 ** MOST) return null
    if (RULES.types[column.type].counts && !Number.isInteger(value)) return fault("E210.integer", { text: seen })
    const { min, max } = column
    if ((min !== null && value < min) || (max !== null && value > max)) {
      const bounds = min !== null && max !== null ? "both" : max === null ? "min" : "max"
      return fault(`E218.${bounds}`, { text: seen, min: ours(spelt(min ?? 0)), max: ours(spelt(max ?? 0)) })
    }
    return taken(value, text, FULL.number.test(text) ? text : spelt(value))
  }

  /* The day that a spreadsheet means by a number. */
  function counted({ pieces: { serial } }) {
    const is = FIRST <= Number(serial) && Number(serial) <= LAST
    return is ? new Date(Date.UTC(1899, 11, 30) + Number(serial) * 86400000).toISOString().slice(0, 10) : null
  }

  const dayOf = ({ pieces: { year, month, day = 1 } }) => validDay(Number(year), Number(month), Number(day))
  const isEarly = (value) => Number(value.slice(0, 4)) < RULES.plan_year

  function takenDay({ text }, value) {
    return value && taken(value, text, value, isEarly(value) ? [said("W235.before", { used: ours(value) })] : [])
  }

  /* The latest such day that the filing can tell of, if it lies in the plan. */
  function latest(cell) {
    const last = lastDay(cell.period)
    const year = Number(last.slice(0, 4))
    const known = [year, year - 1].map((each) => validDay(each, Number(cell.pieces.month), Number(cell.pieces.day))).filter(Boolean)
    const value = known.find((each) => each <= last)
    if (known.length && (!value || isEarly(value))) return fault("E233.year", wordsOf(cell))
    return takenDay(cell, value || null)
  }

  const takenMonth = ({ text }, day) => day && taken(`${day.slice(0, 7)}-01`, text, day.slice(0, 7))

  /* The last month of the period of so many months that a mark, or its number, stands for. */
  const closing = (size, name, marks) => (cell) => {
    const number = marks.indexOf(cell.pieces[name]) + 1 || Number(cell.pieces[name])
    return takenMonth(cell, validDay(Number(cell.pieces.year), size * number, 1))
  }

  function named(cell) {
    const { text, seen, plain, column } = cell
    const { names: ids, usual, shared } = RULES.registers[column.to]
    const name = own(ids, seen) ? seen : plain
    const id = own(ids, name)
    if (id) return taken(id, text, name === id ? name : usual[id])
    return oneOf("E221.shared", cell, own(shared, name))
  }

  /* By its number, with or without the letters of its id, if that is the number of one thing only. */
  function numbered(cell) {
    const { text, pieces: { letters = "", count }, column } = cell
    const { numbered: ids, usual } = RULES.registers[column.to]
    const found = own(ids, letters.toLowerCase() + count.replace(/^0+/, "")) || []
    return found.length === 1 ? taken(found[0], text, usual[found[0]]) : oneOf("E221.several", cell, found)
  }

  /* Several that may be meant. */
  function oneOf(key, cell, ids = []) {
    return ids.length ? fault(key, { ...wordsOf(cell), count: ids.length, ids: ours(ids.join("、")) }) : null
  }

  const meant = (key, cell, word, more = {}) => (word ? fault(key, { ...wordsOf(cell), meant: word, ...more }) : null)
  const declared = (name) => (name ? ours(name) : null)

  /* A code from which noughts before it may have got lost. */
  function padded(cell) {
    const longer = /^[0-9]+$/.test(cell.plain) ? [...Array(8).keys()].map((number) => "0".repeat(number + 1) + cell.plain) : []
    return meant("E223.zeros", cell, longer.find((each) => isCode(each, cell.column.pattern)))
  }

  /* What would do but for letters that only look like those meant, or like the digits at the end. */
  function mistyped(key, cell, fits) {
    const { letters, digits } = RULES.alike
    const plain = [...cell.plain]
    const chars = plain.map((char) => own(letters, char) || char)
    for (let start = chars.length; start >= 0; start--) {
      if (start < chars.length) chars[start] = own(digits, chars[start]) || chars[start]
      const word = chars.join("")
      if (word !== cell.plain && fits(word)) {
        const at = chars.findIndex((char, index) => char !== plain[index])
        return meant(key, cell, word, { mark: plain[at], like: ours(chars[at]), name: ours(plain[at] < "\x80" ? `字母 ${plain[at]}` : nameOf(plain[at])) })
      }
      if (start > 0 && !/[0-9]/.test(chars[start - 1]) && !own(digits, chars[start - 1])) return null
    }
    return null
  }

  function bounded(used, text, column) {
    const limit = Math.min(column.max_length || LONGEST, LONGEST)
    const count = size(used)
    if (count > limit) return fault("E311", { header: ours(column.header), count, limit })
    if (count > LONG) return taken(used, text, used, [said("W312", { header: ours(column.header), count })])
    return taken(used || null, text, used)
  }

  const MEANINGS = {
    number: (cell) => inRange(cell, Number(cell.pieces.number.replaceAll(",", ""))),
    hundredths: (cell) => inRange(cell, Number(`${cell.pieces.number}e-2`)),
    day: (cell) => takenDay(cell, dayOf(cell)),
    serial: (cell) => takenDay(cell, counted(cell)),
    latest,
    month: (cell) => takenMonth(cell, dayOf(cell)),
    serial_month: (cell) => takenMonth(cell, (counted(cell) || "").endsWith("-01") ? counted(cell) : null),
    quarter: closing(3, "quarter", "一二三四"),
    half_year: closing(6, "half", "上下"),
    truth: ({ text, plain }) => taken(plain === "是", text, plain),
    named,
    numbered,
    unpadded: (cell) => meant("E221.zeros", cell, declared(own(RULES.registers[cell.column.to].unpadded, cell.plain))),
    named_alike: (cell) => mistyped("E221.letter", cell, (plain) => own(RULES.registers[cell.column.to].names, plain)),
    resembling: (cell) => meant("E221.near", cell, declared(nearest(cell.plain, resembling(cell.plain, cell.column.to), 0.5))),
    code: ({ text, seen, plain, column }) => bounded(column.pattern ? plain : seen, text, column),
    padded,
    coded_alike: (cell) => mistyped("E223.letter", cell, (plain) => isCode(plain, cell.column.pattern)),
  }

  Object.assign(window.Taizhang, { CONDITIONS, MEANINGS, bounded, wordsOf })
})()
