/* The self-check: the same findings, in the same words, from the same declared forms as in a merge request.

   Everything that can be declared comes from rules.js, which is written with the site: forms, names,
   expressions, sentences. What stands in these scripts is the order of the steps, file by file as in
   generator/intake/; a test holds the two against each other. Nothing is sent anywhere. They are plain
   scripts, no modules: a browser loads no modules from a folder. */
window.Taizhang = { RULES: window.TAIZHANG_RULES }
/* Words: what is a blank, what is the same word, how a number is spelt. */
;(() => {
  "use strict"
  const { RULES } = window.Taizhang

  const full = (source) => new RegExp(`^(?:${source})$`, "u")
  const anywhere = (source, flags = "") => new RegExp(source, `u${flags}`)
  const FULL = mapped(RULES.patterns, full)
  const IN = mapped(RULES.patterns, (source) => anywhere(source))
  const { searched: SEARCHED } = RULES.limits
  const UNSEEN = anywhere(RULES.unseen, "g")
  const LEADING = anywhere(`^${RULES.space}+`)
  const TRAILING = anywhere(`${RULES.space}+$`)
  const SPACE = anywhere(`${RULES.space}+`, "g")
  const KINDS = RULES.characters.map((kind) => ({ ...kind, has: anywhere(`[${kind.within}]`) }))
  const USUAL = { "\t": "制表符", "\n": "换行符", "\r": "回车符" }

  function mapped(table, change) {
    return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]))
  }

  const strip = (text) => text.replace(LEADING, "").replace(TRAILING, "")
  const squeeze = (text) => text.replace(SPACE, "")
  const WIDE = new RegExp(RULES.wide, "gu")
  const narrow = (text) => text.replace(WIDE, (char) => char.normalize("NFKC"))
  const bare = (text) => squeeze(narrow(text.replace(UNSEEN, ""))).replace(/^\*+|\*+$/g, "")
  /* A text that a spreadsheet would run, behind a mark of text (generator/words/marked.py). */
  const harmless = (text) => (FULL.acts.test(text) && !FULL.plain_number.test(text) ? `'${text}` : text)
  const visible = (text) => strip(text.replace(UNSEEN, ""))
  /* Whether a text shows nothing: white space, and characters that nobody sees. */
  const isBlank = (text) => visible(text) === ""
  const size = (text) => [...text].length
  const cut = (text, most) => (size(text) <= most ? text : `${[...text].slice(0, most).join("")}…`)

  /* A character by its name and number, as generator/words/characters.py has it. */
  function named(char) {
    const number = `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`
    const kind = KINDS.find((each) => each.has.test(char))
    if (!kind) return char in USUAL ? `${USUAL[char]} ${number}` : `“${char}”（${number}）`
    return kind.shown ? `${kind.name} ${char}（${number}）` : `${kind.name} ${number}`
  }
  const names = (chars) => [...new Set(chars)].map(named).join("、")

  /* A number as it is: the shortest decimal that reads back as the same one, never in powers of ten. */
  function spelt(value) {
    if (!Number.isFinite(value)) return String(value)
    const [, sign, whole, part = "", power = "0"] = String(value).match(/^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/)
    const [digits, point] = [whole + part, whole.length + Number(power)]
    if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`
    const left = digits.slice(point)
    return sign + digits.slice(0, point).padEnd(point, "0") + (left && `.${left}`)
  }

  /* A day as yyyy-mm-dd, null when there is none such. */
  function validDay(year, month, day) {
    if (year < 1 || month < 1 || month > 12 || day < 1) return null
    const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
    if (day > last) return null
    return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-")
  }

  /* The last day of a month, written 2023-05, or of a week, written 2023-05-15w by its Monday. */
  function lastDay(period) {
    if (period.endsWith("w")) return dayOf(period, 6)
    const [year, number] = period.split("-").map(Number)
    return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  }

  /* The day so many days after the Monday of a week. */
  const dayOf = (week, days) => new Date(Date.parse(cellOf(week)) + days * 86400000).toISOString().slice(0, 10)

  /* The month to which a term belongs: of a week that of its Thursday. */
  const monthOf = (period) => (period.endsWith("w") ? dayOf(period, 3) : period).slice(0, 7)

  /* How a cell names a term: a month, or the Monday of a week. */
  const cellOf = (period) => period.replace("w", "")

  Object.assign(window.Taizhang, { SEARCHED, full, anywhere, mapped, FULL, IN, strip, squeeze, narrow, bare, harmless, visible, isBlank, size, cut, named, names, spelt, validDay, lastDay, monthOf, cellOf })
})()
