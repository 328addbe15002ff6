"""``taizhang explain``: a verdict as a sentence, what to do next, and the computation down to cells."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from generator import wording
from generator.judging import Results, State, Verdict
from generator.judging.verdict import Outcome, Step
from generator.ledger.cells import Cell, places
from generator.pages.states import LABELS
from generator.problems import nearest

SHORT = (
    State.BEHIND,
    State.OVERDUE,
    State.NOT_DUE,
    State.MISSING_REPORT,
    State.DEPENDS_ON_DEFINITION,
)
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
    label = LABELS[verdict.state]
    head = Text(f"{label.shape} {label.word}  {verdict.id}", style="bold")
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
    figures = [
        f"{name} {_figure(value, verdict.unit)}"
        for name, value in (("实际", verdict.value), ("要求", verdict.threshold))
        if value is not None
    ]
    if verdict.gap is not None and round(verdict.gap, 9) and verdict.state in SHORT:
        figures.append(f"差距 {wording.difference(verdict.gap, verdict.unit)}")
    if figures:
        yield "，".join(figures)
    clause = catalogue.clauses[verdict.clause]
    yield f"条文：{clause.number}{clause.title}（{verdict.provision}）“{verdict.quote}”"
    rule = next((rule for rule in catalogue.rules if rule.id == verdict.rule), None)
    if rule:
        yield f"规则：{rule.id}（{rule.declared}）{rule.note}"
    open_ = catalogue.is_open(verdict.questions)
    if open_:
        yield "待定：" + "；".join(f"{question.id} {question.question}" for question in open_)
    if verdict.next:
        yield f"下一步：{verdict.next}"


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
    told = [_figure(outcome.value, unit)] if outcome.value is not None else []
    told += [_MET[outcome.met]] if outcome.threshold is not None and outcome.met is not None else []
    return "，".join([*told, *([outcome.detail] if outcome.detail else [])])


def _figure(value: float | None, unit: str) -> str:
    return "没有数" if value is None else wording.quantity(value, unit, 2 if unit != "%" else 1)
