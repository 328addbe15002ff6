"""One filing read: bytes to typed columns, with every finding and every change of a spelling."""

from __future__ import annotations

from collections import deque
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
from .pieces import LARGE, Pieces
from .quoted import unquoted
from .reads import Looked, Reads
from .records import Record
from .sheet import Sheet, Told
from .slices import Head
from .source import Source
from .swallowed import tell_swallowed
from .telling import Teller, short

_REMEMBERED = 1_000
"""So many distinct texts of a column are remembered from file to file."""


class Reader:
    """Reads filings by what a catalogue declares; ``today`` tells which dates have not come yet.

    ``quick``: whether a file of which nothing is to be told but of its header and its cells is read by columns
    at once (``slices``), so many characters at a time; what comes of it is the same.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        today: date | None = None,
        *,
        quick: bool = True,
        at_a_time: int = LARGE,
    ) -> None:
        self._catalogue, self._today, self._quick = catalogue, today, quick
        self._at_a_time = at_a_time
        self._names = privacy.declared(catalogue)
        self._unsuspicious = Unsuspicious(self._names)
        self._known = frozenset(
            word for form in catalogue.forms.values() for word in spellings(form)
        )
        self._spans = cache(lambda form: data_days(catalogue, catalogue.forms[form]))
        self._shapes = dict[tuple[str, ...], Shape]()
        self._looked = Looked()
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
            None
            if decoded is None
            else records.delimiter_of(
                decoded, asked.shape.passed, self._catalogue.filing.max_file_cells, tell
            )
        )
        if decoded is None or delimiter is None:
            return Filed(source, problems=tell.problems)
        if not self._quick:
            every = records.records_of(decoded, delimiter, tell)
            return self._laid(source, every, asked, delimiter, tell)
        is_whole = any(column.fill_down for column in asked.shape.form.columns)
        most = len(decoded) if is_whole else self._at_a_time
        line, bodies = slices.apart(decoded, delimiter, most)
        if len(bodies) > 1:
            decoded = None  # it takes as much room as all that is read of it
        laid = self._at_once(line, bodies, source, asked, delimiter, tell)
        if laid is None:
            decoded = decoded or text.decode(source.data, Teller(source.path))
            every = records.records_of(decoded or "", delimiter, tell)
            return self._laid(source, every, asked, delimiter, tell)
        return self._typed(source, asked, laid, tell)

    def _at_once(
        self,
        first: str,
        bodies: deque[str],
        source: Source,
        asked: Expected,
        delimiter: str,
        tell: Teller,
    ) -> Sheet | None:
        """The rows of a CSV by columns at once, of its first line and those below it; None where they are to be read
        one by one."""
        line = unquoted(first, delimiter) if '"' in first else first
        if not line or not bodies:
            return None
        key = delimiter, line
        heads = asked.shape.heads
        if key not in heads:
            heads[key] = self._head(line, source, asked, delimiter)
        head = heads[key]
        if head is None:
            return None
        is_large = len(bodies) > 1
        laid = self._rows(bodies.popleft(), asked, head, delimiter)
        pieces = is_large and self._in_pieces(laid, bodies, source, asked, head, delimiter)
        if laid is None or (is_large and not pieces):
            return None
        if not head.is_quiet:
            tell.repeat(head.told)
        return pieces.sheet(tell) if pieces else laid

    def _in_pieces(
        self,
        laid: Sheet | None,
        bodies: deque[str],
        source: Source,
        asked: Expected,
        head: Head,
        delimiter: str,
    ) -> Pieces | None:
        """The rows of a large file, packed and read piece by piece, each of which is let go."""

        def read(
            column: Column, laid: Sheet, tells: Sequence[Teller], above: bool
        ) -> tuple[Told, bool]:
            told = self._column(source, asked, column, laid, frozenset(), tells, above=above)
            seen, blank = laid.seen[laid.positions[column.id]], asked.shape.reads[column.id].blank
            return told, not blank.issuperset(seen)

        columns = [each for each in asked.shape.form.columns if each.id in head.positions]
        pieces = Pieces(source.path, columns, read)
        while laid is not None and pieces.add(laid):
            if not bodies:
                return pieces
            asked.shape.forget(_REMEMBERED)
            laid = self._rows(bodies.popleft(), asked, head, delimiter, pieces)
        return None

    def _rows(
        self,
        body: str,
        asked: Expected,
        head: Head,
        delimiter: str,
        pieces: Pieces | None = None,
    ) -> Sheet | None:
        """Those of some lines, behind pieces of the same file."""
        plain = unquoted(body, delimiter) if '"' in body else body
        columns = slices.cut(plain, head, delimiter) if plain else None
        if not plain or not columns:
            return None
        if "计" in plain and slices.are_totalled(plain, columns, delimiter):
            return None
        known, are_clean = asked.shape.known, self._unsuspicious.are
        if pieces is None:
            return slices.lay_out(columns, head, known, are_clean)
        return slices.lay_out(columns, head, known, are_clean, pieces.last, pieces.rows + 2)

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
        tells = (tell,) * checks.CHECKS
        for column in form.columns:
            name = column.id
            if laid.read is not None and name in laid.read:
                columns[name], own = laid.read[name]
            else:
                columns[name], own = self._column(source, asked, column, laid, zero, tells)
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
        tells: Sequence[Teller],
        *,
        above: bool = False,
    ) -> Told:
        """What the cells of a column say, and their texts; blanks where the file has not the column."""
        position = laid.positions.get(column.id)
        if position is None:
            return packed.nothing(len(laid)), ()
        texts, seen, reads = (
            laid.columns[position],
            laid.seen[position],
            asked.shape.reads[column.id],
        )
        told, is_odd = _packed(texts, seen, reads), _is_odd(source, column)
        today = self._today if column.id in asked.shape.dated else None
        span = asked.span if column.role == "as_of" else None
        if not is_odd and checks.is_quiet(column, seen, reads, source, today, span):
            return told
        cells = checks.filed(column, position, laid, reads, source, tells[0])
        checks.tell_all(cells, source, asked.shape.form, zero, today, span, tells, above=above)
        return cells.values if is_odd else told[0], told[1]

    def _expect(self, form: str, period: Term) -> Expected:
        declared = self._catalogue.forms[form]
        own = declared.of(period)
        key = form, *(column.id for column in own.columns)
        if key not in self._shapes:
            self._shapes[key] = Shape.of(declared, own, self._known, self._looked)
        dated = any(column.role == "as_of" for column in own.columns)
        span = self._spans(form).get(period) if dated else None
        return expected(self._catalogue, declared, self._shapes[key], period, span)


def _is_odd(source: Source, column: Column) -> bool:
    """Whether the cells of a column are read as something else than their texts say."""
    return source.tab is not None or column.fill_down


def _packed(texts: Sequence[str], seen: Set[str], reads: Reads) -> Told:
    """What the cells of a column say, and their texts."""
    varied = packed.is_varied(texts, seen)
    if varied and (values := reads.at_once(texts, seen)) is not None:
        return packed.varied_of(texts, values)
    reads.learn(seen, plain=not varied)
    return packed.columns_of(texts, seen, reads)
