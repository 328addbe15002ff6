"""What was read of a filing in bytes, and back: JSON, which is read faster than anything made of pieces.

Where the filing lies is not in it, so that it is the same wherever it lies. What cannot be brought back as it
was is not packed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import repeat
from typing import Any, TypeAlias

from ...catalogue.fields import Value
from ...intake import Change, Filed, Source
from ...problems import Problem, Untold
from ...words.sentences import Shown, as_masked

_Column: TypeAlias = tuple[str, list[Any]]

_UNOWED = "E129"
"""What is told of a header that is another form's, and whether that one is taken from the unit."""


def packed(filed: Filed) -> bytes | None:
    """A filing in bytes; None where it is not to be kept: what is told of it hangs on more than its form,
    or it holds what nobody foresaw."""
    columns = {name: _column(values) for name, values in filed.columns.items()}
    own = Problem("E110", "", file=filed.source.path).file
    known = all(each.file == own and not each.also for each in filed.problems)
    known = known and all(each.file == filed.source.path for each in filed.changes)
    if None in columns.values() or not known or any(p.code == _UNOWED for p in filed.problems):
        return None
    written = {
        name: None if _same(filed.columns[name], texts) else [*texts]
        for name, texts in filed.texts.items()
    }
    parts = (
        columns,
        written,
        _numbers(filed.lines),
        _numbers(filed.numbers),
        dict(filed.positions),
        filed.zero,
        [_problem(each) for each in filed.problems],
        [_change(each) for each in filed.changes],
    )
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def unpacked(data: bytes, source: Source) -> Filed:
    """A filing as it was packed, of a source with the same bytes."""
    columns, texts, lines, numbers, positions, zero, problems, changes = json.loads(
        data.decode("utf-8", "surrogatepass")
    )
    values = {name: _values(*column) for name, column in columns.items()}
    return Filed(
        source,
        values,
        {name: list(values[name]) if own is None else own for name, own in texts.items()},
        _unnumbered(lines),
        _unnumbered(numbers),
        positions,
        zero,
        [_told(source.path, *own) for own in problems],
        [_changed(source.path, *own) for own in changes],
    )


# --- columns -------------------------------------------------------------------------------------


def _column(values: Sequence[Value]) -> _Column | None:
    """Values of one kind, blanks among them; None for any others."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return "blank", [len(values)]
    if kinds <= {str} or kinds <= {float} or kinds <= {bool}:
        return "plain", list(values)
    if kinds <= {date}:
        return "day", [value and value.toordinal() for value in values]  # type: ignore[union-attr]
    return None


def _values(kind: str, told: list[Any]) -> list[Any]:
    match kind:
        case "blank":
            return list(repeat(None, told[0]))
        case "day":
            return [value and _DAY(value) for value in told]
        case _:
            return told


_DAY: Callable[[int], date] = date.fromordinal


def _same(values: Sequence[Value], texts: Sequence[str]) -> bool:
    """Whether the texts are the values."""
    return all(value == text for value, text in zip(values, texts, strict=True))


def _numbers(numbers: Sequence[int]) -> Sequence[int]:
    """Whole numbers, of which most go up by one: the first of each run, and how many it has."""
    runs: list[int] = []
    after = None
    for number in numbers:
        if number == after:
            runs[-1] += 1
        else:
            runs += (number, 1)
        after = number + 1
    return runs


def _unnumbered(runs: Sequence[int]) -> list[int]:
    found: list[int] = []
    for first, count in zip(runs[::2], runs[1::2], strict=True):
        found += range(first, first + count)
    return found


# --- what is told --------------------------------------------------------------------------------


def _problem(each: Problem) -> Sequence[object]:
    return (
        each.code, each.message, each.hint, each.line, each.column, each.record, each.field, each.value,
        each.excerpt, each.sheet, each.left_out, each.untold,
    )  # fmt: skip


def _told(
    path: str, code: str, message: str, hint: str, line: int | None, column: int | None,
    record: int | None, field: str | None, value: str | None, excerpt: str, sheet: str, left_out: bool,
    untold: Sequence[Any] | None,
) -> Problem:  # fmt: skip
    """A finding as it was: its words are masked already."""
    return Problem(
        code, as_masked(message), as_masked(hint), path, line, column, record, _words(field),
        _words(value), excerpt, as_masked(sheet), left_out,
        untold=Untold(*untold) if untold else None,
    )  # fmt: skip


def _words(text: str | None) -> Shown | None:
    return None if text is None else as_masked(text)


def _change(each: Change) -> Sequence[object]:
    return each.sheet, each.line, each.record, each.column, each.field, each.was, each.used


def _changed(
    path: str, sheet: str, line: int, record: int, column: int, field: str, was: str, used: str
) -> Change:
    words = as_masked(field), as_masked(was), as_masked(used)
    return Change(path, sheet, line, record, column, *words)
