"""A catalogue that was read before: each of its parts is made when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .. import store
from .compact import Opener, Writer
from .model import Catalogue

if TYPE_CHECKING:
    from ..problems import Problem
    from .model import Kinds

_GIVEN = "rule_kinds"
"""The one field that is given anew each time."""

FIELDS = tuple(field.name for field in fields(Catalogue))
_DERIVED = ("counts", "names", "notice", "schedules")
"""What follows from several fields and is asked for by whoever reads filings: so they need not be made."""

_PARTS = (*(name for name in FIELDS if name != _GIVEN), *_DERIVED)
_CLASSES, _PROBLEMS = "classes", "problems"


class _Part:
    """A part of a catalogue, made once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, catalogue: Opened | None, owner: type) -> Any:
        if catalogue is None:
            return self
        own = vars(catalogue)
        own[self._name] = own["_opener"].opened(own["_parts"][self._name])
        return own[self._name]


class Opened(Catalogue):
    """In all else it is the catalogue that was read; a copy of it with other fields is a plain one."""

    def __new__(cls, **given: Any) -> Catalogue:  # type: ignore[misc]
        """What ``replace`` makes."""
        return Catalogue(**given)

    def __reduce__(self) -> tuple[Any, ...]:
        return _whole, ({name: getattr(self, name) for name in FIELDS},)


for _name in _PARTS:
    setattr(Opened, _name, _Part(_name))


def _whole(given: Mapping[str, Any]) -> Catalogue:
    return Catalogue(**given)


def packed(catalogue: Catalogue, problems: list[Problem]) -> bytes:
    """A catalogue and what was told of it in bytes, each part by itself; UnpackableError where anything in it
    cannot be brought back."""
    writer = Writer()
    parts = {name: writer.packed(getattr(catalogue, name)) for name in _PARTS}
    parts[_PROBLEMS] = writer.packed(problems)
    return store.together({_CLASSES: json.dumps(writer.classes).encode(), **parts})


def opened(data: bytes, kinds: Kinds) -> tuple[Catalogue, list[Problem]]:
    """What was packed, with the rule kinds that there are."""
    parts = store.apart(data)
    opener = Opener(json.loads(parts.pop(_CLASSES)))
    catalogue: Catalogue = object.__new__(Opened)
    vars(catalogue).update({_GIVEN: kinds, "_opener": opener, "_parts": parts})
    return catalogue, opener.opened(parts[_PROBLEMS])
