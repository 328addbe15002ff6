"""How cells are written: the rows of ``types/spellings.yaml``, which the self-check goes by as well."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias

from .. import store
from ..frozen import dataclass
from ..words.characters import any_of
from ..words.expression import late

FILE = Path(__file__).parent / "types" / "spellings.yaml"
QUICK = FILE.with_suffix(".json")
"""The same once more as it is read in a moment, with the digest of what it was made of (``make schemas``)."""

FOREIGN = any_of("control", "breaks", more="\t\n")
"""What stands in no cell that is not free text."""

_PIECE = late(r"\{([a-z]+)(?:[.][a-z]+)?\}")


@dataclass(frozen=True)
class Row:
    """One way in which a cell is written.

    ``pattern`` is matched against the whole of it, None fits anything; ``pieces`` are the names of its
    groups. ``when`` is what else must hold, ``gives`` the meaning, ``tells`` a key of the table of codes.
    """

    pattern: str | None
    pieces: Sequence[str]
    when: Mapping[str, str]
    gives: str | None
    tells: str | None

    @cached_property
    def fit(self) -> Callable[[str], Mapping[str, str] | None]:
        """From a cell that looks like it to its pieces, of several with one name the first; None of another.

        Made when it is first asked for: to most rows no cell ever comes.
        """
        if self.pattern is None:
            return lambda plain: _NO_PIECES
        fullmatch = re.compile(self.pattern).fullmatch
        if not self.pieces:
            return lambda plain: _NO_PIECES if fullmatch(plain) else None
        return partial(_piece if len(self.pieces) == 1 else _pieces, fullmatch, self.pieces)


_NO_PIECES: Mapping[str, str] = {}
_Match: TypeAlias = Callable[[str], re.Match[str] | None]


def _piece(fullmatch: _Match, names: Sequence[str], plain: str) -> Mapping[str, str] | None:
    found = fullmatch(plain)
    if found is None:
        return None
    text = found[1]
    return _NO_PIECES if text is None else {names[0]: text}


def _pieces(fullmatch: _Match, names: Sequence[str], plain: str) -> Mapping[str, str] | None:
    found = fullmatch(plain)
    if found is None:
        return None
    pieces: dict[str, str] = {}
    for name, text in zip(names, found.groups()):  # noqa: B905 - as many by the making of the row
        if text is not None and name not in pieces:
            pieces[name] = text
    return pieces


@dataclass(frozen=True, slots=True)
class Spellings:
    """``rows`` by the kind of cell in the order in which they count, ``pieces`` as expressions; ``units`` and
    ``alike`` are the words and letters that conditions and meanings go by."""

    rows: Mapping[str, Sequence[Row]]
    pieces: Mapping[str, str] = field(repr=False)
    units: Mapping[str, Sequence[str]]
    alike: Mapping[str, Mapping[str, str]]


def _read() -> Spellings:
    data = _data(FILE.read_bytes())
    pieces: Mapping[str, str] = {"foreign": FOREIGN, **data["pieces"]}
    rows = {kind: tuple(_row(row, pieces) for row in rows) for kind, rows in data["rows"].items()}
    return Spellings(rows, pieces, data["units"], data["alike"])


def _data(written: bytes) -> Mapping[str, Any]:
    """What the file says; the quick one goes for it only where it was made of these very bytes."""
    if QUICK.exists():
        quick: Mapping[str, Any] = json.loads(QUICK.read_bytes())
        if quick["of"] == store.key(written):
            own: Mapping[str, Any] = quick["says"]
            return own
    return _slowly(written)


def _slowly(written: bytes) -> Mapping[str, Any]:
    import yaml

    data: Mapping[str, Any] = yaml.load(written, yaml.CSafeLoader)
    return data


def quick() -> str:
    """The text of the quick file."""
    written = FILE.read_bytes()
    told = {"of": store.key(written), "says": _slowly(written)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(row: Mapping[str, Any], pieces: Mapping[str, str]) -> Row:
    """A row with its pieces put in as groups."""
    is_: str | None = row.get("is")
    return Row(
        None if is_ is None else _PIECE.sub(lambda piece: f"({pieces[piece[0][1:-1]]})", is_),
        () if is_ is None else tuple(_PIECE.findall(is_)),
        row.get("when", {}),
        row.get("gives"),
        row.get("tells"),
    )


SPELLINGS = _read()
