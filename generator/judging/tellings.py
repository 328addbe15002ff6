"""Tellings: what each month's filing of a form says of something, of which days, and what it lacks.

A telling is whole when every unit that owes the form filed it, with every row that it or the filing
before leads one to expect, and no blank where a figure hangs on it. Only a whole telling has a figure:
less data is never a better figure (see stages).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeAlias

from .. import wording
from ..calendar import SHANGHAI, Span, Term
from ..catalogue.model import Condition, Form
from ..catalogue.order import order_of
from ..frozen import dataclass
from ..ledger import Dated, Filing, Table
from .case import Case
from .clock import Clock, Hanging, noted
from .rows import select


@dataclass(frozen=True, slots=True)
class Telling:
    """One month's filings of some units.

    ``due``: its deadline is over. ``first`` and ``last`` are the days of its figures, those of the
    units that tell of the earliest and of the latest day; None where it is not whole, and ``lacks``
    says why in words. ``filings`` are those whose rows count.
    """

    month: Term
    covers: Span
    due: bool
    filings: tuple[Filing, ...]
    first: date | None = None
    last: date | None = None
    lacks: str = ""

    @property
    def whole(self) -> bool:
        """Whether all that was due is in and counts."""
        return not self.lacks

    def within(self, start: date | None, end: date) -> bool:
        """Whether all its figures are of days from start to end."""
        if self.first is None or self.last is None:
            return False
        return self.last <= end and (start is None or start <= self.first)


_Worked: TypeAlias = tuple[Telling | None, Hanging]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not there of what was due, in words, and of which months."""

    words: str = ""
    months: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


def gap(tellings: Iterable[Telling]) -> Gap:
    """What the filings lack that were due, each thing once."""
    short = [telling for telling in tellings if telling.due and telling.lacks]
    words = "；".join(dict.fromkeys(telling.lacks for telling in short))
    return Gap(words, tuple(telling.month for telling in short))


@dataclass(frozen=True)
class Series:
    """A form as some units have told it month by month.

    ``where`` are the conditions by which rows belong; ``needed`` the columns without which they
    cannot be reckoned with. ``standing``: each telling is a whole list by itself; otherwise tellings
    add up. ``expects``: what the filing before told is expected again, for its absence would better the
    figure. ``day`` is the column with the day of a row's figures; without one a filing tells of the last
    day that it covers, or of that on which it came in. ``span`` leaves only rows of those days.
    """

    case: Case
    form: str
    units: tuple[str, ...]
    name: str
    where: tuple[Condition, ...] = ()
    needed: tuple[str, ...] = ()
    standing: bool = True
    expects: bool = True
    day: str | None = None
    span: Span | None = None

    @property
    def clock(self) -> Clock:
        """That of the case."""
        return self.case.clock

    @noted
    def tellings(self) -> list[Telling]:
        """One for each month that is owed or filed, in order."""
        return list(self.each())

    def each(self, last: Term | None = None) -> Iterator[Telling]:
        """The same one by one, up to a month if one is named: none is worked out that nobody asks for, so that
        what is found in earlier ones does not hang on what comes later."""
        told, further = self._begun
        for at, month in enumerate(self.case.tells_of(self.form)):
            if last is not None and month > last:
                return
            if at == len(told):
                told.append(next(further))
            telling, hanging = told[at]
            self.clock.hangs(hanging)
            if telling is not None:
                yield telling

    def touching(self, start: date, end: date) -> list[Telling]:
        """The tellings of any of these days."""
        months = self.case.touching(self.form, start, end)
        last = max(months, default=None)
        return [t for t in self.each(last) if t.month in months] if last is not None else []

    @noted
    def whole(self) -> list[Telling]:
        """The tellings that lack nothing."""
        return [telling for telling in self.tellings if telling.whole]

    @property
    def newest(self) -> list[Telling]:
        """The tellings that the newest figure is made of."""
        return self.whole[-1:] if self.standing else self.whole

    def up_to(self, telling: Telling) -> list[Telling]:
        """The tellings that the figure of one of them is made of."""
        if self.standing:
            return [telling]
        return [each for each in self.each(telling.month) if each.whole]

    @property
    def owed(self) -> bool:
        """Whether any of the units owes the form at all."""
        return bool(self.case.owing(self.units, self.form))

    def rows(self, tellings: Iterable[Telling]) -> Table:
        """All rows of the filings of some tellings."""
        filings = [filing for telling in tellings for filing in telling.filings]
        table = self.case.ledger.table(self.form, filings)
        if self.span is None or self.day is None:
            return table
        return table.where(Dated(self.day, self.span.start, self.span.end))

    @cached_property
    def _begun(self) -> tuple[list[_Worked], Iterator[_Worked]]:
        """What was worked out so far, month by month, and what works out the next one."""
        return [], self._worked_out()

    def _worked_out(self) -> Iterator[_Worked]:
        """The telling of each month, None of one that nobody owes or files, and what it hangs on: that of the months
        before it, too, for a filing is held against the one before."""
        case, clock = self.case, self.clock
        mark = case.once(("series", self.units, *self._asked), object)
        before: Mapping[str, Filing] = {}
        hanging = Hanging()
        for month, covers in case.tells_of(self.form).items():
            key = mark, month
            known = case.carried.get(key)
            if known is None or not known[1] <= clock.day <= known[2].until:
                found, own = clock.noting(partial(self._of_month, month, covers, before))
                known = found, clock.day, own.also(hanging)
                if case.carries:
                    case.carried[key] = known
            (telling, before), _, hanging = known
            yield telling, hanging

    def _of_month(
        self, month: Term, covers: Span, before: Mapping[str, Filing]
    ) -> tuple[Telling | None, Mapping[str, Filing]]:
        """The telling of a month, and what counts of each unit from then on."""
        case = self.case
        filed = case.filings_of(month, self.units, self.form)
        owing = [unit for unit in self.units if case.owes(unit, self.form, month)]
        if not owing and not filed:
            return None, before
        return self._telling(month, covers, owing, filed, before)

    @property
    def _asked(self) -> tuple[Hashable, ...]:
        """What is asked of a filing."""
        return (
            self.form, self.name, self.where, self.needed, self.standing, self.expects, self.day, self.span,
        )  # fmt: skip

    def _telling(
        self,
        month: Term,
        covers: Span,
        owing: Sequence[str],
        filed: Sequence[Filing],
        before: Mapping[str, Filing],
    ) -> tuple[Telling, Mapping[str, Filing]]:
        case = self.case
        come = {filing.unit for filing in filed}
        absent = [unit for unit in owing if unit not in come]
        due = any(case.lapsed(month, unit, self.form) for unit in (owing or self.units))
        counted = tuple(self._counted(filing, before) for filing in filed)
        if absent:
            late = [unit for unit in absent if case.lapsed(month, unit, self.form)]
            lacks = self._unfiled(month, absent)
            return Telling(month, covers, bool(late), counted, lacks=lacks), before
        said = [self._says(filing, before.get(filing.unit), covers) for filing in counted]
        lacks = "；".join(lacking for lacking, _ in said if lacking)
        days = [day for _, told in said for day in told]
        before = {**before, **{filing.unit: filing for filing in counted}}
        if self.day and days and not lacks and not case.clock.come(max(days)):
            lacks = f"{month.label}报送的数据截至{wording.day(max(days))}，这一天还没有到"
        if lacks:
            return Telling(month, covers, due, counted, lacks=lacks), before
        first, last = min(days, default=None), max(days, default=None)
        return Telling(month, covers, due, counted, first, last), before

    def _counted(self, filing: Filing, before: Mapping[str, Filing]) -> Filing:
        """The filing whose rows stand: a zero report says that there is nothing new, and so what was
        told before stands in a list."""
        if filing.zero and self.standing:
            return before.get(filing.unit, filing)
        return filing

    def _unfiled(self, month: Term, absent: Sequence[str]) -> str:
        names = [self.case.among(unit, self.units) for unit in absent]
        form = self.case.catalogue.forms[self.form].name
        return f"{wording.few(names, 3, '个单位')}没有报送{month.label}的{wording.quoted(form)}表"

    def _says(
        self, filing: Filing, last: Filing | None, covers: Span
    ) -> tuple[str, tuple[date, ...]]:
        """What one filing lacks beside the one before it, and the days of which it tells."""

        def work_out() -> tuple[str, tuple[date, ...]]:
            rows = self._rows(filing)
            return self._lacks(filing, rows, last), tuple(self._days(filing, rows, covers))

        versions = filing.source, last and last.source
        return self.case.once((*self._asked, len(self.units) > 1, covers, versions), work_out)

    def _rows(self, filing: Filing) -> Table:
        """The rows of a filing that belong."""
        return select(self.case.catalogue, self.case.ledger.table(self.form, [filing]), self.where)

    def _lacks(self, filing: Filing, own: Table, last: Filing | None) -> str:
        """What a filing does not say although it should, in words; '' when nothing."""
        case, form = self.case, self.case.catalogue.forms[self.form]
        told = f"{case.among(filing.unit, self.units)}{filing.period.label}的{wording.quoted(form.name)}表"
        table = case.ledger.table(self.form, [filing])
        if not len(own) and not filing.zero:
            return f"{told}中没有{self.name}的数据"
        gone = self._gone(form, filing, last) if self.standing and self.expects and last else []
        if gone:
            return f"{told}中缺少上期报过的{wording.few(gone, 3, '行')}"
        blank = own.blank([*self.needed, *([self.day] if self.day else [])])
        if self.expects:  # such a row may belong, and its absence would better the figure
            blank += table.blank([c.column for c in self.where if c.filled is None])
        if blank:
            headers = wording.join([wording.quoted(form.column(name).header) for name in blank])
            return f"{told}中{headers}有空白"
        return ""

    def _gone(self, form: Form, filing: Filing, last: Filing) -> list[str]:
        """What the rows that the filing before had are about, and this one has not."""
        names = identity(form)
        own = [name for name in names if not form.column(name).equals]
        if not own:
            return []
        now = self.case.ledger.table(self.form, [filing]).keys(names)
        order = [order_of(form.column(name), self.case.catalogue) for name in names]

        def stands(key: tuple[Any, ...]) -> list[Any]:
            return [at(value) for at, value in zip(order, key, strict=True)]

        gone = sorted(self._rows(last).keys(names) - now, key=stands)
        shown = [index for index, name in enumerate(names) if name in own]
        return ["、".join(str(key[index]) for index in shown) for key in gone]

    def _days(self, filing: Filing, own: Table, covers: Span) -> Iterator[date]:
        """The first and the last day of which some rows tell."""
        days = own.days(self.day) if self.day else None
        if days and self.day and self.span:
            days = own.where(Dated(self.day, self.span.start, self.span.end)).days(self.day)
            if not days:
                return
        yield from days or _undated(filing, covers)


def _undated(filing: Filing, covers: Span) -> Iterator[date]:
    """The days of which figures may be that say none: the last that is covered, unless they came in
    before; any that is covered where nobody knows when they came in although receipts are kept."""
    if filing.unregistered:
        yield covers.start
    if filing.received_at and not filing.unregistered:
        yield min(covers.end, filing.received_at.astimezone(SHANGHAI).date())
    else:
        yield covers.end


def identity(form: Form) -> list[str]:
    """The columns that say what a row is about, whichever filing tells it."""
    return [name for name in form.key if form.column(name).equals != "period"]
