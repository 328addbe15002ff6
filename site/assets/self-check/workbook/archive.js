/* From the bytes of a workbook to its parts: an archive of XML that anyone may have made.

   fflate unpacks. Its list of parts tells no check sums and holds to no limits, so the list is read here:
   nothing is unpacked beyond what the archive owns up to. A part that nobody asks for is not looked at. */
;(() => {
  "use strict"
  const { RULES } = window.Taizhang
  const [ENTRY, END, END_64, LOCATOR_64, LOCAL] = [0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x04034b50]
  const [STORED, DEFLATED] = [0, 8]
  /* The flags of parts with a password or as a patch, and of a name in UTF-8; the newest version of archives. */
  const [LOCKED, UTF_8, NEWEST] = [0x61, 0x800, 63]
  const BROKEN = "文件已损坏或不完整"

  class Unreadable extends Error {}

  /* The parts of a workbook by name, each read when it is asked for. */
  class Archive {
    constructor(bytes) {
      const told = disguised(bytes)
      if (told) throw new Unreadable(told)
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.entries = new Map()
      this.spelt = new Map()
      this.unpacked = 0
      for (const entry of listed(this.view, bytes)) {
        const name = plainName(entry.name)
        if (this.entries.has(name)) throw new Unreadable(BROKEN)
        this.entries.set(name, entry)
      }
      for (const name of this.entries.keys()) if (!this.spelt.has(name.toLowerCase())) this.spelt.set(name.toLowerCase(), name)
    }

    get names() {
      return [...this.entries.keys()]
    }

    /* The part that a name means, whatever its slashes and its case; null when there is none. */
    find(name) {
      const plain = plainName(name)
      return this.entries.has(plain) ? plain : this.spelt.get(plain.toLowerCase()) || null
    }

    /* Go through a part in its order, calling what stands under the name of an element: ``begin`` and
       ``end`` are given the element; the names are of any of the namespaces. */
    walk(name, namespaces, begin, end = {}) {
      const known = (node) => namespaces.includes(node.namespaceURI)
      const call = (calls, node) => known(node) && Object.hasOwn(calls, node.localName) && calls[node.localName](node)
      const root = parsed(decoded(trimmed(this.content(name)))).documentElement
      let node = root
      while (node) {
        call(begin, node)
        let next = node.firstElementChild
        while (!next) {
          call(end, node)
          if (node === root) return
          next = node.nextElementSibling
          if (!next) node = node.parentElement
        }
        node = next
      }
    }

    /* The bytes of a part: as many as the archive says, or it was a lie. */
    content(name) {
      const { method, locked, at, named, packed, size, sum } = this.entries.get(name)
      const { bytes, view } = this
      if (method !== STORED && method !== DEFLATED) throw new Unreadable(BROKEN)
      this.unpacked += size
      if (this.unpacked > RULES.limits.unpacked) throw new Unreadable("展开后过大")
      if (locked || at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new Unreadable(BROKEN)
      const [length, extra] = [26, 28].map((offset) => view.getUint16(at + offset, true))
      const again = bytes.subarray(at + 30, at + 30 + length)
      if (again.length !== named.length || again.some((byte, index) => byte !== named[index])) throw new Unreadable(BROKEN)
      const from = at + 30 + length + extra
      const content = unpacked(bytes.subarray(from, from + packed), method, size)
      if (content.length !== size || crc32(content) !== sum) throw new Unreadable(BROKEN)
      return content
    }
  }

  /* One byte more than is told shows a lie, and how large it is does not matter. */
  function unpacked(packed, method, size) {
    if (method === STORED) return packed
    try {
      return fflate.inflateSync(packed, { out: new Uint8Array(size + 1) })
    } catch {
      throw new Unreadable(BROKEN)
    }
  }

  /* What the archive lists: name, where it lies, how it is packed, sizes and check sum. */
  function listed(view, bytes) {
    const last = bytes.length - 22
    let end = last
    while (end >= Math.max(0, last - 0xffff) && view.getUint32(end, true) !== END) end -= 1
    if (end < Math.max(0, last - 0xffff)) throw new Unreadable(BROKEN)
    let [size, told] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
    if (end >= 76 && view.getUint32(end - 20, true) === LOCATOR_64 && view.getUint32(end - 76, true) === END_64) {
      end -= 76
      ;[size, told] = [40, 48].map((offset) => wide(view, end + offset))
    }
    const before = end - size - told // what stands before the archive, if anything does
    const found = []
    try {
      for (let at = end - size; at < end; ) {
        if (view.getUint32(at, true) !== ENTRY) throw new Unreadable(BROKEN)
        if (found.length === RULES.limits.parts) throw new Unreadable("包含的内容过多")
        const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
        found.push(entryAt(view, bytes, at, name, extra, before))
        at += 46 + name + extra + comment
      }
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable(BROKEN)
    }
    return found
  }

  function entryAt(view, bytes, at, name, extra, before) {
    const named = bytes.subarray(at + 46, at + 46 + name)
    let [size, packed, from] = [24, 20, 42].map((offset) => view.getUint32(at + offset, true))
    for (let more = at + 46 + name; more + 4 <= at + 46 + name + extra; more += 4 + view.getUint16(more + 2, true)) {
      if (view.getUint16(more, true) !== 1) continue
      let wider = more + 4
      const next = (value) => (value === 0xffffffff ? wide(view, (wider += 8) - 8) : value)
      ;[size, packed, from] = [next(size), next(packed), next(from)]
    }
    const [version, flags, method] = [6, 8, 10].map((offset) => view.getUint16(at + offset, true))
    if (version > NEWEST) throw new Unreadable(BROKEN)
    const called = new TextDecoder("utf-8", { fatal: Boolean(flags & UTF_8) }).decode(named).split("\0")[0]
    return { name: called, locked: flags & LOCKED, named, at: from + before, method, packed, size, sum: view.getUint32(at + 16, true) }
  }

  const wide = (view, at) => Number(view.getBigUint64(at, true))

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

  /* A name of a part without a slash before it, and with none the wrong way or for nothing. */
  function plainName(name) {
    const steps = []
    for (const step of name.replaceAll("\\", "/").split("/")) {
      if (step === "..") steps.pop()
      else if (step !== "" && step !== ".") steps.push(step)
    }
    return steps.join("/")
  }

  // --- XML -----------------------------------------------------------------------------------------

  function trimmed(bytes) {
    let from = 0
    while ([9, 10, 13, 32].includes(bytes[from])) from += 1
    return bytes.subarray(from)
  }

  /* The text of a part, in one of the two encodings that the format knows. */
  function decoded(bytes) {
    const little = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe)
    const big = bytes[0] === 0 || (bytes[0] === 0xfe && bytes[1] === 0xff)
    let text
    try {
      text = new TextDecoder(little ? "utf-16le" : big ? "utf-16be" : "utf-8", { fatal: true }).decode(bytes)
    } catch {
      throw new Unreadable("文件已损坏")
    }
    const [, declared] = text.match(/^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)/) || []
    if (declared && declared.toLowerCase() !== (little || big ? "utf-16" : "utf-8")) throw new Unreadable("文件已损坏")
    return text
  }

  /* A document type where one may stand, before all elements; anywhere else it is words, or damage. */
  const DOCTYPE = /^(?:[\t\n\r ]|<\?[^]*?\?>|<!--(?:(?!--)[^])*-->)*<!DOCTYPE[\t\n\r ]+[^\t\n\r >[]+[^>[]*[>[]/
  const REFUSED = "含不被接受的内容"

  function parsed(text) {
    if (DOCTYPE.test(text)) throw new Unreadable(REFUSED)
    const tree = new DOMParser().parseFromString(text, "application/xml")
    if (tree.doctype) throw new Unreadable(REFUSED)
    if (tree.getElementsByTagName("parsererror").length || hasTagInTag(text)) throw new Unreadable("文件已损坏")
    return tree
  }

  const SUSPICIOUS = /=\s*(?:"[^"<]*<|'[^'<]*<)/
  const MARKUP = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/g

  /* Whether a < stands in an attribute, which browsers overlook where a line ends in it. */
  function hasTagInTag(text) {
    if (!SUSPICIOUS.test(text)) return false
    const tags = text.match(MARKUP) || []
    return tags.some((each) => !/^<[!?]/.test(each) && each.indexOf("<", 1) > 0)
  }

  // --- what is called a workbook and is none ---------------------------------------------------------

  const { openings, streams, inside, looked_at: LOOKED_AT, biff, blank, ...WORDS } = RULES.disguises
  const OPENINGS = Object.entries(openings).map(([source, words]) => [new RegExp(source, "u"), words])
  const INSIDE = Object.entries(inside).map(([source, words]) => [new RegExp(`^(?:${source})$`, "u"), words])
  const latin = (bytes) => new TextDecoder("latin1").decode(bytes)

  /* What the bytes are by their beginning; null for an archive of which that says nothing. */
  function disguised(bytes) {
    if (bytes.every((byte) => blank.includes(byte))) return WORDS.empty
    if ([0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte)) return compound(bytes)
    const first = [...bytes.subarray(0, LOOKED_AT)].filter((byte) => byte)
    const start = String.fromCharCode(...first).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    const [, told] = OPENINGS.find(([each]) => each.test(start)) || []
    return told || (start.startsWith("pk\x03\x04") ? null : WORDS.none)
  }

  /* What an archive is that holds no workbook, by the names of its parts. */
  function archived(names) {
    const parts = names.map((name) => name.toLowerCase())
    const [, told] = INSIDE.find(([each]) => parts.some((part) => each.test(part))) || []
    return told || WORDS.none
  }

  function compound(bytes) {
    const text = latin(bytes)
    const at = text.indexOf(biff)
    if (at >= 0 && text.startsWith("/\0", at + 20)) return WORDS.locked
    const holds = (name) => text.includes([...name, "\0"].map((char) => `${char}\0`).join(""))
    const [, told] = Object.entries(streams).find(([name]) => holds(name)) || []
    return told || WORDS.old
  }

  Object.assign(window.Taizhang, { Archive, Unreadable, archived })
})()
