"""What is short (还差什么): who, what, by how much, by when, and what can still be done."""

from __future__ import annotations

from collections.abc import Mapping

from ...frozen import dataclass
from .. import short
from ..named import unit_link
from ..page import Page, alone
from ..short import COLUMNS, Group
from ..site import Site
from ..values import Line


@dataclass(frozen=True, slots=True)
class ShortView:
    """``summary`` counts it all, '' where nothing is short; ``untold`` are the units that did not tell in
    words, and how many things of each."""

    summary: str
    groups: list[Group]
    untold: list[Line]
    columns: tuple[str, ...] = COLUMNS


def view(site: Site) -> ShortView:
    """Everything that is short on the day."""
    silent = short.untold(site)
    found = short.every(site)
    counts: dict[str, int] = {}
    for verdict in silent:
        for unit in [verdict.subject] if verdict.subject else verdict.owners:
            counts[unit] = counts.get(unit, 0) + 1
    ordered: Mapping[str, int] = {u: counts[u] for u in site.catalogue.units if u in counts}
    return ShortView(
        summary=short.counted(found, len(silent)),
        groups=short.groups(site),
        untold=[(unit_link(site, unit), f"{number}项") for unit, number in ordered.items()],
    )


PAGE = Page("progress/index", alone("还差什么", view), section="进展", rank=2)
