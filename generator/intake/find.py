"""Finding the filings: submissions/<yyyy-mm>/<unit>/<form>.csv, or a workbook with several forms.

Nothing is opened that is not a regular file of an allowed size below the folder, and names that do
not fit are told, so that no filing is passed over in silence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..calendar import Month, Rhythm, Term, ending, term
from ..catalogue.model import Catalogue, Form, Unit
from ..catalogue.owing import filing_terms, may_file
from ..frozen import dataclass
from ..problems import Problem, nearest
from ..progress import counted
from ..wording import rounded
from ..words import faults, privacy
from ..words.order import natural
from ..words.sentences import Said, Shown, said
from . import names
from .source import Source
from .telling import covered, file_name, is_unseen

if TYPE_CHECKING:
    from .sheets import Unread

FOLDER = "submissions"
NOT_FILINGS = frozenset({"about.yaml", "README.md", ".gitkeep"})
"""What the office may keep beside the months."""
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Misfit:
    """A file or a folder with which something is wrong, and whose filing it would be, as far as its
    place tells.

    ``is_book``: a workbook, which may hold several. ``passing``: it is only a warning, or what only this
    machine has against a file, such as that it may not be read. The filing itself may be without fault
    then, and nobody is to go on without it.
    """

    problem: Problem
    period: Term | None = None
    unit: str | None = None
    form: str | None = None
    is_book: bool = False
    passing: bool = False

    @property
    def path(self) -> str:
        """Of the file or folder, as findings name it."""
        return self.problem.file


class Name(NamedTuple):
    """What a file is called: in all, before its last dot and behind it; without one, all is behind it."""

    whole: str
    stem: str
    ending: str

    @classmethod
    def of(cls, called: str) -> Name:
        """Taken apart, once."""
        stem, _, ending = called.rpartition(".")
        return cls(called, stem, ending)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies below the folder of filings, in path order: every filing, and what no filing can be
    read from; ``passing`` are the misfits that are none for good."""

    sources: Sequence[Source]
    misfits: Sequence[Misfit]
    passing: Sequence[Misfit]


def search(root: Path, catalogue: Catalogue, unit: str | None = None) -> Found:
    """Everything below root, or below the folders of one unit."""
    every = list(_walk(root, catalogue, unit))
    misfits = [each for each in every if isinstance(each, Misfit)]
    return Found(
        [each for each in every if isinstance(each, Source)],
        [misfit for misfit in misfits if not misfit.passing],
        [misfit for misfit in misfits if misfit.passing],
    )


def _walk(root: Path, catalogue: Catalogue, unit: str | None) -> Iterator[Source | Misfit]:
    top = root / FOLDER
    if not top.is_dir():
        return
    for entry in _entries(top):
        path = f"{FOLDER}/{file_name(entry.name)}"
        if entry.name in NOT_FILINGS or _is_litter(entry.name):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield Misfit(_misplaced(path, entry))
            continue
        try:
            period = term(entry.name)
        except ValueError:
            name = file_name(entry.name)
            words = said("E406.month", text=name, example=Shown(filing_terms(catalogue)[0]))
            yield Misfit(Problem(*words, file=path, value=name))
            continue
        yield from _month(top / entry.name, path, period, catalogue, unit)


def _month(
    folder: Path, path: str, period: Term, catalogue: Catalogue, only: str | None
) -> Iterator[Source | Misfit]:
    words = _out_of_turn(period, catalogue)
    if words:
        yield Misfit(Problem(*words, file=path, value=str(period)), period)
        return
    for entry in counted(_entries(folder)):
        if _is_litter(entry.name) or only not in (None, entry.name):
            continue
        below = f"{path}/{file_name(entry.name)}"
        if not entry.is_dir(follow_symlinks=False):
            yield Misfit(_misplaced(below, entry), period)
        elif entry.name not in catalogue.units:
            words = _unknown_unit(entry.name, catalogue)
            yield Misfit(Problem(*words, file=below, value=file_name(entry.name)), period)
        else:
            unit = catalogue.units[entry.name]
            yield from _unit(folder / entry.name, below, period, unit, catalogue)


def _out_of_turn(period: Term, catalogue: Catalogue) -> Said | None:
    """What is wrong with a month for which there is no filing."""
    months, month = filing_terms(catalogue), Shown(period)
    if period in months:
        return None
    later = next((each for each in months if each > period), None)
    if later is None or period < months[0]:
        first, last = Shown(months[0]), Shown(months[-1])
        return said("E406.outside", period=month, first=first, last=last)
    longer: Sequence[Rhythm] = ("quarter", "half_year", "year")
    due = (ending(every, period) for every in longer)
    inside = next((each for each in due if Month.of(each.end) == later), ending("month", period))
    return said("E406.between", period=month, due=Shown(inside.label), month=Shown(later))


def _unit(
    folder: Path, path: str, period: Term, unit: Unit, catalogue: Catalogue
) -> Iterator[Source | Misfit]:
    owed = {form.id: form for form in may_file(catalogue, unit, period)}
    seen: dict[str, str] = {}
    entries = _entries(folder)
    beside = {Name.of(e.name).stem for e in entries if Name.of(e.name).ending == "csv"}
    for entry in entries:
        below = f"{path}/{file_name(entry.name)}"
        if _is_litter(entry.name):
            continue
        name = Name.of(entry.name)
        form = name.stem if name.stem in catalogue.forms else None
        is_book = name.ending == "xlsx"
        misfit = partial(Misfit, period=period, unit=unit.id, form=form, is_book=is_book)
        fault = _misnamed(name, below, unit, period, owed, catalogue)
        if fault:
            yield misfit(fault)
            continue
        data = read_file(folder / entry.name, below, catalogue.filing.max_file_bytes)
        if isinstance(data, Problem):
            committed = data.code == "E401" or entry.is_symlink() or entry.is_dir()
            yield misfit(data, passing=not committed)
            continue
        whole = Source(below, period, unit.id, name.stem, data)
        for source in _filings(whole, owed, catalogue, beside) if is_book else (whole,):
            if not isinstance(source, Source):
                told = source.problem
                yield misfit(told, form=source.form or form, passing=not told.is_error)
            elif source.form in seen:
                called = catalogue.forms[source.form].name
                words = said("E253.twice", name=Shown(called), other=file_name(seen[source.form]))
                yield misfit(_of_file(words, below), form=source.form)
            else:
                seen[source.form] = entry.name
                yield source


def _filings(
    book: Source, owed: Mapping[str, Form], catalogue: Catalogue, beside: Set[str]
) -> Iterable[Source | Unread]:
    """Those of a workbook; what reads one is loaded with the first."""
    from .sheets import sheets_in

    return sheets_in(book, owed, catalogue, beside)


def _misnamed(
    name: Name, path: str, unit: Unit, period: Term, owed: Mapping[str, Form], catalogue: Catalogue
) -> Problem | None:
    """What is wrong with the name of a file, which must be a form's or a workbook's."""
    is_form = name.ending in ("csv", "xlsx") and name.stem in catalogue.forms
    if is_form and name.stem in owed:
        return None
    files = Shown("、".join(f"{form}.csv" for form in owed) or "无")
    if name.ending == "xlsx" and not is_form:
        return _unfit(name.whole, path, files)
    if is_form:
        words = said(
            "E408", unit=Shown(unit.name), period=Shown(period),
            name=Shown(catalogue.forms[name.stem].name), files=files,
        )  # fmt: skip
        return _of_file(words, path, name.stem)
    return _of_file(names.wrong(name.whole, catalogue.forms, files), path, file_name(name.whole))


def _unfit(name: str, path: str, files: Shown) -> Problem | None:
    """What a workbook, which may be called anything else, must not be called: names are published
    with the history, and read by programs line by line."""
    hit = next(iter(privacy.find(name, wary=True)), None)
    if hit:
        kind = hit.kind if hit.sure else "id"
        return _of_file(said(f"E301.{kind}", text=covered(name, hit)), path, name)
    if any(map(is_unseen, name)):
        return _of_file(said("E405.unseen", text=file_name(name), files=files), path, name)
    return None


def _of_file(words: Said, path: str, value: str | None = None, sheet: str = "") -> Problem:
    """A finding about a file as a whole."""
    value = None if value is None else file_name(value)
    return Problem(*words, file=path, value=value, sheet=sheet)


def read_file(file: Path, path: str, limit: int) -> bytes | Problem:
    """The bytes of a regular file no larger than limit; links and devices are refused."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            return Problem(*said("E403"), file=path)
        if status.st_size > limit:
            return _of_file(too_large(status.st_size, limit), path)
        descriptor = os.open(file, _AS_IT_LIES)
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        return Problem(*said("E403.unread", why=Shown(faults.fault(error))), file=path)


_AS_IT_LIES = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""No link is followed, and on Windows no line end is changed on the way."""


def too_large(size: int, limit: int) -> Said:
    """What is said of a file of so many bytes."""
    return said("E401", size=megabytes(size), limit=megabytes(limit))


def megabytes(size: int) -> Shown:
    """Bytes as people are told of them."""
    return Shown(rounded(size / 1048576, 1))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: natural(entry.name))


def _is_litter(name: str) -> bool:
    """Files that spreadsheets and desktops leave behind."""
    return name in _LITTER or name.startswith(("~$", ".~"))


def _unknown_unit(name: str, catalogue: Catalogue) -> Said:
    """What is said of a folder of no unit: it may be like an id, or a name instead of the id."""
    named = {alias: unit.id for unit in catalogue.units.values() for alias in unit.names}
    meant = named.get(name) or nearest(name, catalogue.units)
    if meant is None:
        return said("E406.unit", text=file_name(name))
    unit = Shown(catalogue.units[meant].name)
    return said("E406.near", text=file_name(name), meant=Shown(meant), name=unit)


def _misplaced(path: str, entry: os.DirEntry[str]) -> Problem:
    return Problem(*said("E403" if entry.is_symlink() else "E405.misplaced"), file=path)
