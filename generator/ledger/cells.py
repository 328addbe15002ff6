"""Cells: where a figure came from, one by one and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from ..frozen import dataclass
from ..words.order import natural


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure came from: file, physical line and column (1-based), header and value.

    ``filed`` is what the file says, ``value`` what it is used as. ``commit`` is the one that brought
    the file, '' where git does not tell.
    """

    file: str
    line: int
    column: int
    header: str
    value: str
    filed: str = ""
    commit: str = ""


@dataclass(frozen=True, eq=False)
class Lineage(Sequence[Cell]):
    """The cells that a figure rests on, looked up when somebody shows them: most are shown to nobody."""

    look_up: Callable[[], Iterable[Cell]]

    @cached_property
    def _found(self) -> tuple[Cell, ...]:
        return tuple(self.look_up())

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._found)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Cell]: ...
    def __getitem__(self, at: int | slice) -> Cell | Sequence[Cell]:
        return self._found[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)


@dataclass(frozen=True, slots=True)
class Spot:
    """Cells of one file in words, with the first line of them; 0 is the whole file."""

    file: str
    line: int
    words: str


def places(cells: Sequence[Cell]) -> Iterator[str]:
    """The spots in words."""
    return (spot.words for spot in spots(cells))


def spots(cells: Sequence[Cell]) -> Iterator[Spot]:
    """``file 第2–9行第8列“支出资金”``: cells of one file, columns with the same lines together."""
    lines: dict[str, dict[int, set[int]]] = {}
    headers: dict[tuple[str, int], str] = {}
    for cell in cells:
        lines.setdefault(cell.file, {}).setdefault(cell.column, set()).add(cell.line)
        headers[cell.file, cell.column] = cell.header
    for file in sorted(lines, key=natural):
        together: dict[tuple[int, ...], list[int]] = {}
        for column in sorted(lines[file]):
            together.setdefault(tuple(sorted(lines[file][column])), []).append(column)
        for rows, columns in together.items():
            if not any(rows):
                yield Spot(file, 0, file)
                continue
            named = f"“{headers[file, columns[0]]}”" if len(columns) == 1 else ""
            where = f"第{_ranges(columns)}列" if any(columns) else ""
            yield Spot(file, rows[0], f"{file} 第{_ranges(rows)}行{where}{named}")


def _ranges(numbers: Sequence[int]) -> str:
    """2–5、9: consecutive numbers run together."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
