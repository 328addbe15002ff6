"""What remains of a whole that a form tells row by row: how much of each row is not in the numerator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ... import wording
from ...catalogue import types
from ...catalogue.model import Column, Form, Indicator, Measure
from ...frozen import dataclass
from ...intake.withheld import WHY
from ...judging.case import Case
from ...judging.measures import readings, terms
from ...judging.rows import exact, select
from ...judging.verdict import Verdict
from ...ledger import Table
from ...words.order import natural
from ...words.states import State
from ..named import subject_link, subject_name
from ..nodes import Node
from ..site import Site
from ..values import Line, Quantity, Value
from .view import SHOWN, Remaining, Rows

LEFT = "尚余"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a form: what it is about, of which part it tells, and how much of its whole is reached."""

    about: tuple[str, ...]
    part: str
    whole: Fraction
    reached: Fraction

    @property
    def left(self) -> Fraction:
        """What remains of it."""
        return self.whole - self.reached


@dataclass(frozen=True, slots=True)
class _Form:
    """How a form tells an indicator: the measures, the column by whose values it is taken apart, and those
    that say what a row is about."""

    case: Case
    form: Form
    indicator: Indicator
    part: Column | None
    about: tuple[Column, ...]
    numerator: Measure
    denominator: Measure

    @property
    def adds_up(self) -> bool:
        """Whether both are sums in one unit, so that a difference means something."""
        top, whole = self.numerator, self.denominator
        if not (top.sum and whole.sum):
            return False
        return self.form.column(top.sum).unit == self.form.column(whole.sum).unit

    @property
    def unit(self) -> str:
        """Of what is added up or counted."""
        return self.form.column(self.denominator.column).unit if self.adds_up else "个"

    @property
    def told(self) -> str:
        """What remains, by the columns that say it."""
        top, whole = (
            self.form.column(each.column).header for each in (self.numerator, self.denominator)
        )
        return f"{whole}减{top}" if top != whole else f"{whole}中没有达到条件的"


def of(site: Site, node: Node, indicator: Indicator) -> Remaining | None:
    """Subject by subject, what remains of each part and of each row, by the indicator as it is declared."""
    form = _form(site, indicator)
    found = [(verdict, _rows(form, verdict)) for verdict in node.verdicts]
    told = [row for _, rows in found if not isinstance(rows, str) for row in rows]
    if not told:
        return None
    parts = _parts(form, told)
    columns = ("单位", "数据截至", *parts, "合计" if parts else LEFT)
    lines: list[Line] = []
    each: list[Rows] = []
    sheet: list[tuple[str, ...]] = []
    for verdict, rows in found:
        whose = subject_link(site, verdict.subject)
        day = wording.day(verdict.data_day) if verdict.data_day else ""
        if isinstance(rows, str):
            lines.append((whose, "", *("" for _ in parts), rows))
            continue
        lines.append((whose, day, *_sums(form, parts, rows)))
        each.append(_apart(form, whose, rows))
        sheet += [(subject_name(site, verdict.subject), day, *_written(row)) for row in rows]
    return Remaining(
        note=f"{form.told}，{form.unit}",
        columns=columns,
        rows=tuple(lines),
        parts=tuple(part for part in each if part.rows),
        header=("单位", "数据截至", *_header(form), "全部", "已达到", LEFT),
        sheet=tuple(sheet),
        title=f"{LEFT}多少",
    )


def _form(site: Site, indicator: Indicator) -> _Form:
    case = site.results.case
    form = site.catalogue.forms[indicator.form]
    first, *others = readings(case, indicator)
    apart = next((reading.each for reading in (first, *others) if reading.each), None)
    top, whole = terms(indicator, first)
    key = [form.column(name) for name in form.key]
    named = [column for column in key if column.equals is None and column.id != apart]
    named += [c for c in form.columns if c.type == "text" and not c.role and c not in named][:1]
    named += [form.column(condition.column) for condition in top.where]
    about = tuple({column.id: column for column in named if column.id != apart}.values())
    return _Form(case, form, indicator, form.column(apart) if apart else None, about, top, whole)


def _rows(form: _Form, verdict: Verdict) -> list[_Row] | str:
    """The rows behind the figure of a verdict, those in which most remains first; in words why there are
    none: nothing was filed, or the public may not know one of them."""
    if verdict.state == State.MISSING_REPORT:
        return verdict.called
    every = _cited(form, verdict)
    if any(every.withheld(each.column) for each in (form.numerator, form.denominator)):
        return WHY
    places = _places(form, every)
    inside = set(_places(form, select(form.case.catalogue, every, form.numerator.where)))
    whole = _numbers(every, form.denominator)
    reached = _numbers(every, form.numerator)
    about = [_spelt(form, every, column) for column in form.about]
    part = _spelt(form, every, form.part) if form.part else [""] * len(places)
    rows = [
        _Row(
            tuple(column[at] for column in about),
            part[at],
            whole[at],
            reached[at] if place in inside else Fraction(0),
        )
        for at, place in enumerate(places)
    ]
    return sorted(rows, key=lambda row: (-row.left, [natural(word) for word in row.about]))


def _cited(form: _Form, verdict: Verdict) -> Table:
    """The rows that a verdict names, of those in the whole; of what is counted once each thing once."""
    case, cited = form.case, {(cell.file, cell.line) for cell in verdict.lineage}
    files = {file for file, _ in cited}
    units = [verdict.subject] if verdict.subject else list(case.catalogue.units)
    filings = [f for f in case.filings(units, form.form.id) if f.path in files]
    rows = case.ledger.table(form.form.id, filings)
    rows = select(case.catalogue, rows, (*form.indicator.where, *form.denominator.where))
    rows = rows.keep(place in cited for place in _places(form, rows))
    counted = form.denominator.distinct
    if counted is None:
        return rows
    whose = [column.id for column in form.form.columns if column.equals == "unit"]
    return rows.last([*whose, counted])


def _places(form: _Form, table: Table) -> list[tuple[str, int]]:
    """The file and line of each row."""
    return [(cell.file, cell.line) for cell in table.cells(form.denominator.column)]


def _numbers(table: Table, measure: Measure) -> list[Fraction]:
    """What each row brings to a measure: its number, or itself where it is filled in."""
    values = table.values(measure.column)
    if measure.sum:
        return [exact(value or 0) for value in values]
    return [Fraction(value is not None) for value in values]


def _spelt(form: _Form, table: Table, column: Column) -> list[str]:
    return [types.spelt(form.case.catalogue, column, each) for each in table.raw(column.id)]


def _parts(form: _Form, rows: Iterable[_Row]) -> tuple[str, ...]:
    """The values of the column by which it is told apart, in the order in which the form declares them."""
    if form.part is None:
        return ()
    own = {row.part for row in rows}
    declared = [option.value for option in form.part.values if option.value in own]
    return (*declared, *sorted(own - set(declared), key=natural))


def _sums(form: _Form, parts: Sequence[str], rows: Sequence[_Row]) -> Line:
    """What remains of each part, and of all of them."""
    of_parts = [sum((r.left for r in rows if r.part == part), Fraction(0)) for part in parts]
    return tuple(
        _told(form, left) for left in (*of_parts, sum((r.left for r in rows), Fraction(0)))
    )


def _apart(form: _Form, whose: Value, rows: Sequence[_Row]) -> Rows:
    """The rows in which anything remains."""
    left = [row for row in rows if row.left > 0]
    total = sum((row.left for row in rows), Fraction(0))
    lines: tuple[Line, ...] = tuple(
        (*row.about, *([row.part] if form.part else []), _told(form, row.left))
        for row in left[:SHOWN]
    )
    told = (LEFT, _told(form, total), f"，{len(left)}行")
    return Rows(whose, told, (*_header(form), LEFT), lines, max(0, len(left) - SHOWN))


def _header(form: _Form) -> tuple[str, ...]:
    columns = (*form.about, *([form.part] if form.part else []))
    return tuple(column.header for column in columns)


def _told(form: _Form, left: Fraction) -> Quantity:
    return Quantity(float(left), form.unit, max(1, wording.cents(form.unit)))


def _written(row: _Row) -> tuple[str, ...]:
    numbers = (wording.exact(float(n)) for n in (row.whole, row.reached, row.left))
    return (*row.about, *([row.part] if row.part else []), *numbers)
