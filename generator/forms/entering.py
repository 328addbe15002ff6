"""A row put into a filing of the office's own: at its end, and nothing else of the file is touched.

Before anything is written, what the file would say is read as every filing is. A row that says a number again
that stands in the unit's filings already is not written at all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO

from ..calendar import Term
from ..catalogue.model import Catalogue, Form, Unit
from ..catalogue.owing import may_file, tells_of
from ..frozen import dataclass
from ..intake import Filed, Reader, Source
from ..intake.cells import ZERO_REPORT
from ..intake.find import FOLDER
from ..problems import Problem
from .csv import BOM, cell, written
from .csv import filed as filed_as

_COUNTED = re.compile(r"([0-9]+)([^0-9]*)$")
"""The last number of a code, which the next one counts on from."""


class UnwritableError(Exception):
    """Why a row cannot be written, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a form: texts by the ids of columns, unit and term left out. ``day`` is that of what it tells of;
    ``number`` is the column by which it is known whether it stands there already, ``counted`` that which
    tells rows apart and goes on counting, '' where the number does."""

    form: Form
    day: date
    values: Mapping[str, str]
    number: str
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A file with its row: by path below the root, what it says then, and what of the row stands in it.
    ``corrects``: the filing was there before."""

    path: str
    data: bytes
    row: tuple[str, ...]
    corrects: bool


def entered(catalogue: Catalogue, unit: Unit, entry: Entry, filed: Sequence[Filed]) -> Entered:
    """The file with the row at its end; ``filed`` is all that lies there of the unit.

    UnwritableError where no filing tells of the day, the number stands there already, a column that must be
    filled in has nothing, or the file would not be in order.
    """
    own = [each for each in filed if each.source.form == entry.form.id]
    term = _term(catalogue, unit, entry)
    _is_new(entry, own)
    values = {**_given(catalogue, unit, entry, term), **_next(entry, own)}
    _is_whole(entry.form, values, term)
    before = next((each for each in own if each.source.period == term), None)
    path = before.source.path if before else f"{FOLDER}/{term}/{unit.id}/{entry.form.id}.csv"
    data = _with(before, entry.form, values) if before else _new(entry.form, values, term)
    found = Reader(catalogue).read(Source(path, term, unit.id, entry.form.id, data))
    if wrong := [problem for problem in found.problems if problem.is_error]:
        raise UnwritableError(_told(path, wrong))
    return Entered(path, data, tuple(text for text in values.values() if text), before is not None)


def _term(catalogue: Catalogue, unit: Unit, entry: Entry) -> Term:
    spans = tells_of(catalogue, entry.form)
    term = next((t for t, span in spans.items() if span.start <= entry.day <= span.end), None)
    if term is None:
        raise UnwritableError(f"{entry.day} 不在“{entry.form.name}”表的任何一期之内")
    if entry.form.id not in {form.id for form in may_file(catalogue, unit, term)}:
        raise UnwritableError(f"{unit.name}{term.label}不报“{entry.form.name}”表，登记不了")
    return term


def _is_new(entry: Entry, own: Iterable[Filed]) -> None:
    number = entry.values.get(entry.number, "")
    for filed in own:
        for row, line in enumerate(filed.lines):
            if number and filed.text(entry.number, row).strip() == number:
                where = f"{filed.source.path} 第{line}行"
                raise UnwritableError(f"“{number}”已经登记在 {where}，没有再写")


def _given(catalogue: Catalogue, unit: Unit, entry: Entry, term: Term) -> dict[str, str]:
    own = {
        c.id: unit.name if c.equals == "unit" else term.cell for c in entry.form.columns if c.equals
    }
    return {**own, **entry.values}


def _next(entry: Entry, own: Iterable[Filed]) -> dict[str, str]:
    """The code after the highest one of the unit; the first one as in the example."""
    if not entry.counted or entry.counted in entry.values:
        return {}
    told = [f.text(entry.counted, row).strip() for f in own for row in range(len(f))]
    counted = [(int(found[1]), text) for text in told if (found := _COUNTED.search(text))]
    example = str(entry.form.column(entry.counted).example)
    last = max(counted)[1] if counted else _COUNTED.sub(_nought, example)
    return {entry.counted: _COUNTED.sub(_one_more, last)}


def _one_more(found: re.Match[str]) -> str:
    return f"{int(found[1]) + 1:0{len(found[1])}}{found[2]}"


def _nought(found: re.Match[str]) -> str:
    return f"{'0' * len(found[1])}{found[2]}"


def _is_whole(form: Form, values: Mapping[str, str], term: Term) -> None:
    columns = form.of(term).columns
    lacking = [c.header for c in columns if c.required and not values.get(c.id)]
    if lacking:
        raise UnwritableError(f"“{form.name}”表还有必填的列不知道填什么：{'、'.join(lacking)}")


def _new(form: Form, values: Mapping[str, str], term: Term) -> bytes:
    columns = form.of(term).columns
    row = [values.get(column.id, "") for column in columns]
    return filed_as(columns, [row])


def _with(filed: Filed, form: Form, values: Mapping[str, str]) -> bytes:
    """The file with the row behind all others; in the place of a zero report, which it is none any more."""
    source = filed.source
    if (
        source.tab
        or not filed.positions
        or (not source.data.startswith(BOM) and not _is_utf8(source.data))
    ):
        raise UnwritableError(f"{source.path} 不是 UTF-8 的 CSV，请先用 taizhang collect 转成 CSV")
    cells = [""] * (max(filed.positions.values()) + 1)
    for column, text in values.items():
        if column in filed.positions:
            cells[filed.positions[column]] = cell(form.column(column), text)
        elif text:
            raise UnwritableError(f"{source.path} 没有“{column}”这一列，请先补上")
    if filed.zero:
        records = list(csv.reader(StringIO(source.data.decode("utf-8-sig"), newline="")))
        kept = [each for each in records if not any(c.strip() == ZERO_REPORT for c in each)]
        return written(kept[0], [*kept[1:], cells])
    line = written(cells, ()).removeprefix(BOM)
    return source.data + (b"" if source.data.endswith(b"\n") else b"\r\n") + line


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _told(path: str, wrong: Sequence[Problem]) -> str:
    first = wrong[0]
    return f"写进 {path} 以后会有错：{first.message}。没有写"
