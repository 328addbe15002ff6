"""Reading all the files that make up a catalogue at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..problems import Problem
from . import sheets, tabular
from .documents import DOCUMENTS
from .model import Kinds
from .placed import Places
from .shape import ColumnMention, Mention, hold
from .sheets import Sheet
from .source import Document, read
from .where import paths


@dataclass(slots=True)
class Files:
    """Every file that could be parsed, by kind, less what does not fit its schema.

    ``places`` has what they declare. ``unsound`` are the kinds with faults of shape, ``unread`` those
    of which a file is missing. ``lost`` are the ids that such faults leave undefined. ``sheets`` are the
    tables of numbers by unit.
    """

    places: Places
    documents: dict[str, list[Document]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    definitions: list[Mention] = field(default_factory=list)
    lost: list[Mention] = field(default_factory=list)
    references: list[Mention] = field(default_factory=list)
    columns: list[ColumnMention] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    sheets: dict[str, Sheet | Problem] = field(default_factory=dict)

    def one(self, kind: str) -> Document:
        """The document of a kind of which there is one file; it must have been read."""
        return self.documents[kind][0]

    def sound(self, *kinds: str) -> bool:
        """Whether what some kinds declare can be trusted: no fault of shape in any of them, nor in what
        they call by its id."""
        called = (other for kind in kinds for other in _CALLED.get(kind, ()))
        return self.unsound.isdisjoint((*kinds, *called))


_CALLED = {"form": ("columns",), "indicators": ("rows",)}
"""Kinds of files whose records stand in those of another kind."""


def read_all(root: Path, kinds: Kinds) -> Files:
    """Read and hold against its schema every YAML file of a root folder."""
    files = Files(Places(kinds))
    for kind, path in paths(root):
        found = _READERS.get(kind, read)(root, path)
        if isinstance(found, list):
            files.problems.extend(found)
            files.unsound.add(kind)
            files.unread.add(kind)
            continue
        shape = hold(found, kind)
        if shape.problems:
            files.unsound.add(kind)
        sound_part = found.without(shape.unfit) if shape.problems else found
        files.documents.setdefault(kind, []).append(sound_part)
        files.places.read(DOCUMENTS[kind], sound_part, fits=not shape.problems)
        files.problems.extend(shape.problems)
        files.definitions.extend(shape.definitions)
        files.lost.extend(shape.lost)
        files.references.extend(shape.references)
        files.columns.extend(shape.columns)
    files.sheets = sheets.read_all(root)
    return files


_READERS = {"rows": tabular.read}
"""How files are read that are no YAML, by kind."""
