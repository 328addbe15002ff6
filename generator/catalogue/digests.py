"""The digest of a declared value: the same in every run, another one for any other value.

What a value shares with the ones before is not gone through again, so that the state of the declared world on
each of a hundred days costs what differs between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from .model.terms import Line

_SIZE = 16
"""Bytes of a digest."""

_NOWHERE = b"@"


class Digests:
    """Of frozen values, remembered by what they are; a ``Line`` says where something stands, and does not
    count."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        """The digest of a value, with a letter that says what it is; TypeError for one that is nothing that can be
        declared."""
        match value:
            case str():
                return b"s%d:%s" % (len(value), value.encode("utf-8", "surrogatepass"))
            case None | bool() | int() | float():
                return f"{type(value).__name__}{value!r};".encode()
            case date():
                return f"{type(value).__name__}{value.isoformat()};".encode()
            case Line():
                return _NOWHERE
            case Enum() | type():
                return f"{value!r};".encode()
            case _:
                return self._of_parts(value)

    def _of_parts(self, value: object) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            known = value, self._anew(value)
            self._known[id(value)] = (
                known  # with the value itself, so that no other one takes its place
            )
        return known[1]

    def _anew(self, value: Any) -> bytes:
        match value:
            case Mapping():
                return _whole(b"m", (self.of(part) for pair in value.items() for part in pair))
            case Sequence():
                return _whole(b"l", map(self.of, value))
            case Set():
                return _whole(b"e", sorted(map(self.of, value)))
            case _ if is_dataclass(value):
                kind: Any = type(value)
                name = f"{kind.__module__}.{kind.__qualname__}".encode()
                return _whole(b"r%d:%s" % (len(name), name), map(self.of, _parts(kind)(value)))
            case _:
                raise TypeError(type(value))


def _whole(letter: bytes, parts: Iterable[bytes]) -> bytes:
    return b"d" + blake2b(letter + b"".join(parts), digest_size=_SIZE).digest()


@cache
def _parts(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of a dataclass."""
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
