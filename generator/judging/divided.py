"""The files in which results are written: one, or of many verdicts an index and a part for each unit.

A city's results are one file that anybody opens. Those of a province would be one that no editor opens and that
everybody fetches who wants a single unit: ``results.json`` then says which part holds what, and each part is a file
by itself. Nothing that reads it need guess which of the two it has: one has ``verdicts``, the other ``parts``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from ..frozen import dataclass
from ..measured import Measured
from ..words.states import State
from .results import Fields, Results, in_json, json_of, put
from .verdict import TOGETHER, Verdict

FILE = "results.json"
FOLDER = "results"
WHOLE = "_whole"
"""The part of what is about the whole: no unit's id begins like that."""

MOST = 4_000
"""So many verdicts are in a file, some ten megabytes: three times those of a city's year."""

Files: TypeAlias = Iterator[tuple[str, Iterator[bytes]]]
"""Files by their path beside each other, piece by piece: each is taken whole before the next is asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file with the verdicts of one ``unit``, None for those about the whole, as the index tells it.

    ``number`` counts those of the same unit, ``of`` says how many there are: more than one where a unit has more
    verdicts than a file holds.
    """

    path: str
    unit: str | None
    name: str
    number: int
    of: int
    verdicts: int
    bytes: int
    sha256: str


def is_divided(results: Results) -> bool:
    """Whether there are more verdicts than one file holds."""
    return len(results.verdicts) > MOST


def files(results: Results) -> Files:
    """Every file, ``results.json`` last: nothing that it names is missing once it is there."""
    if not is_divided(results):
        yield FILE, _bytes(json_of(results))
        return
    parts: list[Part] = []
    for unit, verdicts in _groups(results):
        pieces = [verdicts[at : at + MOST] for at in range(0, len(verdicts) or 1, MOST)]
        for number, piece in enumerate(pieces, 1):
            place = f"{FOLDER}/{unit or WHOLE}{f'.{number}' if number > 1 else ''}.json"
            told = Measured(place)
            own = _part(results, unit, piece, number, len(pieces))
            yield place, told.passing(_bytes(put(own)))
            name, file = _called(results, unit), told.file
            parts.append(
                Part(place, unit, name, number, len(pieces), len(piece), file.bytes, file.sha256)
            )
    yield FILE, _bytes(json_of(results, parts))


def _groups(results: Results) -> Iterator[tuple[str | None, Sequence[Verdict]]]:
    """What is about the whole, then what is about each unit, in their order; nothing is a part too, so that whoever
    asks for a unit has an answer."""
    yield None, results.joint
    for unit in results.case.catalogue.units:
        yield unit, results.own_of(unit)


def _part(
    results: Results, unit: str | None, verdicts: Sequence[Verdict], number: int, of: int
) -> Fields:
    counts = Counter(verdict.state for verdict in verdicts)
    yield from results.head()
    yield "unit", in_json(unit)
    yield "name", in_json(_called(results, unit))
    yield "number", in_json(number)
    yield "of", in_json(of)
    yield "counts", in_json({state.value: counts[state] for state in State})
    yield "verdicts", results.told(verdicts)


def _called(results: Results, unit: str | None) -> str:
    return results.case.name(unit) if unit else TOGETHER


def _bytes(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


_OURS = re.compile(rf"{FOLDER}/[a-z0-9_.-]+\.json")


def named(file: Path) -> frozenset[str]:
    """The parts that the ``results.json`` at a place names; none where it names none, is none or is not there."""
    if not (file.parent / FOLDER).is_dir():
        return frozenset()
    try:
        told = json.loads(file.read_bytes())
        return frozenset(each["path"] for each in told["parts"] if _OURS.fullmatch(each["path"]))
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def discard(out: Path, parts: Iterable[str]) -> None:
    """Throw away parts that nothing names any more; what else lies in their folder stays, and so does that."""
    for path in parts:
        (out / path).unlink(missing_ok=True)
    with suppress(OSError):  # not there, or something else lies in it
        (out / FOLDER).rmdir()
