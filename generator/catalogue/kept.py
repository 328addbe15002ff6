"""What was read of a root's declarations, kept for the next time that the same bytes are read.

Only what has no error is kept. The key is over all that reading hangs on: the bytes of every file that
declares anything, with its path, those of the texts of the notices, our rooms that read them, the libraries
that they use and the Python that runs them. Which texts there are, the files say: so that is kept as well, by
the key of the files alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .. import store
from ..store import Store
from .kinds_folder import KindsFolder
from .where import paths, values

if TYPE_CHECKING:
    from ..problems import Problem
    from .model import Catalogue, Kinds

_ROOMS = (
    "calendar.py", "catalogue", "deadlines.py", "frozen.py", "judging/kinds", "problems.py", "store.py", "wording.py",
    "words",
)  # fmt: skip
"""Our own rooms that a reading passes through."""

_LIBRARIES = ("attrs", "cattrs", "jsonschema", "pyyaml", "referencing")
_WHOLE, _TEXTS = "catalogue", "texts"

Read: TypeAlias = "tuple[Catalogue | None, list[Problem]]"


def once(root: Path, kinds: Kinds, held: Store, read: Callable[[Path, Kinds], Read]) -> Read:
    """What a root declares, as it was read before where all that it hangs on is as it was then."""
    if held.folder is None or not _are_ours(kinds):
        return read(root, kinds)
    files = _files(root)
    found = _found(root, kinds, held, files) if files else None
    if found:
        return found
    declared, problems = read(root, kinds)
    if declared is not None and files and files == _files(root):
        _keep(root, declared, problems, held, files)
    return declared, problems


def _are_ours(kinds: Kinds) -> bool:
    """Whether they are those of this program, which is part of the key."""
    own = Path(store.__file__).parent / "judging" / "kinds"
    return isinstance(kinds, KindsFolder) and kinds.folder == own


def _found(root: Path, kinds: Kinds, held: Store, files: str) -> Read | None:
    told = held.get(_TEXTS, files)
    texts = told and _texts(root, json.loads(told))
    data = held.get(_WHOLE, store.key(files, texts)) if texts else None
    if data is None:
        return None
    from .opened import opened

    return opened(data, kinds)


def _keep(
    root: Path, declared: Catalogue, problems: list[Problem], held: Store, files: str
) -> None:
    from .compact import UnpackableError
    from .opened import packed

    named = [issued.notice.text for issued in declared.notices]
    texts = _texts(root, named)
    as_read = texts == _texts_of((each.notice.text, each.text) for each in declared.notices)
    if not texts or not as_read:
        return
    try:
        data = packed(declared, problems)
    except UnpackableError:
        return
    held.put(_TEXTS, files, json.dumps(named).encode())
    held.put(_WHOLE, store.key(files, texts), data)


def _files(root: Path) -> str | None:
    """The digest of the files of a root, their names among them, and of whatever reads them; None where one
    cannot be read."""
    found = [*dict.fromkeys(path for _, path in paths(root)), *values(root)]
    try:
        data = [(root / path).read_bytes() for path in found]
    except OSError:
        return None
    pairs = (part for pair in zip(found, data, strict=True) for part in pair)
    return store.key(store.program(*_ROOMS), sys.version, store.libraries(*_LIBRARIES), *pairs)


def _texts(root: Path, named: Iterable[str]) -> str | None:
    """The digest of the texts of the notices; None where one is not to be read."""
    top = root.resolve()
    try:
        files = {path: (root / path).resolve() for path in named}
        if not all(file.is_relative_to(top) for file in files.values()):
            return None
        read = [(path, file.read_bytes().decode("utf-8-sig")) for path, file in files.items()]
    except (OSError, UnicodeDecodeError):
        return None
    return _texts_of(read)


def _texts_of(texts: Iterable[tuple[str, str]]) -> str:
    return store.key(*(part for pair in texts for part in pair))
