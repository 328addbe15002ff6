"""Rule kind ``milestones``: whether what is to be done by a day was done by then, as a form tells.

Each milestone is looked for by its own words in a column, and is done on the day of its row.
"""

from __future__ import annotations

from typing import Annotated

from ....catalogue.declare import Meta, record
from ....catalogue.model import FormId, Scoped, Target, Where
from ....frozen import dataclass


@record(
    "阶段节点",
    "各阶段节点是否按期办成：表中写明节点和办成日期；两个节点之间，以已过的最近一个为准",
    judges={Target: ("milestones",)},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: FormId
    item: Annotated[
        str, Meta("节点列", "写办成了哪个节点的列，文字与 milestones 相同", column="any")
    ]
    done: Annotated[str, Meta("办成日期列", "写办成日期的列；没有办成的空着", column="date")]
    where: Where = ()
