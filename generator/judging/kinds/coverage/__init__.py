"""Rule kind ``coverage``: whether every item of a register has its turn in each period.

An item counts once however often it comes; items of categories that do not count are left out. While
the register itself is open (an item yet to be named), its readings stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from .... import wording
from ....catalogue.declare import Meta, record
from ....catalogue.model import (
    Cadence,
    FormId,
    Given,
    Pace,
    Rule,
    Scope,
    Scoped,
    Target,
    Way,
    Where,
    Wrong,
)
from ....frozen import dataclass


@record("读法", "一种口径")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Way):
    """What makes coverage whole: the expected number, every item that is named, or any items."""

    counts: Annotated[
        Literal["expected", "named", "any"],
        Meta(
            "怎样算全",
            words={
                "expected": "计入的类别达到应有数",
                "named": "名录中已核实的各项都轮到",
                "any": "不分类别达到应有数",
            },
        ),
    ]


@record(
    "名录覆盖",
    "名录中的每一项在每个周期内是否都轮到；同一项轮到几次只算一次，不计入的类别不算数",
    judges={Target: ("value",), Cadence: ("every", "months")},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    by_dates: ClassVar[bool] = True

    pace: Pace = None
    register: Annotated[str, Meta("名录", "units.yaml 中的哪个名录", names=("register",))]
    form: FormId
    item: Annotated[str, Meta("名录项列", "写名录项的列", column="any")]
    dated_by: Annotated[str, Meta("日期列", "以该列日期归入周期", column="date")]
    where: Where = ()
    verb: Annotated[
        str, Meta("动作", "对名录各项做的事，用来写“已走访”“尚未走访”", most=6, example="走访")
    ] = "覆盖"
    readings: Annotated[tuple[Reading, ...], Meta("各种口径", "名录未定时逐一计算", least=2)] = ()
    scope: Scope = "together"

    @property
    def covers(self) -> str:
        """The register whose items each have their turn."""
        return self.register

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The register is as long as the provision says, and the column names its items."""
        register, form = given.registers.get(self.register), given.forms.get(self.form)
        if register is None:
            return
        provision = given.provisions.get(rule.provision)
        value = provision.value if isinstance(provision, Target) else None
        if value is not None and value != register.expected:
            said = f"名录“{register.name}”应有 {register.expected} 项，条文要求 {wording.exact(value)} 项"
            yield Wrong(("register",), said, "请核对名录或条文。", register.id)
        if form and any(each.id == self.item and each.to != register.id for each in form.columns):
            said = f"“{self.item}”列不是填“{register.name}”的列"
            yield Wrong(("item",), said, f"该列须写明 to: {register.id}。")
