"""How everything stood on a day, as bytes and back: a row of JSON for each verdict, in the notice's order.

From month to month most verdicts stand as they stood, so that of them it is only said where they stood the month
before; what is kept of a day goes by what changed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from ...calendar import term
from ...frozen import dataclass
from ...words.states import State
from ..verdict import SETTLED, Settled

_DAYS = ("start", "due", "data_day")
_STATES = {state.value: state for state in State}
_QUICK = 1
"""How hard the rows are pressed together: they are alike, and are read far more often than they are written."""

_RUN = re.compile(rb"([0-9]+) ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Told:
    """How everything stood on a day, by the key of that day; '' and nothing stands before the first one."""

    key: str = ""
    verdicts: tuple[Settled, ...] = ()


def written(verdicts: Sequence[Settled], before: Told) -> bytes:
    """The rows of verdicts as they differ from how everything stood ``before``: of what stood the same and in the
    same order where it began there, and how many; of all else the row."""
    places = _places(verdicts, before.verdicts)
    lines = [before.key.encode()]
    at = 0
    while at < len(verdicts):
        first, begun = places[at], at
        at += 1
        if first is None:
            lines.append(_row(verdicts[begun]))
            continue
        while at < len(verdicts) and places[at] == first + at - begun:
            at += 1
        lines.append(b"%d %d" % (first, at - begun))
    return zlib.compress(b"\n".join(lines), _QUICK)


def read(data: bytes, before: Told) -> tuple[Settled, ...] | None:
    """The verdicts of some rows; None where they are told by another day than the one before. What stood then is
    the same object now."""
    key, *lines = zlib.decompress(data).split(b"\n")
    if key.decode() != before.key:
        return None
    found: list[Settled] = []
    for line in lines:
        if run := _RUN.fullmatch(line):
            first, count = map(int, run.groups())
            found += before.verdicts[first : first + count]
        else:
            found.append(_verdict(line))
    return tuple(found)


def _places(verdicts: Sequence[Settled], before: Sequence[Settled]) -> list[int | None]:
    """Where each verdict stood before; None where none stood so. Most of them are the same objects, where the day
    before was judged as well."""
    same = {id(verdict): at for at, verdict in enumerate(before)}
    places = [same.get(id(verdict)) for verdict in verdicts]
    if None in places and before:
        now = {id(verdict) for verdict in verdicts}
        alike = {_row(own): at for at, own in enumerate(before) if id(own) not in now}
        places = [
            alike.get(_row(verdict)) if at is None else at
            for verdict, at in zip(verdicts, places, strict=True)
        ]
    return places


def _row(verdict: Settled) -> bytes:
    return json.dumps(plain(verdict)).encode("ascii")


def plain(verdict: Settled) -> list[Any]:
    """How a verdict stands, in JSON."""
    return [_plain(getattr(verdict, name)) for name in SETTLED]


def _plain(value: Any) -> Any:
    """Days and months as they are written; all else JSON has a form for."""
    return value if value is None or isinstance(value, str | int | float | tuple) else str(value)


def _verdict(row: bytes) -> Settled:
    return Settled(**fields_of(json.loads(row)))


def fields_of(row: Sequence[Any]) -> dict[str, Any]:
    """The same by the names of its fields."""
    told: dict[str, Any] = dict(zip(SETTLED, row, strict=True))
    told.update({name: told[name] and date.fromisoformat(told[name]) for name in _DAYS})
    told["state"], told["owners"] = _STATES[told["state"]], tuple(told["owners"])
    told["month"] = told["month"] and term(told["month"])
    return told
