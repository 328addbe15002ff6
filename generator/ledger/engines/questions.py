"""What an engine is asked of a filing's rows, and how the answers for several filings are put together.

Every answer can be put together with another one, in any grouping, and gives what one look at all the rows
would have given: amounts are exact, and what is listed keeps the order of the filings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, TypeAlias

from ...frozen import dataclass
from ..columns import Rows, WithheldError
from ..frames import Frame
from ..predicates import Predicate


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are: int."""


@dataclass(frozen=True, slots=True)
class Total:
    """The exact sum of a column: Fraction, None where a row is blank or withheld."""

    column: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Whether any row has a blank in a column: bool."""

    column: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whether the public may not know the value of any row: bool."""

    column: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The different rows in some columns: a set of tuples."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of some columns, row by row: a list of tuples."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers of the rows in their filing, from 0: list."""


Question: TypeAlias = Count | Total | Blank | Hidden | Keys | Values | Places

Part: TypeAlias = Mapping[int, Any]
"""An answer for each of some filings, by their numbers in the ledger."""


def is_small(question: Question) -> bool:
    """Whether an answer is a number or a word, however many rows there are."""
    return isinstance(question, Count | Total | Blank | Hidden)


def none(question: Question) -> Any:
    """The answer for no rows."""
    return together(question, ())


def together(question: Question, answers: Iterable[Any]) -> Any:
    """The answer for all, from those for some filings each, in their order."""
    match question:
        case Count():
            return sum(answers)
        case Total():
            known = list(answers)
            return None if None in known else sum(known, Fraction(0))
        case Blank() | Hidden():
            return any(answers)
        case Keys():
            return set().union(*answers)
        case Values() | Places():
            return list(chain.from_iterable(answers))


def answered(
    frame: Frame, rows: Mapping[int, Rows], predicates: Sequence[Predicate], question: Question
) -> Part:
    """The answer for each of some filings from a frame in memory, whose rows are given by their numbers.

    Of filings that nobody may be answered for, a count being withheld, there is no answer.
    """
    found: dict[int, Any] = {}
    for source, own in rows.items():
        try:
            _, left = frame.where(own, predicates)
        except WithheldError:
            continue
        found[source] = _ASKED[type(question)](frame, left, question, own)
    return found


_ASKED: Mapping[type, Callable[[Frame, Rows, Any, Rows], Any]] = {
    Count: lambda frame, rows, asked, own: len(rows),
    Total: lambda frame, rows, asked, own: frame.total(rows, asked.column),
    Blank: lambda frame, rows, asked, own: frame.blank(rows, asked.column),
    Hidden: lambda frame, rows, asked, own: frame.withheld(rows, asked.column),
    Keys: lambda frame, rows, asked, own: frame.keys(rows, asked.columns),
    Values: lambda frame, rows, asked, own: list(
        zip(*(frame.raw(rows, name) for name in asked.columns), strict=True)
    ),
    Places: lambda frame, rows, asked, own: [row - own[0] for row in rows],
}
