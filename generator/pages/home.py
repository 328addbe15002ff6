"""The first page: how everything stands, who has not filed, and what comes next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator import wording
from generator.calendar import Month
from generator.judging.verdict import GRAVITY, State, Verdict
from generator.ledger import due
from generator.pages import links
from generator.pages.links import Linker
from generator.pages.site import Site, VerdictRow, unit_links, verdict_row
from generator.pages.states import ATTENTION, GREEN, LABELS, badge

_NEXT_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that links to what it counts."""

    number: str
    words: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    day: str
    what: Markup
    who: str


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
    upcoming: list[Upcoming]


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
        filing_month=f"{month.year}年{month.number}月" if month else "",
        filing_due=wording.day(due(catalogue, month).last_day) if month else "",
        unfiled=unit_links(site, unfiled, link),
        late=unit_links(site, late, link),
        upcoming=_upcoming(site, link),
    )


def _tiles(site: Site, link: Linker, unfiled: int) -> list[Tile]:
    duties = [site.results.standing(clause.id) for clause in site.catalogue.duties]
    green = sum(state in GREEN for state in duties)
    attention = sum(state in ATTENTION for state in duties)
    unclear = sum(state in (State.DEPENDS_ON_DEFINITION, State.CANNOT_JUDGE) for state in duties)
    total = len(duties)
    waiting = len(site.catalogue.is_open(tuple(site.catalogue.questions)))
    return [
        Tile(
            f"{attention}/{total}",
            "条任务要求有滞后、逾期或未报送",
            link.href(links.TASKS),
            "behind",
        ),
        Tile(f"{green}/{total}", "条达到要求或进度正常", link.href(links.TASKS), "on_track"),
        Tile(f"{unclear}/{total}", "条口径待定或不能判定", link.href(links.TASKS), "cannot_judge"),
        Tile(str(unfiled), "个单位最近一期未报齐", link.href(links.UNITS), "missing_report"),
        Tile(
            str(waiting),
            "个口径有待办公室明确",
            link.href(links.QUESTIONS),
            "depends_on_definition",
        ),
    ]


def _filing(site: Site, month: Month | None) -> tuple[list[str], list[str]]:
    """The units that have not filed everything for a month, and those that were late."""
    provision = site.catalogue.provisions[site.catalogue.filing.provision]
    suffix = f"@{month}/"
    of_month = [v for v in site.verdicts(provision) if suffix in v.id and v.subject]
    unfiled = [v.subject for v in of_month if v.state == State.MISSING_REPORT and v.subject]
    late = [v.subject for v in of_month if v.state == State.OVERDUE and v.subject]
    return unfiled, late


def _upcoming(site: Site, link: Linker) -> list[Upcoming]:
    """The nearest day on which each thing that is not reached yet falls due."""
    today = site.results.case.as_of
    ahead: dict[tuple[str, date], list[Verdict]] = {}
    for verdict in site.results.verdicts:
        if verdict.due and verdict.due >= today and verdict.state == State.NOT_DUE:
            ahead.setdefault((verdict.provision, verdict.due), []).append(verdict)
    nearest: dict[str, date] = {}
    for provision, day in ahead:
        nearest[provision] = min(day, nearest.get(provision, day))
    chosen = sorted(nearest.items(), key=lambda item: item[1])[:_NEXT_SHOWN]
    return [
        Upcoming(
            day=wording.day(day),
            what=verdict_row(site, ahead[provision, day][0], link).provision,
            who=_who(site, ahead[provision, day]),
        )
        for provision, day in chosen
    ]


def _who(site: Site, group: list[Verdict]) -> str:
    names = [site.catalogue.units[v.subject].name for v in group if v.subject]
    if not names:
        return "合并判定"
    return f"{len(names)} 个单位" if len(names) > 5 else wording.join(names)
