"""Rounds: what comes again and again, each time to be followed by something else.

What follows the newest round follows every one before it, so that one day says since when it is wanted.
"""

from __future__ import annotations

from datetime import date

from .... import wording
from ....frozen import dataclass
from ....ledger import Dated, Filled, Table
from ... import records
from ...case import Case
from ...stages import Stage
from ...verdict import Step
from . import After


@dataclass(frozen=True, slots=True)
class Round:
    """The newest round: ``since`` is its last day, None where there was none.

    ``lacking`` are filings that may tell of a later one, ``undated`` says that a record has no day.
    """

    name: str
    since: date | None
    lacking: str
    undated: str
    step: Step

    @property
    def words(self) -> str:
        """The round before what is said of the things that follow it."""
        return "" if self.since is None else f"，{wording.day(self.since)}{self.name}以后"

    def following(self, rows: Table, dated_by: str) -> Table:
        """The rows that are dated on the last day of the round or after it."""
        if self.since is None:
            return rows
        return rows.where(Dated(dated_by, first=self.since))


def newest(case: Case, after: After, stage: Stage) -> Round:
    """The newest round that has been told of."""
    units = case.catalogue.members(after.subjects)
    rows = records.in_force(case, units, after.form, after.where)
    column, form = after.dated_by, case.catalogue.forms[after.form]
    days = rows.days(column)
    last = rows.where(Dated(column, days[1], days[1]) if days else Filled(column, filled=False))
    undated = f"“{form.name}”表中“{form.column(column).header}”有空白，不能判定"
    return Round(
        after.name,
        days[1] if days else None,
        records.reported(case, units, after.form, stage).lacking,
        undated if rows.blank([column]) else "",
        Step(f"最近一次{after.name}", cells=last.cells(column)),
    )
