"""From a filled workbook to the CSVs that go into the unit's folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from ..calendar import Month, Term, Week
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Form, bare
from ..catalogue.owing import may_file
from ..frozen import dataclass
from ..intake import Filed, Reader, Source
from ..intake.asked import spellings
from ..intake.cells import ZERO_REPORT, parser
from ..intake.find import FOLDER, Name
from ..intake.telling import file_name, short
from ..problems import Problem, has_errors, in_order
from ..words.characters import visible
from ..words.sentences import Shown, said
from .csv import filed as filed_as

if TYPE_CHECKING:
    from ..intake.workbook import Tab


@dataclass(frozen=True, slots=True)
class Collected:
    """The files to write, by path below the root; none when anything is wrong."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    filed: Sequence[Filed] = ()
    problems: Sequence[Problem] = ()


def collect(
    name: str,
    data: bytes,
    catalogue: Catalogue,
    unit: str | None = None,
    period: Term | None = None,
    today: date | None = None,
) -> Collected:
    """Read a workbook; unit and month are taken from its rows when they are not given."""
    from ..intake.sheets import form_tabs  # who writes blanks reads no workbook
    from ..intake.workbook import UnreadableError, Workbook

    name = file_name(name)
    try:
        book = Workbook(data)
    except UnreadableError as error:
        words = said("E113", why=short(str(error), 200))
        return Collected(problems=[Problem(*words, file=name)])
    if unit is None or period is None:
        tabs = list(form_tabs(book, Name.of(name).stem, catalogue))
        unit = unit or _named(tabs, "unit", catalogue)  # type: ignore[assignment]
        period = period or _named(tabs, "period", catalogue)  # type: ignore[assignment]
    if unit is None or period is None:
        words = said("E406.untold", missing=Shown("单位" if unit is None else "期次"))
        return Collected(problems=[Problem(*words, name)])
    return _read(name, data, catalogue, unit, period, today)


def _read(
    name: str, data: bytes, catalogue: Catalogue, unit: str, period: Term, today: date | None
) -> Collected:
    from ..intake.sheets import Unread, sheets_in

    owed = {form.id: form for form in may_file(catalogue, catalogue.units[unit], period)}
    reader = Reader(catalogue, today)
    filed: list[Filed] = []
    problems: list[Problem] = []
    book = Source(name, period, unit, Name.of(name).stem, data)
    for source in sheets_in(book, owed, catalogue):
        if isinstance(source, Unread):
            problems.append(source.problem)
        else:
            filed.append(reader.read(source))
    problems += [problem for each in filed for problem in each.problems]
    files = {
        f"{FOLDER}/{period}/{unit}/{each.source.form}.csv": _as_csv(each, catalogue)
        for each in filed
        if each.valid
    }
    return Collected({} if has_errors(problems) else files, filed, in_order(problems))


def _as_csv(filed: Filed, catalogue: Catalogue) -> bytes:
    """The rows as they were written, under the form's own headers and in its order."""
    columns = [c for c in catalogue.forms[filed.source.form].columns if c.id in filed.positions]
    rows = ([row[filed.positions[c.id]] for c in columns] for row in _rows(filed.source, filed))
    return filed_as(columns, rows)


def _rows(source: Source, filed: Filed) -> Iterator[Sequence[str]]:
    assert source.tab
    numbers = set(filed.numbers)
    for record in source.tab.records:
        zero = filed.zero and any(visible(cell) == ZERO_REPORT for cell in record.cells)
        if record.number in numbers or zero:
            yield record.cells


def _named(tabs: Iterable[tuple[Form, Tab]], what: str, catalogue: Catalogue) -> Value | Term:
    """The unit or the term that most rows name."""
    votes: Counter[Value | Term] = Counter()
    for form, tab in tabs:
        spelt = spellings(form)
        for position, header in enumerate(tab.records[0].cells):
            column = spelt.get(bare(header))
            if column and column.equals == what:
                parse = parser(column, catalogue, catalogue.filing.first)
                values = (parse(record.cells[position]).value for record in tab.records[1:])
                votes.update(_meant(form, value) for value in values)
    votes.pop(None, None)
    return votes.most_common(1)[0][0] if votes else None


def _meant(form: Form, value: Value) -> Value | Term:
    """The week or the month of which a cell gives the first day; any other value is itself."""
    if not isinstance(value, date):
        return value
    return Week.of(value) if form.filing and form.filing.every == "week" else Month.of(value)
