"""What stands in a place, and that a name stands for the same version in every place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from .. import revisions
from ..catalogue.model.terms import EDITIONS, Audience
from ..problems import Problem
from ..publishing import shelf
from ..words.sentences import Shown, said
from . import manifest, tombstone
from .manifest import CURRENT, Manifest, Name, UnreadableManifestError
from .place import Place

Told: TypeAlias = Mapping[str, tuple[Manifest, str]]
"""What the manifest of each version says, and its digest."""


def told_of(place: Place, edition: Audience) -> Told | Problem:
    """What the versions of a place say; E613 for one that cannot be read, E617 for another edition."""
    told: dict[str, tuple[Manifest, str]] = {}
    heads = place.heads()
    graves = tombstone.standing(heads)
    for name, data in heads.items():
        if name in graves:
            continue
        try:
            found = manifest.parse(data)
        except UnreadableManifestError as error:
            where = Shown(place.called)
            words = said("E613.place", place=where, name=Shown(name), why=Shown(error))
            return Problem(*words, value=name)
        if found.edition != edition:
            there, here = Shown(EDITIONS[found.edition]), Shown(EDITIONS[edition])
            return Problem(*said("E617.edition", place=Shown(place.called), there=there, here=here))
        told[name] = found, manifest.digest(data)
    return told


def graves_of(place: Place) -> set[Name]:
    """The versions that were withdrawn there."""
    return {Name.parse(name) for name in tombstone.standing(place.heads())}


def names(told: Told) -> list[Name]:
    """The settled versions, oldest first."""
    return sorted(Name.parse(name) for name in told if name != CURRENT)


def level(places: Sequence[tuple[Place, Path]], edition: Audience) -> list[Problem]:
    """Bring to each place what stands in another: a run that was killed reached only the first ones,
    and a name stands for the same version everywhere, or is withdrawn everywhere."""
    known: list[dict[str, str]] = []
    first: dict[str, tuple[str, Place]] = {}
    for place, _ in places:
        told = told_of(place, edition)
        if isinstance(told, Problem):
            return [told]
        graves = tombstone.standing(place.heads())
        own = {str(name): told[str(name)][1] for name in names(told)}
        own |= {name: f"{_GONE}{stone.manifest}" for name, stone in graves.items()}
        known.append(own)
        for name, digest in own.items():
            was, other = first.setdefault(name, (digest, place))
            if was != digest:
                return [_unlike(name, (other, was), (place, digest))]
    for (place, work), own in zip(places, known, strict=True):
        for name in sorted(first.keys() - own.keys(), key=Name.parse):
            problem = _brought(first[name][1], name, place, work / "new")
            if problem:
                return [problem]
    return []


_GONE = "-"
"""Before the digest of a manifest that stood in a place and was withdrawn."""


def _unlike(name: str, one: tuple[Place, str], two: tuple[Place, str]) -> Problem:
    gone, here = sorted((one, two), key=lambda each: not each[1].startswith(_GONE))
    if gone[1].startswith(_GONE) and not here[1].startswith(_GONE):
        words = said(
            "E634.elsewhere",
            name=Shown(name),
            place=Shown(gone[0].called),
            other=Shown(here[0].called),
        )
    else:
        words = said(
            "E617.twice", name=Shown(name), one=Shown(one[0].called), other=Shown(two[0].called)
        )
    return Problem(*words, value=name)


def _brought(source: Place, name: str, place: Place, new: Path) -> Problem | None:
    """Copy a version from one place to another, unless it is not what its manifest says."""
    try:
        shutil.rmtree(new, ignore_errors=True)
        source.fetch(name, new)
        if not _is_whole(new):
            words = said("E611.copied", place=Shown(source.called), name=Shown(name))
            return Problem(*words, value=name)
        place.put(name, new)
    except (OSError, revisions.GitError) as fault:
        return unwritable(place, fault)
    return None


def _is_whole(folder: Path) -> bool:
    """Whether a version is what its manifest says, or one withdrawn what says so."""
    stone = tombstone.read(tombstone.head(folder))
    if stone is None:
        return manifest.parse(tombstone.head(folder)).files == manifest.digests(folder)
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return found == stone.files()


def unwritable(place: Place, fault: OSError | revisions.GitError) -> Problem:
    """E606: what the machine or git says of a place, in our words."""
    if isinstance(fault, OSError):
        return shelf.unwritable(Path(place.called), fault)
    last = str(fault).strip().rpartition("\n")[2]
    full = "space" in last  # git has it in English only, and says it in two ways
    help_ = "磁盘已满，请腾出空间后再试。" if full else "请检查磁盘和权限后再试。"
    return Problem(
        *said("E606.branch", where=Shown(place.called), why=Shown(last), help=Shown(help_))
    )
