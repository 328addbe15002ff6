"""Rule kind ``register``: things that go through prescribed states, such as problems to be put right.

Each record is told anew as it moves on. A step that the rule does not allow, or one without what it
needs, does not count: the record stays open. What was sent back is open again, and stays so until it
has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Annotated

from ....catalogue.declare import Meta, record
from ....catalogue.kinds import column, one_of
from ....catalogue.model import (
    Commitment,
    Deliverable,
    Escalation,
    FormId,
    Given,
    Listing,
    MeasureWord,
    Recorded,
    Rule,
    Scoped,
    Wrong,
)
from ....frozen import dataclass


@record("状态", "一个状态")
@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A state of a record: what it needs, where it leads, whether it closes or reopens."""

    state: Annotated[str, Meta("状态", "报表中的写法")]
    needs: Annotated[
        tuple[str, ...], Meta("须有", "到这一步必须填写的列", column="any", repeats=True)
    ] = ()
    next: Annotated[tuple[str, ...], Meta("下一步", "可以转到的状态", repeats=True)] = ()
    closed: Annotated[bool, Meta("销号", "到这一步即销号")] = False
    reopens: Annotated[bool, Meta("退回", "到这一步即重新整改")] = False


@record(
    "登记流转",
    "每个问题按规定的步骤流转：不缺手续不销号，复核不过重新整改",
    judges={Commitment: (), Listing: (), Escalation: (), Deliverable: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: FormId
    record: Annotated[str, Meta("记录编号列", "一个问题一个编号", column="any")]
    status: Annotated[str, Meta("状态列", "写状态的列", column="any")]
    parties: Annotated[
        Mapping[str, Annotated[str, Meta("单位类别", "该列须写哪一类单位", names=("kind",))]],
        Meta("双交办", "哪些列必须写明哪类单位，如 department: department"),
    ] = field(default_factory=dict)
    states: Annotated[tuple[Stance, ...], Meta("状态", "各个状态和它的下一步", least=2)]
    thing: Annotated[
        str, Meta("登记什么", "一件件登记的是什么，用来写“问题3个”", most=8, example="隐患")
    ] = "问题"
    word: MeasureWord = "个"
    verb: Annotated[
        str, Meta("了结的说法", "到最后一步怎么说，用来写“已销号”“未销号”", most=4, example="办结")
    ] = "销号"

    @property
    def records(self) -> Recorded:
        """What its records are called."""
        return Recorded(self.thing, self.word, self.verb)

    @property
    def stations(self) -> tuple[str, ...]:
        """The states, in the order of the rule."""
        return tuple(stance.state for stance in self.states)

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """The states are those of the column, each once, and lead to one another."""
        form = given.forms.get(self.form)
        status = next((c for c in form.columns if c.id == self.status), None) if form else None
        options = [option.value for option in status.values] if status else []
        header = status.header if status else ""
        for index, stance in enumerate(self.states):
            at = ("states", index, "state")
            said, hint = f"“{header}”没有“{stance.state}”这个选项", f"可选：{'、'.join(options)}。"
            yield from one_of(at, stance.state, options or [stance.state], said, hint)
            if stance.state in self.stations[:index]:
                yield Wrong(at, f"状态“{stance.state}”重复", "请删去一个。")
            for number, name in enumerate(stance.next):
                said = f"没有“{name}”这个状态"
                place = ("states", index, "next", number)
                yield from one_of(place, name, self.stations, said, "请核对。")
        for option in options:
            if option not in self.stations:
                message = f"“{header}”的选项“{option}”没有写明下一步"
                yield Wrong(("states",), message, "请补上这个状态。", option)
        for name in self.parties:
            yield from column(("parties", name), name, form, "双交办")
