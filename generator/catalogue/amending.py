"""What a later notice amends: whether it can be amended so, and whether it leaves alone what is closed.

An amendment is held against its own notice as the provision that it makes: see ``standing``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from ..calendar import last_day
from ..frozen import dataclass
from ..problems import Problem
from ..wording import join
from .declare import fields_of
from .documents import Later, Tasks
from .model import (
    CHANGED,
    Amendment,
    Cadence,
    Condition,
    Deliverable,
    Notice,
    Provision,
    Target,
    Version,
    versions,
)
from .model.issued import after
from .placed import Places
from .source import At, Document

_WORDS = ("quote", "from_", "reads", "basis", "decision", "questions", "note")
"""What an amendment says of itself, as a provision does."""


def standing(places: Places, document: Document) -> list[tuple[object, object]]:
    """Each amendment of a file as the provision that it makes, with its own words and nothing but what it
    changes; and the amendment in whose place that stands."""
    provisions = _provisions(places)
    return [
        (_alone(provisions[each.provision], each), each)
        for each in places.every(Amendment)
        if places.at(each)[0] is document and each.provision in provisions
    ]


def _alone(provision: Provision, by: Amendment) -> Provision:
    own = {name: getattr(by, name) for name in _WORDS}
    known = {each.name: each for each in fields(provision)}
    for name in CHANGED:
        if name in known and (name != "times" or by.times):
            own[name] = getattr(by, name)
    left: dict[str, Any] = {
        "values": None, "external_value": None, "each": None, "wording": None, "tolerance": 0,
        "between": (), "against": None, "change": None, "base": None, "share_of": None,
        "milestones": (), "document": None, "unspecified": None,
    }  # fmt: skip
    own |= {name: blank for name, blank in left.items() if name in known}
    return replace(provision, **own)


def _provisions(places: Places) -> dict[str, Provision]:
    return {each.id: each for each in reversed(places.every(Provision))}


@dataclass(frozen=True, slots=True)
class _Amended:
    """An amendment with the provision that it is of, the first day of it, and the notices of both."""

    by: Amendment
    provision: Provision
    since: date
    own: Notice
    first: Notice


def check(places: Places) -> Iterator[Problem]:
    """Every amendment of a provision that there is; of those that can be, one after the other."""
    series: dict[str, list[_Amended]] = {}
    for each in _every(places):
        faults = [*_days(places, each), *_fitting(places, each)]
        yield from faults
        if not faults:
            series.setdefault(each.provision.id, []).append(each)
    for amended in series.values():
        yield from _one_by_one(places, sorted(amended, key=lambda each: each.since))


def _every(places: Places) -> Iterator[_Amended]:
    provisions = _provisions(places)
    every: list[Tasks | Later] = [*places.every(Tasks), *places.every(Later)]
    of_file = {places.at(each)[0].path: each.notice for each in every}
    for by in places.every(Amendment):
        own, provision = of_file.get(places.at(by)[0].path), provisions.get(by.provision)
        first = of_file.get(places.at(provision)[0].path) if provision else None
        if own and first and provision:
            yield _Amended(by, provision, by.since or own.issued, own, first)


def _days(places: Places, each: _Amended) -> Iterator[Problem]:
    """It is of an earlier notice, and begins no earlier than its own, within the plan's year."""
    by, own, year = each.by, each.own, each.own.plan_year
    if each.first is own or own.issued < each.first.issued:
        message = f"“{by.provision}”不是此前印发的通知中的事项"
        hint = "修订的是以前通知中的事项；本通知自己的事项直接改。"
        yield places.problem("E525", by, ("provision",), message, hint)
    elif each.since < own.issued:
        message = f"自 {each.since} 起，早于本通知印发的 {own.issued}"
        hint = "修订从印发之日起或以后起作用；办公室另有决定的，用延期登记。"
        yield places.problem("E544", by, ("since",), message, hint)
    elif each.since > date(year, 12, 31):
        message = f"自 {each.since} 起，已不在计划年度 {year} 年内"
        yield places.problem("E544", by, ("since",), message, "请核对日期。")


def _fitting(places: Places, each: _Amended) -> Iterator[Problem]:
    """What it changes is something that the provision has, and nobody else goes by."""
    by, provision = each.by, each.provision
    known = {name.key for name in fields_of(type(provision))}
    for name in (name for name in by.changes if name not in known):
        may = join([name for name in CHANGED if name in known])
        message = f"“{provision.id}”是{provision.kind_name}，没有 {name}"
        yield places.problem("E525", by, (name,), message, f"{provision.kind_name}可以改 {may}。")
    both = [name for name in ("value", "checkpoints", "periods") if name in by.changes]
    if len(both) > 1:
        message = f"{join(both)}只能写一种"
        yield places.problem(
            "E519", by, (both[1],), message, "按节点、按各期或只有一个数，选一种。"
        )
    for index, point in enumerate(by.checkpoints):
        if point.values is not None or point.value is None:
            at: At = ("checkpoints", index)
            yield places.problem("E525", by, at, "修订里只写合计的 value", _WHOLE)
    if isinstance(provision, Target) and {"value", "checkpoints", "periods"} & set(by.changes):
        apart = provision.values is not None or any(
            point.values is not None for point in provision.checkpoints
        )
        if apart:
            message = f"“{provision.id}”各单位各有目标值，不能用修订改"
            yield places.problem("E525", by, ("provision",), message, _WHOLE)
        if _borrowed(places, provision):
            message = f"别的规则或目标借用“{provision.id}”的数，改了会改动以前的判定"
            hint = "请写成本通知的一项新目标，并为它写规则。"
            yield places.problem("E525", by, ("provision",), message, hint)


def _borrowed(places: Places, provision: Provision) -> bool:
    """Whether a rule, or another target, goes by the number of a provision."""
    conditions = (each.meets for each in places.every(Condition))
    shares = (each.share_of.target for each in places.every(Target) if each.share_of)
    return provision.id in {*conditions, *shares}


_WHOLE = "各单位的数另有规定的，写成本通知的一项新目标。"


def _one_by_one(places: Places, amended: Sequence[_Amended]) -> Iterator[Problem]:
    """Each changes something that the one before left, on a day of its own, and nothing that is over."""
    provision = amended[0].provision
    named = [name for own in (provision, *(each.by for each in amended)) for name in _periods(own)]
    if not all(map(_is_period, named)):
        return  # told as such
    entries = [(each.since, "", each.by) for each in amended]
    for number, (each, version) in enumerate(
        zip(amended, versions(provision, entries)[:-1], strict=True)
    ):
        faults = list(_twice(places, each, amended[:number]) or _closed(places, each, version))
        yield from faults
        if not faults and after(version.provision, each.by, each.since) == version.provision:
            message = f"“{provision.id}”原来就是这样，没有改动"
            yield places.problem("E544", each.by, ("provision",), message, "请核对，或删去这一条。")


def _twice(places: Places, each: _Amended, before: Sequence[_Amended]) -> list[Problem]:
    """The fields that another amendment changes on the same day."""
    other = {name for one in before if one.since == each.since for name in one.by.changes}
    name, hint = each.provision.id, "同一天只能改一次，请合成一条，或核对日期。"
    return [
        places.problem("E544", each.by, (key,), f"“{name}”的 {key} 在 {each.since} 改了两次", hint)
        for key in each.by.changes
        if key in other
    ]


def _closed(places: Places, each: _Amended, version: Version) -> Iterator[Problem]:
    """It changes the sort of number that is asked for at no time that is over."""
    by, since, then = each.by, each.since, version.provision

    def wrong(at: At, message: str, hint: str) -> Problem:
        return places.problem("E544", by, at, message, hint)

    nodes = _nodes(then)
    if nodes and nodes[-1] < since:
        message = f"“{then.id}”在 {since} 前已经到期（{nodes[-1]}），已按原来的要求判定"
        yield wrong(("provision",), message, "到期以后准许延期的，登记在 rules/exceptions.yaml。")
        return
    if isinstance(then, Target) and (message := _unlike(then, by)):
        yield wrong((by.changes[0],), message, "改为另一种要求的，写成本通知的一项新目标。")
        return
    if isinstance(then, Cadence) and then.unspecified and not (by.every or by.months):
        yield wrong((by.changes[0],), f"“{then.id}”原来没有频次", "请写明 every 或 months。")
    hint = f"此前的已按原来的要求判定，只写 {since} 起的。"
    for index, point in enumerate(by.checkpoints):
        if point.date < since:
            message = f"节点 {point.date} 早于修订起作用的 {since}"
            yield wrong(("checkpoints", index, "date"), message, hint)
    for name in by.periods:
        if last_day(name) < since:
            yield wrong(("periods", name), f"“{name}”早于修订起作用的 {since}", hint)
    if by.due and by.due < since:
        yield wrong(("due",), f"期限 {by.due} 早于修订起作用的 {since}", hint)


def _unlike(target: Target, by: Amendment) -> str:
    """Why a target cannot be changed so: one of each period stays one of each period, and so on."""
    changes = set(by.changes)
    if target.milestones:
        return f"“{target.id}”是一列各有期限的事，不能用修订改"
    if (target.between or target.against or target.share_of) and changes != {"due"}:
        return f"“{target.id}”的数由别处算出或是一个区间，只能改 due"
    if target.each and changes != {"value"}:
        return f"“{target.id}”每个周期都要达到，只能改 value"
    if target.periods and changes != {"periods"}:
        return f"“{target.id}”各期分别要求，只能改 periods"
    if not target.periods and "periods" in changes:
        return f"“{target.id}”不按周期要求，不能改成 periods"
    if target.checkpoints and "checkpoints" not in changes and changes != {"value", "due"}:
        return f"“{target.id}”按节点要求，请改 checkpoints，或 value 和 due 一起写"
    if "checkpoints" in changes and "due" in changes:
        return f"“{target.id}”改为按节点要求的，期限写成最后一个节点，不写 due"
    return ""


def _nodes(provision: Provision) -> list[date]:
    """The days on which a provision is looked at, in order; of what recurs none."""
    match provision:
        case Target(on_the_way=points, due=due, periods=periods):
            days = [*points, *([due] if due else [])]
            return sorted([*days, *map(last_day, periods)])
        case Deliverable(due=date() as due):
            return [due]
        case _:
            return []


def _periods(record: object) -> Iterator[str]:
    yield from getattr(record, "periods", {})


def _is_period(name: str) -> bool:
    try:
        return last_day(name) is not None
    except ValueError:
        return False
