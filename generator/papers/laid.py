"""Drafts laid into a folder in which people go on working on them: what somebody has edited is never written over.

Beside the drafts it is kept by digest what was written last. What is not as that says is somebody's work, as is what
nobody knows of: it stays, and the new draft stands beside it under a name that says so. Without the record
everything is somebody's work, so losing it loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePath

from .. import disk
from ..frozen import dataclass
from ..intake.telling import file_path
from ..problems import Problem
from ..words.sentences import said

RECORD = ".~written"
"""What was written last, by name; called like what intake and git pass over."""

_NEW = "（新）", "（新{}）"


@dataclass(frozen=True, slots=True)
class Laid:
    """Where each draft stands, by the name that it was to have; ``problems`` say what of somebody's work stayed
    (W641)."""

    files: Mapping[str, Path]
    problems: tuple[Problem, ...]


def lay(
    folder: Path, made: Mapping[str, bytes], gone: Iterable[str] = (), *, whole: bool = False
) -> Laid:
    """Write drafts by their names into a folder, which is made. Of those in ``gone``, or where these drafts are the
    ``whole`` of it of all others, what nobody has edited is taken away. OSError as of ``disk``."""
    folder.mkdir(parents=True, exist_ok=True)
    with disk.alone(folder / f"{RECORD}~"):
        record = _Record(folder)
        stands = {name: record.place(name, made.keys()) for name in made}
        kept = {*made, *stands.values()}
        old = {each for name, at in stands.items() for each in record.behind(name, at)} - kept
        others = {*gone, *(record.names if whole else ())} - kept - old
        record.expect({stands[name]: data for name, data in made.items()})
        for name, data in made.items():
            disk.write(folder / stands[name], data)
        for name in old:
            record.take_away(name)
        left = sorted(name for name in others if not record.take_away(name))
        record.settle({stands[name]: data for name, data in made.items()})
    beside = (
        Problem(*said("W641", new=file_path(at)), str(folder / name))
        for name, at in stands.items()
        if at != name
    )
    stays = (Problem(*said("W641.settled"), str(folder / name)) for name in left)
    return Laid({name: folder / at for name, at in stands.items()}, (*beside, *stays))


class _Record:
    """What was written into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = _read(folder / RECORD)

    @property
    def names(self) -> set[str]:
        """Of everything that was written there."""
        return {*self._written}

    def place(self, name: str, made: Collection[str]) -> str:
        """The first name, its own or a later one that no other draft has, under which nothing stands that is
        somebody's."""
        known = (each for each in _names(name) if each == name or each not in made)
        return next(each for each in known if self._is_free(each))

    def behind(self, name: str, at: str) -> Iterator[str]:
        """What was written beside somebody's work that is no longer in the way."""
        later = _names(name)
        for each in later:
            if each == at:
                break
        for each in later:
            if each not in self._written:
                return
            yield each

    def expect(self, drafts: Mapping[str, bytes]) -> None:
        """Note what is going to be written, before it is: a killed run leaves nothing that looks edited."""
        for name, data in drafts.items():
            known = [each for each in self._written.get(name, []) if each == self._stands(name)]
            self._written[name] = [*dict.fromkeys([*known, _digest(data)])]
        self._write()

    def take_away(self, name: str) -> bool:
        """Remove a draft; False where somebody has edited it."""
        if (self._folder / name).is_file():
            if not self._is_free(name):
                return False
            (self._folder / name).unlink()
        self._written.pop(name, None)
        return True

    def settle(self, drafts: Mapping[str, bytes]) -> None:
        """Note what was written, and forget of what is no longer there."""
        self._written |= {name: [_digest(data)] for name, data in drafts.items()}
        self._written = {n: d for n, d in self._written.items() if (self._folder / n).exists()}
        self._write()

    def _is_free(self, name: str) -> bool:
        """Whether nothing stands there but what was written; a folder is left for ``disk`` to refuse."""
        place = self._folder / name
        return not place.is_file() or self._stands(name) in self._written.get(name, ())

    def _stands(self, name: str) -> str:
        place = self._folder / name
        return _digest(place.read_bytes()) if place.is_file() else ""

    def _write(self) -> None:
        if not self._written:
            (self._folder / RECORD).unlink(missing_ok=True)
            return
        told = json.dumps(dict(sorted(self._written.items())), ensure_ascii=False, indent=1)
        disk.write(self._folder / RECORD, f"{told}\n")


def _read(file: Path) -> dict[str, list[str]]:
    """The record; an empty one for what is none, by which everything is somebody's work."""
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    rows = told.items() if isinstance(told, dict) else ()
    return {
        name: [each for each in digests if isinstance(each, str)]
        for name, digests in rows
        if isinstance(digests, list) and PurePath(name).name == name
    }


def _names(name: str) -> Iterator[str]:
    """Under which a draft may stand: its own, then as the new one, the second new one."""
    yield name
    path = PurePath(name)
    first, later = _NEW
    yield f"{path.stem}{first}{path.suffix}"
    yield from (f"{path.stem}{later.format(number)}{path.suffix}" for number in count(2))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
