"""Who answers for a clause in which role, and who of them leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from ...frozen import dataclass
from ...words.roles import standing
from ..declare import Meta, record


@record("责任单位", "一个角色的各责任单位；通知没有分角色的，只写单位编号", short="units")
@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Units that a clause names in one role, which is the notice's own word for it; "" where it has none."""

    role: Annotated[
        str,
        Meta(
            "角色",
            "通知自己的说法，如牵头单位、配合单位；通知没有分角色的不写",
            example="牵头单位",
        ),
    ] = ""
    units: Annotated[
        tuple[str, ...], Meta("单位", "这一角色的各单位，按原文顺序", names=("unit", "group"))
    ]
    leads: Annotated[
        bool | None,
        Meta(
            "牵头",
            "是否由他们对整条负责；不写时看角色：牵头、主办、主责、第一责任单位等为牵头，"
            "没有牵头而另有配合的，责任单位等为牵头",
        ),
    ] = None


Parties: TypeAlias = Annotated[
    tuple[Party, ...],
    Meta(
        "责任单位",
        "按原文顺序写单位编号；通知分牵头、配合的，写成 {role: 牵头单位, units: [编号]}，一个角色一项",
        key="responsible",
        least=1,
        repeats=False,
    ),
]

Owners: TypeAlias = Annotated[
    tuple[str, ...],
    Meta(
        "责任单位",
        "与本条不同时填写；不写即本条牵头的单位，没有分牵头、配合的即全部",
        names=("unit", "group"),
    ),
]


def leading(parties: Sequence[Party]) -> tuple[str, ...]:
    """The ids of those who lead, in their order; nobody where the notice makes no difference.

    They are those whose role's word leads. Where none does and some only support, the others lead. What
    is written in ``leads`` goes before.
    """
    leads = [p for p in parties if (p.leads is None and standing(p.role) == "leads") or p.leads]
    others = [p for p in parties if p.leads is None and standing(p.role) == "answers"]
    apart = len(others) < len(parties)
    return tuple(unit for party in leads or (others if apart else []) for unit in party.units)
