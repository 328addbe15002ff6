"""What the notice leaves open, and what is in use although nobody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from .. import wording
from ..catalogue.model import Question
from ..words.states import State
from . import filing, links
from .laws import Law, laws
from .links import Linker
from .render import text
from .site import TOGETHER, Site, clause_link, question_links, unit_link


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
    clauses: Markup
    hanging: Markup
    units: Markup


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """Something in use without the office's word."""

    what: Markup
    where: str
    default: str
    effect: str
    questions: Markup


@dataclass(frozen=True, slots=True)
class AssumedView:
    """What this city's files assume, and what judging does wherever a notice says nothing."""

    rows: list[AssumedRow]
    laws: tuple[Law, ...]


def view(site: Site) -> list[QuestionView]:
    """Every question in order, open ones and settled ones."""
    return [_question(site, question) for question in site.catalogue.questions.values()]


def _question(site: Site, question: Question) -> QuestionView:
    link = Linker(links.QUESTIONS)
    clauses = [c for c in site.clauses if c.id in question.clauses]
    hanging = [
        link.to(links.clause(clause.id), text(p.id), p.id)
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
        clauses=Markup("、").join(clause_link(clause, link) for clause in clauses),
        hanging=Markup("、").join(hanging),
        units=Markup("、").join(
            unit_link(site, unit, link) if unit else Markup(TOGETHER) for unit in undecided
        ),
    )


def assumed(site: Site) -> AssumedView:
    """All that is in use without the office's word."""
    return AssumedView(_declared(site), laws(site))


def _declared(site: Site) -> list[AssumedRow]:
    """All entries whose basis is ``assumed``, wherever they are declared."""
    link = Linker(links.ASSUMED)
    return [
        AssumedRow(
            what,
            where,
            default,
            _effects(site, ids),
            question_links(site, [site.catalogue.questions[i] for i in ids], link),
        )
        for what, where, default, ids in _assumed(site, link)
    ]


def _assumed(site: Site, link: Linker) -> Iterator[tuple[Markup, str, str, tuple[str, ...]]]:
    catalogue = site.catalogue
    policy = catalogue.filing
    if policy.basis == "assumed":
        yield (
            text("报送期限"),
            "rules/filing.yaml",
            policy.note or filing.deadline(site),
            policy.questions,
        )
    if policy.nothing_new and policy.nothing_new.basis == "assumed":
        said = f"{wording.join(policy.nothing_new.phrases)}。{policy.nothing_new.note}"
        yield text("无新内容的说法"), "rules/filing.yaml", said, ()
    for group in catalogue.groups.values():
        if group.basis == "assumed":
            members = wording.join(catalogue.units[m].name for m in group.members)
            what = link.to(links.UNITS, text(group.name), group.id)
            yield what, "units.yaml", members, group.questions
    for register in catalogue.registers.values():
        if register.basis == "assumed":
            said = register.note or f"计 {register.expected} 个"
            yield text(register.name), "units.yaml", said, register.questions
    for clause in site.clauses:
        for provision in site.provisions(clause):
            if provision.basis == "assumed":
                what = link.to(links.clause(clause.id), text(provision.name), provision.id)
                yield what, "tasks.yaml", provision.note, provision.questions
    for rule in catalogue.rules:
        provision = catalogue.provisions[rule.provision]
        if rule.basis == "assumed":
            clause = catalogue.clause_of[provision.id]
            words = text(rule.title or f"{wording.quoted(provision.name)}的判定办法")
            what = link.to(links.clause(clause.id), words, provision.id)
            yield what, "rules/judging", rule.note, rule.questions
    for form in site.forms:
        if form.basis == "assumed":
            what = link.to(links.form(form.id), text(f"{wording.quoted(form.name)}表样"))
            yield what, f"rules/forms/{form.id}.yaml", form.note or form.purpose, ()


def _effects(site: Site, ids: tuple[str, ...]) -> str:
    return wording.told(site.catalogue.questions[name].effect for name in ids)
