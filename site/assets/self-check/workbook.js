/* A workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

   The archive is opened here, in the browser; formulas are never computed, the stored value counts. */
;(() => {
  "use strict"
  const { RULES, record } = window.Taizhang
  const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  const LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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
    let [at, total] = [view.getUint32(end + 16, true), 0]
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Unreadable("文件已损坏或不完整")
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
      const start = view.getUint32(at + 42, true)
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
      parts.set(path, { method: view.getUint16(at + 10, true), start, packed, size })
      total += size
      at += 46 + name + extra + comment
    }
    if (total > RULES.limits.unpacked) throw new Unreadable("展开后过大")
    return { has: (name) => parts.has(name), names: [...parts.keys()], text: (name) => inflated(bytes, view, parts.get(name)) }
  }

  async function inflated(bytes, view, part) {
    if (!part || view.getUint32(part.start, true) !== 0x04034b50) throw new Unreadable("文件已损坏或不完整")
    const from = part.start + 30 + view.getUint16(part.start + 26, true) + view.getUint16(part.start + 28, true)
    const packed = bytes.subarray(from, from + part.packed)
    if (part.method === 0) return new TextDecoder().decode(packed)
    if (part.method !== 8) throw new Unreadable("文件已损坏或不完整")
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader()
    const decoder = new TextDecoder()
    let [text, size] = ["", 0]
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      size += value.length
      if (size > part.size) throw new Unreadable("文件已损坏或不完整")
      text += decoder.decode(value, { stream: true })
    }
  }

  async function parsed(archive, name) {
    const text = await archive.text(name)
    if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY")) throw new Unreadable("含不被接受的内容")
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
    const book = await parsed(archive, "xl/workbook.xml")
    const relations = await parsed(archive, "xl/_rels/workbook.xml.rels")
    const targets = new Map(
      [...relations.getElementsByTagName("Relationship")].map((each) => [each.getAttribute("Id"), each.getAttribute("Target")]),
    )
    const strings = archive.has("xl/sharedStrings.xml") ? await sharedStrings(archive) : []
    const formats = archive.has("xl/styles.xml") ? await cellFormats(archive) : []
    const epoch1904 = all(book, "workbookPr").some((each) => ["1", "true"].includes(each.getAttribute("date1904")))
    const found = new Map()
    for (const sheet of all(book, "sheet")) {
      if (!["", "visible"].includes(sheet.getAttribute("state") || "")) continue
      const target = targets.get(sheet.getAttributeNS(LINKED, "id")) || ""
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`
      if (!path.startsWith("xl/worksheets/")) continue
      const name = sheet.getAttribute("name")
      found.set(name, tabOf(name, await parsed(archive, path), { strings, formats, epoch1904 }))
    }
    return found
  }

  const written = (element) =>
    [...element.children]
      .filter((each) => each.localName === "t" || each.localName === "r")
      .map((each) => (each.localName === "t" ? each.textContent : children(each, "t").map((t) => t.textContent).join("")))
      .join("")

  async function sharedStrings(archive) {
    const tree = await parsed(archive, "xl/sharedStrings.xml")
    return all(tree, "si").map((each) => written(each).replaceAll("x005F_", ""))
  }

  async function cellFormats(archive) {
    const tree = await parsed(archive, "xl/styles.xml")
    const own = new Map(all(tree, "numFmt").map((each) => [each.getAttribute("numFmtId"), each.getAttribute("formatCode")]))
    const styles = all(tree, "cellXfs").flatMap((each) => children(each, "xf"))
    return styles.map((each) => {
      const id = each.getAttribute("numFmtId") || "0"
      return own.get(id) || BUILTIN[id] || ""
    })
  }

  // --- one sheet ---------------------------------------------------------------------------------

  function tabOf(name, tree, book) {
    const grid = new Map()
    let [height, width, row] = [0, 0, 0]
    for (const element of all(tree, "row")) {
      row = Number(element.getAttribute("r")) || row + 1
      let column = 0
      for (const cell of children(element, "c")) {
        column = cell.getAttribute("r") ? position(cell.getAttribute("r"))[1] : column + 1
        grid.set(`${row},${column}`, textOf(cell, book))
        height = Math.max(height, row)
        width = Math.max(width, column)
      }
    }
    const areas = all(tree, "mergeCell").map((each) => each.getAttribute("ref").split(":").map(position))
    for (const [, to] of areas) if (to) [height, width] = [Math.max(height, to[0]), Math.max(width, to[1])]
    if (height * width > RULES.limits.cells) {
      throw new Unreadable(`工作表“${name}”的内容一直到第 ${height} 行第 ${width} 列，过大`)
    }
    const merged = new Set()
    for (const [from, to] of areas) {
      for (let r = from[0]; to && r <= to[0]; r++) {
        for (let c = from[1]; c <= to[1]; c++) if (r !== from[0] || c !== from[1]) merged.add(`${r},${c}`)
      }
    }
    const records = []
    for (let r = 1; r <= height; r++) {
      const cells = Array.from({ length: width }, (_, c) => (merged.has(`${r},${c + 1}`) ? "" : (grid.get(`${r},${c + 1}`) ?? "")))
      records.push(record(r, r, cells))
    }
    while (records.length && records.at(-1).blank) records.pop()
    return { name, records, merged }
  }

  /* "BC12" is row 12, column 55. */
  function position(reference) {
    const [, letters, digits] = reference.replaceAll("$", "").match(/^([A-Z]+)([0-9]+)$/)
    return [Number(digits), [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0)]
  }

  function textOf(cell, { strings, formats, epoch1904 }) {
    const type = cell.getAttribute("t") || "n"
    const [formula] = children(cell, "f")
    const value = children(cell, "v").map((each) => each.textContent)[0] || ""
    if (type === "inlineStr") return unbroken(children(cell, "is").map(written).join(""))
    if (value === "") return formula && type !== "str" ? `=${formula.textContent}` : ""
    if (type === "s") return unbroken(strings[Number(value)])
    if (type === "b") return Number(value) ? "TRUE" : "FALSE"
    if (type === "d") return value.replace("T", " ").replace(/Z$| 00:00:00(?:\.0+)?Z?$/, "")
    if (type !== "n") return unbroken(value)
    const format = formats[Number(cell.getAttribute("s") || 0)] || ""
    if (isDated(format)) return moment(Number(value), format, epoch1904)
    if (/0(?:\.0+)?%/.test(format)) return `${plain(Number((Number(value) * 100).toFixed(10)))}%`
    return /[.Ee]/.test(value) ? plain(Number(value)) : value.replace(/^(-?)0+(?=[0-9])/, "$1")
  }

  const unbroken = (text) => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replaceAll("_x000D_", "")

  /* A number in digits, to the 15 that a spreadsheet keeps. */
  function plain(value) {
    if (Number.isInteger(value)) return BigInt(value).toString()
    const text = String(parseFloat(value.toPrecision(15)))
    return text.includes("e") ? value.toFixed(15).replace(/0+$/, "") : text
  }

  function isDated(format) {
    const [first] = format.split(";")
    const bare = first.replace(/".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, "")
    return /(?<![_\\])[dmhys]/i.test(bare)
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
