"""Publishing: which version comes next, made once, and put where it belongs.

A version that stands is never written again. Publishing a month anew makes the next revision, with
a reason, beside the one that stands.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import field
from datetime import date
from pathlib import Path

from .. import catalogue, revisions, store
from ..calendar import Month
from ..catalogue import Catalogue
from ..catalogue.model.terms import Audience
from ..catalogue.owing import closing, filing_months
from ..deadlines import end_of
from ..flow import Watcher
from ..frozen import dataclass
from ..judging.kinds import KINDS
from ..problems import Problem, has_errors
from ..words.sentences import Shown, revision, said
from . import destinations, making, manifest
from .making import Checkout, Named, Plan
from .manifest import (
    CURRENT,
    Manifest,
    Name,
    Previous,
)
from .place import Place
from .standing import Told, graves_of, level, names, told_of, unwritable


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish: a month, ``current``, or None for every closed month that is not out yet.

    ``as_of`` of None is the end of the month in which the month's filings were due. ``strict``: a
    filing with errors stops it, instead of being left out.
    """

    what: Month | str | None
    edition: Audience
    today: date
    revision: str = "HEAD"
    as_of: date | None = None
    reason: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A version where it stands now; ``new`` is False for one that stood already."""

    version: str
    title: str
    place: str
    new: bool
    commit: str
    manifest: str
    as_of: date
    reason: str

    @classmethod
    def of(cls, what: Plan | Manifest, place: Place, digest: str, *, new: bool = False) -> Standing:
        """What was planned, or is told by the manifest of this digest, where it stands in a place."""
        told = (what.commit, digest, what.as_of, what.reason)
        return cls(what.version, what.title, place.called, new, *told)


@dataclasses.dataclass(slots=True)
class Report:
    """What came of an order. Any error among the problems means that something was not published."""

    standing: list[Standing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all of the order was published."""
        return not has_errors(self.problems)


def publish(root: Path, order: Order, places: Sequence[Place], watcher: Watcher) -> Report:
    """Publish to each place; all of them are held from the beginning to the end.

    A clone without all of the history is refused before any place is touched: what stands is never written again, so it
    is not to be made from half a history. UnknownRevisionError when there is no repository or no such
    commit.
    """
    report = Report()
    cut = making.cut_short(root)
    if cut:
        report.problems.append(cut)
        return report
    commit, kept = revisions.commit_of(root, order.revision), store.of(root)
    place = places[0]

    def waiting() -> None:
        watcher.begin(f"等候对“{place.called}”的另一次发布结束")

    with ExitStack() as held:
        works = []
        try:
            for place in places:
                refused = destinations.refused(root, place) or place.foreign()
                if refused:
                    report.problems.append(refused)
                    return report
                works.append(held.enter_context(place.alone(waiting)))
                place.settle()
            place = places[0]
            folder = held.enter_context(revisions.checked_out(root, commit, works[0]))
        except (OSError, revisions.GitError) as fault:
            report.problems.append(unwritable(place, fault))
            return report
        declared, problems = catalogue.read(folder, KINDS, kept)
        if declared is None:
            report.problems += problems
            return report
        pairs = list(zip(places, works, strict=True))
        report.problems += level(pairs, order.edition)
        if not report.sound:
            return report
        source = Checkout(folder, kept, strict=order.strict)
        run = _Run(source, commit, order, declared, watcher, report)
        for what in _wanted(order, declared):
            run.publish(what, pairs)
            if not report.sound:
                break
    return report


def _wanted(order: Order, declared: Catalogue) -> list[Month | str]:
    if order.what is not None:
        return [order.what]
    return [m for m in filing_months(declared) if _closing(declared, m) < order.today]


def _closing(declared: Catalogue, month: Month) -> date:
    """The day that a month's version shows: the last of the month in which its filings are due."""
    return Month.of(closing(declared, month).last_day).last


@dataclass(frozen=True, slots=True)
class _Run:
    """An order being carried out: the commit that it names is checked out."""

    source: Checkout
    commit: str
    order: Order
    declared: Catalogue
    watcher: Watcher
    report: Report

    def publish(self, what: Month | str, places: Sequence[tuple[Place, Path]]) -> None:
        """One version to each place, made once where all of them ask for the same."""
        made: dict[Plan, Path] = {}
        for place, work in places:
            plan = self._plan(place, what)
            if isinstance(plan, Problem):
                self.report.problems.append(plan)
                return
            if isinstance(plan, Standing):
                self.report.standing.append(plan)
                continue
            try:
                new = self._made(plan, work, made, keep=len(places) > 1)
                if new is None:
                    return
                digest = manifest.digest((new / manifest.FILE).read_bytes())
                place.put(plan.version, new)
            except (OSError, revisions.GitError) as fault:
                self.report.problems.append(unwritable(place, fault))
                return
            self.report.standing.append(Standing.of(plan, place, digest, new=True))

    def _made(self, plan: Plan, work: Path, made: dict[Plan, Path], *, keep: bool) -> Path | None:
        """The finished folder in a place's work folder; None when it could not be made."""
        new = work / "new"
        if plan in made:
            return Path(shutil.copytree(made[plan], new))
        for left in ("made", "new", "kept"):
            shutil.rmtree(work / left, ignore_errors=True)
        watcher = Named(self.watcher, plan.title)
        problems = making.make(self.source, plan, work / "made", watcher)
        known = self.report.problems
        known += [problem for problem in problems if problem not in known]
        if not self.report.sound:
            return None
        (work / "made" / "site").rename(new)
        if keep:
            made[plan] = Path(shutil.copytree(new, work / "kept"))
        return new

    def _plan(self, place: Place, what: Month | str) -> Plan | Standing | Problem:
        """What to make for a place, what stands there already, or why neither can be."""
        told = told_of(place, self.order.edition)
        if isinstance(told, Problem):
            return told
        return (
            self._unsettled(place, told)
            if isinstance(what, str)
            else self._month(place, told, what)
        )

    def _unsettled(self, place: Place, told: Told) -> Plan | Standing:
        day = self.order.as_of or self.declared.day_shown(self.order.today)
        plan = Plan(
            CURRENT,
            manifest.title(CURRENT),
            self.order.edition,
            self.commit,
            day,
            "",
            _previous(told),
        )
        stands = told.get(CURRENT)
        if stands and Plan.of(stands[0]) == plan and stands[0].tool == making.tool():
            return Standing.of(plan, place, stands[1])
        return plan

    def _month(self, place: Place, told: Told, month: Month) -> Plan | Standing | Problem:
        order, day = self.order, _day(self.order, month, self.declared)
        if isinstance(day, Problem):
            return day
        graves = graves_of(place)
        own = sorted(name for name in {*names(told), *graves} if name.month == month)
        if not own:
            return self._settled(Name(month), day, told)
        last = own[-1]
        if last in graves:
            return self._once_more(last, day, told)
        stands, digest = told[str(last)]
        same = (stands.commit, stands.as_of, stands.tool) == (self.commit, day, making.tool())
        if same or order.what is None:
            return Standing.of(stands, place, digest)
        if order.reason:
            return self._settled(Name(month, last.revision + 1), day, told)
        words = said(
            "E619", title=Shown(last.title), commit=revision(stands.commit[:8]),
            day=Shown(stands.as_of), next=last.revision + 1,
        )  # fmt: skip
        return Problem(*words, value=str(month))

    def _once_more(self, gone: Name, day: date, told: Told) -> Plan | Problem:
        """A month whose last version was withdrawn is published again by a person, and never of itself."""
        title, order = Shown(gone.title), self.order
        if order.what is None:
            return Problem(*said("W631", title=title, month=Shown(gone.month)), value=str(gone))
        if not order.reason:
            words = said("E619.withdrawn", title=title, next=gone.revision + 1)
            return Problem(*words, value=str(gone))
        return self._settled(Name(gone.month, gone.revision + 1), day, told)

    def _settled(self, name: Name, day: date, told: Told) -> Plan:
        order = self.order
        return Plan(
            str(name), name.title, order.edition, self.commit, day, order.reason,
            _previous(told, name),
        )  # fmt: skip


def _previous(told: Told, before: Name | None = None) -> Previous | None:
    """The newest settled version, of those before one."""
    earlier = [name for name in names(told) if before is None or name < before]
    if not earlier:
        return None
    found, digest = told[str(earlier[-1])]
    return Previous(str(earlier[-1]), found.commit, found.as_of, digest)


def _day(order: Order, month: Month, declared: Catalogue) -> date | Problem:
    months = filing_months(declared)
    if month not in months:
        words = said("E618", month=Shown(month), first=Shown(months[0]), last=Shown(months[-1]))
        return Problem(*words, value=str(month))
    if order.as_of:
        if order.as_of > order.today:
            return Problem(*said("E618.ahead", day=Shown(order.as_of)))
        return order.as_of
    deadline = closing(declared, month)
    if deadline.closes > end_of(order.today):
        words = said("E618.open", month=Shown(month), day=Shown(deadline.last_day))
        return Problem(*words, value=str(month))
    return min(_closing(declared, month), order.today)
