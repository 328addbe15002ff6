"""What the first page leads with: which provisions, in which order, each with which picture."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from ...frozen import dataclass
from ..declare import DECIDED, Meta, record
from .terms import BASES, Decision, Note

Picture: TypeAlias = Annotated[
    Literal["bars", "tiles", "none"],
    Meta(
        "图",
        "在首页怎样画",
        words={
            "bars": "各单位一条横条，对照各节点的要求；用于有数量要求、越高越好的目标",
            "tiles": "名录逐项一格，分已轮到和尚未轮到；用于名录覆盖",
            "none": "只有文字",
        },
    ),
]


@record("先说的一项", "首页先说的一项")
@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A provision that the first page speaks of; targets of one indicator are spoken of together.

    ``title`` is what it is called there, '' for what it is called elsewhere.
    """

    provision: Annotated[
        str,
        Meta(
            "条文事项",
            "先说哪一项；同一指标的几个目标写一个即可，合并说",
            names=("provision",),
            example="T17-4",
        ),
    ]
    picture: Picture = "none"
    title: Annotated[str, Meta("名称", "在首页的小标题，不写则用事项的名称", most=20)] = ""


@record(
    "首页",
    "首页先说什么、按什么次序、配什么图；没有这个文件的，"
    "先逾期和滞后、再未报送、再预警，各按通知的次序",
    DECIDED,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """``rules/home.yaml``: what leads, in order. What is worse is said first all the same."""

    leads: Annotated[tuple[Lead, ...], Meta("先说的各项", "按先后排列", least=1)]
    basis: Annotated[Literal["office", "assumed"], BASES] = "assumed"
    decision: Decision | None = None
    note: Note = ""
