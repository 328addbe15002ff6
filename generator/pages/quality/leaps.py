"""Figures that leap from one filing to the next: row by row, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ... import wording
from ...catalogue import types
from ...catalogue.fields import Value
from ...catalogue.model import Column, Form
from ...catalogue.model.quality import Quality
from ...frozen import dataclass
from ...intake import Filed
from ...intake.compare import name
from ...ledger import Cell, Filing
from ..site import Site
from .findings import CELLS, Finding

_TOLD = 20
"""So many leaps of a column of one filing are told one by one, the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A filing and what it says."""

    filing: Filing
    filed: Filed

    def cell(self, column: Column, row: int, value: float) -> Cell:
        written = self.filed.text(column.id, row)
        at = self.filed.positions.get(column.id, -1) + 1
        spelt = wording.spelt(value)
        line = self.filed.lines[row]
        return Cell(self.filing.path, line, at, column.header, spelt, written, self.filing.commit)


def findings(site: Site, standard: Quality) -> Iterator[Finding]:
    """Of each unit and form in order of terms."""
    case = site.results.case
    for form in site.catalogue.forms.values():
        numeric = [c for c in form.columns if types.of(c).numeric and c.id not in form.key]
        for unit in site.catalogue.units if numeric else ():
            filings = [each for each in case.filings([unit], form.id) if not each.zero]
            sides = (_Side(filing, case.ledger.read[filing.source]) for filing in filings)
            for was, now in pairwise(sides):
                rows = _rows(was.filed, form)
                for column in numeric:
                    yield from _of_column(site, standard, form, column, rows, was, now)


def _of_column(
    site: Site,
    standard: Quality,
    form: Form,
    column: Column,
    rows: Mapping[tuple[Value, ...], int],
    was: _Side,
    now: _Side,
) -> Iterator[Finding]:
    found = list(_leaps(standard.jump, form, column, rows, was.filed, now.filed))
    for row, before, value, earlier in found[:_TOLD]:
        of = name(now.filed, row, site.catalogue)
        a, b = (wording.quantity(each, column.unit) for each in (earlier, value))
        apart = _times(max(value / earlier, earlier / value))
        said = f"{of}的{wording.quoted(column.header)}由{a}变为{b}，与上一次相差{apart}倍"
        both = now.cell(column, row, value), was.cell(column, before, earlier)
        yield Finding("leaps", (now.filing.unit,), now.filing.period, form.id, said, both)
    if len(found) > _TOLD:
        rest = found[_TOLD:]
        cells = tuple(now.cell(column, row, value) for row, _, value, _ in rest[:CELLS])
        said = f"{wording.quoted(column.header)}另有{len(rest)}行与上一次相差{_times(standard.jump)}倍以上"
        more = max(0, len(rest) - CELLS)
        unit, term = now.filing.unit, now.filing.period
        yield Finding("leaps", (unit,), term, form.id, said, cells, more)


def _leaps(
    jump: float,
    form: Form,
    column: Column,
    rows: Mapping[tuple[Value, ...], int],
    was: Filed,
    now: Filed,
) -> Iterator[tuple[int, int, float, float]]:
    """The row now, the row before, the value now, the value before."""
    old, new = was.columns.get(column.id), now.columns.get(column.id)
    if not old or not new:
        return
    for row, key in enumerate(_keys(now, form)):
        before, value = rows.get(key), new[row]
        earlier = old[before] if before is not None else None
        if before is None or not isinstance(value, float) or not isinstance(earlier, float):
            continue
        if value * earlier > 0 and not 1 / jump < value / earlier < jump:
            yield row, before, value, earlier


def _rows(filed: Filed, form: Form) -> dict[tuple[Value, ...], int]:
    """The rows by what they are about; the last of several."""
    return {key: row for row, key in enumerate(_keys(filed, form))}


def _keys(filed: Filed, form: Form) -> Iterator[tuple[Value, ...]]:
    names = [name for name in form.key if form.column(name).equals != "period"]
    columns = [filed.columns[name] for name in names if name in filed.columns]
    return iter(zip(*columns, strict=True))


def _times(value: float) -> str:
    """A factor in words: of a large one the whole number says enough."""
    return wording.number(value, 1 if value < 10 else 0)
