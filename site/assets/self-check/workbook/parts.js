/* What stands around the sheets of a workbook: which there are, the shared texts, the formats.

   Parts are found by how they are related, from the archive's own relations on; what is of no use for
   reading cells is not looked at. */
;(() => {
  "use strict"
  const { RULES, Unreadable, archived } = window.Taizhang
  const SHEET = ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"]
  const LINKED = ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"]
  const RELATED = ["http://schemas.openxmlformats.org/package/2006/relationships"]
  const BOOK = "xl/workbook.xml"
  const NO_SHEETS = ["chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"]
  const NUMBER = /^[0-9]{1,9}$/

  /* The parts of a workbook but for the sheets themselves: {sheets, shared, shownAs, since1904, unreckoned}. */
  function bookOf(archive) {
    const part = bookPart(archive)
    if (part === null) throw new Unreadable(archived(archive.names))
    const { listed, since1904, unreckoned } = listedIn(archive, part)
    const relations = relationsOf(archive, part)
    const sheets = sheetsIn(listed, relations)
    const [strings, styles] = ["sharedStrings", "styles"].map((kind) => partOf(kind, archive, part, relations))
    const texts = strings ? textsOf(archive, strings) : []
    const formats = styles ? formatsOf(archive, styles) : []
    const at = (items, number) => (NUMBER.test(number) ? (items[Number(number)] ?? null) : null)
    return {
      sheets,
      since1904,
      unreckoned,
      shared: (number) => at(texts, number),
      areTextsLost: !texts.length,
      shownAs: (style) => at(formats, NUMBER.test(style) ? style : "0") || "",
    }
  }

  /* The text of a shared or an inline string: its runs together, without how they are read aloud. */
  class Words {
    constructor() {
      this.found = []
      this.aloud = false
      this.begin = { rPh: () => (this.aloud = true) }
      this.end = { rPh: () => (this.aloud = false), t: (element) => this.aloud || this.found.push(unescaped(element.textContent)) }
    }
    taken() {
      const text = this.found.join("")
      this.found = []
      return text
    }
  }

  /* A text with the characters for which _xHHHH_ stands, and without carriage returns that are written so. */
  function unescaped(text) {
    return text.replace(/_x([0-9A-Fa-f]{4})_/g, (found, code) => {
      const char = String.fromCharCode(parseInt(code, 16))
      if (char >= "\ud800" && char <= "\udfff") return found
      return char === "\r" ? "" : char
    })
  }

  // --- what is related to what ---------------------------------------------------------------------

  /* The part of the workbook: what the archive says it is about, or where it usually lies. */
  function bookPart(archive) {
    let related = new Map()
    try {
      related = relationsOf(archive, "")
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
    }
    const found = [...related.values()].filter((each) => each.kind === "officeDocument").map((each) => each.part)
    return found.find((part) => part.toLowerCase().endsWith(".xml")) || (found.length ? null : archive.find(BOOK))
  }

  /* What a part is related to: id → kind and part; what is not in the archive is left out. */
  function relationsOf(archive, source) {
    const cut = source.lastIndexOf("/")
    const [folder, name] = [source.slice(0, Math.max(0, cut)), source.slice(cut + 1)]
    const found = new Map()
    const related = (element) => {
      const [target, kind] = [element.getAttribute("Target") || "", element.getAttribute("Type") || ""]
      if (element.getAttribute("TargetMode") === "External") return
      const inside = /^[/\\]/.test(target) ? target : `${folder}/${target}`
      const part = archive.find(inside) || archive.find(unquoted(inside)) || archive.find(target)
      if (part) found.set(element.getAttribute("Id") || "", { kind: kind.split("/").at(-1), part })
    }
    const relations = archive.find(`${folder}/_rels/${name}.rels`)
    if (relations === null) throw new Unreadable("文件已损坏或不完整")
    archive.walk(relations, RELATED, { Relationship: related })
    return found
  }

  function unquoted(target) {
    try {
      return decodeURIComponent(target)
    } catch {
      return target
    }
  }

  /* The part of a kind of which there is one; some programs do not relate it. */
  function partOf(kind, archive, book, relations) {
    const related = [...relations.values()].find((each) => each.kind === kind)
    return related ? related.part : archive.find(`${book.slice(0, Math.max(0, book.lastIndexOf("/")))}/${kind}.xml`)
  }

  /* What the workbook says of each sheet, whether it counts days from 1904 on, and whether its formulas are still
     to be reckoned. */
  function listedIn(archive, part) {
    const [books, listed, properties, reckoning] = [[], [], [], []]
    const begin = {
      workbook: (element) => books.push(element),
      sheet: (element) => listed.push(element),
      workbookPr: (element) => properties.push(element),
      calcPr: (element) => reckoning.push(element),
    }
    archive.walk(part, SHEET, begin)
    if (!books.length) throw new Unreadable(archived(archive.names))
    const says = (elements, name) => elements.some((each) => ["1", "true"].includes(each.getAttribute(name)))
    return { listed, since1904: says(properties, "date1904"), unreckoned: says(reckoning, "fullCalcOnLoad") }
  }

  /* Every sheet that has cells: name → {part, hidden, veryHidden}; a name or a part that comes twice is damage. */
  function sheetsIn(listed, relations) {
    const found = new Map()
    const parts = new Set()
    for (const sheet of listed) {
      const space = LINKED.find((each) => sheet.hasAttributeNS(each, "id"))
      const { kind, part } = relations.get(space ? sheet.getAttributeNS(space, "id") : "") || { kind: "", part: null }
      if (NO_SHEETS.includes(kind)) continue
      const [name, state] = [sheet.getAttribute("name") || "", sheet.getAttribute("state") || ""]
      if (found.has(name) || parts.has(part)) throw new Unreadable("文件已损坏")
      if (part) parts.add(part)
      found.set(name, { part, hidden: !["", "visible"].includes(state), veryHidden: state === "veryHidden" })
    }
    return found
  }

  // --- texts and formats ---------------------------------------------------------------------------

  /* The texts that cells refer to by their number. */
  function textsOf(archive, part) {
    const [found, words] = [[], new Words()]
    archive.walk(part, SHEET, words.begin, { ...words.end, si: () => found.push(words.taken()) })
    return found
  }

  /* The number format of each style that cells refer to by its number; "" for none. */
  function formatsOf(archive, part) {
    const [own, styles] = [new Map(), []]
    let group = ""
    const enter = (name) => () => (group = name)
    const declared = (element) => {
      const code = (element.getAttribute("formatCode") || "").slice(0, RULES.limits.format)
      if (group === "numFmts") own.set(element.getAttribute("numFmtId") || "", code)
    }
    const styled = (element) => group === "cellXfs" && styles.push(element.getAttribute("numFmtId") ?? "0")
    const begin = { numFmt: declared, xf: styled, numFmts: enter("numFmts"), cellXfs: enter("cellXfs") }
    archive.walk(part, SHEET, begin, { numFmts: enter(""), cellXfs: enter("") })
    return styles.map((style) => own.get(style) || (NUMBER.test(style) && RULES.shown.builtin[Number(style)]) || "")
  }

  Object.assign(window.Taizhang, { SHEET, Words, bookOf, unescaped })
})()
