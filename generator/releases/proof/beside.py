"""What visitors meet before any version: the list of versions, the first page, and strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ...intake.telling import file_name, file_path, joined
from ...problems import Problem
from ...words.sentences import Said, Shown, said
from ..manifest import is_version
from ..place import DOORWAY, LATEST, VERSIONS, beyond, listing
from .seen import InFolder, Kind, OnBranch, Seen, get

_SHOWN = 20
"""So many strangers are named."""

_OF_WORK = (".work", ".work.lock")
"""What publishing to a folder leaves there while it goes on, or when it was killed."""

_OF_FORGES = (".nojekyll", "CNAME")
"""What publishing puts on a branch besides, and what a forge that shows branches writes there itself."""


def looked_at(place: Seen, heads: Mapping[str, bytes]) -> Iterator[Problem]:
    """What beside the versions is not as publishing leaves it; ``heads`` are their manifests, or what
    stands in the place of those, by folder."""
    expected = listing(heads)
    yield from _list(get(place, VERSIONS), expected[VERSIONS])
    yield from _door(get(place, DOORWAY), expected.get(DOORWAY))
    yield from _latest(place, expected.get(LATEST))
    yield from _strangers(place)


def _list(data: bytes | None, expected: bytes | str) -> Iterator[Problem]:
    if data == expected:
        return
    yield Problem(*_misfit(data, json.loads(expected)), VERSIONS)


def _misfit(data: bytes | None, expected: list[dict[str, Any]]) -> Said:
    """What is wrong with a list that is not as it should be."""
    if data is None:
        return said("E629.gone")
    try:
        told = json.loads(data)
        names = [each["version"] for each in told]
    except (ValueError, KeyError, TypeError, RecursionError):
        return said("E629.unread")
    known = [each["version"] for each in expected]
    texts = [str(name) for name in names]
    missing = [name for name in known if name not in texts]
    more = sorted({name for name in texts if name not in known})
    if missing:
        return said("E629.missing", names=Shown("、".join(missing[:_SHOWN])))
    if more:
        return said("E629.more", names=joined("、", map(file_name, more[:_SHOWN])))
    if len(texts) != len(set(texts)):
        return said("E629.twice")
    return said("E629.order") if texts != known else said("E629")


def _door(data: bytes | None, expected: bytes | str | None) -> Iterator[Problem]:
    if expected is not None and data != expected:
        yield Problem(*said("E630" if data is not None else "E630.gone"), DOORWAY)


def _latest(place: Seen, newest: bytes | str | None) -> Iterator[Problem]:
    """Where there are links ``latest`` is one, elsewhere a page that leads on; either leads to the newest."""
    kinds = place.every() or {}
    if not isinstance(newest, str):
        if LATEST in kinds:
            yield Problem(*said("E628", path=Shown(LATEST)), LATEST)
        return
    if isinstance(place, InFolder) and kinds.get(LATEST) == "link":
        fits = str((place.path / LATEST).readlink()) == newest
    else:
        page = get(place, f"{LATEST}/{DOORWAY}")
        own = get(place, f"{newest}/{DOORWAY}") if place.every() is None else None
        only = [path for path in kinds if path.startswith(f"{LATEST}/")] in (
            [],
            [f"{LATEST}/{DOORWAY}"],
        )
        fits = page is not None and page in (beyond(newest).encode(), own) and only
    if not fits:
        yield Problem(*said("E630.latest", newest=Shown(newest)), LATEST)


def _strangers(place: Seen) -> Iterator[Problem]:
    every = place.every()
    if every is None:
        return
    found = [path for path in sorted(every) if not _is_ours(place, path, every)]
    shown = [path for path in found if path.rpartition("/")[0] not in found]
    for path in shown[:_SHOWN]:
        kind = every[path]
        named = file_path(path)
        key = "E628.link" if kind == "link" else "E628.folder" if kind == "folder" else "E628"
        yield Problem(*said(key, path=named), named)
    if len(shown) > _SHOWN:
        yield Problem(*said("E628.more", count=len(shown) - _SHOWN))
    if isinstance(place, InFolder) and not every.keys().isdisjoint(_OF_WORK):
        yield Problem(*said("W628"), _OF_WORK[0])


def _is_ours(place: Seen, path: str, every: Mapping[str, Kind]) -> bool:
    """Whether publishing put something there; what lies in a version is held against its manifest."""
    top, _, rest = path.partition("/")
    kind = every[top]
    if is_version(top) and kind == "folder":
        return True
    if top == LATEST:  # looked at by itself
        return True
    if isinstance(place, InFolder) and top in _OF_WORK:
        return True
    named = (VERSIONS, DOORWAY, *(_OF_FORGES if isinstance(place, OnBranch) else ()))
    return top in named and kind == "file" and not rest
