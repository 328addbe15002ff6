"""When filings are due: the policy of the notice, what a form has of its own, and both together."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Literal

from ...calendar import Month, Span, Term, Week, closes_period, months, weeks
from ...deadlines import day_in
from ...frozen import dataclass
from ..declare import DECIDED, Day, Meta, Slug, When, record
from .quality import Quality
from .terms import (
    BASES,
    Basis,
    Clock,
    Covers,
    Decision,
    FilingRhythm,
    FormRhythm,
    Note,
    Questions,
    RestDay,
)


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
    basis: Annotated[Literal["office", "assumed"], BASES] = "assumed"
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
    first: Annotated[
        Month, Meta("首期", "第一个报送月份；按季度、半年、年报的写末月", example="2023-05")
    ]
    last: Annotated[
        Month, Meta("末期", "最后一个报送月份；按季度、半年、年报的写末月", example="2023-05")
    ]
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
    basis: Basis = "assumed"
    decision: Decision | None = None
    questions: Questions = ()
    note: Note = ""
    readings: Annotated[
        tuple[FilingReading, ...],
        Meta("其他读法", "同一句话的其他理解；与缺省读法结论不同时一并显示"),
    ] = ()
    nothing_new: NothingNew | None = None
    quality: Quality | None = None
    max_file_bytes: Annotated[int, Meta("文件上限", "单个文件最多多少字节", least=1024)] = (
        20 * 1024 * 1024
    )
    max_file_cells: Annotated[
        int, Meta("格数上限", "一个 CSV 文件最多多少格；工作簿的一张表总以五十万格为限", least=1000)
    ] = 500_000
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
    editor: Annotated[
        str,
        Meta(
            "编辑页面",
            "代码托管平台编辑一个文件的网页，{path} 代表文件，{line} 代表行；内部版的页面由此到要改的那一行",
            example="http://git.intranet/city/taizhang/_edit/main/{path}#L{line}",
            pattern=r"^https?://.+\{path\}",
        ),
    ] = ""
    viewer: Annotated[
        str,
        Meta(
            "查看页面",
            "代码托管平台查看一个文件的网页，{path} 代表文件，{line} 代表行；内部版的页面由此到报送的那一行",
            example="http://git.intranet/city/taizhang/src/branch/main/{path}#L{line}",
            pattern=r"^https?://.+\{path\}",
        ),
    ] = ""
    requests: Annotated[
        str,
        Meta(
            "合并请求页面",
            "代码托管平台列出待处理的合并请求的网页",
            example="http://git.intranet/city/taizhang/pulls",
            pattern=r"^https?://\S+$",
        ),
    ] = ""
    self_check: Annotated[
        str,
        Meta(
            "自查页面",
            "网站“自查和填报”页的地址；有人上传工作簿时，检查的提示里写明到那里变成 CSV",
            example="http://taizhang.intranet/current/filing/self-check.html",
            pattern=r"^https?://\S+$",
        ),
    ] = ""

    @property
    def schedule(self) -> Schedule:
        """How a form is filed that says nothing else."""
        return Schedule(
            provision=self.provision,
            every=self.every,
            on=None,
            first=self.first,
            last=self.last,
            day=self.day,
            month_offset=self.month_offset,
            covers=self.covers,
            inclusive=self.inclusive,
            time=self.time,
            roll=self.roll,
        )


@record(
    "本表的报送期限",
    "多久报一次、哪天截止；没有写的，与 rules/filing.yaml 相同",
    When("every", "once", "on"),
    When("every", "week", "day"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FormFiling:
    """What is different in the filing of one form; None is as in the policy."""

    every: FormRhythm
    provision: Annotated[
        str | None,
        Meta(
            "条文事项", "要求报送本表的条文事项；不写的，同 rules/filing.yaml", names=("provision",)
        ),
    ] = None
    on: Annotated[
        Day | None, Meta("截止日期", "只报一次的，写截止的日期", example="2023-07-15")
    ] = None
    first: Annotated[
        Month | None, Meta("首期", "第一个报送月份；按季度、半年、年报的写末月", example="2023-06")
    ] = None
    last: Annotated[
        Month | None,
        Meta("末期", "最后一个报送月份；按季度、半年、年报的写末月", example="2023-12"),
    ] = None
    day: Annotated[
        int | None,
        Meta(
            "日",
            "截止日；按周报的写 1 至 7（本周一至周日）或 8 至 14（下周一至周日）",
            least=1,
            most=31,
        ),
    ] = None
    month_offset: Annotated[
        int | None,
        Meta("顺延月数", "截止日在报送月份之后几个月：0 当月，1 次月", least=0, most=3),
    ] = None
    covers: Annotated[
        Covers | None,
        Meta(
            otherwise="不写时，同 rules/filing.yaml；截止日在期末以前还是以后与之不同的，按本表的截止日定"
        ),
    ] = None
    inclusive: Annotated[bool | None, Meta("含当日", "截止日当天报送是否按时")] = None
    time: Annotated[Clock | None, Meta("时刻", "截止时刻，24:00 表示当日结束")] = None
    roll: RestDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How one form is filed. ``covers`` is None where nobody says it; ``fixed`` are the fields that the
    form has of its own, which no other reading of the policy changes. ``plan`` are the days of which
    there are weeks. A day of a week is counted from its Monday, 1, on into the next one.
    """

    provision: str
    every: FormRhythm
    on: date | None
    first: Month
    last: Month
    day: int
    month_offset: int
    covers: Covers | None
    inclusive: bool
    time: Clock
    roll: RestDay
    fixed: frozenset[str] = frozenset()
    plan: Span | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """What there is a filing for, in order: the weeks of the plan, every month, the last one of each
        quarter, half-year or year, or that of the only day."""
        if self.every == "week":
            return _weeks(self.first, self.last, self.plan)
        return _months(self.every, self.on, self.first, self.last)

    def due(self, term: Term) -> date:
        """The day on which the filing for a term is due, before it is moved off a day of rest."""
        if isinstance(term, Week):
            return term.first + timedelta(days=self.day - 1)
        return self.on or day_in(term.plus(self.month_offset), self.day)

    @property
    def of_the_period(self) -> bool:
        """Whether a filing tells of its week, month or quarter itself."""
        return (self.covers or self._usual) == "period"

    @property
    def _usual(self) -> Covers:
        """What a filing tells of where nobody says it: the term itself once that is over."""
        match self.every:
            case "once":
                return "since_last"
            case "week":
                return "period" if self.day > WEEK else "since_last"
            case _:
                return "period" if self.month_offset else "since_last"

    def read(self, reading: FilingReading | None) -> Schedule:
        """By another reading of the policy, as far as the form says nothing of its own."""
        return self if reading is None else self._with(reading, READ)

    def of(self, own: FormFiling | None) -> Schedule:
        """With what a form has of its own. What it tells of is as the policy has it only where both are
        due within the term, or both after it."""
        if own is None:
            return self
        made = self._with(own, _OWN)
        if own.covers or self.covers is None or made._usual == self._usual:
            return made
        return replace(made, covers=made._usual)

    def _with(self, other: FilingReading | FormFiling, names: frozenset[str]) -> Schedule:
        said = {
            name: value
            for name in names - self.fixed
            if (value := getattr(other, name)) is not None
        }
        fixed = frozenset(said) if isinstance(other, FormFiling) else self.fixed
        return replace(self, **said, fixed=fixed)


@cache
def _weeks(first: Month, last: Month, plan: Span | None) -> tuple[Week, ...]:
    every = weeks(first, last)
    return tuple(week for week in every if plan is None or plan.touches(week.first, week.last))


@cache
def _months(every: FormRhythm, on: date | None, first: Month, last: Month) -> tuple[Month, ...]:
    if every == "once":
        return (Month.of(on),) if on else ()
    assert every != "week"
    return tuple(month for month in months(first, last) if closes_period(every, month))


WEEK = 7
"""Days in a week."""

READ = frozenset(each.name for each in fields(FilingReading)) - {"id", "name"}
"""What another reading of the policy may say otherwise."""

_OWN = frozenset(each.name for each in fields(FormFiling))
