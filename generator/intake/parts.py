"""What stands around the sheets of a workbook: which there are, the shared texts, the formats."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from .archive import Archive, Attributes, UnreadableError
from .patterns import MAX_FORMAT

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Book:
    """``sheets`` are the visible ones in their order, each with its part."""

    sheets: Mapping[str, str]
    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime


def book(archive: Archive) -> Book:
    """The parts of a workbook but for the sheets themselves."""
    if _BOOK not in archive:
        raise UnreadableError("不是 Excel 工作簿（.xlsx）")
    relations = _relations(archive)
    listed, epoch = _listed(archive)
    sheets = dict(_visible(archive, listed, relations))
    texts = _part_of("sharedStrings", relations)
    styles = _part_of("styles", relations)
    return Book(
        sheets,
        _texts(archive, texts) if texts in archive else [],
        (_formats(archive, styles) if styles in archive else []) or [""],
        epoch,
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
            self._found.append(text)


def _relations(archive: Archive) -> Mapping[str, tuple[str, str]]:
    """What the workbook is related to: id → kind and part."""
    found: dict[str, tuple[str, str]] = {}

    def related(attributes: Attributes) -> None:
        target = posixpath.normpath(posixpath.join("/xl", attributes["Target"]))[1:]
        found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

    archive.walk(_RELATIONS, _RELATED, {"Relationship": related})
    return found


def _part_of(kind: str, relations: Mapping[str, tuple[str, str]]) -> str:
    """The part of a kind of which there is one; some programs do not relate it."""
    return next((part for name, part in relations.values() if name == kind), f"xl/{kind}.xml")


def _listed(archive: Archive) -> tuple[list[Attributes], datetime]:
    """What the workbook says of each sheet, and the day from which it counts days."""
    sheets: list[Attributes] = []
    properties: list[Attributes] = []
    begin = {"sheet": sheets.append, "workbookPr": properties.append}
    archive.walk(_BOOK, SHEET, begin)
    since_1904 = any(each.get("date1904") in ("1", "true") for each in properties)
    return sheets, MAC_EPOCH if since_1904 else WINDOWS_EPOCH


def _visible(
    archive: Archive, listed: Sequence[Attributes], relations: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Name and part of each visible sheet; a name or a part that comes twice is damage."""
    names: set[str] = set()
    parts: set[str] = set()
    for sheet in listed:
        if sheet.get("state", "") not in ("", "visible"):
            continue
        related = sheet.get(f"{_LINKED} id")
        if not related:
            continue
        kind, part = relations[related]
        if kind == "chartsheet" or part not in archive:
            continue
        name = sheet["name"]
        if name in names or part in parts:
            raise UnreadableError("文件已损坏")
        names.add(name)
        parts.add(part)
        yield name, part


def _texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells refer to by their number."""
    found: list[str] = []
    words = Words()

    def text(_: str) -> None:
        found.append(words.taken().replace("x005F_", ""))

    archive.walk(part, SHEET, words.begin, {**words.end, "si": text})
    return found


def _formats(archive: Archive, part: str) -> list[str]:
    """The number format of each style that cells refer to by its number; "" for none."""
    own: dict[int, str] = {}
    styles: list[int] = []
    group = ""

    def enter(name: str) -> Callable[[object], None]:
        def entered(_: object) -> None:
            nonlocal group
            group = name

        return entered

    def declared(attributes: Attributes) -> None:
        if group == "numFmts":
            own[int(attributes["numFmtId"])] = attributes["formatCode"][:MAX_FORMAT]

    def styled(attributes: Attributes) -> None:
        if group == "cellXfs":
            styles.append(int(attributes.get("numFmtId", 0)))

    groups = ("numFmts", "cellXfs")
    begin = {"numFmt": declared, "xf": styled, **{name: enter(name) for name in groups}}
    archive.walk(part, SHEET, begin, {name: enter("") for name in groups})
    return [own.get(style) or BUILTIN_FORMATS.get(style, "") for style in styles]
