"""The calendars: what falls due next, which files there are, and how to have them in a calendar of one's own."""

from __future__ import annotations

from datetime import timedelta

from ...frozen import dataclass
from .. import filings, nodes
from ..feeds import ics
from ..feeds.events import Event, feeds
from ..named import unit_link
from ..page import Page, alone
from ..site import Site
from ..values import File, Line, Link

_DAYS = 30
"""What falls due later is in the calendars alone."""


@dataclass(frozen=True, slots=True)
class CalendarView:
    """``policy`` says how days come about, ``ahead`` is what falls due next, ``feeds`` lists the files;
    ``days`` are those that are looked ahead, ``reminded`` says when somebody is told."""

    everybody: Link
    feeds: list[Line]
    ahead: list[Line]
    days: int
    policy: list[str]
    reminded: str
    cancelled: list[Line]


def view(site: Site) -> CalendarView:
    """All of it, for the office as for everybody."""
    found = feeds(site)
    today = site.results.case.as_of
    until = today + timedelta(days=_DAYS)
    standing = [event for event in found.everybody if not event.cancelled]
    return CalendarView(
        everybody=Link("全部事项", File(ics.EVERYBODY)),
        feeds=[_feed(site, unit, events) for unit, events in found.units.items()],
        ahead=[_row(site, event) for event in standing if today <= event.day <= until],
        days=_DAYS,
        policy=filings.deadlines(site),
        reminded=f"提前{ics.AHEAD}天，上午{ics.MORNING}时",
        cancelled=[_row(site, event) for event in found.everybody if event.cancelled],
    )


def _feed(site: Site, unit: str, events: tuple[Event, ...]) -> Line:
    today = site.results.case.as_of
    left = [event for event in events if event.day >= today and not event.cancelled]
    following = f"{nodes.short(site, left[0].day)}：{left[0].title}" if left else "没有了"
    return (unit_link(site, unit), Link("日历文件", File(ics.place(unit))), len(left), following)


def _row(site: Site, event: Event) -> Line:
    when = f"{nodes.short(site, event.day)}（{nodes.left(event.day, site.results.case.as_of)}）"
    what = Link(event.title, event.place) if event.place and not event.cancelled else event.title
    return (when, what, "、".join(event.categories), event.whose)


PAGE = Page("calendar/index", alone("日历订阅", view), section="进展", rank=8, files=ics.files)
