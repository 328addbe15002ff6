"""What units tell in words: the rows of every form that has a clause and a narrative column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..calendar import Month
from ..catalogue.model import Form, letters
from ..ledger import Cell, Filing
from .case import Case

_ROLES = ("clause", "status", "narrative", "problem", "next")


@dataclass(frozen=True, slots=True)
class Narrative:
    """One row: what a unit tells of a clause in a month. ``cell`` is the place of the text.

    ``content`` is the text in the form in which it is compared: marks and spaces apart, and empty where
    it says nothing but that there is nothing new.
    """

    unit: str
    period: Month
    clause: str
    status: str
    text: str
    problem: str
    next: str
    content: str
    cell: Cell

    @property
    def blank(self) -> bool:
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
    found: dict[tuple[str, str], list[Narrative]] = {}
    for form in narrative_forms(case):
        for filing in case.filings(case.catalogue.units, form.id):
            for row in _rows(case, form, filing):
                found.setdefault((row.unit, row.clause), []).append(row)
    return {key: tuple(sorted(rows, key=lambda r: r.period)) for key, rows in found.items()}


def _rows(case: Case, form: Form, filing: Filing) -> list[Narrative]:
    table = case.ledger.table(form.id, [filing])
    if not len(table):
        return []
    columns = {role: form.with_role(role) for role in _ROLES}
    words = {
        role: [value or "" for value in table[column.id].tolist()] if column else [""] * len(table)
        for role, column in columns.items()
    }
    told = columns["narrative"]
    assert told is not None
    cells = case.ledger.cells(table, told.id)
    nothing_new = case.catalogue.filing.nothing_new
    phrases = [letters(phrase) for phrase in nothing_new.phrases] if nothing_new else []
    return [
        Narrative(
            filing.unit, filing.period, clause, status, text, problem, next_,
            _content(text, phrases), cell,
        )
        for clause, status, text, problem, next_, cell in zip(
            *(words[role] for role in _ROLES), cells, strict=True
        )
    ]  # fmt: skip


def _content(text: str, phrases: Sequence[str]) -> str:
    """The text as it is compared; '' where it is made up of some phrases alone."""
    told = letters(text)
    left = told
    while said := max((p for p in phrases if left.startswith(p)), key=len, default=""):
        left = left.removeprefix(said)
    return told if left else ""
