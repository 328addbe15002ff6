"""What is measured and how: indicators, open questions, methods, and what the office decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Annotated, TypeAlias

from ...frozen import dataclass
from ..declare import DECIDED, AtLeast, Day, Meta, OneOf, Slug, SpellsOut, When, record
from .terms import (
    Accumulation,
    Audience,
    Basis,
    Best,
    Blank,
    Decision,
    Note,
    Questions,
    Quote,
    Several,
    Status,
)

Scalar: TypeAlias = str | float | bool


@record("条件", "对一列的要求；各项同时成立", AtLeast(2))
@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a cell must satisfy; every part that is given holds.

    ``of_kind`` is the kind of the unit that it names, ``filled`` whether it holds anything at all.
    """

    column: Annotated[str, Meta("列", "报表列编号", column="any")]
    is_: Annotated[Scalar | None, Meta("等于", "等于这个值")] = None
    in_: Annotated[tuple[Scalar, ...], Meta("属于", "属于其中之一", repeats=True)] = ()
    at_least: Annotated[float | None, Meta("不低于", "数值下限（含）")] = None
    at_most: Annotated[float | None, Meta("不高于", "数值上限（含）")] = None
    meets: Annotated[str | None, Meta("达到目标", "达到某个目标规定的值", names=("target",))] = None
    titled: Annotated[
        str | None,
        Meta(
            "文件标题",
            "是某项成果的文件：标题前面只有单位名称，后面只有“（试行）”“（暂行）”",
            names=("provision",),
        ),
    ] = None
    of_kind: Annotated[
        str | None, Meta("单位类别", "填的是哪一类单位（units.yaml 的 kinds）", names=("kind",))
    ] = None
    filled: Annotated[bool | None, Meta("是否填写", "true 填了内容；false 留空")] = None


Where: TypeAlias = Annotated[tuple[Condition, ...], Meta("筛选", "只计符合全部条件的行", least=1)]


@record("取数", "从报表取数的办法", OneOf("sum", "count", "distinct"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number from rows: a sum, a count of filled cells, or a count of distinct values."""

    sum: Annotated[str | None, Meta("求和", "求和的列", column="number")] = None
    count: Annotated[str | None, Meta("计数", "计行数时写该列编号（空值不计）", column="any")] = (
        None
    )
    distinct: Annotated[str | None, Meta("去重计数", "按该列去重计数", column="any")] = None
    where: Where = ()

    @property
    def column(self) -> str:
        """The column that it sums or counts; '' where it names none."""
        return self.sum or self.count or self.distinct or ""


@record("读法", "一种口径")
@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReading:
    """One way to compute an indicator whose definition is open; None means as declared."""

    id: Annotated[Slug, Meta("编号", "读法编号", example="strict")]
    name: Annotated[str, Meta("名称", "口径说明")]
    numerator: Measure | None = None
    denominator: Measure | None = None
    where: Where = ()
    each: Annotated[str | None, Meta("分项", "按该列分项，各项都要达到", column="any")] = None


@record("指标", "指标表中的一行")
@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """What is said of an indicator itself. ``deed`` says what is to be done when it falls short, with a
    place for the amount."""

    id: Annotated[Slug, Meta("编号", "指标编号", defines="indicator", example="fund-spent")]
    name: Annotated[str, Meta("名称", "指标名称")]
    unit: Annotated[str, Meta("单位", "如 %、个、万元")]
    accumulation: Accumulation
    decimals: Annotated[int, Meta("小数位", "展示保留几位小数", least=0, most=4)] = 1
    deed: Annotated[
        Blank,
        Meta(
            "要做的事",
            "未达到时还要做什么，数量处写 {}（只写一处；列有单位的，单位自动带上）；不写的，按“还须完成”“还须增加”说",
            example="再支出{}",
        ),
    ] = ""
    questions: Questions = ()
    audience: Audience = "public"
    note: Note = ""


@record("指标", "一个可以从报表算出的数")
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(IndicatorRow):
    """A number from rows of a form. ``move`` says what could be done within the total where the numerator
    is a part of it, with a place for the amount."""

    form: Annotated[str, Meta("报表", "数据来自哪张报表", names=("form",))]
    where: Where = ()
    numerator: Measure
    denominator: Measure | None = None
    per: Annotated[
        float, Meta("比率倍数", "分子÷分母后乘以多少，缺省 100（即百分数）", above=0)
    ] = 100
    as_of: Annotated[
        str | None, Meta("数据截止日期列", "报表中数据截止日期所在列", column="date")
    ] = None
    readings: Annotated[
        tuple[IndicatorReading, ...], Meta("各种口径", "悬而未决时逐一计算", least=2)
    ] = ()
    move: Annotated[
        Blank,
        Meta(
            "总数之内可做的事",
            "分子是分母一部分的，不增加总数时可怎样调整，数量处写 {}（只写一处）",
            example="在现有资金中调整{}到产业项目",
        ),
    ] = ""


@record("指标", "指标表中的一个指标，一行写完")
@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(IndicatorRow):
    """An indicator of a table: the rows of the form that name it are its own."""

    rate: Annotated[bool, Meta("比率", "是否除以指标表写明的分母；不写即只看分子")] = False


@record("各个指标", "rules/indicators/ 下的一个 CSV：第一行写列名，一行一个指标", called="rows")
@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The indicators of a table as a sheet; its id is the name of the file."""

    id: Annotated[Slug, Meta("编号", "文件名，不带 .csv", defines="rows", example="monthly")]
    indicators: Annotated[tuple[TableRow, ...], Meta("指标", "各个指标", least=1)]


@record(
    "指标表",
    "一行报一个指标的报表：怎样取数写一次，各个指标一行写一个，或写在表格里",
    OneOf("indicators", "rows"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable(SpellsOut):
    """Indicators of a form in which every row names the indicator that it tells, in the column ``key``."""

    form: Annotated[str, Meta("报表", "数据来自哪张报表", names=("form",))]
    key: Annotated[str, Meta("指标列", "写明所报指标的列", column="any")]
    numerator: Measure
    denominator: Measure | None = None
    as_of: Annotated[
        str | None, Meta("数据截止日期列", "报表中数据截止日期所在列", column="date")
    ] = None
    indicators: Annotated[tuple[TableRow, ...], Meta("指标", "各个指标", least=1)] = ()
    rows: Annotated[
        TableRows | None,
        Meta("表格", "各个指标写在 rules/indicators/ 的哪个 CSV 里（文件名，不带 .csv）"),
    ] = None

    def spelt_out(self) -> Iterator[tuple[TableRow, Indicator]]:
        """Each row as the indicator that it stands for."""
        own = {each.name for each in fields(IndicatorRow)}
        for row in self.indicators or (self.rows.indicators if self.rows else ()):
            yield (
                row,
                Indicator(
                    **{name: getattr(row, name) for name in own},
                    form=self.form,
                    where=(Condition(column=self.key, is_=row.id),),
                    numerator=self.numerator,
                    denominator=self.denominator if row.rate else None,
                    as_of=self.as_of,
                ),
            )


@record("决定", "怎样定的")
@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How the office settled a question; ``chooses`` are the ids of the readings it adopted."""

    paper: Annotated[str, Meta("文号", "依据")]
    date: Annotated[Day, Meta("日期", "日期")]
    text: Annotated[str, Meta("内容", "决定内容")]
    chooses: Annotated[
        tuple[Slug, ...],
        Meta(
            "采用的读法",
            "采用规则、指标或报送期限中的哪些读法（写读法编号）；有读法的须写明",
            example="arrived-pooled",
        ),
    ] = ()


@record(
    "待明确的口径", "通知没有说清、需要办公室定的一件事", When("status", "resolved", "resolution")
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something the notice leaves open, with the default in use until the office decides."""

    id: Annotated[
        str, Meta("编号", "如 A07", defines="question", example="A07", pattern=r"^[A-Z][0-9]{2,}$")
    ]
    clauses: Annotated[tuple[str, ...], Meta("条款", "涉及的条款", names=("clause",))]
    quote: Quote
    question: Annotated[str, Meta("问题", "要定的是什么")]
    readings: Annotated[tuple[str, ...], Meta("各种读法", "可能的理解", least=0, repeats=True)] = ()
    default: Annotated[str, Meta("暂按", "确认之前系统怎样处理")]
    effect: Annotated[str, Meta("影响", "按另一种读法会有什么变化")] = ""
    status: Status
    resolution: Annotated[Resolution | None, Meta("决定", "怎样定的")] = None
    words: Annotated[
        tuple[str, ...], Meta("没有数量标准的词", "条文用了这些词的，未经办公室发文不得给它设数")
    ] = ()

    def on(self, day: date) -> Question:
        """The question as it stood on a day: what was settled later is still open."""
        if self.resolution is None or self.resolution.date <= day:
            return self
        return replace(self, status="open", resolution=None)


@record("组成", "一项得分")
@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A column of scores and its weight, above 0; weights count as shares of their sum."""

    column: Annotated[str, Meta("列", "评分报表中的列编号")]
    weight: Annotated[float, Meta("权重", "权重，按合计折算", above=0)]


@record("评分办法", "怎样给名录各项评分；一个办法一个文件，改办法即改版本号", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How things are scored before they are ranked: one version of one method."""

    id: Annotated[
        Slug, Meta("编号", "办法编号，与文件名相同", defines="method", example="township-score")
    ]
    name: Annotated[str, Meta("名称", "办法名称")]
    version: Annotated[str, Meta("版本", "版本号，如 2023.1；写进排序结果")]
    best: Best
    components: Annotated[tuple[Component, ...], Meta("组成", "各项得分和权重", least=1)]
    several: Several
    decimals: Annotated[int, Meta("小数位", "分数保留几位小数再排序", least=0, most=4)] = 2
    basis: Basis = "assumed"
    decision: Decision | None = None
    note: Note = ""


@record("解除", "解除的文号和日期")
@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting(Decision):
    """The paper by which the office took a decision back."""

    paper: Annotated[str, Meta("文号", "解除的文号")]
    date: Annotated[Day, Meta("日期", "解除的日期", example="2023-07-01")]


@record("决定", "一条决定")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDecision:
    """What the office decided about a unit or an item of a register; the software only lists it."""

    id: Annotated[
        str,
        Meta(
            "编号",
            "如 D2023-01",
            defines="decision",
            example="D2023-01",
            pattern=r"^D[0-9]{4}-[0-9]{2,}$",
        ),
    ]
    provision: Annotated[str, Meta("条文事项", "依据哪一项督导问责", names=("provision",))]
    measure: Annotated[str, Meta("措施", "条文所列的措施之一")]
    subject: Annotated[str, Meta("对象", "哪个单位，或名录中的哪一项", names=("unit", "item"))]
    paper: Annotated[str, Meta("文号", "决定的文号")]
    date: Annotated[Day, Meta("日期", "决定的日期", example="2023-07-01")]
    period: Annotated[
        str, Meta("周期", "针对哪个周期，如 2023年三季度", example="2023年三季度")
    ] = ""
    reason: Annotated[str, Meta("理由", "为什么")] = ""
    lifted: Annotated[Lifting | None, Meta("解除", "解除的文号和日期")] = None
    audience: Audience = "public"
    note: Note = ""

    def on(self, day: Day) -> RegisteredDecision:
        """As it stood on a day: what was lifted later still held."""
        lifted = self.lifted if self.lifted and self.lifted.date <= day else None
        return replace(self, lifted=lifted)
