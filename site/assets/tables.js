/* Big tables: sorted and filtered in place, the choice kept in the address, what is shown downloaded.

   A table takes part by ``data-table`` (the name of its downloads). A header with ``data-filter`` (the
   name in the address) gets a list of the values in its column. Without this script every row is there. */
;(() => {
  "use strict"
  const SIGNS = /^[=+\-@\t\r]/
  const PLAIN = /^-?[0-9]+(?:\.[0-9]+)?$/

  function element(name, properties = {}, ...inside) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value)
      else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value)
    }
    made.append(...inside.filter((each) => each !== null))
    return made
  }

  /* What a cell says, without the shapes that stand beside a word. */
  function textOf(cell) {
    const bare = cell.cloneNode(true)
    for (const shape of bare.querySelectorAll("[aria-hidden=true]")) shape.remove()
    return bare.textContent.replace(/\s+/g, " ").trim()
  }

  class Table {
    constructor(table) {
      this.table = table
      this.heads = [...table.tHead.rows[0].cells]
      this.bodies = [...table.tBodies]
      this.rows = this.bodies.flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("section"))
      this.sections = this.bodies.flatMap((body) => [...body.rows]).filter((row) => row.classList.contains("section"))
      this.texts = new Map(this.rows.map((row) => [row, [...row.cells].map(textOf)]))
      this.filters = new Map(this.heads.map((head, index) => [head.dataset.filter, index]).filter(([name]) => name))
      this.order = [...this.bodies.flatMap((body) => [...body.rows])]
      this.sorted = { column: -1, down: false }
      this.draw()
      this.recall()
      this.show()
    }

    draw() {
      this.boxes = new Map()
      const boxes = [...this.filters].map(([name, column]) => {
        const values = [...new Set(this.rows.map((row) => this.texts.get(row)[column]))].filter(Boolean)
        const options = [element("option", { value: "" }, "全部"), ...values.map((value) => element("option", { value }, value))]
        const box = element("select", { onchange: () => this.changed() }, ...options)
        this.boxes.set(name, box)
        return element("label", {}, `${textOf(this.heads[column])} `, box)
      })
      this.search = element("input", { type: "search", placeholder: "含有的文字", oninput: () => this.changed() })
      this.count = element("output", { "aria-live": "polite" })
      const download = (kind) => element("button", { type: "button", onclick: () => this.download(kind) }, `下载 ${kind.toUpperCase()}`)
      const tools = [...boxes, element("label", {}, "查找 ", this.search), this.count, download("csv"), download("xlsx")]
      const frame = this.table.closest(".wide") || this.table
      frame.before(element("div", { class: "tools table-tools", role: "group", "aria-label": "筛选和下载" }, ...tools))
      this.heads.forEach((head, column) => {
        const button = element("button", { type: "button", class: "sort", onclick: () => this.sort(column) }, ...head.childNodes)
        head.append(button)
      })
    }

    // --- the address -------------------------------------------------------------------------------

    recall() {
      const asked = new URLSearchParams(location.search)
      for (const [name, box] of this.boxes) {
        const wanted = asked.get(name)
        const known = [...box.options].map((option) => option.value)
        if (!wanted || !wanted.split(",").every((value) => known.includes(value))) continue
        if (!known.includes(wanted)) box.append(element("option", { value: wanted }, wanted.replaceAll(",", "、")))
        box.value = wanted
      }
      this.search.value = asked.get("q") || ""
      const [, column, down] = (asked.get("sort") || "").match(/^([0-9]+)(-?)$/) || []
      if (column && Number(column) < this.heads.length) this.sorted = { column: Number(column), down: down === "-" }
    }

    remember() {
      const asked = new URLSearchParams(location.search)
      const set = (name, value) => (value ? asked.set(name, value) : asked.delete(name))
      for (const [name, box] of this.boxes) set(name, box.value)
      set("q", this.search.value)
      set("sort", this.sorted.column < 0 ? "" : `${this.sorted.column}${this.sorted.down ? "-" : ""}`)
      try {
        history.replaceState(history.state, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`)
      } catch {
        // A browser may forbid it for pages of a folder: the table works all the same.
      }
    }

    changed() {
      this.remember()
      this.show()
    }

    sort(column) {
      const same = this.sorted.column === column
      this.sorted = same && this.sorted.down ? { column: -1, down: false } : { column, down: same }
      this.changed()
    }

    // --- what is shown -----------------------------------------------------------------------------

    get shown() {
      const wanted = [...this.boxes].filter(([, box]) => box.value).map(([name, box]) => [this.filters.get(name), box.value.split(",")])
      const words = this.search.value.trim().toLowerCase()
      const kept = this.rows.filter((row) => {
        const texts = this.texts.get(row)
        return wanted.every(([column, values]) => values.includes(texts[column])) && texts.join(" ").toLowerCase().includes(words)
      })
      if (this.sorted.column < 0) return kept
      const key = (row) => row.cells[this.sorted.column]?.dataset.sort ?? this.texts.get(row)[this.sorted.column] ?? ""
      const compared = (a, b) => compare(key(a), key(b)) * (this.sorted.down ? -1 : 1)
      return [...kept].sort(compared)
    }

    show() {
      const kept = this.shown
      const whole = kept.length === this.rows.length && this.sorted.column < 0
      const visible = new Set(kept)
      for (const row of this.rows) row.hidden = !visible.has(row)
      for (const row of this.sections) row.hidden = !whole
      const home = this.bodies[0]
      if (this.sorted.column >= 0) home.append(...kept)
      else if (this.bodies.length === 1) home.append(...this.order)
      this.heads.forEach((head, column) => {
        if (column === this.sorted.column) head.setAttribute("aria-sort", this.sorted.down ? "descending" : "ascending")
        else head.removeAttribute("aria-sort")
      })
      this.count.textContent = whole ? `共 ${this.rows.length} 行` : `${kept.length} / ${this.rows.length} 行`
    }

    // --- downloads ---------------------------------------------------------------------------------

    download(kind) {
      const rows = [this.heads.map(textOf), ...this.shown.map((row) => this.texts.get(row))]
      const [data, type] = kind === "csv" ? [csv(rows), "text/csv"] : [xlsx(rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
      const address = URL.createObjectURL(new Blob([data], { type }))
      const link = element("a", { href: address, download: `${this.table.dataset.table}.${kind}` })
      document.body.append(link)
      link.click()
      link.remove()
      setTimeout(() => URL.revokeObjectURL(address), 10000)
    }
  }

  const figure = (text) => {
    const found = text.match(/^-?[0-9][0-9,]*(?:\.[0-9]+)?/)
    return found ? Number(found[0].replaceAll(",", "")) : null
  }

  function compare(a, b) {
    const [x, y] = [figure(a), figure(b)]
    if (x !== null && y !== null && x !== y) return x - y
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1
    return a.localeCompare(b, "zh-CN", { numeric: true })
  }

  /* What a spreadsheet would take for a formula gets a mark before it. */
  function csv(rows) {
    const safe = (text) => (SIGNS.test(text) && !PLAIN.test(text) ? `'${text}` : text)
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    return `\ufeff${rows.map((row) => row.map((text) => quoted(safe(text))).join(",")).join("\r\n")}\r\n`
  }

  /* The least that is a workbook (ECMA-376): one sheet of texts and numbers, stored without packing. */
  function xlsx(rows) {
    const xml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/gu, "")
    const cell = (text) => (PLAIN.test(text) && text.length < 16 ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`)
    const lines = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    const packages = "http://schemas.openxmlformats.org/package/2006"
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zip({
      "[Content_Types].xml": `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      "_rels/.rels": `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${lines}</sheetData></worksheet>`,
    })
  }

  function zip(parts) {
    const encoder = new TextEncoder()
    const [local, central] = [[], []]
    let offset = 0
    const record = (signature, ...fields) => {
      const bytes = new Uint8Array(4 + fields.reduce((sum, [, size]) => sum + size, 0))
      const view = new DataView(bytes.buffer)
      view.setUint32(0, signature, true)
      let at = 4
      for (const [value, size] of fields) {
        if (size === 2) view.setUint16(at, value, true)
        else view.setUint32(at, value, true)
        at += size
      }
      return bytes
    }
    for (const [name, text] of Object.entries(parts)) {
      const [path, data] = [encoder.encode(name), encoder.encode(text)]
      const common = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], [crc(data), 4], [data.length, 4], [data.length, 4], [path.length, 2], [0, 2]]
      local.push(record(0x04034b50, ...common), path, data)
      central.push(record(0x02014b50, [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), path)
      offset += 30 + path.length + data.length
    }
    const size = central.reduce((sum, part) => sum + part.length, 0)
    const count = central.length / 2
    return new Blob([...local, ...central, record(0x06054b50, [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2])])
  }

  function crc(data) {
    let sum = -1
    for (const byte of data) {
      sum ^= byte
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1))
    }
    return ~sum >>> 0
  }

  for (const table of document.querySelectorAll("table[data-table]")) new Table(table)
})()
