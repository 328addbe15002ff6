"""A whole run of which nothing has changed that it hangs on: what it made stands there, and is not made again.

All that a run is made of has one digest: every file below a root that is declared, filed or part of the look, what
git has and what lies uncommitted, our program and its look, the libraries, and what was asked for. What it made
has another one. Both are noted together when a run ends, and the next one first looks whether both are as they were.
That takes a moment, for nothing of what makes a site is loaded for it.

Nothing is noted where more has a say than is seen here: texts, templates or settings from elsewhere, links to
folders, inputs that were changed meanwhile.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from . import look, revisions, store
from .frozen import dataclass
from .problems import Problem
from .store import Store

PLANNED = ("tasks.yaml", "units.yaml", "rules")
"""What is declared below a root."""

DECLARED = (*PLANNED, "submissions", "receipts")
"""What is declared and filed below a root; what it may have of its own to show it is in ``look``."""

_KIND = "runs"
_SITE = "site"
_PRODUCTS = (_SITE, "results.json", "results")


class _UnseenError(Exception):
    """Something has a say in a run that is not seen here."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run told: the day that it was for, and the problems."""

    day: date
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is asked for, with the digest of all that it hangs on as it begins; '' where that is not
    known. ``out`` is where its products go."""

    root: Path
    out: Path
    held: Store
    asked: tuple[str, ...]
    inputs: str

    @classmethod
    def of(cls, root: Path, out: Path, *asked: str) -> Run:
        """A run that begins now, in the root's own store; ``asked`` is all that was asked for besides."""
        held = store.of(root)
        return cls(root, out, held, asked, _inputs(root, asked) if held.folder is not None else "")

    def made(self) -> Made | None:
        """What such a run told when it was made, if what it made stands there as it was made."""
        noted = self.held.get(_KIND, self._place) if self.inputs else None
        if noted is None:
            return None
        told = json.loads(noted)
        if told["inputs"] != self.inputs or told["products"] != products(self.out):
            return None
        from .catalogue.compact import Opener

        problems = Opener(told["classes"]).opened(told["problems"].encode("ascii"))
        return Made(date.fromisoformat(told["day"]), problems)

    def note(self, made: Made, stands: str, texts: Iterable[str]) -> None:
        """Note a run that has ended without an error; ``stands`` is the digest of its products, ``texts`` are those
        of the notices, by their paths below the root."""
        if not self.inputs or not stands or not all(map(_is_declared, texts)):
            return
        if self.inputs != _inputs(self.root, self.asked):
            return
        from .catalogue.compact import UnpackableError, Writer

        writer = Writer()
        try:
            problems = writer.packed(made.problems)
        except UnpackableError:
            return
        told = {
            "inputs": self.inputs,
            "products": stands,
            "day": made.day.isoformat(),
            "classes": writer.classes,
            "problems": json.dumps(json.loads(problems)),
        }
        self.held.put(_KIND, self._place, json.dumps(told).encode())

    @property
    def _place(self) -> str:
        """One run is noted for a place: the last that made what stands there."""
        return store.key(str(self.root.resolve()), str(self.out.resolve()))


def watched(root: Path) -> list[Path]:
    """Everything that a page hangs on."""
    tops = [folder / name for folder in (root, look.ours()) for name in look.TOPS]
    return [path for path in (*(root / name for name in DECLARED), *tops) if path.exists()]


def products(out: Path, pages: Mapping[str, str] = MappingProxyType({})) -> str:
    """The digest of all that a run has put at a place; '' where that cannot be read. ``pages`` are the digests of pages
    of the site that it has just written."""
    try:
        known = {f"{_SITE}/{path}": digest for path, digest in pages.items()}
        return store.key(*_told(out, _PRODUCTS, known))
    except (OSError, _UnseenError):
        return ""


def _inputs(root: Path, asked: Iterable[str]) -> str:
    try:
        return store.key(
            store.program(), sys.version, zlib.ZLIB_RUNTIME_VERSION, store.libraries(), str(root.resolve()),
            _known(root),
            *asked, *_told(root, (*DECLARED, *look.TOPS)), "", *_told(look.ours(), look.TOPS),
        )  # fmt: skip
    except (OSError, _UnseenError):
        return ""


def _known(root: Path) -> str:
    """What git says: which commit the history is that of, and what is not as it is there. Outside git it says why."""
    try:
        where = revisions.git(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
        edited = revisions.edited(root, DECLARED)
    except revisions.GitError as error:
        return str(error)
    return "\0".join((where.decode("utf-8", "surrogateescape"), *edited))


def _told(
    top: Path, names: Iterable[str], known: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """What is at some places below a folder, whatever it is, and below them: its path, what it is, the digest of its
    bytes, of which some are ``known``."""
    for name in names:
        try:
            mode = os.lstat(top / name).st_mode
        except FileNotFoundError:
            yield from (name, "nothing")
            continue
        yield from _told_of(str(top / name), name, mode, known)


def _told_of(place: str, name: str, mode: int, known: Mapping[str, str]) -> Iterator[str]:
    yield name
    if stat.S_ISDIR(mode):
        yield "folder"
        with os.scandir(place) as entries:
            below = sorted(entries, key=lambda entry: entry.name)
        for entry in below:
            mode = entry.stat(follow_symlinks=False).st_mode
            yield from _told_of(entry.path, f"{name}/{entry.name}", mode, known)
        return
    yield "link" if stat.S_ISLNK(mode) else "file"
    if not Path(place).is_file():
        raise _UnseenError(place)
    yield known.get(name) or store.key(store.content(place))


def _is_declared(path: str) -> bool:
    parts = path.split("/")
    return parts[0] in DECLARED and ".." not in parts
