"""What the public may not know of a filing leaves it before anything is made of it: counts, and whole rows.

One or two of a few people below a county point at them. What stands in the place of such a count is a text of a
type of its own, so that nobody takes it for a blank or for a number. A row that names something internal, as an
internal indicator of a form that is public, is not there.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Set
from dataclasses import replace

from ..catalogue import types
from ..catalogue.model import Form
from . import packed
from .filed import Filed

FEW = range(1, 3)
"""What such a count may be; 0 tells of nobody."""

WHY = f"含不公开的数（少于{FEW.stop}），公开版不计算"


class Withheld(str):
    """What is shown instead of a count."""

    __slots__ = ()


WITHHELD = Withheld(f"少于{FEW.stop}")


def is_below_county(form: Form, registers: Container[str]) -> bool:
    """Whether the rows of a form name items of a register (townships, villages)."""
    return any(column.to in registers for column in form.columns if column.to)


def without_few(filed: Filed, form: Form, registers: Container[str]) -> Filed:
    """The filing without such counts; the same one when it holds none.

    An integer by which rows are told apart is no count.
    """
    if not is_below_county(form, registers):
        return filed
    columns, texts = dict(filed.columns), dict(filed.texts)
    for column in form.columns:
        values = columns.get(column.id, ())
        if types.of(column).counts and column.id not in form.key and any(map(_is_few, values)):
            written = filed.texts.get(column.id) or [""] * len(values)
            columns[column.id] = [None if _is_few(value) else value for value in values]
            texts[column.id] = [
                WITHHELD if _is_few(value) else text
                for value, text in zip(values, written, strict=True)
            ]
    if columns == dict(filed.columns):
        return filed
    return replace(filed, columns=columns, texts=texts, problems=(), changes=())


def without_hidden(filed: Filed, form: Form, hidden: Mapping[str, Set[str]]) -> Filed:
    """The filing without the rows that refer to what is hidden, which is given by the list that it is of; the same
    one when there are none.

    A filing that held nothing else came in all the same, and has no rows.
    """
    named = [
        (filed.columns[column.id], hidden[column.to])
        for column in form.columns
        if column.to and column.to in hidden and column.id in filed.columns
    ]
    if all(ids.isdisjoint(cells) for cells, ids in named):
        return filed
    rows = [row for row in range(len(filed)) if all(cells[row] not in ids for cells, ids in named)]
    return replace(
        filed,
        columns={name: packed.left(cells, rows) for name, cells in filed.columns.items()},
        texts={name: packed.left(texts, rows) for name, texts in filed.texts.items()},
        lines=packed.left(filed.lines, rows),
        numbers=packed.left(filed.numbers, rows),
        problems=(),
        changes=(),
    )


def _is_few(value: object) -> bool:
    return isinstance(value, float) and value in FEW
