"""Rows of merged filings by columns, which do not give away what the public may not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd


class WithheldError(Exception):
    """A figure hangs on a count that is not in this ledger because the public may not know it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one form from some filings, as arrays by column; missing is None, NaN or NaT.

    ``withheld`` marks the counts that are not here for the public's sake, by column. Whoever asks for
    the values of such rows gets WithheldError and not a wrong figure; whether a row has a value is told
    by ``filled``, and only ``told`` gives what there is.
    """

    form: str
    columns: Mapping[str, np.ndarray[Any, Any]]
    rows: np.ndarray[Any, Any]
    withheld: Mapping[str, np.ndarray[Any, Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> np.ndarray[Any, Any]:
        if self.hidden(column).any():
            raise WithheldError(column)
        return self.told(column)

    def told(self, column: str) -> np.ndarray[Any, Any]:
        """The values, with what is withheld missing like a blank."""
        return self.columns[column][self.rows]  # type: ignore[no-any-return]

    def hidden(self, column: str) -> np.ndarray[Any, Any]:
        """Of which rows the value is withheld."""
        if column not in self.withheld:
            return np.zeros(len(self.rows), dtype=bool)
        return self.withheld[column][self.rows]  # type: ignore[no-any-return]

    def filled(self, column: str) -> np.ndarray[Any, Any]:
        """In which rows there is a value, withheld or not."""
        missing: Any = pd.isna(self.told(column))
        return np.asarray(~missing | self.hidden(column), dtype=bool)

    def where(self, mask: np.ndarray[Any, Any]) -> Table:
        return Table(self.form, self.columns, self.rows[mask], self.withheld)
