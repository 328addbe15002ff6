"""What was read of a filing in bytes, and back: what is short in JSON, packed columns as they are packed.

Where the filing lies is not in it, so that it is the same wherever it lies. What cannot be brought back as it
was is not packed.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from ... import store
from ...catalogue.fields import Value
from ...intake import Change, Filed, Source
from ...intake.packed import Coded, Figures, Words, nothing
from ...problems import Problem, Untold
from ...words.sentences import Shown, as_masked

_Told: TypeAlias = Sequence[Any]
"""A column in JSON: its kind, and what there is to say of it; long parts by their numbers."""

_UNOWED = "E129"
"""What is told of a header that is another form's, and whether that one is taken from the unit."""


def packed(filed: Filed) -> bytes | None:
    """A filing in bytes; None where it is not to be kept: what is told of it hangs on more than its form,
    or it holds what nobody foresaw."""
    own = Problem("E110", "", file=filed.source.path).file
    known = all(each.file == own and not each.also for each in filed.problems)
    known = known and all(each.file == filed.source.path for each in filed.changes)
    if not known or any(problem.code == _UNOWED for problem in filed.problems):
        return None
    long = _Long()
    columns = {name: _column(values, long) for name, values in filed.columns.items()}
    texts = {name: _column(own_texts, long) for name, own_texts in filed.texts.items()}
    if None in columns.values() or None in texts.values():
        return None
    told = (
        columns,
        {name: None if text == columns[name] else text for name, text in texts.items()},
        _numbers(filed.lines),
        _numbers(filed.numbers),
        dict(filed.positions),
        filed.zero,
        [_problem(each) for each in filed.problems],
        [_change(each) for each in filed.changes],
    )
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    parts = [head.encode("utf-8", "surrogatepass"), *long.parts]
    return store.together({str(number): part for number, part in enumerate(parts)})


def unpacked(data: bytes, source: Source) -> Filed:
    """A filing as it was packed, of a source with the same bytes."""
    head, *parts = store.apart(data).values()
    columns, texts, lines, numbers, positions, zero, problems, changes = json.loads(
        head.decode("utf-8", "surrogatepass")
    )
    long = _Long(parts)
    values = {name: _values(told, long) for name, told in columns.items()}
    return Filed(
        source,
        values,
        {n: values[n] if own is None else _values(own, long) for n, own in texts.items()},
        _unnumbered(lines),
        _unnumbered(numbers),
        positions,
        zero,
        [_told(source.path, *own) for own in problems],
        [_changed(source.path, *own) for own in changes],
    )


# --- columns -------------------------------------------------------------------------------------


class _Long:
    """Long parts of columns by their numbers, each once, as several columns may share one."""

    def __init__(self, parts: Iterable[bytes] = ()) -> None:
        self.parts = list(parts)
        self._numbers: dict[bytes, int] = {}
        self._made: dict[tuple[int, str], Any] = {}

    def put(self, part: bytes) -> int:
        """The number of a part."""
        if part not in self._numbers:
            self._numbers[part] = len(self.parts)
            self.parts.append(part)
        return self._numbers[part]

    def array(self, number: int, code: str) -> array[Any]:
        """A part as numbers, the same ones for whoever asks."""
        return self._once(number, code, lambda data: array(code, data))  # type: ignore[no-any-return]

    def text(self, number: int) -> str:
        """A part as a text, the same one for whoever asks."""
        return self._once(number, "", lambda data: data.decode("utf-8", "surrogatepass"))  # type: ignore[no-any-return]

    def _once(self, number: int, kind: str, make: Callable[[bytes], Any]) -> Any:
        if (number, kind) not in self._made:
            self._made[number, kind] = make(self.parts[number])
        return self._made[number, kind]


def _column(values: Sequence[Value], long: _Long) -> _Told | None:
    """Values of one kind, blanks among them; None for any others."""
    match values:
        case Coded(codes=codes, distinct=distinct):
            few = _column(list(distinct), long)
            return few and ["codes", codes.typecode, long.put(codes.tobytes()), few]
        case Figures(numbers=numbers):
            return ["figures", long.put(numbers.tobytes())]
        case Words(joined=joined, rows=rows, blank=blank):
            return ["words", long.put(joined.encode("utf-8", "surrogatepass")), rows, blank]
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return ["blank", len(values)]
    if kinds <= {str} or kinds <= {float} or kinds <= {bool}:
        return ["plain", list(values)]
    if kinds <= {date}:
        return ["day", [value and value.toordinal() for value in values]]  # type: ignore[union-attr]
    return None


def _values(told: _Told, long: _Long) -> Sequence[Any]:
    match told:
        case "codes", code, number, few:
            return Coded(long.array(number, code), _values(few, long))
        case "figures", number:
            return Figures(long.array(number, "d"))
        case "words", number, rows, blank:
            return Words(long.text(number), rows, blank)
        case "blank", rows:
            return nothing(rows)
        case "day", days:
            return [day and _DAY(day) for day in days]
        case _:
            return told[1]  # type: ignore[no-any-return]


_DAY: Callable[[int], date] = date.fromordinal


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
