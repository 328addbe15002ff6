"""The wall chart of tasks and requirements: how each stood, month after month, on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ... import wording
from ...calendar import Month
from ...catalogue.model import Target
from ...judging.stood import Stood
from ...judging.verdict import Settled
from ..months import WallView, row, wall
from ..named import clause_name
from ..page import Page, alone
from ..rhythm import called
from ..site import Site
from ..values import Place


def view(site: Site) -> WallView:
    """Tasks and requirements by month, with the days on which something falls due."""
    flags = _flags(site)
    term = called(site.catalogue)
    rows = [
        row(
            site,
            clause_name(clause),
            Place("clause", clause.id),
            partial(_of_clause, clause.id),
            flags.get(clause.id, {}),
        )
        for clause in site.catalogue.duties
    ]
    return wall(
        site,
        "任务或要求",
        f"各项任务和要求{term.by}的状态，{term.every}末所见；◆ 是通知写明的节点。可打印为一张 A3 横幅。",
        f"任务和要求（行）与{term.name}（列），格中为当期最需关注的状态",
        rows,
    )


def _of_clause(clause: str, stood: Stood[Settled]) -> Sequence[Settled]:
    return stood.stands(clause)


def _flags(site: Site) -> dict[str, dict[Month, str]]:
    """What falls due when, by clause: the checkpoints and last days that the notice names."""
    months = set(site.results.case.months)
    found: dict[str, dict[Month, list[str]]] = {}
    for clause in site.catalogue.duties:
        for provision in clause.provisions:
            if not isinstance(provision, Target):
                continue
            days = provision.on_the_way
            days += [provision.due] if provision.due else []
            for day in days:
                if (month := Month.of(day)) in months:
                    told = f"{wording.day(day)} {provision.name}"
                    found.setdefault(clause.id, {}).setdefault(month, []).append(told)
    return {
        clause: {month: "；".join(told) for month, told in by_month.items()}
        for clause, by_month in found.items()
    }


PAGE = Page("wall/index", alone("挂图作战", view), section="挂图作战", rank=40)
