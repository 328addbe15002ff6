/* Which files of the index may hold what is typed, and which of them have come.

   That of a city is loaded whole. Of a larger site the first file of names is, and books say in which files a
   character or two in a row stand: without all of what has to be in it, nothing can be found in a file. So
   an answer for which all has come that was wanted is that of the whole index. */
;(() => {
  "use strict"
  const search = window.TaizhangSearch
  const { fold, terms, bare, pairs } = search
  const CHINESE = /[\u3400-\u9fff]/
  const asked = new Set()
  const come = new Set()
  const books = { said: new Map(), named: new Map() }
  let head = null

  const path = (kind, at) => `search/${kind}-${at + 1}.js`

  /* Note a part that has come; whether to answer now: once for the names, once for all the text of a question. */
  function arrived(part) {
    come.add(`search/${part.file}.js`)
    if (part.starts) head = part
    for (const kind of Object.keys(part.where || {})) {
      for (const [key, files] of Object.entries(part.where[kind])) books[kind].set(key, files)
    }
    const due = [...asked].filter((file) => !come.has(file))
    return !due.length || (!part.text && due.every(isText))
  }

  const isText = (file) => file.startsWith("search/text-")

  /* 0-3 7 → 0 1 2 3 7 */
  function files(kind, key) {
    return (books[kind].get(key) || "").split(" ").filter(Boolean).flatMap((row) => {
      const [first, last = first] = row.split("-").map(Number)
      return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    })
  }

  const withAny = (kind, keys) => [...keys].flatMap((key) => files(kind, key))

  function withAll(kind, keys) {
    const [first, ...others] = [...keys].map((key) => new Set(files(kind, key)))
    return [...(first || [])].filter((file) => others.every((other) => other.has(file)))
  }

  /* Where a term may stand in text: both of two characters in a row, or the one that it is. */
  const said = (term) => withAll("said", [...term].length > 1 ? pairs(term) : [term])

  /* Where a name may answer to a term: it has its characters, is a part of it, or begins like its letters. */
  function named(term) {
    if (/^[a-z]{2,}$/.test(term)) return every("names")
    return [...withAll("named", new Set(term)), ...(term.length > 2 ? withAny("named", pairs(term)) : [])]
  }

  const every = (kind) => head.starts[kind].map((_, at) => at)

  /* The number of its first page, and of the first that is in the next file. */
  function reach(kind, at) {
    const next = head.starts[kind][at + 1]
    return [head.starts[kind][at], next === undefined ? Infinity : next]
  }

  /* The files of names that have the pages of a file of text. */
  function titles(text) {
    const [start, end] = reach("text", text)
    return every("names").filter((at) => reach("names", at)[0] < end && reach("names", at)[1] > start)
  }

  /* What has to come for an answer, and what only on request. ``alike``: nothing is found by its words, so that whatever
     is like them counts. */
  function wanted(typed, alike) {
    if (!head) return { now: [path("names", 0)], later: [] }
    if (!head.books) return { now: [...every("names").map((at) => path("names", at)), ...every("text").map((at) => path("text", at))], later: [] }
    const words = terms(typed)
    if (!words.length) return { now: [path("names", 0)], later: [] }
    const all = [...new Set([...words, ...words.map(bare)])].filter(Boolean)
    const single = new Set(fold(typed).replace(/\s/g, ""))
    const chars = new Set([...single, ...all.join("")])
    const looked = [...new Set([...chars].map((char) => path("where", char.codePointAt(0) % head.books)))]
    if (!looked.every((file) => come.has(file))) return { now: looked, later: [] }
    const text = new Set(all.flatMap(said))
    const names = new Set([0, ...all.flatMap(named)])
    if (alike) {
      withAny("named", single).forEach((at) => names.add(at))
      if (words.some((term) => CHINESE.test(term))) all.flatMap((term) => withAny("said", pairs(term))).forEach((at) => text.add(at))
    }
    const inOrder = [...text].sort((one, other) => one - other)
    const now = inOrder.filter((at, place) => place < head.first || asked.has(path("text", at)))
    now.flatMap(titles).forEach((at) => names.add(at))
    return {
      now: [...[...names].map((at) => path("names", at)), ...now.map((at) => path("text", at))],
      later: inOrder.filter((at) => !now.includes(at)).flatMap((at) => [...titles(at).map((n) => path("names", n)), path("text", at)]),
    }
  }

  function ask(file) {
    if (asked.has(file)) return
    asked.add(file)
    search.load(file)
  }

  const missing = (now) => now.filter((file) => !come.has(file))

  Object.assign(search, { arrived, wanted, ask, missing, isText, isLarge: () => head !== null && head.books > 0 })
})()
