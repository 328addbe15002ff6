/* A workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

   The archive is opened here, in the browser; formulas are never computed, the stored value counts. */
;(() => {
  "use strict"
  const { RULES, record, spelt } = window.Taizhang
  const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  const LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
  const DAY = 86400000
  /* Formats that have a number instead of a text; ECMA-376, 18.8.30. */
  const BUILTIN = {
    9: "0%", 10: "0.00%", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
  } // prettier-ignore

  class Unreadable extends Error {}

  // --- the archive -------------------------------------------------------------------------------

  /* The parts of an archive by name, each read when it is asked for. */
  function unzipped(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let end = bytes.length - 22
    while (end >= Math.max(0, bytes.length - 65557) && view.getUint32(end, true) !== 0x06054b50) end -= 1
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Unreadable("文件已损坏或不完整")
    const parts = new Map()
    let [at, left, total] = [view.getUint32(end + 16, true), view.getUint16(end + 10, true), 0]
    if (left > RULES.limits.parts) throw new Unreadable("包含的内容过多")
    for (; left > 0; left--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Unreadable("文件已损坏或不完整")
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
      const start = view.getUint32(at + 42, true)
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
      const method = view.getUint16(at + 10, true)
      if (parts.has(path) || ![0, 8].includes(method)) throw new Unreadable("文件已损坏或不完整")
      parts.set(path, { method, start, packed, size, sum: view.getUint32(at + 16, true) })
      total += size
      at += 46 + name + extra + comment
    }
    if (total > RULES.limits.unpacked) throw new Unreadable("展开后过大")
    const looked = new Set()
    const text = (name) => {
      looked.add(name)
      return inflated(bytes, view, parts.get(name)).then(decoded)
    }
    return { has: (name) => parts.has(name), text, rest: () => [...parts.keys()].filter((name) => !looked.has(name)) }
  }

  async function inflated(bytes, view, part) {
    if (!part || view.getUint32(part.start, true) !== 0x04034b50) throw new Unreadable("文件已损坏或不完整")
    const from = part.start + 30 + view.getUint16(part.start + 26, true) + view.getUint16(part.start + 28, true)
    const packed = bytes.subarray(from, from + part.packed)
    const stream = new Blob([packed]).stream()
    const reader = (part.method ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream).getReader()
    const content = new Uint8Array(part.size)
    for (let size = 0; ; ) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: [] }))
      if (done && size === part.size && crc32(content) === part.sum) return content
      if (done || size + value.length > part.size) throw new Unreadable("文件已损坏或不完整")
      content.set(value, size)
      size += value.length
    }
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
    return sum
  })

  /* The check sum that an archive keeps of each part. */
  function crc32(bytes) {
    let sum = 0xffffffff
    for (const byte of bytes) sum = CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8)
    return (sum ^ 0xffffffff) >>> 0
  }

  /* The text of a part, in one of the two encodings that the format knows. */
  function decoded(bytes) {
    const little = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe)
    const big = bytes[0] === 0 || (bytes[0] === 0xfe && bytes[1] === 0xff)
    const text = new TextDecoder(little ? "utf-16le" : big ? "utf-16be" : "utf-8", { fatal: true }).decode(bytes)
    const [, declared] = text.match(/^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)/) || []
    if (declared && declared.toLowerCase() !== (little || big ? "utf-16" : "utf-8")) throw new Unreadable("文件已损坏")
    return text
  }

  async function parsed(archive, name) {
    const text = await archive.text(name)
    if (text.includes("<!DOCTYPE")) throw new Unreadable("含不被接受的内容")
    const tree = new DOMParser().parseFromString(text, "application/xml")
    if (tree.getElementsByTagName("parsererror").length) throw new Unreadable("文件已损坏")
    return tree
  }

  const all = (tree, name) => [...tree.getElementsByTagNameNS(SHEET, name)]
  const children = (element, name) => [...element.children].filter((each) => each.localName === name)

  // --- the workbook ------------------------------------------------------------------------------

  /* The visible sheets in their order: name → {name, records, merged}; throws Unreadable. */
  async function readWorkbook(bytes) {
    const starts = (...signature) => signature.every((byte, index) => bytes[index] === byte)
    if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable("是旧版格式（.xls、.et），或设了打开密码")
    if (!starts(0x50, 0x4b, 3, 4)) throw new Unreadable("不是 Excel 工作簿（.xlsx）")
    if (typeof DecompressionStream === "undefined") throw new Unreadable("浏览器版本过旧，请另存为 CSV 后再查")
    try {
      return await sheets(unzipped(bytes))
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable("文件已损坏")
    }
  }

  async function sheets(archive) {
    if (!archive.has("xl/workbook.xml")) throw new Unreadable("不是 Excel 工作簿（.xlsx）")
    const relations = related(await parsed(archive, "xl/_rels/workbook.xml.rels"))
    const tree = await parsed(archive, "xl/workbook.xml")
    const epoch1904 = all(tree, "workbookPr").some((each) => ["1", "true"].includes(each.getAttribute("date1904")))
    const listed = visible(archive, tree, relations)
    const part = (kind) => ([...relations.values()].find((each) => each.kind === kind) || { path: `xl/${kind}.xml` }).path
    const strings = archive.has(part("sharedStrings")) ? sharedStrings(await parsed(archive, part("sharedStrings"))) : []
    const formats = archive.has(part("styles")) ? cellFormats(await parsed(archive, part("styles"))) : []
    const book = { strings, formats: formats.length ? formats : [""], epoch1904, cells: 0, characters: 0 }
    const found = new Map()
    for (const [name, path] of listed) found.set(name, tabOf(name, await parsed(archive, path), book))
    for (const name of archive.rest()) if (/\.(?:xml|rels)$/.test(name)) await parsed(archive, name)
    return found
  }

  /* What the workbook is related to: id → kind and path. */
  function related(tree) {
    return new Map(
      [...tree.getElementsByTagNameNS(PACKAGE, "Relationship")].map((each) => {
        const target = each.getAttribute("Target")
        const path = []
        for (const step of (target.startsWith("/") ? target : `xl/${target}`).split("/")) {
          if (step === "..") path.pop()
          else if (step && step !== ".") path.push(step)
        }
        return [each.getAttribute("Id"), { kind: each.getAttribute("Type").split("/").at(-1), path: path.join("/") }]
      }),
    )
  }

  /* Name and path of each visible sheet; a name or a part that comes twice is damage. */
  function visible(archive, tree, relations) {
    const found = new Map()
    for (const sheet of all(tree, "sheet")) {
      if (!["", "visible"].includes(sheet.getAttribute("state") || "")) continue
      const id = sheet.getAttributeNS(LINKED, "id")
      if (!id) continue
      const { kind, path } = relations.get(id)
      if (kind === "chartsheet" || !archive.has(path)) continue
      const name = sheet.getAttribute("name")
      if (name === null || found.has(name) || [...found.values()].includes(path)) throw new Unreadable("文件已损坏")
      found.set(name, path)
    }
    return found
  }

  const written = (element) =>
    [...element.children]
      .filter((each) => each.localName === "t" || each.localName === "r")
      .map((each) => (each.localName === "t" ? each.textContent : children(each, "t").map((t) => t.textContent).join("")))
      .join("")

  const sharedStrings = (tree) => all(tree, "si").map((each) => written(each).replaceAll("x005F_", ""))

  function cellFormats(tree) {
    const declared = all(tree, "numFmts").flatMap((each) => children(each, "numFmt"))
    const code = (each) => each.getAttribute("formatCode").slice(0, RULES.limits.format)
    const own = new Map(declared.map((each) => [each.getAttribute("numFmtId"), code(each)]))
    const styles = all(tree, "cellXfs").flatMap((each) => children(each, "xf"))
    return styles.map((each) => {
      const id = each.getAttribute("numFmtId") || "0"
      return own.get(id) || BUILTIN[id] || ""
    })
  }

  // --- one sheet ---------------------------------------------------------------------------------

  function tabOf(name, tree, book) {
    const { cells, areas, height, width } = gridOf(tree, book)
    if (height * width > RULES.limits.cells) {
      throw new Unreadable(`工作表“${name}”的内容一直到第 ${height} 行第 ${width} 列，过大`)
    }
    const sizes = areas.map(([from, to]) => (to[0] - from[0] + 1) * (to[1] - from[1] + 1))
    if (sizes.reduce((sum, size) => sum + size, 0) > height * width) {
      throw new Unreadable(`工作表“${name}”的合并单元格互相重叠`)
    }
    book.cells += height * width
    if (book.cells > RULES.limits.together) throw new Unreadable("各工作表的内容加起来过大")
    const merged = new Set()
    for (const [from, to] of areas) {
      for (let r = from[0]; r <= to[0]; r++) {
        for (let c = from[1]; c <= to[1]; c++) if (r !== from[0] || c !== from[1]) merged.add(`${r},${c}`)
      }
    }
    const records = []
    for (let r = 1; r <= height; r++) {
      const texts = new Array(width).fill("")
      for (const [c, text] of cells.get(r) || []) if (!merged.has(`${r},${c}`)) texts[c - 1] = text
      records.push(record(r, r, texts))
    }
    while (records.length && records.at(-1).blank) records.pop()
    return { name, records, merged }
  }

  /* The texts of a sheet, row → column → text, its merged areas, and how far both reach. */
  function gridOf(tree, book) {
    const [cells, shared] = [new Map(), new Map()]
    let [height, width, row] = [0, 0, 0]
    if (tree.getElementsByTagNameNS(SHEET, "c").length > RULES.limits.cells) throw new Unreadable("展开后过大")
    const reach = (to) => ([height, width] = [Math.max(height, to[0]), Math.max(width, to[1])])
    for (const element of all(tree, "row")) {
      row = element.hasAttribute("r") ? Number(element.getAttribute("r").match(/^([1-9][0-9]{0,6})(?:\.0+)?$/)[1]) : row + 1
      let at = [row, 0]
      for (const cell of children(element, "c")) {
        at = cell.hasAttribute("r") ? position(cell.getAttribute("r")) : [row, at[1] + 1]
        reach(at)
        if (height * width > RULES.limits.cells) continue
        const text = textOf(cell, book, shared)
        book.characters += text.length
        if (book.characters > RULES.limits.unpacked) throw new Unreadable("展开后过大")
        if (!cells.has(at[0])) cells.set(at[0], new Map())
        cells.get(at[0]).set(at[1], text)
      }
    }
    const areas = all(tree, "mergeCell").map((each) => {
      const [from, to = from] = each.getAttribute("ref").split(":").map(position)
      if (to[0] < from[0] || to[1] < from[1]) throw new Unreadable("文件已损坏")
      reach(to)
      return [from, to]
    })
    return { cells, areas, height, width }
  }

  /* "BC12" is row 12, column 55. */
  function position(reference) {
    const [, letters, digits] = reference.match(/^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/)
    return [Number(digits), [...letters.toUpperCase()].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0)]
  }

  /* A number as XML Schema has doubles; what else stands in its place is shown as it stands. */
  const NUMBER = /^(?:[-+]?[0-9]+(?:[.][0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?[.][0-9]+(?:[eE][-+]?[0-9]+)?)$/

  function textOf(cell, { strings, formats, epoch1904 }, shared) {
    const type = cell.getAttribute("t") || "n"
    const [formula] = children(cell, "f")
    const value = children(cell, "v").map((each) => each.textContent)[0] || ""
    if (type === "inlineStr") return unbroken(children(cell, "is").map(written).join(""))
    const computed = formula ? `=${writtenOut(formula, shared)}` : ""
    if (value === "") return type !== "str" ? computed : ""
    const format = formats[Number(cell.getAttribute("s") || 0)]
    if (format === undefined) throw new Unreadable("文件已损坏")
    if (type === "s") return unbroken(strings[Number(value)])
    if (type === "b") return value === "1" || value === "true" ? "TRUE" : "FALSE"
    if (type === "d") return value.replace("T", " ").replace(/Z$| 00:00:00(?:\.0+)?Z?$/, "")
    if (type !== "n" || !NUMBER.test(value) || !Number.isFinite(Number(value))) return unbroken(value)
    if (isDated(format)) return moment(Number(value), format, epoch1904)
    if (/0(?:\.0+)?%/.test(format)) return `${plain(Number(`${plain(Number(value))}e2`))}%`
    return /[.Ee]/.test(value) ? plain(Number(value)) : BigInt(value.replace("+", "")).toString()
  }

  /* What several cells share is written in the first of them. */
  function writtenOut(formula, shared) {
    if (formula.getAttribute("t") !== "shared") return formula.textContent
    const number = formula.getAttribute("si")
    const text = formula.textContent || shared.get(number) || ""
    if (!shared.has(number)) shared.set(number, text)
    return text
  }

  const unbroken = (text) => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replaceAll("_x000D_", "")

  /* A number in digits, to the 15 that a spreadsheet keeps. */
  function plain(value) {
    return spelt(Number(value.toPrecision(15)))
  }

  const dated = new Map()

  function isDated(format) {
    if (!dated.has(format)) {
      const [first] = format.split(";")
      const bare = first.replace(/".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, "")
      dated.set(format, /(?<![_\\])[dmhys]/i.test(bare))
    }
    return dated.get(format)
  }

  function moment(value, format, epoch1904) {
    const [whole, fraction] = [Math.floor(value), value - Math.floor(value)]
    const within = Math.round(fraction * DAY)
    const clock = (ms) => new Date(ms).toISOString().slice(11, 19)
    if (/\[(?:hh?|mm?|ss?)\]/i.test(format.split(";")[0])) {
      const days = whole ? `${whole} day${Math.abs(whole) === 1 ? "" : "s"}, ` : ""
      return days + clock(within).replace(/^0/, "")
    }
    if (value >= 0 && value < 1 && within < DAY) return clock(within)
    const early = value > 0 && value < 60 && !epoch1904 ? 1 : 0
    const moment = new Date((epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + (whole + early) * DAY + within)
    const year = moment.getUTCFullYear()
    if (Number.isNaN(year) || year < 1 || year > 9999) return "#VALUE!"
    const [day, time] = [moment.toISOString().slice(0, 10), clock(moment.getTime())]
    return time === "00:00:00" ? day : `${day} ${time}`
  }

  Object.assign(window.Taizhang, { readWorkbook, Unreadable })
})()
