"""What the notice leaves open, and what is in use although nobody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import wording
from ..catalogue.model import Question
from ..words.states import State
from . import filing
from .laws import Law, laws
from .site import Site, clause_link, form_link, provision_link, question_links, subject_link
from .values import Line, Link, Place, joined


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    question: str
    status: str
    quote: str
    default: str
    readings: tuple[str, ...]
    effect: str
    resolution: str
    clauses: Line
    hanging: Line
    units: Line


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """Something in use without the office's word."""

    what: Link | str
    where: str
    default: str
    effect: str
    questions: Line


@dataclass(frozen=True, slots=True)
class AssumedView:
    """What this city's files assume, and what judging does wherever a notice says nothing."""

    rows: list[AssumedRow]
    laws: tuple[Law, ...]


def view(site: Site) -> list[QuestionView]:
    """Every question in order, open ones and settled ones."""
    return [_question(site, question) for question in site.catalogue.questions.values()]


def _question(site: Site, question: Question) -> QuestionView:
    clauses = [c for c in site.clauses if c.id in question.clauses]
    hanging = [
        Link(p.id, Place("clause", clause.id, p.id))
        for clause in site.clauses
        for p in site.provisions(clause)
        if question.id in p.questions
    ]
    undecided = dict.fromkeys(
        v.subject
        for v in site.results.verdicts
        if v.state == State.DEPENDS_ON_DEFINITION and question.id in v.questions
    )
    resolution = question.resolution
    return QuestionView(
        id=question.id,
        question=question.question,
        status="待明确" if question.status == "open" else "已明确",
        quote=wording.quoted(question.quote),
        default=question.default,
        readings=question.readings,
        effect=question.effect,
        resolution=f"{resolution.text.rstrip('。')}（{resolution.paper}，{wording.day(resolution.date)}）"
        if resolution
        else "",
        clauses=joined(clause_link(clause) for clause in clauses),
        hanging=joined(hanging),
        units=joined(subject_link(site, unit) for unit in undecided),
    )


def assumed(site: Site) -> AssumedView:
    """All that is in use without the office's word."""
    return AssumedView(_declared(site), laws(site))


def _declared(site: Site) -> list[AssumedRow]:
    """All entries whose basis is ``assumed``, wherever they are declared."""
    return [
        AssumedRow(
            what,
            where,
            default,
            _effects(site, ids),
            question_links([site.catalogue.questions[i] for i in ids]),
        )
        for what, where, default, ids in _assumed(site)
    ]


def _assumed(site: Site) -> Iterator[tuple[Link | str, str, str, tuple[str, ...]]]:
    catalogue = site.catalogue
    policy = catalogue.filing
    if policy.basis == "assumed":
        yield (
            "报送期限",
            "rules/filing.yaml",
            policy.note or filing.deadline(site),
            policy.questions,
        )
    if policy.nothing_new and policy.nothing_new.basis == "assumed":
        said = f"{wording.join(policy.nothing_new.phrases)}。{policy.nothing_new.note}"
        yield "无新内容的说法", "rules/filing.yaml", said, ()
    for group in catalogue.groups.values():
        if group.basis == "assumed":
            members = wording.join(catalogue.units[m].name for m in group.members)
            what = Link(group.name, Place("units", anchor=group.id))
            yield what, "units.yaml", members, group.questions
    for register in catalogue.registers.values():
        if register.basis == "assumed":
            said = register.note or f"计 {register.expected} 个"
            yield register.name, "units.yaml", said, register.questions
    for clause in site.clauses:
        for provision in site.provisions(clause):
            if provision.basis == "assumed":
                what = provision_link(site, provision)
                yield what, "tasks.yaml", provision.note, provision.questions
    for rule in catalogue.rules:
        provision = catalogue.provisions[rule.provision]
        if rule.basis == "assumed":
            words = rule.title or f"{wording.quoted(provision.name)}的判定办法"
            what = provision_link(site, provision, words)
            yield what, "rules/judging", rule.note, rule.questions
    for form in site.forms:
        if form.basis == "assumed":
            what = form_link(form, f"{wording.quoted(form.name)}表样")
            yield what, f"rules/forms/{form.id}.yaml", form.note or form.purpose, ()


def _effects(site: Site, ids: tuple[str, ...]) -> str:
    return wording.told(site.catalogue.questions[name].effect for name in ids)
