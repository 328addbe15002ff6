"""A responsibility page for each unit: what it owes, under which clause, by when, what it filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ... import wording
from ...calendar import Term
from ...catalogue.model import Clause, Form, Provision, Unit
from ...catalogue.owing import may_file, owes
from ...judging.duty import Duty, duty_of
from ...judging.verdict import TOGETHER, Verdict, common
from ...ledger import Filing
from ...ledger.cells import Spot
from ...words.states import ATTENTION, GRAVITY, URGENT, State
from .. import ahead, downloads, left_out, turned
from ..asks import asks
from ..filings import listed
from ..page import Page, Sheet
from ..parties import role_of
from ..site import (
    Site,
    VerdictRow,
    clause_link,
    form_link,
    provision_link,
    spot_link,
    verdict_row,
)
from ..todo import next_step
from ..values import Badge, Fact, Line, Link, joined
from . import decisions, exceptions, figures
from .units import at_risk, duties, failures, filing_badge, joint, of_filing


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One thing that the unit owes, or supports; ``together`` says whose the state is: that of all, or of
    those whom it supports in this role."""

    provision: Link
    kind: str
    asks: str
    badge: Badge
    together: str


@dataclass(frozen=True, slots=True)
class ClauseDuties:
    """A task or requirement with what the unit owes under it, ``role`` being the notice's word for its
    part; ``progress`` is what it told last, in
    ``period``."""

    id: str
    clause: Link
    role: str
    badge: Badge
    duties: list[DutyRow]
    progress: str
    period: str


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One form for one month; ``absent`` when it is due and has not come in."""

    period: str
    form: Link
    due: str
    received: str
    state: str
    path: Link | str | None
    absent: bool


@dataclass(frozen=True, slots=True)
class UnitView:
    """``attention``, ``at_risk`` and ``verdicts`` are about the unit alone, ``joint`` about the whole
    that it answers for with others. ``due`` are the days still to come of the next filing, each with its
    forms. ``untold`` counts what it has not told of in words."""

    kind: str
    aliases: str
    note: str
    facts: list[Fact]
    attention: list[VerdictRow]
    untold: int
    at_risk: list[VerdictRow]
    next: downloads.MonthRow | None
    due: list[tuple[str, str]]
    clauses: list[ClauseDuties]
    filing: list[VerdictRow]
    filings: list[FilingRow]
    missing: Line
    left_out: list[left_out.LeftOutRow]
    verdicts: list[VerdictRow]
    joint: list[VerdictRow]
    templates: list[downloads.MonthRow]
    ahead: list[ahead.Upcoming]
    changes: turned.Changes
    decisions: list[Line]
    exceptions: list[exceptions.ExceptionRow]
    figures: list[figures.Figure]


def view(site: Site, unit: Unit) -> UnitView:
    """All that is about a unit, and what it holds with others apart."""
    binding = _by_gravity([v for v in site.results.own_of(unit.id) if v.binding and v.rule])
    months, as_of = site.results.case.terms, site.results.case.as_of
    templates = downloads.rows(site, unit)
    open_ = [(min(d for d, _ in r.days if d >= as_of), r) for r in templates if r.last >= as_of]
    coming = min(open_, key=lambda pair: pair[0])[1] if open_ else None
    filings = [row for m in months for row in _filing_rows(site, unit, m)]
    kinds = {kind.id: kind.name for kind in site.catalogue.kinds}
    return UnitView(
        kind=kinds[unit.kind],
        aliases="、".join(alias.name for alias in unit.aliases),
        note=unit.note,
        facts=_facts(site, unit),
        attention=_rows(site, unit, [v for v in binding if v.state in ATTENTION]),
        untold=sum(
            v.state in ATTENTION and v.rule is None for v in site.results.stands_of(unit.id)
        ),
        at_risk=_rows(site, unit, [v for v in binding if v.state == State.AT_RISK]),
        verdicts=_rows(site, unit, [v for v in binding if v.state not in URGENT]),
        joint=_rows(site, unit, [v for v in _by_gravity(joint(site, unit)) if v.rule]),
        next=coming,
        due=[(wording.day(d), forms) for d, forms in coming.days if d >= as_of] if coming else [],
        templates=templates,
        clauses=[_clause(site, unit, clause) for clause in duties(site, unit)],
        filing=_rows(site, unit, of_filing(site, unit)),
        filings=filings,
        ahead=ahead.of_unit(site, unit.id),
        changes=turned.of_unit(site, unit.id),
        decisions=decisions.rows(site, unit),
        exceptions=exceptions.rows(site, unit),
        figures=figures.of_unit(site, unit.id),
        left_out=left_out.rows(site, unit.id),
        missing=joined(((row.period, "“", row.form, "”") for row in filings if row.absent), "；"),
    )


def _facts(site: Site, unit: Unit) -> list[Fact]:
    own = site.results.stands_of(unit.id)
    risky = f"，{State.AT_RISK.word} {at_risk(own)} 项" if at_risk(own) else ""
    forms = [listed(site, owed) for owed in unit.owed]
    return [
        ("状态", Badge(*common(own))),
        ("承担任务和要求", _parts(site, unit)),
        ("本单位需要关注", f"{failures(own)} 项{risky}"),
        (TOGETHER, _shared(joint(site, unit))),
        ("最近一期报送", filing_badge(site, unit)),
        ("应报报表", joined(forms)),
    ]


def _parts(site: Site, unit: Unit) -> str:
    """How many tasks and requirements name it, and in what roles."""
    own = duties(site, unit)
    roles = Counter(role for clause in own if (role := role_of(site, clause, unit)))
    told = "，".join(f"{role} {count} 条" for role, count in roles.items())
    return f"{len(own)} 条（{told}）" if told else f"{len(own)} 条"


def _shared(shared: Sequence[Verdict]) -> str:
    """What is held with others, in a line."""
    failed, risky = failures(shared), at_risk(shared)
    told = [f"需要关注 {failed} 项"] if failed else []
    told += [f"{State.AT_RISK.word} {risky} 项"] if risky else []
    return f"{'，'.join(told)}，不单独记在本单位名下" if told else "没有需要关注的"


def _clause(site: Site, unit: Unit, clause: Clause) -> ClauseDuties:
    told = site.results.narratives.get((unit.id, clause.id), ())
    return ClauseDuties(
        id=clause.id,
        clause=clause_link(clause),
        role=role_of(site, clause, unit),
        badge=Badge(*common(site.results.stands(clause.id, unit.id))),
        duties=[
            _duty(site, unit, provision)
            for provision in clause.provisions
            if unit.id in site.catalogue.involved(provision)
        ],
        progress=f"{told[-1].status}：{told[-1].text}" if told else "",
        period=told[-1].period.label if told else "",
    )


def _duty(site: Site, unit: Unit, provision: Provision) -> DutyRow:
    """How the unit itself stands; where there is nothing about it alone, how all stand together, or
    those whom it supports."""
    binding = site.binding(provision)
    supports = unit.id not in site.catalogue.owners(provision)
    own = [v for v in binding if v.subject == unit.id and v.item is None]
    joint = [] if own else [v for v in binding if supports or v.subject is None]
    role = role_of(site, site.catalogue.clause_of[provision.id], unit)
    shared = TOGETHER if any(v.rule for v in joint) else ""
    return DutyRow(
        provision=provision_link(site, provision),
        kind=provision.kind_name,
        asks=asks(site, provision),
        badge=Badge(*common(own or joint)),
        together=f"{role}，状态不属本单位" if supports and role else shared,
    )


def _filing_rows(site: Site, unit: Unit, month: Term) -> list[FilingRow]:
    case = site.results.case
    if month.first > case.as_of:
        return []
    met = {
        verdict.provision
        for verdict in of_filing(site, unit)
        if verdict.month == month and verdict.state == State.MET
    }
    return [
        _filing_row(
            site,
            unit,
            month,
            duty_of(case, unit.id, month, form),
            site.catalogue.schedules[form.id].provision in met,
        )
        for form in _listed(site, unit, month)
    ]


def _filing_row(site: Site, unit: Unit, month: Term, duty: Duty, in_time: bool) -> FilingRow:
    exempt = site.catalogue.exceptions.exempt(unit.id, duty.form.id, month)
    missing = duty.absent and duty.over and not exempt
    unfiled = State.MISSING_REPORT if missing else State.NOT_DUE
    return FilingRow(
        period=month.label,
        form=form_link(duty.form),
        due=wording.day(duty.last_day),
        received=wording.moment(duty.received) if duty.received else "",
        state=_came(duty, in_time) if duty.versions else "免报" if exempt else unfiled.word,
        path=_file(site, duty.versions[-1]) if duty.versions else None,
        absent=missing,
    )


def _came(duty: Duty, in_time: bool) -> str:
    """When it came in, and what became of it."""
    days = 0 if in_time else duty.days_late()
    unknown = "收到时间未登记" if duty.unregistered else "收到时间不明"
    told = [f"迟报 {days} 天" if days else "按时" if duty.received else unknown]
    again = len(duty.versions) - 1
    told += [f"更正 {again} 次"] if again else []
    told += ["零报告"] if duty.versions[-1].zero else []
    return "，".join(told)


def _file(site: Site, filing: Filing) -> Link | str:
    """The file's name, leading to what is in it."""
    words = filing.file
    return spot_link(site, Spot(filing.path, 0, words))


def _listed(site: Site, unit: Unit, month: Term) -> list[Form]:
    """What it owes, and what it is exempt from."""
    catalogue = site.catalogue
    owed = owes(catalogue, unit, month)
    exempt = catalogue.exceptions.exempt
    return [
        form
        for form in may_file(catalogue, unit, month)
        if form in owed or exempt(unit.id, form.id, month)
    ]


def _by_gravity(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda verdict: GRAVITY.index(verdict.state))


def _rows(site: Site, unit: Unit, verdicts: Sequence[Verdict]) -> list[VerdictRow]:
    return [verdict_row(site, v, next_step(site, v, unit.id)) for v in verdicts]


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each unit, since anything may name it."""
    for unit in site.catalogue.units.values():
        yield Sheet(unit.name, view(site, unit), unit.id)


PAGE = Page("units/{}", sheets, section="责任单位", rank=31)
