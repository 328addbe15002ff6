"""What each YAML file holds, as a record: its schema is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from ..frozen import dataclass
from . import model
from .declare import Meta, record


@record(
    "任务台账",
    "通知的全部条款：基本信息、部分、任务、要求，"
    "及其目标、频次、成果、清单、督导问责、参考值和工作要求",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """``tasks.yaml``: the notice and all its clauses, in the order of the text."""

    notice: model.Notice
    evidence: Annotated[
        tuple[str, ...],
        Meta(
            "通用佐证表",
            "没有写 evidence 的目标、频次、成果和工作要求，用这些报表和所用指标、规则的报表佐证",
            names=("form",),
        ),
    ] = ()
    preamble: Annotated[tuple[model.Clause, ...], Meta("正文前的条款", "印发通知、总体目标等")] = ()
    sections: Annotated[
        tuple[model.Section, ...], Meta("部分", "重点任务各部分，按原文顺序", least=1)
    ]
    requirements: Annotated[tuple[model.Task, ...], Meta("要求", "相关要求，按原文顺序")] = ()


@record(
    "后发的通知",
    "计划年度内后发的通知：增加任务和要求，修订已有的目标、频次和成果；"
    "计划年度和报送办法仍按第一份通知",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A file of ``rules/notices``: a later notice, what it adds and what it amends."""

    notice: model.Notice
    preamble: Annotated[tuple[model.Clause, ...], Meta("正文前的条款", "印发通知、总体目标等")] = ()
    sections: Annotated[tuple[model.Section, ...], Meta("部分", "新增任务的各部分")] = ()
    requirements: Annotated[tuple[model.Task, ...], Meta("要求", "新增的要求")] = ()
    amends: Annotated[
        tuple[model.Amendment, ...], Meta("修订", "对已有事项的修订，按原文顺序")
    ] = ()


@record("责任单位", "单位、单位组和名录")
@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """``units.yaml``: who answers and files, and what is to be covered one by one."""

    kinds: Annotated[tuple[model.UnitKind, ...], Meta("单位类别", "按展示顺序", least=1)]
    units: Annotated[tuple[model.Unit, ...], Meta("单位", "按通知中首次出现的顺序", least=1)]
    groups: Annotated[tuple[model.Group, ...], Meta("单位组", "合称")] = ()
    registers: Annotated[tuple[model.Register, ...], Meta("名录", "需要逐一覆盖的对象")] = ()


@record("指标", "从报表计算的指标")
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """``rules/indicators.yaml``: what is computed from the forms."""

    tables: Annotated[
        tuple[model.IndicatorTable, ...],
        Meta("指标表", "一行报一个指标的报表，其中各个指标一行写一个"),
    ] = ()
    indicators: Annotated[tuple[model.Indicator, ...], Meta("指标", "各项指标")] = ()


@record("通用的列", "各报表通用的列，写一次；报表的 columns 里写它的编号即可")
@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """``rules/columns.yaml``: columns that several forms have."""

    columns: Annotated[tuple[model.SharedColumn, ...], Meta("列", "各个通用的列", least=1)]


@record("待明确的口径", "通知留下的待定口径")
@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """``rules/questions.yaml``: what the notice leaves open."""

    questions: Annotated[tuple[model.Question, ...], Meta("待明确的口径", "按编号排列")]


@record("决定登记", "办公室作出的决定：牌、警告、表态发言、移交等，逐条登记，只增不改")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """``rules/decisions.yaml``: what the office decided; entries are added, never changed."""

    decisions: Annotated[tuple[model.RegisteredDecision, ...], Meta("决定", "按作出的先后排列")]


@record(
    "延期、免报和情况说明",
    "办公室准许的延期、免报，和单位的情况说明及答复，逐条登记，只增不改；从所写的日期起作用",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """``rules/exceptions.yaml``: what the office let differ; entries are added, never changed."""

    exceptions: Annotated[tuple[model.RegisteredException, ...], Meta("登记", "按作出的先后排列")]


@record("判定规则", "怎样判定各条文事项；规则的种类是固定的，每类的字段见下")
@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A file of ``rules/judging``: rules, each of them a record of its kind."""

    rules: Annotated[tuple[model.Rule, ...], Meta("规则", "各条规则", least=1)]


DOCUMENTS: Mapping[str, type] = {
    "tasks": Tasks,
    "notice": Later,
    "units": Units,
    "filing": model.FilingPolicy,
    "indicators": Indicators,
    "questions": Questions,
    "columns": Columns,
    "rows": model.TableRows,
    "form": model.Form,
    "judging": Judging,
    "method": model.Method,
    "calendar": model.CalendarYear,
    "decisions": Decisions,
    "exceptions": Exceptions,
    "home": model.Home,
    "bulletins": model.Bulletins,
    "about": model.DataNote,
}
"""The record of each kind of file, by the name of its schema."""
