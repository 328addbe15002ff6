"""What a target asks for besides one number: a number of each unit's own, of each period, by a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from ...frozen import dataclass
from ..declare import AnyOf, Day, Meta, OneOf, PerUnit, record
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
"""Every such number, by target and what of it ('' for all of it, the day of a checkpoint, or "base"), then
by unit in the order in which they are declared."""

Against: TypeAlias = Annotated[
    Literal["last_year"] | None,
    Meta(
        "与什么比",
        "目标值由另一个时候的数算出：写明那时的数（base）和增减（change）；"
        "只写 against 的，要求不低于（不高于）那时的数",
        words={"last_year": "上年的数"},
    ),
]


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


Checkpoints: TypeAlias = Annotated[
    tuple[Checkpoint, ...], Meta("时间节点", "按节点分别要求的目标值，日期由早到晚", least=1)
]


@record("基数", "上年的数和它的出处", AnyOf("value", "values"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A figure of last year, in the unit of the indicator, and where it is taken from."""

    value: Annotated[float | None, Meta("基数", "上年的数；各单位分别比较的写 values")] = None
    values: Values = None
    source: Annotated[str, Meta("出处", "出自哪份公报、报表或文件", example="2022年统计公报")]


@record("增减", "比基数增加或减少多少", OneOf("percent", "points", "amount", "times"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the base is changed by: less where it is below 0."""

    percent: Annotated[float | None, Meta("百分比", "增长8%写 8，下降5%写 -5")] = None
    points: Annotated[float | None, Meta("百分点", "提高2个百分点写 2，降低写负数")] = None
    amount: Annotated[float | None, Meta("数量", "增加100吨写 100，减少写负数")] = None
    times: Annotated[float | None, Meta("倍数", "是基数的几倍：翻一番、增长一倍写 2", above=0)] = (
        None
    )


@record("占比", "另一项目标值的一部分")
@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many per cent of what another target asks for."""

    target: Annotated[str, Meta("目标", "哪一项目标；取它要求完成的数", names=("target",))]
    percent: Annotated[
        float,
        Meta(
            "百分比",
            "占那一项目标值的百分之几，一半写 50；占那一项实际完成数的，不用这个："
            "另设有分母的指标，value 写百分数",
            above=0,
        ),
    ]


@record("阶段节点", "到某一天要办成的一件事")
@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that is to be done by the end of a day, without a number."""

    date: Annotated[Day, Meta("节点日期", "节点当日（含）")]
    text: Annotated[str, Meta("办成什么", "原文的说法，如 完成方案；报表中同样填写")]


Milestones: TypeAlias = Annotated[
    tuple[Milestone, ...], Meta("阶段节点", "没有数、按日期逐项办成的，日期由早到晚", least=1)
]
