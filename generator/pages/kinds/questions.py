"""What the notice leaves open."""

from __future__ import annotations

from ... import wording
from ...catalogue.model import Question
from ...frozen import dataclass
from ...words.states import State
from .. import editing
from ..named import clause_link, subject_link
from ..page import Named, Page, alone
from ..site import Site
from ..values import Fact, Item, Link, Outline, Place, joined


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with what is known of it and what hangs on it."""

    asked: Question
    facts: list[Fact]


def view(site: Site) -> list[QuestionView]:
    """Every question in order, open ones and settled ones."""
    return [_question(site, question) for question in site.catalogue.questions.values()]


def _question(site: Site, question: Question) -> QuestionView:
    clauses = [c for c in site.clauses if c.id in question.clauses]
    hanging = [
        Link(p.id, Place("clause", clause.id, p.id))
        for clause in site.clauses
        for p in clause.provisions
        if question.id in p.questions
    ]
    undecided = dict.fromkeys(
        v.subject
        for v in site.results.verdicts
        if v.state == State.DEPENDS_ON_DEFINITION and question.id in v.questions
    )
    facts: list[Fact] = [
        ("状态", "待明确" if question.status == "open" else "已明确"),
        ("原文", wording.quoted(question.quote)),
        ("涉及", joined(map(clause_link, clauses)) or "报送总体要求"),
        ("各种读法", Outline(tuple(map(Item, question.readings))) if question.readings else None),
        ("暂按", question.default),
        ("影响", question.effect or None),
        ("决定", _decided(question)),
        ("相关事项", joined(hanging) or None),
        ("目前因此不作结论的", joined(subject_link(site, unit) for unit in undecided) or None),
        (editing.EDIT, editing.beside(site, question) or None),
    ]
    return QuestionView(question, [fact for fact in facts if fact[1] is not None])


def _decided(question: Question) -> str | None:
    told = question.resolution
    if told is None:
        return None
    return f"{told.text.rstrip('。')}（{told.paper}，{wording.day(told.date)}）"


def _named(site: Site) -> list[Named]:
    return [
        Named((f"{q.id} {q.question}", q.id, q.question), q.id)
        for q in site.catalogue.questions.values()
    ]


PAGE = Page("questions", alone("待明确的口径", view, _named), section="口径与决定", rank=50)
