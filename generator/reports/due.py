"""``taizhang due``: what falls due in the next days, and who has not filed; for a Monday's reminder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rich.console import Group, RenderableType

from .. import wording
from ..calendar import Term
from ..catalogue.owing import owes
from ..frozen import dataclass
from ..judging.results import Results
from ..judging.verdict import Verdict
from ..pages.render import forge, terminal
from ..pages.values import Line, Mention, Quantity, Table
from ..words.states import AHEAD


@dataclass(frozen=True, slots=True)
class Due:
    """A provision that is judged on a day, the units that it is judged of, and what it asks for."""

    day: date
    provision: str
    units: tuple[str, ...]
    asks: Quantity | None


@dataclass(frozen=True, slots=True)
class Unfiled:
    """Forms that a unit has not filed for a month and owes by a day; ``late`` when that is over."""

    unit: str
    accounts: tuple[str, ...]
    month: Term
    due: date
    forms: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """``until`` is the last day that is looked at, included."""

    as_of: date
    until: date
    due: list[Due]
    unfiled: list[Unfiled]


def remind(results: Results, days: int, unit: str | None = None) -> Reminder:
    """What is due from the day of the results on, and who is missing; of one unit or of all."""
    as_of = results.case.as_of
    until = as_of + timedelta(days=days)
    due = sorted(_due(results, until, unit), key=lambda each: each.day)
    unfiled = [each for each in _unfiled(results, until) if unit in (None, each.unit)]
    return Reminder(as_of, until, due, sorted(unfiled, key=lambda each: (each.due, not each.late)))


def as_text(results: Results, told: Reminder) -> RenderableType:
    """Two tables; a line in the place of an empty one."""
    tables = [part for each in _tables(results, told) for part in ("", terminal.table(each))]
    return Group(terminal.Lines(_heading(told), style="bold"), *tables)


def as_markdown(results: Results, told: Reminder) -> str:
    """The text of an issue on the forge; the accounts of who is missing are mentioned."""
    lines = (line for table in _tables(results, told) for line in forge.table(table))
    return "\n".join([f"# {_heading(told)}", "", *lines])


def _heading(told: Reminder) -> str:
    return f"{wording.day(told.as_of)}至{wording.day(told.until)}到期的事项和尚缺的报送"


def _tables(results: Results, told: Reminder) -> Iterator[Table]:
    units, provisions = results.case.catalogue.units, results.case.catalogue.provisions
    missing: Iterator[Line] = (
        (
            (units[each.unit].name, *(Mention(account) for account in each.accounts)),
            each.month.label,
            _day(each.due, told.as_of),
            "、".join(each.forms),
        )
        for each in told.unfiled
    )
    yield Table("尚缺的报送", ("单位", "期次", "期限", "尚缺"), tuple(missing))
    due: Iterator[Line] = (
        (
            _day(each.day, told.as_of),
            f"{each.provision} {provisions[each.provision].name}",
            wording.join(units[name].name for name in each.units),
            each.asks,
        )
        for each in told.due
    )
    yield Table("到期的事项", ("期限", "事项", "单位", "要求"), tuple(due))


def _due(results: Results, until: date, unit: str | None) -> Iterator[Due]:
    groups: dict[tuple[str, date], list[Verdict]] = {}
    for verdict in results.verdicts:
        if (
            verdict.due
            and results.case.as_of <= verdict.due <= until
            and verdict.state in AHEAD
            and verdict.provision not in results.case.catalogue.filing_provisions
            and unit in (None, *_units(verdict))
        ):
            groups.setdefault((verdict.provision, verdict.due), []).append(verdict)
    for (provision, day), group in groups.items():
        units = tuple(dict.fromkeys(name for verdict in group for name in _units(verdict)))
        yield Due(day, provision, units, _asks(group[0]))


def _units(verdict: Verdict) -> tuple[str, ...]:
    return (verdict.subject,) if verdict.subject else verdict.owners


def _asks(verdict: Verdict) -> Quantity | None:
    if verdict.threshold is None:
        return None
    return Quantity(verdict.threshold, verdict.unit, asked=True, low=verdict.low)


def _unfiled(results: Results, until: date) -> Iterator[Unfiled]:
    """Whoever has not filed what is over, or closes within the time: by the day on which it does."""
    case = results.case
    for month in case.terms:
        for unit in case.catalogue.filers():
            forms: dict[date, list[str]] = {}
            for form in owes(case.catalogue, unit, month):
                day = case.catalogue.due_of(unit.id, form.id, month).last_day
                if day <= until and case.current(month, unit.id, form.id) is None:
                    forms.setdefault(day, []).append(form.name)
            for day, names in forms.items():
                late = day < case.as_of
                yield Unfiled(unit.id, unit.accounts, month, day, tuple(names), late)


def _day(day: date, as_of: date) -> str:
    """A last day as it is seen from now."""
    seen = "（已过期）" if day < as_of else "（今天到期）" if day == as_of else ""
    return wording.day(day) + seen
