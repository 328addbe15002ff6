"""``taizhang explain``: a verdict as a sentence, what to do next, and the computation down to cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import wording
from ..catalogue.model import Question
from ..catalogue.model.terms import EDITIONS
from ..judging.results import Results
from ..judging.verdict import TOGETHER, Verdict
from ..pages.beside import in_words
from ..pages.computation import anchor, computation, decimals
from ..pages.values import (
    Badge,
    Item,
    Line,
    Link,
    Outline,
    Paper,
    Part,
    Place,
    Value,
    compared,
    joined,
)
from ..problems import nearest
from ..words.code import Code
from ..words.codes import as_lines
from ..words.states import URGENT, State

SHORT = (*URGENT, State.NOT_DUE, State.DEPENDS_ON_DEFINITION)
"""States in which a gap is worth a word."""


def find(results: Results, name: str) -> list[Verdict]:
    """The verdict of that id, or the binding ones of a provision, a clause or a rule of that id."""
    if name in results.by_id:
        return [results.by_id[name]]
    return [
        verdict
        for verdict in results.verdicts
        if verdict.binding and name in (verdict.provision, verdict.clause, verdict.rule)
    ]


def meant(results: Results, name: str) -> str | None:
    """The id that was probably meant."""
    known = [*results.by_id, *results.by_provision, *results.by_clause]
    return nearest(name, dict.fromkeys(known))


def explain(results: Results, verdict: Verdict) -> Paper:
    """All that there is to say of a verdict."""
    parts: list[Part] = [verdict.sentence, *facts(results, verdict)]
    computed = computation(verdict)
    if computed.items:
        parts.append(Outline((Item("计算", computed.items),)))
    return Paper((Badge(verdict.state, verdict.word), "  ", verdict.id), tuple(parts))


def together(results: Results, verdicts: Sequence[Verdict]) -> Paper:
    """What is said of some verdicts as a paper to hand on: of which day, in which edition, and of
    which data."""
    note = results.case.catalogue.data_note
    day, edition = wording.day(results.case.as_of), EDITIONS[results.audience]
    explained = (explain(results, verdict) for verdict in verdicts)
    noted = [str(note)] if note else []
    return Paper(f"{day}的判定说明（{edition}）", (*noted, *explained))


def explain_code(code: Code) -> Paper:
    """All that there is to say of what a check finds."""
    title, *parts = as_lines(code)
    return Paper(title, tuple(parts))


def facts(results: Results, verdict: Verdict) -> Iterator[Value]:
    """Value, threshold, gap, clause, rule, questions, and what to do next; a line each."""
    catalogue = results.case.catalogue
    figures = list(_figures(verdict))
    if figures:
        yield joined(figures, "，")
    if verdict.data_day:
        yield f"数据截至{wording.day(verdict.data_day)}"
    if verdict.subject is None:
        names = wording.join(results.case.name(unit) for unit in verdict.owners)
        yield f"{TOGETHER}：{names or '各单位'}，只计一次，不单独记在哪个单位名下"
    clause = catalogue.clauses[verdict.clause]
    quote = wording.quoted(verdict.quote)
    page = Link(clause.name, Place("clause", clause.id, anchor(verdict)))
    yield ("条文：", page, f"（{verdict.provision}）{quote}")
    rule = next((rule for rule in catalogue.rules if rule.id == verdict.rule), None)
    if rule:
        yield f"规则：{rule.id}（{rule.declared}）{rule.note}"
    open_ = catalogue.is_open(verdict.questions)
    if open_:
        yield ("待明确的口径：", joined(map(_question, open_), "；"))
    entries = {entry.id: entry for entry in catalogue.exceptions.entries}
    for id_ in verdict.exceptions:
        yield (Link(id_, Place("exceptions", anchor=id_)), f"：{in_words(entries[id_])}")
    if verdict.next:
        yield f"下一步：{verdict.next}"


def _question(question: Question) -> Line:
    return (Link(question.id, Place("questions", anchor=question.id)), f" {question.question}")


def _figures(verdict: Verdict) -> Iterator[Value]:
    value, threshold = compared(
        verdict.value, verdict.threshold, verdict.unit, decimals(verdict.unit), verdict.low
    )
    if value:
        yield ("实际 ", value)
    if threshold:
        yield ("要求 ", threshold)
    if verdict.state in SHORT and verdict.value is not None and verdict.threshold is not None:
        gap = wording.gap(verdict.value, verdict.threshold, verdict.unit, low=verdict.low)
        yield from [gap] if gap else []
