"""All that is settled before anything is written: ids, months, who files, what is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...calendar import Month, closes_period
from ...catalogue.model import squeeze
from ..cast import OFFICE, Cast, cast
from ..filing import Due, due
from ..outline import Clause, Outline

EVERYONE = "everyone"
"""The group of all units that the notice names."""


@dataclass(slots=True)
class Plan:
    """``clauses`` are all clauses with their ids, ``questions`` what is open, as it is written.

    ``provision`` is the one that asks for filings, ``candidates`` how many were written as comments,
    ``indicators`` what those of them measure.
    """

    outline: Outline
    cast: Cast
    due: Due
    issued: date
    year: int
    first: Month
    last: Month
    clauses: dict[str, Clause]
    provision: str = ""
    candidates: int = 0
    indicators: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def years(self) -> range:
        """The years for which there has to be a calendar."""
        offset = self.due.month_offset
        weekly = self.due.every == "week"  # its last week ends in the next year
        return range(self.first.plus(offset).year, self.last.plus(offset + weekly).year + 1)

    @property
    def filers(self) -> list[str]:
        """The ids of those who file: all units that the notice names, or who issued it."""
        return [unit.id for unit in self.cast.units if unit.id != OFFICE] or [OFFICE]

    def ask(self, clauses: list[str], quote: str, question: str, default: str) -> str:
        """Note what is open; the id of the question."""
        id_ = f"Q{len(self.questions) + 1:02d}"
        self.questions.append(
            {
                "id": id_,
                "clauses": clauses,
                "quote": quote,
                "question": question,
                "default": default,
                "status": "open",
            }
        )
        return id_

    def clause_of(self, quote: str) -> str | None:
        """The id of the first clause in whose text some words stand."""
        bare = squeeze(quote)
        found = (id_ for id_, clause in self.clauses.items() if bare in squeeze(clause.text))
        return next(found, None) if bare else None


def plan(outline: Outline, issued: date, year: int) -> Plan:
    """From what was made out of the notice, its day and the year it plans for."""
    letter = outline.letter
    issuer = letter.heading or letter.signed
    clauses = outline.clauses
    lists = [quote for each in clauses.values() for quote in (each.quote, *each.lists) if quote]
    when = due([clause.text for clause in clauses.values()])
    first, last = _months(when, issued, year)
    made = cast(lists, issuer.text if issuer else "发文单位")
    return Plan(outline, made, when, issued, year, first, last, clauses)


def _months(when: Due, issued: date, year: int) -> tuple[Month, Month]:
    """From the first filing that can be asked for to the one that tells of the end of the year."""
    start = Month.of(issued) if issued.year == year else Month(year, 1)
    last = Month(year, 12)
    if when.every in ("quarter", "half_year"):
        while not closes_period("quarter" if when.every == "quarter" else "half_year", start):
            start = start.plus(1)
    elif when.every == "month" and not when.month_offset:
        late = start == Month.of(issued) and issued.day > when.day
        start = start.plus(1) if late else start
        last = (
            last.plus(1) if when.day < _LATE else last
        )  # else the end of December is told of nowhere
    return start, max(start, last)


_LATE = 28
