"""One filing read: bytes to typed columns, with every finding and every change of a spelling."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import cache
from typing import Any

from ..calendar import Term
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Column
from ..catalogue.owing import data_days
from ..words import privacy
from ..words.sentences import said
from . import column as checks
from . import header, records, rows, sheet, slices, text
from .asked import spellings
from .expected import Expected, expected
from .filed import Filed
from .hidden import tell_hidden
from .personal import Unsuspicious
from .records import Record
from .sheet import Sheet
from .slices import Head
from .source import Source
from .swallowed import tell_swallowed
from .telling import Teller, short

_REMEMBERED = 1_000
"""So many distinct texts of a column are remembered from file to file."""


class Reader:
    """Reads filings by what a catalogue declares; ``today`` tells which dates have not come yet.

    ``quick``: whether a file of which nothing is to be told but of its header and its cells is read by columns
    at once (``slices``); what comes of it is the same.
    """

    def __init__(
        self, catalogue: Catalogue, today: date | None = None, *, quick: bool = True
    ) -> None:
        self._catalogue, self._today, self._quick = catalogue, today, quick
        self._names = privacy.declared(catalogue)
        self._unsuspicious = Unsuspicious(self._names)
        self._known = frozenset(
            word for form in catalogue.forms.values() for word in spellings(form)
        )
        self._spans = cache(lambda form: data_days(catalogue, catalogue.forms[form]))
        self._expected = cache(self._expect)

    def read(self, source: Source) -> Filed:
        """A filing of any bytes; what is wrong with it is in its problems."""
        tell = Teller(source.path, source.sheet)
        asked = self._expected(source.form, source.period)
        filed = self._read(source, asked, tell)
        tell.close()
        for reads in asked.reads.values():
            if len(reads) > _REMEMBERED:
                reads.forget()
        return filed

    def _read(self, source: Source, asked: Expected, tell: Teller) -> Filed:
        if source.tab:
            if not source.tab.records:
                key = "E110.drawn" if source.tab.drawn else "E110.sheet"
                tell.tell(said(key, sheet=short(source.sheet)))
            return self._laid(source, source.tab.records, asked, "", tell)
        decoded = text.decode(source.data, tell)
        delimiter = None if decoded is None else records.delimiter_of(decoded, asked.passed, tell)
        if decoded is None or delimiter is None:
            return Filed(source, problems=tell.problems)
        if self._quick and (laid := self._at_once(decoded, source, asked, delimiter, tell)):
            return self._typed(source, asked, laid, tell)
        every = records.records_of(decoded, delimiter, tell)
        return self._laid(source, every, asked, delimiter, tell)

    def _at_once(
        self, decoded: str, source: Source, asked: Expected, delimiter: str, tell: Teller
    ) -> Sheet | None:
        """The rows of a CSV by columns at once; None where they are to be read one by one."""
        end = decoded.find("\n")
        if end < 0 or '"' in decoded:
            return None
        line = decoded[:end]
        key = delimiter, line
        if key not in asked.heads:
            if len(asked.heads) > _REMEMBERED:
                asked.heads.clear()
            asked.heads[key] = self._head(line, source, asked, delimiter)
        head = asked.heads[key]
        columns = slices.cut(decoded, head, delimiter) if head else None
        if not head or not columns:
            return None
        laid = slices.lay_out(columns, head, asked.known, self._unsuspicious.are)
        if laid:
            tell.repeat(head.told)
        return laid

    def _head(self, line: str, source: Source, asked: Expected, delimiter: str) -> Head | None:
        form, tell = asked.form, Teller("")

        def is_personal(record: Record) -> bool:
            rows.tell_personal([record], {}, form, self._names, tell)
            return bool(tell.problems)

        way = asked.asked(self._catalogue, source.period, source.unit, delimiter)
        return slices.head_of(line, way, is_personal)

    def _laid(
        self,
        source: Source,
        every: Sequence[Record],
        asked: Expected,
        delimiter: str,
        tell: Teller,
    ) -> Filed:
        """A filing from its records, one by one."""
        form = asked.form
        way = asked.asked(self._catalogue, source.period, source.unit, delimiter)
        head = header.find(every, way, tell)
        rows.tell_personal(every, head.positions if head else {}, form, self._names, tell)
        if head is None:
            return Filed(source, problems=tell.problems, changes=tell.changes)
        below = [record for record in every if record.number > head.record.number]
        spoilt = tell_swallowed(head, below, way, tell) if delimiter else frozenset()
        laid = sheet.lay_out(head, below, spoilt, way, tell)
        if source.tab:
            tell_hidden(source.tab, head, laid, form, tell)
        return self._typed(source, asked, laid, tell)

    def _typed(self, source: Source, asked: Expected, laid: Sheet, tell: Teller) -> Filed:
        form = asked.form
        zero = rows.zero_reports(form, laid, tell)
        columns = {
            column.id: self._column(source, asked, column, laid, zero, tell)
            for column in form.columns
        }
        rows.tell_beyond(form, laid, columns, tell)
        every = range(len(laid))
        kept: Sequence[int] = [row for row in every if row not in zero] if zero else every
        kept = rows.once(form, laid, columns, kept, tell)

        def left(own: Sequence[Any]) -> Sequence[Any]:
            return own if len(kept) == len(laid) else [own[row] for row in kept]

        return Filed(
            source,
            {name: left(columns.get(name) or [None] * len(laid)) for name in asked.ids},
            {name: left(laid.columns[at]) for name, at in laid.positions.items()},
            left(laid.lines),
            left(laid.numbers),
            laid.positions,
            bool(zero) and form.zero_report is not None,
            tell.problems,
            tell.changes,
        )

    def _column(
        self,
        source: Source,
        asked: Expected,
        column: Column,
        laid: Sheet,
        zero: Set[int],
        tell: Teller,
    ) -> Sequence[Value]:
        """What the cells of a column say, blanks where the file has not the column."""
        position = laid.positions.get(column.id)
        if position is None:
            return [None] * len(laid)
        texts, seen, reads = laid.columns[position], laid.seen[position], asked.reads[column.id]
        if column.fill_down:
            texts = checks.filled_down(column, laid, position, tell)
            seen = seen if texts is laid.columns[position] else set(texts)
        shown = checks.as_shown(texts, reads, laid, position, source.tab) if source.tab else {}
        cells = checks.FiledColumn(column, position, laid, texts, seen, reads, shown)
        values = cells.values
        checks.tell_remarks(cells, tell)
        if column.required:
            merged = source.tab.merged if source.tab else frozenset()
            checks.tell_missing(cells, asked.form, zero, merged, tell)
        if column.equals:
            checks.tell_elsewhere(cells, source, tell)
        if column.id in asked.dated and self._today:
            checks.tell_future(cells, self._today, tell)
        if column.role == "as_of" and asked.span:
            checks.tell_of_its_time(cells, asked.span, tell)
        return values

    def _expect(self, form: str, period: Term) -> Expected:
        declared = self._catalogue.forms[form]
        dated = any(column.role == "as_of" for column in declared.columns)
        span = self._spans(form).get(period) if dated else None
        return expected(self._catalogue, declared, period, self._known, span)
