"""Proposals and decisions side by side: what rules put forward, and what the office signed.

A decision answers the proposals on the same provision, measure and subject that stood before it. A
proposal that waits for a month, and a decision that no proposal called for, are both told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .. import wording
from ..calendar import Month
from ..catalogue.model import RegisteredDecision
from ..catalogue.model.terms import Audience
from ..frozen import dataclass
from .case import Case
from .verdict import Proposal, Verdict

WORDS = {
    "decided": "已作决定",
    "lifted": "已解除",
    "waiting": "待研究",
    "unanswered": "提请满一个月未决定",
    "unproposed": "没有提请的决定",
}
"""How a matter stands."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A proposal, a decision, or both; ``state`` is a key of WORDS."""

    provision: str
    measure: str
    subject: str
    name: str
    state: str
    sentence: str
    audience: Audience
    proposal: Proposal | None = None
    decision: RegisteredDecision | None = None


def matters(case: Case, verdicts: Sequence[Verdict]) -> tuple[Matter, ...]:
    """Every matter: proposals in the verdicts' order, then decisions that none called for."""
    proposals = [proposal for verdict in verdicts for proposal in verdict.proposals]
    answered: set[str] = set()
    found = []
    for proposal in proposals:
        decision = _answer(case, proposal, answered)
        if decision:
            answered.add(decision.id)
        found.append(_of_proposal(case, proposal, decision))
    rest = [d for d in case.catalogue.decisions if d.id not in answered]
    return (*found, *(_of_decision(case, decision) for decision in rest))


def _answer(case: Case, proposal: Proposal, answered: set[str]) -> RegisteredDecision | None:
    """The first decision on a proposal that answers no other one."""
    for decision in case.catalogue.decisions:
        same = (decision.provision, decision.measure, decision.subject) == (
            proposal.provision,
            proposal.measure,
            proposal.subject,
        )
        if same and decision.id not in answered and decision.date >= proposal.since:
            return decision
    return None


def _of_proposal(case: Case, proposal: Proposal, decision: RegisteredDecision | None) -> Matter:
    since = wording.day(proposal.since)
    told = f"{since}起{proposal.proposes}：{proposal.name}，{proposal.period}，{proposal.reason}"
    if decision:
        state = "lifted" if decision.lifted else "decided"
        answer = _decided(decision)
    else:
        state = "unanswered" if _month_after(proposal.since) <= case.as_of else "waiting"
        answer = WORDS[state]
    return Matter(
        proposal.provision,
        proposal.measure,
        proposal.subject,
        proposal.name,
        state,
        wording.plain_years(wording.in_one([told, answer])),
        proposal.audience,
        proposal,
        decision,
    )


def _of_decision(case: Case, decision: RegisteredDecision) -> Matter:
    name = _name(case, decision.subject)
    return Matter(
        decision.provision,
        decision.measure,
        decision.subject,
        name,
        "unproposed",
        wording.plain_years(f"{name}：{_decided(decision)}；没有规则提请过。"),
        decision.audience,
        None,
        decision,
    )


def _decided(decision: RegisteredDecision) -> str:
    told = f"{wording.day(decision.date)}以{decision.paper}决定{decision.measure}"
    if decision.lifted:
        told += f"，{wording.day(decision.lifted.date)}以{decision.lifted.paper}解除"
    return told


def _name(case: Case, subject: str) -> str:
    """What a unit or an item of a register is called."""
    if subject in case.catalogue.units:
        return case.name(subject)
    registers = case.catalogue.registers.values()
    return next((each.by_id[subject].name for each in registers if subject in each.by_id), subject)


def _month_after(day: date) -> date:
    """The same day of the next month, or its last day."""
    following = Month.of(day).plus(1)
    return date(following.year, following.number, min(day.day, following.last.day))
