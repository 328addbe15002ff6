"""What a published version says of itself: ``manifest.json``, from which it can be made again.

Everything that went into the bytes of the version is in it, nothing of when or where it was made.
Each manifest names the digest of the one before, so that an old version cannot be changed without
the newer ones telling.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import cattrs

from ..calendar import Month
from ..catalogue.model.terms import EDITIONS, Audience
from ..frozen import dataclass
from ..intake.telling import is_unseen
from ..pages.release import MANIFEST

FILE = MANIFEST
FORMAT = 1
CURRENT = "current"
"""The folder of the version that is not settled: replaced whenever anything comes in."""

_NAME = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))(?:-r([2-9]|[1-9][0-9]+))?")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A month and its revision: ``2023-06``, then ``2023-06-r2``. It is the name of the folder."""

    month: Month
    revision: int = 1

    @classmethod
    def parse(cls, text: str) -> Name:
        """ValueError for what is not the name of a version."""
        found = _NAME.fullmatch(text)
        if not found:
            raise ValueError(text)
        return cls(Month.parse(found[1]), int(found[2] or 1))

    @property
    def title(self) -> str:
        """What a reader calls it: 2023年6月, then 2023年6月（第2版）."""
        title = self.month.label
        return f"{title}（第{self.revision}版）" if self.revision > 1 else title

    def __str__(self) -> str:
        return f"{self.month}-r{self.revision}" if self.revision > 1 else str(self.month)


def title(version: str) -> str:
    """What a reader calls a version by the name of its folder; ValueError for none."""
    return "当前（未定稿）" if version == CURRENT else Name.parse(version).title


def is_version(text: str) -> bool:
    """Whether a folder of that name is a version."""
    return text == CURRENT or _NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Previous:
    """The version that this one is compared with: its name and what its manifest says.

    ``manifest`` is the SHA-256 of that manifest's bytes.
    """

    version: str
    commit: str
    as_of: date
    manifest: str


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the version: ``digest`` is over the program, the templates and the style.

    ``python`` and ``libraries`` are the versions of whatever else has a say in the bytes.
    """

    version: str
    digest: str
    python: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """``inputs`` and ``files`` map paths (below the root, below the version) to SHA-256 digests.

    ``inputs`` names the files that this edition may name, and ``digest`` is over those. What it may not
    name is pinned by ``commit`` and by the files that come out of it.
    """

    version: str
    title: str
    reason: str
    edition: Audience
    commit: str
    as_of: date
    previous: Previous | None
    tool: Tool
    digest: str
    inputs: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """The file: UTF-8 JSON in the order of the fields, one space of indent, a line end last."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)
        return f"{text}\n".encode()


class UnreadableManifestError(Exception):
    """The bytes are no manifest; the text is for the reader."""


def parse(data: bytes) -> Manifest:
    """Read a manifest; UnreadableManifestError for anything else."""
    try:
        told: Any = json.loads(data)
        if told["format"] != FORMAT:
            raise UnreadableManifestError(
                f"清单的格式是第 {told['format']} 版，本程序只认第 {FORMAT} 版"
            )
        if told["edition"] not in EDITIONS or not is_version(told["version"]):
            raise ValueError(told["version"])
        found = _CONVERTER.structure(told, Manifest)
        _hold(found)
    except _FAULTS as error:
        raise UnreadableManifestError("不是发布时写下的清单") from error
    if not all(map(_is_inside, found.files)):
        raise UnreadableManifestError("清单里有指向文件夹之外的路径")
    return found


_FAULTS = (ValueError, KeyError, TypeError, RecursionError, cattrs.BaseValidationError)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PROGRAM = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!_-]{0,63}")
_YEARS = range(2000, 2101)


def _hold(told: Manifest) -> None:
    """ValueError for what publishing never writes: a commit that is none but a name which moves, a
    predecessor that came later, words in the place of versions and digests."""
    commits, days, digests_ = [told.commit], [told.as_of], [told.digest, told.tool.digest]
    before = told.previous
    if before:
        commits, days = [*commits, before.commit], [*days, before.as_of]
        digests_.append(before.manifest)
        if told.version != CURRENT and Name.parse(before.version) >= Name.parse(told.version):
            raise ValueError(before.version)
        Name.parse(before.version)
    libraries = told.tool.libraries
    versions = (told.tool.version, told.tool.python, *libraries, *libraries.values())
    if not (
        all(map(_COMMIT.fullmatch, commits))
        and all(map(_DIGEST.fullmatch, (*digests_, *told.inputs.values(), *told.files.values())))
        and all(map(_PROGRAM.fullmatch, versions))
        and all(day.year in _YEARS for day in days)
    ):
        raise ValueError(told.commit)


def digest(data: bytes) -> str:
    """SHA-256 in 64 hex digits."""
    return sha256(data).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder but the manifest, by path, in order."""
    paths = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if _counts(path)
    )
    return {path: digest((folder / path).read_bytes()) for path in paths if path != FILE}


def digest_of(entries: Mapping[str, str]) -> str:
    """One digest over paths and their digests, in the form that sha256sum writes."""
    listed = "".join(f"{entries[path]}  {path}\n" for path in sorted(entries))
    return digest(listed.encode("utf-8", "surrogateescape"))


def _counts(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _is_inside(path: str) -> bool:
    """Whether it is a path as folders list them, that leads neither out nor round about."""
    pieces = path.split("/")
    if path == FILE or "\\" in path or not {"", ".", ".."}.isdisjoint(pieces):
        return False
    return not any(map(is_unseen, path)) and all(
        len(os.fsencode(piece)) <= _NAMED for piece in pieces
    )


_NAMED = 255
"""Bytes of a name that disks hold."""


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


_CONVERTER = _converter()
