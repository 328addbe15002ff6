"""The first page: how everything stands, who has not filed, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from generator import wording
from generator.calendar import Month
from generator.judging.verdict import ATTENTION, GRAVITY, GREEN, State
from generator.pages import ahead, changes, links
from generator.pages.clause import REQUIREMENT, TASK
from generator.pages.links import Linker
from generator.pages.site import Site, VerdictRow, unit_links, verdict_row
from generator.pages.states import LABELS, badge

_NEXT_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that links to what it counts."""

    number: str
    words: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class HomeView:
    title: str
    notice: str
    as_of: str
    tiles: list[Tile]
    states: list[tuple[Markup, int, str]]
    attention: list[VerdictRow]
    more: int
    filing_month: str
    filing_due: str
    unfiled: Markup
    late: Markup
    upcoming: list[ahead.Upcoming]
    changes: changes.Changes


_SHOWN = 20


def view(site: Site) -> HomeView:
    link = Linker(links.HOME)
    catalogue, results = site.catalogue, site.results
    binding = [verdict for verdict in results.verdicts if verdict.binding]
    urgent = sorted(
        (v for v in binding if v.rule and v.state in ATTENTION),
        key=lambda v: GRAVITY.index(v.state),
    )
    month = results.case.last_closed
    unfiled, late = _filing(site, month)
    counts = Counter(verdict.state for verdict in binding)
    return HomeView(
        title=catalogue.notice.name,
        notice=f"{catalogue.notice.title}（{catalogue.notice.doc_no}）",
        as_of=wording.day(results.case.as_of),
        tiles=_tiles(site, link, len(unfiled)),
        states=[(badge(s), counts[s], LABELS[s].meaning) for s in LABELS if counts[s]],
        attention=[verdict_row(site, verdict, link) for verdict in urgent[:_SHOWN]],
        more=max(0, len(urgent) - _SHOWN),
        filing_month=month.label if month else "",
        filing_due=wording.day(catalogue.due(month).last_day) if month else "",
        unfiled=unit_links(site, unfiled, link),
        late=unit_links(site, late, link),
        upcoming=ahead.nearest(site, link, _NEXT_SHOWN),
        changes=changes.of_everyone(site, link),
    )


_UNCLEAR = (State.DEPENDS_ON_DEFINITION, State.CANNOT_JUDGE)


def _tiles(site: Site, link: Linker, unfiled: int) -> list[Tile]:
    duties = [site.results.standing(clause.id) for clause in site.catalogue.duties]
    groups = [
        (ATTENTION, "条任务要求有滞后、逾期或未报送", "behind"),
        (GREEN, "条达到要求或进度正常", "on_track"),
        (_UNCLEAR, "条口径待定或不能判定", "cannot_judge"),
    ]
    waiting = len(site.catalogue.is_open(tuple(site.catalogue.questions)))
    return [
        *(
            Tile(
                f"{sum(state in states for state in duties)}/{len(duties)}",
                words,
                link.href(links.TASKS, query=_asking(states, kind=(TASK, REQUIREMENT))),
                css,
            )
            for states, words, css in groups
        ),
        Tile(
            str(unfiled),
            "个单位最近一期未报齐",
            link.href(links.UNITS, query=_asking((), filing=(LABELS[State.MISSING_REPORT].word,))),
            "missing_report",
        ),
        Tile(
            str(waiting),
            "个口径有待办公室明确",
            link.href(links.QUESTIONS),
            "depends_on_definition",
        ),
    ]


def _asking(states: Iterable[State], **more: Iterable[str]) -> str:
    """The query that filters a table by the words of some states and of other columns."""
    words = {"state": [LABELS[state].word for state in states], **more}
    return urlencode({name: ",".join(asked) for name, asked in words.items() if asked})


def _filing(site: Site, month: Month | None) -> tuple[list[str], list[str]]:
    """The units that have not filed everything for a month, and those that were late."""
    provision = site.catalogue.provisions[site.catalogue.filing.provision]
    suffix = f"@{month}/"
    of_month = [v for v in site.verdicts(provision) if suffix in v.id and v.subject]
    unfiled = [v.subject for v in of_month if v.state == State.MISSING_REPORT and v.subject]
    late = [v.subject for v in of_month if v.state == State.OVERDUE and v.subject]
    return unfiled, late
