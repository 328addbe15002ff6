"""Who answers and who files, and the registers of things to be covered one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, TypeAlias

from ...calendar import Month
from ...frozen import dataclass
from ..declare import DECIDED, Day, Meta, Slug, record
from .filing import Lasting
from .names import Names
from .terms import Basis, Decision, MeasureWord, Membership, Note, Questions, Quote

Account: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.+@-]*(\[bot\])?$")]
"""A name on a forge, or of a user of a server: ASCII, so that no two look alike."""


@record("别名", "曾用名、简称或后来的名称")
@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name of a unit, and the days on which it was in use, both included."""

    name: Annotated[str, Meta("名称", "名称")]
    from_: Annotated[Day | None, Meta("起", "启用日期")] = None
    until: Annotated[Day | None, Meta("止", "停用日期")] = None
    note: Note = ""


@record("类别", "单位的一类；不同类别不放在一个排名里")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """Units that may stand in one ranking."""

    id: Annotated[Slug, Meta("编号", "类别编号", defines="kind", example="county")]
    name: Annotated[str, Meta("名称", "如 市直单位")]
    note: Note = ""


@record("应报报表", "本单位要报的一张表，和从哪个月报到哪个月", short="form")
@dataclass(frozen=True, slots=True, kw_only=True)
class Owed(Lasting):
    """A form on the list of a unit, and the months for which the unit files it."""

    form: Annotated[str, Meta("报表", "报表编号", names=("form",))]
    valid_from: Annotated[
        Month | None,
        Meta(
            "起",
            "本单位从哪个月的报送起报这张表，缺省从首期起；中途加的写上，以前的月份就不欠报",
            example="2023-09",
        ),
    ] = None
    valid_until: Annotated[
        Month | None, Meta("止", "本单位报到哪个月（含），缺省到末期", example="2023-08")
    ] = None


@record("单位", "一个单位")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One that answers for clauses, files forms, or both; ``accounts`` act for it."""

    id: Annotated[Slug, Meta("编号", "用于文件夹名，小写拼音", defines="unit", example="jiaxian")]
    kind: Annotated[str, Meta("类别", "单位类别编号", names=("kind",))]
    name: Annotated[str, Meta("名称", "通知中的名称")]
    full_name: Annotated[str, Meta("全称", "原文责任单位栏的写法与名称不同时填写")] = ""
    aliases: Annotated[
        tuple[Alias, ...], Meta("别名", "其他写法；责任单位核对和报表识别时同样认可")
    ] = ()
    valid_from: Annotated[Day | None, Meta("起", "设立日期")] = None
    valid_until: Annotated[Day | None, Meta("止", "撤并日期")] = None
    owed: Annotated[
        tuple[Owed, ...],
        Meta(
            "应报报表",
            "每期要报送的报表；不写就是所承担事项的 evidence 中、filers 含本单位的各表。"
            "与此不同才写：写编号；中途增减的写成 {form: 编号, valid_from: 起, valid_until: 止}",
            least=0,
            repeats=False,
            key="files",
            internal=True,
        ),
    ] = ()
    accounts: Annotated[
        tuple[Account, ...],
        Meta("账号", "代码托管平台上代表本单位的账号，只能改动本单位的报送", internal=True),
    ] = ()
    maintains: Annotated[
        bool, Meta("维护", "本单位的账号可以改动规则、任务清单和全部文件", internal=True)
    ] = False
    note: Note = ""

    @property
    def names(self) -> list[str]:
        """Every way in which a text may call it, the usual one first."""
        own = [self.name, self.full_name] if self.full_name else [self.name]
        return own + [alias.name for alias in self.aliases]

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of the forms on its list, in its order."""
        return tuple(dict.fromkeys(owed.form for owed in self.owed))

    def exists_on(self, day: date) -> bool:
        """Whether it is there on a day; it is on the first and the last one."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def exists_within(self, first: date, last: date) -> bool:
        """Whether it exists on any day from first to last."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_until is None or first <= self.valid_until)


@record("单位组", "几个单位的合称", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several units under one name of the notice; an ``open`` membership is provisional."""

    id: Annotated[Slug, Meta("编号", "组编号", defines="group", example="counties")]
    name: Annotated[str, Meta("名称", "原文中的合称")]
    membership: Membership
    members: Annotated[tuple[str, ...], Meta("成员", "成员单位，按原文顺序", names=("unit",))]
    basis: Basis = "assumed"
    decision: Decision | None = None
    questions: Questions = ()
    note: Note = ""


@record("登记项", "名录中的一项")
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItem:
    """One thing of a register; a ``placeholder`` stands for one whose name is not known yet."""

    id: Annotated[str, Meta("编号", "唯一编号（有前导零时加引号）", defines="item")]
    name: Annotated[str, Meta("名称", "名称")]
    unit: Annotated[str | None, Meta("所属单位", "属于哪个单位", names=("unit",))] = None
    category: Annotated[str, Meta("类型", "如 镇、乡、街道")]
    placeholder: Annotated[bool, Meta("占位", "名称待核的占位项")] = False
    note: Note = ""


@record("名录", "乡镇等需要逐一覆盖的对象", DECIDED)
@dataclass(frozen=True, kw_only=True)
class Register:
    """Things to be covered one by one; only items of the ``counted`` categories count."""

    id: Annotated[Slug, Meta("编号", "名录编号", defines="register", example="townships")]
    name: Annotated[str, Meta("名称", "名录名称")]
    expected: Annotated[int, Meta("应有数量", "原文给出的数量", least=1)]
    quote: Quote = ""
    basis: Basis = "assumed"
    decision: Decision | None = None
    counted: Annotated[tuple[str, ...], Meta("计入类型", "计入应有数量的类型")]
    items: Annotated[tuple[RegisterItem, ...], Meta("各项", "名录内容", least=1)]
    word: MeasureWord = "个"
    questions: Questions = ()
    note: Note = ""

    @cached_property
    def counted_items(self) -> tuple[RegisterItem, ...]:
        """Those that count, in the order of the register."""
        return tuple(item for item in self.items if item.category in self.counted)

    @cached_property
    def by_id(self) -> Mapping[str, RegisterItem]:
        """Every item, in the order of the register."""
        return {item.id: item for item in self.items}

    @cached_property
    def names(self) -> Names:
        """How its items may be called."""
        bearers: dict[str, list[str]] = {}
        for item in self.items:
            bearers.setdefault(item.name, []).append(item.id)
        own = {name: ids[0] for name, ids in bearers.items() if len(ids) == 1}
        return Names(
            ids=own | {item.id: item.id for item in self.items},
            usual={item.id: item.name for item in self.items},
            shared={name: ids for name, ids in bearers.items() if len(ids) > 1},
        )
