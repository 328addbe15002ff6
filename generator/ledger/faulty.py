"""Filings that lie among the others with errors in them: left out, or a fault of the YAML.

A faulty version counts as not filed, and nobody else is silenced by it. But a fault that an edit of the
YAML brought is a fault of the YAML, and stops. Which of the two it is, is decided by evidence alone:

1. What git holds was sound by what was declared in the commit that brought it: the YAML's.
2. The door logged exactly these bytes, which it does for valid versions only: the YAML's.
3. Else it is the filing's. So it is with what is not committed as it stands and has no receipt.

Of a file that no filing can be read from, only what hangs on names and places can be the YAML's: forms,
units, months. Whatever else is wrong with it, it was always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from .. import catalogue, revisions
from ..calendar import Term
from ..catalogue.model import Catalogue, Kinds
from ..deadlines import end_of
from ..frozen import dataclass
from ..intake import Filed, Reader
from ..intake.find import FOLDER, Misfit, read_file, search
from ..intake.telling import file_path
from ..problems import Problem
from ..receipts import Receipt, blob_id
from ..revisions import GitError
from ..words.codes import CODES
from .versions import Version

DECLARED = ("tasks.yaml", "units.yaml", "rules")

_BY_PLACE = {"E405", "E406", "E408", "E114"}
"""What can be wrong with a file because of what is declared."""

_LOOKED_AT = 12
"""So many states of the YAML are looked at, the newest first; of older ones the receipts tell."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A filing that does not count, and the errors for which it does not.

    ``path`` is that of its file, or of a folder of which nobody knows whose it is; ``period``, ``unit``
    and ``form`` say whose filing it would be, as far as its place tells. ``blob`` names its bytes, ''
    where they were not read.
    """

    path: str
    problems: tuple[Problem, ...]
    period: Term | None = None
    unit: str | None = None
    form: str | None = None
    blob: str = ""
    received_at: datetime | None = None

    @classmethod
    def of(cls, misfit: Misfit) -> LeftOut:
        """One with no bytes to name, for which its single problem speaks."""
        return cls(misfit.path, (misfit.problem,), misfit.period, misfit.unit, misfit.form)

    def known(self, as_of: date) -> bool:
        """Whether it lay there at the end of a day, as far as anybody can tell."""
        begun = self.period is None or self.period.first <= as_of
        return begun and (self.received_at is None or self.received_at < end_of(as_of))

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether its place or its findings say any of some words."""
        told = [self.path, *(f"{p.file} {p.message} {p.hint} {p.value}" for p in self.problems)]
        return any(word in text for word in words for text in told)

    def in_short(self, path: str = "") -> LeftOut:
        """The same with nothing of what is in the file but where it is wrong, and in what way."""
        path = path or self.path
        bare = [
            replace(p, message=CODES[p.code].title, hint="", value=None, excerpt="", file=path)
            for p in self.problems
        ]
        return replace(self, path=path, problems=tuple(dict.fromkeys(bare)))


def standing(versions: Iterable[Version], read: Iterable[Filed]) -> Iterator[LeftOut]:
    """The filings that stand in the folder with errors; the versions begin with those that stand."""
    for filed, version in zip(read, versions, strict=False):
        errors = tuple(problem for problem in filed.problems if problem.is_error)
        if errors:
            own = version.source
            yield LeftOut(
                own.path, errors, own.period, own.unit, own.form, version.blob, version.received_at
            )


def marked(
    problems: Iterable[Problem], left_out: Iterable[LeftOut], spoilt: Iterable[LeftOut]
) -> list[Problem]:
    """The findings, those of what is left out marked as such, and without those of what YAML spoilt."""
    passed = {problem for each in left_out for problem in each.problems}
    gone = {problem for each in spoilt for problem in each.problems}
    return [
        replace(problem, left_out=True) if problem in passed else problem
        for problem in problems
        if problem not in gone
    ]


def through_yaml(
    root: Path, declared: Catalogue, faulty: Sequence[LeftOut], log: Sequence[Receipt]
) -> set[LeftOut]:
    """Those of the faulty filings whose fault an edit of the YAML brought."""
    possible = [each for each in faulty if _is_of_content(each) or _is_of_place(each)]
    if not possible:
        return set()
    found = {each for each in possible if _accepted(each, root, declared, log)}
    rest = [each for each in possible if each not in found]
    return found | _sound_when_brought(root, rest, declared.rule_kinds)


def _is_of_content(each: LeftOut) -> bool:
    """Whether it could be read, and its rows were found wrong."""
    return bool(each.blob)


def _is_of_place(each: LeftOut) -> bool:
    return all(problem.code in _BY_PLACE for problem in each.problems)


# --- by the log ----------------------------------------------------------------------------------


def _accepted(each: LeftOut, root: Path, declared: Catalogue, log: Sequence[Receipt]) -> bool:
    """Whether the door logged exactly these bytes, for the filing that they stand for."""
    own = {r.blob for r in log if r.accepted and r.period == each.period and _fits(r, each)}
    if not own:
        return False
    if each.blob:
        return each.blob in own
    top = root / each.path
    files = sorted(top.rglob("*")) if top.is_dir() else [top] if each.form else []
    limit = declared.filing.max_file_bytes
    read = (read_file(file, each.path, limit) for file in files if file.is_file())
    return any(isinstance(data, bytes) and blob_id(data) in own for data in read)


def _fits(receipt: Receipt, each: LeftOut) -> bool:
    return each.unit in (None, receipt.unit) and each.form in (None, receipt.form)


# --- by the history ------------------------------------------------------------------------------


def _sound_when_brought(root: Path, faulty: Sequence[LeftOut], kinds: Kinds) -> set[LeftOut]:
    """Those that were sound by the YAML of the commit that brought them.

    Commits between two edits of the YAML read alike, so that the last of them stands for all. In a
    shallow clone the oldest commit seems to have brought everything, and nothing is told by it.
    """
    try:
        if not faulty or revisions.is_shallow(root):
            return set()
        edited = set(map(file_path, revisions.edited(root, (FOLDER,))))
        brought, ends = _brought(root)
        same = not revisions.edited(root, DECLARED)
    except GitError:
        return set()
    by_state: dict[int, list[LeftOut]] = {}
    for each in faulty:
        states = [state for path, state in brought.items() if _is_in(path, each.path)]
        if states and each.path not in edited:
            by_state.setdefault(max(states), []).append(each)
    if same:
        by_state.pop(len(ends) - 1, None)  # read by the YAML as it is, it was just found faulty
    found: set[LeftOut] = set()
    for state in sorted(by_state, reverse=True)[:_LOOKED_AT]:
        found |= _sound_at(root, ends[state], by_state[state], kinds)
    return found


def _brought(root: Path) -> tuple[Mapping[str, int], Sequence[str]]:
    """In which state of the YAML each file was last brought, and the last commit of each state."""
    brought: dict[str, int] = {}
    ends: list[str] = []
    for commit in revisions.mainline(root, FOLDER, *DECLARED):
        if not ends or any(not path.startswith(f"{FOLDER}/") for path in commit.paths):
            ends.append(commit.id)
        ends[-1] = commit.id
        for path in commit.paths:
            brought[file_path(path)] = len(ends) - 1
    return brought, ends


def _sound_at(root: Path, commit: str, faulty: Sequence[LeftOut], kinds: Kinds) -> set[LeftOut]:
    """Those that a commit reads without error; none where its own YAML is faulty."""
    with revisions.checked_out(root, commit) as folder:
        declared, _ = catalogue.read(folder, kinds)
        if declared is None:
            return set()
        reader, sources = Reader(declared), search(folder, declared).sources
        return {
            each
            for each in faulty
            if any(
                reader.read(source).valid
                for source in sources
                if _is_in(source.path, each.path) and each.form in (None, source.form)
            )
        }


def _is_in(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")
