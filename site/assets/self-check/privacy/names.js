/* Names of persons: behind the word that asks for one, or beside a number that leads to one. */
;(() => {
  "use strict"
  const { RULES, spelling, hitOf, size, squeeze } = window.Taizhang

  const PHRASES = new Set(RULES.phrases)
  const NEAR = 30
  const CALLED = ["mobile", "landline", "id", "old", "card", "account"]
  const LABELS = [
    ["label", ["whole_name", "apart", "cut_name"]],
    ["spaced_label", ["apart", "whole_name", "plain_name"]],
    ["glued_label", ["plain_name"]],
    ["part", ["apart", "cut_name"]],
  ]

  function personsIn(plain, numbers, known) {
    const found = []
    for (const [label, shapes] of LABELS) for (const each of spelling.each(label, plain)) behind(plain, each.end, shapes, known, found)
    for (const hit of numbers) if (CALLED.includes(hit.kind)) beside(plain, hit, known, found)
    for (const { found: short } of spelling.each("short_number", plain)) {
      if (isWord(short[1], known)) continue
      found.push(hitOf("name", ...short.indices[1]), hitOf("mobile", ...short.indices[2]))
    }
    return found
  }

  /* The name that begins at a place, and those that are listed behind it. */
  function behind(plain, start, shapes, known, hits) {
    while (shapes.length) {
      const name = shapes.map((shape) => spelling.match(shape, plain, start)).find(Boolean)
      if (!name || isWord(squeeze(name[0]), known)) return
      const end = start + name[0].length
      hits.push(hitOf("name", start, end))
      const more = spelling.match("next_name", plain, end)
      ;[start, shapes] = more ? [end + more[0].length, ["plain_name"]] : [0, []]
    }
  }

  /* Names directly before and behind a number. */
  function beside(plain, hit, known, hits) {
    const since = Math.max(0, hit.start - NEAR)
    const [before] = spelling.each("before_number", plain.slice(since, hit.start))
    if (before && !isWord(before.found[1], known)) hits.push(hitOf("name", since + before.start, since + before.end))
    const after = spelling.match("behind_number", plain, hit.end)
    if (!after || isWord(after[1], known)) return
    const start = hit.end + after[0].length - after[1].length
    hits.push(hitOf("name", start, start + after[1].length))
  }

  /* Whether what could be a name is a place, an office, or a phrase of those who report. */
  function isWord(text, known) {
    if (known.has(text) || [2, 3, 4].some((n) => PHRASES.has(text.slice(0, n)))) return true
    if (spelling.has("unnamed", text.slice(1))) return true
    if (spelling.match("of_double", text)) return false
    if (spelling.match("of_surname", text)) return size(text) > 3 || spelling.has("ends", text)
    return !text.includes("·") && (size(text) > 3 || spelling.match("unnamed", text) !== null || spelling.has("ends_strange", text))
  }

  Object.assign(window.Taizhang, { personsIn })
})()
