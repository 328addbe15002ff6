/* The cells of one sheet: what is stored in each, how far they reach, which are merged and hidden. */
;(() => {
  "use strict"
  const { RULES, SHEET, Unreadable, Words, isBlank, ofMoment, ofNumber, ofText, unescaped } = window.Taizhang
  const [LAST_ROW, LAST_COLUMN] = [1048576, 16384]
  const COUNT = /^[1-9][0-9]{0,4}$/
  const NOUGHT = /^0+(?:[.]0+)?$/
  const ROW = /^([1-9][0-9]{0,6})(?:\.0+)?$/
  const POSITION = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/
  /* What a cell reads as whose text is not among the shared ones. */
  const LOST = { text: "#REF!", remarks: [{ key: "E217.lost", words: {} }] }
  const isTrue = (element, name) => ["1", "true"].includes(element.getAttribute(name))

  /* What is in a sheet: the text of each cell by row and column, from 1, and how far it reaches. What is
     blank reaches nowhere; of a sheet that reaches too far no cell is kept beyond. */
  class Grid {
    constructor() {
      Object.assign(this, { height: 0, width: 0, rows: new Map(), told: new Map(), areas: [], hidden: new Set(), hiddenColumns: new Set(), filtered: null, drawn: false })
    }
    get tooLarge() {
      return this.height * this.width > RULES.limits.grid
    }
    reach(row, column) {
      ;[this.height, this.width] = [Math.max(this.height, row), Math.max(this.width, column)]
    }
    /* Note what a cell reads as; of one that is written twice, what it says must be the same. */
    keep(row, column, seen) {
      const { text } = seen
      if (!isBlank(text)) this.reach(row, column)
      if (this.tooLarge || !text) return
      if (!this.rows.has(row)) this.rows.set(row, new Map())
      const cells = this.rows.get(row)
      if (cells.has(column) && cells.get(column) !== text) throw new Unreadable(`第 ${row} 行第 ${column} 列的单元格写了两次，内容不同`)
      cells.set(column, text)
      if (seen.remarks.length || seen.day) this.told.set(`${row},${column}`, seen)
    }
  }

  /* Walk through the part of a sheet; ``counted`` is told the text of each cell. */
  function gridOf(archive, part, book, counted) {
    const walk = new Walk(book, counted)
    archive.walk(part, SHEET, { ...walk.words.begin, ...walk.begin }, { ...walk.words.end, ...walk.end })
    if (!walk.begun) throw new Unreadable("文件已损坏")
    return walk.grid
  }

  /* Where a walk through a sheet is: the row, the cell, and what of the cell was met so far. */
  class Walk {
    constructor(book, counted) {
      this.grid = new Grid()
      this.words = new Words()
      Object.assign(this, { book, counted, begun: false, row: 0, at: 0, column: 0, inRow: false, isHidden: false, noughts: true })
      Object.assign(this, { columns: 0, filter: null, cell: null, count: 0, value: null, formula: null, within: false, shared: new Map() })
    }

    begin = {
      worksheet: () => (this.begun = true),
      /* What is hidden while a filter is on was hidden by it; where, is told later, if at all. */
      sheetPr: (element) => {
        if (isTrue(element, "filterMode")) this.grid.filtered = { top: 1, bottom: LAST_ROW }
      },
      /* A sheet may be set to show nothing where there is a nought. */
      sheetView: (element) => (this.noughts = ["1", "true"].includes(element.getAttribute("showZeros") ?? "1")),
      /* Columns come in their order, so that what is told of one again would be told for ever. */
      col: (element) => {
        const [first, last] = ["min", "max"].map((name) => (COUNT.test(element.getAttribute(name)) ? Number(element.getAttribute(name)) : 0))
        if (!(this.columns < first && first <= last && last <= LAST_COLUMN)) return
        this.columns = last
        if (isHidden(element, "width")) for (let column = first; column <= last; column++) this.grid.hiddenColumns.add(column)
      },
      row: (element) => {
        const at = element.getAttribute("r")
        this.row = at ? Number(at.match(ROW)[1]) : this.row + 1
        this.column = 0
        this.inRow = true
        this.isHidden = isHidden(element, "ht")
      },
      /* A cell without a position of its own stands beside the one before it. More cells than a sheet has
         room for can only be the same ones again. */
      c: (element) => {
        const at = element.getAttribute("r")
        ;[this.at, this.column] = at ? position(at) : [this.row, this.column + 1]
        this.value = this.formula = this.cell = null
        this.within = false
        if (!this.inRow) return
        this.count += 1
        if (this.count > RULES.limits.grid) throw new Unreadable("展开后过大")
        this.cell = element
      },
      is: () => {
        this.words.taken()
        this.within = true
      },
      mergeCell: (element) => {
        const merged = withinSheet(area(element.getAttribute("ref") || ""), this.grid)
        this.grid.areas.push(merged)
        this.grid.reach(merged.bottom, merged.right)
      },
      autoFilter: (element) => {
        try {
          this.filter = area(element.getAttribute("ref") || "")
          if (this.grid.filtered) this.grid.filtered = this.filter
        } catch {
          // where the filter is cannot be known
        }
      },
      filterColumn: () => (this.grid.filtered = this.filter),
      drawing: () => (this.grid.drawn = true),
      picture: () => (this.grid.drawn = true),
    }

    end = {
      v: (element) => (this.value = this.value ?? element.textContent),
      f: (element) => (this.formula = `=${writtenOut(element, this.shared)}`),
      c: () => {
        if (this.cell === null) return
        const seen = this.seen(this.cell)
        this.counted(seen.text)
        this.grid.keep(this.at, this.column, seen)
        if (this.isHidden && seen.text) this.grid.hidden.add(this.at)
      },
      row: () => (this.inRow = false),
    }

    /* A cell as it is shown; a formula without a stored value stays a formula, and is told. A text within the
       cell is read whatever type the cell says it has, for some programs say none. Programs that cannot
       reckon store nothing or a 0, and leave it to the spreadsheet to reckon when it opens the file. */
    seen(cell) {
      const { formula, book } = this
      const type = cell.getAttribute("t") || "n"
      const words = this.within && (type === "inlineStr" || !this.value) ? this.words.taken() : ""
      const within = Boolean(words)
      const value = within ? words : this.value
      if (!value || (value === "0" && formula && book.unreckoned)) {
        const text = formula && type !== "inlineStr" && type !== "str" ? unbroken(formula) : ""
        return text ? seen(text, [{ key: "E302.unsaved", words: { text } }]) : seen("")
      }
      const format = book.shownAs(cell.getAttribute("s") || "")
      if (within) return ofText(unbroken(value), format)
      if (type === "n") return numbered(value, format, this)
      if (type === "s") {
        if (book.areTextsLost) throw new Unreadable("文件已损坏或不完整")
        const text = book.shared(value)
        return text === null ? seen(LOST.text, LOST.remarks) : ofText(unbroken(text), format)
      }
      if (type === "b") return seen(value === "1" || value === "true" ? "TRUE" : "FALSE")
      if (type === "d") return ofMoment(value, format, book.since1904)
      if (type === "e") return seen(value)
      return ofText(unbroken(unescaped(value)), format)
    }
  }

  const seen = (text, remarks = []) => ({ text, remarks, day: null })

  /* A number of a size that a program can hold; anything else in its place as it stands. */
  function numbered(value, format, { book, noughts }) {
    if (!NUMBER.test(value) || !Number.isFinite(Number(value))) return seen(unbroken(value))
    if (!Number(value) && !noughts) return seen("0", [{ key: "W225.noughts", words: {} }])
    return ofNumber(/[.Ee]/.test(value) ? Number(value) : BigInt(value.replace("+", "")), format, book.since1904)
  }

  /* Whether a row or columns are hidden, or have no size, which comes to the same. */
  function isHidden(element, size) {
    return isTrue(element, "hidden") || NOUGHT.test(element.getAttribute(size) || "")
  }

  /* "BC12" is row 12, column 55. */
  function position(reference) {
    const [, letters, digits] = reference.match(POSITION)
    return [Number(digits), [...letters.toUpperCase()].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0)]
  }

  /* Whole rows or columns that are merged reach no farther than what is written in the sheet. */
  function withinSheet(merged, { height, width }) {
    const isWholeRows = merged.left === 1 && merged.right === LAST_COLUMN
    if (isWholeRows === (merged.top === 1 && merged.bottom === LAST_ROW)) return merged
    const bottom = Math.max(merged.top, Math.min(merged.bottom, Math.max(height, 1)))
    return sized(merged.top, merged.left, bottom, Math.max(merged.left, Math.min(merged.right, Math.max(width, 1))))
  }

  const sized = (top, left, bottom, right) => ({ top, left, bottom, right, size: (bottom - top + 1) * (right - left + 1) })

  /* "A1:C2", or one cell. */
  function area(reference) {
    const [from, to = from] = reference.split(":")
    const [[top, left], [bottom, right]] = [position(from), position(to)]
    if (bottom < top || right < left) throw new Unreadable("文件已损坏")
    return sized(top, left, bottom, right)
  }

  /* What several cells share is written in the first of them. */
  function writtenOut(formula, shared) {
    if (formula.getAttribute("t") !== "shared") return formula.textContent
    const number = formula.getAttribute("si") || ""
    const text = formula.textContent || shared.get(number) || ""
    if (!shared.has(number)) shared.set(number, text)
    return text
  }

  const unbroken = (text) => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n")

  /* A number as XML Schema has doubles; what else stands in its place is shown as it stands. */
  const NUMBER = /^(?:[-+]?[0-9]+(?:[.][0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?[.][0-9]+(?:[eE][-+]?[0-9]+)?)$/

  Object.assign(window.Taizhang, { gridOf })
})()
