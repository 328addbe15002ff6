"""Rule kind ``count``: how many different things qualify, by a day, in each period, or at all.

Things are counted one by one, never made up from a total.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from ....catalogue.declare import Meta, OneOf, record
from ....catalogue.model import (
    Cadence,
    Condition,
    Deliverable,
    FormId,
    Given,
    Pace,
    Rule,
    Scoped,
    Subjects,
    Target,
    Way,
    Where,
    Wrong,
)
from ....frozen import dataclass


@record("读法", "一种口径", OneOf("at_least", "all"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Way):
    """One way to read how many are enough: a target's number, or all that are listed."""

    at_least: Annotated[
        str | None, Meta("不少于", "至少达到某个目标规定的数量", names=("target",))
    ] = None
    all: Annotated[Literal[True] | None, Meta("全部", "所列各项都要符合")] = None


@record(
    "在什么之后", "每一轮之后都要有的（如每轮复核以后的通报）：只计最近一轮之后的，须写明 dated_by"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What has to be followed: dated records of some units, called ``name``."""

    name: Annotated[str, Meta("名称", "这一轮叫什么，写进判定理由")]
    form: FormId
    dated_by: Annotated[str, Meta("日期列", "这一轮的日期", column="date")]
    subjects: Subjects
    where: Where = ()


@record(
    "达标数量",
    "符合条件的事物有多少个，逐个数，不折算总数",
    judges={
        Target: ("value", "values", "periods", "share_of"),
        Cadence: ("every", "months"),
        Deliverable: (),
    },
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    charted: ClassVar[bool] = True
    by_dates: ClassVar[bool] = True

    pace: Pace = None
    form: FormId
    distinct: Annotated[str, Meta("计什么", "按该列去重计数", column="any")]
    where: Where = ()
    qualifies: Annotated[
        tuple[Condition, ...], Meta("算数的条件", "符合全部条件才计入", least=1)
    ] = ()
    dated_by: Annotated[
        str | None, Meta("日期列", "按周期判定时，以该列日期归入周期", column="date")
    ] = None
    after: After | None = None
    word: Annotated[
        str,
        Meta(
            "量词",
            "数的时候用的量词；不写的，活动用“次”，成果用“份”，其他用“个”",
            most=2,
            example="座",
        ),
    ] = ""
    readings: Annotated[tuple[Reading, ...], Meta("各种口径", "悬而未决时逐一计算", least=2)] = ()

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """What follows a round is held against its day."""
        if self.after and not self.dated_by:
            message = "要在某一轮之后的，须写明按哪一列日期比较"
            yield Wrong(("after",), message, "请补上“dated_by: 日期列编号”。")
