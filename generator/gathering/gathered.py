"""Several summaries together: which of them count, what they come to, and what is said of each that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from .. import wording
from ..catalogue.model.gather import Gather, GatheredRoot
from ..catalogue.model.terms import EDITIONS
from ..frozen import dataclass
from ..intake.telling import file_path
from ..pages.summary import Count, Filing, Matter, Summary, Use
from ..problems import Problem
from ..progress import counted
from ..words import faults
from ..words.sentences import Said, Shown, said
from ..words.states import GRAVITY, State
from . import places, reading
from .places import Copy, UnfitError
from .wanted import Wanted, told_apart


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with what came of it: ``use`` says whether it counts, ``told`` what was found wrong with it.

    One that is unfit or there twice has neither ``copy`` nor ``summary``.
    """

    root: GatheredRoot
    use: Use
    copy: Copy | None
    summary: Summary | None
    told: tuple[Problem, ...]

    @property
    def lacking(self) -> int:
        """How many of what was gathered there could not be used."""
        if self.summary is None:
            return 0
        return sum(1 if p.use == "unfit" else p.lacking for p in self.summary.parts)


@dataclass(frozen=True)
class Gathered:
    """All places in the order in which they are declared; ``told`` is everything that was found."""

    gather: Gather
    year: int
    entries: tuple[Entry, ...]
    told: tuple[Problem, ...]

    @cached_property
    def shown(self) -> list[tuple[Entry, Summary]]:
        """Those of which there is anything to show."""
        return [(each, each.summary) for each in self.entries if each.summary]

    @cached_property
    def used(self) -> list[tuple[Entry, Summary]]:
        """Those that count."""
        return [pair for pair in self.shown if pair[0].use == "used"]

    @cached_property
    def unfit(self) -> list[Entry]:
        """Those that could not be used."""
        return [each for each in self.entries if each.use == "unfit"]

    @property
    def lacking(self) -> int:
        """How many could not be used, here and wherever was gathered before."""
        return len(self.unfit) + sum(each.lacking for each, _ in self.used)

    @property
    def day(self) -> date:
        """The newest day on which any of those that count was judged."""
        return max(summary.as_of for _, summary in self.used)

    @cached_property
    def duties(self) -> Mapping[State, int]:
        """How many tasks and requirements stand in each state, of those that count."""
        return summed(summary.duties for _, summary in self.used)

    @cached_property
    def matters(self) -> list[tuple[Entry, Matter]]:
        """All that is short, the gravest first, within each in the order of the places."""
        found = [(each, own) for each, summary in self.used for own in summary.matters]
        return sorted(found, key=lambda pair: GRAVITY.index(pair[1].state))

    @property
    def filing(self) -> Filing | None:
        """The filings of all that count together, where they tell of one term; None where they do not."""
        every = [summary.filing for _, summary in self.used]
        first = every[0] if every else None
        if first is None or any(each is None or each.term != first.term for each in every):
            return None
        found: dict[tuple[State, str], int] = {}
        for each in every:
            for count in each.stands if each else ():
                key = count.state, count.word
                found[key] = found.get(key, 0) + count.count
        stands = [Count(state=s, word=word, count=n) for (s, word), n in found.items()]
        stands.sort(key=lambda count: GRAVITY.index(count.state))
        due = max(each.due for each in every if each)
        return Filing(term=first.term, due=due, stands=tuple(stands))


def gather(wanted: Wanted) -> Gathered:
    """Read every place; one that cannot be used stops none of the others."""
    roots, told = told_apart(wanted.gather.roots)
    read = [_entry(root, wanted) for root in counted(roots)]
    read = _once(read)
    years = [each.summary.year for each in read if each.summary]
    year = wanted.gather.year or max(years, default=0)
    entries = tuple(_of_year(each, year) for each in read)
    every = [*told, *(problem for each in entries for problem in each.told)]
    return Gathered(wanted.gather, year, entries, tuple(every))


def summed(counts: Iterable[Mapping[str, int]]) -> Mapping[State, int]:
    """Counts by state together, the gravest state first, none that is empty."""
    found: Counter[str] = Counter()
    for each in counts:
        found.update(each)
    return {state: found[state.value] for state in GRAVITY if found[state.value]}


def _entry(root: GatheredRoot, wanted: Wanted) -> Entry:
    try:
        copy = places.find(root, wanted.within)
    except UnfitError as error:
        return _unfit(root, error.words)
    except (OSError, RuntimeError) as fault:  # a circle of links is a RuntimeError
        why = Shown(faults.fault(fault) if isinstance(fault, OSError) else "链接绕成了圈")
        folder = file_path(root.folder)
        return _unfit(root, said("E652.unread", name=Shown(root.name), path=folder, why=why))
    summary = reading.parse(copy.data, root.name)
    if isinstance(summary, Said):
        return _unfit(root, summary)
    if summary.edition != wanted.gather.edition:
        here, there = Shown(EDITIONS[wanted.gather.edition]), Shown(EDITIONS[summary.edition])
        return _unfit(root, said("E654", name=Shown(root.name), here=here, there=there))
    entry = Entry(root, "used", copy, summary, copy.problems)
    if entry.lacking:
        words = said("W658", name=Shown(root.name), count=entry.lacking)
        entry = replace(entry, told=(*entry.told, Problem(*words)))
    return entry


def _unfit(root: GatheredRoot, words: Said, use: Use = "unfit") -> Entry:
    problem = Problem(*words, left_out=True)
    return Entry(root, use, None, None, (problem,))


def _once(entries: list[Entry]) -> list[Entry]:
    """What is there twice counts once: in what was gathered of it before, else the newest of it, of one day that which
    stands first."""
    return [_alone(each, entries, number) for number, each in enumerate(entries)]


def _alone(entry: Entry, entries: list[Entry], number: int) -> Entry:
    if entry.copy is None or entry.summary is None:
        return entry
    own, told = entry.copy.digest, entry.summary
    known, beneath = {own, told.root} - {""}, {*told.digests, *told.roots}
    for at, other in enumerate(entries):
        if at == number or other.copy is None or other.summary is None:
            continue
        name, there = Shown(entry.root.name), Shown(other.root.name)
        if own == other.copy.digest and at < number:
            return _unfit(entry.root, said("E655.same", name=name, other=there), "twice")
        within = {*other.summary.digests, *other.summary.roots}
        if not known.isdisjoint(within):
            return _unfit(entry.root, said("E655.within", name=name, other=there), "twice")
        newer = (other.summary.as_of, -at) > (told.as_of, -number)
        if told.root and told.root == other.summary.root:
            if newer:
                days = {"day": _day(told), "newest": _day(other.summary)}
                return _unfit(entry.root, said("W661", name=name, other=there, **days), "twice")
        elif at < number and not beneath.isdisjoint(within):
            return _unfit(entry.root, said("E655.overlap", name=name, other=there))
    return entry


def _day(told: Summary) -> Shown:
    return Shown(wording.day(told.as_of))


def _of_year(entry: Entry, year: int) -> Entry:
    if entry.summary is None or entry.summary.year == year:
        return entry
    words = said(
        "W655", name=Shown(entry.root.name), year=Shown(entry.summary.year), ours=Shown(year)
    )
    return replace(entry, use="apart", told=(*entry.told, Problem(*words)))


def every_digest(gathered: Gathered) -> Iterator[str]:
    """Those of all summaries that were gathered, however deep, in order."""
    for entry, summary in gathered.shown:
        if entry.copy:
            yield entry.copy.digest
        yield from summary.digests


def every_root(gathered: Gathered) -> Iterator[str]:
    """What those are of, as far as that is known."""
    for _, summary in gathered.shown:
        yield from filter(None, (summary.root, *summary.roots))
