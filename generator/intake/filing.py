"""One filing read: bytes to typed columns, with every finding and every change of a spelling."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import cache

from ..calendar import Term
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Column
from ..catalogue.owing import data_days
from ..words import privacy
from ..words.sentences import said
from . import column as checks
from . import header, packed, records, rows, sheet, slices, text
from .asked import spellings
from .expected import Expected, Shape, expected
from .filed import Filed
from .hidden import tell_hidden
from .personal import Unsuspicious
from .quoted import unquoted
from .reads import Reads
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
        self._shapes = dict[tuple[str, ...], Shape]()
        self._expected = cache(self._expect)
        self._turned = dict[str, Expected]()

    def read(self, source: Source) -> Filed:
        """A filing of any bytes; what is wrong with it is in its problems."""
        tell = Teller(source.path, source.sheet)
        asked = self._expected(source.form, source.period)
        if self._turned.get(source.form) is not asked:
            asked.begin()
            self._turned[source.form] = asked
        filed = self._read(source, asked, tell)
        tell.close()
        asked.shape.forget(_REMEMBERED)
        return filed

    def _read(self, source: Source, asked: Expected, tell: Teller) -> Filed:
        if source.tab:
            if not source.tab.records:
                key = "E110.drawn" if source.tab.drawn else "E110.sheet"
                tell.tell(said(key, sheet=short(source.sheet)))
            return self._laid(source, source.tab.records, asked, "", tell)
        decoded = text.decode(source.data, tell)
        delimiter = (
            None if decoded is None else records.delimiter_of(decoded, asked.shape.passed, tell)
        )
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
        plain = unquoted(decoded, delimiter) if '"' in decoded else decoded
        end = plain.find("\n") if plain else -1
        if plain is None or end < 0:
            return None
        key = delimiter, line = delimiter, plain[:end]
        heads = asked.shape.heads
        if key not in heads:
            heads[key] = self._head(line, source, asked, delimiter)
        head = heads[key]
        columns = slices.cut(plain, head, delimiter) if head else None
        if not head or not columns:
            return None
        if "计" in plain and slices.are_totalled(plain, columns, delimiter):
            return None
        laid = slices.lay_out(columns, head, asked.shape.known, self._unsuspicious.are)
        if laid and not head.is_quiet:
            tell.repeat(head.told)
        return laid

    def _head(self, line: str, source: Source, asked: Expected, delimiter: str) -> Head | None:
        form, tell = asked.shape.form, Teller("")

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
        form = asked.shape.form
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
        form = asked.shape.form
        zero = rows.zero_reports(form, laid, tell)
        columns, texts = dict[str, Sequence[Value]](), dict[str, Sequence[str]]()
        for column in form.columns:
            name = column.id
            columns[name], own = self._column(source, asked, column, laid, zero, tell)
            if name in laid.positions:
                texts[name] = own
        rows.tell_beyond(form, laid, columns, tell)
        count = len(laid)
        kept: Sequence[int] = range(count)
        if zero:
            kept = [row for row in kept if row not in zero]
        kept = rows.once(form, laid, columns, kept, tell)
        if len(columns) < len(asked.shape.ids):
            blank = packed.nothing(count)
            columns = {name: columns.get(name, blank) for name in asked.shape.ids}
        texts = {name: texts[name] for name in laid.positions}
        lines, numbers = laid.lines, laid.numbers
        if len(kept) < count:
            columns = {name: packed.left(own, kept) for name, own in columns.items()}
            texts = {name: packed.left(own, kept) for name, own in texts.items()}
            lines, numbers = packed.left(lines, kept), packed.left(numbers, kept)
        return Filed(
            source,
            columns,
            texts,
            lines,
            numbers,
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
    ) -> tuple[Sequence[Value], Sequence[str]]:
        """What the cells of a column say, and their texts; blanks where the file has not the column."""
        position = laid.positions.get(column.id)
        if position is None:
            return packed.nothing(len(laid)), ()
        texts, seen, reads = (
            laid.columns[position],
            laid.seen[position],
            asked.shape.reads[column.id],
        )
        told = _packed(texts, seen, reads)
        today = self._today if column.id in asked.shape.dated else None
        span = asked.span if column.role == "as_of" else None
        is_odd = source.tab is not None or column.fill_down
        if not is_odd and checks.is_quiet(column, seen, reads, source, today, span):
            return told
        cells = checks.filed(column, position, laid, reads, source, tell)
        checks.tell_remarks(cells, tell)
        if column.required:
            merged = source.tab.merged if source.tab else frozenset()
            checks.tell_missing(cells, asked.shape.form, zero, merged, tell)
        if column.equals:
            checks.tell_elsewhere(cells, source, tell)
        if today:
            checks.tell_future(cells, today, tell)
        if span:
            checks.tell_of_its_time(cells, span, tell)
        return cells.values if is_odd else told[0], told[1]

    def _expect(self, form: str, period: Term) -> Expected:
        declared = self._catalogue.forms[form]
        own = declared.of(period)
        key = form, *(column.id for column in own.columns)
        if key not in self._shapes:
            self._shapes[key] = Shape.of(declared, own, self._known)
        dated = any(column.role == "as_of" for column in own.columns)
        span = self._spans(form).get(period) if dated else None
        return expected(self._catalogue, declared, self._shapes[key], period, span)


def _packed(
    texts: Sequence[str], seen: Set[str], reads: Reads
) -> tuple[Sequence[Value], Sequence[str]]:
    """What the cells of a column say, and their texts."""
    varied = packed.is_varied(texts, seen)
    if varied and (values := reads.at_once(texts, seen)) is not None:
        return packed.varied_of(texts, values)
    reads.learn(seen, plain=not varied)
    return packed.columns_of(texts, seen, reads)
