"""A folder that somebody copied or fetched: which version of it counts, and whether it is what it says.

It comes from elsewhere: nothing of it is followed out of it, nothing is read without end, and what cannot be
used is told and never guessed at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Literal, TypeAlias

from ..catalogue.model.gather import GatheredRoot
from ..frozen import dataclass
from ..intake.telling import file_path, joined
from ..pages.summary import FILE, SUM
from ..problems import Problem
from ..progress import counted
from ..releases import CURRENT, Name, manifest, tombstone
from ..words import faults
from ..words.sentences import Said, Shown, said

Checked: TypeAlias = Literal["manifest", "sum", "nothing"]
"""What a summary was held against."""

MOST = 32
"""Megabytes of a summary; that of a city with a thousand verdicts has a tenth of one."""

_MEGA = 1 << 20
_LARGE = 512
"""Megabytes of a file that is held against its digest."""


_NAMED = 3
"""So many files that are not as published are named."""


class UnfitError(Exception):
    """A place that cannot be used, in our words."""

    def __init__(self, words: Said) -> None:
        super().__init__(words.message)
        self.words = words


@dataclass(frozen=True, slots=True)
class Copy:
    """The summary of a place as it lies there.

    ``version`` is the folder of the version, '' where there are no versions; ``pages`` are the files that may be
    linked to.
    """

    data: bytes
    version: str
    title: str
    checked: Checked
    pages: Collection[str]
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the summary."""
        return manifest.digest(self.data)


def find(root: GatheredRoot, within: Path) -> Copy:
    """The summary of the version that is asked for, else of the newest that stands; UnfitError for none.

    ``within`` is where its folder is reckoned from. Warnings on what can be used all the same go with it.
    """
    folder, name = within / root.folder, Shown(root.name)
    if not folder.is_dir():
        raise UnfitError(said("E651.folder", name=name, folder=file_path(root.folder)))
    folder = folder.resolve()
    if (folder / manifest.FILE).is_file():
        return _version(folder, "", name)
    heads = _heads(folder, name)
    if heads:
        version = _chosen(root, heads, name)
        return _version(folder / version, version, name)
    if root.version:
        words = said("E651.version", name=name, version=Shown(root.version), standing=Shown("无"))
        raise UnfitError(words)
    for site in (folder, folder / "site"):
        if (site / FILE).exists() or (site / FILE).is_symlink():
            return _plain(site, name)
    if (folder / "index.html").is_file() or (folder / "site" / "index.html").is_file():
        raise UnfitError(said("E651.older", name=name, version=Shown("网站")))
    raise UnfitError(said("E651.none", name=name, folder=file_path(root.folder)))


def _heads(folder: Path, name: Shown) -> Mapping[str, bytes]:
    """The file by which each version is known, by the name of its folder."""
    found: dict[str, bytes] = {}
    for each in sorted(folder.iterdir()):
        if not manifest.is_version(each.name) or each.is_symlink() or not each.is_dir():
            continue
        for head in (manifest.FILE, tombstone.FILE):
            if (each / head).is_file():
                found[each.name] = _read(each, head, name)
                break
        else:
            found[each.name] = b""
    return found


def _chosen(root: GatheredRoot, heads: Mapping[str, bytes], name: Shown) -> str:
    """The version that is asked for, else the newest settled one, else that which is not settled."""
    graves = tombstone.standing(heads)
    standing = sorted((Name.parse(each) for each in heads if each != CURRENT), reverse=True)
    named = [str(each) for each in standing if str(each) not in graves]
    named += [CURRENT] if CURRENT in heads else []
    wanted = root.version or (named[0] if named else str(standing[0]))
    if wanted in graves:
        raise UnfitError(said("E651.withdrawn", name=name, version=Shown(wanted)))
    if wanted not in heads:
        listed = Shown("、".join(named) or "无")
        words = said("E651.version", name=name, version=Shown(wanted), standing=listed)
        raise UnfitError(words)
    return wanted


def _version(folder: Path, version: str, name: Shown) -> Copy:
    """A version with its manifest, every file of it held against that."""
    shown = Shown(version or folder.name)
    try:
        told = manifest.parse(_read(folder, manifest.FILE, name))
    except manifest.UnreadableManifestError as error:
        words = said("E652.manifest", name=name, version=shown, why=Shown(error))
        raise UnfitError(words) from error
    if FILE not in told.files:
        raise UnfitError(said("E651.older", name=name, version=Shown(f"版本 {told.version} ")))
    data = _read(folder, FILE, name)
    if manifest.digest(data) != told.files[FILE]:
        raise UnfitError(said("E652.changed", name=name, path=file_path(FILE)))
    spoilt = list(_spoilt(folder, told.files))
    problems: tuple[Problem, ...] = ()
    if spoilt:
        words = said(
            "W657",
            name=name,
            version=shown,
            count=len(spoilt),
            paths=joined("、", map(file_path, spoilt[:_NAMED])),
        )
        problems = (Problem(*words),)
    return Copy(data, version, told.title, "manifest", told.files.keys(), problems)


def _plain(site: Path, name: Shown) -> Copy:
    """A site that is no version: held against the digest beside its summary, where there is one."""
    data = _read(site, FILE, name)
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    if not (site / SUM).is_file():
        return Copy(data, "", "", "nothing", pages, (Problem(*said("W656", name=name)),))
    told = _read(site, SUM, name)
    found = re.match(rb"([0-9a-f]{64})  ", told)
    if not found or found[1].decode() != manifest.digest(data):
        raise UnfitError(said("E652.sum", name=name, path=file_path(FILE)))
    return Copy(data, "", "", "sum", pages, ())


def _spoilt(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """The files of a version that are not what its manifest says, or not there."""
    for path, digest in counted(files.items()):
        try:
            file = _inside(folder, path)
            if file is None or file.stat().st_size > _LARGE * _MEGA:
                yield path
                continue
            with file.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                    yield path
        except OSError:
            yield path


def _read(folder: Path, path: str, name: Shown) -> bytes:
    """A file of a place, of no more than ``MOST`` megabytes; UnfitError for any other."""
    shown = file_path(path)
    try:
        file = _inside(folder, path)
        if file is None:
            key = "E652.link" if (folder / path).is_symlink() else "E652.gone"
            raise UnfitError(said(key, name=name, path=shown))
        if file.stat().st_size > MOST * _MEGA:
            raise UnfitError(said("E652.large", name=name, path=shown, limit=MOST))
        return file.read_bytes()
    except OSError as fault:
        why = Shown(faults.fault(fault))
        raise UnfitError(said("E652.unread", name=name, path=shown, why=why)) from fault


def _inside(folder: Path, path: str) -> Path | None:
    """A plain file below a folder; None where there is none, and for what leads out of it."""
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.exists():
        return None
    return file if S_ISREG(file.stat().st_mode) else None
