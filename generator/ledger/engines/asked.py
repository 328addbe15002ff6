"""Rows of which an engine is asked: those of some filings of which some predicates hold.

What hangs on each filing alone is asked of the engine and put together; what is asked of a choice among the
rows beyond that (the last of several alike, one by one) is answered here, from the columns that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, repeat
from typing import Any, Protocol

from ...catalogue import types
from ...catalogue.fields import Value
from ...frozen import dataclass
from ...intake import Filed
from ..cells import Cell
from ..columns import Column, Rows, Told, WithheldError, of_few
from ..filing import Filing
from ..frames import Frame, cells_of
from ..predicates import Predicate
from .questions import Blank, Count, Hidden, Keys, Places, Question, Total, Values, together

FEW = 100_000
"""The values of a form with no more rows are had from its engine once, and asked here as they are: what costs is the
asking, and no array or file is quicker."""


@dataclass(frozen=True, slots=True)
class Every:
    """All filings, what each of them says, and a digest of that, '' where there is none; in the same order."""

    filings: Sequence[Filing]
    read: Sequence[Filed]
    digests: Sequence[str]


class Answering(Protocol):
    """Whoever answers for each filing of a form."""

    @property
    def every(self) -> Every:
        """All filings, and what each of them says."""

    def each(
        self, sources: Sequence[int], predicates: tuple[Predicate, ...], question: Question
    ) -> Iterator[Any]:
        """The answer for each of some filings, in their order."""


@dataclass(frozen=True, eq=False)
class Asked(Frame):
    """The rows of some filings (``sources``, by their numbers), of which all predicates hold."""

    given: Mapping[str, Sequence[Value]] = field(default_factory=dict, init=False)
    answering: Answering = field(kw_only=True)
    sources: tuple[int, ...] = field(kw_only=True)
    predicates: tuple[Predicate, ...] = field(default=(), kw_only=True)

    def __len__(self) -> int:
        return sum(self._counts)

    @cached_property
    def every(self) -> Rows:
        """As ``Frame.every``, and always the same, so that nobody looks twice whether they are all."""
        return super().every

    def where(self, rows: Rows, predicates: Sequence[Predicate]) -> tuple[Frame, Rows]:
        """As ``Frame.where``."""
        if rows is not self.every:
            return super().where(rows, predicates)
        left = self
        for predicate in predicates:
            if left._hides(predicate.column) and of_few(predicate) is None:
                raise WithheldError(predicate.column)
            left = replace(left, predicates=(*left.predicates, predicate))
        return left, left.every

    def raw(self, rows: Rows, column: str) -> list[Any]:
        """As ``Frame.raw``."""
        return self._values(column) if rows is self.every else super().raw(rows, column)

    def keys(self, rows: Rows, names: Sequence[str]) -> set[tuple[Any, ...]]:
        """As ``Frame.keys``."""
        if rows is not self.every:
            return super().keys(rows, names)
        return self._ask(Keys(tuple(names)))  # type: ignore[no-any-return]

    def blank(self, rows: Rows, column: str) -> bool:
        """As ``Frame.blank``."""
        return self._ask(Blank(column)) if rows is self.every else super().blank(rows, column)

    def withheld(self, rows: Rows, column: str) -> bool:
        """As ``Frame.withheld``."""
        return self._hides(column) if rows is self.every else super().withheld(rows, column)

    def total(self, rows: Rows, column: str) -> Fraction | None:
        """As ``Frame.total``."""
        if rows is not self.every:
            return super().total(rows, column)
        return self._ask(Total(column))  # type: ignore[no-any-return]

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the version of a filing that it is from, never None."""
        return [self.answering.every.filings[self._sources[row]] for row in rows]

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """As ``Frame.cells``: looked up in what was read of the filings, for these rows alone."""
        headers = {name: self.form.column(name).header for name in columns}
        every = self.answering.every
        places = self._ask(Places())
        for row in rows:
            source = self._sources[row]
            yield from cells_of(every.filings[source], every.read[source], places[row], headers)

    @cached_property
    def _counts(self) -> Sequence[int]:
        return list(self.answering.each(self.sources, self.predicates, Count()))

    @cached_property
    def _sources(self) -> Sequence[int]:
        """Row by row the number of the filing that it is from."""
        return list(chain.from_iterable(map(repeat, self.sources, self._counts)))

    def _ask(self, question: Question) -> Any:
        return together(question, self.answering.each(self.sources, self.predicates, question))

    def _hides(self, column: str) -> bool:
        return any(
            self.answering.every.filings[source].withheld for source in self.sources
        ) and bool(self._ask(Hidden(column)))

    def _packed(self, name: str) -> Column:
        return Told.of(types.of(self.form.column(name)).holds, self._values(name))

    def _values(self, column: str) -> list[Any]:
        return [value for (value,) in self._ask(Values((column,)))]
