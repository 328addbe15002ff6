"""The list of bulletins: what stands by now, and what is drafted next."""

from __future__ import annotations

from ... import wording
from ...frozen import dataclass
from ..bulletins import kept, paper, signing
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
    columns: tuple[str, ...] = ("期间", "公文", "报给", "情况截至", "印发")


def view(site: Site) -> BulletinsView:
    """Every paper of the plan."""
    case = site.results.case
    days = {each.month: each.day for each in site.history.closings}
    every = issues(case)
    stand = [issue for issue, *_ in kept.of_closings(site)]
    ahead = [issue for issue in every if issue.closes not in days]
    return BulletinsView(
        rows=[_row(site, issue, wording.day(days[issue.closes])) for issue in reversed(stand)],
        next=_next(site, ahead[0]) if ahead else "",
    )


def _row(site: Site, issue: Issue, day: str) -> Line:
    signed = signing.signed(site.results.case, issue)
    link = Link(paper.title(issue), Place("bulletin", issue.id))
    issued = f"{signed.number}，{signed.day}" if signed else ""
    return (issue.period.label, link, issue.bulletin.whom or "各单位", day, issued)


def _next(site: Site, issue: Issue) -> str:
    case = site.results.case
    due = wording.day(case.closing(issue.closes))
    return f"{issue.name}在{due}报送截止以后起草，情况截至{wording.day(closing(case, issue))}。"


PAGE = Page("bulletins/index", alone("通报", view), section="进展", rank=9)
