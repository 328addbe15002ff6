"""Why a header does not fit: the one cause that goes before all the columns that are missing.

Each cause is a function from the filled records, which of them names most of the form's columns, and
what is asked for, to what is said of it and where; None where it is not that. They stand in the order in
which they are asked: what is surest goes first. Without any the header is told column by column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest

from ..catalogue.model import Column, Form, bare
from ..problems import nearest
from ..words.characters import any_of, is_blank, named
from ..words.expression import late
from ..words.sentences import Said, Shown, said
from .asked import Asked, columns_in, enough, required, spellings
from .patterns import SEARCHED
from .records import Record
from .rowlike import rows_of, several_lines
from .telling import CellPlace, joined, short

_BREAK = late(any_of("breaks"))

_FIRST = 3
"""So many records are looked at for a row of data where no header is."""

_LEVELS = 3
"""A header of more rows than these nobody makes."""

_MANY = 4
"""So many rows are told by the first and the last."""


def of(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """What is said of the header and where, by its likeliest cause."""
    looks = (
        _swallowed,
        _in_one_line,
        _of_another,
        _of_before,
        _in_rows,
        _turned,
        _in_ids,
        _headless,
        _no_table,
    )
    searched = filled[: max(SEARCHED, at + 1)]
    for look in (*looks, _unlike):
        if cause := look(searched, at, asked):
            return cause
    return None


def meant(name: str, absent: Sequence[Column]) -> Column | None:
    """The one of the columns not named yet that a header was probably meant to name."""
    ordered = sorted(absent, key=lambda column: not column.required)
    candidates = {
        bare(spelling): column
        for column in ordered
        for spelling in (column.header, *column.synonyms)
    }
    found = nearest(bare(name), candidates, 0.5)
    return candidates[found] if found else None


def rows(records: Sequence[Record]) -> Shown:
    """Rows as they are told: each, or from the first to the last of many."""
    numbers = [str(record.number) for record in records]
    told = "、".join(numbers) if len(numbers) < _MANY else f"{numbers[0]} 至 {numbers[-1]}"
    return Shown(f"第 {told} 行")


def fullest(cells: Sequence[str], forms: Sequence[Form]) -> tuple[Form | None, Set[str]]:
    """The form of which cells name most columns, of several the one that is named whole, and those."""
    best: tuple[Form | None, Set[str]] = None, frozenset()
    for form in forms:
        found = columns_in(cells, spellings(form))
        if _rank(form, found) > (_rank(best[0], best[1]) if best[0] else (0, False)):
            best = form, found
    return best


def _rank(form: Form, found: Set[str]) -> tuple[int, bool]:
    return len(found), required(form) <= found


# --- the causes ----------------------------------------------------------------------------------


def _swallowed(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """A quote that swallowed the header, or opened in it and swallowed what is below."""
    best = len(columns_in(filled[at].cells, asked.spelt))
    for record in filled:
        for index, opened, lines in (
            several_lines(record, asked.delimiter) if asked.delimiter else ()
        ):
            found = max(len(columns_in(line, asked.spelt)) for line in lines)
            if found >= asked.enough and found > best:
                words = said("E133.rows", record=record.number, count=len(lines) - 1)
                return words, CellPlace(opened, index, record.number)
    return None


def _in_one_line(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """A header and rows that are kept apart by what ends no line."""
    header = filled[at]
    marks = [mark for cell in header.cells for mark in _BREAK.findall(cell)]
    parts = [part for cell in header.cells for part in _BREAK.split(cell)]
    if not marks or not required(asked.form) <= columns_in(parts, asked.spelt):
        return None
    return said("E129.lines", record=header.number, name=Shown(named(marks[0]))), header.place()


def _of_another(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """The header of another form."""
    own = len(columns_in(filled[at].cells, asked.spelt))
    found = [(record, *fullest(record.cells, asked.others)) for record in filled]
    record, form, columns = max(
        found, key=lambda each: _rank(each[1], each[2]) if each[1] else (0, False)
    )
    if form is None or len(columns) <= own:
        return None
    sure = (
        len(columns) >= max(3, own + 2) and len(columns) >= enough(form) > 0 and own < asked.enough
    )
    if not required(form) <= columns and not sure:
        return None
    names = {"other": Shown(form.name), "name": Shown(asked.form.name)}
    if form.id in asked.owed:
        return said("E129.form", file=Shown(f"{form.id}.csv"), **names), record.place()
    return said("E129.unowed", **names), record.place()


def _of_before(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """The form as it was before it got columns."""
    columns = columns_in(filled[at].cells, asked.spelt)
    absent = [c for c in asked.form.columns if c.required and c.id not in columns]
    since = max((c.valid_from for c in absent if c.valid_from), default=None)
    if since is None or not all(column.valid_from for column in absent):
        return None
    headers = Shown("”“".join(column.header for column in absent))
    words = said("E126.since", headers=headers, month=Shown(since), name=Shown(asked.form.name))
    return words, filled[at].place()


def _in_rows(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """A header in several rows: merged groups above, and what they hold below."""
    best, needed = len(columns_in(filled[at].cells, asked.spelt)), required(asked.form)
    for levels in range(2, _LEVELS + 1):
        for top in range(len(filled) - levels + 1):
            parts = filled[top : top + levels]
            together = _together([part.cells for part in parts], asked.spelt)
            whole = needed <= together and len(together) > best
            if whole or len(together) >= max(asked.enough, best + 2):
                return _of_rows(filled[:top], parts, together, asked), parts[0].place()
    return None


def _of_rows(
    above: Sequence[Record], parts: Sequence[Record], together: Set[str], asked: Asked
) -> Said:
    """What to do with a header in several rows: the one that names most becomes the header."""
    kept = max(parts, key=lambda part: len(columns_in(part.cells, asked.spelt)))
    missing = together - columns_in(kept.cells, asked.spelt)
    headers = [column.header for column in asked.form.columns if column.id in missing]
    return said(
        "E129.rows",
        first=parts[0].number,
        last=parts[-1].number,
        record=kept.number,
        headers=Shown("”“".join(headers)),
        rows=rows([*above, *(part for part in parts if part is not kept)]),
    )


def _together(parts: Sequence[Sequence[str]], spelt: Mapping[str, Column]) -> Set[str]:
    """The columns that rows of a header name together: by a cell, or by it and the group above it."""
    columns: set[str] = set()
    groups = [""] * len(parts)
    for cells in zip_longest(*parts, fillvalue=""):
        filled = [bare(cell) for cell in cells]
        for level, cell in enumerate(filled):
            if cell or any(filled[:level]):
                groups[level:] = [cell, *[""] * (len(parts) - level - 1)]
        lowest = next((cell for cell in reversed(filled) if cell), "")
        group = next((each for each in groups if each and each != lowest), "")
        words = (lowest, group + lowest, lowest + group)
        columns |= {spelt[word].id for word in words if word in spelt}
    return columns


def _turned(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """A table with its headers down a column."""
    best = len(columns_in(filled[at].cells, asked.spelt))
    for position in range(2):
        cells = [record.cells[position] for record in filled if position < len(record.cells)]
        found = len(columns_in(cells, asked.spelt))
        if found >= asked.enough and found > best:
            return said("E129.turned", n=position + 1), filled[0].place(position)
    return None


def _in_ids(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """The ids of the columns in place of their headers."""
    best = len(columns_in(filled[at].cells, asked.spelt))
    ids = {column.id for column in asked.form.columns}
    for record in filled:
        cells = [bare(cell).lower() for cell in record.cells]
        if len(ids & set(cells)) >= max(asked.enough, best + 1):
            some = joined("、", [short(cell) for cell in cells if cell in ids][:2])
            words = said("E129.ids", text=some, record=record.number, headers=_headers(asked.form))
            return words, record.place()
    return None


def _headless(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """Rows of data without a header above them."""
    if len(columns_in(filled[at].cells, asked.spelt)) >= asked.enough:
        return None
    columns = asked.form.columns
    is_row = rows_of(asked, {column.id: n for n, column in enumerate(columns)}, len(columns))
    number = next((n for n, record in enumerate(filled[:_FIRST]) if is_row(record.cells)), None)
    if number is None:
        return None
    if number and len(_meant_in(filled[at], asked)) >= asked.enough:
        return None
    headers, record = _headers(asked.form), filled[number]
    if number == 0:
        return said("E129.none", record=record.number, headers=headers), record.place()
    above, name = filled[number - 1], Shown(asked.form.name)
    words = said("E129.above", first=above.number, record=record.number, name=name, headers=headers)
    return words, above.place()


def _no_table(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """Words that are no table."""
    if any(sum(not is_blank(cell) for cell in record.cells) > 1 for record in filled):
        return None
    words = said("E129.text", name=Shown(asked.form.name), headers=_headers(asked.form))
    return words, filled[0].place()


def _unlike(filled: Sequence[Record], at: int, asked: Asked) -> tuple[Said, CellPlace] | None:
    """What names too few of the columns, slips of the pen counted, to be told one by one."""
    header, form = filled[at], asked.form
    columns = columns_in(header.cells, asked.spelt)
    unknown = [c for c in header.cells if not is_blank(c) and bare(c) not in asked.spelt]
    if len(_meant_in(header, asked)) >= asked.enough:
        return None
    words = said(
        "E129", record=header.number, count=len(columns) + len(unknown), known=len(columns),
        name=Shown(form.name), headers=_headers(form),
    )  # fmt: skip
    return words, header.place()


def _meant_in(header: Record, asked: Asked) -> Set[str]:
    """The ids of the columns that a record names, slips of the pen counted."""
    columns = columns_in(header.cells, asked.spelt)
    absent = [column for column in asked.form.columns if column.id not in columns]
    unknown = (c for c in header.cells if not is_blank(c) and bare(c) not in asked.spelt)
    return columns | {column.id for column in (meant(cell, absent) for cell in unknown) if column}


def _headers(form: Form) -> Shown:
    return Shown(",".join(column.header for column in form.columns))
