"""Rule kind ``candidates``: units in order of the reasons that speak for choosing them.

Reasons are verdicts of other rules in which a unit falls short, or records about it. The list is made
anew each time a month's filings close, so that a proposal has a day on which it first stood. Which of
the candidates are chosen, if any, is for people to say; equal reasons make equal places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ....catalogue import model
from ....catalogue.declare import Meta, OneOf, record
from ....catalogue.kinds import measure
from ....catalogue.model import (
    Commitment,
    Condition,
    Escalation,
    FormId,
    Given,
    Rule,
    Subjects,
    Where,
    Wrong,
)
from ....frozen import dataclass


@record("理由", "一条理由", OneOf("rules", ("form", "distinct", "dated_by")))
@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A reason: verdicts that fall short, or records of a form that are counted.

    With ``until``, a record of which any telling fits ``where`` counts until its newest one fits this.
    """

    name: Annotated[str, Meta("名称", "理由的说法")]
    rules: Annotated[tuple[str, ...], Meta("规则", "按哪些规则的判定", names=("rule",))] = ()
    form: FormId = ""
    distinct: Annotated[str, Meta("计什么", "按该列去重计数", column="any")] = ""
    dated_by: Annotated[str, Meta("日期列", "只计到判定日为止的", column="date")] = ""
    where: Where = ()
    until: Annotated[
        tuple[Condition, ...],
        Meta(
            "列到何时",
            "曾经符合筛选条件的，一直列着，直到最近一次报送符合这些条件；不写即只看最近一次报送",
            least=1,
        ),
    ] = ()


@record("选几个", "由人从候选中选几个")
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How many people choose."""

    at_least: Annotated[int, Meta("至少", "至少几个", least=0)]
    at_most: Annotated[int, Meta("至多", "至多几个", least=1)]


@record(
    "候选名单",
    "按理由多少列出候选单位；选哪几个由人定",
    judges={Escalation: ("measures",), Commitment: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(model.Options):
    """The fields that this kind adds to a rule."""

    finds_short: ClassVar[bool] = False

    subjects: Subjects
    choose: Choice | None = None
    measure: Annotated[
        str | None, Meta("措施", "提请什么，须是条文所列的措施；不写即只列差距、不提请")
    ] = None
    criteria: Annotated[tuple[Criterion, ...], Meta("理由", "各条理由，先写的先比", least=1)]

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The measure is the provision's, and each reason one that can be given."""
        provision = given.provisions.get(rule.provision)
        if self.measure is not None:
            yield from measure(("measure",), self.measure, provision)
        if self.choose and self.choose.at_least > self.choose.at_most:
            yield Wrong(("choose", "at_least"), "至少的个数大于至多的个数", "请核对。")
        for index, criterion in enumerate(self.criteria):
            for number, name in enumerate(criterion.rules):
                other = given.rules.get(name)
                if other and not other.options.finds_short:
                    message = f"“{name}”不判定单位是否达到，不能作为理由"
                    yield Wrong(("criteria", index, "rules", number), message, "请换一条规则。")
            if criterion.until and not criterion.form:
                message = "按规则判定的理由，列到何时由规则决定"
                yield Wrong(("criteria", index, "until"), message, "请删去 until。")
