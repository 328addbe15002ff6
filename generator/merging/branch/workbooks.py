"""No workbook comes in: a branch that brings one below the filings is refused, with the way on.

What is merged is published with its history, and a workbook carries its author's name, hidden sheets,
notes and caches into it for good, where no reviewer can read them. The self-check page makes the CSVs
of a workbook, ``collect`` those of one that came by mail. Those that lie in a root from before go on
being read; they may be deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ... import revisions
from ...catalogue.model import Catalogue, FilingPolicy
from ...intake import patterns
from ...intake.find import FOLDER, Name
from ...intake.telling import file_name, file_path
from ...problems import Problem
from ...revisions import Changed
from ...words.sentences import Shown, revision, said

CODE = "E425"

_PLAIN = {"dbf", "htm", "html", "mht", "mhtml"}
"""Tables that are no workbooks: no more is in them than they show."""

ENDINGS = {"xlsx", *(e for e, (_, is_) in patterns.ENDINGS.items() if is_ == "sheet")} - _PLAIN
"""What workbooks are called, in small letters."""

_ARCHIVES = {ending for ending, (_, is_) in patterns.ENDINGS.items() if is_ == "packed"}
"""Archives; what the self-check page gives for several forms is one, and is not uploaded as it is."""

_STARTS = (
    b"PK\x03\x04",  # .xlsx, .ods and every other archive
    b"PK\x05\x06",  # an empty one
    b"\xd0\xcf\x11\xe0",  # .xls, .et, and .xlsx with a password
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
)
"""The first bytes of workbooks and archives, whatever they are called."""


def refused(root: Path, came: Sequence[Changed], catalogue: Catalogue) -> Iterator[Problem]:
    """The workbooks among what commits bring, even if a later one takes them out again."""
    below = {c for c in came if c.blob and c.is_file and c.path.startswith(f"{FOLDER}/")}
    books = {change for change in below if is_workbook(change.path)}
    books |= _by_content(root, below - books, catalogue.filing)
    told = {}
    for change in sorted(books, key=lambda each: (each.path, each.commit)):
        told[change.path] = _refusal(change, catalogue.filing)
    yield from told.values()


def is_workbook(path: str) -> bool:
    """Whether a file is one by its ending, in letters of either case."""
    return Name.of(path.rpartition("/")[2].strip()).ending.casefold() in ENDINGS


def given_up(root: Path, change: Changed) -> bool:
    """Whether a change takes a workbook away and puts nothing in its place."""
    if change.blob is not None or change.was is None:
        return False
    return is_workbook(change.path) or _starts(root, [change.was]).get(change.was, False)


def _by_content(root: Path, came: set[Changed], policy: FilingPolicy) -> set[Changed]:
    """Those that are workbooks or archives by their first bytes; what is too large is told as that."""
    known = revisions.sizes(root, list({change.blob for change in came if change.blob}))
    books = _starts(root, [b for b, size in known.items() if size <= policy.max_file_bytes])
    return {change for change in came if change.blob and books.get(change.blob)}


def _starts(root: Path, blobs: list[str]) -> Mapping[str, bool]:
    told = revisions.contents(root, blobs)
    return {blob: data.startswith(_STARTS) for blob, data in told.items()}


def _refusal(change: Changed, policy: FilingPolicy) -> Problem:
    name = change.path.rpartition("/")[2]
    variant = ".archive" if Name.of(name).ending.casefold() in _ARCHIVES else ""
    page = f"“自查和填报”页（{policy.self_check}）" if policy.self_check else "网站的“自查和填报”页"
    words = said(
        f"{CODE}{variant}",
        commit=revision(change.commit[:8]),
        text=file_name(name),
        page=Shown(page),
    )
    return Problem(*words, file=file_path(change.path))
