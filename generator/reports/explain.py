"""``taizhang explain``: a verdict as a sentence, what to do next, and the computation down to cells."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from .. import wording
from ..judging.results import Results
from ..judging.verdict import TOGETHER, Verdict
from ..pages.beside import in_words
from ..pages.computation import computation, decimals
from ..pages.render.terminal import tree, words
from ..pages.values import Badge, Value, compared, joined
from ..problems import nearest
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


def explain(results: Results, verdict: Verdict) -> RenderableType:
    """All that there is to say of a verdict."""
    head = f"{words(Badge(verdict.state, verdict.word))}  {verdict.id}"
    parts: list[RenderableType] = [Text(head, style="bold"), Text(verdict.sentence)]
    parts += [Text(words(line)) for line in facts(results, verdict)]
    computed = computation(verdict)
    if computed.items:
        parts.append(tree("计算", computed))
    return Group(*parts)


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
    yield f"条文：{clause.number}{clause.title}（{verdict.provision}）{quote}"
    rule = next((rule for rule in catalogue.rules if rule.id == verdict.rule), None)
    if rule:
        yield f"规则：{rule.id}（{rule.declared}）{rule.note}"
    open_ = catalogue.is_open(verdict.questions)
    if open_:
        yield "待明确的口径：" + "；".join(
            f"{question.id} {question.question}" for question in open_
        )
    entries = {entry.id: entry for entry in catalogue.exceptions.entries}
    for id_ in verdict.exceptions:
        yield f"{id_}：{in_words(entries[id_])}"
    if verdict.next:
        yield f"下一步：{verdict.next}"


def _figures(verdict: Verdict) -> Iterator[Value]:
    value, threshold = compared(
        verdict.value, verdict.threshold, verdict.unit, decimals(verdict.unit)
    )
    if value:
        yield ("实际 ", value)
    if threshold:
        yield ("要求 ", threshold)
    if verdict.state in SHORT and verdict.value is not None and verdict.threshold is not None:
        gap = wording.gap(verdict.value, verdict.threshold, verdict.unit)
        yield from [gap] if gap else []
