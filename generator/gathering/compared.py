"""Indicators of several places beside each other: only what is the same number, in the same unit, stands in one row.

Rates are never added, and a total is given only where it was declared and nobody is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..catalogue.model.gather import GatheredIndicator
from ..frozen import dataclass
from ..pages.summary import Figure, Indicator
from ..problems import Problem
from ..words.sentences import Shown, said
from ..words.states import GRAVITY
from .gathered import Entry, Gathered

_RATES = ("%", "％", "‰", "百分点", "名", "分")
"""Units of what is a share, a place in an order or a score; so is whatever is so much per something."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator where it is one: with each place what it came to there, None where it is not known.

    ``total`` is that of all, None where there is none; ``added`` whether one was declared.
    """

    id: str
    name: str
    unit: str
    decimals: int
    rows: tuple[tuple[Entry, tuple[Figure, ...] | None], ...]
    total: float | None = None
    added: bool = False


def compared(gathered: Gathered) -> tuple[list[Compared], list[Problem]]:
    """Those that are declared to be one, then those that have one id, name and unit, of two places or more."""
    found: list[Compared] = []
    problems: list[Problem] = []
    taken: set[tuple[str, str]] = set()
    for declared in gathered.gather.indicators:
        row, told = _declared(gathered, declared)
        found.append(row)
        problems += told
        taken |= set(declared.of.items())
    alike: dict[tuple[str, str, str], list[str]] = {}
    for entry, summary in gathered.used:
        for each in summary.indicators:
            if (entry.root.id, each.id) not in taken:
                alike.setdefault((each.id, each.name, each.unit), []).append(entry.root.id)
    for (id_, name, unit), roots in alike.items():
        if len(roots) > 1:
            declared = GatheredIndicator(id=id_, name=name, unit=unit, of=dict.fromkeys(roots, id_))
            found.append(_declared(gathered, declared)[0])
    return [_with_missing(gathered, each) for each in found], problems


def one_each(figures: tuple[Figure, ...]) -> list[Figure]:
    """One figure for each it is about: of several stages the gravest, then the one that is due first."""
    worst: dict[tuple[str, str], Figure] = {}
    for each in sorted(figures, key=lambda f: (GRAVITY.index(f.state), str(f.due or "9"))):
        worst.setdefault((each.part, each.who), each)
    keep = {id(each) for each in worst.values()}
    return [each for each in figures if id(each) in keep]


def _declared(gathered: Gathered, declared: GatheredIndicator) -> tuple[Compared, list[Problem]]:
    problems: list[Problem] = []
    rows: list[tuple[Entry, tuple[Figure, ...] | None]] = []
    decimals = 0
    known = {entry.root.id for entry in gathered.entries}
    for root in declared.of:
        if root not in known:
            words = said("W659.root", indicator=Shown(declared.name), root=Shown(root))
            problems.append(Problem(*words, value=root))
    for entry, summary in gathered.used:
        own = declared.of.get(entry.root.id)
        if own is None:
            continue
        found = next((each for each in summary.indicators if each.id == own), None)
        problem = _misfit(entry, found, own, declared)
        if problem:
            problems.append(problem)
        fits = found is not None and problem is None
        if found:
            decimals = max(decimals, found.decimals)
        rows.append((entry, tuple(one_each(found.figures)) if found and fits else None))
    added = declared.total
    if added and _is_rate(declared.unit):
        words = said("W659.total", indicator=Shown(declared.name), unit=Shown(declared.unit))
        problems.append(Problem(*words, value=declared.id))
        added = False
    row = Compared(declared.id, declared.name, declared.unit, decimals, tuple(rows), None, added)
    return row, problems


def _misfit(
    entry: Entry, found: Indicator | None, own: str, declared: GatheredIndicator
) -> Problem | None:
    name = Shown(entry.root.name)
    if found is None:
        return Problem(*said("W659.none", name=name, indicator=Shown(own)), value=own)
    if found.unit != declared.unit:
        words = said(
            "W659.unit",
            name=name,
            indicator=Shown(found.name),
            there=Shown(found.unit),
            here=Shown(declared.unit),
        )
        return Problem(*words, value=own)
    return None


def _is_rate(unit: str) -> bool:
    return unit in _RATES or "/" in unit or "每" in unit


def _with_missing(gathered: Gathered, row: Compared) -> Compared:
    """With a row for each place that nothing is known of, and with the total where there can be one."""
    rows = (*row.rows, *((entry, None) for entry in gathered.unfit))
    order = [entry.root.id for entry in gathered.entries]
    whole = sorted(rows, key=lambda pair: order.index(pair[0].root.id))
    row = replace(row, rows=tuple(whole))
    if not row.added or gathered.lacking:
        return row
    values = list(_values(row))
    if len(values) != len(gathered.used) or None in values:
        return row
    return replace(row, total=sum(value for value in values if value is not None))


def _values(row: Compared) -> Iterator[float | None]:
    for _, figures in row.rows:
        yield _of_place(figures) if figures else None


def _of_place(figures: tuple[Figure, ...]) -> float | None:
    """What a place came to: the figure of the whole, else those of its units together where all are known."""
    whole = [each for each in figures if each.whole]
    own = whole or list(figures)
    values = [each.value for each in own]
    if None in values:
        return None
    return sum(value for value in values if value is not None)
