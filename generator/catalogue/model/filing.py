"""What is filed: forms, their columns, and the policy on when a filing is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from ...calendar import Month, Rhythm
from ..declare import DECIDED, Day, Meta, OneOf, Slug, Taken, record
from .terms import (
    BASES,
    PERIODS,
    Audience,
    Basis,
    Clock,
    Covers,
    Decision,
    FilingRhythm,
    MonthNumber,
    Note,
    Place,
    Questions,
    RestDay,
    Role,
    ZeroStates,
)


class Lasting:
    """What is filed from one month to another, both included; None is without end."""

    __slots__ = ()

    valid_from: Month | None
    valid_until: Month | None

    def in_force(self, month: Month) -> bool:
        """Whether it is filed for a month."""
        begun = self.valid_from is None or self.valid_from <= month
        return begun and (self.valid_until is None or month <= self.valid_until)


@record("选项", "一个选项")
@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    """One of the values of a choice, and what a clerk may write for it."""

    value: Annotated[str, Meta("值", "规范写法")]
    synonyms: Annotated[tuple[str, ...], Meta("同义写法", "同样认可的写法", least=0)] = ()


@record("列", "报表的一列", Taken("type", "values"), Taken("type", "to"))
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


@record("报表", "一种 CSV 报表的样子", DECIDED, OneOf("every", "months"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Lasting):
    """What a CSV of one kind must look like. ``every`` names the month in which it is due.

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
            "多久报一次",
            words={"quarter": "每季度末月", "half_year": "每半年末月", "year": "每年末月"},
        ),
    ] = None
    months: Annotated[tuple[MonthNumber, ...], Meta("指定月份", "只在这些月份报")] = ()
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
    basis: Basis
    decision: Decision | None = None
    note: Note = ""

    def of(self, month: Month) -> Form:
        """The form as it is for a month: with the columns that there are then."""
        own = tuple(column for column in self.columns if column.in_force(month))
        return self if len(own) == len(self.columns) else replace(self, columns=own)

    def column(self, column_id: str) -> Column:
        """By its id; StopIteration where the form has none such."""
        return next(column for column in self.columns if column.id == column_id)

    def with_role(self, role: str) -> Column | None:
        """The first column of a role; None where the form has none."""
        return next((column for column in self.columns if column.role == role), None)


@record("读法", "一种理解")
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReading:
    """Another way to read the deadline; what is None is as in the policy."""

    id: Annotated[Slug, Meta("编号", "读法编号", example="strict")]
    name: Annotated[str, Meta("名称", "读法说明")]
    inclusive: Annotated[bool | None, Meta("含当日", "截止日当天是否按时")] = None
    roll: RestDay | None = None
    time: Annotated[Clock | None, Meta("时刻", "截止时刻")] = None
    month_offset: Annotated[int | None, Meta("顺延月数", "同上", least=0, most=3)] = None


@record("无新内容的说法", "文字进展只有这些话的，视为没有新内容；标点和空白不计", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNew:
    """What is said when there is nothing new to tell; marks and spaces do not count."""

    phrases: Annotated[tuple[str, ...], Meta("说法", "如 无新进展")]
    basis: Annotated[Literal["office", "assumed"], BASES]
    decision: Decision | None = None
    note: Note = ""


@record("报送期限", "什么时候报、怎样算按时", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPolicy:
    """When filings are due, and what they tell of.

    ``covers``: ``since_last`` is from the day after the last deadline to this one, ``period`` the month
    or quarter itself; by default the second where filings are due in a later month. ``node_grace`` are
    the days after a checkpoint whose figures may stand for it.
    """

    provision: Annotated[str, Meta("条文事项", "报送要求对应的条文事项", names=("provision",))]
    every: FilingRhythm
    first: Annotated[Month, Meta("首期", "第一个报送月份；按季报送时写季末月", example="2023-05")]
    last: Annotated[Month, Meta("末期", "最后一个报送月份；按季报送时写季末月", example="2023-05")]
    month_offset: Annotated[
        int, Meta("顺延月数", "截止日在报送月份之后几个月：0 当月，1 次月", least=0, most=3)
    ] = 0
    covers: Covers | None = None
    node_grace: Annotated[
        int,
        Meta(
            "节点宽限天数", "节点之后几天内的数据可以代表节点当日，0 为只认当日", least=0, most=31
        ),
    ] = 0
    day: Annotated[int, Meta("日", "截止日", least=1, most=31)]
    inclusive: Annotated[bool, Meta("含当日", "截止日当天报送是否按时")]
    time: Annotated[Clock, Meta("时刻", "截止时刻，24:00 表示当日结束")]
    roll: RestDay
    basis: Basis
    decision: Decision | None = None
    questions: Questions = ()
    note: Note = ""
    readings: Annotated[
        tuple[FilingReading, ...],
        Meta("其他读法", "同一句话的其他理解；与缺省读法结论不同时一并显示"),
    ] = ()
    nothing_new: NothingNew | None = None
    max_file_bytes: Annotated[int, Meta("文件上限", "单个文件最多多少字节", least=1024)] = (
        20 * 1024 * 1024
    )
    skip_title: Annotated[bool, Meta("跳过标题行", "表头上面有标题时跳过并提醒；缺省不接受")] = (
        False
    )
    strict_columns: Annotated[
        bool, Meta("拒绝多余的列", "没有声明的列按错误处理；缺省只提醒、不采用")
    ] = False
    upload: Annotated[
        str,
        Meta(
            "上传页面",
            "代码托管平台上传文件的网页，{folder} 代表要放进去的文件夹",
            example="http://git.intranet/city/taizhang/_upload/main/{folder}",
            pattern=r"^https?://.+\{folder\}",
        ),
    ] = ""

    @property
    def of_the_period(self) -> bool:
        """Whether a filing tells of its month or quarter itself."""
        return (self.covers or ("period" if self.month_offset else "since_last")) == "period"


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
