"""What the filings of a form for a term are read by, put together once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import cache, partial

from ..calendar import Span, Term
from ..catalogue import types
from ..catalogue.model import Catalogue, Column, Form
from ..frozen import dataclass
from .asked import Asked, spellings
from .reads import Looked, Parsers, Reads, parsers_of
from .slices import Head


@dataclass(frozen=True, slots=True)
class Shape:
    """A form with the columns that it has in some terms, and what is remembered of its files of these terms.

    ``ids`` are its columns of any term; ``spelt`` and ``passed`` the bare headers that it accepts then and in
    any term, ``known`` those of all forms. ``dated`` are the columns of days on which something was so. ``reads``
    are by the id of a column, ``heads`` by what takes the cells of a header line apart and the line.
    """

    form: Form
    ids: tuple[str, ...]
    spelt: Mapping[str, Column]
    passed: Set[str]
    known: Set[str]
    dated: Set[str]
    reads: Mapping[str, Reads]
    heads: dict[tuple[str, str], Head | None]

    @classmethod
    def of(cls, form: Form, own: Form, known: Set[str], looked: Looked) -> Shape:
        """Of a form as it is declared, and as it is for a term (``own``)."""
        return cls(
            own,
            tuple(column.id for column in form.columns),
            spellings(own),
            frozenset(spellings(form)),
            known,
            frozenset(column.id for column in own.columns if types.of(column).dated),
            {column.id: Reads(looked) for column in own.columns},
            {},
        )

    def forget(self, most: int) -> None:
        """Forget texts of columns in which more of them are remembered, and header lines."""
        for reads in self.reads.values():
            if len(reads) > most:
                reads.forget()
        if len(self.heads) > most:
            self.heads.clear()


@dataclass(frozen=True, slots=True)
class Expected:
    """A form as it is for a term: its shape, what makes the parsers of each column, and the days of which the
    figures may be."""

    shape: Shape
    parsers: Mapping[str, Callable[[], Parsers]]
    span: Span | None

    def begin(self) -> None:
        """Read by this term from now on."""
        for name, parsers in self.parsers.items():
            self.shape.reads[name].turn_to(parsers)

    def asked(self, catalogue: Catalogue, period: Term, unit: str, delimiter: str) -> Asked:
        """The same as it is asked for of a unit, in a file of such a delimiter."""
        shape = self.shape
        return Asked(
            shape.form,
            catalogue,
            period,
            unit,
            shape.spelt,
            shape.passed,
            shape.known,
            lambda column: shape.reads[column].read,
            delimiter,
        )


def expected(
    catalogue: Catalogue, form: Form, shape: Shape, period: Term, span: Span | None
) -> Expected:
    """What is expected of the filings of a form for a term in which it has a shape."""
    parsers = {
        column.id: cache(partial(parsers_of, form, column, catalogue, period))
        for column in shape.form.columns
    }
    return Expected(shape, parsers, span)
