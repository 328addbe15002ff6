/* A workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

   The archive is opened here, in the browser; formulas are never computed, the stored value counts. */
;(() => {
  "use strict"
  const { Archive, RULES, Unreadable, bookOf, gridOf, record } = window.Taizhang

  /* A workbook of which each sheet is read when it is asked for; all of them together may hold so much and
     no more. Throws Unreadable when it is none. */
  class Workbook {
    constructor(bytes) {
      this.archive = damage(() => new Archive(bytes))
      this.book = damage(() => bookOf(this.archive))
      this.tabs = new Map()
      this.cells = this.characters = 0
    }

    /* All sheets by their names, the hidden ones as well, in their order. */
    get sheets() {
      return this.book.sheets
    }

    /* A sheet by its name: {name, records, merged, hiddenRows, filtered, hiddenColumns, hidden, drawn, remarks, days};
       throws Unreadable when it cannot be read. */
    tab(name) {
      if (!this.tabs.has(name)) this.tabs.set(name, tried(() => damage(() => this.read(name))))
      const tab = this.tabs.get(name)
      if (tab instanceof Unreadable) throw tab
      return tab
    }

    read(name) {
      const { part, hidden } = this.sheets.get(name)
      if (part === null) throw new Unreadable("文件已损坏或不完整")
      const grid = gridOf(this.archive, part, this.book, (text) => this.counted(text))
      if (grid.tooLarge) throw new Unreadable(`工作表“${name}”的内容一直到第 ${grid.height} 行第 ${grid.width} 列，过大`)
      if (grid.areas.reduce((sum, area) => sum + area.size, 0) > grid.height * grid.width) {
        throw new Unreadable(`工作表“${name}”的合并单元格互相重叠`)
      }
      this.cells += grid.height * grid.width
      if (this.cells > RULES.limits.together) throw new Unreadable("各工作表的内容加起来过大")
      const merged = covered(grid)
      const { hidden: hiddenRows, hiddenColumns, filtered: where, drawn } = grid
      const filtered = new Set([...hiddenRows].filter((row) => where && where.top < row && row <= where.bottom))
      const told = [...grid.told].filter(([at]) => !merged.has(at))
      const remarks = new Map(told.filter(([, seen]) => seen.remarks.length).map(([at, seen]) => [at, seen.remarks]))
      const days = new Map(told.filter(([, seen]) => seen.day).map(([at, seen]) => [at, seen.day]))
      return { name, records: recordsOf(grid, merged), merged, hiddenRows, filtered, hiddenColumns, hidden, drawn, remarks, days }
    }

    /* What a cell reads as; what is stored once may be meant by any number of them. */
    counted(text) {
      this.characters += text.length
      if (this.characters > RULES.limits.unpacked) throw new Unreadable("展开后过大")
    }
  }

  /* The visible sheets of a workbook in their order; throws Unreadable when one cannot be read. */
  function readWorkbook(bytes) {
    const book = new Workbook(bytes)
    const names = [...book.sheets].filter(([, each]) => each.part && !each.hidden).map(([name]) => name)
    return new Map(names.map((name) => [name, book.tab(name)]))
  }

  /* Whatever numbers and references meet in a broken part is damage. */
  function damage(reading) {
    try {
      return reading()
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable("文件已损坏")
    }
  }

  function tried(reading) {
    try {
      return reading()
    } catch (error) {
      return error
    }
  }

  /* The cells of merged areas but for the first of each, which alone has a value. */
  function covered({ areas }) {
    const found = new Set()
    for (const { top, left, bottom, right } of areas) {
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) if (r !== top || c !== left) found.add(`${r},${c}`)
    }
    return found
  }

  /* A record for each row down to the last that says something, all of them as wide. */
  function recordsOf({ rows, height, width }, merged) {
    const last = Math.min(height, Math.max(0, ...rows.keys()))
    const records = []
    for (let r = 1; r <= last; r++) {
      const texts = new Array(width).fill("")
      for (const [c, text] of rows.get(r) || []) if (c <= width && !merged.has(`${r},${c}`)) texts[c - 1] = text
      records.push(record(r, r, texts))
    }
    while (records.length && records.at(-1).blank) records.pop()
    return records
  }

  Object.assign(window.Taizhang, { Workbook, readWorkbook })
})()
