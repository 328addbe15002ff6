"""The list of bulletins: what stands by now, and what is drafted next."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ..bulletins import paper
from ..bulletins.periods import Issue, closing, issues
from ..page import Page, alone
from ..site import Site
from ..values import Line, Link, Place


@dataclass(frozen=True, slots=True)
class BulletinsView:
    """``rows`` are what stands, the newest first, under ``columns``; ``next`` says when which one stands next,
    '' where none does."""

    rows: list[Line]
    next: str
    columns: tuple[str, ...] = ("期间", "公文", "报给", "情况截至")


def view(site: Site) -> BulletinsView:
    """Every paper of the plan."""
    case = site.results.case
    days = {each.month: each.day for each in site.history.closings}
    every = issues(case)
    stand = [issue for issue in every if issue.closes in days]
    ahead = [issue for issue in every if issue.closes not in days]
    return BulletinsView(
        rows=[_row(issue, wording.day(days[issue.closes])) for issue in reversed(stand)],
        next=_next(site, ahead[0]) if ahead else "",
    )


def _row(issue: Issue, day: str) -> Line:
    link = Link(paper.title(issue), Place("bulletin", issue.id))
    return (issue.period.label, link, issue.bulletin.whom or "各单位", day)


def _next(site: Site, issue: Issue) -> str:
    case = site.results.case
    due = wording.day(case.closing(issue.closes))
    return f"{issue.name}在{due}报送截止以后起草，情况截至{wording.day(closing(case, issue))}。"


PAGE = Page("bulletins/index", alone("通报", view), section="进展", rank=9)
