"""Sentences of a paper with what each rests on, and how they become its parts.

A sentence is told once, whoever comes first; what has no words is no sentence, a heading under which nothing
stands is none, and a part of nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ... import wording
from ...frozen import dataclass
from ...judging.verdict import Verdict
from ...words.states import State
from ..papers import Paragraph, Section, Sentence
from ..site import Site
from ..values import Drawing, Table


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence without its full stop, the verdicts that its figures come from, and what else it rests on: what was
    counted, or the row in which the words stand that it quotes."""

    words: str
    verdicts: tuple[Verdict, ...] = ()
    counted: str = ""

    @property
    def sentence(self) -> str:
        """With one full stop."""
        return wording.sentence(self.words)


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences under a heading of the second level, or under none, and what is shown behind them; ``rests_on`` are the
    verdicts of what that shows, row by row."""

    heading: str
    told: tuple[Told, ...]
    shown: tuple[Table | Drawing, ...] = ()
    rests_on: tuple[tuple[str, tuple[Verdict, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a heading of the first level."""

    title: str
    passages: tuple[Passage, ...]


def once(parts: Iterable[Part]) -> list[Part]:
    """The parts without what is empty, and without any sentence that was told before."""
    seen: set[str] = set()
    found = []
    for part in parts:
        passages = tuple(_kept(part.passages, seen))
        if passages:
            found.append(Part(part.title, passages))
    return found


def _kept(passages: Sequence[Passage], seen: set[str]) -> Iterator[Passage]:
    for passage in passages:
        told = []
        for each in passage.told:
            if each.words and each.sentence not in seen:
                seen.add(each.sentence)
                told.append(each)
        if told or passage.shown:
            yield replace(passage, told=tuple(told))


def section(part: Part) -> Section:
    """The same as a paper has it. A passage that only shows something has no heading."""
    pieces: list[Paragraph | Table | Drawing] = []
    for passage in part.passages:
        if passage.told:
            pieces.append(Paragraph(tuple(map(_said, passage.told)), passage.heading))
        pieces += passage.shown
    return Section(part.title, tuple(pieces))


def paragraph(told: Iterable[Told]) -> Paragraph:
    """Sentences that stand by themselves."""
    return Paragraph(tuple(map(_said, told)))


def _said(told: Told) -> Sentence:
    return Sentence((told.sentence,), tuple(verdict.id for verdict in told.verdicts))


def newest(verdicts: Iterable[Verdict]) -> Verdict | None:
    """One that has the newest figure there is and rests on cells; None where nobody told any. A proposal has the day
    of what it weighs, and that day's filing need not be in."""
    known = [v for v in verdicts if v.data_day and v.binding and v.rule]
    told = (v for v in known if v.state not in (State.MISSING_REPORT, State.FOR_DECISION))
    dated = sorted(told, key=lambda v: v.data_day or date.min, reverse=True)
    return next((verdict for verdict in dated if any(True for _ in verdict.lineage)), None)


def names(site: Site, units: Iterable[str]) -> str:
    """Units by name, in the order given."""
    return wording.join(site.catalogue.units[unit].name for unit in units)
