"""The first page: how everything stands, who has not filed, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ... import wording
from ...calendar import Term
from ...judging.verdict import TOGETHER, Verdict, common
from ...words.states import ATTENTION, GRAVITY, GREEN, UNKNOWN, URGENT, State, listed
from .. import ahead, left_out, turned
from ..amended import notice_link
from ..page import Page, Sheet
from ..site import Site, VerdictRow, unit_links, verdict_row
from ..states import counted
from ..todo import next_step
from ..values import Badge, Line, Place, joined
from .clauses import REQUIREMENT, TASK
from .verdicts import NOW

_NEXT_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that links to what it counts."""

    number: str
    words: str
    to: Place
    state: State


@dataclass(frozen=True, slots=True)
class HomeView:
    """``later`` are the notices after the first one. ``more`` counts what ``attention`` leaves out;
    ``filed`` is the term that closed last, ``unfiled`` and ``late`` are its units."""

    notice: str
    later: Line
    tiles: list[Tile]
    left_out: list[left_out.LeftOutRow]
    states: list[tuple[Badge, int, str]]
    urgent: str
    attention: list[VerdictRow]
    more: int
    filed: str
    filing_due: str
    unfiled: Line
    late: Line
    upcoming: list[ahead.Upcoming]
    changes: turned.Changes


_SHOWN = 20


def view(site: Site) -> HomeView:
    """The day's standing of the whole city."""
    notice, results = site.catalogue.notice, site.results
    binding = [verdict for verdict in results.verdicts if verdict.binding]
    urgent = sorted(
        (v for v in binding if v.rule and v.state in URGENT),
        key=lambda v: GRAVITY.index(v.state),
    )
    judged = any(verdict.rule for verdict in site.on_filing)  # else nobody knows who is behind
    month = results.case.last_closed if judged else None
    unfiled = _filing(site, month, State.MISSING_REPORT)
    late = _filing(site, month, State.OVERDUE)
    return HomeView(
        notice=f"{notice.title}（{notice.doc_no}）" if notice.doc_no else notice.title,
        later=joined(notice_link(site, each) for each in site.catalogue.notices[1:]),
        tiles=_tiles(site, unfiled if judged else None),
        left_out=left_out.rows(site),
        states=counted(verdict.state for verdict in binding),
        urgent=_counted(urgent, sum(v.state in ATTENTION for v in binding if v.rule is None)),
        attention=[verdict_row(site, v, next_step(site, v)) for v in urgent[:_SHOWN]],
        more=max(0, len(urgent) - _SHOWN),
        filed=month.label if month else "",
        filing_due=wording.day(results.case.closing(month)) if month else "",
        unfiled=_names(site, unfiled),
        late=_names(site, late),
        upcoming=ahead.nearest(site, _NEXT_SHOWN),
        changes=turned.of_everyone(site),
    )


def _counted(urgent: Sequence[Verdict], untold: int) -> str:
    """How much needs attention by rules, and how much has not been told of in words; what units hold
    together counts once."""
    failed = [verdict for verdict in urgent if verdict.state in ATTENTION]
    joint = sum(verdict.subject is None for verdict in failed)
    at_risk = len(urgent) - len(failed)
    told = [f"{listed(ATTENTION)}共 {len(failed)} 项"] if failed else []
    told += [f"其中{TOGETHER}的 {joint} 项，各只计一次"] if joint else []
    told += [f"{State.AT_RISK.word} {at_risk} 项"] if at_risk else []
    more = f"另有 {untold} 项没有报送文字进展，见责任单位各页" if untold else ""
    return wording.in_one(["，".join(told), more])


def _tiles(site: Site, unfiled: Sequence[Verdict] | None) -> list[Tile]:
    groups = [
        (ATTENTION, f"条任务要求有{listed(ATTENTION, '或')}", State.BEHIND),
        (GREEN, f"条{listed(GREEN, '或')}", State.ON_TRACK),
        (UNKNOWN, f"条{listed(UNKNOWN, '或')}", State.CANNOT_JUDGE),
    ]
    waiting = len(site.catalogue.is_open(tuple(site.catalogue.questions)))
    failed, *others = (_of_clauses(site, *group) for group in groups)
    return [
        failed,
        _at_risk(site),
        *others,
        *([] if unfiled is None else [_unfiled(unfiled)]),
        Tile(
            str(waiting),
            "个口径有待办公室明确",
            Place("questions"),
            State.DEPENDS_ON_DEFINITION,
        ),
    ]


def _unfiled(verdicts: Sequence[Verdict]) -> Tile:
    """How many units have not filed all that was due last."""
    asked = _asking(filing=(verdict.called for verdict in verdicts))
    words = "个单位最近一期未报齐"
    return Tile(str(len(verdicts)), words, Place("units", query=asked), State.MISSING_REPORT)


def _of_clauses(site: Site, states: Collection[State], words: str, colours: State) -> Tile:
    """How many tasks and requirements stand in some states, leading to the list of them."""
    duties = [common(site.results.stands(clause.id)) for clause in site.catalogue.duties]
    found = [(state, own) for state, own in duties if state in states]
    shown = [own or state.word for state, own in found if state]
    asked = _asking(state=shown or [s.word for s in states], kind=(TASK, REQUIREMENT))
    return Tile(f"{len(found)}/{len(duties)}", words, Place("clauses", query=asked), colours)


def _at_risk(site: Site) -> Tile:
    """How much is at risk, also where worse is said of the same task: it is to be seen in time."""
    number = sum(v.binding and v.state == State.AT_RISK for v in site.results.verdicts)
    asked = _asking(state=[State.AT_RISK.word], now=[NOW])
    return Tile(
        str(number), f"项{State.AT_RISK.word}", Place("verdicts", query=asked), State.AT_RISK
    )


def _asking(**columns: Iterable[str]) -> str:
    """The query that filters a table by words that stand in its columns."""
    asked = {name: ",".join(dict.fromkeys(words)) for name, words in columns.items()}
    return urlencode({name: words for name, words in asked.items() if words})


def _filing(site: Site, month: Term | None, state: State) -> list[Verdict]:
    """The verdicts in a state on what was due for a month, unit by unit."""
    return [v for v in site.on_filing if month and v.month == month and v.state == state]


def _names(site: Site, verdicts: Sequence[Verdict]) -> Line:
    return unit_links(site, [v.subject for v in verdicts if v.subject])


def sheets(site: Site) -> list[Sheet]:
    """The page is called as the notice is."""
    return [Sheet(site.catalogue.notice.name, view(site))]


PAGE = Page("index", sheets, section="首页")
