"""Rule kind ``yardstick`` (序时进度): the share of the way that is done by the day of the data against
the share of the time that was gone by then.

It is for orientation only: between checkpoints the last one passed binds, and nothing in a notice
says that work goes evenly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ....catalogue import model
from ....catalogue.declare import Meta, record
from ....catalogue.model import Cadence, Given, Rule, Target, Wrong
from ....frozen import dataclass


@record(
    "序时进度",
    "目标期限之前，实际完成的比例与时间过去的比例相比；只供参考",
    judges={Target: ("value",), Cadence: ("every", "months")},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(model.Options):
    """The fields that this kind adds to a rule."""

    finds_short: ClassVar[bool] = False

    of: Annotated[str, Meta("规则", "看哪条规则的判定", names=("rule",))]

    @property
    def only_shows(self) -> bool:
        """It is for orientation."""
        return True

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The other rule judges the same provision, by days."""
        other = given.rules.get(self.of)
        if other and not other.options.by_dates:
            message = f"“{other.id}”没有期限，不能与时间进度比较"
            able = "、".join(title for title, kind in given.kinds.items() if kind.by_dates)
            yield Wrong(("of",), message, f"请换用{able}规则。")
        elif other and other.provision != rule.provision:
            message = f"“{other.id}”判定的是“{other.provision}”"
            yield Wrong(("provision",), message, "两条规则须判定同一事项。")
