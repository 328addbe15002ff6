/* What is checked of one column of a filing, cell by cell. */
;(() => {
  "use strict"
  const { NOTHING, ZERO_REPORT, cellOf, isBlank, isFaulty, isNoteworthy, ours, place, said, strip } = window.Taizhang

  /* A day or a month: a zero report where none is taken is told as such, and as nothing else. */
  const isDay = (value) => value !== null && value !== ZERO_REPORT

  /* One column, row by row: ``texts`` of its cells, what is declared to repeat filled in, and what they were
     read as. */
  class Cells {
    constructor({ column, position, rows, texts, reads }) {
      Object.assign(this, { column, position, rows, texts, reads })
    }

    /* A finding about a cell as the file has it. */
    tell(index, words, tell) {
      const row = this.rows[index]
      tell.tell(words, place(row, this.position), this.column.header, row.cells[this.position])
    }
  }

  function filledDown(column, texts, rows, position, tell) {
    const filled = []
    texts.forEach((text, index) => {
      const above = isBlank(text) && filled.at(-1)
      if (above) {
        const at = place(rows[index], position)
        tell.tell(said("W205", { header: ours(column.header), text: above }), at, column.header)
        tell.change(at, column.header, text, above)
      }
      filled.push(above || text)
    })
    return filled
  }

  /* With what a workbook says of how its cells are shown: a cell that shows something else than it holds counts
     as neither, and so does a day without a year of which the filing says one and the cell another. */
  function asShown(reads, rows, position, tab) {
    if (!tab.remarks.size && !tab.days.size) return reads
    return reads.map((read, index) => {
      const at = `${rows[index].number},${position + 1}`
      const findings = (tab.remarks.get(at) || []).map(({ key, words }) => said(key, words))
      if (findings.some(({ severity }) => severity === "error")) return { ...NOTHING, findings }
      const day = tab.days.get(at)
      if (day && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(read.value) && read.value !== day) {
        const [, month, number] = day.split("-").map(Number)
        const words = { shown: ours(`${month}月${number}日`), used: ours(read.value), stored: ours(day) }
        return { ...NOTHING, findings: [said("E225.year", words)] }
      }
      return findings.length ? { ...read, findings: [...findings, ...read.findings] } : read
    })
  }

  function tellFindings({ column, position, rows, texts, reads }, tell) {
    reads.forEach((read, index) => {
      if (!isNoteworthy(read)) return
      const at = place(rows[index], position)
      for (const words of read.findings) tell.tell(words, at, column.header, texts[index])
      if (read.used !== null && (read.used || !read.mark || !column.required)) {
        tell.change(at, column.header, texts[index], read.used)
      }
    })
  }

  function tellMissing(cells, form, zero, merged, tell) {
    const { column, position, rows } = cells
    let above = false
    cells.reads.forEach((read, index) => {
      if (read.value !== null || isFaulty(read)) {
        above = true
        return
      }
      if (zero.has(index) && !column.equals) return
      const covered = merged.has(`${rows[index].number},${position + 1}`)
      let key = column.unit ? "E201.number" : "E201"
      if (covered || (above && form.key.includes(column.id) && !read.mark)) key = "E201.merged"
      else if (read.mark) key = "E201.mark"
      cells.tell(index, said(key, { header: ours(column.header), text: read.mark }), tell)
    })
  }

  /* Cells that must repeat what the folder says. */
  function tellElsewhere({ column, position, rows, texts, reads }, unit, period, tell) {
    const isUnit = column.equals === "unit"
    const own = cellOf(period)
    const wanted = isUnit ? unit : own.padEnd(10, "-01")
    reads.forEach(({ value }, index) => {
      if (value === null || value === wanted || !(isUnit || isDay(value))) return
      const words = isUnit
        ? said("E238", { folder: ours(unit), text: strip(texts[index]) })
        : said("E237", { folder: ours(own), used: ours(value.slice(0, own.length)) })
      tell.tell(words, place(rows[index], position), column.header, texts[index])
    })
  }

  function tellFuture(cells, today, tell) {
    cells.reads.forEach(({ value }, index) => {
      if (isDay(value) && value > today) cells.tell(index, said("W235.future", { used: ours(value) }), tell)
    })
  }

  function tellOfItsTime(cells, [first, last], tell) {
    cells.reads.forEach(({ value }, index) => {
      if (!isDay(value) || (first <= value && value <= last)) return
      const key = value > last ? "E239" : "W239"
      cells.tell(index, said(key, { used: ours(value), first: ours(first), last: ours(last) }), tell)
    })
  }

  Object.assign(window.Taizhang, { Cells, asShown, filledDown, tellElsewhere, tellFindings, tellFuture, tellMissing, tellOfItsTime })
})()
