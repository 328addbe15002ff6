"""Good filings of several cities, as rows of texts: what all that goes wrong begins with."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

from generator import forms
from generator.calendar import Term, term
from generator.catalogue import Catalogue, types
from generator.catalogue.model import Column, Form, Unit
from generator.forms.csv import as_csv
from tests.canal import CANAL
from tests.factory import HARBOUR, City, declared_harbour, declared_shipped
from tests.forms.filled import every_form
from tests.place import PROJECT

_OF_A_FORM = 6
"""So many filings of a form are taken from what a city has filed."""


@cache
def declared_canal() -> Catalogue:
    """What the canal city declares."""
    return City(CANAL).catalogue()


CITIES: Mapping[str, Callable[[], Catalogue]] = {
    "shipped": declared_shipped,
    "harbour": declared_harbour,
    "canal": declared_canal,
}


@dataclass(slots=True)
class Grid:
    """Rows of texts, the header first; what is changed is changed in place."""

    city: str
    form: Form
    unit: Unit
    term: Term
    rows: list[list[str]]
    secrets: set[str] = field(default_factory=set)

    @property
    def width(self) -> int:
        """Of the widest row."""
        return max(map(len, self.rows), default=0)

    def a_row(self, dice: Random) -> list[str]:
        """Any row but the header; the header where there is no other."""
        return dice.choice(self.rows[1:] or self.rows)

    def column(self, position: int) -> Column | None:
        """The declared column at a place, as far as nothing was moved."""
        columns = self.form.columns
        return columns[position] if position < len(columns) else None

    def places(self, wanted: Callable[[Column], bool]) -> list[int]:
        """Where columns stand of which something holds; anywhere when there are none."""
        found = [n for n, column in enumerate(self.form.columns) if wanted(column)]
        return found or list(range(len(self.form.columns)))

    def numeric(self) -> list[int]:
        """The places of numbers."""
        return self.places(lambda column: types.of(column).numeric)

    def dated(self) -> list[int]:
        """The places of days."""
        return self.places(lambda column: types.of(column).dated)

    def put(self, dice: Random, position: int, text: str) -> None:
        """Write a text into a column of some row."""
        row = self.a_row(dice)
        if position < len(row):
            row[position] = text


def drawn(dice: Random) -> Grid:
    """A good filing, to be spoilt."""
    return deepcopy(dice.choice(_every()))


@cache
def _every() -> Sequence[Grid]:
    return [grid for city in CITIES for grid in (*_filled(city), *_blank(city), *_filed(city))]


def _filled(city: str) -> Iterator[Grid]:
    """Every form filled in, and every one that takes it with a zero report."""
    declared = CITIES[city]()
    for zero in (False, True):
        for filled in every_form(declared, zero):
            for form, rows in filled.rows.items():
                own = declared.forms[form].of(filled.term)
                header = [column.header for column in own.columns]
                lines = [[row.get(column.id, "") for column in own.columns] for row in rows]
                yield Grid(city, own, filled.unit, filled.term, [header, *lines[:12]])


def _blank(city: str) -> Iterator[Grid]:
    """Every form as nobody has filled it in."""
    declared = CITIES[city]()
    for filled in every_form(declared):
        for blank in forms.blanks(declared, filled.unit, filled.term, lambda _: None):
            rows = list(csv.reader(StringIO(as_csv(blank).decode("utf-8-sig"))))
            yield Grid(city, blank.form.of(filled.term), filled.unit, filled.term, rows[:8])


def _filed(city: str) -> Iterator[Grid]:
    """What lies in the folders of a city, some of each form."""
    root = {"shipped": PROJECT, "harbour": HARBOUR}.get(city)
    declared, counts = CITIES[city](), dict.fromkeys(CITIES[city]().forms, 0)
    for file in sorted(Path(root, "submissions").glob("*/*/*.csv")) if root else ():
        form, when = declared.forms[file.stem], term(file.parent.parent.name)
        counts[form.id] += 1
        if counts[form.id] <= _OF_A_FORM:
            rows = list(csv.reader(StringIO(file.read_text("utf-8-sig"), newline="")))
            unit = declared.units[file.parent.name]
            yield Grid(city, form.of(when), unit, when, rows[:12])
