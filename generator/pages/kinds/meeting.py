"""One sheet for the meeting (会议一页纸): what home says, who is short by how much, and which days come."""

from __future__ import annotations

from ...frozen import dataclass
from .. import ahead, short
from ..page import Page, alone
from ..site import Site
from ..values import Line
from .home import HomeView
from .home import view as home_view

_SHORT, _AHEAD = 10, 5
"""So many rows fit on the sheet with all else; of the others their number is told."""

COLUMNS = ("状态", "事项", "单位", "实际", "要求", "差距")


@dataclass(frozen=True, slots=True)
class MeetingView:
    """``home`` is what the first page says; ``rows`` are of ``columns``, and ``more`` counts those that
    there is no room for."""

    home: HomeView
    rows: list[Line]
    more: int
    upcoming: list[ahead.Upcoming]
    columns: tuple[str, ...] = COLUMNS


def view(site: Site) -> MeetingView:
    """What a leader holds in his hand."""
    return MeetingView(
        home=home_view(site),
        rows=[line[: len(COLUMNS)] for line in short.foremost(site, _SHORT)],
        more=max(0, len(short.every(site)) - _SHORT),
        upcoming=ahead.nearest(site, _AHEAD),
    )


PAGE = Page("wall/meeting", alone("会议一页纸", view), section="挂图作战", rank=47)
