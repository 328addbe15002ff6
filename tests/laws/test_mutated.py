"""What holds of any filing, however it was spoilt: see ``tests/intake/mutated`` for how.

Nothing raises; nothing is used that the file does not show; no row disappears; nobody planted in it is
given away in anything that is said; the same file says the same; nothing takes long or much.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from unicodedata import normalize

import pytest

from generator.intake import Filed, records, text
from generator.intake.cells import ZERO_REPORT
from generator.intake.patterns import MAX_CELLS
from generator.intake.telling import Teller
from generator.problems import Problem, as_github, as_json, as_text, folded, in_order
from generator.reports import filed as report
from generator.words.codes import CODES
from tests.campaign import seeds
from tests.intake.mutated import Mutated, of_book, of_csv
from tests.intake.mutated.origins import CITIES
from tests.intake.mutated.readers import Read, here

_BATCH = 50
"""So many files make one test, so that a campaign is many tests and the suite a few."""

_SECONDS = 3
_MEGABYTES = 100

BATCHES = [
    pytest.param(make, range(batch * _BATCH, (batch + 1) * _BATCH), id=f"{kind}-{batch}")
    for kind, make, count in (("csv", of_csv, 6), ("xlsx", of_book, 4))
    for batch in seeds(count)
]


@pytest.mark.parametrize(("make", "batch"), BATCHES)
def test_the_laws(make: Callable[[int], Mutated], batch: range) -> None:
    before, faults = _megabytes(), []
    for mutated in map(make, batch):
        begun = time.process_time()
        read = here(mutated)
        taken = time.process_time() - begun
        faults += [f"{mutated.name}: {fault}" for fault in _broken(mutated, read)]
        if taken > _SECONDS:
            faults.append(f"{mutated.name}: {taken:.1f} 秒")
        if read.told() != here(mutated).told():
            faults.append(f"{mutated.name}: 两次读取不一样")
    assert not faults, "\n".join(faults)
    assert _megabytes() - before < _MEGABYTES


def _broken(mutated: Mutated, read: Read) -> Iterator[str]:
    """The laws that do not hold, one by one."""
    problems = [*read.misfits, *(problem for each in read.filed for problem in each.problems)]
    yield from _untold(problems)
    for each in read.filed:
        yield from _unshown(each, mutated)
        if not mutated.source.path.endswith(".xlsx"):
            yield from _lost(each)
            yield from _swallowed(each, mutated) if each.valid else ()
    yield from _given_away(mutated, read, problems)


def _megabytes() -> float:
    """The most memory that this process has had."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1048576 if sys.platform == "darwin" else 1024)


def _untold(problems: list[Problem]) -> Iterator[str]:
    """Everything that is said has its code, and says something."""
    for problem in problems:
        if problem.code not in CODES or not problem.message:
            yield f"没有说明的问题 {problem}"


# --- nothing is used that is not shown -----------------------------------------------------------


def _unshown(filed: Filed, mutated: Mutated) -> Iterator[str]:
    """Every digit of a figure or a day stands in its cell, in its order, or a finding is at the cell."""
    told = {(problem.record, problem.column) for problem in filed.problems}
    form = CITIES[mutated.city]().forms[filed.source.form]
    for column, position in filed.positions.items():
        if form.column(column).equals:  # it is what the file lies under, or told
            continue
        values = filed.columns.get(column, ())
        for row, value in enumerate(values):
            place = filed.numbers[row], position + 1
            shown = mutated.shown.get(place, filed.texts[column][row])
            if place not in told and not _stands_in(_digits_of(value), shown):
                yield f"{column} {place}: 用了 {value!r}，原文 {shown!r}"


def _digits_of(value: object) -> str:
    if isinstance(value, date):
        return f"{value.year % 100}{value.month}{value.day if value.day != 1 else ''}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    return re.sub("[^0-9]", "", f"{value:.15g}".split("e")[0]).strip("0")


def _stands_in(wanted: str, shown: str) -> bool:
    """Whether all digits stand there in this order; full-width ones are digits, nothing else is."""
    left = iter(shown.translate({0xFF10 + digit: 0x30 + digit for digit in range(10)}))
    return all(digit in left for digit in wanted if digit != "0")


# --- no row disappears ---------------------------------------------------------------------------


def _lost(filed: Filed) -> Iterator[str]:
    """Every line of a filing that counts is in a row that counts, in its header, blank or told."""
    if not filed.valid or not filed.positions:
        return
    every = _records(filed)
    known = {*filed.lines, *(problem.line for problem in filed.problems)}
    header = next((r.line for r in every if not r.blank), 0)
    for record in every:
        above = record.line <= header
        if record.line in known or record.blank or above or _is_blank_form(filed, record.cells):
            continue
        if not (filed.zero and any(ZERO_REPORT in cell for cell in record.cells)):
            yield f"第 {record.line} 行不见了：{record.cells}"


def _swallowed(filed: Filed, mutated: Mutated) -> Iterator[str]:
    """A line that says whose it is and of which month is a row, or told; whatever quotes stand around it."""
    decoded = text.decode(filed.source.data, Teller("")) or ""
    unit, term = CITIES[mutated.city]().units[filed.source.unit].name, filed.source.period.cell
    known = {*filed.lines, *(problem.line for problem in filed.problems)}
    for number, line in enumerate(decoded.split("\n"), 1):
        cells = line.split(",")
        is_row = cells[:2] == [unit, term] and len(cells) == len(filed.positions)
        is_row = is_row and any(cell.strip() for cell in cells[2:])
        if is_row and number not in known and ZERO_REPORT not in map(str.strip, cells):
            yield f"第 {number} 行并进了别的格：{line!r}"


def _records(filed: Filed) -> list[records.Record]:
    quiet = Teller("")
    decoded = text.decode(filed.source.data, quiet)
    delimiter = records.delimiter_of(decoded, frozenset(), MAX_CELLS, quiet) if decoded else None
    return records.records_of(decoded, delimiter, quiet) if decoded and delimiter else []


def _is_blank_form(filed: Filed, cells: list[str]) -> bool:
    """Whether nothing stands in a row that the template does not give."""
    return sum(bool(cell.strip()) for cell in cells) <= 3


# --- nobody is given away ------------------------------------------------------------------------


def _given_away(mutated: Mutated, read: Read, problems: list[Problem]) -> Iterator[str]:
    if not mutated.secrets:
        return
    changes = [change for each in read.filed for change in each.changes]
    ordered = folded(in_order(problems))
    said = "\n".join(
        (
            *map(as_text, ordered),
            *map(as_github, ordered),
            as_json(ordered, report.changes_as_data(changes)),
            report.as_markdown(ordered, read.filed, changes),
            *report.changes_as_text(changes),
        )
    )
    plain = normalize("NFKC", said)
    for secret in mutated.secrets:
        for part in _telling(secret):
            if part in plain:
                at = plain.index(part)
                yield f"说出了 {secret!r}：{plain[max(0, at - 60) : at + 30]!r}"


def _telling(secret: str) -> Iterator[str]:
    """What gives somebody away: a name, an address, a number as it was written, eight digits of it."""
    plain = normalize("NFKC", secret)
    digits = re.sub("[^0-9]", "", plain)
    yield plain
    yield from (digits[at : at + 8] for at in range(len(digits) - 7))
