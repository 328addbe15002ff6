/* A filing as the file that is uploaded: UTF-8 with a byte order mark, commas, CRLF. */
;(() => {
  "use strict"
  const { RULES, ZERO_REPORT, harmless, visible } = window.Taizhang

  function written(headers, rows) {
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const lines = [headers, ...rows].map((cells) => cells.map(quoted).join(","))
    return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`)
  }

  /* A filing: a text for each column, row by row. A declared name gets a mark of text where a spreadsheet would run it;
     what units write acts in none, or is refused. */
  function filed(columns, rows) {
    const cell = (column, text) => ((column.to || column.values.length || column.equals) && text[0] !== "'" ? harmless(text) : text)
    return written(columns.map((column) => harmless(column.header)), rows.map((texts) => columns.map((column, at) => cell(column, texts[at]))))
  }

  /* What was read of a file, by read(), as ``taizhang collect`` writes it: the rows that count as they were
     written, under the form's own headers and in its order. */
  function collected(result) {
    const columns = RULES.forms[result.form].columns.filter((column) => column.id in result.positions)
    const kept = new Set(result.kept)
    const isZero = (cells) => result.zero && cells.some((cell) => visible(cell) === ZERO_REPORT)
    const rows = (result.texts || []).filter((cells, index) => kept.has(index) || isZero(cells))
    return filed(columns, rows.map((cells) => columns.map((column) => cells[result.positions[column.id]])))
  }

  Object.assign(window.Taizhang, { collected, filed, written })
})()
