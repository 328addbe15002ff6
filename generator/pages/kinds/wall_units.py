"""The wall chart of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ...judging.stood import Stood
from ...judging.verdict import TOGETHER, Settled
from ..months import WallView, row, wall
from ..named import joint_link
from ..page import Page, alone
from ..rhythm import called
from ..site import Site
from ..values import Place


def view(site: Site) -> WallView:
    """Units by month: the gravest of what is about each alone; what they hold together has a row of
    its own."""
    term = called(site.catalogue)
    rows = [
        row(site, unit.name, Place("unit", unit.id), partial(_of_unit, unit.id))
        for unit in site.answerable
    ]
    joint = row(site, TOGETHER, Place("verdicts"), _of_all)
    rows.append(replace(joint, head=joint_link()))
    return wall(
        site,
        "责任单位",
        f"各单位{term.by}的状态，只看本单位自己的，取最需关注的一项；共同承担的列在最后一行。可打印为一张 A3 横幅。",
        f"责任单位（行）与{term.name}（列），格中为当期最需关注的状态",
        rows,
    )


def _of_unit(unit: str, stood: Stood[Settled]) -> Sequence[Settled]:
    return stood.stands_of(unit)


def _of_all(stood: Stood[Settled]) -> Sequence[Settled]:
    return [verdict for verdict in stood.joint if verdict.binding and verdict.rule]


PAGE = Page("wall/units", alone("单位挂图", view), section="挂图作战", rank=41, template="wall")
