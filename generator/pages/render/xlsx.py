"""Workbooks as files (.xlsx): typed cells, laid out and printed as their tables say.

Spreadsheets fit the height of rows to wrapped words each in its own way, of merged cells never, and some only
once a row is touched: so each row has the height that its words take, by their columns of a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter import Workbook as Book
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ... import archives, widths, wording
from ...words.marked import defused
from ...words.states import State
from ..states import Palette
from ..values import NOTHING, Badge
from ..workbooks import Column, Entry, Measured, Row, Table, Workbook
from .printed import HEADED, INK, LINES
from .seen import seen
from .terminal import words

_BODY, _HEAD, _TITLE = "宋体", "黑体", "方正小标宋简体"
_SIZE, _SMALLER, _TITLE_SIZE = 10, (8, 6), 18
"""Points of the words in cells, of those in a row that would be too high with them, and of a title."""

_LINE, _ROOM = 1.4, 4
"""What a line of words takes, in their size, and points that stay free above and below all of them."""

_HIGHEST = 409
"""Points: no spreadsheet has a row that is higher. What does not even fit in then is in the cell, and is read
there."""

_LONGEST = 32_000
"""Characters: a cell holds few more."""

_FOOT = 160
"""Characters of the left part of a foot: all of it may be 255."""

_NOTED = f'&9&"{_BODY},Regular"'
"""Begins a part of a foot. Its size comes first: digits behind it would be taken for more of it."""

_PAPER = {"A3": 8, "A4": 9}
_QUIET = "#595959"
_DAY = 'yyyy"年"m"月"d"日"'
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_Look: TypeAlias = tuple[tuple[str, Any], ...]


def written(book: Workbook, palette: Palette) -> bytes:
    """The file: the same bytes for the same content, whenever and wherever it is written."""
    stream = BytesIO()
    made = Book(stream, _OPTIONS)
    midnight = datetime(book.day.year, book.day.month, book.day.day)
    made.set_properties({"title": _text(book.title), "created": midnight})
    draw = _Drawing(made, palette)
    for table in book.sheets:
        draw.sheet(table, _text(book.foot))
    made.close()
    return archives.settled(stream.getvalue(), lambda _, content: content)


class _Drawing:
    """A workbook under way: a look is declared to it once, and found again."""

    def __init__(self, made: Book, palette: Palette) -> None:
        self._made, self._palette = made, palette
        self._known: dict[_Look, Format] = {}

    def sheet(self, table: Table, foot: str) -> None:
        """A table with its title, its head and its notes."""
        sheet = self._made.add_worksheet(table.name)
        last = len(table.columns) - 1
        table = replace(table, columns=tuple(_wide_enough(table)))
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        head = self._above(sheet, table, last)
        end = head
        before: Row = ()
        for end, row in enumerate(table.rows, head + 1):
            self._row(sheet, end, table, row, before)
            before = row
        wide = sum(column.width for column in table.columns)
        if not table.rows:
            end = head + 1
            self._across(sheet, end, last, NOTHING, wide, self._look(INK, align="left"))
        for below, note in enumerate(table.notes, end + 1):
            self._across(sheet, below, last, note, wide, self._look(_QUIET, align="left"))
        sheet.freeze_panes(head + 1, table.leading)
        sheet.autofilter(head, 0, end, last)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.set_paper(_PAPER[table.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        shown = wording.short(foot, _FOOT).replace("&", "&&")
        sheet.set_footer(f"&L{_NOTED}{shown}&R{_NOTED}第 &P 页，共 &N 页", {"margin": 0.25})

    def _above(self, sheet: Worksheet, table: Table, last: int) -> int:
        """Title, what there is to know beforehand, and the heads of the columns, in whose line it ends."""
        wide = sum(column.width for column in table.columns)
        title = self._look(INK, _TITLE, size=_TITLE_SIZE, align="center")
        sheet.merge_range(0, 0, 0, last, _text(table.title), title)
        lines = len(widths.fold(table.title, int(wide * _SIZE / _TITLE_SIZE)))
        sheet.set_row(0, lines * _TITLE_SIZE * _LINE + _ROOM)
        for place, line in enumerate(table.about, 1):
            self._across(sheet, place, last, line, wide, self._look(_QUIET, align="center"))
        head = len(table.about) + 1
        look = self._look(INK, _HEAD, align="center", border=1, fill=HEADED)
        for place, column in enumerate(table.columns):
            sheet.write_string(head, place, column.head, look)
        sheet.set_row(head, _high([(column.head, column) for column in table.columns]) + _ROOM)
        return head

    def _across(
        self, sheet: Worksheet, row: int, last: int, line: str, wide: int, look: Format
    ) -> None:
        """A line of words over all columns."""
        sheet.merge_range(row, 0, row, last, _text(line), look)
        sheet.set_row(row, _fitting([(line, Column("", wide))])[1])

    def _row(self, sheet: Worksheet, place: int, table: Table, row: Row, before: Row) -> None:
        told = [_told(entry) for entry in row]
        size, high = _fitting(list(zip(told, table.columns, strict=True)))
        sheet.set_row(place, high)
        top = 1 if before[:1] == row[:1] else 2
        for number, (entry, column) in enumerate(zip(row, table.columns, strict=True)):
            again = number < table.repeating and before[: number + 1] == row[: number + 1]
            colour = _QUIET if again else INK
            look: dict[str, Any] = {"align": column.align, "border": 1, "top": top, "size": size}
            match entry:
                case Measured():
                    form = self._look(colour, form=_form(entry), **look)
                    sheet.write_number(place, number, entry.value, form)
                case int():
                    sheet.write_number(place, number, entry, self._look(colour, **look))
                case date():
                    form = self._look(colour, form=_DAY, **look)
                    sheet.write_datetime(place, number, entry, form)
                case Badge():
                    form = self._of(entry.state, colour, look)
                    sheet.write_string(place, number, told[number], form)
                case _:
                    form = self._look(colour, **look)
                    if told[number]:
                        sheet.write_string(place, number, told[number], form)
                    else:
                        sheet.write_blank(place, number, None, form)

    def _of(self, state: State | None, colour: str, look: dict[str, Any]) -> Format:
        """The look of a state in its colours."""
        ink, paper = self._palette.get(state, (colour, "")) if state else (colour, "")
        return self._look(ink, fill=paper, **look)

    def _look(
        self,
        colour: str,
        font: str = _BODY,
        *,
        size: int = _SIZE,
        align: str,
        border: int = 0,
        top: int = 0,
        fill: str = "",
        form: str = "",
    ) -> Format:
        """Words in a colour and a font; all of them wrap, and stand in the middle of their row."""
        told: dict[str, Any] = {
            "font_name": font, "font_size": size, "font_color": colour, "align": align,
            "valign": "vcenter", "text_wrap": True, "border": border, "border_color": LINES,
        }  # fmt: skip
        told |= {"indent": 1} if align == "right" else {}
        told |= {"top": top} if top else {}
        told |= {"bg_color": fill} if fill else {}
        told |= {"num_format": form} if form else {}
        key = tuple(told.items())
        if key not in self._known:
            self._known[key] = self._made.add_format(told)
        return self._known[key]


def _text(words: str) -> str:
    """Words as a cell holds them, of which none is ever taken for a formula, neither here nor in a CSV made of it."""
    (safe,) = defused([seen(words)])
    return wording.short(safe, _LONGEST)


def _told(entry: Entry) -> str:
    """What is read in a cell."""
    match entry:
        case Measured():
            shown = wording.rounded(entry.value, entry.decimals)
            return f"{entry.before}{shown}{entry.after}"
        case date():
            return wording.day(entry)
        case _:
            return _text(words(entry))


def _wide_enough(table: Table) -> Iterator[Column]:
    """The columns, each as wide as its widest number: one that finds no room is shown as hash signs."""
    for place, column in enumerate(table.columns):
        told = (row[place] for row in table.rows)
        numbers = (_told(entry) for entry in told if isinstance(entry, Measured | date))
        yield replace(column, width=max(column.width, *(widths.cells(n) + 2 for n in numbers), 0))


def _form(number: Measured) -> str:
    """A format by which a number stays one: its words stand before and after it. Where a word tells the direction,
    its sign is not shown."""
    digits = "0" + ("." + "0" * number.decimals if number.decimals else "")
    before, after = (f'"{word}"' if word else "" for word in (number.before, number.after))
    shown = f"{before}{digits}{after}"
    return f"{shown};{shown}" if number.before else shown


def _high(told: Sequence[tuple[str, Column]], size: int = _SIZE) -> float:
    """The points that a row takes in which words stand in their columns."""
    lines = max(_lines(each, column.width * _SIZE // size) for each, column in told)
    return lines * size * _LINE + _ROOM


@lru_cache(maxsize=1 << 14)
def _lines(text: str, width: int) -> int:
    """How many lines words take; most take one, and the books of units say what the whole says."""
    short = 2 * len(text) <= width and "\n" not in text
    return 1 if short else len(widths.fold(text, width))


def _fitting(told: Sequence[tuple[str, Column]]) -> tuple[int, float]:
    """The size of the words of a row, and how high it is."""
    for size in (_SIZE, *_SMALLER):
        high = _high(told, size)
        if high <= _HIGHEST:
            break
    return size, min(high, _HIGHEST)
