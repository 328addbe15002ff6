"""All rows of a form, of which there are very many: arrays, and pandas where they are asked across each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import cast

from ...catalogue import types
from ...frozen import dataclass
from ..arrays import np, pd
from ..cells import Cell
from ..columns import Column, Rows
from ..filing import Filing
from ..frames import Frame, Merged
from ..vectors import Array, Vector


@dataclass(frozen=True, eq=False)
class Large(Merged):
    """The same rows, and the same answers; ``Rows`` are arrays."""

    _keys: dict[tuple[str, ...], Array] = field(default_factory=dict, init=False)

    def of(self, filings: Iterable[Filing]) -> tuple[Frame, Rows]:
        """As ``Merged.of``."""
        pieces = [self._spans[f.source] for f in filings if f.source in self._spans]
        return self, np.concatenate(pieces) if pieces else np.empty(0, dtype="int64")  # type: ignore[return-value]

    def last(self, rows: Rows, names: Sequence[str]) -> Rows:
        """As ``Frame.last``."""
        newest_first = self._alike(tuple(names))[rows][::-1]
        _, places = np.unique(newest_first, return_index=True)
        return cast("Rows", cast("Array", rows)[np.sort(len(rows) - 1 - places)])

    def some(self, rows: Rows, places: Sequence[int]) -> Rows:
        """As ``Frame.some``."""
        return cast("Rows", cast("Array", rows)[np.array(places, dtype="int64")])

    def filings(self, rows: Rows) -> list[Filing | None]:
        """As ``Merged.filings``."""
        return super().filings(rows.tolist())  # type: ignore[attr-defined]

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """As ``Merged.cells``."""
        return super().cells(rows.tolist(), columns)  # type: ignore[attr-defined]

    @cached_property
    def _spans(self) -> Mapping[int, Array]:
        """The rows of each filing that has any."""
        every = np.arange(len(self))
        return {number: every[own.start : own.stop] for number, own in self._own.items()}

    def _alike(self, names: tuple[str, ...]) -> Array:
        """A number for each row, the same for rows that are alike in some columns."""
        if names not in self._keys:
            codes = pd.DataFrame(
                {name: cast("Vector", self.column(name)).codes[0] for name in names}
            )
            self._keys[names] = codes.groupby(list(names), sort=False).ngroup().to_numpy()
        return self._keys[names]

    def _packed(self, name: str) -> Column:
        return Vector.of(types.of(self.form.column(name)).holds, self._values(name))
