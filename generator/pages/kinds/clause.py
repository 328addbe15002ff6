"""A page for each task and requirement: its words, what it asks for, and how everyone stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from ... import wording
from ...catalogue.model import (
    Clause,
    Commitment,
    Provision,
    Rule,
)
from ...frozen import dataclass
from ...judging.history import Closing
from ...judging.narratives import Narrative
from ...judging.verdict import TOGETHER, Settled, Verdict, common
from ...words.states import GRAVITY
from .. import editing, keeping, nodes
from ..amended import COLUMNS as AMENDED
from ..amended import notice_link, of_provision
from ..asks import asks
from ..measures import page_of
from ..named import (
    BASES,
    cells,
    clause_name,
    form_link,
    kind_name,
    question_links,
    unit_link,
    unit_links,
)
from ..page import Later, Named, Page, Sheet
from ..parties import parties
from ..shares import COLUMNS, shares
from ..site import Site, open_questions
from ..todo import next_step
from ..values import Badge, Cells, Excerpt, Fact, Line, Link, Mark, Value, joined
from ..verdicts import VerdictRow, verdict_row
from .clauses import parts


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """One thing that the clause asks for.

    ``told`` lists the units by state where words alone attest; ``shares`` are the numbers that units
    have of their own, ``amended`` is what later notices made of it, ``history`` are the verdicts that bind
    no longer, or not yet.
    """

    id: str
    name: str
    badge: Badge
    facts: list[Fact]
    told: list[tuple[Badge, Line]]
    shares: list[Line]
    amended: list[Line]
    current: list[VerdictRow]
    history: list[VerdictRow]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a unit told last of the clause."""

    unit: Link
    told: Narrative
    evidence: Cells


@dataclass(frozen=True, slots=True)
class ClauseView:
    """``strips`` are how it stood month after month: all of it, what is held together, each unit; ``silent``
    are the units that have told nothing yet, ``columns`` those of what is asked of each unit."""

    facts: list[Fact]
    text: str
    provisions: list[ProvisionView]
    progress: list[Progress]
    silent: Line
    months: list[str]
    strips: list[tuple[Value, list[Mark | None]]]
    columns: tuple[str, ...] = COLUMNS
    amended: tuple[str, ...] = AMENDED


def view(site: Site, clause: Clause) -> ClauseView:
    """A clause with all that it asks for."""
    told = _progress(site, clause)
    units = site.catalogue.members(clause.responsible)
    heard = {unit for unit, told_of in site.results.narratives if told_of == clause.id}
    silent = [unit for unit in units if unit not in heard]
    return ClauseView(
        facts=[("状态", Badge(*common(site.results.stands(clause.id)))), *_about(site, clause)],
        text=clause.text,
        provisions=[_provision(site, p) for p in clause.provisions],
        progress=told,
        silent=unit_links(site, silent),
        months=[f"{closing.month.number}月" for closing in site.history.closings],
        strips=_strips(site, clause),
    )


def _about(site: Site, clause: Clause) -> list[Fact]:
    several = len(site.catalogue.notices) > 1
    facts: list[Fact] = [
        ("通知", notice_link(site, site.catalogue.issued_in[clause.id]) if several else ""),
        *parties(site, clause),
        ("待明确的口径", question_links(open_questions(site, clause.questions))),
        ("说明", clause.note),
    ]
    return [(name, value) for name, value in facts if value]


def _strips(site: Site, clause: Clause) -> list[tuple[Value, list[Mark | None]]]:
    return site.once(("strips", clause.id), lambda: _stood(site, clause))


def _stood(site: Site, clause: Clause) -> list[tuple[Value, list[Mark | None]]]:
    """How the clause stood month after month: all of it, what is held together, then each unit."""
    closings = site.history.closings
    every = [c.stood.stands(clause.id) for c in closings]
    strips: list[tuple[Value, Sequence[Sequence[Settled]]]] = [
        ("全部", every),
        (TOGETHER, [[v for v in bound if v.subject is None] for bound in every]),
    ]
    strips += [
        (unit_link(site, unit), [c.stood.stands(clause.id, unit) for c in closings])
        for unit in site.catalogue.members(clause.responsible)
    ]
    return [
        (name, [_mark(closing, bound) for closing, bound in zip(closings, stood, strict=True)])
        for name, stood in strips
        if any(stood)
    ]


def _mark(closing: Closing, bound: Sequence[Settled]) -> Mark | None:
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
        shares=shares(site, provision, site.binding(provision)),
        amended=of_provision(site, provision),
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


def _followed(site: Site, provision: Provision) -> list[Fact]:
    """Where its figures are shown over time."""
    place = page_of(site, provision.id)
    return [("走势", Link("各单位和每一期的数", place))] if place else []


def _facts(site: Site, provision: Provision) -> list[Fact]:
    catalogue = site.catalogue
    facts: list[Fact] = [
        ("类别", provision.kind_name),
        ("依据", _basis(provision)),
    ]
    if provision.title:
        facts.insert(1, ("原文", wording.quoted(provision.quote)))
    if provision.from_:
        facts.append(("出自", provision.from_))
    if provision.reads:
        from ...catalogue import reads  # with all that reads a notice

        facts.append(("读法", "；".join(each.told for each in reads.of(catalogue, provision))))
    asked = asks(site, provision)
    if asked:
        facts.append(("要求", asked))
    facts += _days(site, provision)
    if provision.owners:
        facts.append(("责任单位", unit_links(site, provision.owners)))
    rules = catalogue.rules_of.get(provision.id, ())
    if rules:
        facts.append(("判定规则", tuple(_rule(site, rule) for rule in rules)))
    facts += _followed(site, provision)
    shown = [catalogue.forms[f] for f in provision.evidence if f in catalogue.forms]
    forms = [form_link(f) for f in shown if f in site.forms]
    if forms:
        facts.append(("佐证报表", joined(forms)))
    questions = open_questions(site, provision.questions)
    if questions:
        facts.append(("待明确的口径", question_links(questions)))
    if provision.note:
        facts.append(("说明", provision.note))
    declared = [editing.beside(site, provision), *(editing.beside(site, rule) for rule in rules)]
    if edits := [line for line in declared if line]:
        facts.append((editing.EDIT, joined(edits, by="；")))
    return facts


def _days(site: Site, provision: Provision) -> list[Fact]:
    """The pages of the days by which it is due."""
    pages = list(nodes.sharing(nodes.of(site, provision)))
    return [("节点和期限", joined(map(nodes.page_link, pages)))] if pages else []


def _basis(provision: Provision) -> str:
    said = BASES[provision.basis]
    if provision.decision:
        return f"{said}：{provision.decision.paper}（{wording.day(provision.decision.date)}）"
    return said


def _rule(site: Site, rule: Rule) -> Excerpt:
    """What a rule is called, opening to its YAML and to where that stands."""
    said = f"{kind_name(rule.kind)}（{BASES[rule.basis]}）"
    commit = f" · 提交 {site.release.commit[:8]}" if site.release else ""
    return Excerpt(
        anchor=f"rule-{rule.id}",
        title=f"{rule.title}，{said}" if rule.title else said,
        place=f"{rule.declared.file} 第{rule.declared.line}行{commit}",
        lines=tuple(rule.written.split("\n")),
    )


def _progress(site: Site, clause: Clause) -> list[Progress]:
    """The newest words of each responsible unit, in the notice's order."""
    told = _told_last(site, clause)
    return [Progress(unit_link(site, each.unit), each, cells(site, each.cells)) for each in told]


def _told_last(site: Site, clause: Clause) -> list[Narrative]:
    responsible = site.catalogue.members(clause.responsible)
    every = (site.results.narratives.get((unit, clause.id)) for unit in responsible)
    return [told[-1] for told in every if told]


def sheets(site: Site) -> Iterator[Sheet]:
    """By the notice's parts."""
    for part, clauses in parts(site):
        for clause in clauses:
            later, named = Later(partial(view, site, clause)), _named(clause)
            made_of = _made_of(site, clause)
            yield Sheet(clause_name(clause), later, clause.id, part, named, made_of)


def _made_of(site: Site, clause: Clause) -> str:
    results = site.results
    verdicts = {v.id: v for v in results.by_clause.get(clause.id, ())}
    verdicts |= {v.id: v for each in clause.provisions for v in site.verdicts(each)}
    heard = [unit for unit, of in results.narratives if of == clause.id]
    return keeping.key(
        site, (), "clause", clause.id, keeping.places(site), repr(_strips(site, clause)),
        *(repr(page_of(site, each.id)) for each in clause.provisions), *keeping.judged(site, verdicts.values()), "",
        *heard, "", *(part for each in _told_last(site, clause) for part in _said_in(site, each)),
    )  # fmt: skip


def _said_in(site: Site, told: Narrative) -> Iterator[str]:
    """All that is shown of what a unit told, and where."""
    yield repr(
        (told.unit, told.period, told.status, told.text, told.problem, told.next, told.content)
    )
    yield repr(tuple(told.cells))
    yield from keeping.shown_at(site, told.cells)


def _named(clause: Clause) -> tuple[Named, ...]:
    """The clause by its number, as people say it, and each thing that it asks for."""
    number = clause.number.strip("（）()、.．")
    said = (f"第{number}项", f"第{number}条") if number else ()
    asked = (Named((each.name, each.id), each.id) for each in clause.provisions)
    return Named((clause.title, clause.id, *said)), *asked


PAGE = Page("tasks/{}", sheets, section="任务和要求", rank=21)
