"""What a cell shows, held against what is stored in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ....catalogue.fields import Remark
from ....catalogue.model import narrow
from ....wording import exact as spelt_out
from ....words.expression import late
from . import digits, moments
from .digits import Core, Number
from .formats import GENERAL, Condition, Format, Section, parsed

_PLAIN = ("", GENERAL)
_AS_IT_IS = (*_PLAIN, "@")
_SHORT = 11
"""What is no longer is shown in full where there is no format."""

_DIGITS = 15
PATTERNS: Mapping[str, str] = {
    # searched in the words around the digits
    "minus": "(?:^|[^0-9A-Za-z\u4e00-\u9fff])[-\u2212]",
    "opened": "[(][^)]*(?![\\s\\S])",
    "closed": "^[^(]*[)]",
    "figures": "[0-9.,]",
    "glued_before": "(?:[0-9][.,]?|(?:^|[^A-Za-z\u4e00-\u9fff])[.])(?![\\s\\S])",
    "glued_after": "^[.,]?[0-9]",
    # the whole of what is shown: nought in an account
    "dashes": "[ ¥]*[-\u2013\u2014]+",
}
"""Words of a format that change what its digits say."""

_RE = {name: late(pattern) for name, pattern in PATTERNS.items()}
_ANY, _SOME = late("[0-9]"), late("[1-9]")
_OPEN, _CLOSE = late("[(（]"), late("[)）]")


class Seen(NamedTuple):
    """What a cell is read as, and what is told of it: an error means that it cannot be used.

    ``day`` is the whole day of which the text shows month and day only.
    """

    text: str
    remarks: tuple[Remark, ...] = ()
    day: date | None = None


def of_text(text: str, code: str) -> Seen:
    """A text in a cell that has a number format; most formats show it as it is."""
    section = parsed(code).text if text and code not in _AS_IT_IS else None
    if section is None:
        return Seen(text)
    kinds = [part.kind for part in section.parts]
    shown = "".join(text if part.kind == "text" else part.text for part in section.parts)
    return Seen(shown) if "text" in kinds else _otherwise(shown, text)


def of_moment(text: str, code: str, since_1904: bool) -> Seen:
    """A moment that is stored as ISO 8601 has it, by the format of its cell."""
    value = moments.counted(text, since_1904)
    dated = any(section.kind == "moment" for section in parsed(code or GENERAL).numbers)
    if value is None or not dated:
        return of_text(moments.plain(text), code)
    return of_number(value, code, since_1904)


@lru_cache(maxsize=4096, typed=True)
def of_number(value: float, code: str, since_1904: bool) -> Seen:
    """A number, or the day that it is shown as, by the format of its cell."""
    if code in _PLAIN and len(text := spelt_out(value)) <= _SHORT:
        return Seen(text)
    if value > 0 and (easy := _easy(code)) and (text := _easily(value, easy)):
        return Seen(text)
    exact = digits.number(value)
    section, signed = _for(parsed(code or GENERAL), exact)
    stored, size = _signed(exact), Number(abs(exact.units), exact.places)
    if section is None:
        return _otherwise("########", stored)
    match section.kind:
        case "moment":
            return _moment(value, section, since_1904, stored)
        case "words":
            return _undigited("-" * signed + "".join(part.text for part in section.parts), exact)
        case "general":
            core: Core | None = digits.general(section, size)
        case "number":
            core = digits.laid_out(section, size)
        case "fraction":
            core = digits.as_fraction(section, size)
        case _:
            core = None
    if core is None:
        return Seen(stored, (Remark("W225.unknown", {"format": code, "stored": stored}),))
    seen = _held(core, exact, "-" if signed else "")
    return _in_hanzi(seen) if section.hanzi and not seen.remarks else seen


class _Easy(NamedTuple):
    """Digits without anything that makes another number of them: words around them, how many there are
    before the point at least, and behind it at least and at most."""

    before: str
    after: str
    zeros: int
    least: int
    most: int
    percents: int


@lru_cache(maxsize=1024)
def _easy(code: str) -> _Easy | None:
    """What a format does with a number above nought, where that takes no reckoning; most are of that kind,
    and few cells of another."""
    sections = parsed(code or GENERAL).numbers
    section = sections[0]
    if section.kind != "number" or section.hanzi or any(each.condition for each in sections[:2]):
        return None
    core = digits.laid_out(section, Number(0, 0))
    if core.scaled or core.within or _glued(core) or _bracketed(core) or core.percents > 1:
        return None
    kinds = [part.kind for part in section.parts]
    if "exponent" in kinds or _RE["minus"].search(core.before):
        return None
    point = kinds.index("point") if "point" in kinds else len(kinds)
    behind = sum(kind == "digit" for kind in kinds[point:])
    return _Easy(core.before, core.after, core.zeros, core.decimals, behind, core.percents)


def _easily(value: float, easy: _Easy) -> str:
    """The number in its words where all of it is shown; "" where it is not."""
    whole, _, decimals = spelt_out(value).partition(".")
    if easy.percents:
        decimals = decimals.ljust(2, "0")
        whole, decimals = (whole + decimals[:2]).lstrip("0") or "0", decimals[2:]
    whole = whole.zfill(easy.zeros)
    if len(decimals) > easy.most or len(whole) + max(len(decimals), easy.least) > _DIGITS:
        return ""
    decimals = decimals.ljust(easy.least, "0")
    number = f"{whole}.{decimals}" if decimals else whole
    return f"{easy.before}{number}{easy.after}".strip()


def _signed(exact: Number) -> str:
    return "-" * (exact.units < 0) + exact.text()


def _for(format_: Format, exact: Number) -> tuple[Section | None, bool]:
    """The section for a number, and whether it gets a minus: a section for negative ones has its own."""
    below = exact.units < 0
    for index, condition in enumerate(_conditions(format_.numbers)):
        section = format_.numbers[index]
        if condition is None:
            return section, below and index != 1
        if _holds(condition, exact):
            return section, below and not _negative(condition)
    return None, False


def _conditions(sections: Sequence[Section]) -> list[Condition | None]:
    """What a number must be for each of the sections; None: whatever is left."""
    first, second = (*[section.condition for section in sections], None)[:2]
    match len(sections):
        case 1:
            return [first]
        case 2:
            return [first or (">=", "0"), second or (None if first else ("<", "0"))]
        case _:
            return [first or (">", "0"), second or ("<", "0"), None]


def _holds(condition: Condition, exact: Number) -> bool:
    sign, text = condition
    limit = _limit(text)
    places = max(exact.places, limit.places)
    left, right = exact.counted(places), limit.counted(places)
    return {
        "<": left < right, ">": left > right, "=": left == right,
        "<=": left <= right, ">=": left >= right, "<>": left != right,
    }[sign]  # fmt: skip


def _limit(text: str) -> Number:
    whole, _, part = text.partition(".")
    return Number(int(whole + part), len(part))


def _negative(condition: Condition) -> bool:
    """Whether only negative numbers meet a condition."""
    sign, limit = condition[0], _limit(condition[1]).units
    return (sign == "<" and limit <= 0) or (sign in ("<=", "=") and limit < 0)


def _otherwise(shown: str, stored: str) -> Seen:
    """A cell that shows something else than it holds."""
    shown = shown.strip()
    if not shown:
        return Seen(stored, (Remark("E225.nothing", {"stored": stored}),))
    return Seen(shown, (Remark("E225", {"shown": shown, "stored": stored}),))


def _undigited(shown: str, exact: Number) -> Seen:
    """A number that is shown without any digit: the dash of an account is nought."""
    shown = shown.strip()
    if not exact.units and _RE["dashes"].fullmatch(narrow(shown)):
        return Seen("0", (Remark("W225.nought", {"shown": shown}),))
    return _otherwise(shown, _signed(exact))


def _held(core: Core, exact: Number, minus: str) -> Seen:
    """The digits that are shown against those that are stored."""
    meant = Number(abs(exact.units), exact.places).shifted(2 * core.percents)
    below = bool(minus or _bracketed(core) or _RE["minus"].search(core.before))
    sign = minus if core.number is None or core.number.units else ""
    shown = f"{sign}{core.before}{core.text}{core.after}".strip()
    stored = _signed(exact)
    same = core.number is not None and core.number.same_as(meant)
    if not _ANY.search(core.text):
        return _undigited(shown, exact)
    signed = below == (exact.units < 0) or not exact.units
    if not signed or _glued(core) or (core.scaled and not same):
        return _otherwise(shown, stored)
    if core.within.strip():
        return _apart(core, shown, stored, same)
    used = _used(core, meant, "-" * (exact.units < 0 and (_bracketed(core) or bool(minus))), same)
    return Seen(used) if same else Seen(used, (Remark("W225", {"shown": shown, "stored": used}),))


def _apart(core: Core, shown: str, stored: str, same: bool) -> Seen:
    """Digits with words between them, which leave them the digits that they are: 2023-05-20. A point or
    another digit makes another number of them."""
    if not _RE["figures"].search(narrow(core.within)):
        return Seen(shown) if same else _otherwise(shown, stored)
    nought = same and not _SOME.search(core.text)
    return Seen("0") if nought else _otherwise(shown, stored)


def _glued(core: Core) -> bool:
    """Whether the words around the digits make another number of them."""
    before, after = narrow(core.before), narrow(core.after)
    return bool(_RE["glued_before"].search(before) or _RE["glued_after"].search(after))


def _bracketed(core: Core) -> bool:
    """Whether a number stands in brackets, which is how an account shows what is below nought."""
    before, after = narrow(core.before), narrow(core.after)
    return bool(_RE["opened"].search(before) and _RE["closed"].search(after))


def _used(core: Core, meant: Number, minus: str, same: bool) -> str:
    """The whole number between the words around it, with the noughts that are shown."""
    before, after = core.before, core.after
    if _bracketed(core):
        before, after = _OPEN.sub("", before, count=1), _CLOSE.sub("", after, count=1)
    whole, _, decimals = meant.text().partition(".")
    whole = whole.zfill(core.zeros)
    if same and len(whole) + core.decimals <= _DIGITS:
        decimals = decimals.ljust(core.decimals, "0")
    number = f"{whole}.{decimals}" if decimals else whole
    return minus + f"{before}{number}{after}".strip()


def _in_hanzi(seen: Seen) -> Seen:
    return seen._replace(remarks=(Remark("W225.hanzi", {"stored": seen.text}),))


def _moment(value: float, section: Section, since_1904: bool, stored: str) -> Seen:
    at = moments.moment(value, section, since_1904)
    if at is None:
        return _otherwise("########", stored)
    shown = moments.shown_of(section) & {"year", "month", "day"}
    if len(shown) == 3:
        return Seen(moments.day_of(at, section))
    if shown == {"year", "month"}:
        month, day = moments.day_of(at, section)[:7], moments.day_of(at, section)[:10]
        told = Remark("W225.month", {"shown": month, "stored": day})
        return Seen(month, () if at.day == 1 else (told,))
    if shown == {"month", "day"}:
        text = f"{at.month}月{at.day}日{moments.clock(at, section)}"
        return Seen(text, day=moments.as_date(at))
    text = moments.spelt(at, section).strip()
    return Seen(text) if text else _otherwise("", stored)
