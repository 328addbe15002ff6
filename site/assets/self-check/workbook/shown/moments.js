/* Days and times as a format shows them; as in generator/intake/shown/moments.py. */
;(() => {
  "use strict"
  const { RULES, validDay } = window.Taizhang
  const [LAST, SINCE_1904, LEAP, SECONDS, DAY] = [2958465, 1462, 60, 86400, 86400000]
  /* Decimals of a second where none are shown: what is left of it does not make another minute or day. */
  const UNSEEN = 4
  const FIRST = Date.UTC(1899, 11, 30)
  const MONTHS = "January February March April May June July August September October November December".split(" ")
  const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ")
  const HAN = "日一二三四五六"
  const PER = { h: 3600, m: 60, s: 1 }
  const ISO = new RegExp(`^(?:${RULES.shown.patterns.iso})$`, "u")
  const two = (value) => String(value).padStart(2, "0")
  const has = ({ parts }, kind) => parts.some((part) => part.kind === kind)

  /* What a number of days stands for, to the precision in which it is shown; null where there is no such day. */
  function moment(value, section, since1904) {
    const fraction = (section.parts.find(({ kind }) => kind === "fraction") || { text: "." }).text.length - 1
    const places = fraction || has(section, "second") ? fraction : UNSEEN
    const whole = typeof value === "bigint" ? Number(value) : Math.floor(value)
    const per = 10 ** places
    const ticks = Math.floor((Number(value) - whole) * SECONDS * per + 0.5)
    let [number, seconds] = [whole, Math.floor(ticks / per)]
    if (seconds >= SECONDS) [number, seconds] = [number + 1, 0]
    if (since1904) number += SINCE_1904
    if (!(0 <= number && number <= LAST)) return null
    const part = fraction ? String(ticks % per).padStart(fraction, "0") : ""
    return { number, seconds, part, ...civil(number) }
  }

  function civil(number) {
    if (number === LEAP) return { year: 1900, month: 2, day: 29 }
    if (number === 0) return { year: 1900, month: 1, day: 0 }
    const found = new Date(FIRST + (number + (number < LEAP ? 1 : 0)) * DAY)
    return { year: found.getUTCFullYear(), month: found.getUTCMonth() + 1, day: found.getUTCDate() }
  }

  /* The number of days that a moment of ISO 8601 is; null of anything else. */
  function counted(text, since1904) {
    const found = text.match(ISO)
    if (!found) return null
    const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part || 0))
    const valid = validDay(year, month, day)
    if (!valid) return null
    const number = Math.round((Date.parse(valid) - FIRST) / DAY)
    return number - (since1904 ? SINCE_1904 : number <= LEAP ? 1 : 0) + (hour * 3600 + minute * 60 + second) / SECONDS
  }

  /* A moment of ISO 8601 as it is written here. */
  const plain = (text) => text.replaceAll("T", " ").replace(/Z$| 00:00:00(?:[.]0+)?Z?$/, "")

  /* Which of year, month and day a section shows. */
  function shownOf({ parts }) {
    const kinds = new Set(parts.filter(({ kind, text }) => kind !== "day" || text.length <= 2).map(({ kind }) => kind))
    if (kinds.has("buddhist")) kinds.add("year")
    return ["year", "month", "day"].filter((kind) => kinds.has(kind)).join(" ")
  }

  /* A day in full, as it is shown: yyyy-mm-dd, with the time of day where that is shown and not 0:00. */
  function dayOf(at, section) {
    const year = at.year + (has(section, "buddhist") ? 543 : 0)
    return `${String(year).padStart(4, "0")}-${two(at.month)}-${two(at.day)}${clock(at, section)}`
  }

  /* The day; null of one that only a spreadsheet knows. */
  const asDate = ({ number, year, month, day }) => (number > LEAP ? validDay(year, month, day) : null)

  /* The time of day behind a day, if it is shown and not 0:00. */
  function clock(at, section) {
    const [minutes, seconds] = [Math.floor(at.seconds / 60), at.seconds % 60]
    if (!has(section, "hour") || !(has(section, "second") ? at.seconds : minutes)) return ""
    const text = ` ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    return has(section, "second") ? `${text}:${two(seconds)}` : text
  }

  /* A moment letter by letter as a section shows it. */
  function spelt(at, section) {
    const noon = has(section, "noon")
    return section.parts.map(({ kind, text }) => (kind === "words" ? text : piece(kind, text, at, noon))).join("")
  }

  function piece(kind, text, at, noon) {
    const size = text.length
    const hour = Math.floor(at.seconds / 3600)
    const padded = (value) => String(value).padStart(Math.min(size, 2), "0")
    switch (kind) {
      case "year":
        return size <= 2 && /^y/i.test(text) ? two(at.year % 100) : String(at.year).padStart(4, "0")
      case "buddhist":
        return size <= 2 ? two((at.year + 543) % 100) : String(at.year + 543)
      case "month":
        return named(at.month, size, MONTHS[at.month - 1])
      case "day":
        return named(at.day, size, DAYS[weekday(at)])
      case "weekday":
        return `${size > 3 ? "星期" : ""}${HAN[weekday(at)]}`
      case "hour":
        return padded(noon ? ((hour + 11) % 12) + 1 : hour)
      case "minute":
        return padded(Math.floor(at.seconds / 60) % 60)
      case "second":
        return padded(at.seconds % 60)
      case "fraction":
        return `.${at.part}`
      case "noon":
        return text.split("/")[hour < 12 ? 0 : 1]
      case "elapsed":
        return String(Math.floor((at.number * SECONDS + at.seconds) / PER[text[0].toLowerCase()])).padStart(size, "0")
      default:
        return ""
    }
  }

  const weekday = ({ number }) => (number + 6) % 7

  /* In one digit or two, by the first three letters of its name, by its name, by its first letter. */
  function named(number, size, name) {
    if (size <= 2) return String(number).padStart(size, "0")
    return size === 3 ? name.slice(0, 3) : size === 4 ? name : name[0]
  }

  Object.assign(window.Taizhang, { Moments: { asDate, clock, counted, dayOf, moment, plain, shownOf, spelt } })
})()
