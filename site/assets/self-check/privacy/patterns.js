/* How personal data is spelt: the expressions of the rules, and what was found by them.
   Positions are those of JavaScript's text in narrow forms; ``find`` in ../privacy.js brings them back. */
;(() => {
  "use strict"
  const { RULES, anywhere, full, mapped } = window.Taizhang

  const IN = mapped(RULES.personal, (source) => anywhere(source, "g"))
  const AT = mapped(RULES.personal, (source) => anywhere(source, "y"))
  const WHOLE = mapped(RULES.personal, full)

  const spelling = {
    /* The first match from a place on, or at a place, or of a whole text. */
    search: (name, text, from = 0) => ((IN[name].lastIndex = from), IN[name].exec(text)),
    match: (name, text, at = 0) => ((AT[name].lastIndex = at), AT[name].exec(text)),
    whole: (name, text) => WHOLE[name].test(text),
    has: (name, text) => ((IN[name].lastIndex = 0), IN[name].test(text)),
    /* Every match; where one has a group, ``start`` and ``end`` are those of the group. */
    each: (name, text) =>
      [...text.matchAll(anywhere(RULES.personal[name], "gd"))].map((found) => {
        const [start, end] = found.indices[found.length > 1 && found[1] !== undefined ? 1 : 0]
        return { found, start, end }
      }),
  }
  const hitOf = (kind, start, end, sure = true) => ({ kind, start, end, sure })

  Object.assign(window.Taizhang, { spelling, hitOf })
})()
