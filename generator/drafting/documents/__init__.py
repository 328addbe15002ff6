"""A notice as people have it → its lines: a paragraph a line, a row of a table a line with its cells.

``READERS`` has a module for each kind of file; it is loaded when such a file comes. What a file holds
that is no line of text (pictures, text boxes, footnotes) is told in ``unread``, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from ...frozen import dataclass
from ...problems import Problem
from ...words.sentences import Shown, said

BORDER = " | "
"""What stands between the cells of a row in the stored notice."""

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 2_000_000

READERS: Mapping[str, str] = {".txt": "txt", ".docx": "docx", ".pdf": "pdf"}
"""The module that reads files of an ending."""

_BEGINNINGS = (
    (b"PK\x03\x04", ".docx"),
    (b"%PDF", ".pdf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"<", ".html"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row: then ``table`` is the number of its table, from 1."""

    text: str
    cells: tuple[str, ...] = ()
    table: int = 0

    @classmethod
    def row(cls, cells: tuple[str, ...], table: int) -> Line:
        """A row of a table, its cells with their borders."""
        return cls(BORDER.join(cells).strip(), cells, table)


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a notice, none of them blank, and what of the file was not read."""

    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A file that cannot be read; ``why`` is the variant of E625."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read(file: Path) -> Text | Problem:
    """The text of a notice; else what keeps it from being read, and what to do."""
    try:
        return _read(file)
    except UnreadableError as fault:
        return Problem(*said(f"E625.{fault.why}", name=Shown(file.name)), str(file))


def _read(file: Path) -> Text:
    if file.is_dir():
        raise UnreadableError("folder")
    if file.stat().st_size > MAX_BYTES:
        raise UnreadableError("large")
    data = file.read_bytes()
    kind = _kind(data)
    named = file.suffix.lower()
    if named not in READERS:
        raise UnreadableError("old" if kind == ".doc" else "kind")
    if kind != named:
        raise UnreadableError("old" if kind == ".doc" else "renamed")
    found: Text = import_module(f".{READERS[named]}", __package__).read(data)
    if sum(len(line.text) for line in found.lines) > MAX_CHARACTERS:
        raise UnreadableError("large")
    if not found.lines:
        raise UnreadableError("empty")
    return found


def _kind(data: bytes) -> str:
    """The ending that a file's first bytes speak for."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:8]
    return next((ending for mark, ending in _BEGINNINGS if start.startswith(mark)), ".txt")
