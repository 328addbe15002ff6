"""What a branch brings, for its author and for the reviewer: the comment on a merge request."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import catalogue, intake, receipts, revisions
from ..calendar import Month
from ..catalogue import Catalogue
from ..catalogue.owing import owes
from ..intake import Change, Filed
from ..intake.compare import dropped
from ..intake.find import FOLDER
from ..intake.telling import file_path
from ..judging.kinds import KINDS
from ..problems import Problem, has_errors, in_order
from ..revisions import Changed
from ..words.sentences import said
from .guard import filings_in, guard
from .receive import arrivals


@dataclass(frozen=True, slots=True)
class Arrival:
    """A form that the branch brings: its ``rows`` without the header, and ``days_late`` in whole
    calendar days, 0 when on time."""

    unit: str
    period: Month
    form: str
    path: str
    rows: int
    zero: bool
    corrects: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class Review:
    """``missing`` are the forms that a unit owes for a month of the branch and has not filed.

    ``turns`` is the report on verdicts that would turn, "" when nothing was judged.
    """

    catalogue: Catalogue | None
    arrivals: Sequence[Arrival]
    missing: Sequence[tuple[str, Month, Sequence[str]]]
    problems: Sequence[Problem]
    changes: Sequence[Change]
    turns: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        """Whether the branch may be merged: no error but of filings that are left out."""
        return not has_errors(self.problems)


def review(
    root: Path, base: str, head: str, actors: Sequence[str], at: datetime, *, judged: bool
) -> Review:
    """Guard and check what is between base and head; judge it as well when asked to.

    Units and rules are those of the base, but for one who may change them; a filing is taken as
    received at the given moment.
    """
    start, end = revisions.fork_point(root, base, head), revisions.commit_of(root, head)
    with ExitStack() as stack:
        before = stack.enter_context(revisions.checked_out(root, base))
        declared, problems = catalogue.read(before, KINDS)
        if declared is None:
            return Review(None, (), (), problems, ())
        problems = guard(root, start, end, actors, declared)
        if any(problem.code in ("E401", "E403") for problem in problems):
            return Review(declared, (), (), in_order(problems), ())
        after = stack.enter_context(revisions.checked_out(root, end))
        changed = revisions.changes(root, start, end)
        edited = any(change.path.endswith(".yaml") for change in changed)
        if edited:
            declared, more = catalogue.read(after, KINDS)
            problems = [*problems, *more]
            if declared is None:
                return Review(None, (), (), in_order(problems), ())
        found = _Found(declared, before, after, changed, at)
        spoilt = _spoilt(after, declared) if edited else []
        problems = in_order([*problems, *found.problems, *spoilt])
        turns: Sequence[str] = ()
        if judged and not has_errors(problems):
            receipts.append(after, arrivals(root, after, start, end, at, declared))
            turns = _turns(before, after, at)
        return Review(declared, found.arrivals, found.missing, problems, found.changes, turns)


class _Found:
    """The filings of a branch against those of its base."""

    def __init__(
        self,
        declared: Catalogue,
        before: Path,
        after: Path,
        changed: Sequence[Changed],
        at: datetime,
    ) -> None:
        self.arrivals: list[Arrival] = []
        self.missing: list[tuple[str, Month, Sequence[str]]] = []
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self._declared, self._at = declared, at
        below = [change for change in changed if change.path.startswith(f"{FOLDER}/")]
        # By the paths that findings have: an odd name must not slip past what is said of it.
        paths: dict[str, Changed] = {file_path(change.path): change for change in below}
        folders = {tuple([*change.path.split("/"), ""][1:3]) for change in below}
        for month, unit in sorted(folders):
            self._folder(before, after, month, unit, paths)

    def _folder(
        self, before: Path, after: Path, month: str, unit: str, paths: dict[str, Changed]
    ) -> None:
        declared = self._declared
        today = self._at.date()
        now = intake.inspect(after, declared, today, unit)
        own = [
            problem
            for problem in now.problems
            if problem.file in paths or _is_above(problem, paths)
        ]
        self.problems += own
        if unit not in declared.units:
            return
        try:
            period = Month.parse(month)
        except ValueError:
            return
        was = {
            (f.source.period, f.source.form): f
            for f in intake.inspect(before, declared, unit=unit).filed
        }
        here = [f for f in now.filed if f.source.period == period]
        for filed in here:
            if filed.source.path in paths:
                self.changes += filed.changes
                self._arrived(filed, was.get((period, filed.source.form)))
        for brought in filings_in(paths.values()):
            if brought.change.blob is None and (brought.month, brought.unit) == (month, unit):
                file = file_path(brought.change.path)
                self.problems.append(Problem(*said("W407.file"), file=file))
        have = {f.source.form for f in here if f.valid}
        names = [f.name for f in owes(declared, declared.units[unit], period) if f.id not in have]
        if names:
            self.missing.append((declared.units[unit].name, period, names))

    def _arrived(self, filed: Filed, before: Filed | None) -> None:
        source = filed.source
        declared = self._declared
        due = declared.due_of(source.unit, source.form, source.period)
        self.arrivals.append(
            Arrival(
                declared.units[source.unit].name,
                source.period,
                declared.forms[source.form].name,
                source.path,
                len(filed),
                filed.zero,
                before is not None,
                due.days_late(self._at),
            )
        )
        if before is not None:
            self.problems += dropped(before, filed, declared)


def _is_above(problem: Problem, paths: dict[str, Changed]) -> bool:
    """Whether a problem is about a folder in which something was changed."""
    return any(path.startswith(f"{problem.file}/") for path in paths)


def _spoilt(after: Path, declared: Catalogue) -> list[Problem]:
    """What is wrong with the YAML of a branch because valid filings do not fit it any more."""
    from ..ledger import open_ledger, turned

    _, problems = open_ledger(after, declared)
    return [problem for problem in problems if problem.code == turned.TURNED]


def _turns(before: Path, after: Path, at: datetime) -> list[str]:
    """The verdicts that turn, in words."""
    from .. import flow
    from ..judging.turns import turns
    from ..reports import impact

    results = []
    for folder in (before, after):
        world = flow.read(folder)
        if world.catalogue is None or not world.sound:
            return []
        results.append(flow.judge(world, world.catalogue.day_shown(at.date())))
    return impact.as_lines(turns(results[0], results[1]))
