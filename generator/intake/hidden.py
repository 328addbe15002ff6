"""Rows and columns of a filing that a spreadsheet hides: they are read as any other, and told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..catalogue.model import Form
from ..problems import letters
from ..words.characters import is_blank
from ..words.sentences import Shown, said
from .header import Header
from .sheet import Sheet
from .telling import CellPlace, Teller

if TYPE_CHECKING:
    from .workbook import Tab

_MANY = 10
"""So many stretches of rows are named."""


def tell_hidden(tab: Tab, header: Header, laid: Sheet, form: Form, tell: Teller) -> None:
    """One finding for the rows that a filter hides, one for those hidden otherwise, one for columns; of
    what holds data alone."""
    table = [
        (header.record.line, header.record.number),
        *zip(laid.lines, laid.numbers, strict=True),
    ]
    for key, hidden in (
        ("W116.filtered", tab.filtered),
        ("W116.rows", tab.hidden_rows - tab.filtered),
    ):
        if found := [(line, number) for line, number in table if number in hidden]:
            line, first = found[0]
            rows = _stretches([number for _, number in found])
            tell.tell(said(key, rows=rows), CellPlace(line, None, first))
    columns = sorted((at, form.column(name)) for name, at in laid.positions.items())
    seen = [(at, column) for at, column in columns if at + 1 in tab.hidden_columns]
    seen = [(at, c) for at, c in seen if not all(map(is_blank, laid.seen[at]))]
    if seen:
        named = Shown("、".join(f"“{column.header}”（{letters(at + 1)}）" for at, column in seen))
        tell.tell(said("W116.columns", columns=named), header.record.place(seen[0][0]))


def _stretches(numbers: Sequence[int]) -> Shown:
    """Rows in their order, those that follow each other as one: 5、7–9."""
    told = [str(a) if a == b else f"{a}–{b}" for a, b in _runs(numbers)]
    more = "" if len(told) <= _MANY else f"等 {len(numbers)}"
    return Shown("、".join(told[:_MANY]) + more)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
