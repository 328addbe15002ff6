/* What is told of a filing, and which known word was probably meant.

   What fills a gap in a sentence is masked; our own words are not shortened besides, and say so by their
   type: ours(). */
;(() => {
  "use strict"
  const { LONGEST, RULES, cut, masked, nameless } = window.Taizhang

  const GUESSED = 100
  const VALUE = 200
  /* Of a long text only so much is looked at as is shown; a character may take two places. */
  const start = (text, most) => [...text.slice(0, 2 * most)].slice(0, most).join("")
  const short = (text, most = 40) => cut(masked(text.length > most + LONGEST ? start(text, most + LONGEST) : text), most)

  class Shown {
    constructor(text) {
      this.text = text
    }
  }
  /* Words of ours, or such as are declared: as long as they are, and masked; and what was masked already. */
  const ours = (text) => new Shown(masked(String(text), true))
  const verbatim = (text) => new Shown(text)
  const worded = (word) => (word instanceof Shown ? word.text : typeof word === "number" ? ours(word).text : short(String(word)))

  function said(key, words = {}) {
    const { code, severity, message, hint } = RULES.messages[key]
    const fill = (text) => text.replace(/\{([a-z]+)\}/g, (whole, name) => (name in words ? worded(words[name]) : whole))
    return { code, severity, message: fill(message), hint: fill(hint) }
  }

  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

  /* A file name as it may be shown: masked, and what nobody sees as escapes. Masked first: an escape
     before a number would make it look like a part of a word. */
  function fileName(name) {
    const escaped = (char) => ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" })[char] || escapedCode(char.codePointAt(0))
    return masked(name).replace(UNSEEN, escaped)
  }

  function escapedCode(code) {
    const hex = code.toString(16)
    if (code < 0x100) return `\\x${hex.padStart(2, "0")}`
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`
  }

  /* The findings of one filing. Of one kind, which is a code in one column, or outside of all, the first ``most``
     are told and the rest is counted. */
  class Teller {
    constructor(sheet = "", most = RULES.limits.alike) {
      this.sheet = short(sheet)
      this.most = most
      this.problems = []
      this.changes = []
      this.names = new Set()
      this.broken = false
      this.kinds = new Map()
    }
    /* Say how much was left out, if anything was, and hide the names that the file gives away. */
    close() {
      for (const kind of this.kinds.values()) if (kind.count > this.most) this.tellMore(kind)
      if (!this.names.size) return
      this.hide(this.problems, ["message", "hint", "field", "value"])
      this.hide(this.changes, ["field", "was", "used"])
    }
    hide(told, fields) {
      for (const each of told) for (const field of fields) if (each[field]) each[field] = nameless(each[field], this.names)
    }
    /* The findings of a kind that are not told, in one. */
    tellMore({ code, severity, field, sheet, count }) {
      const number = count - this.most
      const words = { code: verbatim(code), count: number, ...(field === null ? {} : { header: verbatim(short(field, VALUE)) }) }
      this.add(said(field === null ? "W402.alike" : "W402.column", words), {}, field, null)
      Object.assign(this.problems.at(-1), { sheet, untold: { code, severity, number } })
    }
    tell(what, place = {}, field = null, value = null) {
      const key = JSON.stringify([what.code, field, this.sheet])
      const kind = this.kinds.get(key) || { code: what.code, severity: what.severity, field, sheet: this.sheet, count: 0 }
      kind.count += 1
      this.kinds.set(key, kind)
      if (kind.count <= this.most) this.add(what, place, field, value)
    }
    add(what, place, field, value) {
      if (what.severity === "error") this.broken = true
      this.problems.push({
        severity: what.severity,
        code: what.code,
        sheet: this.sheet,
        line: place.line ?? null,
        column: place.position === undefined || place.position === null ? null : place.position + 1,
        record: place.record ?? null,
        field: field === null ? null : short(field, VALUE),
        value: value === null ? null : short(value, VALUE),
        message: what.message,
        hint: what.hint,
      })
    }
    change(place, field, was, used) {
      this.changes.push({
        sheet: this.sheet,
        line: place.line,
        record: place.record,
        column: place.position + 1,
        field: short(field, VALUE),
        was: short(was, VALUE),
        used: short(used, VALUE),
      })
    }
  }

  /* Python's difflib in small: how alike two words are, and which known word was probably meant. */
  function alike(a, b) {
    const places = new Map()
    ;[...b].forEach((char, index) => places.set(char, [...(places.get(char) || []), index]))
    const [from, to] = [[...a], [...b]]
    if (to.length >= 200) {
      const popular = Math.floor(to.length / 100) + 1
      for (const [char, found] of places) if (found.length > popular) places.delete(char)
    }
    let matches = 0
    const queue = [[0, from.length, 0, to.length]]
    while (queue.length) {
      const [alo, ahi, blo, bhi] = queue.pop()
      let [besti, bestj, best] = [alo, blo, 0]
      let lengths = new Map()
      for (let i = alo; i < ahi; i++) {
        const next = new Map()
        for (const j of places.get(from[i]) || []) {
          if (j < blo) continue
          if (j >= bhi) break
          const length = (lengths.get(j - 1) || 0) + 1
          next.set(j, length)
          if (length > best) [besti, bestj, best] = [i - length + 1, j - length + 1, length]
        }
        lengths = next
      }
      while (besti > alo && bestj > blo && from[besti - 1] === to[bestj - 1]) [besti, bestj, best] = [besti - 1, bestj - 1, best + 1]
      while (besti + best < ahi && bestj + best < bhi && from[besti + best] === to[bestj + best]) best += 1
      if (best) {
        matches += best
        queue.push([alo, besti, blo, bestj], [besti + best, ahi, bestj + best, bhi])
      }
    }
    return from.length + to.length ? (2 * matches) / (from.length + to.length) : 1
  }

  function nearest(word, candidates, cutoff = 0.6) {
    if (word.length > GUESSED && [...word].length > GUESSED) return null
    const letters = [...word].sort().join("")
    const found = [...new Set(candidates)]
      .map((candidate) => ({ candidate, ratio: alike(candidate, word) }))
      .filter(({ ratio }) => ratio >= cutoff)
      .sort((x, y) => y.ratio - x.ratio || (x.candidate < y.candidate ? 1 : -1))
      .slice(0, 5)
    let best = null
    for (const each of found) {
      const same = [...each.candidate].sort().join("") === letters
      if (best === null || each.ratio > best.ratio || (each.ratio === best.ratio && same && !best.same)) best = { ...each, same }
    }
    return best && best.candidate
  }

  Object.assign(window.Taizhang, { said, ours, verbatim, Teller, short, fileName, nearest })
})()
