"""Rule kind ``document``: whether a document was issued, told by its title.

Another paper whose title is like it is a candidate, which the office accepts by its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ....catalogue.declare import Meta, record
from ....catalogue.model import Decision, Deliverable, FormId, Given, Rule, Scoped, Wrong
from ....frozen import dataclass


@record("认定", "认定的一份文件")
@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A paper of another title that the office takes for the document."""

    number: Annotated[
        str, Meta("文号", "被认定文件的文号，与报表中所填一致", example="测发〔2023〕8号")
    ]
    decision: Decision


@record(
    "出台文件",
    "文件是否印发：标题含有通知写的标题，前面只有单位名称，后面只有“（试行）”“（暂行）”；其他相近的列为候选，由办公室按文号认定",
    judges={Deliverable: ("document",)},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: FormId
    heading: Annotated[str, Meta("标题列", "写文件标题的列", column="any")]
    issued: Annotated[str, Meta("印发日期列", "写印发日期的列", column="date")]
    number: Annotated[
        str | None,
        Meta("文号列", "写文号的列；写明后，候选文件按文号列出，由办公室认定", column="any"),
    ] = None
    accepted: Annotated[
        tuple[Accepted, ...],
        Meta("认定的文件", "标题不同、办公室认定就是这份文件的，逐一写文号和认定的依据", least=1),
    ] = ()

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """What the office accepted is named by the number under which it is filed, once."""
        if self.accepted and self.number is None:
            message = "写了认定的文件，没有写文号在哪一列"
            yield Wrong(("accepted",), message, "请补上“number: 文号列编号”。")
        numbers = [each.number for each in self.accepted]
        for index, number in enumerate(numbers):
            if number in numbers[:index]:
                at = ("accepted", index, "number")
                yield Wrong(at, f"文号“{number}”重复", "请删去一个。", number)
