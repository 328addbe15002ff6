"""How cells are written: the rows of ``types/spellings.yaml``, which the self-check goes by as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from ..words.characters import any_of

FILE = Path(__file__).parent / "types" / "spellings.yaml"
FOREIGN = any_of("control", "breaks", more="\t\n")
"""What stands in no cell that is not free text."""

_PIECE = re.compile(r"\{([a-z]+)(?:[.][a-z]+)?\}")


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

    def fit(self, plain: str) -> Mapping[str, str] | None:
        """The pieces of a cell that looks like it, of several with one name the first; None of another."""
        if self.pattern is None:
            return {}
        found = self._fullmatch(plain)
        if found is None:
            return None
        texts = found.groups()
        if len(texts) == len(self._names) and None not in texts:
            return dict(zip(self.pieces, texts, strict=True))
        pieces: dict[str, str] = {}
        for name, text in zip(self.pieces, texts, strict=True):
            if text is not None:
                pieces.setdefault(name, text)
        return pieces

    @cached_property
    def _names(self) -> Set[str]:
        return frozenset(self.pieces)

    @cached_property
    def _fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """Made when it is first asked for: to most rows no cell ever comes."""
        return re.compile(self.pattern or "").fullmatch


@dataclass(frozen=True, slots=True)
class Spellings:
    """``rows`` by the kind of cell in the order in which they count, ``pieces`` as expressions; ``units`` and
    ``alike`` are the words and letters that conditions and meanings go by."""

    rows: Mapping[str, Sequence[Row]]
    pieces: Mapping[str, str] = field(repr=False)
    units: Mapping[str, Sequence[str]]
    alike: Mapping[str, Mapping[str, str]]


def _read() -> Spellings:
    data = yaml.load(FILE.read_bytes(), yaml.CSafeLoader)
    pieces: Mapping[str, str] = {"foreign": FOREIGN, **data["pieces"]}
    rows = {kind: tuple(_row(row, pieces) for row in rows) for kind, rows in data["rows"].items()}
    return Spellings(rows, pieces, data["units"], data["alike"])


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
