"""What the notice leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ...catalogue.model import Question
from ...words.states import State
from ..page import Page, alone
from ..site import Site, clause_link, subject_link
from ..values import Line, Link, Place, joined


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


PAGE = Page("questions", alone("待明确的口径", view), section="口径与决定", rank=50)
