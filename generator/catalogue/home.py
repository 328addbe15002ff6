"""What the first page leads with: nothing twice, nothing that is not judged, and no picture of what
cannot be drawn so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..problems import Problem
from .build import by_id
from .model import Lead, Provision, Register, Rule, Target
from .placed import Places
from .unwritten import rules


def check(places: Places) -> Iterator[Problem]:
    """The faults of each lead."""
    provisions = by_id(places.every(Provision))
    judged: dict[str, list[Rule]] = {}
    for rule in rules(places):
        judged.setdefault(rule.provision, []).append(rule)
    seen: dict[str, Lead] = {}
    for lead in places.every(Lead):
        provision = provisions.get(lead.provision)
        if provision is None:
            continue  # told as an unknown id
        yield from _twice(places, lead, provision, seen)
        own = judged.get(lead.provision, [])
        if not own:
            message = f"“{lead.provision}”没有规则判定，首页没有可说的"
            hint = "请改写有规则判定的事项，或在 rules/judging 为它写一条规则。"
            yield places.problem("E525", lead, ("provision",), message, hint, value=lead.provision)
        elif wrong := _misfit(lead, provision, own, by_id(places.every(Register))):
            message = f"“{lead.provision}”{wrong}，画不成 {lead.picture}"
            hint = f"可以写：{'、'.join(_fitting(provision, own))}。"
            yield places.problem("E525", lead, ("picture",), message, hint, value=lead.picture)


def _twice(
    places: Places, lead: Lead, provision: Provision, seen: dict[str, Lead]
) -> Iterator[Problem]:
    """A provision that leads already, by itself or with another target of its indicator."""
    indicator = provision.indicator if isinstance(provision, Target) else None
    subject = f"indicator {indicator}" if indicator else provision.id
    first = seen.setdefault(subject, lead)
    if first is lead:
        return
    if first.provision == lead.provision:
        message = f"“{lead.provision}”已在前面写过"
    else:
        message = f"“{lead.provision}”和前面的“{first.provision}”用同一个指标，已合并说"
    yield places.problem(
        "E522", lead, ("provision",), message, "请删去其中一个。", value=lead.provision
    )


def _misfit(
    lead: Lead, provision: Provision, own: Sequence[Rule], registers: Mapping[str, Register]
) -> str:
    """Why the picture cannot be drawn; '' when it can."""
    if lead.picture == "tiles":
        covered = any(rule.options.covers in registers for rule in own)
        return "" if covered else "不是逐项覆盖名录的事项"
    if lead.picture == "bars":
        return _not_measured(provision, own)
    return ""


def _not_measured(provision: Provision, own: Sequence[Rule]) -> str:
    if not isinstance(provision, Target) or not any(rule.options.charted for rule in own):
        return "不是用数量衡量的目标"
    if provision.operator != "at_least":
        return "不是越高越好的目标"
    numbers = [provision.value or 0, *(each.value or 0 for each in provision.checkpoints)]
    numbers += provision.periods.values()
    asked = max(numbers) > 0 or provision.values or provision.against or provision.share_of
    return "" if asked else "没有目标值"


def _fitting(provision: Provision, own: Sequence[Rule]) -> Iterator[str]:
    if not _not_measured(provision, own):
        yield "bars"
    if any(rule.options.covers for rule in own):
        yield "tiles"
    yield "none"
