"""One filing read: bytes to typed columns, with every finding and every change of a spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from ..calendar import Month, Span
from ..catalogue.model import Catalogue, Column, Form
from ..catalogue.owing import tells_of
from ..problems import Problem
from ..wording import spelt
from ..words.sentences import Shown, said
from . import privacy, records, sheet, text
from .cells import ZERO_REPORT, Parser, Read, Value, figure, parser
from .find import Source
from .records import Record
from .swallowed import without_swallowed
from .telling import Change, Place, Teller, covered, joined, ours, short


@dataclass(frozen=True, slots=True)
class Filed:
    """What one filing says.

    ``columns`` maps column ids to values, one per row; a file that has not the column says None, and
    so does one of a month in which the form has not the column.
    ``texts`` are the same cells as the file has them. ``lines`` and ``numbers`` are the physical
    line and the spreadsheet row of each row, ``positions`` the 0-based cell position of each column.
    A zero report has no rows. A filing with an error in ``problems`` does not count, nor does one
    that says nothing: that there is nothing to report is said by a zero report.
    """

    source: Source
    columns: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Sequence[int] = ()
    numbers: Sequence[int] = ()
    positions: Mapping[str, int] = field(default_factory=dict)
    zero: bool = False
    problems: Sequence[Problem] = ()
    changes: Sequence[Change] = ()

    @property
    def valid(self) -> bool:
        broken = any(problem.is_error for problem in self.problems)
        return not broken and (self.zero or len(self) > 0)

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, column: str, row: int) -> str:
        """A cell as the file has it; '' where the file has not the column."""
        own = self.texts.get(column)
        return own[row] if own else ""


class Reader:
    """Reads filings by what a catalogue declares; ``today`` tells which dates have not come yet."""

    def __init__(self, catalogue: Catalogue, today: date | None = None) -> None:
        self._catalogue, self._today = catalogue, today
        self._parser = cache(self._memo)
        self._spans = cache(self._declared)
        self._headers = cache(lambda form: frozenset(sheet.spellings(catalogue.forms[form])))

    def read(self, source: Source) -> Filed:
        """A filing of any bytes; what is wrong with it is in its problems."""
        tell = Teller(source.path, source.sheet)
        filed = self._read(source, tell)
        tell.close()
        return filed

    def _read(self, source: Source, tell: Teller) -> Filed:
        declared = self._catalogue.forms[source.form]
        form = declared.of(source.period)
        merged: frozenset[tuple[int, int]] = frozenset()
        found: Sequence[Record]
        policy, split = self._catalogue.filing, None
        if source.tab:
            found, merged = source.tab.records, source.tab.merged
            if not found:
                tell.tell(said("E110.sheet", sheet=short(source.sheet)))
        else:
            decoded = text.decode(source.data, tell)
            if decoded is None:
                return Filed(source, problems=tell.problems)
            split = records.split(decoded, self._headers(source.form), tell)
            if split is None:
                return Filed(source, problems=tell.problems)
            found = split.records
        laid = sheet.lay_out(found, form, _of_other_months(declared, form), policy, tell)
        _personal(found, laid, form, tell)
        if laid is None:
            return Filed(source, problems=tell.problems, changes=tell.changes)
        if split:
            read = partial(self._cell, source)
            laid = without_swallowed(laid, form, split.delimiter, read, tell)
        return self._typed(source, form, laid, merged, tell)

    def _cell(self, source: Source, column: Column, cell: str) -> Read:
        return self._parser(source.form, column.id, source.period)[cell]

    def _typed(
        self,
        source: Source,
        form: Form,
        laid: sheet.Sheet,
        merged: frozenset[tuple[int, int]],
        tell: Teller,
    ) -> Filed:
        rows = laid.rows
        zero = _zero_rows(form, laid, tell)
        reads: dict[str, list[Read]] = {}
        written: dict[str, list[str]] = {}
        for column in form.columns:
            position = laid.positions.get(column.id)
            if position is None:
                reads[column.id] = [_NOTHING] * len(rows)
                continue
            texts = written[column.id] = [row.cells[position] for row in rows]
            if column.fill_down:
                texts = _filled_down(column, texts, rows, position, tell)
            memo = self._parser(source.form, column.id, source.period)
            reads[column.id] = found = [memo[cell] for cell in texts]
            if any(memo[cell].noteworthy for cell in set(texts)):
                _tell_of(column, position, texts, found, rows, tell)
            if column.required:
                _missing(column, form, position, found, rows, zero, merged, tell)
            if column.equals:
                _elsewhere(column, position, source, found, texts, rows, self._catalogue, tell)
            if column.type == "date" and self._today:
                _future(column, position, found, rows, self._today, tell)
            if column.role == "as_of" and (span := self._spans(source.form).get(source.period)):
                _of_its_time(column, position, found, rows, span, tell)
        columns = {name: [read.value for read in found] for name, found in reads.items()}
        _beyond(form, laid, columns, tell)
        kept = [index for index in range(len(rows)) if index not in zero]
        kept = _once(form, laid, columns, kept, tell)
        told = {name: [values[index] for index in kept] for name, values in columns.items()}
        unknown = {
            column.id: [None] * len(kept) for column in self._catalogue.forms[form.id].columns
        }
        return Filed(
            source,
            {**unknown, **told},
            {name: [texts[index] for index in kept] for name, texts in written.items()},
            [rows[index].line for index in kept],
            [rows[index].number for index in kept],
            laid.positions,
            bool(zero) and form.zero_report is not None,
            tell.problems,
            tell.changes,
        )

    def _declared(self, form: str) -> Mapping[Month, Span]:
        """The days of which each filing tells, where the policy declares it."""
        if self._catalogue.filing.covers is None:
            return {}
        return tells_of(self._catalogue, self._catalogue.forms[form])

    def _memo(self, form: str, column: str, period: Month) -> _Memo:
        declared = self._catalogue.forms[form]
        parse = parser(declared.column(column), self._catalogue, period)
        written = declared.zero_report in (
            column,
            None,
        )  # where none is allowed, one is told as such
        return _Memo(_or_zero(parse) if written else parse)


_NOTHING = Read()
_ZERO = Read(ZERO_REPORT)


class _Memo(dict[str, Read]):
    """Every distinct text is parsed once."""

    def __init__(self, parse: Parser) -> None:
        self._parse = parse

    def __missing__(self, key: str) -> Read:
        read = self[key] = self._parse(key)
        return read


def _or_zero(parse: Parser) -> Parser:
    """The parser of the column that may also hold the words of a zero report."""
    return lambda cell: _ZERO if cell.strip() == ZERO_REPORT else parse(cell)


def _of_other_months(declared: Form, form: Form) -> frozenset[str]:
    """The bare headers of the columns that a form has in other months only."""
    return frozenset(sheet.spellings(declared).keys() - sheet.spellings(form).keys())


# --- the whole sheet -----------------------------------------------------------------------------


def _personal(found: Sequence[Record], laid: sheet.Sheet | None, form: Form, tell: Teller) -> None:
    """Personal data anywhere in the file: in titles, notes and undeclared columns as well."""
    if not privacy.suspicious("\n".join("\n".join(record.cells) for record in found)):
        return
    numeric = {
        position
        for name, position in (laid.positions if laid else {}).items()
        if form.column(name).type in ("integer", "decimal")
    }
    for record in found:
        for index, cell in enumerate(record.cells):
            for hit in privacy.find(cell, numeric=index in numeric):
                key = f"E301.{hit.kind}" if hit.sure else "W301"
                place = Place(record.line, index, record.number)
                tell.tell(said(key, text=covered(cell, hit)), place, None, cell)


def _zero_rows(form: Form, laid: sheet.Sheet, tell: Teller) -> frozenset[int]:
    """The rows that are zero reports; nothing else may stand in or beside one."""
    if form.zero_report is None:
        return _not_allowed(form, laid, tell)
    position = laid.positions.get(form.zero_report)
    if position is None:
        return frozenset()
    zero = frozenset(
        index for index, row in enumerate(laid.rows) if row.cells[position].strip() == ZERO_REPORT
    )
    fillable = [
        laid.positions[column.id]
        for column in form.columns
        if column.id in laid.positions and column.id != form.zero_report and not column.equals
    ]
    for index in sorted(zero):
        row = laid.rows[index]
        if len(laid.rows) > 1 or any(row.cells[other].strip() for other in fillable):
            tell.tell(said("E204"), Place(row.line, position, row.number))
    return zero


def _not_allowed(form: Form, laid: sheet.Sheet, tell: Teller) -> frozenset[int]:
    """The rows that are zero reports in a form which allows none: each is told, and nothing else."""
    zero = set()
    for index, row in enumerate(laid.rows):
        position = next(
            (n for n, cell in enumerate(row.cells) if cell.strip() == ZERO_REPORT), None
        )
        if position is not None:
            zero.add(index)
            tell.tell(said("E206", name=ours(form.name)), Place(row.line, position, row.number))
    return frozenset(zero)


def _beyond(
    form: Form, laid: sheet.Sheet, columns: Mapping[str, Sequence[Value]], tell: Teller
) -> None:
    """Rows in which a number exceeds the one it may not exceed."""
    for column in form.columns:
        if column.at_most is None:
            continue
        limit = form.column(column.at_most)
        for row, large, small in zip(laid.rows, columns[column.id], columns[limit.id], strict=True):
            if isinstance(large, float) and isinstance(small, float) and large > small:
                words = said(
                    "E220", header=ours(column.header), large=figure(large),
                    limit=ours(limit.header), small=figure(small),
                )  # fmt: skip
                place = Place(row.line, laid.positions[column.id], row.number)
                tell.tell(words, place, column.header, figure(large))


def _once(
    form: Form,
    laid: sheet.Sheet,
    columns: Mapping[str, Sequence[Value]],
    kept: Sequence[int],
    tell: Teller,
) -> list[int]:
    """The rows without those that say the same again; two that contradict each other are told."""
    first: dict[tuple[Value, ...], int] = {}
    left = []
    own = [form.column(name) for name in form.key if not form.column(name).equals]
    for index in kept:
        key = tuple(columns[name][index] for name in form.key)
        before = first.setdefault(key, index) if None not in key else index
        if before == index:
            left.append(index)
            continue
        row, position = laid.rows[index], laid.positions.get(own[-1].id) if own else None
        place = Place(row.line, position, row.number)
        differing = [c for c in form.columns if columns[c.id][index] != columns[c.id][before]]
        if not differing:
            tell.tell(said("W251", first=laid.rows[before].line), place)
            continue
        values = (columns[differing[0].id][before], columns[differing[0].id][index])
        words = said(
            "E252",
            names=ours("、".join(form.column(name).header for name in form.key)),
            first=laid.rows[before].line,
            differing=ours(differing[0].header),
            values=joined("/", map(_shown, values)),
        )
        tell.tell(words, place, own[-1].header if own else None, _shown(key[-1]))
        left.append(index)
    return left


def _shown(value: Value) -> Shown:
    return ours("空") if value is None else short(spelt(value), 20)


# --- one column ----------------------------------------------------------------------------------


def _filled_down(
    column: Column, texts: Sequence[str], rows: Sequence[Record], position: int, tell: Teller
) -> list[str]:
    """Blanks of a column that is declared to repeat, filled from above; each is told."""
    filled: list[str] = []
    for cell, row in zip(texts, rows, strict=True):
        if not cell.strip() and filled and filled[-1]:
            place = Place(row.line, position, row.number)
            tell.tell(
                said("W205", header=ours(column.header), text=short(filled[-1])),
                place,
                column.header,
            )
            tell.change(place, column.header, cell, filled[-1])
            cell = filled[-1]
        filled.append(cell)
    return filled


def _tell_of(
    column: Column,
    position: int,
    texts: Sequence[str],
    found: Sequence[Read],
    rows: Sequence[Record],
    tell: Teller,
) -> None:
    for cell, read, row in zip(texts, found, rows, strict=True):
        if read.noteworthy:
            place = Place(row.line, position, row.number)
            for words in read.said:
                tell.tell(words, place, column.header, cell)
            if read.used is not None and (read.used or not read.mark or not column.required):
                tell.change(place, column.header, cell, read.used)


def _missing(
    column: Column,
    form: Form,
    position: int,
    found: Sequence[Read],
    rows: Sequence[Record],
    zero: frozenset[int],
    merged: frozenset[tuple[int, int]],
    tell: Teller,
) -> None:
    above = False
    for index, (read, row) in enumerate(zip(found, rows, strict=True)):
        if read.value is not None or read.faulty:
            above = True
            continue
        if index in zero and not column.equals:
            continue
        if (row.number, position + 1) in merged or (
            above and column.id in form.key and not read.mark
        ):
            key = "E201.merged"
        elif read.mark:
            key = "E201.mark"
        else:
            key = "E201.number" if column.unit else "E201"
        words = said(key, header=ours(column.header), text=short(read.mark))
        tell.tell(words, Place(row.line, position, row.number), column.header, row.cells[position])


def _elsewhere(
    column: Column,
    position: int,
    source: Source,
    found: Sequence[Read],
    texts: Sequence[str],
    rows: Sequence[Record],
    catalogue: Catalogue,
    tell: Teller,
) -> None:
    """Cells that must repeat what the folder says."""
    wanted = source.unit if column.equals == "unit" else source.period.first
    for cell, read, row in zip(texts, found, rows, strict=True):
        if read.value is None or read.value == wanted:
            continue
        if column.equals == "unit":
            words = said("E238", folder=ours(source.unit), text=short(cell.strip()))
        else:
            assert isinstance(read.value, date)
            words = said("E237", folder=ours(source.period), used=ours(Month.of(read.value)))
        tell.tell(words, Place(row.line, position, row.number), column.header, cell)


def _future(
    column: Column,
    position: int,
    found: Sequence[Read],
    rows: Sequence[Record],
    today: date,
    tell: Teller,
) -> None:
    for read, row in zip(found, rows, strict=True):
        if isinstance(read.value, date) and read.value > today:
            place = Place(row.line, position, row.number)
            words = said("W235.future", used=ours(read.value))
            tell.tell(words, place, column.header, row.cells[position])


def _of_its_time(
    column: Column,
    position: int,
    found: Sequence[Read],
    rows: Sequence[Record],
    span: Span,
    tell: Teller,
) -> None:
    """Data of a day after what the filing tells of, which belong to the next one, or of one before."""
    for read, row in zip(found, rows, strict=True):
        if not isinstance(read.value, date) or span.start <= read.value <= span.end:
            continue
        key = "E239" if read.value > span.end else "W239"
        words = said(key, used=ours(read.value), first=ours(span.start), last=ours(span.end))
        place = Place(row.line, position, row.number)
        tell.tell(words, place, column.header, row.cells[position])
