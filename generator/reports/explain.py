"""``taizhang explain``: a verdict as a sentence, what to do next, and the computation down to cells."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from .. import wording
from ..judging.results import Results
from ..judging.verdict import Outcome, Step, Verdict
from ..ledger.cells import Cell, places
from ..pages.beside import in_words
from ..pages.site import TOGETHER
from ..problems import nearest
from ..words.states import URGENT, State

SHORT = (*URGENT, State.NOT_DUE, State.DEPENDS_ON_DEFINITION)
"""States in which a gap is worth a word."""

_ONE_BY_ONE = 12
"""So many cells are told one by one; more of them as runs of lines."""

_MET = {True: "达到", False: "未达到", None: "不能判定"}


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
    head = Text(f"{verdict.state.shape} {verdict.called}  {verdict.id}", style="bold")
    tree = Tree("计算")
    told = {outcome.name: outcome for outcome in verdict.outcomes if outcome.name}
    named = {step.says for step in verdict.steps}
    for outcome in told.values():
        if outcome.name not in named:
            tree.add(Text(f"{outcome.name}：{_outcome(outcome, verdict.unit)}"))
    for step in verdict.steps:
        _grow(tree, step, told.get(step.says))
    parts: list[RenderableType] = [head, Text(verdict.sentence)]
    parts += [Text(line) for line in facts(results, verdict)]
    if tree.children:
        parts.append(tree)
    return Group(*parts)


def facts(results: Results, verdict: Verdict) -> Iterator[str]:
    """Value, threshold, gap, clause, rule, questions, and what to do next; a line each."""
    catalogue = results.case.catalogue
    figures = list(_figures(verdict))
    if figures:
        yield "，".join(figures)
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


def _figures(verdict: Verdict) -> Iterator[str]:
    value, threshold = wording.compared(
        verdict.value, verdict.threshold, verdict.unit, _decimals(verdict.unit)
    )
    if value:
        yield f"实际 {value}"
    if threshold:
        yield f"要求 {threshold}"
    if verdict.state in SHORT and verdict.value is not None and verdict.threshold is not None:
        gap = wording.gap(verdict.value, verdict.threshold, verdict.unit)
        yield from [gap] if gap else []


def _grow(tree: Tree, step: Step, outcome: Outcome | None = None) -> None:
    if outcome:
        said = f"{step.says}：{_outcome(outcome, step.unit)}"
    else:
        said = step.says + ("" if step.value is None else f"：{_figure(step.value, step.unit)}")
    branch = tree.add(Text(said))
    for part in step.steps:
        _grow(branch, part)
    for cell in step.cells if len(step.cells) <= _ONE_BY_ONE else ():
        branch.add(Text(_cell(cell)))
    if len(step.cells) > _ONE_BY_ONE:
        for place in places(step.cells):
            branch.add(Text(place))


def _cell(cell: Cell) -> str:
    """``file:line:column header 原值 → 采用值 @commit``; the values once where they are the same."""
    place = f"{cell.file}:{cell.line}:{cell.column}" if cell.line else cell.file
    value = cell.value if cell.filed in ("", cell.value) else f"{cell.filed} → {cell.value}"
    return f"{place} {cell.header} {value}" + (f" @{cell.commit}" if cell.commit else "")


def _outcome(outcome: Outcome, unit: str) -> str:
    shown = wording.compared(outcome.value, outcome.threshold, unit, _decimals(unit))[0]
    told = [shown] if shown else []
    told += [_MET[outcome.met]] if outcome.threshold is not None and outcome.met is not None else []
    return "，".join([*told, *([outcome.detail] if outcome.detail else [])])


def _figure(value: float | None, unit: str) -> str:
    return "没有数" if value is None else wording.quantity(value, unit, _decimals(unit))


def _decimals(unit: str) -> int:
    return 1 if unit == "%" else 2
