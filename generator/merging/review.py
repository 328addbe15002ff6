"""What a branch brings, for its author and for the reviewer: the comment on a merge request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import catalogue, intake, receipts, revisions
from ..calendar import Term
from ..catalogue import Catalogue
from ..catalogue.model import Unit
from ..catalogue.owing import owes
from ..frozen import dataclass
from ..intake import Change, Filed
from ..intake.compare import dropped
from ..judging.kinds import KINDS
from ..problems import Problem, has_errors, in_order
from ..receipts import Key
from ..revisions import Changed
from ..store import NOWHERE, Store
from ..words.order import natural
from ..words.sentences import said
from .branch import workbooks
from .branch.guard import bounded, unfathomed
from .branch.guard import judged as judged_by_guard
from .branch.merged import CONFLICT, merged
from .branch.paths import Brought, brought
from .log.receive import arrivals

if TYPE_CHECKING:
    from ..reports.impact import Impact

_UNOPENED = ("E401", "E403", "E433")
"""What is not looked at any closer."""

_TOLD = 100
"""So many findings of a code in filings are told: more than anybody mends before looking again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A form that the branch brings: its ``rows`` without the header, and ``days_late`` in whole
    calendar days, 0 when on time."""

    unit: str
    period: Term
    form: str
    path: str
    rows: int
    zero: bool
    corrects: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class Review:
    """``missing`` are the forms that a unit owes for a month of the branch and has not filed.

    ``impact`` is on the verdicts that would turn, None when nothing was judged.
    """

    problems: Sequence[Problem]
    arrivals: Sequence[Arrival] = ()
    missing: Sequence[tuple[str, Term, Sequence[str]]] = ()
    changes: Sequence[Change] = ()
    impact: Impact | None = None

    @property
    def sound(self) -> bool:
        """Whether the branch may be merged: no error but of filings that are left out."""
        return not has_errors(self.problems)

    @property
    def received(self) -> bool:
        """Whether what the branch brings came in as it should, be it that somebody has still to decide
        between it and what the base has by now: that is no reason to lose the time of its arrival."""
        return not has_errors(p for p in self.problems if p.code != CONFLICT)


def review(
    root: Path,
    base: str,
    head: str,
    actors: Sequence[str],
    at: datetime,
    *,
    judged: bool,
    known: Catalogue | None = None,
    held: Store = NOWHERE,
) -> Review:
    """Guard and check what a merge of head into base brings; judge it as well when asked to.

    Units and rules are those of the base, but for one who may change them; a filing is taken as
    received at the given moment. ``known``: what the base declares, where that was read already; ``held``: where
    what was made before is kept, and no branch ever brings anything.
    """
    with ExitStack() as stack:
        before = stack.enter_context(revisions.checked_out(root, base))
        declared, problems = (known, []) if known else catalogue.read(before, KINDS, held)
        if declared is None:
            return Review(problems)
        if beyond := unfathomed(root, base, head, declared):
            return Review(in_order(beyond))
        outcome = stack.enter_context(merged(root, base, head))
        start, end, changed = outcome.start, outcome.end, outcome.changes
        problems = judged_by_guard(outcome, actors, declared, read=True)
        if any(problem.code in _UNOPENED for problem in problems):
            return Review(in_order(problems))
        try:
            after = stack.enter_context(revisions.checked_out(outcome.root, end))
        except revisions.UnknownRevisionError:
            if not has_errors(problems):
                raise
            return Review(in_order(problems))
        edited = _beside_filings(changed)
        if edited:
            declared, more = catalogue.read(after, KINDS, held)
            problems = [*problems, *more]
            if declared is None:
                return Review(in_order(problems))
        refused = {problem.file for problem in problems if problem.code == workbooks.CODE}
        found = _Compared(declared, before, after, changed, at, refused)
        spoilt = _spoilt(after, declared) if edited else []
        logged = _logged(before, after, declared, at) if _is_logging(changed) else []
        filed = bounded(in_order([*found.problems, *spoilt, *logged]), _TOLD)
        problems = in_order([*problems, *filed])
        impact = None
        if judged and not has_errors(problems):
            receipts.append(after, arrivals(outcome.root, after, start, end, at, declared))
            impact = _impact(before, after, at, held)
        return Review(problems, found.arrivals, found.missing, found.changes, impact)


def _beside_filings(changed: Sequence[Changed]) -> bool:
    """Whether anything was changed that is neither a filing nor the log: it may be what is declared."""
    filings = {each.change for each in brought(changed) if each.is_filing}
    return any(change not in filings and change.path != receipts.LOG for change in changed)


def _is_logging(changed: Sequence[Changed]) -> bool:
    return any(change.path == receipts.LOG for change in changed)


def _logged(before: Path, after: Path, declared: Catalogue, at: datetime) -> list[Problem]:
    """What is wrong with the lines that a branch adds to the log, by the clock of then too."""
    was = len(receipts.lines(before, declared)[0])
    lines, problems = receipts.lines(after, declared)
    return [*problems, *receipts.by_hand(lines[was:], at)]


class _Compared:
    """The filings of a branch against those of its base."""

    def __init__(
        self,
        declared: Catalogue,
        before: Path,
        after: Path,
        changed: Sequence[Changed],
        at: datetime,
        refused: Set[str],
    ) -> None:
        """``refused`` are files that count as not there; of what is in them only personal data is told."""
        self.arrivals: list[Arrival] = []
        self.missing: list[tuple[str, Term, Sequence[str]]] = []
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self._declared, self._at, self._refused = declared, at, refused
        below = brought(changed)
        # By the paths that findings have: an odd name must not slip past what is said of it.
        paths = {each.path for each in below}
        order = declared.names["units"].order
        units = sorted(
            {each.unit for each in below},
            key=lambda unit: (order.get(unit, len(order)), natural(unit)),
        )
        now = {unit: intake.inspect(after, declared, at.date(), unit) for unit in units}
        self.problems += [
            problem
            for unit in units
            for problem in now[unit].problems
            if (problem.file in paths or _is_above(problem, paths))
            and (problem.file not in refused or not problem.sheet or problem.code == "E301")
        ]
        known = [unit for unit in units if unit in declared.units]
        was: dict[Key, Filed] = {}
        for unit in known:
            was |= {f.source.key: f for f in intake.inspect(before, declared, unit=unit).filed}
        folders = {(each.period, each.unit) for each in below if each.period and each.unit in known}
        for period, unit in sorted(folders, key=lambda folder: (folder[0], order[folder[1]])):
            own = [each for each in below if (each.period, each.unit) == (period, unit)]
            here = [each for each in now[unit].filed if each.source.period == period]
            self._folder(period, declared.units[unit], own, here, was)

    def _folder(
        self,
        period: Term,
        unit: Unit,
        own: Sequence[Brought],
        here: Sequence[Filed],
        was: Mapping[Key, Filed],
    ) -> None:
        """What a branch changes in the folder of a unit and a month, against what is there then."""
        paths = {each.path for each in own}
        for filed in here:
            if filed.source.path in paths - self._refused:
                self.changes += filed.changes
                self._arrived(filed, was.get(filed.source.key))
        gone = [each for each in own if each.is_filing and each.change.blob is None]
        self.problems += [Problem(*said("W407.file"), file=each.path) for each in gone]
        have = {f.source.form for f in here if f.valid and f.source.path not in self._refused}
        names = [f.name for f in owes(self._declared, unit, period) if f.id not in have]
        if names:
            self.missing.append((unit.name, period, names))

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


def _is_above(problem: Problem, paths: Iterable[str]) -> bool:
    """Whether a problem is about a folder in which something was changed."""
    return any(path.startswith(f"{problem.file}/") for path in paths)


def _spoilt(after: Path, declared: Catalogue) -> list[Problem]:
    """What is wrong with the YAML of a branch because valid filings do not fit it any more."""
    from ..ledger import open_ledger, turned

    _, problems = open_ledger(after, declared)
    return [problem for problem in problems if problem.code == turned.TURNED]


def _impact(before: Path, after: Path, at: datetime, held: Store) -> Impact:
    """The verdicts that turn, in words."""
    from .. import flow
    from ..judging.turns import turns
    from ..reports.impact import Impact, as_impact

    results = []
    names: dict[str, str] = {}
    for folder in (before, after):
        world = flow.read(folder, held=held)
        if world.catalogue is None or not world.sound:
            return Impact("主分支上的数据有误，没有比较判定。")
        results.append(flow.judge(world, world.catalogue.day_shown(at.date())))
        names |= {id_: unit.name for id_, unit in world.catalogue.units.items()}
    return as_impact(turns(results[0], results[1]), names)
