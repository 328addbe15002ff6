"""What is quoted of what units tell in words: chosen by declared rules, in the words in which it was filed.

Left out is what says that there is nothing new, what says the same as a unit's filing before, and what stands
more than once in what was filed for the period, by whomever: nobody knows whose words they are. A text that is
too long ends with the last whole sentence that fits, and with marks for what is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from ... import wording
from ...calendar import Term
from ...catalogue.model import Quoting, letters
from ...frozen import dataclass
from ...judging.narratives import Narrative
from ..site import Site
from .periods import Issue, declared

Kind: TypeAlias = Literal["text", "problem", "next"]

_MOST_FIRST = "numbers"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ENDS = re.compile(r"[^。！？；]*[。！？；][”’）》]*")
"""A sentence with its end, and the marks that close with it."""

_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_LEFT_OUT = "……"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a unit, as they are told; ``row`` says in which filing they stand, and where."""

    unit: str
    words: str
    row: str


@dataclass(frozen=True, slots=True)
class Told:
    """What may be quoted of the newest filings for some terms: by clause, and the texts that are no one's alone, or
    that tell of nothing new."""

    newest: Mapping[str, tuple[Narrative, ...]]
    common: frozenset[str]


@dataclass(frozen=True)
class Chooser:
    """Chooses for one paper; who was quoted already comes after others."""

    site: Site
    quoting: Quoting
    told: Told
    _times: Counter[str] = field(default_factory=Counter)

    def of(self, kind: Kind, most: int, clauses: Iterable[str] | None = None) -> list[Quote]:
        """The first so many of a kind, of some clauses or of all: nobody a second time before everybody once,
        and of those that are as good as one another first who was quoted least so far."""
        newest = self.told.newest
        able = (
            n for clause in (newest if clauses is None else clauses) for n in newest.get(clause, ())
        )
        found = [(n, words) for n in able if (words := self._words(n, kind))]
        order, here = self._order(kind), Counter[str]()
        chosen: list[Quote] = []
        while found and len(chosen) < most:
            narrative, words = min(found, key=lambda pair: (here[pair[0].unit], order(pair)))
            found.remove((narrative, words))
            here[narrative.unit] += 1
            self._times[narrative.unit] += 1
            chosen.append(Quote(narrative.unit, words, _row(self.site, narrative)))
        return chosen

    def _words(self, narrative: Narrative, kind: Kind) -> str:
        """What may be quoted, '' for nothing."""
        text = getattr(narrative, kind)
        said = letters(text)
        if not said or said in self.told.common:
            return ""
        if kind == "text" and self.quoting.states and narrative.status not in self.quoting.states:
            return ""
        return cut(text, self.quoting.longest)

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
    told = site.once(("quotable", issue.terms), lambda: _told(site, issue.terms))
    return Chooser(site, declared(site.catalogue).quotes or Quoting(), told)


def _told(site: Site, terms: Container[Term]) -> Told:
    newest: dict[str, list[Narrative]] = {}
    policy = site.catalogue.filing.nothing_new
    common = set(map(letters, policy.phrases)) if policy else set()
    seen = Counter[str]()
    for told in site.results.narratives.values():
        own = [n for n in told if n.period in terms]
        if own:
            newest.setdefault(own[-1].clause, []).append(own[-1])
            common.update(_texts(n for n in told if n.period < own[-1].period))
            seen.update(_texts(own[-1:]))
    common |= {text for text, times in seen.items() if times > 1}
    return Told({clause: tuple(each) for clause, each in newest.items()}, frozenset(common))


def _row(site: Site, narrative: Narrative) -> str:
    """The line of a filing in which its first words stand. The sentence names the unit; the file is told as its form
    and term, for a version that comes later gives it another name, and changes no paper."""
    first = next(iter(narrative.cells), None)
    if first is None:
        return ""
    filings = site.results.case.ledger.filings
    forms = site.once("form of", lambda: {each.path: each.form for each in filings})
    form = wording.quoted(site.catalogue.forms[forms[first.file]].name)
    return f"{narrative.period.label}{form}表，文件第{first.line}行"


def _texts(narratives: Iterable[Narrative]) -> Iterator[str]:
    for narrative in narratives:
        yield from filter(None, map(letters, (narrative.text, narrative.problem, narrative.next)))


def cut(text: str, most: int) -> str:
    """A text in its own words, on one line: all of it, or its first sentences that are no longer together;
    '' where not even the first one is short enough."""
    whole = _BREAKS.sub("", text.strip())
    if len(whole) <= most:
        return wording.quoted(whole.rstrip("。；"))
    kept = ""
    for sentence in _ENDS.findall(whole):
        if len(kept + sentence) > most:
            break
        kept += sentence
    return f"{wording.quoted(kept.rstrip('；') + _LEFT_OUT)}" if kept else ""
