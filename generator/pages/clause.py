"""A page for each task and requirement: its words, what it asks for, and how everyone stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .. import wording
from ..catalogue.model import (
    Cadence,
    Catalogue,
    Clause,
    Commitment,
    Deliverable,
    Listing,
    Provision,
    Reference,
    Rule,
    Target,
)
from ..judging.history import Closing
from ..judging.verdict import Verdict, common
from ..words.states import GRAVITY
from .site import (
    BASES,
    TOGETHER,
    Site,
    VerdictRow,
    cells,
    clause_link,
    clause_name,
    form_link,
    kind_name,
    open_questions,
    question_links,
    unit_link,
    unit_links,
    verdict_row,
)
from .todo import next_step
from .values import Badge, Cells, Excerpt, Fact, Line, Link, Mark, Value, joined

GENERAL, TASK, REQUIREMENT = "总体", "任务", "要求"

_EVERY = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}
_OPERATORS = {"at_least": "不低于", "at_most": "不高于", "equal": "等于"}


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """One thing that the clause asks for.

    ``told`` lists the units by state where words alone attest; ``history`` are the verdicts that
    bind no longer, or not yet.
    """

    id: str
    name: str
    badge: Badge
    facts: list[Fact]
    told: list[tuple[Badge, Line]]
    current: list[VerdictRow]
    history: list[VerdictRow]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a unit told last of the clause."""

    unit: Link
    period: str
    status: str
    text: str
    problem: str
    next: str
    evidence: Cells


@dataclass(frozen=True, slots=True)
class ClauseView:
    title: str
    badge: Badge
    responsible: Line
    text: str
    note: str
    questions: Line
    provisions: list[ProvisionView]
    progress: list[Progress]
    silent: Line
    months: list[str]
    strips: list[tuple[Value, list[Mark | None]]]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause in the list of all."""

    link: Link
    kind: str
    section: str
    badge: Badge
    provisions: int
    responsible: Line


def rows(site: Site) -> list[ClauseRow]:
    """Every task and requirement, in the notice's order."""
    sections = {clause.id: title for title, clauses in parts(site.catalogue) for clause in clauses}
    return [
        ClauseRow(
            link=clause_link(clause),
            kind=_kind(site, clause),
            section=sections[clause.id],
            badge=Badge(*common(site.results.stands(clause.id))),
            provisions=len(site.provisions(clause)),
            responsible=unit_links(site, clause.responsible),
        )
        for clause in site.clauses
    ]


def _kind(site: Site, clause: Clause) -> str:
    catalogue = site.catalogue
    if clause in catalogue.preamble:
        return GENERAL
    return REQUIREMENT if clause in catalogue.requirements else TASK


def parts(catalogue: Catalogue) -> list[tuple[str, tuple[Clause, ...]]]:
    """The notice's parts with their clauses: what comes before, the sections, the requirements."""
    sections = [
        (f"{section.number}{section.title}", section.tasks) for section in catalogue.sections
    ]
    every = [("总体", catalogue.preamble), *sections, ("要求", catalogue.requirements)]
    return [(title, clauses) for title, clauses in every if clauses]


def view(site: Site, clause: Clause) -> ClauseView:
    told = _progress(site, clause)
    units = site.catalogue.members(clause.responsible)
    heard = {unit for unit, told_of in site.results.narratives if told_of == clause.id}
    silent = [unit for unit in units if unit not in heard]
    return ClauseView(
        title=clause_name(clause),
        badge=Badge(*common(site.results.stands(clause.id))),
        responsible=unit_links(site, clause.responsible),
        text=clause.text,
        note=clause.note,
        questions=question_links(open_questions(site, clause.questions)),
        provisions=[_provision(site, p) for p in site.provisions(clause)],
        progress=told,
        silent=unit_links(site, silent),
        months=[f"{closing.month.number}月" for closing in site.history],
        strips=_strips(site, clause),
    )


def _strips(site: Site, clause: Clause) -> list[tuple[Value, list[Mark | None]]]:
    """How the clause stood month after month: all of it, what is held together, then each unit."""
    closings = site.history
    every = [c.results.stands(clause.id) for c in closings]
    strips: list[tuple[Value, Sequence[Sequence[Verdict]]]] = [
        ("全部", every),
        (TOGETHER, [[v for v in bound if v.subject is None] for bound in every]),
    ]
    strips += [
        (unit_link(site, unit), [c.results.stands(clause.id, unit) for c in closings])
        for unit in site.catalogue.members(clause.responsible)
    ]
    return [
        (name, [_mark(closing, bound) for closing, bound in zip(closings, stood, strict=True)])
        for name, stood in strips
        if any(stood)
    ]


def _mark(closing: Closing, bound: Sequence[Verdict]) -> Mark | None:
    state, word = common(bound)
    return Mark(state, f"{closing.month}", word) if state else None


def _provision(site: Site, provision: Provision) -> ProvisionView:
    verdicts = site.verdicts(provision)
    binding = sorted(site.binding(provision), key=lambda v: GRAVITY.index(v.state))
    words = [v for v in binding if isinstance(provision, Commitment) and v.rule is None]
    return ProvisionView(
        id=provision.id,
        name=provision.name,
        badge=Badge(*common(binding)),
        facts=_facts(site, provision),
        told=_told(site, words),
        current=_rows(site, [v for v in binding if v not in words]),
        history=_rows(site, [v for v in verdicts if not v.binding]),
    )


def _told(site: Site, verdicts: Sequence[Verdict]) -> list[tuple[Badge, Line]]:
    """Each state with the units that stand so."""
    return [
        (Badge(*how), unit_links(site, [v.subject for v in group if v.subject]))
        for how, group in groupby(
            sorted(verdicts, key=lambda v: GRAVITY.index(v.state)), key=lambda v: (v.state, v.word)
        )
    ]


def _rows(site: Site, verdicts: Sequence[Verdict]) -> list[VerdictRow]:
    return [verdict_row(site, v, next_step(site, v), whole=True) for v in verdicts]


def _facts(site: Site, provision: Provision) -> list[Fact]:
    catalogue = site.catalogue
    facts: list[Fact] = [
        ("类别", provision.kind_name),
        ("依据", _basis(provision)),
    ]
    if provision.title:
        facts.insert(1, ("原文", wording.quoted(provision.quote)))
    asked = asks(site, provision)
    if asked:
        facts.append(("要求", asked))
    if provision.owners:
        facts.append(("责任单位", unit_links(site, provision.owners)))
    rules = catalogue.rules_of.get(provision.id, ())
    if rules:
        facts.append(("判定规则", tuple(_rule(site, rule) for rule in rules)))
    shown = [catalogue.forms[f] for f in provision.evidence if f in catalogue.forms]
    forms = [form_link(f) for f in shown if f in site.forms]
    if forms:
        facts.append(("佐证报表", joined(forms)))
    questions = open_questions(site, provision.questions)
    if questions:
        facts.append(("待明确的口径", question_links(questions)))
    if provision.note:
        facts.append(("说明", provision.note))
    return facts


def _basis(provision: Provision) -> str:
    said = BASES[provision.basis]
    if provision.decision:
        return f"{said}：{provision.decision.paper}（{wording.day(provision.decision.date)}）"
    return said


def _rule(site: Site, rule: Rule) -> Excerpt:
    """What a rule is called, opening to its YAML and to where that stands."""
    said = f"{kind_name(rule.kind)}（{BASES[rule.basis]}）"
    file, _, line = rule.declared.rpartition(":")
    commit = f" · 提交 {site.release.commit[:8]}" if site.release else ""
    return Excerpt(
        anchor=f"rule-{rule.id}",
        title=f"{rule.title}，{said}" if rule.title else said,
        place=f"{file} 第{line}行{commit}",
        lines=tuple(rule.written.split("\n")),
    )


def asks(site: Site, provision: Provision) -> str:
    """What a provision asks for, in a few words."""
    match provision:
        case Target():
            return _target(site, provision)
        case Cadence(every=str(every)):
            times = f"{provision.times} 次" if provision.times > 1 else ""
            day = f"{provision.day} 日前" if provision.day else ""
            return _EVERY[every] + day + times
        case Cadence(months=months) if months:
            return "、".join(f"{month}月" for month in months)
        case Cadence(unspecified=str(word)):
            return f"通知只写{wording.quoted(word)}，未定频次"
        case Deliverable():
            by = f"，{wording.day(provision.due)}前" if provision.due else ""
            return f"{provision.document or '形成成果'}{by}"
        case Listing(items=items):
            return wording.join(items) + ("等" if provision.open else "")
        case Reference(value=value, unit=unit):
            return f"{wording.number(value)}{unit}，只作参考"
        case _:
            return ""


def _target(site: Site, target: Target) -> str:
    indicator = site.catalogue.indicators.get(target.indicator or "")
    unit = indicator.unit if indicator else ""
    operator = _OPERATORS[target.operator]
    name = indicator.name if indicator else ""
    parts = [
        f"{point.date.month}月{point.date.day}日{operator}{wording.number(point.value, 4)}{unit}"
        for point in target.checkpoints
    ]
    if target.value is not None:
        each = _EVERY[target.each] if target.each else ""
        by = f"{wording.day(target.due)}前" if target.due else ""
        parts.append(f"{by}{each}{operator}{wording.number(target.value, 4)}{unit}")
    if target.external_value:
        parts.append(f"目标值为{target.external_value}，通知未载")
    return name + "；".join(parts)


def _progress(site: Site, clause: Clause) -> list[Progress]:
    """The newest words of each responsible unit, in the notice's order."""
    found = []
    for unit in site.catalogue.members(clause.responsible):
        told = site.results.narratives.get((unit, clause.id))
        if told:
            newest = told[-1]
            found.append(
                Progress(
                    unit=unit_link(site, unit),
                    period=newest.period.label,
                    status=newest.status,
                    text=newest.text,
                    problem=newest.problem,
                    next=newest.next,
                    evidence=cells(site, newest.cells),
                )
            )
    return found
