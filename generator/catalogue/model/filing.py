"""What is filed: forms and their columns; and the working days by which deadlines move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Annotated

from ...calendar import Month, Rhythm, Term
from ...frozen import dataclass
from ..declare import DECIDED, Day, Meta, OneOf, Slug, Taken, record
from .policy import FormFiling
from .terms import (
    PERIODS,
    Audience,
    Basis,
    Decision,
    MonthNumber,
    Note,
    Place,
    Role,
    ZeroStates,
)


class Lasting:
    """What is filed from one month to another, both included; None is without end."""

    __slots__ = ()

    valid_from: Month | None
    valid_until: Month | None

    def in_force(self, term: Term) -> bool:
        """Whether it is filed for a term; a week is of the month in which most of it lies."""
        begun = self.valid_from is None or self.valid_from <= term.month
        return begun and (self.valid_until is None or term.month <= self.valid_until)


@record("选项", "一个选项；没有同义写法的只写值", short="value")
@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    """One of the values of a choice, and what a clerk may write for it."""

    value: Annotated[str, Meta("值", "规范写法")]
    synonyms: Annotated[tuple[str, ...], Meta("同义写法", "同样认可的写法", least=0)] = ()


@record(
    "列",
    "报表的一列；各表通用的列写在 rules/columns.yaml，这里只写它的编号",
    Taken("type", "values"),
    Taken("type", "to"),
    called="column",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Lasting):
    """A column of a form; ``min`` and ``max`` are included and in its ``unit``."""

    id: Annotated[str, Meta("编号", "列编号", example="spent", pattern=r"^[a-z][a-z0-9_]*$")]
    header: Annotated[str, Meta("表头", "表格中的列名")]
    synonyms: Annotated[tuple[str, ...], Meta("表头同义写法", "同样认可的列名", least=0)] = ()
    type: Annotated[str, Meta("类型", "填什么", column_type=True)]
    valid_from: Annotated[
        Month | None,
        Meta(
            "起",
            "从哪个月的报送起有这一列，缺省从首期起；以前月份的报送不看这一列",
            example="2023-09",
        ),
    ] = None
    valid_until: Annotated[
        Month | None,
        Meta(
            "止",
            "到哪个月的报送为止（含），缺省到末期；以后月份的报送不看这一列",
            example="2023-08",
        ),
    ] = None
    required: Annotated[bool, Meta("必填", "不得为空")] = False
    unit: Annotated[str, Meta("单位", "数值的单位")] = ""
    min: Annotated[float | None, Meta("最小值", "含")] = None
    max: Annotated[float | None, Meta("最大值", "含")] = None
    pattern: Annotated[str | None, Meta("格式", "编号的格式（正则表达式）")] = None
    max_length: Annotated[int | None, Meta("最长", "最多多少字", least=1)] = None
    values: Annotated[tuple[EnumValue, ...], Meta("选项", "可选的值", least=1)] = ()
    to: Annotated[
        str | None,
        Meta(
            "名录",
            "引用哪里：units 单位、clauses 条款、indicators 指标，或名录编号",
            names=("register", "builtin"),
        ),
    ] = None
    equals: Place | None = None
    at_most: Annotated[str | None, Meta("不大于", "不得大于同一行的这一列")] = None
    cumulative: Annotated[bool, Meta("累计", "年初以来累计数，下期不应变小")] = False
    fill_down: Annotated[
        bool, Meta("向下填充", "空格按上一行补填并提醒；缺省不补，合并单元格须逐行填写")
    ] = False
    role: Role | None = None
    help: Annotated[str, Meta("填写说明", "给填报人的说明")] = ""
    example: Annotated[str, Meta("示例", "一个正确的例子", types=("string", "number"))] = ""


@record("通用的列", "几张报表都有的一列", Taken("type", "values"), Taken("type", "to"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SharedColumn(Column):
    """A column that forms call by its id instead of saying it again."""

    id: Annotated[
        str, Meta("编号", "列编号", defines="column", example="unit", pattern=r"^[a-z][a-z0-9_]*$")
    ]


@record("报表", "一种 CSV 报表的样子", DECIDED, OneOf("every", "months", "filing"))
@dataclass(frozen=True, kw_only=True)
class Form(Lasting):
    """What a CSV of one kind must look like. ``every`` or ``months`` name the months of the policy in
    which it is due, ``filing`` a rhythm and days of its own.

    A filing is read by the form of its month (``of``): what is added later is not asked of it.

    A zero report is written in the column ``zero_report`` and says what ``zero_states`` tells: that there
    are no new ``rows``, never that a figure is 0. A form without that column allows none.
    """

    id: Annotated[Slug, Meta("编号", "报表编号，即文件名", defines="form", example="funds")]
    name: Annotated[str, Meta("名称", "报表名称")]
    purpose: Annotated[str, Meta("用途", "这张表用来做什么")]
    every: Annotated[
        Rhythm | None,
        PERIODS,
        Meta(
            "频次",
            "报送期内哪些月份报；按周报、只报一次，或者有自己的截止日的，改写 filing",
            words={"quarter": "每季度末月", "half_year": "每半年末月", "year": "每年末月"},
        ),
    ] = None
    months: Annotated[tuple[MonthNumber, ...], Meta("指定月份", "只在这些月份报")] = ()
    filing: Annotated[
        FormFiling | None, Meta("本表的报送期限", "与 rules/filing.yaml 不同的，写在这里")
    ] = None
    valid_from: Annotated[
        Month | None,
        Meta(
            "起",
            "从哪个月的报送起要报这张表，缺省从首期起；中途加的表写上，以前的月份就不欠报",
            example="2023-09",
        ),
    ] = None
    valid_until: Annotated[
        Month | None, Meta("止", "报到哪个月（含），缺省到末期", example="2023-08")
    ] = None
    filers: Annotated[
        tuple[str, ...],
        Meta("填报单位", "可以填报的单位、单位组或类别", names=("unit", "group", "kind")),
    ]
    zero_report: Annotated[
        str | None, Meta("零报告列", "没有新增的行时，在这一列填“零报告”；不写即不收零报告")
    ] = None
    zero_states: ZeroStates | None = None
    columns: Annotated[tuple[Column, ...], Meta("列", "按顺序", least=1)]
    key: Annotated[tuple[str, ...], Meta("主键", "合起来不得重复的列")]
    audience: Audience = "public"
    basis: Basis = "assumed"
    decision: Decision | None = None
    note: Note = ""

    def of(self, term: Term) -> Form:
        """The form as it is for a term: with the columns that there are then."""
        own = tuple(column for column in self.columns if column.in_force(term))
        return self if len(own) == len(self.columns) else replace(self, columns=own)

    def column(self, column_id: str) -> Column:
        """By its id; KeyError where the form has none such."""
        return self._by_id[column_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Column]:
        return {column.id: column for column in reversed(self.columns)}

    def with_role(self, role: str) -> Column | None:
        """The first column of a role; None where the form has none."""
        return next((column for column in self.columns if column.role == role), None)


@record("假期", "一个假期")
@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days off, ``from_`` to ``to``, both included."""

    name: Annotated[str, Meta("名称", "节日名称")]
    from_: Annotated[Day, Meta("起", "首日")]
    to: Annotated[Day, Meta("止", "末日（含）")]


@record("工作日历", "一年的法定节假日和调休上班日；未列的周末休息，其余上班")
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year's holidays and make-up days, as the State Council publishes them."""

    year: Annotated[int, Meta("年份", "公历年份", least=2000, most=2100)]
    source: Annotated[str, Meta("来源", "发布文件")]
    holidays: Annotated[tuple[Holiday, ...], Meta("放假", "放假日期")]
    workdays: Annotated[
        tuple[Day, ...], Meta("调休上班", "周末上班的日期", example="2023-05-06", least=0)
    ]


@record("数据说明", "对报送数据整体的说明")
@dataclass(frozen=True, slots=True, kw_only=True)
class DataNote:
    """What every page says of the filings as a whole, such as 示例数据."""

    label: Annotated[str, Meta("标识", "显示在每页上的标识，如 示例数据")]
    note: Annotated[str, Meta("说明", "标识的解释")]

    def __str__(self) -> str:
        return f"{self.label}：{self.note}"
