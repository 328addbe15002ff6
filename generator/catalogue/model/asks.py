"""What a target asks for besides one number: a number of each unit's own, of each period, by a node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple, TypeAlias

from ..declare import AnyOf, Day, Meta, PerUnit, record
from .terms import Line

Values: TypeAlias = Annotated[
    PerUnit | None,
    Meta(
        "各单位的数",
        "每个单位各是多少：写成 {单位: 数}，单位写编号或名称；或写表的位置，"
        "表放在 rules/values/，第一列单位，第二列数，列多的在 # 后写列名",
        example="rules/values/各区目标.csv#新增就业",
    ),
]

Periods: TypeAlias = Annotated[
    Mapping[str, float],
    Meta(
        "各期目标值",
        "各个周期要求不同的，逐期写：{2023-Q1: 10, 2023-Q2: 25}；月写 2023-05，季写 2023-Q2，"
        "半年写 2023-H1，年写 2023",
    ),
]

Between: TypeAlias = Annotated[
    tuple[float, ...],
    Meta("区间", "介于两数之间（含两端）：[下限, 上限]，operator 写 between", least=2, most=2),
]


class Assigned(NamedTuple):
    """A number that is one unit's own, and where it is declared."""

    value: float
    place: Line


Assignments: TypeAlias = Mapping[tuple[str, str], Mapping[str, Assigned]]
"""Every such number, by target and what of it ('' for all of it, or the day of a checkpoint), then by
unit in the order in which they are declared."""


@record("节点", "一个时间节点", AnyOf("value", "values"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A value to be reached by the end of a day, in the unit of the indicator; beside ``values`` it is
    that of all units together."""

    date: Annotated[Day, Meta("节点日期", "节点当日（含）")]
    value: Annotated[
        float | None, Meta("目标值", "到该节点的要求；各单位的要求不同时是合计的要求")
    ] = None
    values: Values = None
