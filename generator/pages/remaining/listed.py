"""What remains of a list: the items of a register that had no turn, what a computation names as missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import wording
from ...catalogue.model import Register
from ...judging.verdict import Step
from ..named import subject_link, subject_name, unit_link
from ..nodes import Node
from ..site import Site
from ..values import Line
from .view import SHOWN, Remaining


def of_register(site: Site, register: Register, node: Node) -> Remaining | None:
    """Item by item: which had no turn yet, by the unit that each belongs to."""
    if not any(verdict.steps for verdict in node.verdicts):
        return None
    had = (step for verdict in node.verdicts for step in verdict.steps[:1])
    done = {cell.value for step in had for cell in step.every_cell()}
    counted = register.counted_items
    rows: list[Line] = []
    for unit in dict.fromkeys(item.unit for item in counted):
        own = [item for item in counted if item.unit == unit]
        left = [item.name for item in own if item.id not in done]
        whose = unit_link(site, unit) if unit else register.name
        rows.append((whose, f"{len(own) - len(left)}/{len(own)}", "、".join(left)))
    had_turn = next(step.says for verdict in node.verdicts for step in verdict.steps)
    sheet = (
        (
            site.catalogue.units[item.unit].name if item.unit else "",
            item.name,
            item.category,
            "是" if item.id in done else "否",
        )
        for item in counted
    )
    return Remaining(
        note=f"{register.name}，逐项",
        columns=("单位", had_turn, "还差"),
        rows=tuple(rows),
        header=("单位", "名称", "类型", had_turn),
        sheet=tuple(sheet),
    )


def of_steps(site: Site, node: Node) -> Remaining | None:
    """What the computations name and do not find, and what they find and do not count."""
    rows: list[Line] = []
    sheet: list[tuple[str, ...]] = []
    for verdict in node.verdicts:
        left = [(name, "") for name in _absent(verdict.steps)]
        read = {outcome.name for outcome in verdict.outcomes}
        for step in (step for step in verdict.steps[1:] if step.says not in read):
            left += [(part.says, step.says) for part in step.steps if part.cells]
        if left:
            told = wording.few([name for name, _ in left], SHOWN, "项")
            rows.append((subject_link(site, verdict.subject), told))
        name = subject_name(site, verdict.subject)
        sheet += [(name, *each) for each in left]
    if not rows:
        return None
    return Remaining(
        note="没有报的，或者没有达到条件、不计入的",
        columns=("单位", "还差"),
        rows=tuple(rows),
        header=("单位", "名称", "说明"),
        sheet=tuple(sheet),
    )


def _absent(steps: Sequence[Step]) -> Iterator[str]:
    """What is named and has neither a number nor a cell."""
    for step in steps:
        if step.steps:
            yield from _absent(step.steps)
        elif step.value is None and not step.cells:
            yield step.says
