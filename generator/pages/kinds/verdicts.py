"""The table of everything that rules judge: each verdict a row, to be filtered by what one asks."""

from __future__ import annotations

from ...frozen import dataclass
from ...judging.verdict import Verdict
from ...words.states import GRAVITY
from ..named import clause_name, computed_at, subject_name
from ..page import Page, alone
from ..site import Site
from ..values import Badge, Link, Quantity
from ..verdicts import compared, gap

NOW = "目前"
"""What the table calls a verdict that says how something stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict; ``order`` sorts its state by gravity, ``now`` says whether it binds today."""

    what: Link
    clause: str
    unit: str
    period: str | None
    state: Badge
    order: int
    value: Quantity | None
    threshold: Quantity | None
    gap: str
    now: str


def rows(site: Site) -> list[Row]:
    """In the notice's order."""
    return [_row(site, verdict) for verdict in site.results.verdicts if verdict.rule]


def _row(site: Site, verdict: Verdict) -> Row:
    catalogue = site.catalogue
    clause = catalogue.clauses[verdict.clause]
    name = catalogue.provisions[verdict.provision].name
    value, threshold = compared(verdict)
    return Row(
        what=Link(name, computed_at(verdict)),
        clause=clause_name(clause),
        unit=subject_name(site, verdict.subject),
        period=verdict.period,
        state=Badge(verdict.state, verdict.word, slim=True),
        order=GRAVITY.index(verdict.state),
        value=value,
        threshold=threshold,
        gap=gap(verdict),
        now=NOW if verdict.binding else "其他",
    )


PAGE = Page("wall/verdicts", alone("判定总表", rows), section="挂图作战", rank=42)
