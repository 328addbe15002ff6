"""What the header of a filing is held against: the form of its month, and all that it might be instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set

from ..calendar import Term
from ..catalogue.model import Catalogue, Column, Form, bare
from ..catalogue.owing import may_file
from ..frozen import dataclass
from ..words.marked import harmless
from .cells import Parser
from .patterns import SEARCHED
from .records import Record

REFERENCE = "参考："
"""How the header of a column begins that is there for the clerk alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The form that is asked for in a term of a unit.

    ``spelt`` are the bare headers that it accepts, ``passed`` those that it accepts in any month,
    ``known`` those of all forms; ``parser`` gives by the id of a column what reads its cells.
    ``delimiter`` takes the cells of a line apart, '' in a workbook.
    """

    form: Form
    catalogue: Catalogue
    period: Term
    unit: str
    spelt: Mapping[str, Column]
    passed: Set[str]
    known: Set[str]
    parser: Callable[[str], Parser]
    delimiter: str

    @property
    def others(self) -> Sequence[Form]:
        """The other forms as they are in the term."""
        forms = (form.of(self.period) for form in self.catalogue.forms.values())
        return [form for form in forms if form.id != self.form.id]

    @property
    def owed(self) -> Collection[str]:
        """The ids of the forms that are taken from the unit."""
        unit = self.catalogue.units[self.unit]
        return {form.id for form in may_file(self.catalogue, unit, self.period)}

    @property
    def enough(self) -> int:
        """So many of the form's columns make a header of it."""
        return enough(self.form)


def spellings(form: Form) -> Mapping[str, Column]:
    """Every bare header that a form accepts, with a mark of text before what needs one."""
    return {
        bare(name): column
        for spelt in (harmless, str)
        for column in form.columns
        for name in map(spelt, (column.header, *column.synonyms))
    }


def required(form: Form) -> Set[str]:
    """The ids of the columns without which a form is not filed."""
    return {column.id for column in form.columns if column.required}


def enough(form: Form) -> int:
    """So many columns of a form that a record names make a header of it: half of what it must have."""
    return max(2, (len(required(form)) + 1) // 2)


def columns_in(cells: Sequence[str], spelt: Mapping[str, Column]) -> Set[str]:
    """The ids of the columns that cells name."""
    return {spelt[word].id for word in map(bare, cells) if word in spelt}


def resembled(records: Sequence[Record], forms: Sequence[Form]) -> str | None:
    """The id of the form whose header stands among the first records, the first of several alike; None
    where there is hardly more of it than any table has."""
    start = [record for record in records if not record.blank][:SEARCHED]
    best, most = None, 0
    for form in forms:
        spelt = spellings(form)
        hits = max((len(columns_in(record.cells, spelt)) for record in start), default=0)
        if hits >= max(2, len(required(form)) - 1) and hits > most:
            best, most = form.id, hits
    return best
