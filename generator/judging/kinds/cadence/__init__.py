"""Rule kind ``cadence``: whether something happens in each week, month, quarter, half-year or year,
or in the months that the notice names."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ....catalogue.declare import Meta, record
from ....catalogue.model import Cadence, FormId, Scoped, Way, Where
from ....frozen import dataclass


@record("读法", "一种口径")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Way):
    """One way to read what happens: which records count, and how often they are wanted."""

    where: Where = ()
    times: Annotated[
        int | None, Meta("次数", "该口径下至少几次；不写即条文规定的次数", least=1)
    ] = None


@record(
    "频次",
    "每周、每月、每季度、每半年、每年或指定月份，该做的事做了没有",
    judges={Cadence: ("every", "months")},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    by_dates: ClassVar[bool] = True

    form: FormId
    distinct: Annotated[str, Meta("记录编号列", "按该列去重计次", column="any")]
    dated_by: Annotated[str, Meta("日期列", "以该列日期归入周期", column="date")]
    where: Where = ()
    readings: Annotated[tuple[Reading, ...], Meta("各种口径", "悬而未决时逐一计算", least=2)] = ()
