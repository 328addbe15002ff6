"""Rule kind ``sample``: a draw from the records of a period that anyone can repeat, and whether what
was drawn has been checked.

Records are ordered by the SHA-256 of ``seed|period|record`` and the first ones are drawn, so the draw
hangs neither on the order of rows nor on a machine, and a record more moves nothing but itself. How
many are drawn is for the office to say; while it has not, nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ....catalogue.declare import Meta, record
from ....catalogue.model import (
    Commitment,
    Deliverable,
    FormId,
    Given,
    Looking,
    Rule,
    Scoped,
    Target,
    Where,
    Wrong,
)
from ....frozen import dataclass


@record(
    "抽样复核",
    "从符合条件的记录里按公开的种子抽样，看抽中的是否都复核了；抽多少由办公室定",
    judges={Target: ("value", "external_value"), Commitment: (), Deliverable: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule; ``share`` is in per cent."""

    numbers: ClassVar[tuple[str, ...]] = ("number", "share")

    form: FormId
    record: Annotated[str, Meta("记录编号列", "抽样的单位", column="any")]
    where: Where = ()
    dated_by: Annotated[str, Meta("日期列", "以该列日期归入周期", column="date")]
    every: Looking
    number: Annotated[int | None, Meta("抽几个", "每个周期抽几个", least=1)] = None
    share: Annotated[
        float | None, Meta("抽百分之几", "每个周期抽百分之几，不足一个的抽一个", above=0, most=100)
    ] = None
    seed: Annotated[str, Meta("种子", "抽样的公开种子；同一种子、同一周期抽出的相同")]
    checked: Annotated[str, Meta("复核日期列", "填了即为已复核", column="any")]

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The office says how many are drawn, in one way."""
        sizes = [name for name in self.numbers if getattr(self, name) is not None]
        if len(sizes) > 1:
            yield Wrong(("share",), "number、share 只能写其中一项", "请删去多余的。")
        if sizes and rule.basis != "office":
            message = f"“{sizes[0]}”是抽样的数量，通知没有写明"
            hint = "须有办公室文件：basis 写 office，decision 写明文号和日期。"
            yield Wrong((sizes[0],), message, hint)
