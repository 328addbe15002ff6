/* What a file is called that no form is called: what it is by its ending, and what was probably meant. */
;(() => {
  "use strict"
  const { RULES, bare, fileName, full, narrow, nearest, ours, said, strip, verbatim } = window.Taizhang
  const AGAIN = full(RULES.again)
  const ENDINGS = new Set(["csv", "txt", "tsv", "tab", "xlsx", ...Object.keys(RULES.endings)])
  const has = (id) => Object.hasOwn(RULES.forms, id)

  /* What is said of a name that is no form's; ``files`` are the names that are asked for. */
  function wrongName(name, files) {
    const { stem, ending } = apart(name)
    const text = verbatim(fileName(name))
    const again = stem.match(AGAIN)
    const form = called(stem)
    if (Object.hasOwn(RULES.endings, ending)) {
      const [kind, variant] = RULES.endings[ending]
      return said(`E405.${variant}`, { text, kind: ours(kind), files: form ? ours(`${form}.csv`) : files })
    }
    if (!form && again && has(again[1]) && ending === "csv") return said("E253.version", { text, form: ours(again[1]) })
    if (ending === "xlsx") {
      const meant = ours(`${form || fileName(strip(name.slice(0, Math.max(0, name.lastIndexOf(".")))))}.xlsx`)
      return said("E405.near", { text, meant, files })
    }
    const meant = form || nearest(stem || name, Object.keys(RULES.forms))
    return meant ? said("E405.near", { text, meant: ours(`${meant}.csv`), files }) : said("E405", { text, files })
  }

  /* The form that a name means; null where it cannot be told. */
  function formNamed(name) {
    const { stem } = apart(name)
    const again = stem.match(AGAIN)
    return called(stem) || (again && has(again[1]) ? again[1] : null)
  }

  const isBookName = (name) => apart(name).ending === "xlsx"

  /* What a file is called without its endings, in narrow small letters, and the last of its endings. */
  function apart(name) {
    const parts = narrow(name).replaceAll("。", ".").toLowerCase().split(".").map(strip)
    const endings = []
    while (parts.length > 1 && ENDINGS.has(parts.at(-1))) endings.push(parts.pop())
    return { stem: parts.join("."), ending: endings[0] || "" }
  }

  /* The form of which a name is the id or the Chinese name, or the one whose Chinese name stands in it. */
  function called(stem) {
    const forms = Object.values(RULES.forms)
    const named = bare(stem)
    const exact = forms.find((form) => form.id === stem || bare(form.name) === named)
    if (exact) return exact.id
    const within = new Map(forms.filter((form) => named.includes(bare(form.name))).map((form) => [bare(form.name), form.id]))
    const words = [...within.keys()]
    const whole = words.filter((word) => !words.some((more) => more !== word && more.includes(word)))
    return whole.length === 1 ? within.get(whole[0]) : null
  }

  Object.assign(window.Taizhang, { formNamed, isBookName, wrongName })
})()
