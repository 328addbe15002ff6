"""Filings of one form merged to one tidy frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ..catalogue.model import Form
from ..intake import Filed

PLACE = ("_source", "_line", "_record")
"""Columns that every frame begins with: number of the filing, physical line, spreadsheet row."""

DTYPES: Mapping[str, str] = {
    "integer": "float64",
    "decimal": "float64",
    "date": "datetime64[s]",
    "month": "datetime64[s]",
    "boolean": "boolean",
}
"""Column types of a form to dtypes of a frame; every other type is ``str``. Blank is missing."""


def merged(form: Form, filed: Sequence[tuple[int, Filed]]) -> pd.DataFrame:
    """The rows of numbered filings, in their order: PLACE, then the form's columns."""
    told = [(number, each) for number, each in filed if len(each)]
    columns: dict[str, Any] = {
        "_source": np.repeat(
            np.array([number for number, _ in told], dtype="int64"), [len(each) for _, each in told]
        ),
        "_line": _joined([each.lines for _, each in told]),
        "_record": _joined([each.numbers for _, each in told]),
    }
    for column in form.columns:
        values = chain.from_iterable(each.columns[column.id] for _, each in told)
        columns[column.id] = pd.Series(list(values), dtype=DTYPES.get(column.type, "str"))
    return pd.DataFrame(columns)


def _joined(parts: Sequence[Sequence[int]]) -> np.ndarray[Any, Any]:
    return np.fromiter(chain.from_iterable(parts), dtype="int64")
