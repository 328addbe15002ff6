"""What a web server shows first where nobody names a file, as far as that can be told by asking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from ...intake.telling import file_path
from ...problems import Problem
from ...words.sentences import Shown, said
from ..manifest import Manifest, digest
from ..place import DOORWAY
from .fetching import UnseenError
from .seen import Found, Seen, get

_NOWHERE = "taizhang-verify/nothing-stands-here.html"
"""A page that no place has."""

_CLOSED = (401, 403)
"""What servers say of a folder that they do not list."""


def to_anything(place: Seen) -> Problem | None:
    """E633: a server that has something for every address, so that nothing is seen to be missing."""
    ((_, found),) = place.many([_NOWHERE])
    if found is None or (isinstance(found, UnseenError) and found.status in _CLOSED):
        return None
    return Problem(*said("E633.anything"), file_path(place.called))


def first(place: Seen, told: Mapping[str, Manifest]) -> Iterator[Problem]:
    """What stands at each folder: its own first page or nothing, and no file that publishing did not put
    there, where the server lists it."""
    door = get(place, DOORWAY)
    known = {"": {DOORWAY: digest(door)} if door else {}}
    for name, own in told.items():
        for path, sum_ in own.files.items():
            folder, _, file = f"{name}/{path}".rpartition("/")
            known.setdefault(f"{folder}/", {})[file] = sum_
    for folder, found in place.many(known):
        if folder or door:
            yield from _at(folder, found, known[folder])


def _at(folder: str, found: Found, files: Mapping[str, str]) -> Iterator[Problem]:
    shown = file_path(folder or "/")
    if isinstance(found, UnseenError):
        if DOORWAY in files or found.status not in _CLOSED:
            yield Problem(*said("E633", path=shown, why=Shown(found)), shown)
    elif DOORWAY in files:
        if found is None or digest(found) != files[DOORWAY]:
            yield Problem(*said("E633.first", path=shown), shown)
    elif found is not None:
        listed = {
            unescape(unquote(each)) for each in _LINKS.findall(found.decode("utf-8", "replace"))
        }
        if not files.keys() <= listed:
            yield Problem(*said("E633.first", path=shown), shown)
        for name in sorted(each for each in listed - files.keys() if not each.endswith("/")):
            path = file_path(f"{folder}{name}")
            yield Problem(*said("E611.added", path=path), path)


_LINKS = re.compile(r'href="(?:\./)?([^"?#/:]+/?)"')
"""The names in a list that a server makes of a folder."""
