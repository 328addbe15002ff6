"""What stands around the sheets of a workbook: which there are, the shared texts, the formats.

Parts are found by how they are related, from the archive's own relations on (ECMA-376 part 2, 9.3); what
is of no use for reading cells is not looked at, and what is broken in it is nobody's matter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote

from ...frozen import dataclass
from ..patterns import MAX_FORMAT
from . import disguised
from .archive import Archive, Attributes, UnreadableError, qualified
from .shown.formats import BUILTIN

_MAIN = "spreadsheetml/2006/main"
SHEET = (
    f"http://schemas.openxmlformats.org/{_MAIN}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Of workbooks as they are usual and of such as are saved as “Strict Open XML”."""
_LINKS = (
    qualified("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id"),
    qualified("http://purl.oclc.org/ooxml/officeDocument/relationships", "id"),
)
_RELATED = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_BOOK = "xl/workbook.xml"
TRUE = ("1", "true")
_NO_SHEETS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}
_NUMBER = re.compile("[0-9]{1,9}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Relations = Mapping[str, tuple[str, str]]


class Listed(NamedTuple):
    """A sheet as the workbook lists it: its part, None where it is lost, and how it is hidden, if it is."""

    part: str | None
    hidden: bool
    very_hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """``sheets`` are all that have cells, by their names and in their order; ``formats`` are by the
    number of a style. ``since_1904``: days are counted from that year on; ``unreckoned``: formulas are to be
    reckoned when the workbook is opened."""

    sheets: Mapping[str, Listed]
    texts: Sequence[str]
    formats: Sequence[str]
    since_1904: bool
    unreckoned: bool

    def shown_as(self, style: str) -> str:
        """The number format of a cell by the number of its style, which may be any text."""
        return _at(self.formats, style if _NUMBER.fullmatch(style) else "0") or ""

    def shared(self, number: str) -> str | None:
        """A text by its number; None where there is none such, UnreadableError where all are lost."""
        if not self.texts:
            raise UnreadableError("文件已损坏或不完整")
        return _at(self.texts, number)


def book(archive: Archive) -> Book:
    """The parts of a workbook but for the sheets themselves."""
    part = _book_part(archive)
    if part is None:
        raise UnreadableError(disguised.archived(archive.names))
    listed, since_1904, unreckoned = _listed(archive, part)
    relations = _relations(archive, part)
    sheets = dict(_sheets(listed, relations))
    texts = _part_of("sharedStrings", archive, part, relations)
    styles = _part_of("styles", archive, part, relations)
    return Book(
        sheets,
        _texts(archive, texts) if texts else [],
        _formats(archive, styles) if styles else [],
        since_1904,
        unreckoned,
    )


class Words:
    """The text of a shared or an inline string: its runs together, without how they are read aloud."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._aloud = False
        self.begin = {"rPh": self._guide}
        self.end = {"rPh": self._guided, "t": self._text}

    def taken(self) -> str:
        """What was found since it was last taken."""
        text = "".join(self._found)
        self._found.clear()
        return text

    def _guide(self, _: Attributes) -> None:
        self._aloud = True

    def _guided(self, _: str) -> None:
        self._aloud = False

    def _text(self, text: str) -> None:
        if not self._aloud:
            self._found.append(unescaped(text))


def unescaped(text: str) -> str:
    """A text with the characters for which ``_xHHHH_`` stands (ECMA-376 part 1, 22.9.2.19), and without
    carriage returns that are written so."""
    return _ESCAPED.sub(_meant, text) if "_x" in text else text


def _meant(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    if "\ud800" <= char <= "\udfff":  # half a character, which is none
        return found[0]
    return "" if char == "\r" else char


def _at(items: Sequence[str], number: str) -> str | None:
    if not _NUMBER.fullmatch(number):
        return None
    index = int(number)
    return items[index] if index < len(items) else None


# --- what is related to what ----------------------------------------------------------------------


def _book_part(archive: Archive) -> str | None:
    """The part of the workbook: what the archive says it is about, or where it usually lies."""
    related: Relations = {}
    with suppress(UnreadableError):  # Excel mends it
        related = _relations(archive, "")
    parts = [part for kind, part in related.values() if kind == "officeDocument"]
    fits = (part for part in parts if part.lower().endswith(".xml"))
    return next(fits, None) or (None if parts else archive.find(_BOOK))


def _relations(archive: Archive, source: str) -> Relations:
    """What a part is related to: id → kind and part; what is not in the archive is left out."""
    folder, name = posixpath.split(source)
    found: dict[str, tuple[str, str]] = {}

    def related(attributes: Attributes) -> None:
        target, id_ = attributes.get("Target", ""), attributes.get("Id", "")
        if attributes.get("TargetMode") == "External":
            return
        inside = target if target[:1] in ("/", "\\") else f"{folder}/{target}"
        part = archive.find(inside) or archive.find(unquote(inside)) or archive.find(target)
        if part:
            found[id_] = attributes.get("Type", "").rpartition("/")[2], part

    relations = archive.find(f"{folder}/_rels/{name}.rels")
    if relations is None:
        raise UnreadableError("文件已损坏或不完整")
    archive.walk(relations, _RELATED, {"Relationship": related})
    return found


def _part_of(kind: str, archive: Archive, book: str, relations: Relations) -> str | None:
    """The part of a kind of which there is one; some programs do not relate it."""
    related = (part for name, part in relations.values() if name == kind)
    return next(related, None) or archive.find(f"{posixpath.dirname(book)}/{kind}.xml")


def _listed(archive: Archive, part: str) -> tuple[list[Attributes], bool, bool]:
    """What the workbook says of each sheet, whether it counts days from 1904 on, and whether its formulas
    are still to be reckoned."""
    books: list[Attributes] = []
    sheets: list[Attributes] = []
    properties: list[Attributes] = []
    reckoning: list[Attributes] = []
    begin = {
        "workbook": books.append,
        "sheet": sheets.append,
        "workbookPr": properties.append,
        "calcPr": reckoning.append,
    }
    archive.walk(part, SHEET, begin)
    if not books:
        raise UnreadableError(disguised.archived(archive.names))
    since_1904 = any(each.get("date1904") in TRUE for each in properties)
    return sheets, since_1904, any(each.get("fullCalcOnLoad") in TRUE for each in reckoning)


def _sheets(listed: Sequence[Attributes], relations: Relations) -> Iterator[tuple[str, Listed]]:
    """Every sheet that has cells; a name or a part that comes twice is damage."""
    names: set[str] = set()
    parts: set[str] = set()
    for sheet in listed:
        id_ = next((sheet[name] for name in _LINKS if name in sheet), "")
        kind, part = relations.get(id_, ("", None))
        if kind in _NO_SHEETS:
            continue
        name, state = sheet.get("name", ""), sheet.get("state", "")
        if name in names or part in parts:
            raise UnreadableError("文件已损坏")
        names.add(name)
        if part:
            parts.add(part)
        yield name, Listed(part, state not in ("", "visible"), state == "veryHidden")


# --- texts and formats ----------------------------------------------------------------------------


def _texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells refer to by their number."""
    found: list[str] = []
    words = Words()
    archive.walk(
        part, SHEET, words.begin, {**words.end, "si": lambda _: found.append(words.taken())}
    )
    return found


def _formats(archive: Archive, part: str) -> list[str]:
    """The number format of each style that cells refer to by its number; "" for none."""
    own: dict[str, str] = {}
    styles: list[str] = []
    group = ""

    def enter(name: str) -> Callable[[object], None]:
        def entered(_: object) -> None:
            nonlocal group
            group = name

        return entered

    def declared(attributes: Attributes) -> None:
        if group == "numFmts":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:MAX_FORMAT]

    def styled(attributes: Attributes) -> None:
        if group == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    groups = ("numFmts", "cellXfs")
    begin = {"numFmt": declared, "xf": styled, **{name: enter(name) for name in groups}}
    archive.walk(part, SHEET, begin, {name: enter("") for name in groups})
    meant = {style: own.get(style) or _builtin(style) for style in set(styles)}
    return [meant[style] for style in styles]


def _builtin(style: str) -> str:
    """A format that has a number instead of a text."""
    return BUILTIN.get(int(style), "") if _NUMBER.fullmatch(style) else ""
