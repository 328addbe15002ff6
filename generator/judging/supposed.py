"""Supposed filings: a series as it would stand after filings that are still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..calendar import Term
from ..frozen import dataclass
from ..ledger import Table
from .advice import open_for
from .case import Case
from .draft import Draft
from .tellings import Series, Telling


@dataclass(frozen=True)
class Supposed(Series):
    """A series with filings that are still to come; ``drafts`` are their rows by month."""

    then: tuple[Telling, ...] = ()
    drafts: tuple[tuple[Term, Table], ...] = ()

    def each(self, last: Term | None = None) -> Iterator[Telling]:
        """Those filed and those supposed, by month."""
        return (each for each in self.then if last is None or each.month <= last)

    def rows(self, tellings: Sequence[Telling]) -> Table:  # type: ignore[override]
        """What was filed, and for a month that has a draft its rows instead."""
        drafts = dict(self.drafts)
        filings = [f for t in tellings if t.month not in drafts for f in t.filings]
        tables = [drafts[t.month] for t in tellings if t.month in drafts]
        if not filings and len(tables) == 1:
            return tables[0]
        filed = self.case.ledger.table(self.form, filings)
        return Draft(self.case.catalogue.forms[self.form], [filed, *tables]).table()


def supposed(
    case: Case, series: Series, end: date | None, month: Term, rows: Table, as_known: Table
) -> Supposed:
    """The series on the day after the deadline of a month whose filing holds some rows.

    It tells of the ``end`` of what is judged, as far as rows say their day. The filings before it that
    are still to come tell what is known.
    """
    spans = case.tells_of(series.form)
    then = {telling.month: telling for telling in series.tellings}
    drafts: dict[Term, Table] = {}
    for coming in open_for(case, series.units, series.form):
        if coming > month:
            break
        day = spans[coming].end
        if coming == month and end and series.day:
            day = min(day, end)
        then[coming] = Telling(coming, spans[coming], True, (), day, day)
        drafts[coming] = rows if coming == month else as_known
    after = case.catalogue.due(series.form, month).last_day + timedelta(days=1)
    return Supposed(
        replace(case, clock=case.clock.on(after), carried={}, carries=False),
        series.form,
        series.units,
        series.name,
        series.where,
        series.needed,
        series.standing,
        series.expects,
        series.day,
        series.span,
        tuple(then[each] for each in sorted(then)),
        tuple(drafts.items()),
    )
