"""One filing read: bytes to typed columns, with every finding and every change of a spelling."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import cache, partial

from ..calendar import Term
from ..catalogue import types
from ..catalogue.fields import Read
from ..catalogue.model import Catalogue, Column, Form
from ..catalogue.owing import data_days
from ..words import privacy
from ..words.characters import visible
from ..words.sentences import said
from . import column as checks
from . import header, records, rows, sheet, text
from .asked import Asked, spellings
from .cells import BLANK, ZERO_REPORT, Parser, parser
from .filed import Filed
from .hidden import tell_hidden
from .records import Record
from .source import Source
from .swallowed import tell_swallowed
from .telling import Teller, short


class Reader:
    """Reads filings by what a catalogue declares; ``today`` tells which dates have not come yet."""

    def __init__(self, catalogue: Catalogue, today: date | None = None) -> None:
        self._catalogue, self._today = catalogue, today
        self._names = privacy.declared(catalogue)
        self._parser = cache(self._parse)
        self._spans = cache(lambda form: data_days(catalogue, catalogue.forms[form]))
        self._headers = cache(lambda form: frozenset(spellings(catalogue.forms[form])))
        self._known = frozenset(
            word for form in catalogue.forms.values() for word in spellings(form)
        )

    def read(self, source: Source) -> Filed:
        """A filing of any bytes; what is wrong with it is in its problems."""
        tell = Teller(source.path, source.sheet)
        filed = self._read(source, tell)
        tell.close()
        return filed

    def _read(self, source: Source, tell: Teller) -> Filed:
        declared = self._catalogue.forms[source.form]
        form = declared.of(source.period)
        every, delimiter = self._records(source, tell)
        if every is None:
            return Filed(source, problems=tell.problems)
        asked = self._asked(source, form, delimiter)
        head = header.find(every, asked, tell)
        rows.tell_personal(every, head.positions if head else {}, form, self._names, tell)
        if head is None:
            return Filed(source, problems=tell.problems, changes=tell.changes)
        below = [record for record in every if record.number > head.record.number]
        spoilt = tell_swallowed(head, below, asked, tell) if delimiter else frozenset()
        laid = sheet.lay_out(head, below, spoilt, asked, tell)
        if source.tab:
            tell_hidden(source.tab, head, laid, form, tell)
        return self._typed(source, form, laid, tell)

    def _asked(self, source: Source, form: Form, delimiter: str) -> Asked:
        return Asked(
            form,
            self._catalogue,
            source.period,
            source.unit,
            spellings(form),
            self._headers(source.form),
            self._known,
            partial(self._parser, source.form, source.period),
            delimiter,
        )

    def _records(self, source: Source, tell: Teller) -> tuple[Sequence[Record] | None, str]:
        """The records of a sheet, or those of a CSV and its delimiter; None where there are none to be
        read."""
        if source.tab:
            if not source.tab.records:
                key = "E110.drawn" if source.tab.drawn else "E110.sheet"
                tell.tell(said(key, sheet=short(source.sheet)))
            return source.tab.records, ""
        decoded = text.decode(source.data, tell)
        if decoded is None:
            return None, ""
        split = records.split(decoded, self._headers(source.form), tell)
        return (split.records, split.delimiter) if split else (None, "")

    def _typed(self, source: Source, form: Form, laid: sheet.Sheet, tell: Teller) -> Filed:
        zero = rows.zero_reports(form, laid, tell)
        columns = {
            column.id: [read.value for read in self._column(source, form, column, laid, zero, tell)]
            for column in form.columns
        }
        rows.tell_beyond(form, laid, columns, tell)
        kept = [index for index in range(len(laid.rows)) if index not in zero]
        kept = rows.once(form, laid, columns, kept, tell)
        left = [laid.rows[index] for index in kept]
        unknown = {
            column.id: [None] * len(kept) for column in self._catalogue.forms[form.id].columns
        }
        return Filed(
            source,
            {**unknown, **{name: [own[index] for index in kept] for name, own in columns.items()}},
            {name: [row.cells[at] for row in left] for name, at in laid.positions.items()},
            [row.line for row in left],
            [row.number for row in left],
            laid.positions,
            bool(zero) and form.zero_report is not None,
            tell.problems,
            tell.changes,
        )

    def _column(
        self,
        source: Source,
        form: Form,
        column: Column,
        laid: sheet.Sheet,
        zero: Set[int],
        tell: Teller,
    ) -> Sequence[Read]:
        """What the cells of a column were read as, blanks where the file has not the column."""
        position = laid.positions.get(column.id)
        if position is None:
            return [BLANK] * len(laid.rows)
        texts = [row.cells[position] for row in laid.rows]
        if column.fill_down:
            texts = checks.filled_down(column, texts, laid.rows, position, tell)
        parse = self._parser(source.form, source.period, column.id)
        reads = written = [parse(text) for text in texts]
        if source.tab:
            reads = checks.as_shown(written, laid.rows, position, source.tab)
        cells = checks.FiledColumn(column, position, laid.rows, texts, reads)
        if reads is not written or any(parse(text).noteworthy for text in set(texts)):
            checks.tell_remarks(cells, tell)
        if column.required:
            merged = source.tab.merged if source.tab else frozenset()
            checks.tell_missing(cells, form, zero, merged, tell)
        if column.equals:
            checks.tell_elsewhere(cells, source, tell)
        if types.of(column).dated and self._today:
            checks.tell_future(cells, self._today, tell)
        if column.role == "as_of" and (span := self._spans(source.form).get(source.period)):
            checks.tell_of_its_time(cells, span, tell)
        return cells.reads

    def _parse(self, form: str, period: Term, column: str) -> Parser:
        """The parser of a column, which reads every distinct text once."""
        declared = self._catalogue.forms[form]
        parse = parser(declared.column(column), self._catalogue, period)
        # where none is allowed, one is told as such
        written = declared.zero_report in (column, None)
        return cache(_or_zero(parse) if written else parse)


_ZERO = Read(ZERO_REPORT)


def _or_zero(parse: Parser) -> Parser:
    """The parser of the column that may also hold the words of a zero report."""
    return lambda cell: _ZERO if visible(cell) == ZERO_REPORT else parse(cell)
