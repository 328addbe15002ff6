"""What many records have in common: closed words, and fields that mean the same wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, TypeAlias

from ...calendar import Every
from ..declare import Day, Meta, record


class Line(NamedTuple):
    """Where a record is declared: its file below the root, and the line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Line("", 0)

FilingRhythm: TypeAlias = Literal["month", "quarter"]
Operator: TypeAlias = Literal["at_least", "at_most", "equal"]
Accumulation: TypeAlias = Literal["cumulative", "period", "stock"]
Covers: TypeAlias = Literal["since_last", "period"]
Membership: TypeAlias = Literal["closed", "open"]
Status: TypeAlias = Literal["open", "resolved"]
Best: TypeAlias = Literal["high", "low"]
Several: TypeAlias = Literal["mean", "last", "worst"]
ZeroStates: TypeAlias = Literal["rows", "not_allowed"]
Scope: TypeAlias = Annotated[
    Literal["each", "together"],
    Meta("范围", "怎样合计：each 各单位分别判定；together 合起来判定，由各单位共同承担"),
]
Place: TypeAlias = Literal["unit", "period"]
ExceptionKind: TypeAlias = Literal["extension", "exemption", "statement"]
Role: TypeAlias = Literal[
    "as_of", "clause", "status", "narrative", "problem", "next", "indicator"
]  # fmt: skip

MonthNumber: TypeAlias = Annotated[int, Meta(least=1, most=12)]
ProvisionId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*(-[0-9]+[a-z]?)?$")]
ClauseId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*$")]
Clock: TypeAlias = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", example="24:00")
]
Blank: TypeAlias = Annotated[str, Meta(pattern=r"^[^{}]*\{\}[^{}]*$")]
"""A text with one place to be filled in."""

Basis: TypeAlias = Annotated[
    Literal["notice", "office", "assumed"],
    Meta(
        "依据",
        "这一条从哪里来：notice 通知原文写明；office 办公室决定（须写明文号和日期）；assumed 暂定，办公室尚未确认",
    ),
]
Audience: TypeAlias = Annotated[
    Literal["public", "internal"],
    Meta("公开范围", "谁可以看到：public 公开版和内部版；internal 仅内部版"),
]
Questions: TypeAlias = Annotated[
    tuple[str, ...],
    Meta("相关口径", "悬而未决的口径编号，见 rules/questions.yaml", names=("question",)),
]
Subjects: TypeAlias = Annotated[
    tuple[str, ...],
    Meta("判定对象", "判定哪些单位的数；不写即责任单位", names=("unit", "group", "kind")),
]
FormId: TypeAlias = Annotated[str, Meta("报表", "数据来自哪张报表", names=("form",))]
Looking: TypeAlias = Annotated[
    Every,
    Meta("周期", "多久看一次：week 每周；month 每月；quarter 每季度；half_year 每半年；year 每年"),
]
Pace: TypeAlias = Annotated[
    Literal["even"] | None,
    Meta("进度线", "even 按时间均匀推进，慢于这条线即预警；不写时只看条文所列各节点之间的线"),
]
Quote: TypeAlias = Annotated[str, Meta("原文", "通知中的原话，一字不差（空白不计）")]
Note: TypeAlias = Annotated[str, Meta("说明", "给读者的说明")]


@record("决定依据", "办公室决定的文号和日期")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The paper by which the office decided."""

    paper: Annotated[str, Meta("文号", "作出决定的文件或纪要")]
    date: Annotated[Day, Meta("日期", "作出决定的日期")]
