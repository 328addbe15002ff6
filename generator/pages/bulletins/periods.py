"""Which papers there are of which periods, and as of which day each of them stands.

A paper of a month stands as its filings closed. One of a longer period waits for the filing that tells of its
last day, where there is to be one: of June's node nobody can speak on the 30th of June.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from ... import wording
from ...calendar import Month, Period, Rhythm, Term, periods
from ...catalogue.model import Bulletin, Bulletins, Catalogue
from ...frozen import dataclass
from ...judging.case import Case
from ...judging.history import end

_NAMES: Mapping[Rhythm, str] = {
    "month": "月通报",
    "quarter": "季度通报",
    "half_year": "半年通报",
    "year": "年度通报",
}
_IDS: Mapping[Rhythm, str] = {
    "month": "monthly",
    "quarter": "quarterly",
    "half_year": "half-yearly",
    "year": "yearly",
}
_PRINTED = "关于印发", "的通知"
"""What stands around the name of what a notice brings out."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One paper of one period; ``closes`` is the month whose filings it waits for, ``terms`` are those filed
    for within it."""

    bulletin: Bulletin
    period: Period
    closes: Month
    terms: tuple[Term, ...]

    @property
    def id(self) -> str:
        """2023-06-monthly: how its page and its file are called."""
        return f"{self.period.id}-{self.bulletin.id}"

    @property
    def name(self) -> str:
        """2023年6月的月通报, as people ask for it."""
        return f"{self.period.label}的{self.bulletin.name}"


def declared(catalogue: Catalogue) -> Bulletins:
    """As the office declares them; else papers in the rhythm of the filings and of the longer periods, called
    after the notice."""
    return catalogue.bulletins or _usual(catalogue.notice.title, catalogue.filing.every)


def issues(case: Case) -> list[Issue]:
    """Every paper of the plan, in the order of periods, those of one period in the order declared."""
    return sorted(_issues(case), key=_order)


def then(case: Case, issue: Issue) -> Issue | None:
    """A paper as it was declared on the day of a case; None where that was decided later."""
    return next((each for each in issues(case) if each.id == issue.id), None)


def closing(case: Case, issue: Issue) -> date:
    """The day as of which a paper stands: that on which the filings it waits for are looked at, and on which
    the months before it were closed."""

    def work_out() -> date:
        return max(end(case, month) for month in case.months if month <= issue.closes)

    return case.on_policy(("paper stands", issue.closes), work_out)


def stands(case: Case, issue: Issue) -> date:
    """The same as far as it has come: today while that day lies ahead."""
    return min(closing(case, issue), case.as_of)


def filed(case: Case, issue: Issue) -> date:
    """The last day of the filings of the period itself: after it there is something to write."""
    return max(case.closing(term) for term in issue.terms)


def _order(issue: Issue) -> tuple[date, date]:
    return issue.period.end, issue.period.start


def _issues(case: Case) -> Iterator[Issue]:
    if not case.terms:
        return
    months = case.months
    for bulletin in declared(case.catalogue).bulletins:
        for period in periods(bulletin.every, months[0].first, months[-1].last):
            own = tuple(t for t in case.terms if period.start <= t.month.first <= period.end)
            if own and (bulletin.every == "month" or period.end <= months[-1].last):
                yield Issue(bulletin, period, _closes(case, period, own), own)


def _closes(case: Case, period: Period, own: Sequence[Term]) -> Month:
    """The first month whose filings are due after the period, else the last one of the period's own."""
    last = max(term.month for term in own)
    if period.kind == "month":
        return last
    later = (month for month in case.months if month >= last and case.closing(month) >= period.end)
    return next(later, last)


@cache
def _usual(title: str, every: Rhythm) -> Bulletins:
    begins, ends = _PRINTED
    name = title.removeprefix(begins).removesuffix(ends) if title.startswith(begins) else title
    rhythms = list(_NAMES)
    return Bulletins(
        bulletins=tuple(
            Bulletin(
                id=_IDS[each],
                name=_NAMES[each],
                every=each,
                title=f"关于{wording.titled(name)}{{period}}落实情况的通报",
            )
            for each in rhythms[rhythms.index(every) :]
        )
    )
