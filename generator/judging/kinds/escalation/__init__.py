"""Rule kind ``escalation``: how often an item has been among the last, and what that puts before the
people who decide.

Every appearance is a verdict with its counters: consecutive (in the period before too; a period
without a ranking breaks the run, for nobody can say what it would have shown) and cumulative (in the
plan year so far). Which of them counts, and how many are last, may be open; then all stand side by
side. The rule proposes; it never issues a measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, TypeAlias

from ....catalogue import model
from ....catalogue.declare import Meta, record
from ....catalogue.kinds import measure
from ....catalogue.model import Escalation, Given, Rule, Wrong
from ....frozen import dataclass
from ..ranking import Options as Ranked

Counting: TypeAlias = Annotated[
    Literal["consecutive", "cumulative"],
    Meta("计次", words={"consecutive": "连续", "cumulative": "累计"}),
]


@record("一级", "一个级别")
@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """From so many times on: the measure that the notice names, and how it is proposed."""

    times: Annotated[int, Meta("次数", "第几次起", least=1)]
    measure: Annotated[str, Meta("措施", "通知所写的措施")]
    proposes: Annotated[str, Meta("提请", "系统提请时的写法，如 拟警告、提请研究")]


@record(
    "逐次提请",
    "按排在后几名的次数逐级提请；只提请，不作决定",
    judges={Escalation: ("measures",)},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(model.Options):
    """The fields that this kind adds to a rule."""

    finds_short: ClassVar[bool] = False

    ranking: Annotated[str, Meta("排序规则", "哪条排序规则", names=("rule",))]
    counters: Annotated[tuple[Counting, ...], Meta("怎样计次")]
    ladder: Annotated[tuple[Rung, ...], Meta("各级", "第几次提请什么", least=1)]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The ways to count."""
        return self.counters

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """It counts by a list of the last, and each rung is a measure of the provision."""
        other = given.rules.get(self.ranking)
        if other and not (isinstance(other.options, Ranked) and other.options.last):
            message = f"“{other.id}”不是列出后几名的排序规则"
            yield Wrong(("ranking",), message, "请改为写有 last 的 ranking 规则。")
        provision = given.provisions.get(rule.provision)
        for index, rung in enumerate(self.ladder):
            yield from measure(("ladder", index, "measure"), rung.measure, provision)
        times = [rung.times for rung in self.ladder]
        if times != sorted(set(times)):
            yield Wrong(("ladder",), "各级的次数须由少到多、不重复", "请核对 times。")
