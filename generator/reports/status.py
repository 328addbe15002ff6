"""``taizhang status``: how a unit stands, clause by clause, or everyone, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType

from .. import wording
from ..catalogue.model import Unit
from ..judging.results import Results
from ..judging.verdict import TOGETHER, Verdict, common
from ..pages.render import terminal
from ..pages.render.terminal import Lines
from ..pages.values import Badge, Line, Table
from ..words.states import GRAVITY, URGENT, State

_COLUMNS = (*URGENT, State.DEPENDS_ON_DEFINITION, State.ON_TRACK, State.MET, State.ATTESTED)


def everyone(results: Results) -> RenderableType:
    """A row for each unit that answers for anything, in the notice's order, by what is about it
    alone; then one for what they hold together."""
    rows: list[Line] = [
        (unit.name, *_numbers(results.stands_of(unit.id)), _filing(results, unit))
        for unit in results.case.catalogue.units.values()
        if results.own_of(unit.id) or results.joint_of(unit.id)
    ]
    rows.append((TOGETHER, *_numbers(_binding(results.joint)), ""))
    columns = ("单位", *(state.word for state in _COLUMNS), "最近一期报送")
    title = f"{wording.day(results.case.as_of)}各单位情况"
    return terminal.table(Table(title, columns, tuple(rows)))


def one(results: Results, unit: Unit) -> RenderableType:
    """What needs attention first, then a row for each clause; what the unit holds with others is
    told apart."""
    own, joint = results.stands_of(unit.id), _binding(results.joint_of(unit.id))
    head = Lines(f"{unit.name}，{wording.day(results.case.as_of)}", style="bold")
    parts: list[RenderableType] = [head, *map(_line, _urgent(own))]
    parts += ["", _by_clause(results, "各条情况（本单位）", own)]
    if joint:
        parts += ["", Lines(f"{TOGETHER}（只计一次，不单独记在本单位名下）", style="bold")]
        parts += map(_line, _urgent(joint))
        parts += ["", _by_clause(results, f"各条情况（{TOGETHER}）", joint)]
    return Group(*parts)


def _by_clause(results: Results, title: str, verdicts: Sequence[Verdict]) -> RenderableType:
    rows: list[Line] = []
    for clause in results.case.catalogue.clauses.values():
        here = [verdict for verdict in verdicts if verdict.clause == clause.id]
        state, own = common(here)
        if state is None:
            continue
        counts = Counter(verdict.called for verdict in here)
        told = "、".join(f"{name}{number}" for name, number in counts.items())
        rows.append((clause.id, clause.title, Badge(state, own), told))
    return terminal.table(Table(title, ("条", "标题", "状态", "判定"), tuple(rows)))


def _urgent(verdicts: Iterable[Verdict]) -> list[Verdict]:
    found = (verdict for verdict in verdicts if verdict.state in URGENT)
    return sorted(found, key=lambda verdict: GRAVITY.index(verdict.state))


def _line(verdict: Verdict) -> RenderableType:
    lines = [Lines(f"{verdict.state.shape} {verdict.called}  {verdict.sentence}", hang=2)]
    if verdict.next:
        lines.append(Lines(f"    → {verdict.next}", hang=2))
    return Group(*lines, Lines(f"    taizhang explain {verdict.id}", style="dim"))


def _binding(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.binding]


def _numbers(verdicts: Iterable[Verdict]) -> list[int | None]:
    counts = Counter(verdict.state for verdict in verdicts)
    return [counts[state] or None for state in _COLUMNS]


def _filing(results: Results, unit: Unit) -> str:
    """The newest term, of those that are due if any is; older ones that are still missing bind as well."""
    asking = results.case.catalogue.filing_provisions
    own = [v for v in _binding(results.own_of(unit.id)) if v.provision in asking]
    terms = [(v.state != State.NOT_DUE, v.month, v) for v in own if v.month]
    if not terms:
        return ""
    *_, last = max(terms, key=lambda told: told[:2])
    return f"{last.period} {last.called}"
