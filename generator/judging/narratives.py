"""What units tell in words: the rows of every form that has a clause and a narrative column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..calendar import Term
from ..catalogue.model import Form, letters
from ..frozen import dataclass
from ..ledger import Filing, Lineage
from .case import Case

K = TypeVar("K", bound=Hashable)

_ROLES = ("clause", "status", "narrative", "problem", "next")


@dataclass(frozen=True, slots=True)
class Narrative:
    """One row: what a unit tells of a clause in a month. ``cells`` is the place of the text.

    ``content`` is the text in the form in which it is compared: marks and spaces apart, and empty where
    it says nothing but that there is nothing new.
    """

    unit: str
    period: Term
    clause: str
    status: str
    text: str
    problem: str
    next: str
    content: str
    cells: Lineage

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it but marks and spaces."""
        return not letters(self.text)


Narratives = Mapping[tuple[str, str], tuple[Narrative, ...]]
"""By unit and clause, in order of months."""


def narrative_forms(case: Case) -> list[Form]:
    """The forms that tell of clauses in words."""
    return [
        form
        for form in case.catalogue.forms.values()
        if form.with_role("clause") and form.with_role("narrative")
    ]


def read(case: Case) -> Narratives:
    """Everything that is told now."""
    return _by(case, case.catalogue.units, lambda row: (row.unit, row.clause))


def of_unit(case: Case, unit: str) -> Mapping[str, tuple[Narrative, ...]]:
    """What a unit tells now, by clause, in order of months."""
    key = "narratives", unit
    return case.lasting(key, lambda: _by(case, [unit], lambda row: row.clause))


def _by(
    case: Case, units: Iterable[str], key: Callable[[Narrative], K]
) -> Mapping[K, tuple[Narrative, ...]]:
    """What some units tell now by a key of each row, in order of months."""
    found: dict[K, list[Narrative]] = {}
    for form in narrative_forms(case):
        for filing in case.filings(units, form.id):
            for row in _rows(case, form, filing):
                found.setdefault(key(row), []).append(row)
    return {each: tuple(sorted(rows, key=lambda r: r.period)) for each, rows in found.items()}


def _rows(case: Case, form: Form, filing: Filing) -> list[Narrative]:
    """What one filing tells, whatever the day."""
    nothing_new = case.catalogue.filing.nothing_new
    phrases = tuple(map(letters, nothing_new.phrases)) if nothing_new else ()
    key = "narratives", form.id, filing.source, phrases
    return case.once(key, lambda: list(_told(case, form, filing, phrases)))


def _told(case: Case, form: Form, filing: Filing, phrases: Sequence[str]) -> Iterator[Narrative]:
    table, told = case.ledger.table(form.id, [filing]), form.with_role("narrative")
    assert told is not None
    columns = [form.with_role(role) for role in _ROLES]
    words = [table.values(column.id) if column else [None] * len(table) for column in columns]
    for row, *said in zip(table.each(), *words, strict=True):
        clause, status, text, problem, next_ = (word or "" for word in said)
        content, cells = _content(text, phrases), row.cells(told.id)
        yield Narrative(
            filing.unit, filing.period, clause, status, text, problem, next_, content, cells
        )


def _content(text: str, phrases: Sequence[str]) -> str:
    """The text as it is compared; '' where it is made up of some phrases alone."""
    told = letters(text)
    left = told
    while said := max((p for p in phrases if left.startswith(p)), key=len, default=""):
        left = left.removeprefix(said)
    return told if left else ""
