"""The table of everything that rules judge: each verdict a row, to be filtered by what one asks."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..judging.verdict import Verdict
from ..words.states import GRAVITY
from . import links
from .computation import anchor
from .links import Linker
from .render import text
from .site import Site, clause_name, compared, gap, subject_name

NOW = "目前"
"""What the table calls a verdict that says how something stands."""


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict; ``order`` sorts its state by gravity, ``now`` says whether it binds today."""

    what: Markup
    clause: str
    unit: str
    period: str
    state: Markup
    order: int
    value: str
    threshold: str
    gap: str
    now: str


def rows(site: Site) -> list[Row]:
    """In the notice's order."""
    link = Linker(links.VERDICTS)
    return [_row(site, verdict, link) for verdict in site.results.verdicts if verdict.rule]


def _row(site: Site, verdict: Verdict, link: Linker) -> Row:
    catalogue = site.catalogue
    clause = catalogue.clauses[verdict.clause]
    name = catalogue.provisions[verdict.provision].name
    value, threshold = compared(verdict)
    return Row(
        what=link.to(links.clause(clause.id), text(name), anchor(verdict)),
        clause=clause_name(clause),
        unit=subject_name(site, verdict.subject),
        period=verdict.period or "",
        state=Markup('<b class="s state-{}" aria-hidden="true">{}</b> {}').format(
            verdict.state, verdict.state.shape, verdict.called
        ),
        order=GRAVITY.index(verdict.state),
        value=value,
        threshold=threshold,
        gap=gap(verdict),
        now=NOW if verdict.binding else "其他",
    )
