/* What the page puts right by itself: only what cannot be meant otherwise, and never a number. */
;(() => {
  "use strict"
  const { REFERENCE, SEARCHED, Teller, bare, cellOf, decode, isBlank, narrow, ofTerm, RULES, short, spellings, split, strip, written } = window.Taizhang
  const LEVELS = 3
  const MONTH = /^0?([0-9]{1,2})月(?:份)?$/
  const WIDE_COMMA = "，"

  /* What a clean file no longer has, by the code under which it was told: what it was, and what became of it. */
  const LEFT_OUT = {
    W101: () => ["文件中部的 BOM 标记", "删去"],
    W102: () => ["GB18030（GBK）编码", "UTF-8"],
    W103: () => ["UTF-16 编码", "UTF-8"],
    W121: () => ["分隔符", "逗号"],
    W128: () => ["表头上面的标题", "删去"],
    W135: (problem) => [`第 ${problem.record} 行，空行`, "删去"],
    W136: (problem) => [`第 ${problem.record} 行，重复的表头`, "删去"],
    W202: (problem) => [`第 ${problem.record} 行，合计`, "删去"],
    W203: (problem) => [`第 ${problem.record} 行，表尾`, "删去"],
    W251: (problem) => [`第 ${problem.record} 行，与前面完全相同`, "删去"],
  }

  /* What is otherwise in the file to upload than in the one that was checked: pairs of 原 and 改. */
  function cleaned({ problems, positions, header = [] }) {
    const used = new Set(Object.values(positions))
    const beside = header.filter((cell, index) => !used.has(index) && !isBlank(cell) && !cell.startsWith(REFERENCE))
    const told = problems.filter((problem) => Object.hasOwn(LEFT_OUT, problem.code))
    const more = problems.filter(({ untold }) => untold && Object.hasOwn(LEFT_OUT, untold.code))
    return [...told.map((problem) => LEFT_OUT[problem.code](problem)), ...more.map(({ untold }) => [`同样的另 ${untold.number} 处（${untold.code}）`, "删去"]), ...beside.map((cell) => [`多余的列“${short(strip(cell))}”`, "删去"])]
  }

  /* A filing put right: {bytes, told}, the pairs of 原 and 改; null where there is nothing to put right.

     ``bytes`` is a CSV, or ``tab`` a sheet of a workbook. */
  function mend({ form: id, period, bytes, tab }) {
    const form = ofTerm(RULES.forms[id], period)
    const spelt = spellings(form)
    const told = []
    // What is told of how cells are shown, and of what is hidden, would be lost.
    if (tab && (tab.remarks.size || tab.hiddenRows.size || tab.hiddenColumns.size)) return null
    const rows = tab ? tab.records.map((record) => record.cells) : rowsOf(bytes, spelt, told)
    const headed = rows && withHeader(rows.filter((cells) => !cells.every(isBlank)), form, spelt, told)
    if (!headed) return null
    const [header, ...below] = headed
    const dated = withMonth(header, below, form, period, spelt, told)
    return told.length ? { bytes: written(header, dated), told } : null
  }

  /* The cells of a CSV; with commas of full width between them where every line has as many. */
  function rowsOf(bytes, spelt, told) {
    const tell = new Teller()
    const text = decode(bytes, tell)
    if (text === null) return null
    const found = split(text, new Set(spelt.keys()), tell)
    if (found) return tell.broken || hasLines(found) ? null : found.records.map((record) => record.cells)
    const rows = text.split("\n").filter((line) => strip(line)).map((line) => line.split(WIDE_COMMA))
    const at = rows.findIndex((cells) => named(cells, spelt).size > 1)
    if (at < 0 || text.includes('"')) return null
    if (rows.slice(at).some((cells) => cells.length !== rows[at].length)) return null
    told.push([`分隔符“${WIDE_COMMA}”`, "英文逗号"])
    return rows
  }

  /* Whether cells hold lines that might be rows which a quote swallowed: only with commas would that be seen
     once more. */
  const hasLines = ({ records, delimiter }) => delimiter !== "," && records.some((record) => record.cells.some((cell) => cell.includes("\n")))

  /* The ids of the columns that cells name. */
  const named = (cells, spelt) => new Set(cells.map((cell) => spelt.get(bare(cell))?.id).filter(Boolean))

  /* The rows from a header on that names every column which must be there; null where there is none. */
  function withHeader(rows, form, spelt, told) {
    const wanted = form.columns.filter((column) => column.required).map((column) => column.id)
    const isWhole = (cells) => {
      const found = named(cells, spelt)
      return found.size > 1 && wanted.every((id) => found.has(id))
    }
    const at = rows.slice(0, SEARCHED).findIndex(isWhole)
    if (at >= 0) {
      if (at) told.push([`表头上面的 ${at} 行`, "删去"])
      return rows.slice(at)
    }
    return inRows(rows, spelt, isWhole, told) || inIds(rows, form, isWhole, told) || turned(rows, isWhole, told)
  }

  /* A header in two or three rows, of which the upper ones are of groups, as one. */
  function inRows(rows, spelt, isWhole, told) {
    for (let levels = 2; levels <= LEVELS; levels++) {
      for (let top = 0; top < Math.min(rows.length - levels, SEARCHED); top++) {
        const joint = together(rows.slice(top, top + levels), spelt)
        if (!isWhole(joint)) continue
        if (top) told.push([`表头上面的 ${top} 行`, "删去"])
        told.push([`表头分写在 ${levels} 行`, "并成一行"])
        return [joint, ...rows.slice(top + levels)]
      }
    }
    return null
  }

  /* In each column the lowest word, with the group above it where the form calls the column by both. */
  function together(parts, spelt) {
    const width = Math.max(...parts.map((cells) => cells.length))
    let group = ""
    return [...Array(width).keys()].map((position) => {
      const [upper, ...lower] = parts.map((cells) => strip(cells[position] ?? ""))
      if (upper) group = upper
      const lowest = lower.findLast(Boolean) || upper
      return [lowest, group + lowest, lowest + group].find((word) => spelt.has(bare(word))) ?? lowest
    })
  }

  /* A header of the ids of columns instead of their names. */
  function inIds(rows, form, isWhole, told) {
    const headers = new Map(form.columns.map((column) => [column.id, column.header]))
    const header = rows[0].map((cell) => headers.get(bare(cell).toLowerCase()) ?? cell)
    if (!isWhole(header)) return null
    told.push(["表头写的是列的编号", "列名"])
    return [header, ...rows.slice(1)]
  }

  /* A table whose rows and columns are the other way round. */
  function turned(rows, isWhole, told) {
    const width = Math.max(...rows.map((cells) => cells.length))
    const columns = [...Array(width).keys()].map((position) => rows.map((cells) => cells[position] ?? ""))
    if (rows.length > 2 * SEARCHED || !columns.length || !isWhole(columns[0])) return null
    told.push(["行和列颠倒", "转过来"])
    return columns
  }

  /* The month of the filing where it is written without its year: no other is meant in its folder. */
  function withMonth(header, rows, form, period, spelt, told) {
    const own = form.columns.find((column) => column.equals === "period")
    const position = own ? header.findIndex((cell) => spelt.get(bare(cell)) === own) : -1
    if (position < 0 || period.length !== 7) return rows
    const meant = (cell) => Number(narrow(strip(cell ?? "")).match(MONTH)?.[1]) === Number(period.slice(5))
    const wrong = rows.filter((cells) => meant(cells[position]))
    if (!wrong.length) return rows
    told.push([`${own.header}“${strip(wrong[0][position])}”${wrong.length > 1 ? ` 等 ${wrong.length} 处` : ""}`, cellOf(period)])
    return rows.map((cells) => (meant(cells[position]) ? cells.with(position, cellOf(period)) : cells))
  }

  Object.assign(window.Taizhang, { cleaned, mend })
})()
