"""Forms as a clerk fills them in: every cell of every form that a city declares, in words that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl

from generator import forms
from generator.calendar import Term
from generator.catalogue import Catalogue, types
from generator.catalogue.model import Column, Form, Unit
from generator.catalogue.owing import filing_terms, owes, tells_of
from generator.forms.blank import Blank
from generator.intake import Filed, Reader, Source
from generator.intake.cells import ZERO_REPORT
from generator.intake.find import FOLDER

_ROWS = 2
"""So many rows stand in a form whose rows nobody knows beforehand."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """All that a unit files for a term: by the id of its form the rows, column ids to texts."""

    unit: Unit
    term: Term
    rows: Mapping[str, Sequence[Row]]

    def sources(self, catalogue: Catalogue) -> Iterator[Source]:
        """Each form as the CSV that says it in the plainest way."""
        for form, rows in self.rows.items():
            columns = catalogue.forms[form].of(self.term).columns
            lines = ([row.get(column.id, "") for column in columns] for row in rows)
            data = forms.csv.written([column.header for column in columns], lines)
            path = f"{FOLDER}/{self.term}/{self.unit.id}/{form}.csv"
            yield Source(path, self.term, self.unit.id, form, data)

    def read(self, catalogue: Catalogue) -> Mapping[str, Filed]:
        """What is to be read, in whatever way it comes in."""
        reader = Reader(catalogue)
        return {source.form: reader.read(source) for source in self.sources(catalogue)}

    def workbook(self, catalogue: Catalogue) -> bytes:
        """The template of the unit with these rows in it and no others, numbers and days as such."""
        name = f"{self.unit.id}-{self.term}.xlsx"
        templates = forms.files(catalogue, self.unit, self.term, lambda _: None)
        book = openpyxl.load_workbook(BytesIO(templates[name]))
        for form, rows in self.rows.items():
            sheet = book[catalogue.sheets[form]]
            sheet.delete_rows(2 + len(rows), sheet.max_row)
            for number, row in enumerate(rows, 2):
                for position, column in enumerate(catalogue.forms[form].of(self.term).columns, 1):
                    if sheet.cell(number, position).value != row.get(column.id):
                        _enter(sheet.cell(number, position), column, row[column.id])
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()


def every_form(catalogue: Catalogue, zero: bool = False) -> Iterator[Filled]:
    """Filings that together hold every form; ``zero``: with a zero report wherever one is taken."""
    seen: set[str] = set()
    for term in filing_terms(catalogue):
        for unit in catalogue.filers():
            if not {form.id for form in owes(catalogue, unit, term)} <= seen:
                blanks = forms.blanks(catalogue, unit, term, lambda _: None)
                yield filled(catalogue, unit, term, blanks, zero)
                seen |= {blank.form.id for blank in blanks}


def filled(
    catalogue: Catalogue, unit: Unit, term: Term, blanks: Sequence[Blank], zero: bool = False
) -> Filled:
    """What a unit owes for a term, filled in."""
    rows: dict[str, Sequence[Row]] = {}
    for blank in blanks:
        form = blank.form.of(term)
        known = blank.rows if len({tuple(row.items()) for row in blank.rows}) > 1 else None
        single = all(form.column(name).equals for name in form.key)
        given = known or [blank.rows[0]] * (1 if single else _ROWS)
        if zero and form.zero_report:
            rows[form.id] = [{**_own(given[0], form), form.zero_report: ZERO_REPORT}]
            continue
        rows[form.id] = [
            {c.id: row.get(c.id) or _text(catalogue, form, c, unit, term, n) for c in form.columns}
            for n, row in enumerate(given)
        ]
    return Filled(unit, term, rows)


def _own(row: Row, form: Form) -> Row:
    return {column.id: row[column.id] if column.equals else "" for column in form.columns}


def _text(
    catalogue: Catalogue, form: Form, column: Column, unit: Unit, term: Term, number: int
) -> str:
    """What stands in a column of the row of a number, another thing in each row of a key."""
    type_ = types.of(column)
    if column.equals:
        return unit.name if column.equals == "unit" else term.cell
    if type_.dated:
        last = tells_of(catalogue, form)[term].end if column.role == "as_of" else term.month.last
        return str(last) if column.role else str(last.replace(day=number + 1))
    if type_.numeric:
        return _figure(form, column, number)
    if column.to:
        ids = catalogue.names[column.to].ids
        return list(ids)[number % len(ids)]
    if choices := type_.choices(column, catalogue, unit):
        return choices[number % len(choices)]
    if column.pattern:
        text = str(column.example)
        return f"{text[:-1]}{(int(text[-1]) + number) % 10}"
    return f"{column.example or '甲'}{number or ''}" if column.id in form.key else "已办结，无异议"


def _figure(form: Form, column: Column, number: int) -> str:
    """A figure, less where it must not be more than another's."""
    above = 0
    other: Column | None = column
    while other and other.at_most:
        above, other = above + 1, form.column(other.at_most)
    whole = 40 - 10 * above + number
    return f"{whole}.25" if column.type == "decimal" else str(whole)


def _enter(cell: Any, column: Column, text: str) -> None:
    """As a spreadsheet keeps what is typed into a cell."""
    type_ = types.of(column)
    if not text or text == ZERO_REPORT:
        cell.value = text or None
    elif not (type_.dated or type_.numeric):
        cell.value, cell.data_type = text, "s"
    elif type_.numeric:
        cell.value = float(text) if "." in text else int(text)
    else:
        cell.value = datetime.combine(date.fromisoformat(text), datetime.min.time())
        cell.number_format = "yyyy-mm-dd"
