"""The first page: what to know in ten seconds, by a headline, three sentences and pictures, all of them
made of verdicts; then filings, what waits for people, every clause at a glance, and what turned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from ... import wording
from ...catalogue.model import Clause
from ...frozen import dataclass
from ...judging.verdict import TOGETHER, common
from ...words.states import ATTENTION, GREEN, UNKNOWN, State, gravest, listed
from .. import arrivals, left_out, nodes, short, to_decide, turned
from ..leads import drawn, said
from ..leads.drawn import Picture
from ..leads.topics import UNTOLD, Topic, topics
from ..leads.topics import drawn as with_pictures
from ..named import provision_link, subject_link
from ..page import Page, Sheet
from ..site import Site
from ..values import Badge, Line, Link, Mark, Place, Value, joined
from .clauses import REQUIREMENT, TASK

_SENTENCES = 3
_WAITING = 4
_TURNED = {"worse": ("变差", 2), "better": ("变好", 1)}
"""What each turn is called, and how many are shown."""

_NAMED = 8
"""So many units of one standing are named; of more only marks are shown."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of a topic: how it stands by a mark, its name leading to what explains it, the words."""

    sign: Mark
    topic: Link
    words: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The units whose filing stands alike; named where it is not as it should be, or they are few; all others by
    ``marks``."""

    badge: Badge
    count: int
    units: Line
    marks: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that turned, in a line."""

    kind: str
    what: Line
    now: Badge | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """``when`` is the day and what is known on it; ``counts`` how many stand how, each leading to them.

    ``filing`` names the term that was filed for last, ``sections`` have every clause as a mark. ``since``
    is what the changes are against.
    """

    headline: str
    when: str
    left_out: list[left_out.LeftOutRow]
    sentences: list[Sentence]
    urgent: str
    counts: list[Link]
    pictures: list[Picture]
    filing: str
    filing_note: str
    filing_to: Place | None
    filed: list[Filed]
    sections: list[tuple[str, str, Line]]
    waiting: list[to_decide.ToDecide]
    since: str
    summary: str
    turned: list[Turned]


def view(site: Site) -> HomeView:
    """How everything stands on the day."""
    return site.once("home", lambda: _view(site))


def _view(site: Site) -> HomeView:
    every = topics(site)
    urgent = [topic for topic in every if topic.bad < UNTOLD]
    term = site.results.case.last_closed
    filed = arrivals.line(site, term) if term and _judged(site) else []
    changes = turned.of_everyone(site)
    return HomeView(
        headline=_headline(site, urgent),
        when=_when(site),
        left_out=left_out.rows(site),
        sentences=[_sentence(site, each, headlined=each in urgent[:1]) for each in _said(every)],
        urgent=short.counted(short.every(site), len(short.untold(site))),
        counts=[
            _of_clauses(site, ATTENTION, f"条任务要求有{listed(ATTENTION, '或')}"),
            _of_clauses(site, GREEN, f"条{listed(GREEN, '或')}"),
        ],
        pictures=list(drawn.pictures(site, with_pictures(every, site))),
        filing=site.without_year(term.label) if term and filed else "",
        filing_note=f"应于{wording.day(site.results.case.closing(term))}前报" if term else "",
        filing_to=_filing_place(site) if filed else None,
        filed=[_filed(badge, own) for badge, own in arrivals.by_standing(filed)],
        sections=list(_sections(site)),
        waiting=_waiting(site),
        since=changes.since,
        summary=changes.summary,
        turned=list(_turned(site)),
    )


def _said(every: Sequence[Topic]) -> list[Topic]:
    """What is urgent, and what waits for a definition only as far as there is room."""
    told = [topic for topic in every if topic.bad <= UNTOLD]
    return [topic for topic in told if not topic.filing][:_SENTENCES] or told[:_SENTENCES]


def _headline(site: Site, urgent: Sequence[Topic]) -> str:
    """What is worst; of a day on which nothing is, that nothing is, or when the first filing is due."""
    if urgent:
        return said.headline(site, urgent[0])
    case = site.results.case
    if not any(verdict.data_day for verdict in site.results.verdicts):
        term = site.filing_term
        due = case.closing(term)
        return f"还没有报送的数据，{site.without_year(term.label)}报送{wording.day(due)}截止"
    binding = [verdict for verdict in site.results.verdicts if verdict.binding and verdict.rule]
    unknown = sum(verdict.state in UNKNOWN for verdict in binding)
    if unknown:
        return f"没有{listed(ATTENTION, '和')}的事项，{unknown}项还没有结论"
    return "各项要求都已达到或者进度正常"


def _when(site: Site) -> str:
    case = site.results.case
    told = [wording.day(case.as_of)]
    if case.last_closed:
        told.append(f"{site.without_year(case.last_closed.label)}报送已截止")
    if site.data_day:
        told.append(f"数据截至{nodes.short(site, site.data_day)}")
    return " · ".join(told)


def _sentence(site: Site, topic: Topic, *, headlined: bool) -> Sentence:
    group = topic.groups[0]
    state = gravest(v.state for v in group.verdicts) or State.NOT_DUE
    name, verdict = said.title(topic), group.first
    place = nodes.place(site, verdict) or Place("clause", verdict.clause, group.provision.id)
    words = said.words(site, topic, headlined=headlined)
    return Sentence(Mark(state, name), Link(name, place), words)


def _judged(site: Site) -> bool:
    """Whether filing is judged: else nobody knows who is behind."""
    return any(verdict.rule for verdict in site.on_filing)


def _filed(badge: Badge, own: Sequence[arrivals.Arrival]) -> Filed:
    well = badge.state in GREEN
    if well and len(own) > _NAMED:
        marks = [
            Link(Mark(State.MET, each.unit.name, each.word), Place("unit", each.unit.id, "filing"))
            for each in own
        ]
        return Filed(badge, len(own), tuple(marks), marks=True)
    several = {each.word for each in own}
    names = [
        (
            Link(each.unit.name, Place("unit", each.unit.id, "filing")),
            f"（{each.word}）" if len(several) > 1 or each.word not in str(badge.word) else "",
        )
        for each in own
    ]
    return Filed(badge, len(own), joined(names), marks=False)


def _filing_place(site: Site) -> Place | None:
    last = site.results.case.last_closed
    told = [v for v in site.on_filing if v.month == last and v.rule]
    return next((place for v in told if (place := nodes.place(site, v))), None)


def _waiting(site: Site) -> list[to_decide.ToDecide]:
    """The first of what waits for people, with what the first choice does: all of it has a page."""
    return [replace(row, effect=_first(row.effect)) for row in to_decide.rows(site)[:_WAITING]]


def _first(effect: Value) -> Value:
    """The first thing that is said, where several are told one after the other."""
    if isinstance(effect, tuple) and "；" in effect:
        return effect[: effect.index("；")]
    return effect


def _of_clauses(site: Site, states: Collection[State], words: str) -> Link:
    duties = [common(site.results.stands(clause.id)) for clause in site.catalogue.duties]
    found = [(state, own) for state, own in duties if state in states]
    shown = [own or state.word for state, own in found if state]
    asked = _asking(state=shown or [s.word for s in states], kind=(TASK, REQUIREMENT))
    return Link(f"{len(found)}/{len(duties)}{words}", Place("clauses", query=asked))


def _asking(**columns: Iterable[str]) -> str:
    """The query that filters a table by words that stand in its columns."""
    asked = {name: ",".join(dict.fromkeys(words)) for name, words in columns.items()}
    return urlencode({name: words for name, words in asked.items() if words})


def _sections(site: Site) -> Iterable[tuple[str, str, Line]]:
    """Every task and requirement as a mark, part by part, leading to its page."""
    duties = {clause.id for clause in site.catalogue.duties}
    for issued in site.catalogue.notices:
        parts = [(each.number, each.title, each.tasks) for each in issued.sections]
        for number, name, clauses in (*parts, (REQUIREMENT, "", issued.requirements)):
            marks = tuple(_mark(site, c) for c in clauses if c.id in duties)
            if marks:
                yield number, name, marks


def _mark(site: Site, clause: Clause) -> Link:
    """Its number beside it: by that people ask for a task."""
    state, word = common(site.results.stands(clause.id))
    mark = Mark(state or State.NOT_DUE, clause.name, word)
    return Link((clause.number.rstrip(".．、"), mark), Place("clause", clause.id))


def _turned(site: Site) -> Iterable[Turned]:
    """The first turns, worse before better."""
    for kind, (word, most) in _TURNED.items():
        found = [turn for turn in site.turns if turn.kind == kind]
        for turn in sorted(found, key=lambda turn: turn.newest.state.gravity)[:most]:
            verdict = turn.newest
            known = site.catalogue.provisions.get(verdict.provision)
            what: Value = provision_link(site, known) if known else verdict.provision
            whose = subject_link(site, verdict.subject) if verdict.subject else TOGETHER
            now = turn.after
            yield Turned(
                word,
                (whose, "：", what),
                Badge(now.state, now.word, slim=True) if now else None,
            )


def sheets(site: Site) -> list[Sheet]:
    """The page is called as the notice is."""
    return [Sheet(site.catalogue.notice.name, view(site))]


PAGE = Page("index", sheets, section="首页")
