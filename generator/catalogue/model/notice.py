"""What a notice asks for: its clauses, and the provisions that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Annotated, Any, ClassVar, Self, TypeVar

from ...calendar import Every, Rhythm
from ...frozen import dataclass
from ..declare import (
    DECIDED,
    OURS,
    SPACES,
    AnyOf,
    Condition,
    Day,
    Meta,
    OneOf,
    Space,
    When,
    Without,
    fields_of,
    record,
    records,
)
from .asks import Against, Base, Between, Change, Checkpoints, Milestones, Periods, Share, Values
from .parties import Owners, Parties, leading
from .terms import (
    PERIODS,
    Audience,
    Basis,
    ClauseId,
    Decision,
    MonthNumber,
    Note,
    Operator,
    ProvisionId,
    Questions,
    Quote,
    ReadAs,
)
from .words import flat

P = TypeVar("P", bound="Provision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing that a clause asks for. ``owners`` empty means those who answer for the clause."""

    told_in_words: ClassVar[bool] = True
    """Whether units tell in words how they get on with it."""

    id: Annotated[
        ProvisionId, Meta("编号", "条文事项编号，如 T10-3", defines="provision", example="T10-3")
    ]
    title: Annotated[str, Meta("名称", "短标题，不写则显示原文")] = ""
    quote: Quote
    from_: Annotated[
        str,
        Meta(
            "出自",
            "原文不在本条正文而在附件或表里时，写附件或表的标题那一行开头的字",
            example="附件1",
        ),
    ] = ""
    reads: Annotated[
        Mapping[str, ReadAs],
        Meta(
            "读作",
            "原文中的话读作多少或哪一天：{上半年: 2023-06-30, 3.2万: 32000}；上年的几倍写成“×2 of last year”",
            example="{上半年: 2023-06-30}",
        ),
    ] = field(default_factory=dict)
    basis: Basis = "notice"
    decision: Decision | None = None
    owners: Owners = ()
    evidence: Annotated[tuple[str, ...], Meta("佐证表", "用哪些报表佐证", names=("form",))] = ()
    indicators: Annotated[
        tuple[str, ...], Meta("展示指标", "一并展示、不作判定的指标", names=("indicator",))
    ] = ()
    questions: Questions = ()
    audience: Audience = "public"
    note: Note = ""

    @property
    def name(self) -> str:
        """Its title, else the words that it was made of."""
        return self.title or self.quote

    @property
    def kind(self) -> Space:
        """What it is of the things that a clause may ask for: a target, a cadence and so on."""
        space = records()[type(self)].space
        assert space
        return space

    @property
    def kind_name(self) -> str:
        """The same in the words of those who write the files."""
        return SPACES[self.kind]


def _provision(
    kind: Space, description: str, *conditions: Condition
) -> Callable[[type[P]], type[P]]:
    """Declare something that a clause may ask for."""
    return record(SPACES[kind], description, *conditions, space=kind)


@_provision(
    "target",
    "有数量要求的事项",
    DECIDED,
    OneOf(
        AnyOf("value", "values"),
        "external_value",
        "checkpoints",
        "periods",
        "between",
        "against",
        "share_of",
        "milestones",
    ),
    Without("milestones", "operator"),
    When("operator", "between", "between"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Provision):
    """A number to reach: once by ``due``, at ``checkpoints``, in ``each`` period or in the ``periods``
    named, or always. Where units have ``values`` of their own, ``value`` is that of all together."""

    indicator: Annotated[str | None, Meta("指标", "用哪个指标衡量", names=("indicator",))] = None
    operator: Annotated[Operator, Meta(otherwise="只列阶段节点（milestones）的不写")] = "at_least"
    value: Annotated[
        float | None,
        Meta("目标值", "数量要求；单位与指标一致；各单位的要求不同时是合计的要求"),
    ] = None
    values: Values = None
    periods: Periods = field(default_factory=dict)
    between: Between = ()
    against: Against = None
    change: Change | None = None
    base: Base | None = None
    share_of: Share | None = None
    external_value: Annotated[
        str | None, Meta("外部目标", "目标值由上级另行下达、通知未载时，写明是什么")
    ] = None
    checkpoints: Checkpoints = ()
    milestones: Milestones = ()
    due: Annotated[Day | None, Meta("期限", "最迟完成日（含当日）")] = None
    each: Annotated[Rhythm | None, PERIODS, Meta("周期", "每个周期都要达到时填写")] = None
    wording: Annotated[
        str | None,
        Meta("对应词语", "目标值不是数字而是文字时，原文中的那个词，如“全部”；必须出现在原文里"),
    ] = None
    tolerance: Annotated[float, Meta("允许误差", "低于目标多少以内仍视为达到，缺省 0", least=0)] = 0

    @property
    def on_the_way(self) -> list[date]:
        """The days of its checkpoints, or of its milestones."""
        return [*(p.date for p in self.checkpoints), *(p.date for p in self.milestones)]


@_provision("cadence", "定期要做的事项", DECIDED, OneOf("every", "months", "unspecified"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence(Provision):
    """Something that happens again and again."""

    every: Annotated[Every | None, PERIODS, Meta("频次", "多久一次")] = None
    months: Annotated[tuple[MonthNumber, ...], Meta("指定月份", "只在这些月份进行")] = ()
    unspecified: Annotated[str | None, Meta("未定频次", "原文只说“适时”“定期”等，写下该词")] = None
    times: Annotated[int, Meta("次数", "每个周期至少几次", least=1)] = 1
    day: Annotated[int | None, Meta("日", "每个周期的几号前", least=1, most=31)] = None


@_provision("deliverable", "要出台的文件或要形成的成果", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Provision):
    """A document to issue, or a result to hand over."""

    document: Annotated[str | None, Meta("文件标题", "文件全称，含书名号")] = None
    due: Annotated[Day | None, Meta("期限", "最迟出台日（含当日）")] = None


@_provision("list", "逐项列出的事项", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Provision):
    """Things named one by one; ``open`` when the notice ends the list with 等."""

    told_in_words: ClassVar[bool] = False

    items: Annotated[tuple[str, ...], Meta("各项", "清单各项")]
    open: Annotated[bool, Meta("开放", "原文以“等”结尾，清单未列尽")] = False


@_provision("escalation", "警告、黄牌、表态发言、移交等措施；系统只提请，由人决定", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Provision):
    """Measures that people decide on; the system only brings matters before them."""

    told_in_words: ClassVar[bool] = False

    measures: Annotated[tuple[str, ...], Meta("措施", "按轻重排列", repeats=True)]


@_provision("reference", "仅供参考的数值，不得用于比较", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Provision):
    """A number for orientation, never for comparison."""

    told_in_words: ClassVar[bool] = False

    value: Annotated[float, Meta("参考值", "原文给出的参考数值")]
    unit: Annotated[str, Meta("单位", "参考值的单位")]


@_provision("commitment", "没有数量、期限的要求，以文字说明落实情况", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Provision):
    """Work without number or date, attested by narrative."""


@record("正文前的条款", "印发通知和总体目标等没有责任单位一栏的条款")
@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A task, a requirement, or a part of the text before them."""

    id: Annotated[ClauseId, Meta("编号", "条款编号", defines="clause", example="G")]
    number: Annotated[str, Meta("序号", "原文中的序号，如 10、三、（一）")] = ""
    title: Annotated[str, Meta("标题", "原文标题")]
    text: Annotated[str, Meta("正文", "原文正文，一字不差（空白不计）")]
    parties: Parties = ()
    responsible_quote: Annotated[str, Meta("责任单位原文", "原文的责任单位一段")] = ""
    note: Note = ""
    questions: Questions = ()
    targets: Annotated[tuple[Target, ...], Meta("目标", "本条的目标")] = ()
    cadences: Annotated[tuple[Cadence, ...], Meta("频次", "本条的频次")] = ()
    deliverables: Annotated[tuple[Deliverable, ...], Meta("成果", "本条的成果")] = ()
    lists: Annotated[tuple[Listing, ...], Meta("清单", "本条的清单")] = ()
    escalations: Annotated[tuple[Escalation, ...], Meta("督导问责", "本条的督导问责")] = ()
    references: Annotated[tuple[Reference, ...], Meta("参考值", "本条的参考值")] = ()
    commitments: Annotated[tuple[Commitment, ...], Meta("工作要求", "本条的工作要求")] = ()
    part: Annotated[str, OURS] = ""
    """What it stands in, where another clause has the same number."""

    @property
    def name(self) -> str:
        """Number and title in the notice's own words, and the part where the number alone misleads."""
        return f"{self.number}{self.title}" + (f"（{self.part}）" if self.part else "")

    @property
    def responsible(self) -> tuple[str, ...]:
        """The ids of all whom it names, in whatever role, in the notice's order."""
        return tuple(unit for party in self.parties for unit in party.units)

    @property
    def answering(self) -> tuple[str, ...]:
        """Of them those who lead, or all where nobody does."""
        return leading(self.parties) or self.responsible

    def keeping(self, keeps: Callable[[Provision], bool]) -> Self:
        """The clause with those provisions only that are kept."""
        kept: dict[str, Any] = {
            plural: tuple(provision for provision in getattr(self, plural) if keeps(provision))
            for plural in LISTS
        }
        return replace(self, **kept)

    def changing(self, changed: Callable[[Provision], Provision]) -> Self:
        """The clause with every provision changed."""
        every: dict[str, Any] = {
            plural: tuple(map(changed, getattr(self, plural))) for plural in LISTS
        }
        return replace(self, **every)

    @property
    def provisions(self) -> list[Provision]:
        """All of them, in the order in which their words stand in the text."""
        body = flat(self.text)

        def position(provision: Provision) -> tuple[bool, int]:
            found = body.find(flat(provision.quote))
            return found < 0, found

        return sorted(self.listed, key=position)

    @property
    def listed(self) -> list[Provision]:
        """All of them, list by list as they are written."""
        return [provision for plural in LISTS for provision in getattr(self, plural)]


LISTS = [
    each.name
    for each in fields_of(Clause)
    if isinstance(each.holds, type) and issubclass(each.holds, Provision)
]
"""The fields of a clause that hold what it asks for."""


@record("任务", "一项重点任务", Without("responsible_quote", "questions"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Clause):
    """A clause with responsible units: one of the notice's tasks or requirements."""

    id: Annotated[ClauseId, Meta("编号", "条款编号", defines="clause", example="T10")]
    parties: Parties
    responsible_quote: Annotated[
        str, Meta("责任单位原文", "原文的责任单位一段；通知没有写的，写 questions，说明由谁定")
    ] = ""


@record("部分", "重点任务的一个部分")
@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the notice and its tasks, in the order of the text."""

    id: Annotated[ClauseId, Meta("编号", "部分编号", defines="section", example="S4")]
    number: Annotated[str, Meta("序号", "原文序号，如（四）；没有的不写")] = ""
    title: Annotated[str, Meta("标题", "原文标题")]
    tasks: Annotated[tuple[Task, ...], Meta("任务", "本部分各项任务，按原文顺序", least=1)]
