"""A unit's page: how it stands in a sentence, what it has to do now, whether its filing arrived; then what is
short, its figures, and folded what else there is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import wording
from ...catalogue.model import Unit
from ...frozen import dataclass
from ...judging.verdict import Verdict
from ...words.states import ATTENTION, GRAVITY, UNKNOWN, URGENT, State
from .. import arrivals, downloads, duties, editing, headline, ledgers, left_out, turned
from ..beside import beside
from ..deeds import SHOWN, Deed
from ..deeds import of_unit as deeds_of
from ..filings import listed
from ..named import computed_at, question_links
from ..page import Named, Page, Sheet
from ..site import Site, open_questions
from ..values import Badge, Line, Link, Place, Value, joined
from . import decisions, exceptions
from .figures import Figure
from .figures import of_unit as figures_of
from .units import joint

_FIGURES = 3
"""So many figures are drawn, what falls short first; each has its page with everyone beside it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How one thing stands, its name leading to how that was computed, and a sentence on it."""

    badge: Badge
    what: Link
    told: str
    beside: Line


@dataclass(frozen=True, slots=True)
class Card:
    """Whether the newest filing that was due arrived, line by line; and how the next one stands."""

    title: str
    badge: Badge
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class TermFiled:
    """A term of the record: what was due and when it was in."""

    period: str
    due: str
    badge: Badge
    came: str
    received: str
    told: str
    source: Link | str


@dataclass(frozen=True, slots=True)
class UnitView:
    """``counts``, ``attention``, ``at_risk`` and ``others`` are about the unit alone, ``joint`` about the
    whole that it answers for with others. ``untold`` counts what it has not told of in words. Of ``deeds``
    the first are shown, ``more`` are behind a fold; ``more_figures`` counts those that are not drawn.
    """

    about: Line
    headline: str
    counts: Line
    shared: str
    note: str
    deeds: list[Deed]
    more: list[Deed]
    cards: list[Card]
    left_out: list[left_out.LeftOutRow]
    attention: list[Stand]
    at_risk: list[Stand]
    untold: int
    figures: list[Figure]
    more_figures: int
    owed: Line
    clauses: list[duties.ClauseDuties]
    clauses_counted: Line
    record: list[TermFiled]
    record_counted: str
    changes: turned.Changes
    decisions: list[Line]
    exceptions: list[exceptions.ExceptionRow]
    others: list[Stand]
    others_counted: Line
    joint: list[Stand]
    joint_counted: Line
    templates: list[downloads.TermRow]
    whole_record: Link | None
    ledger: Link | None


def view(site: Site, unit: Unit) -> UnitView:
    """All that is about a unit, and what it holds with others apart."""
    binding = _by_gravity([v for v in site.results.own_of(unit.id) if v.binding and v.rule])
    others = [verdict for verdict in binding if verdict.state not in URGENT]
    shared = _by_gravity([verdict for verdict in joint(site, unit) if verdict.rule])
    clauses = duties.of_unit(site, unit)
    to_do, drawn = deeds_of(site, unit), _figures(site, unit)
    record, today = arrivals.record(site, unit), site.results.case.as_of
    return UnitView(
        about=_about(site, unit),
        headline=headline.of_unit(site, unit),
        counts=headline.counts(site, unit),
        shared=headline.shared(site, unit),
        note=unit.note,
        deeds=to_do[:SHOWN],
        more=to_do[SHOWN:],
        cards=list(_cards(site, record)),
        left_out=left_out.rows(site, unit.id),
        attention=[_stand(site, unit, v) for v in binding if v.state in ATTENTION],
        at_risk=[_stand(site, unit, v) for v in binding if v.state == State.AT_RISK],
        untold=sum(
            v.state in ATTENTION and v.rule is None for v in site.results.stands_of(unit.id)
        ),
        figures=drawn[:_FIGURES],
        more_figures=max(0, len(drawn) - _FIGURES),
        owed=joined(listed(site, owed) for owed in unit.owed),
        clauses=clauses,
        clauses_counted=(
            f"{len(clauses)} 条　",
            *_counted([clause.badge.state for clause in clauses]),
        ),
        record=[_filed(site, each) for each in reversed(record)],
        record_counted=_told(record),
        changes=replace(turned.of_unit(site, unit.id), figures=[]),
        decisions=decisions.rows(site, unit),
        exceptions=exceptions.rows(site, unit),
        others=[_stand(site, unit, verdict) for verdict in others],
        others_counted=_counted([verdict.state for verdict in others]),
        joint=[_stand(site, unit, verdict) for verdict in shared],
        joint_counted=_counted([verdict.state for verdict in shared]),
        templates=[row for row in downloads.rows(site, unit) if row.last >= today],
        whole_record=Link("逐表的收件记录和各期模板", Place("unit_record", unit.id))
        if unit.owed
        else None,
        ledger=ledgers.link(site, unit) if unit in site.answerable else None,
    )


def _about(site: Site, unit: Unit) -> Line:
    """What kind of unit it is, its other names, and how much the notice asks of it."""
    kinds = {kind.id: kind.name for kind in site.catalogue.kinds}
    told = [wording.day(site.results.case.as_of), kinds[unit.kind]]
    told += [f"又称{'、'.join(alias.name for alias in unit.aliases)}"] if unit.aliases else []
    edit = editing.beside(site, unit)
    parts = f"承担任务和要求 {duties.parts(site, unit)}"
    return joined([*told, parts, *([edit] if edit else [])], " · ")


def _by_gravity(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda verdict: GRAVITY.index(verdict.state))


def _counted(states: Sequence[State | None]) -> Line:
    """How many stand in each state, by shape and word, the gravest first."""
    found = Counter(states)
    told: list[Value] = [Badge(s, f"{s.word} {found[s]}", slim=True) for s in GRAVITY if found[s]]
    return joined(told, "　")


def _stand(site: Site, unit: Unit, verdict: Verdict) -> Stand:
    """A verdict in a line; the questions about one that is reached turn nothing, and are on its clause's page."""
    provision = site.catalogue.provisions[verdict.provision]
    waits = verdict.state in (*URGENT, *UNKNOWN)
    asked = question_links(open_questions(site, verdict.questions)) if waits else ()
    around: list[Value] = [("待明确的口径：", *asked)] if asked else []
    around += [exempt] if (exempt := beside(site.catalogue, verdict)) else []
    return Stand(
        badge=Badge(verdict.state, verdict.word),
        what=Link(provision.name, computed_at(verdict)),
        told=ledgers.said(site, verdict),
        beside=joined(around, "；"),
    )


def _figures(site: Site, unit: Unit) -> list[Figure]:
    """What falls short first, then the notice's order."""

    def gravity(figure: Figure) -> int:
        state = figure.badge.state
        return GRAVITY.index(state) if state in URGENT else len(GRAVITY)

    return sorted(figures_of(site, unit.id), key=gravity)


# --- what arrived --------------------------------------------------------------------------------


def _cards(site: Site, record: Sequence[arrivals.Arrival]) -> Iterator[Card]:
    """The newest filing that is over, and one that is begun after it."""
    newest = arrivals.newest(record)
    begun = [each for each in record if each.standing == "open" and each.came]
    for each in [*([newest] if newest else []), *begun]:
        yield Card(f"{each.term.label}报送", each.badge, list(_lines(each)))


def _lines(each: arrivals.Arrival) -> Iterator[Line]:
    due = wording.day(each.due)
    if each.standing == "exempt":
        yield ("经同意免报",)
        return
    yield (f"期限{due}，应报{each.owed}张表",)
    if each.last and each.came:
        sign = "收到 ✓ " if each.came == each.owed else "收到 "
        yield (f"{sign}{wording.moment(each.last)}，{each.came}张表",)
    elif each.came:
        yield (f"已收到{each.came}张表，时间未登记",)
    if each.missing:
        yield (f"没有收到：{'、'.join(form.name for form in each.missing)}",)
    if each.coming:
        yield (f"还差：{'、'.join(form.name for form in each.coming)}",)
    if each.rewritten:
        yield (f"改写{each.rewritten}处写法，已采用",)
    if each.corrections:
        when = f"，最近一次{wording.moment(each.corrected)}" if each.corrected else ""
        yield (f"更正{each.corrections}次{when}，已采用",)
    if each.left_out:
        yield (f"有误未计入{len(each.left_out)}份",)


def _filed(site: Site, each: arrivals.Arrival) -> TermFiled:
    named = [("未报送：", each.missing), ("还差：", each.coming)]
    told = [words + "、".join(form.name for form in forms) for words, forms in named if forms]
    told += [f"改写{each.rewritten}处"] if each.rewritten else []
    told += [f"更正{each.corrections}次"] if each.corrections else []
    told += [f"有误未计入{len(each.left_out)}份"] if each.left_out else []
    here = (each.term, each.unit.id) in site.came
    return TermFiled(
        period=each.term.label,
        due=wording.day(each.due),
        badge=each.badge,
        came=f"{each.came}/{each.owed}" if each.owed else "",
        received=wording.moment(each.last) if each.last else "",
        told="；".join(told),
        source=Link("原表", Place("source", f"{each.term}/{each.unit.id}")) if here else "",
    )


def _told(record: Sequence[arrivals.Arrival]) -> str:
    """按时 6，迟报 1，更正 2."""
    told = [f"{badge.word} {len(own)}" for badge, own in arrivals.by_standing(record)]
    again = sum(each.corrections for each in record)
    return "，".join([*told, *([f"更正 {again}"] if again else [])])


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each unit, since anything may name it."""
    for unit in site.catalogue.units.values():
        named = Named((*unit.names, unit.id))
        yield Sheet(unit.name, view(site, unit), unit.id, named=(named,))


PAGE = Page("units/{}", sheets, section="责任单位", rank=31)
