"""Rows of signs, month after month, as a wall chart shows them (挂图作战)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..calendar import Month
from ..frozen import dataclass
from ..judging.stood import Stood
from ..judging.verdict import Settled, common
from .site import Site
from .states import legend
from .values import Badge, Line, Link, Mark, Place


@dataclass(frozen=True, slots=True)
class WallRow:
    """Signs by month; None where there is nothing to see."""

    head: Link
    cells: list[Link | None]
    now: Badge


@dataclass(frozen=True, slots=True)
class WallView:
    """``head`` is the heading of the first column, ``now`` that of the last, ``months`` those between;
    ``lead`` and ``caption`` stand above."""

    head: str
    lead: str
    caption: str
    months: list[str]
    now: str
    rows: list[WallRow]
    legend: list[tuple[Badge, str]]


def wall(site: Site, head: str, lead: str, caption: str, rows: list[WallRow]) -> WallView:
    """Rows under their months, with the legend."""
    return WallView(head, lead, caption, _heads(site), _now(site), rows, legend())


def row(
    site: Site,
    name: str,
    to: Place,
    stands: Callable[[Stood[Settled]], Sequence[Settled]],
    flags: Mapping[Month, str] = {},
) -> WallRow:
    """A mark for each month that is closed, a flag for what falls due in any, and how it stands now."""
    stood = {closing.month: common(stands(closing.stood)) for closing in site.history.closings}
    cells = []
    for month in site.results.case.months:
        state, word = stood.get(month, (None, ""))
        shown = (Mark(state, f"{name} {month}", word),) if state else ()
        flag = (Mark("flag", "", flags[month]),) if month in flags else ()
        cells.append(leading((*shown, *flag), to))
    return WallRow(Link(name, to), cells, Badge(*common(stands(site.results))))


def leading(shown: Line, to: Place) -> Link | None:
    """Signs that lead to a page; None where there are none."""
    return Link(shown, to) if shown else None


def _heads(site: Site) -> list[str]:
    years = {month.year for month in site.results.case.months}
    first = min(years, default=0)
    return [
        f"{month.number}月" if month.year == first else month.label
        for month in site.results.case.months
    ]


def _now(site: Site) -> str:
    day = site.results.case.as_of
    return f"目前（{day.month}月{day.day}日）"
