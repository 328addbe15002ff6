"""What many records have in common: closed words, and fields that mean the same wherever they stand."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, TypeAlias

from ...calendar import Every, Rhythm, Turn
from ...deadlines import Roll
from ...frozen import dataclass
from ..declare import Day, Meta, record


class Line(NamedTuple):
    """Where a record is declared: its file below the root, and the line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Line("", 0)

# fmt: off
PERIODS = Meta(words={
    "week": "每周", "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年",
})
BASES = Meta("依据", words={
    "notice": "通知原文写明",
    "office": "办公室决定（须写明文号和日期）",
    "assumed": "暂定，办公室尚未确认",
})
Basis: TypeAlias = Annotated[
    Literal["notice", "office", "assumed"], BASES, Meta(description="这一条从哪里来")
]
Audience: TypeAlias = Annotated[Literal["public", "internal"], Meta(
    "公开范围", "谁可以看到", words={"public": "公开版和内部版", "internal": "仅内部版"},
)]
EDITIONS: dict[Audience, str] = {"public": "公开版", "internal": "内部版"}
FilingRhythm: TypeAlias = Annotated[Rhythm, PERIODS, Meta(
    "周期", "多久报一次；按周报、只报一次的，在报表的 filing 里写",
)]
FormRhythm: TypeAlias = Annotated[
    Turn, PERIODS, Meta("周期", "多久报一次", words={"once": "只报一次"}),
]
Looking: TypeAlias = Annotated[Every, PERIODS, Meta("周期", "多久看一次")]
Operator: TypeAlias = Annotated[Literal["at_least", "at_most", "equal", "between"], Meta(
    "比较", "指标与目标值怎么比；名次越小越好，“进入前3位”写 at_most", words={
        "at_least": "不低于", "at_most": "不高于", "equal": "等于", "between": "介于两数之间（含）",
    },
)]
Accumulation: TypeAlias = Annotated[Literal["cumulative", "period", "stock"], Meta(
    "口径", "报表中的数是怎样的", words={
        "cumulative": "年初以来累计，只增不减",
        "period": "本期数",
        "stock": "时点数，可增可减，只代表当日",
    },
)]
Covers: TypeAlias = Annotated[Literal["since_last", "period"], Meta(
    "反映的时段", "一次报送反映哪一段时间",
    words={"since_last": "上次截止日次日至本次截止日", "period": "所报的那一期本身"},
    otherwise="不写时，截止日在次月及以后的为 period，其余为 since_last",
)]
RestDay: TypeAlias = Annotated[Roll, Meta(
    "遇休息日", "截止日是休息日时", words={
        "none": "不顺延",
        "next_workday": "顺延到下一个工作日",
        "previous_workday": "提前到上一个工作日",
    },
)]
Membership: TypeAlias = Annotated[Literal["closed", "open"], Meta(
    "名单", "成员是否列尽", words={"closed": "已列尽", "open": "文件未列名单，以下为暂定"},
)]
Status: TypeAlias = Annotated[Literal["open", "resolved"], Meta(
    "状态", "是否已定", words={"open": "待定", "resolved": "已定"},
)]
Best: TypeAlias = Annotated[Literal["high", "low"], Meta(
    "高低", "分数怎样算好", words={"high": "高分好", "low": "低分好"},
)]
Several: TypeAlias = Annotated[Literal["mean", "last", "worst"], Meta(
    "多次评分", "一个周期内有几次评分时",
    words={"mean": "取平均", "last": "取最近一次", "worst": "取最差一次"},
)]
ZeroStates: TypeAlias = Annotated[Literal["rows", "not_allowed"], Meta(
    "零报告说明什么", words={
        "rows": "本期没有新增的行，用于逐件登记的表",
        "not_allowed": "不收零报告，用于填数的表，没有的填 0",
    },
    otherwise="不写时，写了零报告列的为 rows，没有写的为 not_allowed",
)]
Scope: TypeAlias = Annotated[Literal["each", "together"], Meta(
    "范围", "怎样合计", words={"each": "各单位分别判定", "together": "合起来判定，由各单位共同承担"},
)]
Pace: TypeAlias = Annotated[Literal["even"] | None, Meta(
    "进度线", words={"even": "按时间均匀推进，慢于这条线即预警"},
    otherwise="不写时只看条文所列各节点之间的线",
)]
Place: TypeAlias = Annotated[Literal["unit", "period"], Meta(
    "须等于", "必须与所在文件夹一致", words={"unit": "报送单位", "period": "期次"},
)]
ExceptionKind: TypeAlias = Annotated[Literal["extension", "exemption", "statement"], Meta(
    "种类", words={
        "extension": "延期：改用新的期限",
        "exemption": "免报：该期不必报送",
        "statement": "情况说明：只在判定旁边列出，不改变结论",
    },
)]
Role: TypeAlias = Annotated[
    Literal["as_of", "clause", "status", "narrative", "problem", "next", "indicator"],
    Meta("作用", "系统怎样使用这一列", words={
        "as_of": "数据截止日期", "clause": "所报条款", "status": "填报状态", "narrative": "进展文字",
        "problem": "存在问题", "next": "下一步", "indicator": "所报指标",
    }),
]
# fmt: on

MonthNumber: TypeAlias = Annotated[int, Meta(least=1, most=12)]
ProvisionId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*(-[0-9]+[a-z]?)?$")]
ClauseId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*$")]
Clock: TypeAlias = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", example="24:00")
]
Blank: TypeAlias = Annotated[str, Meta(pattern=r"^[^{}]*\{\}[^{}]*$")]
"""A text with one place to be filled in."""

Questions: TypeAlias = Annotated[
    tuple[str, ...],
    Meta("相关口径", "悬而未决的口径编号，见 rules/questions.yaml", names=("question",)),
]
Subjects: TypeAlias = Annotated[
    tuple[str, ...],
    Meta("判定对象", "判定哪些单位的数；不写即责任单位", names=("unit", "group", "kind")),
]
FormId: TypeAlias = Annotated[str, Meta("报表", "数据来自哪张报表", names=("form",))]
Quote: TypeAlias = Annotated[str, Meta("原文", "通知中的原话，一字不差（空白不计）")]
ReadAs: TypeAlias = Annotated[
    str | float,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$|^×[0-9]+(\.[0-9]+)? of last year$",
        example="2023-06-30",
    ),
]
"""What words of a quote are read as: a number, a day, or so many times last year's figure."""
MeasureWord: TypeAlias = Annotated[
    str, Meta("量词", "数的时候用的量词，写进判定理由", most=2, example="座")
]
Note: TypeAlias = Annotated[str, Meta("说明", "给读者的说明")]


@record("决定依据", "办公室决定的文号和日期")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The paper by which the office decided."""

    paper: Annotated[str, Meta("文号", "作出决定的文件或纪要")]
    date: Annotated[Day, Meta("日期", "作出决定的日期")]
