"""Records: the rows of a form that are in force, which of them lie in a stage, and who has not told.

The rows of a form are a log: each record is told when it happens, or told again as it changes, and
its newest row counts. A form with cumulative columns is a standing list instead, told as a whole
each time, and only its newest filing counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.calendar import Month
from generator.catalogue.model import Condition, Form
from generator.judging.case import Case
from generator.judging.rows import select
from generator.judging.stages import Stage
from generator.ledger import Filing, Table


@dataclass(frozen=True, slots=True)
class Reported:
    """Whether any filing tells of a stage, whether all that could are in, and what is overdue."""

    told: bool
    complete: bool
    lacking: str


def in_force(
    case: Case,
    units: Sequence[str],
    form_id: str,
    where: Sequence[Condition] = (),
    *,
    apart: Sequence[str] = (),
) -> Table:
    """The rows in force of some units; ``apart`` are columns by which records differ besides the key."""
    form = case.catalogue.forms[form_id]
    filings = case.filings(units, form_id)
    if _standing_list(form):
        filings = _newest(filings)
    table = case.ledger.table(form_id, filings)
    fixed = {column.id for column in form.columns if column.equals == "period"}
    identity = [*(name for name in form.key if name not in fixed), *apart]
    return select(case.catalogue, _last_rows(table, identity), where)


def reported(case: Case, units: Sequence[str], form_id: str, stage: Stage) -> Reported:
    """How far the filings of some units tell of a stage."""
    form = case.catalogue.forms[form_id]
    told, absent = False, []
    months = _telling(case, units, form_id, stage)
    needed = months[-1:] if _standing_list(form) else months
    for month in months:
        for unit in units:
            if month not in case.owing([unit], form_id):
                continue
            if case.current(month, unit, form_id):
                told = True
            elif month in needed and case.closed(month):
                absent.append(f"{case.name(unit)}{month.label}")
    lacking = f"缺少{'、'.join(absent)}的“{form.name}”表" if absent else ""
    complete = stage.end is not None and _complete(case, units, form_id, stage) and not absent
    return Reported(told, complete, lacking)


def dated(table: Table, column: str | None, stage: Stage) -> Table:
    """The rows whose date lies in the stage; all of them when there is no date to go by."""
    if column is None or stage.end is None:
        return table
    days = table[column]
    mask = days <= np.datetime64(stage.end)
    if stage.start is not None:
        mask &= days >= np.datetime64(stage.start)
    return table.where(mask)


def values(table: Table, column: str) -> list[str]:
    """The different values of a column, sorted."""
    return sorted({value for value in table[column].tolist() if value is not None})


def _telling(case: Case, units: Sequence[str], form: str, stage: Stage) -> list[Month]:
    """The months whose filings tell of a stage."""
    months = case.owing(units, form)
    if stage.end is None:
        return months
    last = case.reporting(stage.end, units, form)
    start = stage.start or case.plan_start
    return [m for m in months if m.last >= start and (last is None or m <= last)]


def _complete(case: Case, units: Sequence[str], form: str, stage: Stage) -> bool:
    """Whether every filing that could still tell of the stage is in."""
    assert stage.end is not None
    for unit in units:
        if not case.owing([unit], form):
            continue
        last = case.reporting(stage.end, [unit], form)
        if last is None or case.current(last, unit, form) is None:
            return False
    return any(case.owing([unit], form) for unit in units)


def _standing_list(form: Form) -> bool:
    return any(column.cumulative for column in form.columns)


def _newest(filings: Sequence[Filing]) -> list[Filing]:
    """The last filing of each unit."""
    return list({filing.unit: filing for filing in filings}.values())


def _last_rows(table: Table, identity: Sequence[str]) -> Table:
    """Of rows with the same identity the one told last."""
    if not identity or not len(table):
        return table
    keys = list(zip(*(table[name].tolist() for name in identity), strict=True))
    last = {key: row for row, key in enumerate(keys)}
    mask = np.zeros(len(keys), dtype=bool)
    mask[list(last.values())] = True
    return table.where(mask)
