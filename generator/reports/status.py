"""``taizhang status``: how a unit stands, clause by clause, or everyone, unit by unit."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from generator import wording
from generator.catalogue.model import Unit
from generator.judging import Results, State, Verdict
from generator.judging.verdict import ATTENTION, GRAVITY, gravest
from generator.pages.states import LABELS

_COLUMNS = (*ATTENTION, State.DEPENDS_ON_DEFINITION, State.ON_TRACK, State.MET, State.ATTESTED)


def everyone(results: Results) -> RenderableType:
    """A row for each unit that answers for anything, in the notice's order."""
    table = Table(title=f"截至{wording.day(results.case.as_of)}各单位情况")
    table.add_column("单位", no_wrap=True)
    for state in _COLUMNS:
        table.add_column(LABELS[state].word, justify="right")
    table.add_column("最近一期报送", no_wrap=True)
    for unit in results.case.catalogue.units.values():
        own = _binding(results, unit)
        if own:
            counts = Counter(verdict.state for verdict in own)
            numbers = [str(counts[state] or "") for state in _COLUMNS]
            table.add_row(unit.name, *numbers, _filing(results, unit))
    return table


def one(results: Results, unit: Unit) -> RenderableType:
    """What needs attention first, then a row for each clause."""
    own = _binding(results, unit)
    urgent = sorted(
        (verdict for verdict in own if verdict.state in ATTENTION),
        key=lambda verdict: GRAVITY.index(verdict.state),
    )
    clauses = Table(title="各条情况")
    for name in ("条", "标题", "状态", "判定"):
        clauses.add_column(name)
    for clause in results.case.catalogue.clauses.values():
        states = [verdict.state for verdict in own if verdict.clause == clause.id]
        worst = gravest(states)
        if worst is None:
            continue
        label = LABELS[worst]
        told = "、".join(
            f"{LABELS[state].word}{number}" for state, number in Counter(states).items()
        )
        clauses.add_row(clause.id, clause.title, f"{label.shape} {label.word}", told)
    head = Text(f"{unit.name}，截至{wording.day(results.case.as_of)}", style="bold")
    return Group(head, *(_line(verdict) for verdict in urgent), clauses)


def _line(verdict: Verdict) -> Text:
    label = LABELS[verdict.state]
    text = Text(f"{label.shape} {label.word}  {verdict.sentence}")
    if verdict.next:
        text.append(f"\n    → {verdict.next}")
    return text.append(f"\n    taizhang explain {verdict.id}", style="dim")


def _binding(results: Results, unit: Unit) -> list[Verdict]:
    return [verdict for verdict in results.by_unit.get(unit.id, ()) if verdict.binding]


def _filing(results: Results, unit: Unit) -> str:
    provision = results.case.catalogue.filing.provision
    last = next(
        (
            verdict
            for verdict in _binding(results, unit)
            if verdict.provision == provision and verdict.subject == unit.id
        ),
        None,
    )
    return f"{last.period} {LABELS[last.state].word}" if last else ""
