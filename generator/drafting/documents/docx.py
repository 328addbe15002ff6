"""Word documents: paragraphs and tables in their order, with the numbers that Word only shows."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import Line, Text, UnreadableError
from .txt import tidy

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MAX_UNPACKED = 200_000_000
"""Bytes of all parts together: a document of words has some millions."""

_UNREAD = (
    ("txbxContent", "文本框里的文字"),
    ("footnoteReference", "脚注"),
    ("endnoteReference", "尾注"),
    ("drawing", "图片"),
    ("pict", "图片"),
)
_LAST_OF_SENTENCE = "。；：，、！？"


def read(data: bytes) -> Text:
    """The lines of a document; a table in a table is read with its cell."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    document = _opened(data)
    numbering = _Numbering(document)
    lines: list[Line] = []
    seen: set[Any] = set()
    table = 0
    for block in _blocks(document.element.body):
        if block.tag == _w("tbl"):
            table += 1
            lines.extend(Line.row(cells, table) for cells in _rows(Table(block, document), seen))
            continue
        number = numbering.of(Paragraph(block, document))
        if text := tidy(f"{number}{_words(block, seen)}"):
            lines.append(Line(text))
    return Text(tuple(lines), tuple(_unread(document, seen)))


def _blocks(around: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also those in a frame of Word's own (a table of contents)."""
    for element in around:
        if element.tag in (_w("p"), _w("tbl")):
            yield element
        elif element.tag in _FRAMES:
            yield from _blocks(element)


def _opened(data: bytes) -> Document:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise UnreadableError("large")
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError("damaged") from error
    if not any(name.startswith("word/") for name in names):
        raise UnreadableError("encrypted" if "EncryptedPackage" in names else "renamed")
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # whatever a damaged part makes of it
        raise UnreadableError("damaged") from error


def _words(paragraph: Any, seen: set[Any]) -> str:
    """Its words, also those that were put in while changes were tracked; a break as a space."""
    return "".join(_pieces(paragraph, seen))


def _pieces(around: Any, seen: set[Any]) -> Iterator[str]:
    for element in around:
        if element.tag == _w("t"):
            seen.add(element)
            yield element.text or ""
        elif element.tag in _SPACES:
            yield " "
        elif element.tag == _w("noBreakHyphen"):
            yield "-"
        elif element.tag not in _APART:
            yield from _pieces(element, seen)


def _rows(table: Table, seen: set[Any]) -> Iterator[tuple[str, ...]]:
    """Its rows: a cell across columns once, one across rows in each of them."""
    for row in table.rows:
        cells: list[str] = []
        before: Any = None
        for cell in row.cells:
            if before is None or cell._tc is not before:
                cells.append(_cell(cell, seen))
            before = cell._tc
        if any(cells):
            yield tuple(cells)


def _cell(cell: Any, seen: set[Any]) -> str:
    """The paragraphs of a cell; / stands for a break that no mark of punctuation makes."""
    text = ""
    parts = [_words(each._p, seen) for each in cell.paragraphs]
    parts += [word for table in cell.tables for row in _rows(table, seen) for word in row]
    for part in filter(None, map(tidy, parts)):
        joint = "" if not text or text[-1] in _LAST_OF_SENTENCE else " / "
        text += joint + part
    return text


def _unread(document: Document, seen: set[Any]) -> Iterator[str]:
    """What there is besides paragraphs and tables, how often, and how many letters were passed over."""
    counts: dict[str, int] = defaultdict(int)
    words = dict(_UNREAD)
    for element in document.element.body.iter():
        name = str(element.tag).rpartition("}")[2]
        if name not in words or any(parent.tag == _FALLBACK for parent in element.iterancestors()):
            continue
        if name == "txbxContent" or next(element.iter(_w("txbxContent")), None) is None:
            counts[words[name]] += 1
    yield from (f"{what} {count} 处" for what, count in counts.items())
    missed = [t for t in document.element.body.iter(_w("t")) if t not in seen and t.text]
    apart = [t for t in missed if any(parent.tag in _APART for parent in t.iterancestors())]
    if letters := sum(len(t.text.strip()) for t in missed if t not in apart):
        yield f"正文以外的文字 {letters} 字"


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


_FRAMES = {_w("sdt"), _w("sdtContent"), _w("ins"), _w("customXml"), _w("smartTag")}
_SPACES = {_w("tab"), _w("br"), _w("cr"), _w("ptab")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = {_w("del"), _w("moveFrom"), _w("txbxContent"), _w("pPr"), _w("rPr"), _FALLBACK}

# --- numbers that Word makes by itself -----------------------------------------------------------

_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCountingThousand",
)
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
_STEMS = ("ideographTraditional",)


class _Numbering:
    """Counts as Word does: each list its levels, a level anew below the next of the one above."""

    def __init__(self, document: Document) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {each.get(_w("abstractNumId")): each for each in root.findall(_w("abstractNum"))}
        for num in root.findall(_w("num")):
            link = num.find(_w("abstractNumId"))
            found = abstract.get(link.get(_w("val"))) if link is not None else None
            if found is not None:
                self._levels[num.get(_w("numId"))] = {
                    int(level.get(_w("ilvl"))): _level(level) for level in found.findall(_w("lvl"))
                }

    def of(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph; "" where it shows none, or a mere point."""
        id_, depth = _list_of(paragraph)
        levels = self._levels.get(id_)
        if levels is None or depth not in levels:
            return ""
        kind, pattern, start = levels[depth]
        key = (id_, depth)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for deeper in [k for k in self._counts if k[0] == id_ and k[1] > depth]:
            del self._counts[deeper]
        if kind in ("bullet", "none"):
            return ""
        for level, (format_, _, first) in levels.items():
            pattern = pattern.replace(
                f"%{level + 1}", _spelt(self._counts.get((id_, level), first), format_)
            )
        return pattern


def _level(level: Any) -> tuple[str, str, int]:
    """Format, pattern and first number of a level of a list."""

    def value(name: str, otherwise: str) -> str:
        found = level.find(_w(name))
        return otherwise if found is None else str(found.get(_w("val"), otherwise))

    return value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1"))


def _list_of(paragraph: Paragraph) -> tuple[str, int]:
    """The list and the level of a paragraph, its own or its style's; "" for none."""
    styles: list[Any] = []
    style: Any = paragraph.style
    while style is not None and len(styles) < 10:
        styles.append(style.element)
        style = style.base_style
    for element in (paragraph._p, *styles):
        properties = element.find(_w("pPr"))
        found = None if properties is None else properties.find(_w("numPr"))
        if found is not None:
            id_, level = found.find(_w("numId")), found.find(_w("ilvl"))
            depth = 0 if level is None else int(level.get(_w("val")))
            return ("" if id_ is None else str(id_.get(_w("val")))), depth
    return "", 0


def _spelt(count: int, kind: str) -> str:
    if kind in _CHINESE or kind.startswith("chineseCounting"):
        return _chinese(count)
    if kind in _CIRCLED and 1 <= count <= 20:
        return chr(0x245F + count)
    if kind in _STEMS and 1 <= count <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[count - 1]
    return str(count)


def _chinese(count: int) -> str:
    ones = "零一二三四五六七八九"
    if not 0 < count < 100:
        return str(count)
    tens, one = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{ones[tens]}十"
    return head + (ones[one] if one else "")
