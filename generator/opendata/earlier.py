"""Of a file that stands there those parts are taken that would be made of the same: filings and verdicts that an edit
did not touch. Where each part stands was noted when the file was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from .. import store
from ..frozen import dataclass
from .table import Part, Parts


@dataclass(frozen=True, slots=True)
class Span:
    """So much of a file from somewhere on: bytes, or rows."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file as it stands at a ``place``, with what was ``known`` of its parts table by table, and what is ``noted``
    of those of the one that is made in its stead."""

    place: Path = Path()
    known: Mapping[str, Any] = field(default_factory=dict)
    noted: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def told(cls, place: Path, noted: bytes | None) -> Earlier:
        """As it was told of itself before; nothing is known where it did not."""
        return cls(place, json.loads(noted)) if noted else cls()

    def runs(self, table: str, parts: Parts) -> Iterator[Part | Span]:
        """The parts of a table in their order: what stands there, as long as one follows the other, else the part."""
        common, at, before = self.known.get(table, ("", 0, ()))
        spans: dict[str, Span] = {}
        for made_of, size in before if common == parts.common else ():
            spans[made_of] = Span(at, size)
            at += size
        run: Span | None = None
        for part in parts.each:
            span = spans.get(part.made_of)
            if run and span and span.start == run.start + run.size:
                run = Span(run.start, run.size + span.size)
                continue
            if run:
                yield run
            run = span
            if span is None:
                yield part
        if run:
            yield run

    def note(self, table: str, parts: Parts, start: int, made: Mapping[str, int]) -> None:
        """Note where the parts of a table stand now: one after the other from a start on; ``made`` are the sizes of
        those that were made."""
        _, _, before = self.known.get(table, ("", 0, ()))
        sizes = {**dict(before), **made}
        every = [(part.made_of, sizes[part.made_of]) for part in parts.each]
        self.noted[table] = parts.common, start, every

    def written(self) -> bytes:
        """What is noted, as it is told later on."""
        return json.dumps(self.noted).encode()


def key(name: str, digest: str) -> str:
    """By what is kept what is noted of the parts of a file that has a digest."""
    return store.key("parts", store.program(), name, digest)
