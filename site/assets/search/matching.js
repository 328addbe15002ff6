/* What is found, and in which order: names before headings before text, pages of one kind apart.

   The text of a whole site is half a million characters, which a browser reads through in a few
   milliseconds. So there is no list of words: what is typed is found wherever it stands, also in the
   middle of what others would take for a word. */
;(() => {
  "use strict"
  const search = window.TaizhangSearch
  const { fold, terms, bare, pairs, initials } = search

  /* Points: what is found by a name, up to the name itself; by letters or characters of it; by a heading
     and by text. Longer names are worth less of the span. */
  const [EXACT, NAME, ORDER, HEADING, TEXT, ALIKE] = [100, 60, 52, 40, 20, 5]
  const SPAN = 8
  const pages = [] // by their numbers, those of which nothing has come being left out
  const said = new Map() // the sections of a page by its number
  let common = new Set() // names that many pages bear, and that are the name of none of them
  let every = 0 // sections of all pages, come or not

  function take(part) {
    if (part.starts) {
      common = new Set(part.common)
      every = part.sections
    }
    if (part.pages) part.pages.forEach(([url, kind, section, aside, title, spots], at) => {
      const names = [...[["", "", title]], ...spots].map(([anchor, of, ...called]) => ({ anchor, of, called, folded: called.map(fold) }))
      pages[part.from + at] = { number: part.from + at, url, kind, section, aside, title, names }
    })
    if (part.text) part.text.forEach((sections, at) => said.set(part.from + at, sections.map(([anchor, heading, text], place) => ({
      anchor: place ? anchor : "", heading, text, head: fold(heading), body: fold(text), first: place === 0,
    }))))
  }

  const sectionsOf = (page) => said.get(page.number) || []

  /* How well a name answers to a term; 0 for not at all. */
  function likeness(name, term) {
    const share = term.length / name.length
    if (name === term) return common.has(name) ? HEADING + SPAN : EXACT
    if (name.includes(term)) return NAME + 3 * SPAN * share + (name.startsWith(term) || name.endsWith(term) ? SPAN / 2 : 0)
    if (/^[a-z]{2,}$/.test(term)) return byLetters(name, term)
    if (name.length > 2 && term.includes(name)) return ORDER + SPAN / 2 / share
    return term.length > 1 ? inOrder(name, term) : 0
  }

  /* zjj finds 市住建局: the initials of a part of the name. */
  function byLetters(name, term) {
    if (name.length > 16 || /^[\x00-\x7f]*$/.test(name)) return 0
    const letters = initials(name)
    for (let start = 0; start + term.length <= letters.length; start++) {
      if ([...term].every((letter, at) => letters[start + at].includes(letter))) {
        const edge = start === 0 || start + term.length === letters.length
        return NAME + 2 * SPAN * (term.length / letters.length) + (edge ? SPAN / 2 : 0)
      }
    }
    return 0
  }

  /* 住建局 finds 市住房和城乡建设局: the same characters in this order, the last one at the end, not far apart. */
  function inOrder(name, term) {
    if (!/[\u3400-\u9fff]/.test(term) || !name.endsWith(term[term.length - 1])) return 0
    let at = -1
    let first = -1
    for (const char of term) {
      at = name.indexOf(char, at + 1)
      if (at < 0) return 0
      if (first < 0) first = at
    }
    return name.length - first <= 4 * term.length ? ORDER + SPAN * (term.length / (name.length - first)) : 0
  }

  /* The spots of a page where a term is found, best first. */
  function spots(page, term, wide) {
    const found = []
    for (const { anchor, of, called, folded } of page.names) {
      folded.forEach((name, at) => {
        const points = likeness(name, term)
        const least = !anchor ? points : page.aside && points < EXACT ? HEADING - 1 : points - 3
        if (points) found.push({ points: least, anchor, heading: anchor ? called[0] : "", of, said: called[at] })
      })
    }
    for (const section of sectionsOf(page)) {
      if (!section.first && section.head.includes(term)) {
        found.push({ points: HEADING + SPAN * (term.length / section.head.length) - (page.aside ? SPAN : 0), anchor: section.anchor, heading: section.heading, said: section.text })
      }
      if (wide) {
        const times = section.body.split(term, 6).length - 1
        if (times) found.push({ points: TEXT + times, anchor: section.anchor, heading: section.first ? "" : section.heading, said: section.text })
      }
    }
    return found.sort((one, other) => other.points - one.points)
  }

  /* Pages on which every term is found, worth what their terms are on average. */
  function together(asked, less) {
    return pages.flatMap((page) => {
      const found = asked.map((term) => spots(page, term, term.length > 1 || asked.length > 1 || /[\u3400-\u9fff]/.test(term)))
      if (!found.length || found.some((each) => !each.length)) return []
      const points = found.reduce((sum, each) => sum + each[0].points, 0) / found.length - less
      const least = found.reduce((worst, each) => (each[0].points < worst[0].points ? each : worst))
      return [{ page, points, spots: found.length > 1 ? [...least, ...found.flat()] : least, asked }]
    })
  }

  /* Pages with most pairs of characters of what was typed, rare ones and those of headings counting more;
     none where most pairs are nowhere. */
  function alike(asked) {
    const wanted = [...new Set(asked.flatMap((term) => [...pairs(bare(term) || term)]))]
    const sections = pages.flatMap((page) => sectionsOf(page).map((section) => ({ page, section, has: wanted.filter((pair) => section.head.includes(pair) || section.body.includes(pair)) })))
    const count = (pair) => sections.filter(({ has }) => has.includes(pair)).length
    const worth = new Map(wanted.map((pair) => [pair, count(pair)]).filter(([, times]) => times).map(([pair, times]) => [pair, Math.log(1 + every / times)]))
    if (2 * worth.size < wanted.length) return []
    const sum = (all) => all.reduce((total, pair) => total + worth.get(pair), 0)
    const most = sum([...worth.keys()])
    const best = new Map()
    for (const { page, section, has } of sections) {
      const points = (ALIKE * (sum(has) + sum(has.filter((pair) => section.head.includes(pair))))) / most
      if (2 * sum(has) > most && (!best.has(page) || best.get(page).points < points)) {
        best.set(page, { page, points, asked: has, spots: [{ anchor: section.anchor, heading: section.first ? "" : section.heading, said: section.text }] })
      }
    }
    return [...best.values()]
  }

  /* Everything found, best first; of one kind at most three before others had their turn. */
  function find(typed) {
    const asked = terms(typed)
    if (!asked.length) return []
    const without = asked.map(bare).filter((term) => term.length > 1)
    const found = new Map()
    const add = (results) => results.forEach((each) => {
      const before = found.get(each.page)
      if (!before || before.points < each.points) found.set(each.page, each)
    })
    add(together(asked, 0))
    if (without.length && without.join() !== asked.join()) add(together(without, 3))
    if (!found.size && asked.some((term) => /[\u3400-\u9fff]/.test(term))) add(alike(asked))
    return apart([...found.values()].sort((one, other) => other.points - one.points || one.page.number - other.page.number))
  }

  function apart(sorted) {
    const taken = new Map()
    const [now, later] = [[], []]
    for (const each of sorted) {
      const many = taken.get(each.page.kind) || 0
      const named = each.points >= NAME
      ;(many < 3 || named || each.page.kind.indexOf("{}") < 0 ? now : later).push(each)
      if (!named) taken.set(each.page.kind, many + 1)
    }
    return [...now, ...later]
  }

  /* The names that are most like what was typed, for when nothing is found. */
  function nearest(typed) {
    const asked = pairs(fold(typed).replace(/\s/g, ""))
    const single = new Set(fold(typed).replace(/\s/g, ""))
    const like = (mine, theirs) => (2 * [...mine].filter((each) => theirs.has(each)).length) / (mine.size + theirs.size || 1)
    return pages
      .flatMap((page) => page.names.map((name) => ({ page, name, points: Math.max(...name.folded.map((each) => like(asked, pairs(each)) + like(single, new Set(each)) / 2)) })))
      .filter(({ points }) => points > 0.4)
      .sort((one, other) => other.points - one.points || one.page.number - other.page.number)
      .map(({ page, name }) => ({ url: page.url + (name.anchor ? `#${name.anchor}` : ""), title: name.anchor ? name.called[0] : page.title, of: name.of }))
      .filter((each, at, all) => all.findIndex(({ url }) => url === each.url) === at)
      .slice(0, 5)
  }

  Object.assign(search, { take, find, nearest, ALIKE: 2 * ALIKE })
})()
