"""What remains of a node, apart by what the form itself tells it by: money by unit, level and project, the
items of a register that had no turn, the forms that are missing.

It is taken from the rows behind the figures of the verdicts, through the doors that know what the public may
not: nothing is here that no page of filings shows.
"""

from __future__ import annotations

from ..nodes import Node
from ..site import Site
from . import filings, listed, rows
from .view import Remaining, Rows

__all__ = ["Remaining", "Rows", "of"]


def of(site: Site, node: Node) -> Remaining | None:
    """What remains at a node; None where nothing can be told apart."""
    return site.once(("remaining", node.provision.id, node.stage), lambda: _of(site, node))


def _of(site: Site, node: Node) -> Remaining | None:
    if node.term is not None:
        return filings.of(site, node)
    judging = (
        r for r in site.catalogue.rules_of[node.provision.id] if r.id == node.verdicts[0].rule
    )
    rule = next(judging)
    if rule.options.covers:
        return listed.of_register(site, site.catalogue.registers[rule.options.covers], node)
    measured = getattr(node.provision, "indicator", None)
    indicator = site.catalogue.indicators.get(measured or rule.options.figure)
    if indicator is not None and indicator.denominator is not None:
        return rows.of(site, node, indicator)
    return listed.of_steps(site, node)
