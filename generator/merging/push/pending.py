"""What came in and is not in the log yet: a note a push and branch, in the git directory of the server.

The check of a push writes it before git takes the push, so that a hook that is killed loses no time of
arrival; it goes when the log has it. A note of a push that git then did not take is never believed: it
counts once the branch holds what was pushed, and is thrown away after a day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE

from ... import disk
from ...calendar import SHANGHAI
from ...frozen import dataclass
from . import refs, settings

FOLDER = "taizhang-pending"
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pending:
    """``base`` is what the commit is held against to see what is new; ``taken``: git has said that it
    took it."""

    at: datetime
    base: str
    new: str
    ref: str
    taken: bool = False

    @property
    def name(self) -> str:
        """The file of its note: the same for the same commit on the same ref."""
        digest = sha256(self.ref.encode("utf-8", "surrogateescape")).hexdigest()
        return f"{self.new}-{digest[:16]}.json"


def note(root: Path, arriving: Iterable[Pending]) -> None:
    """Write down what is about to come in; OSError where that cannot be kept."""
    for each in arriving:
        if not (standing := _read(_folder(root) / each.name)) or not standing.taken:
            _write(root, each)


def take(root: Path, arrived: Iterable[Pending]) -> None:
    """Write down what git took: at the time of its note, if it has one."""
    for each in arrived:
        standing = _read(_folder(root) / each.name)
        _write(root, replace(standing or each, taken=True))


def arrived(root: Path, now: datetime) -> list[Pending]:
    """What came in and waits, oldest first; what never came is thrown away."""
    standing = refs.standing(root)
    found = []
    for file in sorted(_folder(root).glob("*.json")):
        each = _read(file)
        if each and (each.taken or _came(root, each, standing.get(each.ref))):
            found.append(each)
        elif each and now - each.at > _FORGOTTEN:
            file.unlink(missing_ok=True)
    return sorted(found, key=lambda each: (each.at, each.ref))


def done(root: Path, logged: Iterable[Pending]) -> None:
    """Throw away the notes of what is in the log."""
    for each in logged:
        (_folder(root) / each.name).unlink(missing_ok=True)


def _came(root: Path, each: Pending, tip: str | None) -> bool:
    return tip is not None and refs.descends(root, tip, each.new)


def _folder(root: Path) -> Path:
    return settings.folder_of(root) / FOLDER


def _write(root: Path, each: Pending) -> None:
    folder = _folder(root)
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        # As open to others as the repository is: several users may push to it.
        folder.chmod(S_IMODE((folder.parent / "refs").stat().st_mode))
    told = {"at": each.at.isoformat(), "base": each.base, "new": each.new, "ref": each.ref}
    disk.write(folder / each.name, json.dumps({**told, "taken": each.taken}))


def _read(file: Path) -> Pending | None:
    """A note; None where there is none, or one that no run of ours has written whole."""
    try:
        told = json.loads(file.read_bytes())
        at = datetime.fromisoformat(told["at"]).astimezone(SHANGHAI)
        return Pending(at, told["base"], told["new"], told["ref"], told["taken"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
