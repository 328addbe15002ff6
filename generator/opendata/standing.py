"""A file that lies in the folder as the last run left it is not made again of the same.

It is known by what it was made of, and looked at before it is believed. Of one that was made of something else it is
known which parts it has.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .. import store
from ..frozen import dataclass
from ..measured import File, Measured, pieces
from ..store import Store
from . import earlier
from .earlier import Earlier

_KIND = "tables"

Make = Callable[[Earlier | None], Iterable[bytes]]
"""Makes a file, out of the parts of an earlier one where there is one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file of which all is known before its pieces pass."""

    file: File


@dataclass(frozen=True, slots=True)
class Standing:
    """What lies below a ``place``, and where it is ``held`` what it was made of."""

    held: Store
    place: Path | None

    def __bool__(self) -> bool:
        """Whether anything is known of what lies there, so that it is worth while to say what a file is made of."""
        return self.place is not None and self.held.folder is not None

    def laid(self, name: str, made_of: str, make: Make) -> tuple[Measured | Known, Iterable[bytes]]:
        """What is known of a file once its pieces have passed, and these: as it stands there if it was made of the
        same, else as it is made. ``made_of`` is the digest of all that it hangs on, '' where that is not known."""
        told = Measured(name)
        if not made_of or self.place is None:
            return told, told.passing(make(None))
        key, place = store.key(name, made_of), self.place / name
        there = _measured(name, place)
        if there and self._was(key) == there:
            return Known(there), pieces(place)
        parts = self.held.get(_KIND, earlier.key(name, there.sha256)) if there else None
        return told, self._noted(key, told, Earlier.told(place, parts), make)

    def _was(self, key: str) -> File | None:
        """What is known of a file that was made of the same."""
        noted = self.held.get(_KIND, key)
        return File(*json.loads(noted)) if noted else None

    def _noted(self, key: str, told: Measured, before: Earlier, make: Make) -> Iterator[bytes]:
        yield from told.passing(make(before))
        file = told.file
        self.held.put(_KIND, key, json.dumps((file.name, file.bytes, file.sha256)).encode())
        self.held.put(_KIND, earlier.key(file.name, file.sha256), before.written())


def _measured(name: str, place: Path) -> File | None:
    found = Measured(name)
    try:
        deque(found.passing(pieces(place)), 0)
    except OSError:
        return None
    return found.file
