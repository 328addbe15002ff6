"""``Table``: the one door to merged data. Some rows of a form, asked for what they come to.

It is asked in columns and answers with plain values; cells are looked up for what is shown alone. Nothing
here gives away what the public may not know: whoever asks for such a count gets WithheldError, and not a
wrong figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from ..catalogue.fields import Value
from ..catalogue.model import Form
from ..catalogue.order import order_of
from ..frozen import dataclass
from ..wording import spelt
from .cells import Lineage
from .columns import Rows, WithheldError
from .filing import Filing
from .frames import Frame
from .predicates import Predicate

Thing: TypeAlias = tuple[str, str]
"""What a row is about, as it is spelt, and the unit whose number that is; '' where it is everybody's."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of one form from some filings, or that might still be filed, in their order."""

    frame: Frame
    chosen: Rows

    @classmethod
    def unfiled(cls, form: Form, columns: Mapping[str, Sequence[Value]]) -> Table:
        """Rows that nobody has filed, and that have no place; WITHHELD stays withheld."""
        frame = Frame(form, columns)
        return cls(frame, frame.every)

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def form(self) -> Form:
        """The form by which the rows are read: the declared one, with the columns of all months."""
        return self.frame.form

    def where(self, *predicates: Predicate) -> Table:
        """The rows of which all predicates hold."""
        return Table(*self.frame.where(self.chosen, predicates))

    def keep(self, holds: Iterable[bool]) -> Table:
        """The rows of which something holds, row by row, that no predicate says."""
        return self._some([at for at, held in enumerate(holds) if held])

    def last(self, names: Sequence[str]) -> Table:
        """Of rows that are alike in some columns the last one; all rows where no column is named."""
        for name in names:
            self._open(name)
        return Table(self.frame, self.frame.last(self.chosen, names) if names else self.chosen)

    def raw(self, column: str) -> list[Any]:
        """Row by row what there is: None for a blank, WITHHELD for what the public may not know."""
        return self.frame.raw(self.chosen, column)

    def values(self, column: str) -> list[Any]:
        """Row by row the value, None for a blank."""
        self._open(column)
        return self.raw(column)

    def distinct(self, column: str) -> list[Any]:
        """The different values in their order (see ``order_of``), blanks apart."""
        found = {value for value in self.values(column) if value is not None}
        return sorted(found, key=order_of(self.form.column(column), self.frame.catalogue))

    def by_value(self, column: str) -> Mapping[Any, Table]:
        """The rows of each value of a column, blanks apart, in the order in which the values first come; what is
        withheld is a value of its own."""
        found: dict[Any, list[int]] = {}
        for at, value in enumerate(self.raw(column)):
            if value is not None:
                found.setdefault(value, []).append(at)
        return {value: self._some(own) for value, own in found.items()}

    def keys(self, names: Sequence[str]) -> set[tuple[Any, ...]]:
        """What rows say in some columns, each different row of them once."""
        return self.frame.keys(self.chosen, names)

    def by_thing(self, column: str) -> Mapping[Thing, Table]:
        """The rows of each thing that a column tells of, in the order of its values; '' is a blank.

        Where a column refers to something declared, or is not in the key of the form, all units mean the
        same by a value; else each unit gives its own things their numbers.
        """
        values, found = self.values(column), dict[Thing, list[int]]()
        for at, thing in enumerate(self._each_thing(column)):
            found.setdefault(thing, []).append(at)
        catalogue = self.frame.catalogue
        of_value = order_of(self.form.column(column), catalogue)
        of_unit = catalogue.names["units"].order if catalogue else {}

        def stands(thing: Thing) -> tuple[Any, ...]:
            return of_value(values[found[thing][0]]), of_unit.get(thing[1], 0)

        return {thing: self._some(found[thing]) for thing in sorted(found, key=stands)}

    def things(self, column: str) -> set[Thing]:
        """The different things that a column tells of."""
        return {thing for thing in self._each_thing(column) if thing[0]}

    def _each_thing(self, column: str) -> Iterator[Thing]:
        """Row by row the thing that it tells of."""
        everybodys = column not in self.form.key or self.form.column(column).to is not None
        own = [None] * len(self) if everybodys else self.frame.filings(self.chosen)
        for value, filing in zip(self.values(column), own, strict=True):
            yield spelt(value), filing.unit if filing else ""

    def blank(self, columns: Sequence[str]) -> list[str]:
        """Which of some columns have a blank in any row, each once."""
        named = dict.fromkeys(columns)
        return [name for name in named if self.frame.blank(self.chosen, name)]

    def withheld(self, column: str) -> bool:
        """Whether the public may not know the value of any row."""
        return self.frame.withheld(self.chosen, column)

    def total(self, column: str) -> Fraction | None:
        """The exact sum; None where a row is blank or withheld."""
        return self.frame.total(self.chosen, column)

    def days(self, column: str) -> tuple[date, date] | None:
        """The first and the last day; None where there is none."""
        known = [day for day in self.values(column) if isinstance(day, date)]
        return (min(known), max(known)) if known else None

    def each(self) -> Iterator[Table]:
        """Row by row."""
        return (Table(self.frame, self.chosen[at : at + 1]) for at in range(len(self)))

    def filings(self) -> list[Filing]:
        """The filings that the rows are from."""
        found = dict.fromkeys(self.frame.filings(self.chosen))
        return [filing for filing in found if filing is not None]

    def cells(self, *columns: str) -> Lineage:
        """The place of every cell of some columns, row by row."""
        named = tuple(dict.fromkeys(columns))
        return Lineage(lambda: self.frame.cells(self.chosen, named))

    def _some(self, places: Sequence[int]) -> Table:
        """Those at some places among the rows."""
        return Table(self.frame, self.frame.some(self.chosen, places))

    def _open(self, column: str) -> None:
        if self.withheld(column):
            raise WithheldError(column)
