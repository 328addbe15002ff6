"""Proposals and decisions side by side."""

from __future__ import annotations

from ... import wording
from ...catalogue.model import Unit
from ...judging.docket import WORDS, Matter
from ...words.states import State
from ..named import provision_link, unit_link
from ..page import Page, alone
from ..site import Site
from ..values import Badge, Line

_LOOKS = {
    "decided": State.MET,
    "lifted": State.NOT_DUE,
    "waiting": State.FOR_DECISION,
    "unanswered": State.AT_RISK,
    "unproposed": State.CANNOT_JUDGE,
}
"""The state as which a matter is drawn."""


def rows(site: Site, unit: Unit | None = None) -> list[Line]:
    """Every matter of this edition, or those of a unit and of the register items that are its."""
    matters = site.results.matters
    if unit is not None:
        own = {unit.id} | {
            item.id
            for register in site.catalogue.registers.values()
            for item in register.items
            if item.unit == unit.id
        }
        matters = tuple(matter for matter in matters if matter.subject in own)
    return [_row(site, matter) for matter in matters]


def _row(site: Site, matter: Matter) -> Line:
    """Whom it is about, of what, what was proposed, what was decided, and how it stands."""
    catalogue = site.catalogue
    known = matter.subject in catalogue.units
    provision = catalogue.provisions[matter.provision]
    return (
        unit_link(site, matter.subject) if known else matter.name,
        provision_link(site, provision),
        _proposed(matter),
        _decided(matter),
        Badge(_LOOKS[matter.state], WORDS[matter.state]),
    )


def _proposed(matter: Matter) -> str:
    proposal = matter.proposal
    if proposal is None:
        return "没有规则提请"
    since = wording.day(proposal.since)
    return f"{since}起{proposal.proposes}：{proposal.period}，{proposal.reason}"


def _decided(matter: Matter) -> str:
    decision = matter.decision
    if decision is None:
        return "尚未决定"
    told = f"{wording.day(decision.date)}，{decision.paper}，{decision.measure}"
    if decision.lifted:
        told += f"；{wording.day(decision.lifted.date)}以{decision.lifted.paper}解除"
    return wording.in_one([told, decision.reason])


PAGE = Page("decisions", alone("提请与决定", rows), section="口径与决定", rank=52)
