"""A responsibility page for each unit: what it owes, under which clause, by when, what it filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator import wording
from generator.calendar import Month
from generator.catalogue.model import Clause, Form, Provision, Unit
from generator.intake.find import owes
from generator.judging.results import concerned
from generator.judging.verdict import ATTENTION, GRAVITY, State, Verdict
from generator.ledger import Filing
from generator.ledger.cells import Spot
from generator.pages import ahead, changes, decisions, downloads, figures, links
from generator.pages.clause import asks
from generator.pages.links import Linker
from generator.pages.render import text
from generator.pages.site import (
    Site,
    VerdictRow,
    clause_link,
    spot_link,
    unit_links,
    verdict_row,
)
from generator.pages.states import badge


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that the unit owes."""

    provision: Markup
    kind: str
    asks: str
    badge: Markup


@dataclass(frozen=True, slots=True)
class ClauseDuties:
    id: str
    clause: Markup
    badge: Markup
    duties: list[Duty]
    progress: str
    period: str


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One form for one month."""

    period: str
    form: Markup
    due: str
    received: str
    state: str
    path: Markup


@dataclass(frozen=True, slots=True)
class UnitView:
    title: str
    kind: str
    aliases: str
    note: str
    facts: list[tuple[str, str | Markup]]
    attention: list[VerdictRow]
    next: downloads.MonthRow | None
    clauses: list[ClauseDuties]
    filing: list[VerdictRow]
    filings: list[FilingRow]
    missing: list[str]
    verdicts: list[VerdictRow]
    templates: list[downloads.MonthRow]
    ahead: list[ahead.Upcoming]
    changes: changes.Changes
    decisions: list[decisions.MatterRow]
    figures: list[figures.Figure]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list of all."""

    link: Markup
    kind: str
    badge: Markup
    clauses: int
    attention: int
    filing: Markup


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: str
    name: str
    membership: str
    members: Markup
    note: str


def answerable(site: Site) -> list[Unit]:
    """The units that answer for anything, in the notice's order."""
    return [unit for unit in site.catalogue.units.values() if unit.id in site.results.by_unit]


def rows(site: Site) -> list[UnitRow]:
    link = Linker(links.UNITS)
    kinds = {kind.id: kind.name for kind in site.catalogue.kinds}
    return [
        UnitRow(
            link=link.to(links.unit(unit.id), text(unit.name)),
            kind=kinds[unit.kind],
            badge=badge(_worst(site, unit)),
            clauses=len(_clauses(site, unit)),
            attention=sum(v.state in ATTENTION for v in _binding(site, unit)),
            filing=badge(_filing_state(site, unit)),
        )
        for unit in answerable(site)
    ]


def groups(site: Site) -> list[GroupRow]:
    link = Linker(links.UNITS)
    return [
        GroupRow(
            id=group.id,
            name=group.name,
            membership="成员未列尽，暂按下列单位" if group.membership == "open" else "成员已定",
            members=unit_links(site, group.members, link),
            note=group.note,
        )
        for group in site.catalogue.groups.values()
    ]


def view(site: Site, unit: Unit) -> UnitView:
    link = Linker(links.unit(unit.id))
    binding = _binding(site, unit)
    attention = [verdict for verdict in binding if verdict.rule and verdict.state in ATTENTION]
    months = site.results.case.months
    templates = downloads.rows(site, unit, link)
    filings = [row for m in months for row in _filing_rows(site, unit, m, link)]
    kinds = {kind.id: kind.name for kind in site.catalogue.kinds}
    return UnitView(
        title=unit.name,
        kind=kinds[unit.kind],
        aliases="、".join(alias.name for alias in unit.aliases),
        note=unit.note,
        facts=_facts(site, unit, binding, link),
        attention=_rows(site, _by_gravity(attention), link),
        next=next((row for row in templates if not site.results.case.closed(row.month)), None),
        templates=templates,
        clauses=[_clause(site, unit, clause, link) for clause in _clauses(site, unit)],
        filing=_rows(site, _of_filing(site, unit), link),
        filings=filings,
        ahead=ahead.of_unit(site, unit.id, link),
        changes=changes.of_unit(site, link, unit.id),
        decisions=decisions.rows(site, link, unit),
        figures=figures.of_unit(site, unit.id, link),
        missing=[
            f"{row.period}“{row.form.striptags()}”" for row in filings if row.state == "未报送"
        ],
        verdicts=_rows(
            site, [v for v in _by_gravity(binding) if v.rule and v not in attention], link
        ),
    )


def _facts(
    site: Site, unit: Unit, binding: Sequence[Verdict], link: Linker
) -> list[tuple[str, str | Markup]]:
    clauses = _clauses(site, unit)
    attention = sum(verdict.state in ATTENTION for verdict in binding)
    forms = [
        link.to(links.form(form.id), text(form.name)) if form in site.forms else text(form.name)
        for form in (site.catalogue.forms[name] for name in unit.files)
    ]
    return [
        ("承担任务和要求", f"{len(clauses)} 条"),
        ("需要关注", f"{attention} 项"),
        ("最近一期报送", badge(_filing_state(site, unit))),
        ("应报报表", Markup("、").join(forms)),
    ]


def _clauses(site: Site, unit: Unit) -> list[Clause]:
    """The tasks and requirements in whose responsibility list the unit stands, itself or in a
    group, or that bind it by an owner of their own."""
    named = {verdict.clause for verdict in site.results.by_unit.get(unit.id, ())}
    return [
        clause
        for clause in site.catalogue.duties
        if unit.id in site.catalogue.members(clause.responsible) or clause.id in named
    ]


def _clause(site: Site, unit: Unit, clause: Clause, link: Linker) -> ClauseDuties:
    told = site.results.narratives.get((unit.id, clause.id), ())
    return ClauseDuties(
        id=clause.id,
        clause=clause_link(clause, link),
        badge=badge(site.results.standing(clause.id, unit.id)),
        duties=[
            _duty(site, unit, provision, link)
            for provision in site.provisions(clause)
            if unit.id in site.catalogue.owners(provision)
        ],
        progress=f"{told[-1].status}：{told[-1].text}" if told else "",
        period=told[-1].period.label if told else "",
    )


def _duty(site: Site, unit: Unit, provision: Provision, link: Linker) -> Duty:
    clause = site.catalogue.clause_of[provision.id]
    states = [
        verdict.state
        for verdict in site.verdicts(provision)
        if verdict.binding and unit.id in concerned(verdict)
    ]
    return Duty(
        provision=link.to(links.clause(clause.id), text(provision.name), provision.id),
        kind=provision.kind_name,
        asks=asks(site, provision),
        badge=badge(min(states, key=GRAVITY.index, default=None)),
    )


def _filing_rows(site: Site, unit: Unit, month: Month, link: Linker) -> list[FilingRow]:
    case = site.results.case
    if month.first > case.as_of:
        return []
    limit = site.catalogue.due(month)
    found = []
    for form in _owed(site, unit, month):
        versions = case.ledger.versions((month, unit.id, form.id), case.as_of)
        page = links.form(form.id)
        name = link.to(page, text(form.name)) if form in site.forms else text(form.name)
        unregistered = bool(versions) and versions[0].unregistered
        first = versions[0].received_at if versions and not unregistered else None
        if versions:
            days = limit.days_late(first) if first else 0
            unknown = "收到时间未登记" if unregistered else "收到时间不明"
            state = f"迟报 {days} 天" if days else ("按时" if first else unknown)
            state += f"，更正 {len(versions) - 1} 次" if len(versions) > 1 else ""
            state += "，零报告" if versions[-1].zero else ""
        else:
            state = "未报送" if case.closed(month) else "未到期"
        found.append(
            FilingRow(
                period=month.label,
                form=name,
                due=wording.day(limit.last_day),
                received=wording.moment(first) if first else "",
                state=state,
                path=_file(site, versions[-1], link) if versions else Markup(""),
            )
        )
    return found


def _file(site: Site, filing: Filing, link: Linker) -> Markup:
    """The file's name, leading to what is in it."""
    words = filing.file
    return spot_link(site, link, Spot(filing.path, 0, words))


def _owed(site: Site, unit: Unit, month: Month) -> list[Form]:
    return owes(site.catalogue, unit, month)


def _binding(site: Site, unit: Unit) -> list[Verdict]:
    return [verdict for verdict in site.results.by_unit.get(unit.id, ()) if verdict.binding]


def _worst(site: Site, unit: Unit) -> State | None:
    return min((v.state for v in _binding(site, unit)), key=GRAVITY.index, default=None)


def _of_filing(site: Site, unit: Unit) -> list[Verdict]:
    """The verdicts on filing on time, month by month, as far as they are due."""
    provision = site.catalogue.provisions[site.catalogue.filing.provision]
    return [
        verdict
        for verdict in site.verdicts(provision)
        if verdict.subject == unit.id and verdict.state != State.NOT_DUE
    ]


def _filing_state(site: Site, unit: Unit) -> State | None:
    return next((v.state for v in _of_filing(site, unit) if v.binding), None)


def _by_gravity(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda verdict: GRAVITY.index(verdict.state))


def _rows(site: Site, verdicts: Sequence[Verdict], link: Linker) -> list[VerdictRow]:
    return [verdict_row(site, verdict, link) for verdict in verdicts]
