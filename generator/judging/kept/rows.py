"""How everything stood on a day, as bytes and back: a row of JSON for each verdict, in the notice's order.

From month to month most verdicts stand as they stood, so that a row that was read before is the same verdict.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any

from ...calendar import term
from ...words.states import State
from ..stood import Stood
from ..verdict import SETTLED, Settled

_DAYS = ("start", "due", "data_day")
_STATES = {state.value: state for state in State}
_QUICK = 1
"""How hard the rows are pressed together: they are alike, and are read far more often than they are written."""

Read = dict[bytes, Settled]
"""Verdicts by their rows, as far as they were read."""


def written(stood: Stood[Settled]) -> bytes:
    """The rows of verdicts."""
    return zlib.compress(b"\n".join(map(_row, stood.verdicts)), _QUICK)


def read(data: bytes, before: Read) -> Stood[Settled]:
    """The verdicts of some rows; those of rows ``before`` are taken from there, and others put there."""
    found = []
    rows = zlib.decompress(data)
    for row in rows.split(b"\n") if rows else ():
        verdict = before.get(row)
        if verdict is None:
            verdict = before[row] = _verdict(row)
        found.append(verdict)
    return Stood(verdicts=tuple(found))


def _row(verdict: Settled) -> bytes:
    return json.dumps([_plain(getattr(verdict, name)) for name in SETTLED]).encode("ascii")


def _plain(value: Any) -> Any:
    """Days and months as they are written; all else JSON has a form for."""
    return value if value is None or isinstance(value, str | int | float | tuple) else str(value)


def _verdict(row: bytes) -> Settled:
    told: dict[str, Any] = dict(zip(SETTLED, json.loads(row), strict=True))
    told.update({name: told[name] and date.fromisoformat(told[name]) for name in _DAYS})
    told["state"], told["owners"] = _STATES[told["state"]], tuple(told["owners"])
    told["month"] = told["month"] and term(told["month"])
    return Settled(**told)
