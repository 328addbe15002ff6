"""What the filings of a form for a term are read by, put together once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from ..calendar import Span, Term
from ..catalogue import types
from ..catalogue.model import Catalogue, Column, Form
from .asked import Asked, spellings
from .reads import Reads, reads_of
from .slices import Head


@dataclass(frozen=True, slots=True)
class Expected:
    """A form as it is for a term.

    ``ids`` are its columns of any term; ``spelt`` and ``passed`` the bare headers that it accepts then and in
    any term, ``known`` those of all forms. ``reads`` are by the id of a column, ``dated`` the columns of days on
    which something was so, ``span`` the days of which the figures may be. ``heads`` remembers header lines, each
    with what takes its cells apart.
    """

    form: Form
    ids: tuple[str, ...]
    spelt: Mapping[str, Column]
    passed: Set[str]
    known: Set[str]
    reads: Mapping[str, Reads]
    dated: Set[str]
    span: Span | None
    heads: dict[tuple[str, str], Head | None] = field(default_factory=dict)

    def asked(self, catalogue: Catalogue, period: Term, unit: str, delimiter: str) -> Asked:
        """The same as it is asked for of a unit, in a file of such a delimiter."""
        return Asked(
            self.form,
            catalogue,
            period,
            unit,
            self.spelt,
            self.passed,
            self.known,
            lambda column: self.reads[column].read,
            delimiter,
        )


def expected(
    catalogue: Catalogue, form: Form, period: Term, known: Set[str], span: Span | None
) -> Expected:
    """What is expected of the filings of a form for a term; see ``Expected``."""
    own = form.of(period)
    return Expected(
        own,
        tuple(column.id for column in form.columns),
        spellings(own),
        frozenset(spellings(form)),
        known,
        {column.id: reads_of(form, column, catalogue, period) for column in own.columns},
        frozenset(column.id for column in own.columns if types.of(column).dated),
        span,
    )
