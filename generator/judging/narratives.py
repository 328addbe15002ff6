"""What units tell in words: the rows of every form that has a clause and a narrative column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from operator import attrgetter

from ..calendar import Term
from ..catalogue.model import Form, letters
from ..frozen import dataclass
from ..ledger import Filing, Lineage
from .case import Case

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
    found: dict[tuple[str, str], list[Narrative]] = {}
    for form in narrative_forms(case):
        for filing in case.filings(case.catalogue.units, form.id):
            for clause, rows in _by_clause(case, form, filing).items():
                found.setdefault((filing.unit, clause), []).extend(rows)
    return {each: tuple(sorted(rows, key=_PERIOD)) for each, rows in found.items()}


def newest_first(case: Case, unit: str, clause: str) -> Iterator[Narrative]:
    """What a unit tells now of a clause, what it told last first; a row with nothing in it tells nothing. Of what is
    further back than anybody asks nothing is looked at."""
    # of the same month the form that is declared last was told last
    forms = reversed(narrative_forms(case))
    return merge(*(_back(case, form, unit, clause) for form in forms), key=_PERIOD, reverse=True)


def _back(case: Case, form: Form, unit: str, clause: str) -> Iterator[Narrative]:
    for filing in reversed(case.filings([unit], form.id)):
        told = _by_clause(case, form, filing).get(clause, ())
        yield from (row for row in reversed(told) if not row.blank)


_PERIOD = attrgetter("period")


def _by_clause(case: Case, form: Form, filing: Filing) -> Mapping[str, Sequence[Narrative]]:
    """What one filing tells, whatever the day."""
    nothing_new = case.catalogue.filing.nothing_new
    phrases = tuple(map(letters, nothing_new.phrases)) if nothing_new else ()

    def work_out() -> Mapping[str, Sequence[Narrative]]:
        found: dict[str, list[Narrative]] = {}
        for row in _told(case, form, filing, phrases):
            found.setdefault(row.clause, []).append(row)
        return found

    return case.once(("narratives", form.id, filing.source, phrases), work_out)


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
