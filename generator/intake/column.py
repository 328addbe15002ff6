"""What is checked of one column of a filing: of its distinct texts first, and then of the cells that have one
of which something is to be told."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from datetime import date
from itertools import chain, compress, count, islice, repeat
from typing import TYPE_CHECKING, TypeAlias

from ..calendar import Month, Span
from ..catalogue.fields import Later, Read, Remark, Value, fault
from ..catalogue.model import Column, Form
from ..frozen import dataclass
from ..words.characters import is_blank
from ..words.sentences import Said, Shown, said
from . import packed
from .reads import Reads
from .sheet import Sheet
from .source import Source
from .telling import CellPlace, Teller, short

if TYPE_CHECKING:
    from .workbook import Tab

Key: TypeAlias = str | int
"""What a cell is known by: its text, or its row where it shows something else than it holds."""


@dataclass(frozen=True, slots=True)
class FiledColumn:
    """One column: the ``texts`` of its cells row by row, what is declared to repeat filled in, the distinct
    ones of them (``seen``), and what those are read as. ``position`` is 0-based.

    A cell of a workbook may show something else than it holds: ``shown`` is what such a one is read as,
    by its row from 0.
    """

    column: Column
    position: int
    laid: Sheet
    texts: Sequence[str]
    seen: Set[str]
    reads: Reads
    shown: Mapping[int, Read] = field(default_factory=dict)

    @property
    def values(self) -> list[Value]:
        """What the cells say, row by row."""
        values = list(map(self.reads.__getitem__, self.texts))
        for row, read in self.shown.items():
            values[row] = read.value
        return values

    def found(
        self, texts: Set[str], wanted: Callable[[Read], bool] = lambda read: True
    ) -> Iterator[tuple[int, Read]]:
        """The rows of which a cell was read as something that is wanted, in order, and what it was read as;
        of ``texts`` alone that is asked, and of what is ``shown``."""
        found = self.among(texts, wanted)
        keys = self.keys
        yield from ((row, found[keys[row]]) for row in _having(found, keys))

    @property
    def keys(self) -> Sequence[Key]:
        """What the cells are known by, row by row."""
        if not self.shown:
            return self.texts
        keys: list[Key] = [*self.texts]
        for row in self.shown:
            keys[row] = row
        return keys

    def among(
        self, texts: Set[str], wanted: Callable[[Read], bool] = lambda read: True
    ) -> dict[Key, Read]:
        """What some of the texts, and the cells that show something else, were read as, where it is wanted."""
        found: dict[Key, Read] = {}
        found.update((text, read) for text in texts if wanted(read := self.reads.read(text)))
        found.update((row, read) for row, read in self.shown.items() if wanted(read))
        return found

    def place(self, row: int) -> CellPlace:
        """Where the cell of a row is in its file; the row counts from 0."""
        return self.laid.place(row, self.position)

    def tell(self, row: int, words: Said, tell: Teller) -> None:
        """A finding about a cell as the file has it."""
        written = self.laid.columns[self.position][row]
        tell.tell(words, self.place(row), self.column.header, written)


def is_quiet(
    column: Column,
    seen: Set[str],
    reads: Reads,
    source: Source,
    today: date | None,
    span: Span | None,
) -> bool:
    """Whether nothing is to be told of any cell of a column, by its distinct texts: what all the others here
    would look at row by row. ``today`` is None where days to come may stand, ``span`` where any may."""
    if not reads.noted.keys().isdisjoint(seen):
        return False
    if column.required and not reads.blank.isdisjoint(seen):
        return False
    if column.equals and not {reads[text] for text in seen} <= {None, _wanted(column, source)}:
        return False
    if not today and not span:
        return True
    days = [day for day in map(reads.__getitem__, seen) if isinstance(day, date)]
    late, early = max(days, default=date.min), min(days, default=date.max)
    in_time = span is None or (span.start <= early and late <= span.end)
    return not days or (in_time and (today is None or late <= today))


def _wanted(column: Column, source: Source) -> Value:
    """What a column must repeat."""
    return source.unit if column.equals == "unit" else source.period.first


def filed(
    column: Column, position: int, laid: Sheet, reads: Reads, source: Source, tell: Teller
) -> FiledColumn:
    """A column of a filing, what is declared to repeat filled in, which is told."""
    texts, seen = laid.columns[position], laid.seen[position]
    if column.fill_down:
        texts = _filled_down(column, laid, position, tell)
        seen = set(texts)
    shown = _shown(texts, reads, laid, position, source.tab) if source.tab else {}
    return FiledColumn(column, position, laid, texts, seen, reads, shown)


def _filled_down(column: Column, laid: Sheet, position: int, tell: Teller) -> Sequence[str]:
    """The texts of a column that is declared to repeat, blanks filled from above; each is told."""
    texts = laid.columns[position]
    if not any(map(is_blank, laid.seen[position])):
        return texts
    filled: list[str] = []
    for row, text in enumerate(texts):
        above = filled[-1] if filled and is_blank(text) else ""
        if above:
            words = said("W205", header=Shown(column.header), text=short(above))
            tell.tell(words, laid.place(row, position), column.header)
            tell.change(laid.place(row, position), column.header, text, above)
        filled.append(above or text)
    return filled


def _shown(
    texts: Sequence[str], reads: Reads, laid: Sheet, position: int, tab: Tab
) -> Mapping[int, Read]:
    """What the cells of a workbook were read as of which is told how they are shown, by row."""
    if not tab.remarks and not tab.days:
        return {}
    shown: dict[int, Read] = {}
    for row, (text, number) in enumerate(zip(texts, laid.numbers, strict=True)):
        place = number, position + 1
        if place in tab.remarks or place in tab.days:
            read = reads.read(text)
            shown[row] = _as_shown(read, tab.remarks.get(place, ()), tab.days.get(place))
    return shown


def _as_shown(read: Read, remarks: tuple[Remark, ...], day: date | None) -> Read:
    """A cell that shows something else than it holds counts as neither, and so does a day without a year
    of which the filing says one and the cell another."""
    if any(remark.is_error for remark in remarks):
        return Read(remarks=remarks)
    if day and isinstance(read.value, date) and read.value != day:
        shown = f"{day.month}月{day.day}日"
        return fault("E225.year", shown=Shown(shown), used=Shown(read.value), stored=Shown(day))
    return read._replace(remarks=(*remarks, *read.remarks)) if remarks else read


CHECKS = 5
"""How many checks of a column follow one another."""


def tell_all(
    cells: FiledColumn,
    source: Source,
    form: Form,
    zero: Set[int],
    today: date | None,
    span: Span | None,
    tells: Sequence[Teller],
    *,
    above: bool = False,
) -> None:
    """All that is to be told of a column, each check to one of ``tells``: of a file in pieces what one check tells
    of all of them stands together. ``above``: whether something stands above the rows of a piece."""
    column = cells.column
    remarks, missing, elsewhere, future, of_its_time = tells
    tell_remarks(cells, remarks)
    if column.required:
        merged = source.tab.merged if source.tab else frozenset()
        tell_missing(cells, form, zero, merged, missing, above=above)
    if column.equals:
        tell_elsewhere(cells, source, elsewhere)
    if today:
        tell_future(cells, today, future)
    if span:
        tell_of_its_time(cells, span, of_its_time)


def tell_remarks(cells: FiledColumn, tell: Teller) -> None:
    """What was found in reading the cells, and every change of a spelling."""
    noted, keys = cells.reads.noted, cells.keys
    required = cells.column.required
    remarks, spelt = dict[Key, Sequence[Remark | Later]](), dict[Key, str]()
    found: Iterable[tuple[Key, Read]] = ((text, noted[text]) for text in cells.seen & noted.keys())
    for key, (_, written, told, mark) in chain(found, cells.shown.items()):
        if told:
            remarks[key] = told
        if written is not None and (written or not mark or not required):
            spelt[key] = written
    if remarks:
        _tell_first(cells, keys, remarks, tell)
    if not spelt:
        return
    rows = [*_having(spelt, keys)]
    laid = cells.laid
    was, used = packed.left(cells.texts, rows), [spelt[keys[row]] for row in rows]
    places = packed.left(laid.lines, rows), packed.left(laid.numbers, rows)
    tell.changes.note(*places, cells.position, cells.column.header, (was, used))


def _tell_first(
    cells: FiledColumn,
    keys: Sequence[Key],
    remarks: Mapping[Key, Sequence[Remark | Later]],
    tell: Teller,
) -> None:
    """The first remarks of each code are told, row by row; the others are counted, and no cell of theirs is
    looked at."""
    header = cells.column.header
    every: dict[str, dict[Key, int]] = {}
    for key, own in remarks.items():
        for remark in own:
            counts = every.setdefault(remark.code, {})
            counts[key] = counts.get(key, 0) + 1
    first = {row for counts in every.values() for row in islice(_having(counts, keys), 1)}
    in_order = [remark.code for row in sorted(first) for remark in remarks[keys[row]]]
    told: set[int] = set()
    left: dict[str, int] = {}
    for code in dict.fromkeys(in_order):
        left[code] = tell.count(code, header, sum(map(every[code].get, keys, repeat(0))))
        told.update(islice(_having(every[code], keys), left[code]))
    for row in sorted(told):
        for remark in remarks[keys[row]]:
            if left[remark.code]:
                left[remark.code] -= 1
                tell.add(remark, cells.place(row), header, cells.texts[row])


def _having(wanted: Container[Key], keys: Iterable[Key]) -> Iterator[int]:
    """The rows with any of some cells."""
    return compress(count(), map(wanted.__contains__, keys))


def tell_missing(
    cells: FiledColumn, form: Form, zero: Set[int], merged: Set[tuple[int, int]], tell: Teller, *,
    above: bool = False,
) -> None:  # fmt: skip
    """Blanks of a column that is to be filled in; the row of a zero report holds nothing else."""
    column = cells.column
    blank = cells.found(
        cells.seen & cells.reads.blank, lambda read: read.value is None and not read.faulty
    )
    for before, (row, read) in enumerate(blank):
        if row in zero and not column.equals:
            continue
        below = above or row > before  # whether one stands above it that is not blank
        covered = (cells.laid.numbers[row], cells.position + 1) in merged
        if covered or (below and column.id in form.key and not read.mark):
            key = "E201.merged"
        elif read.mark:
            key = "E201.mark"
        else:
            key = "E201.number" if column.unit else "E201"
        words = said(key, header=Shown(column.header), text=short(read.mark))
        cells.tell(row, words, tell)


def tell_elsewhere(cells: FiledColumn, source: Source, tell: Teller) -> None:
    """Cells that must repeat what the folder says."""
    column = cells.column
    wanted = _wanted(column, source)
    for row, read in cells.found(cells.seen, lambda read: read.value not in (None, wanted)):
        text = cells.texts[row]
        if column.equals == "unit":
            words = said("E238", folder=Shown(source.unit), text=short(text.strip()))
        elif isinstance(read.value, date):
            used = Month.of(read.value) if isinstance(source.period, Month) else read.value
            words = said("E237", folder=Shown(source.period.cell), used=Shown(used))
        else:
            continue  # a zero report where none is taken, which is told as such
        tell.tell(words, cells.place(row), column.header, text)


def tell_future(cells: FiledColumn, today: date, tell: Teller) -> None:
    """Days that have not come yet."""
    later = cells.found(
        cells.seen, lambda read: isinstance(read.value, date) and read.value > today
    )
    for row, read in later:
        cells.tell(row, said("W235.future", used=Shown(read.value)), tell)


def tell_of_its_time(cells: FiledColumn, span: Span, tell: Teller) -> None:
    """Data of a day after what the filing tells of, which belong to the next one, or of one before."""

    def outside(read: Read) -> bool:
        day = read.value
        return isinstance(day, date) and not span.start <= day <= span.end

    for row, read in cells.found(cells.seen, outside):
        key = "E239" if isinstance(read.value, date) and read.value > span.end else "W239"
        days = {"first": Shown(span.start), "last": Shown(span.end)}
        cells.tell(row, said(key, used=Shown(read.value), **days), tell)
