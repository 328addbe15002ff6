"""The ledger: every version of every filing, merged to tidy frames that know each cell's place.

The latest valid version received by a day is the one that counts on that day; earlier ones are its
history, and later ones do not exist yet.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .. import intake, receipts
from ..calendar import Month, end_of
from ..catalogue.model import Catalogue
from ..intake import Filed
from ..intake.compare import falling
from ..intake.find import FOLDER, search
from ..intake.withheld import Withheld, is_below_county, without_few
from ..problems import Problem, in_order
from ..receipts import Key
from ..wording import spelt
from . import faulty, frames, turned
from .cells import Cell
from .faulty import LeftOut
from .table import Table, WithheldError
from .versions import Version, gather

_VERSION = re.compile("@(?:[0-9a-f]{8}|[0-9]+)$")
"""How the path of an earlier version ends: by its digest, or numbered where that would tell too much."""

_SHORT = 12
"""Characters of a commit's id that git takes for the whole."""

__all__ = ["Cell", "Filing", "Ledger", "LeftOut", "Table", "WithheldError", "open_ledger"]


@dataclass(frozen=True, slots=True)
class Filing:
    """One version of one filing.

    ``received_at`` is None when neither a receipt nor a commit tells; ``by`` says who told: receipt,
    commit, nobody, or unregistered where receipts were kept and it has none. ``source`` is its number
    in the frames' ``_source`` column. ``standing`` is what the folder holds, all else is history.
    ``positions`` maps column ids to 0-based cell positions in the file. ``commit`` is the one that
    brought it, as far as git tells. ``after`` is the last that is registered before one of which nothing
    tells the time although receipts were kept. ``withheld``: there are counts in it that the public may not know,
    and its digest would tell them.
    """

    period: Month
    unit: str
    form: str
    path: str
    blob: str
    received_at: datetime | None
    by: str
    note: str
    source: int
    valid: bool
    zero: bool
    standing: bool
    commit: str
    positions: Mapping[str, int] = field(hash=False, compare=False)
    withheld: bool = False
    after: datetime | None = None

    @property
    def key(self) -> Key:
        return self.period, self.unit, self.form

    @property
    def file(self) -> str:
        """The path of the file, whichever version of it this is."""
        return _VERSION.sub("", self.path)

    @property
    def unregistered(self) -> bool:
        """Whether it is filed and can be on time for nobody: its receipt is missing."""
        return self.by == "unregistered"


@dataclass(frozen=True)
class Ledger:
    """All versions, and one frame per form with the rows of all of them (see ledger.frames).

    ``read`` is what each version says, in the order of the filings. ``left_out`` are the filings that
    lie there with errors and do not count: the last valid version before stays in force.
    """

    catalogue: Catalogue
    filings: tuple[Filing, ...]
    frames: Mapping[str, pd.DataFrame]
    read: Sequence[Filed]
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def known(self) -> dict[Hashable, Any]:
        """What judging has worked out from these versions alone, whatever the day."""
        return {}

    def of(self, catalogue: Catalogue) -> Ledger:
        """The same filings as far as the catalogue knows their forms; of others nothing is left."""
        frames = {form: self.frames[form] for form in catalogue.forms}
        gone = [form for form in self.catalogue.forms.values() if form.id not in catalogue.forms]
        secret = [word for form in gone for word in (form.id, form.name)]
        left_out = (
            each.in_short(f"{FOLDER}/{each.period}" if each.period else FOLDER)
            if each.mentions(secret)
            else each
            for each in self.left_out
            if each.form is None or each.form in catalogue.forms
        )
        return Ledger(catalogue, self.filings, frames, self.read, tuple(left_out))

    @cached_property
    def for_public(self) -> Ledger:
        """The public forms alone, without what the public may not know in them."""
        return self.public.of(self.catalogue.for_public())

    @cached_property
    def public(self) -> Ledger:
        """The same without the counts that the public may not know; nothing can be computed from it
        that they would be needed for."""
        registers, forms = self.catalogue.registers, self.catalogue.forms
        read = [without_few(each, forms[each.source.form], registers) for each in self.read]
        touched = {index for index, each in enumerate(read) if each is not self.read[index]}
        left_out = tuple(
            each.in_short() if each.form and is_below_county(forms[each.form], registers) else each
            for each in self.left_out
        )
        if not touched:
            return replace(self, left_out=left_out) if left_out else self
        spoilt = {read[index].source.form for index in touched}
        frames = {**self.frames, **_framed(read, self.catalogue, spoilt)}
        filings = (
            replace(f, withheld=True, path=self._nameless(f)) if f.source in touched else f
            for f in self.filings
        )
        return Ledger(self.catalogue, tuple(filings), frames, read, left_out)

    def _nameless(self, filing: Filing) -> str:
        """The path of a version, numbered instead of named by its digest."""
        if filing.path == filing.file:
            return filing.path
        return f"{filing.file}@{self.by_key[filing.key].index(filing) + 1}"

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Filing, ...]]:
        """The versions of each filing, in the order in which they came in."""
        found: dict[Key, list[Filing]] = {}
        for filing in self.filings:
            if filing.form in self.catalogue.forms:
                found.setdefault(filing.key, []).append(filing)
        return {key: tuple(sorted(versions, key=_arrival)) for key, versions in found.items()}

    def versions(self, key: Key, as_of: date) -> list[Filing]:
        """The valid versions known at the end of a day; one of unknown time counts from its month.

        A filing cannot be known before the month that it reports on, and what is not registered not
        before it is too late to be on time, nor before anything that was surely registered earlier.
        """
        return [filing for filing in self._valid(key) if self._known(filing, as_of)]

    def current(self, key: Key, as_of: date) -> Filing | None:
        """The version that counts on a day; none while nobody can tell whether a correction was in."""
        known = self.versions(key, as_of)
        if not known or any(self._perhaps(filing, as_of) for filing in self._valid(key)):
            return None
        return known[-1]

    def unplaced(self, key: Key, as_of: date) -> bool:
        """Whether there may be a version without a receipt by then that is not taken as known yet."""
        return any(
            f.unregistered and not self._later(f, as_of) and not self._known(f, as_of)
            for f in self._valid(key)
        )

    def _valid(self, key: Key) -> list[Filing]:
        return [filing for filing in self.by_key.get(key, ()) if filing.valid]

    def _known(self, filing: Filing, as_of: date) -> bool:
        if filing.period.first > as_of or self._later(filing, as_of):
            return False
        return not filing.unregistered or self._over(filing, as_of)

    def _later(self, filing: Filing, as_of: date) -> bool:
        """Whether all that tells of its time is after a day."""
        at = filing.received_at or filing.after
        return at is not None and at >= end_of(as_of)

    def _perhaps(self, filing: Filing, as_of: date) -> bool:
        """Whether it was due, is not known, and may have been in all the same."""
        undated = filing.unregistered and filing.received_at is None
        return undated and self._over(filing, as_of) and not self._known(filing, as_of)

    def _over(self, filing: Filing, as_of: date) -> bool:
        return self.catalogue.over(filing.unit, filing.form, filing.period, as_of)

    def table(self, form: str, filings: Iterable[Filing]) -> Table:
        """The rows of some filings of one form, in the order of the filings."""
        spans = self._spans[form]
        pieces = [np.arange(*spans[f.source]) for f in filings if f.source in spans]
        rows = np.concatenate(pieces) if pieces else np.empty(0, dtype="int64")
        return Table(form, self._arrays[form], rows, self._withheld.get(form, {}))

    def cells(self, table: Table, column: str) -> Iterator[Cell]:
        """The place of each cell of a column of a table; rows that nobody has filed have none."""
        header = self.catalogue.forms[table.form].column(column).header
        spans = self._spans[table.form]
        rows = zip(table.rows.tolist(), table["_source"], table["_line"], strict=True)
        for row, source, line in rows:
            if source < 0:
                continue
            filing, read = self.filings[source], self.read[source]
            own = row - spans[source][0]
            filed = read.text(column, own)
            yield Cell(
                filing.path,
                int(line),
                filing.positions.get(column, -1) + 1,
                header,
                filed if isinstance(filed, Withheld) else spelt(read.columns[column][own]),
                filed,
                filing.commit[:_SHORT],
            )

    @cached_property
    def _arrays(self) -> Mapping[str, Mapping[str, np.ndarray[Any, Any]]]:
        return {
            form: {str(name): _array(frame[name]) for name in frame.columns}
            for form, frame in self.frames.items()
        }

    @cached_property
    def _withheld(self) -> Mapping[str, Mapping[str, np.ndarray[Any, Any]]]:
        """For each form with withheld counts the columns that have any, marked row by row."""
        found: dict[str, dict[str, np.ndarray[Any, Any]]] = {}
        for name in {self.read[f.source].source.form for f in self.filings if f.withheld}:
            read = [each for each in self.read if each.source.form == name and len(each)]
            for column in self.catalogue.forms[name].columns if name in self.frames else ():
                marks = [
                    isinstance(each.text(column.id, row), Withheld)
                    for each in read
                    for row in range(len(each))
                ]
                if any(marks):
                    found.setdefault(name, {})[column.id] = np.array(marks, dtype=bool)
        return found

    @cached_property
    def _spans(self) -> Mapping[str, Mapping[int, tuple[int, int]]]:
        """First row and the row after the last one of each source; frames are in source order."""
        spans: dict[str, dict[int, tuple[int, int]]] = {}
        for form, arrays in self._arrays.items():
            sources, starts = np.unique(arrays["_source"], return_index=True)
            ends = [*starts.tolist(), len(arrays["_source"])][1:]
            spans[form] = {
                int(source): (int(start), int(end))
                for source, start, end in zip(sources, starts, ends, strict=True)
            }
        return spans


def open_ledger(root: Path, catalogue: Catalogue) -> tuple[Ledger, list[Problem]]:
    """Read every filing below root with its receipts and history.

    Days that have not come are told when a filing is checked, not here: seen from an earlier day,
    every later filing would be full of them.

    Problems are those of the current files and of the log; a faulty earlier version is simply not
    valid. Those of filings that are left out are marked as such; in the place of findings that an edit
    of the YAML brought stands what is wrong with the YAML.
    """
    present = search(root, catalogue)
    log, problems = receipts.read(root, catalogue)
    versions, gone = gather(root, present, log, catalogue)
    read = intake.read([version.source for version in versions], catalogue)
    standing = read[: len(present.sources)]
    wrong = [*map(LeftOut.of, present.misfits), *faulty.standing(versions, standing)]
    through_yaml = faulty.through_yaml(root, catalogue, wrong, log)
    left_out = tuple(each for each in wrong if each not in through_yaml)
    problems += [*present.problems, *gone, *(misfit.problem for misfit in present.misfits)]
    problems += [problem for filed in standing for problem in filed.problems]
    problems += falling(standing, catalogue)
    problems = faulty.told(problems, left_out, through_yaml)
    problems += turned.told(root, catalogue, [each for each in wrong if each in through_yaml])
    filings = _filings(versions, read, len(present.sources))
    frames = _framed(read, catalogue, catalogue.forms)
    return Ledger(catalogue, filings, frames, read, left_out), in_order(problems)


def _filings(
    versions: Sequence[Version], read: Sequence[Filed], standing: int
) -> tuple[Filing, ...]:
    """Each version with what was read from it; so many of them, the first ones, stand in the folder."""
    return tuple(
        Filing(
            version.source.period,
            version.source.unit,
            version.source.form,
            version.source.path,
            version.blob,
            version.received_at,
            version.by,
            version.note,
            source=index,
            valid=filed.valid,
            zero=filed.zero,
            standing=index < standing,
            commit=version.commit,
            positions=filed.positions,
            after=version.after,
        )
        for index, (version, filed) in enumerate(zip(versions, read, strict=True))
    )


def _framed(
    read: Sequence[Filed], catalogue: Catalogue, forms: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """A frame for each of some forms, with the rows of all filings."""
    members: dict[str, list[tuple[int, Filed]]] = {form: [] for form in forms}
    for index, filed in enumerate(read):
        if filed.source.form in members:
            members[filed.source.form].append((index, filed))
    return {form: frames.merged(catalogue.forms[form], own) for form, own in members.items()}


def _arrival(filing: Filing) -> tuple[bool, bool, datetime | int, bool, int]:
    """Order of arrival: what stands in the folder is last, whatever the dates in commits say; of the
    same moment, and of an unknown one, what is registered goes before what is not."""
    at = filing.received_at
    return filing.standing, at is None, at or 0, filing.unregistered, -filing.source


def _array(series: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """Numbers and dates stay packed; words and booleans become objects with None for missing."""
    if series.dtype.kind in "ifM":
        return series.to_numpy()
    return series.astype(object).where(series.notna(), None).to_numpy()
