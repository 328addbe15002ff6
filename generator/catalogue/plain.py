"""Cells that are plainly plain, read at one look before the rows of their kind are gone through.

The law: a quick reading is the very ``Read`` that the rows would give, without a remark, or it is None and
the rows are asked. What a look lets through is seen as it stands, and no row that comes before the one that
reads it fits it: they are part of the look, so that whatever ``types/spellings.yaml`` says is heeded at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import compress, takewhile
from typing import TypeAlias

from ..calendar import Term
from ..wording import exact
from ..words.expression import late
from . import alike
from .fields import MAX_WORD, Among, Many, Quick, Read, Together, Value, fault_of
from .fitting import MANY, Way, either, first_of, only_told, tell, ways
from .meanings import ASKING_DIGITS
from .meanings.cell import Cell, Setting
from .meanings.numbers import MAX_DIGITS, NUMBER, VALUES, is_exact
from .model import Catalogue, Column, narrow
from .spellings import SPELLINGS, Row

ORDINARY = "[!-~\u3400-\u4dbf\u4e00-\u9fff\u3014\u3015]"
"""A character that is seen, and is no wide form of another: what consists of such is read as it stands."""

FEW = 1_000
"""So many codes come again from file to file."""

_Look: TypeAlias = Callable[[str], re.Match[str] | None]


def number(
    column: Column, catalogue: Catalogue, period: Term, *, whole: bool = False
) -> Quick | None:
    """A number within the limits of its column."""
    row, look = _look("number", "number", Setting(column, catalogue, period, whole=whole))
    if look is None or row.pattern != f"({SPELLINGS.pieces['number']})" or row.when:
        return None
    low, high = _limits(column)

    def read(text: str) -> Read | None:
        if len(text) > MAX_DIGITS or look(text) is None:
            return None
        value = float(text)
        if not low <= value <= high or (whole and not value.is_integer()):
            return None
        return Read(value)

    return read


def numbers(
    column: Column, catalogue: Catalogue, period: Term, *, whole: bool = False
) -> Together | None:
    """Numbers within the limits of their column, looked at together."""
    at = Setting(column, catalogue, period, whole=whole)
    if number(column, catalogue, period, whole=whole) is None:
        return None
    alone = cache(lambda: _numbers_alone(at))
    low, high = _limits(column)

    def read(texts: Sequence[str]) -> list[Value] | None:
        joined = "\n".join(texts)
        if max(map(len, texts)) > MAX_DIGITS or joined.count("\n") >= len(texts):
            return None
        if not alone()(joined):
            return None
        values = [*map(float, texts)]
        if min(values) < low or high < max(values):
            return None
        return None if whole and not all(map(float.is_integer, values)) else [*values]

    return read


def _limits(column: Column) -> tuple[float, float]:
    """Between which the numbers of a column must be, both included."""
    low = float("-inf") if column.min is None else column.min
    return low, float("inf") if column.max is None else column.max


def _numbers_alone(at: Setting) -> _Look:
    """Lets through lines that are plain numbers, and that no row before the one of these fits."""
    before = takewhile(lambda way: way[0].gives != "number", ways("number", at))
    rows = [*SPELLINGS.rows["any"], *(row for row, _ in before)]
    one = f"(?!(?:{either(row.pattern for row in rows)})$)(?:{SPELLINGS.pieces['number']})"
    return re.compile(f"(?:{one}\n)*+{one}", re.MULTILINE).fullmatch


def spelt_numbers(
    column: Column, catalogue: Catalogue, period: Term, *, whole: bool = False
) -> Among:
    """Those of many numbers of which the first row that they look like gives a number and tells nothing, or tells a
    fault of whatever looks like it."""
    at = Setting(column, catalogue, period, whole=whole)
    rows = cache(lambda: [*ways("number", at)])
    asked, first = 0, cache(lambda: first_of([row for row, _ in rows()]))

    def read(texts: Sequence[str]) -> Many:
        nonlocal asked
        asked += len(texts)
        if asked < MANY or not (seen := _standing()(texts)):
            return Many()
        plains = narrow("\n".join(seen)).split("\n")
        values, noted = dict[str, Value](), dict[str, Read]()
        for shape, some, narrowed in alike.together(seen, plains, first().shapes(plains)):
            which, places = first().places(shape)
            if which < len(rows()):
                own = _read_alike(rows()[which], at, shape, places, some, narrowed)
                values.update(own.values)
                noted.update(own.noted)
        return Many(values, noted)

    return read


def _read_alike(
    way: Way, at: Setting, shape: str, places: Mapping[str, slice],
    texts: Sequence[str], plains: Sequence[str],
) -> Many:  # fmt: skip
    """What texts of one shape are read as of which a row is the first that they look like; ``plains`` are they
    narrowed, and ``places`` where the pieces of the row stand in each."""
    row, tests = way
    both = [*zip(texts, plains, strict=True)]
    if code := only_told(way):
        told = partial(tell, row, at)
        faults = {text: fault_of(code, told, text, text, plain) for text, plain in both}
        return Many(dict.fromkeys(texts), faults)
    meant = VALUES.get(row.gives or "")
    if meant is None or row.tells:
        return Many()
    if tests:
        some = both[:1] if ASKING_DIGITS.isdisjoint(row.when) else both
        cells = (Cell(t, t, p, {name: p[own] for name, own in places.items()}, at) for t, p in some)
        fits = [all(test(cell) for test in tests) for cell in cells]
        both = [*compress(both, fits * (len(both) // len(some)))]
    where = places["number"]
    values = [meant(plain[where]) for _, plain in both]
    if (
        not values
        or at.whole
        or not all(_is_taken(at, shape, v) for v in (min(values), max(values)))
    ):
        taken = [_is_taken(at, shape, value) for value in values]
        both, values = [*compress(both, taken)], [*compress(values, taken)]
    is_written_so = NUMBER.fullmatch(shape) is not None
    noted = {
        text: Read(value, exact(value))
        for (text, plain), value in zip(both, values, strict=True)
        if text != plain or not is_written_so
    }
    return Many(dict(zip([text for text, _ in both], values, strict=True)), noted)


def _is_taken(at: Setting, shape: str, value: float) -> bool:
    """Whether a number of a shape is one of its column, and written with no more digits than any program keeps."""
    low, high = _limits(at.column)
    return low <= value <= high and is_exact(shape, value) and not (at.whole and value % 1)


def _standing() -> Callable[[Sequence[str]], Sequence[str]]:
    """From texts to those that consist of such characters and are none of what any cell may hold by mistake; all at
    one look where all do."""
    return _standing_but(either(row.pattern for row in SPELLINGS.rows["any"]))


@cache
def _standing_but(slips: str) -> Callable[[Sequence[str]], Sequence[str]]:
    one = f"(?!(?:{slips})$)(?! ){WIDER}{{1,{MAX_WORD}}}(?<! )"
    alone = re.compile(f"{one}(?!\n)", re.MULTILINE).fullmatch
    together = re.compile(f"(?:{one}\n)*+{one}(?!\n)", re.MULTILINE).fullmatch

    def standing(texts: Sequence[str]) -> Sequence[str]:
        joined = "\n".join(texts)
        whole = joined.count("\n") < len(texts) and together(joined)
        return texts if whole else [*filter(alone, texts)]

    return standing


WIDER = f"[{ORDINARY[1:-1]} \u00a5\uff01-\uff60\uffe0-\uffe6]"
"""The same and what is a wide form of one: seen, if no blank stands at an end."""


def whole_number(column: Column, catalogue: Catalogue, period: Term) -> Quick | None:
    """A whole one."""
    return number(column, catalogue, period, whole=True)


def day(column: Column, catalogue: Catalogue, period: Term) -> Quick | None:
    """A day as ISO 8601 has it, not before the plan."""
    row, look = _look("day", "day", Setting(column, catalogue, period))
    if look is None or row.when:
        return None
    year = catalogue.notice.plan_year

    def read(text: str) -> Read | None:
        value = _iso(text) if look(text) else None
        return None if value is None or value.year < year else Read(value)

    return read


def month(column: Column, catalogue: Catalogue, period: Term) -> Quick | None:
    """A month as ISO 8601 has it."""
    row, look = _look("month", "month", Setting(column, catalogue, period))
    if look is None or row.when:
        return None

    def read(text: str) -> Read | None:
        value = _iso(f"{text}-01") if look(text) else None
        return None if value is None else Read(value)

    return read


def code(column: Column, catalogue: Catalogue, period: Term) -> Quick | None:
    """A code that fits the pattern of its column, or any where there is none."""
    row, look = _look("code", "code", Setting(column, catalogue, period))
    if look is None or row.when.keys() != {"pattern"}:
        return None
    most = min(column.max_length or MAX_WORD, MAX_WORD)
    fits = re.compile(column.pattern, re.ASCII).fullmatch if column.pattern else look

    def read(text: str) -> Read | None:
        return Read(text) if len(text) <= most and look(text) and fits(text) else None

    return read


def codes(column: Column, catalogue: Catalogue, period: Term) -> Together | None:
    """Codes of ordinary characters that fit the pattern of their column, looked at together where there are many: a
    few are read once, and come again in the next file."""
    at = Setting(column, catalogue, period)
    if code(column, catalogue, period) is None or _look("code", "code", at)[0].pattern:
        return None
    before = takewhile(lambda way: way[0].gives != "code", ways("code", at))
    slips = [late(row.pattern) for row, _ in before if row.pattern]
    most = min(column.max_length or MAX_WORD, MAX_WORD)
    fits = re.compile(column.pattern, re.ASCII).fullmatch if column.pattern else None

    def read(texts: Sequence[str]) -> Sequence[str] | None:
        if len(texts) < FEW:
            return None
        joined, ordinary = (
            "\n".join(texts),
            _lines_of(either(r.pattern for r in SPELLINGS.rows["any"])),
        )
        if max(map(len, texts)) > most or joined.count("\n") >= len(texts) or not ordinary(joined):
            return None
        if any(any(map(slip.fullmatch, texts)) for slip in slips) or (
            fits and not all(map(fits, texts))
        ):
            return None
        return texts

    return read


@cache
def _lines_of(slips: str) -> _Look:
    """Lets through lines that consist of ordinary characters, none of which is a slip."""
    one = f"(?!(?:{slips})$){ORDINARY}++"
    return re.compile(f"(?:{one}\n)*+{one}", re.MULTILINE).fullmatch


def _look(kind: str, gives: str, at: Setting) -> tuple[Row, _Look | None]:
    """The first row of a kind that gives a meaning in a column, and what lets through the cells that reach it
    and look like it; None where nothing surely does."""
    before: list[str | None] = []
    slips = [row.pattern for row in SPELLINGS.rows["any"]]
    for row, _ in ways(kind, at):
        if row.gives == gives:
            if row.tells or None in (*slips, *before):
                return row, None
            passed = f"(?!(?:{either(before)})\\Z)" if before else ""
            own = late(f"{passed}(?:{row.pattern or _ANYTHING})")
            return row, partial(_both, _ordinary(either(slips)), own)
        before.append(row.pattern)
    raise LookupError(gives)


def _both(first: re.Pattern[str], then: re.Pattern[str], text: str) -> re.Match[str] | None:
    return then.fullmatch(text) if first.fullmatch(text) else None


@cache
def _ordinary(slips: str) -> re.Pattern[str]:
    """Lets through what consists of ordinary characters and is no slip: one expression for the columns of all types."""
    return late(f"(?!(?:{slips})\\Z){ORDINARY}+")


_ANYTHING = "[\\s\\S]+"


def _iso(text: str) -> date | None:
    """The day that is spelt so and not otherwise."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return None
    return value if value.isoformat() == text else None
