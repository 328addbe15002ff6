"""Records: the rows of a form that is a log or a register, and which filings tell of a stage.

A row of a log is a fact with a day, and counts for that day. The filings due to tell of a stage close
it, and what a later one tells of the same days does not open it again: that takes a correction. In a
register a record is told again as it moves on, and its newest row is how it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from .. import wording
from ..calendar import Term
from ..catalogue.model import Condition
from ..frozen import dataclass
from ..ledger import Dated, Table
from .case import Case
from .evidence import Reckoned
from .rows import select
from .stages import Finding, Stage
from .tellings import identity


class Log(Protocol):
    """Which rows of a form are facts: the options of a kind that judges by them."""

    @property
    def form(self) -> str:
        """The form whose rows they are."""

    @property
    def dated_by(self) -> str | None:
        """The column with the day of each, None where a row has none."""

    @property
    def where(self) -> tuple[Condition, ...]:
        """What a row has to satisfy to be one."""


@dataclass(frozen=True, slots=True)
class Reported:
    """How far the filings of a form tell of a stage.

    ``months`` are those whose filings do, ``filed`` whether any is in, ``complete`` whether all are,
    ``lacking`` what was due and is not there, in words, ``absent`` the months of it, ``day`` the last day
    that is told of.
    """

    months: tuple[Term, ...]
    filed: bool
    complete: bool
    lacking: str
    day: date | None
    absent: tuple[Term, ...] = ()

    @property
    def known(self) -> str:
        """By which day or which filings something is known, as a sentence begins."""
        return f"数据截至{wording.day(self.day)}" if self.day else "按已收到的报送"

    @property
    def nothing(self) -> Finding:
        """What there is to say while none is in."""
        return Finding((), False, False, "", self.lacking, absent=self.absent)

    def finding(self, reckoned: Reckoned, *more: str) -> Finding:
        """What the rows come to, which stands once all is in; ``more`` is what they lack besides, in words."""
        lacking = "；".join(filter(None, [self.lacking, *more]))
        return Finding(
            reckoned.outcomes,
            decided=self.complete and not lacking,
            lasting=not lacking,
            known=self.known,
            lacking=lacking,
            steps=reckoned.steps,
            need=reckoned.need,
            day=self.day,
            absent=self.absent,
        )


def found(
    case: Case, units: Sequence[str], log: Log, stage: Stage, reckon: Callable[[Table], Reckoned]
) -> Finding:
    """What the rows of a log that lie in a stage come to, as far as the filings tell of it."""
    told = reported(case, units, log.form, stage)
    return (
        told.finding(reckon(facts(case, units, log, stage, told))) if told.filed else told.nothing
    )


def reported(case: Case, units: Sequence[str], form_id: str, stage: Stage) -> Reported:
    """How far the filings of some units tell of a stage.

    A filing that came in before the stage was over cannot tell of all of it; then the next one does.
    What has no day needs the newest that was due; what has one needs all that tell of it.
    """
    form, spans = case.catalogue.forms[form_id], case.tells_of(form_id)
    filed, complete, absent = False, stage.end is not None, []
    reach: list[date] = []
    months: set[Term] = set()
    missing: set[Term] = set()
    for unit in units:
        own = _telling(case, unit, form_id, stage)
        due = [month for month in own if case.lapsed(month, unit, form_id)]
        needed = own if stage.end else due[-1:]
        months.update(own)
        complete &= not own or stage.end is None or spans[own[-1]].end >= stage.end
        for month in own:
            if case.current(month, unit, form_id):
                filed = True
                reach.append(case.clock.by(spans[month].end))
                continue
            complete = False
            if month in needed and case.lapsed(month, unit, form_id):
                absent.append(f"{case.among(unit, units)}{month.label}")
                missing.add(month)
    lacking = f"没有报送{wording.join(absent)}的{wording.quoted(form.name)}表" if absent else ""
    return Reported(
        tuple(sorted(months)),
        filed,
        complete and bool(months),
        lacking,
        max(reach, default=None),
        tuple(sorted(missing)),
    )


def facts(case: Case, units: Sequence[str], log: Log, stage: Stage, reported: Reported) -> Table:
    """The rows of a log that lie in a stage, by the filings that tell of it.

    A record of a day that is told again counts as told last; of another day it is another one.
    """
    if stage.end is None:
        filings = case.filings(units, log.form)
    else:  # nothing is asked of what tells of other days: it comes and goes without a say in this
        months = reported.months
        filings = [filing for month in months for filing in case.filings_of(month, units, log.form)]
    names = [*identity(case.catalogue.forms[log.form]), *([log.dated_by] if log.dated_by else [])]
    rows = dated(case.ledger.table(log.form, filings).last(names), log.dated_by, stage)
    return select(case.catalogue, come(case, rows, log.dated_by), log.where)


def come(case: Case, table: Table, column: str | None) -> Table:
    """The rows whose day has come; what is told of a later one has not happened yet."""
    if column is None:
        return table
    clock = case.clock
    come = table.where(Dated(column, last=clock.day, undated=True))
    if len(come) < len(table):
        clock.known(clock.day)
    return come


def blanks(
    case: Case, units: Sequence[str], form_id: str, reported: Reported, columns: Sequence[str]
) -> str:
    """Which of some columns are blank anywhere in the filings that tell of a stage, in words: where fewer
    rows are better, such a row cannot be passed over."""
    form = case.catalogue.forms[form_id]
    filings = [f for f in case.filings(units, form_id) if f.period in reported.months]
    table = case.ledger.table(form_id, filings)
    blank = [wording.quoted(form.column(name).header) for name in table.blank(columns)]
    return f"{wording.quoted(form.name)}表中{wording.join(blank)}有空白" if blank else ""


def in_force(
    case: Case,
    units: Sequence[str],
    form_id: str,
    where: Sequence[Condition] = (),
    *,
    apart: Sequence[str] = (),
    until: Term | None = None,
) -> Table:
    """The newest row of each record of some units, by the filings until a month; ``apart`` are columns
    by which records differ besides the key."""
    filings = case.filings(units, form_id)
    if until is not None:
        filings = [filing for filing in filings if filing.period <= until]
    table = case.ledger.table(form_id, filings)
    names = [*identity(case.catalogue.forms[form_id]), *apart]
    return select(case.catalogue, table.last(names), where)


def left_out(
    case: Case,
    unit: str,
    form: str,
    record: str,
    over: Callable[[Table], set[str]],
    until: Term | None = None,
) -> dict[str, Term]:
    """The records of a register that were not over and are not told of any more, with the month that left
    them out; a zero report leaves what there was as it was."""
    open_: set[str] = set()
    found: dict[str, Term] = {}
    for filing in case.filings([unit], form):
        if filing.zero or (until is not None and filing.period > until):
            continue
        table = case.ledger.table(form, [filing])
        told, done = set(table.distinct(record)), over(table)
        found = {id_: month for id_, month in found.items() if id_ not in told}
        found |= dict.fromkeys(open_ - told - found.keys(), filing.period)
        open_ = (open_ | told) - done
    return found


def dated(table: Table, column: str | None, stage: Stage) -> Table:
    """The rows whose date lies in the stage; all of them when there is no date to go by."""
    if column is None or stage.end is None:
        return table
    return table.where(Dated(column, stage.start, stage.end))


def _telling(case: Case, unit: str, form: str, stage: Stage) -> list[Term]:
    """The months in which a unit's filings tell of a stage."""
    months = case.telling([unit], form, stage.start, stage.end)
    if stage.end is None or not months:
        return months
    if case.received_by(stage.end, months[-1], [unit], form):
        months += [month for month in case.owing([unit], form) if month > months[-1]][:1]
    return months
