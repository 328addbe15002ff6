"""What is checked of one column of a filing, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..calendar import Month, Span
from ..catalogue.fields import Read, Remark, fault
from ..catalogue.model import Column, Form
from ..words.characters import is_blank
from ..words.sentences import Said, Shown, said
from .records import Record
from .source import Source
from .telling import CellPlace, Teller, short, worded

if TYPE_CHECKING:
    from .workbook import Tab


@dataclass(frozen=True, slots=True)
class FiledColumn:
    """One column, row by row: the ``texts`` of its cells, what is declared to repeat filled in, and what
    they were read as. ``position`` is 0-based."""

    column: Column
    position: int
    rows: Sequence[Record]
    texts: Sequence[str]
    reads: Sequence[Read]

    def place(self, index: int) -> CellPlace:
        """Where the cell of a row is in its file; the row counts from 0."""
        return self.rows[index].place(self.position)

    def tell(self, index: int, words: Said, tell: Teller) -> None:
        """A finding about a cell as the file has it."""
        written = self.rows[index].cells[self.position]
        tell.tell(words, self.place(index), self.column.header, written)


def filled_down(
    column: Column, texts: Sequence[str], rows: Sequence[Record], position: int, tell: Teller
) -> list[str]:
    """Blanks of a column that is declared to repeat, filled from above; each is told."""
    filled: list[str] = []
    for text, row in zip(texts, rows, strict=True):
        above = filled[-1] if filled and is_blank(text) else ""
        if above:
            words = said("W205", header=Shown(column.header), text=short(above))
            tell.tell(words, row.place(position), column.header)
            tell.change(row.place(position), column.header, text, above)
        filled.append(above or text)
    return filled


def as_shown(reads: list[Read], rows: Sequence[Record], position: int, tab: Tab) -> list[Read]:
    """What the cells of a workbook were read as, with what is told of how they are shown; the same list
    where there is nothing of the kind."""
    if not tab.remarks and not tab.days:
        return reads
    places = [(row.number, position + 1) for row in rows]
    return [
        _as_shown(read, tab.remarks.get(place, ()), tab.days.get(place))
        for read, place in zip(reads, places, strict=True)
    ]


def _as_shown(read: Read, remarks: tuple[Remark, ...], day: date | None) -> Read:
    """A cell that shows something else than it holds counts as neither, and so does a day without a year
    of which the filing says one and the cell another."""
    if any(remark.is_error for remark in remarks):
        return Read(remarks=remarks)
    if day and isinstance(read.value, date) and read.value != day:
        shown = f"{day.month}月{day.day}日"
        return fault("E225.year", shown=Shown(shown), used=Shown(read.value), stored=Shown(day))
    return read._replace(remarks=(*remarks, *read.remarks)) if remarks else read


def tell_remarks(cells: FiledColumn, tell: Teller) -> None:
    """What was found in reading the cells, and every change of a spelling."""
    column = cells.column
    for index, (text, read) in enumerate(zip(cells.texts, cells.reads, strict=True)):
        for remark in read.remarks:
            tell.tell(worded(remark), cells.place(index), column.header, text)
        if read.used is not None and (read.used or not read.mark or not column.required):
            tell.change(cells.place(index), column.header, text, read.used)


def tell_missing(
    cells: FiledColumn, form: Form, zero: Set[int], merged: Set[tuple[int, int]], tell: Teller
) -> None:
    """Blanks of a column that is to be filled in; the row of a zero report holds nothing else."""
    column, above = cells.column, False
    for index, read in enumerate(cells.reads):
        if read.value is not None or read.faulty:
            above = True
            continue
        if index in zero and not column.equals:
            continue
        covered = (cells.rows[index].number, cells.position + 1) in merged
        if covered or (above and column.id in form.key and not read.mark):
            key = "E201.merged"
        elif read.mark:
            key = "E201.mark"
        else:
            key = "E201.number" if column.unit else "E201"
        words = said(key, header=Shown(column.header), text=short(read.mark))
        cells.tell(index, words, tell)


def tell_elsewhere(cells: FiledColumn, source: Source, tell: Teller) -> None:
    """Cells that must repeat what the folder says."""
    column = cells.column
    wanted = source.unit if column.equals == "unit" else source.period.first
    for index, (text, read) in enumerate(zip(cells.texts, cells.reads, strict=True)):
        if read.value is None or read.value == wanted:
            continue
        if column.equals == "unit":
            words = said("E238", folder=Shown(source.unit), text=short(text.strip()))
        elif isinstance(read.value, date):
            used = Month.of(read.value) if isinstance(source.period, Month) else read.value
            words = said("E237", folder=Shown(source.period.cell), used=Shown(used))
        else:
            continue  # a zero report where none is taken, which is told as such
        tell.tell(words, cells.place(index), column.header, text)


def tell_future(cells: FiledColumn, today: date, tell: Teller) -> None:
    """Days that have not come yet."""
    for index, read in enumerate(cells.reads):
        if isinstance(read.value, date) and read.value > today:
            cells.tell(index, said("W235.future", used=Shown(read.value)), tell)


def tell_of_its_time(cells: FiledColumn, span: Span, tell: Teller) -> None:
    """Data of a day after what the filing tells of, which belong to the next one, or of one before."""
    for index, read in enumerate(cells.reads):
        if isinstance(read.value, date) and not span.start <= read.value <= span.end:
            key = "E239" if read.value > span.end else "W239"
            days = {"first": Shown(span.start), "last": Shown(span.end)}
            cells.tell(index, said(key, used=Shown(read.value), **days), tell)
