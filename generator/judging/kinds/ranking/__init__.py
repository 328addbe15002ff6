"""Rule kind ``ranking``: the items of one register put in order by a method that is a versioned file.

Items of different registers are never in one list, a list is made only when every item has its score,
and equal scores share a rank (1, 2, 2, 4). "The last five" are all items with fewer than five worse
ones, so a tie at the fifth place makes the list longer, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ....catalogue import model, types
from ....catalogue.declare import Meta, record
from ....catalogue.kinds import column
from ....catalogue.model import (
    Commitment,
    Escalation,
    FormId,
    Given,
    Looking,
    Rule,
    Subjects,
    Wrong,
)
from ....frozen import dataclass


@record(
    "排序",
    "名录各项按评分办法排序；分数相同名次相同，分数不齐不排序，没有评分办法不排序",
    judges={Escalation: (), Commitment: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(model.Options):
    """The fields that this kind adds to a rule."""

    finds_short: ClassVar[bool] = False

    register: Annotated[str, Meta("名录", "对哪个名录的各项排序", names=("register",))]
    form: FormId
    item: Annotated[str, Meta("名录项列", "写名录项的列", column="any")]
    dated_by: Annotated[
        str | None, Meta("日期列", "以该列日期归入周期；不写即按报送的期次", column="date")
    ] = None
    every: Looking
    method: Annotated[
        str | None,
        Meta("评分办法", "rules/methods/ 中的哪个办法；没有出台时不写", names=("method",)),
    ] = None
    last: Annotated[
        tuple[Annotated[int, Meta(least=1)], ...],
        Meta("后几名", "列出排序后几名；写几个数即并列几种口径"),
    ] = ()
    subjects: Subjects = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The numbers of how many are last."""
        return tuple(f"last-{number}" for number in self.last)

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The method scores by columns of the form that are numbers."""
        method, form = given.methods.get(self.method or ""), given.forms.get(self.form)
        own = {each.id: each for each in form.columns} if form else {}
        for index, part in enumerate(method.components if method else ()):
            at = ("components", index, "column")
            yield from column(at, part.column, form, "评分", method=method)
            if part.column in own and not types.of(own[part.column]).numeric:
                said = f"“{own[part.column].header}”不是数值列，不能评分"
                yield Wrong(at, said, "请改用数值列。", part.column, method=method)
