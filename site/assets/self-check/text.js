/* Bytes to text. */
;(() => {
  "use strict"
  const { IN, ours, said } = window.Taizhang

  const MANY = 20

  const startsWith = (bytes, ...signature) => signature.every((byte, index) => bytes[index] === byte)
  const isSpace = (byte) => byte === 32 || byte === 9 || byte === 10 || byte === 13
  const isWorkbook = (bytes) => startsWith(bytes, 0x50, 0x4b, 3, 4)

  function decode(data, tell) {
    let body = data
    while (startsWith(body, 0xef, 0xbb, 0xbf)) body = body.subarray(3)
    if (body.every(isSpace)) return tell.tell(said("E110")), null
    const kind = noCsv(body)
    if (kind) return tell.tell(said(kind)), null
    let text = toText(body, tell)
    if (text === null) return null
    text = withoutEnd(text.replace(/\r\n/g, "\n").replace(/\r/g, "\n"), tell)
    if (!/[^\ufeff \t\n]/u.test(text)) return tell.tell(said("E110")), null
    return withoutMarks(text, tell)
  }

  /* The text without the mark (0x1A) that old systems set at the end of a file; where another file
     follows it is told. Anywhere but before a line it is a character like any other. */
  function withoutEnd(text, tell) {
    if (!text.includes("\x1a")) return text
    let end = text.length
    while (end && (text[end - 1] === "\n" || text[end - 1] === "\x1a")) end -= 1
    const kept = text.slice(0, end)
    const parts = kept.split("\n")
    const found = parts.flatMap((part, index) => (part.startsWith("\x1a") ? [index + 1] : []))
    for (const line of found.slice(0, MANY)) tell.tell(said("W101.end"), { line })
    return `${parts.map((part) => part.replace(/^\x1a+/, "")).join("\n")}\n`
  }

  function noCsv(body) {
    let start = 0
    while (start < 99 && isSpace(body[start])) start += 1
    const head = body.subarray(start, 99)
    if (isWorkbook(head)) return "E112"
    if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return "E112.old"
    const page = String.fromCharCode(...head.subarray(0, 12)).toLowerCase()
    return ["<html", "<!doctype", "<?xml", "<table", "<meta"].some((tag) => page.startsWith(tag)) ? "E112.page" : null
  }

  function toText(body, tell) {
    if (startsWith(body, 0xff, 0xfe) || startsWith(body, 0xfe, 0xff)) return utf16(body, tell)
    if (body.includes(0)) return nul(body, tell), null
    const fault = utf8Fault(body)
    if (fault === null) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(body)
    return notUtf8(body, fault, tell)
  }

  function utf16(body, tell) {
    const name = body[0] === 0xff ? "utf-16le" : "utf-16be"
    const rest = body.subarray(2)
    let text
    try {
      text = new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(rest)
    } catch {
      const whole = new TextDecoder(name, { ignoreBOM: true }).decode(rest)
      const at = whole.indexOf("\ufffd")
      const line = whole.slice(0, at).split("\n").length
      return tell.tell(said("E107", { line, byte: 2 * at + 3 }), { line }), null
    }
    if (text.includes("\0")) {
      const line = text.slice(0, text.indexOf("\0")).split("\n").length
      return tell.tell(said("E108", { line }), { line }), null
    }
    tell.tell(said("W103"), { line: 1 })
    return text
  }

  function nul(body, tell) {
    let [even, odd] = [0, 0]
    body.forEach((byte, index) => byte === 0 && (index % 2 ? (odd += 1) : (even += 1)))
    const half = Math.max(1, Math.floor(body.length / 2))
    if (Math.max(even, odd) > 0.2 * half && Math.min(even, odd) * 4 <= Math.max(even, odd)) return tell.tell(said("E104"))
    let told = 0
    lines(body).forEach((part, index) => {
      if (part.includes(0) && told++ < MANY) tell.tell(said("E108", { line: index + 1 }), { line: index + 1 })
    })
  }

  function notUtf8(body, fault, tell) {
    const parts = lines(body)
    const first = parts.find((part) => part.some((byte) => byte > 127))
    const damaged = (at, line) => tell.tell(said("E107", { line, byte: at - lineStart(body, at) + 1 }), { line })
    if (utf8Fault(first) === null) {
      const index = parts.findIndex((part) => utf8Fault(part) !== null)
      const [line, here] = [index + 1, parts[index]]
      const torn = line === parts.length && fault.cut
      if (!torn && !mostlyUtf8(here) && gbFault(here) === null) {
        tell.tell(said("E105", { line, before: ours("UTF-8"), here: ours("GB18030") }), { line })
      } else damaged(fault.at, line)
      return null
    }
    for (const [index, part] of parts.entries()) {
      if (part.filter((byte) => byte > 127).length >= 6 && isPlainUtf8(part)) {
        const line = index + 1
        tell.tell(said("E105", { line, before: ours("GB18030"), here: ours("UTF-8") }), { line })
        return null
      }
    }
    const at = gbFault(body)
    if (at !== null) {
      damaged(at, lines(body.subarray(0, at)).length)
      return null
    }
    tell.tell(said("W102"), { line: 1 })
    return new TextDecoder("gb18030", { ignoreBOM: true }).decode(body)
  }

  function withoutMarks(text, tell) {
    const all = text.split("\n")
    const tellLines = (parts, wanted, words) =>
      parts
        .map((part, index) => [part, index + 1])
        .filter(([part]) => wanted(part))
        .slice(0, MANY)
        .forEach(([part, line]) => tell.tell(words(part, line), { line }))
    if (text.includes("\ufffd")) return tellLines(all, (part) => part.includes("\ufffd"), (_, line) => said("E106", { line })), null
    const inner = text.replace(/^\ufeff+/u, "")
    if (inner.includes("\ufeff")) tellLines(inner.split("\n"), (part) => part.includes("\ufeff"), () => said("W101"))
    const plain = text.replaceAll("\ufeff", "")
    tellLines(plain.split("\n"), (part) => IN.mojibake.test(part), (part, line) => said("W109", { line, text: part.match(IN.mojibake)[0] }))
    return plain
  }

  function lines(body) {
    const found = []
    let start = 0
    for (let i = 0; i < body.length; i++) {
      if (body[i] !== 10 && body[i] !== 13) continue
      found.push(body.subarray(start, i))
      if (body[i] === 13 && body[i + 1] === 10) i += 1
      start = i + 1
    }
    return [...found, body.subarray(start)]
  }

  function lineStart(body, position) {
    let start = position
    while (start > 0 && body[start - 1] !== 10 && body[start - 1] !== 13) start -= 1
    return start
  }

  /* Where UTF-8 ends to be: the first byte of the sequence, and whether the file just stops there. */
  function utf8Fault(body) {
    for (let i = 0; i < body.length; ) {
      const lead = body[i]
      if (lead < 0x80) {
        i += 1
        continue
      }
      const count = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0
      if (!count) return { at: i, cut: false }
      for (let k = 1; k <= count; k++) {
        if (i + k >= body.length) return { at: i, cut: true }
        const byte = body[i + k]
        const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
        const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
        if (byte < low || byte > high) return { at: i, cut: false }
      }
      i += count + 1
    }
    return null
  }

  function gbFault(body) {
    for (let i = 0; i < body.length; ) {
      const [lead, second, third, fourth] = body.subarray(i, i + 4)
      if (lead < 0x80) i += 1
      else if (lead === 0x80 || lead === 0xff || second === undefined) return i
      else if ((second >= 0x40 && second <= 0x7e) || (second >= 0x80 && second <= 0xfe)) i += 2
      else if (second >= 0x30 && second <= 0x39 && third >= 0x81 && third <= 0xfe && fourth >= 0x30 && fourth <= 0x39) i += 4
      else return i
    }
    return null
  }

  function isPlainUtf8(part) {
    if (utf8Fault(part) !== null) return false
    for (let i = 0; i < part.length; i++) {
      if (part[i] < 0x80) continue
      if (part[i] >= 0xe2 && part[i] <= 0xef) i += 2
      else if (part[i] === 0xf0) i += 3
      else return false
    }
    return true
  }

  function mostlyUtf8(part) {
    const chars = [...new TextDecoder("utf-8", { ignoreBOM: true }).decode(part)]
    const lost = chars.filter((char) => char === "\ufffd").length
    return chars.filter((char) => char > "\x7f").length - lost > lost
  }

  Object.assign(window.Taizhang, { isWorkbook, decode })
})()
