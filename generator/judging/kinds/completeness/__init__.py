"""Rule kind ``completeness``: whether every item of a list was told in each period.

A value of 0 is told; a blank is not. A list that the notice leaves open (等) is judged by what it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Annotated

from ....catalogue.declare import Meta, record
from ....catalogue.kinds import one_of
from ....catalogue.model import FormId, Given, Listing, Looking, Rule, Scoped, Where, Wrong
from ....frozen import dataclass


@record(
    "清单齐全", "清单所列各项在每个周期是否都报了数；0 是数，空白不是", judges={Listing: ("items",)}
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: FormId
    item: Annotated[str, Meta("清单项列", "写清单项的列", column="any")]
    value: Annotated[
        str | None, Meta("数值列", "必须有数的列；不写即有这一行就算", column="any")
    ] = None
    dated_by: Annotated[
        str | None, Meta("日期列", "以该列日期归入周期；不写即按报送的期次", column="date")
    ] = None
    names: Annotated[
        Mapping[str, Annotated[str, Meta("写法", "报表里的写法")]],
        Meta("对应的写法", "清单项在报表里写作什么；不写即照清单项原文"),
    ] = field(default_factory=dict)
    every: Looking
    where: Where = ()

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """What is written otherwise in the form is an item of the list."""
        provision = given.provisions.get(rule.provision)
        items = provision.items if isinstance(provision, Listing) else ()
        hint = f"清单各项：{'、'.join(items)}。"
        for name in self.names:
            said = f"条文清单里没有“{name}”"
            yield from one_of(("names", name), name, items, said, hint, value=name, close=0.6)
