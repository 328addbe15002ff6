"""PDF with text in it: lines put together to paragraphs, tables as rows, headers and page numbers left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from ...frozen import dataclass
from . import Line, Text, UnreadableError
from .txt import tidy

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAX_PAGES = 300

_NUMBER = re.compile(
    r"[-—－–·• 　]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—－–·• 　]*"
)
_EDGE = 0.1
"""The part of a page, at its top and at its bottom, in which headers and page numbers stand."""

_BETWEEN = "(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])"
_OFF_LINE = 0.5
"""The part of their height by which letters of another font may stand off their line."""

_SPARSE = 20
"""Fewer characters a page than this, beside pictures, are those that a scanner's stamp makes."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line on a page: its words, where it begins, ends and stands, and how high its letters are."""

    text: str
    left: float
    right: float
    top: float
    size: float
    edge: bool


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]
    top: float


def read(data: bytes) -> Text:
    """The lines of a PDF; ``unread`` tells of pictures."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(
        logging.ERROR
    )  # what a font lacks is of no use to anybody
    try:
        _bounded(data)
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_parts(page) for page in pdf.pages]
            pictures = sum(len(page.images) for page in pdf.pages)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a damaged part makes of it
        told = f"{type(error).__name__} {error} {error.__cause__!r}"
        why = "encrypted" if re.search("[Pp]assword|[Ee]ncrypt", told) else "damaged"
        raise UnreadableError(why) from error
    characters = sum(len(part.text) for parts in pages for part in parts if isinstance(part, _Row))
    characters += sum(
        len(cell)
        for parts in pages
        for part in parts
        if isinstance(part, _Table)
        for row in part.rows
        for cell in row
    )
    if characters < _SPARSE * len(pages) and pictures:
        raise UnreadableError("scan")
    return Text(tuple(_lines(pages)), (f"图片 {pictures} 处",) if pictures else ())


def _bounded(data: bytes) -> None:
    """Count the pages before any of them is laid out."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    if len(list(islice(PDFPage.create_pages(document), MAX_PAGES + 1))) > MAX_PAGES:
        raise UnreadableError("pages")


def _parts(page: Page) -> list[_Row | _Table]:
    """What stands on a page, from top to bottom."""
    found = page.find_tables()
    tables = [
        _Table(tuple(_cells(row) for row in table.extract()), table.bbox[1])
        for table in found
        if len(table.rows) > 1 and max((len(row.cells) for row in table.rows), default=0) > 1
    ]
    boxes = [t.bbox for t in found if len(t.rows) > 1]
    free = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    sizes = [float(char["size"]) for char in free.chars]
    apart = median(sizes) * _OFF_LINE if sizes else 3
    lines = free.extract_text_lines(return_chars=True, y_tolerance=apart)
    rows = [_row(line, float(page.height)) for line in lines]
    return sorted([*tables, *(row for row in rows if row.text)], key=lambda part: part.top)


def _inside(thing: Any, box: Sequence[float]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _row(line: Any, height: float) -> _Row:
    size = median(float(char["size"]) for char in line["chars"])
    text = line["text"]
    if not any(char["text"].isspace() for char in line["chars"]):  # then gaps are those of setting
        text = re.sub(_BETWEEN, "　" if _wide(line, size) else "", text)
    edge = line["bottom"] < height * _EDGE or line["top"] > height * (1 - _EDGE)
    return _Row(tidy(text), line["x0"], line["x1"], line["top"], size, edge)


def _wide(line: Any, size: float) -> bool:
    """Whether words of a line stand apart by more than a letter, as on purpose."""
    chars = line["chars"]
    return any(b["x0"] - a["x1"] > size for a, b in pairwise(chars))


def _cells(row: Sequence[str | None]) -> tuple[str, ...]:
    """The cells of a row; lines that a narrow column breaks are joined."""
    cells = tuple(tidy((cell or "").replace("\n", "")) for cell in row)
    return cells if sum(map(bool, cells)) != 1 or cells[0] == "" else tuple(filter(None, cells))


def _lines(pages: Sequence[Sequence[_Row | _Table]]) -> Iterator[Line]:
    """Paragraphs and rows; a table that goes on over the page is one."""
    repeated = Counter(
        _pattern(p.text) for parts in pages for p in parts if isinstance(p, _Row) and p.edge
    )
    often = {text for text, count in repeated.items() if count > 1 and count >= len(pages) / 2}
    paragraph: list[_Row] = []
    margin = _margins([p for parts in pages for p in parts if isinstance(p, _Row) and not p.edge])
    table, columns = 0, 0
    for parts in pages:
        for part in parts:
            if isinstance(part, _Table):
                yield from _closed(paragraph)
                width = max(map(len, part.rows))
                table, columns = table + (width != columns), width
                yield from (Line.row(row, table) for row in part.rows if any(row))
            elif not (part.edge and (_NUMBER.fullmatch(part.text) or _pattern(part.text) in often)):
                columns = 0
                if paragraph and not _goes_on(paragraph[-1], part, margin):
                    yield from _closed(paragraph)
                paragraph.append(part)
    yield from _closed(paragraph)


def _pattern(text: str) -> str:
    return re.sub("[0-9]+", "0", text)


def _closed(paragraph: list[_Row]) -> Iterator[Line]:
    if paragraph:
        yield Line("".join(row.text for row in paragraph))
        paragraph.clear()


def _margins(rows: Sequence[_Row]) -> tuple[float, float]:
    """Where full lines begin and end: the left edge and the right one of what is written."""
    if not rows:
        return 0, 0
    right = max(row.right for row in rows)
    full = [row for row in rows if row.right > right - 2 * row.size]
    return min(row.left for row in (full or rows)), right


def _goes_on(before: _Row, row: _Row, margin: tuple[float, float]) -> bool:
    """Whether a line goes on with the paragraph: the one before is full, and it is not set in."""
    left, right = margin
    full = before.right > right - 2.5 * before.size
    return full and row.left < left + 0.8 * row.size and abs(row.size - before.size) < 1
