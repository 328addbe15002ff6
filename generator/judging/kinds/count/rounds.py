"""Rounds: what comes again and again, each time to be followed by something else.

What follows the newest round follows every one before it, so that one day says since when it is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from .... import wording
from ....ledger import Table
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
    def told(self) -> str:
        """The round before what is said of the things that follow it."""
        return "" if self.since is None else f"，{wording.day(self.since)}{self.name}以后"

    def following(self, rows: Table, dated_by: str) -> Table:
        """The rows that are dated on the last day of the round or after it."""
        if self.since is None:
            return rows
        return rows.where(rows[dated_by] >= np.datetime64(self.since))


def newest(case: Case, after: After, stage: Stage) -> Round:
    """The newest round that has been told of."""
    units = case.catalogue.members(after.subjects)
    rows = records.in_force(case, units, after.form, after.where)
    days = rows[after.dated_by].astype("datetime64[D]")
    dated = days[~np.isnat(days)]
    form = case.catalogue.forms[after.form]
    header = form.column(after.dated_by).header
    last = rows.where(days == dated.max()) if len(dated) else rows.where(np.isnat(days))
    return Round(
        after.name,
        dated.max().item() if len(dated) else None,
        records.reported(case, units, after.form, stage).lacking,
        f"“{form.name}”表中“{header}”有空白，不能判定" if len(dated) < len(days) else "",
        Step(f"最近一次{after.name}", cells=case.cells(last, [after.dated_by])),
    )
