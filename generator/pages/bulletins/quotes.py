"""What is quoted of what units tell in words: chosen by declared rules, in the words in which it was filed.

Left out is what says that there is nothing new, what says the same as a unit's filing before, and what stands
more than once in what was filed for the period, by whomever: nobody knows whose words they are. A text that is
too long ends with the last whole sentence that fits, and with marks for what is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ... import wording
from ...catalogue.model import Quoting, letters
from ...judging.narratives import Narrative
from ...ledger import Cell
from ..site import Site
from .periods import Issue, declared

Kind: TypeAlias = Literal["text", "problem", "next"]

_MOST_FIRST = "numbers"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ENDS = re.compile(r"[^。！？；]*[。！？；][”’）》]*")
"""A sentence with its end, and the marks that close with it."""

_SPACES = re.compile(r"\s+")
_LEFT_OUT = "……"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a unit about a clause, as they are told; ``cells`` are where they stand."""

    unit: str
    clause: str
    words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chooser:
    """What may be quoted of the newest filings of a period; who was quoted already comes after others."""

    site: Site
    quoting: Quoting
    newest: tuple[Narrative, ...]
    common: frozenset[str]
    _times: Counter[str] = field(default_factory=Counter)

    def of(self, kind: Kind, most: int, clauses: Sequence[str] | None = None) -> list[Quote]:
        """The first so many of a kind, of some clauses or of all: nobody a second time before everybody once,
        and of those that are as good as one another first who was quoted least so far."""
        able = [n for n in self.newest if clauses is None or n.clause in clauses]
        found = [(n, words) for n in able if (words := self._words(n, kind))]
        order, here = self._order(kind), Counter[str]()
        chosen: list[Quote] = []
        while found and len(chosen) < most:
            narrative, words = min(found, key=lambda pair: (here[pair[0].unit], order(pair)))
            found.remove((narrative, words))
            here[narrative.unit] += 1
            self._times[narrative.unit] += 1
            cells = tuple(narrative.cells) if kind == "text" else ()
            chosen.append(Quote(narrative.unit, narrative.clause, words, cells))
        return chosen

    def _words(self, narrative: Narrative, kind: Kind) -> str:
        """What may be quoted, '' for nothing."""
        text = getattr(narrative, kind)
        said = letters(text)
        if not said or said in self.common or said in self._nothing:
            return ""
        if kind == "text" and self.quoting.states and narrative.status not in self.quoting.states:
            return ""
        return cut(text, self.quoting.longest)

    @property
    def _nothing(self) -> frozenset[str]:
        policy = self.site.catalogue.filing.nothing_new
        return frozenset(map(letters, policy.phrases)) if policy else frozenset()

    def _order(self, kind: Kind) -> Callable[[tuple[Narrative, str]], tuple[int, ...]]:
        clauses = {clause: at for at, clause in enumerate(self.site.catalogue.clauses)}
        units = {unit: at for at, unit in enumerate(self.site.catalogue.units)}
        states = {state: at for at, state in enumerate(self.quoting.states)}
        numbers = self.quoting.order == _MOST_FIRST

        def order(pair: tuple[Narrative, str]) -> tuple[int, ...]:
            narrative, words = pair
            return (
                states.get(narrative.status, len(states)) if kind == "text" else 0,
                -len(_NUMBER.findall(words)) if numbers else 0,
                self._times[narrative.unit],
                clauses.get(narrative.clause, 0),
                units.get(narrative.unit, 0),
            )

        return order


def chooser(site: Site, issue: Issue) -> Chooser:
    """What may be quoted in a paper: the newest that each unit tells of each clause for its period."""
    newest, before, every = [], set[str](), Counter[str]()
    for told in site.results.narratives.values():
        own = [n for n in told if n.period in issue.terms]
        if own:
            newest.append(own[-1])
            earlier = [n for n in told if n.period < own[-1].period]
            before.update(_texts(earlier))
    every.update(text for narrative in newest for text in _texts([narrative]))
    common = before | {text for text, times in every.items() if times > 1}
    return Chooser(
        site, declared(site.catalogue).quotes or Quoting(), tuple(newest), frozenset(common)
    )


def _texts(narratives: Iterable[Narrative]) -> Iterable[str]:
    return (
        letters(text) for n in narratives for text in (n.text, n.problem, n.next) if letters(text)
    )


def cut(text: str, most: int) -> str:
    """A text in its own words, on one line: all of it, or its first sentences that are no longer together;
    '' where not even the first one is short enough."""
    whole = _SPACES.sub("", text) if not text.isascii() else text.strip()
    if len(whole) <= most:
        return wording.quoted(whole.rstrip("。；"))
    kept = ""
    for sentence in _ENDS.findall(whole):
        if len(kept + sentence) > most:
            break
        kept += sentence
    return f"{wording.quoted(kept.rstrip('；') + _LEFT_OUT)}" if kept else ""
