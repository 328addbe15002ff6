"""Numbers as notices write them: 1.2万余户, 百分之六十, 六成, 五分之一, 三千二百, 翻一番, 增长两倍.

Digits may be full-width and have separators of thousands. None is an ordinal (第三批) but for a place
among others (第5位), what belongs to a day or a period (6月30日, 三季度), what only sounds like one (统一, 一批).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from ...frozen import dataclass
from ...words.expression import late
from .days import YEARLESS, read_days
from .numeral import DIGITS, NUMERALS, closed, numeral

Sort: TypeAlias = Literal["count", "share", "points", "times", "vague"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, which it takes from ``start`` up to ``end``, with 万 and % but without 户.

    ``value`` is in full, of shares in per cent: 3.2万 is 32000, 六成 is 60; of "times" it is what the
    base is multiplied by: 翻一番 and 增长一倍 are 2. None: a number, but nobody can say which (十几).
    ``written`` is what stands before 万 and 亿, None where they stand in the middle (1亿2000万).
    ``grows`` is +1 or -1 where the words before it say what becomes more or less by it.
    """

    start: int
    end: int
    text: str
    sort: Sort
    value: Fraction | None
    written: Fraction | None = None
    grows: int = 0


@lru_cache(maxsize=1 << 13)
def read_numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text, in its order; none lies in another."""
    said, at = closed(text)
    said = _masked(said)
    found: list[Number] = []
    for pattern, reader in _ROWS:
        for match in pattern.finditer(said):
            read = reader(match)
            if read is not None:
                start, end = match.span()
                grows = _grows(said[:start]) if read.sort in ("share", "points") else 0
                own = (read.sort, read.value, read.written, grows)
                first, last = at[start], at[end - 1] + 1
                found.append(Number(first, last, text[first:last], *own))
                said = said[:start] + "□" * (end - start) + said[end:]
    return tuple(sorted(found, key=lambda number: number.start))


def saying(text: str, value: float, unit: str = "") -> list[Number]:
    """The numbers of a text that say a value in a unit: 3.2万户 says 32000 户 and 3.2 万户.

    Where the unit is not known, any of them will do. A share says per cent; a base that grows to so many
    times itself grows by so many per cent.
    """
    wanted = Fraction(repr(float(value)))
    return [n for n in read_numbers(text) if any(_meets(wanted, v) for v in _values(n, text, unit))]


def _values(number: Number, text: str, unit: str) -> Iterator[Fraction]:
    """Every value that a field in the unit may have by a number."""
    value, written = number.value, number.written
    if value is None:
        return
    if number.sort == "times":
        yield from (value,) * (unit in ("", "倍")) + ((value - 1) * 100,) * (unit in ("", "%"))
    elif number.sort != "count":
        yield value
    elif not unit:
        yield from (value, value if written is None else written)
    else:
        scale, base = _unit_scale(unit)
        yield value / scale
        if value == written and not (base and text.startswith(base, number.end)):
            yield value  # a table may have the unit in its head


def _unit_scale(unit: str) -> tuple[int, str]:
    """By how much a unit is larger than its base, and the base: 万元 is 10000 元."""
    found = re.match("(万亿|亿|万)(.*)", unit)
    return (_scale(found[1]), found[2]) if found else (1, "")


def _meets(wanted: Fraction, value: Fraction) -> bool:
    """Whether they are equal, a value without end (三分之二) as rounded as what is wanted."""
    if wanted == value or 10**12 % value.denominator == 0:
        return wanted == value
    decimals = next((d for d in range(1, 10) if (wanted * 10**d).denominator == 1), 9)
    return round(value, decimals) == wanted


@dataclass(frozen=True, slots=True)
class _Read:
    sort: Sort
    value: Fraction | None
    written: Fraction | None = None


# --- what is found -------------------------------------------------------------------------------


def _amount(text: str) -> Fraction | None:
    """The value of one numeral, in whatever characters."""
    text = text.replace(",", "")
    if not text[0].isdigit():
        spelt, _, tenths = re.sub(f"[{_ODD}]", "", text).partition("点")
        whole = numeral(spelt)
        decimals = "".join(str(DIGITS[char]) for char in tenths)
        return None if whole is None else Fraction(f"{whole}.{decimals or 0}")
    parts = re.findall(rf"([0-9.]+)[{_ODD}]?([百千万亿]*)", text)
    return sum((Fraction(digits) * _scale(units) for digits, units in parts), Fraction(0))


def _scale(units: str) -> int:
    scale = 1
    for unit in units:
        scale *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[unit]
    return scale


def _doubled(match: re.Match[str]) -> _Read | None:
    times = _amount(match["n"]) if match["n"] else Fraction(1)
    small = times is not None and times.denominator == 1 and times <= 9
    return _Read("times", Fraction(2 ** int(times))) if times is not None and small else None


def _fraction(match: re.Match[str]) -> _Read | None:
    below, above = _amount(match["below"]), _amount(match["n"])
    return _Read("share", above / below * 100) if below and above is not None else None


def _tenth(match: re.Match[str]) -> _Read | None:
    amount = _amount(match["n"])
    if amount is None or amount > 10:
        return None
    odd = match["half"] or "零"
    return _Read("share", amount * 10 + (5 if odd == "半" else DIGITS[odd]))


def _arabic(match: re.Match[str]) -> _Read:
    found = match[0]
    value = _amount(found)
    parts = re.findall(r"[0-9][0-9,.]*", found)
    written = Fraction(parts[0].replace(",", "")) if len(parts) == 1 else None
    return _Read("count", value, written)


def _chinese(match: re.Match[str]) -> _Read | None:
    """A numeral; two digits side by side (三五个) are a guess, and 万, 千 alone are no number."""
    amount = _amount(match[0])
    if amount is not None:
        head = re.fullmatch(rf"(.+?)[{_ODD}]?(?:万|亿)", match[0])
        written = _amount(head[1]) if head else amount
        return _Read("count", amount, written)
    guess = re.fullmatch(r"[一二两三四五六七八九]{2}[十百千万亿]*", match[0])
    return _Read("vague", None) if guess else None


# --- the grammar ---------------------------------------------------------------------------------

_Reader: TypeAlias = Callable[[re.Match[str]], _Read | None]

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_ODD = "余多"
"""Marks of an amount that is a little more: 30余万, 1.2万多."""

_ARABIC = rf"(?:(?:{_DIGITS}[{_ODD}]?[百千万亿]+)+(?:[0-9]+)?|{_DIGITS})"
_CHINESE = rf"(?:[{NUMERALS}]+(?:点[{''.join(DIGITS)}]+|[{_ODD}][百千万亿]+)?)"
_ANY = rf"(?P<n>{_ARABIC}|{_CHINESE})"
_MORE = "(?:增长|增加|提高|提升|上升|扩大|新增|增)"


def _of(sort: Sort, make: Callable[[Fraction], Fraction]) -> _Reader:
    """A reader of one numeral; what is no numeral is no number."""

    def read(match: re.Match[str]) -> _Read | None:
        amount = _amount(match["n"])
        return None if amount is None else _Read(sort, make(amount))

    return read


_TABLE: tuple[tuple[str, _Reader], ...] = (
    (rf"翻(?:{_ANY})?番", _doubled),
    (rf"{_MORE}了?{_ANY}倍", _of("times", lambda amount: amount + 1)),
    (rf"{_ANY}倍", _of("times", lambda amount: amount)),
    (rf"百分之{_ANY}个百分点", _of("points", lambda amount: amount)),
    ("百分之百", lambda _: _Read("share", Fraction(100))),
    (rf"百分之{_ANY}", _of("share", lambda amount: amount)),
    (rf"千分之{_ANY}", _of("share", lambda amount: amount / 10)),
    (rf"(?P<below>{_ARABIC}|{_CHINESE})分之{_ANY}", _fraction),
    (rf"{_ANY}个?百分点", _of("points", lambda amount: amount)),
    (rf"(?P<n>{_DIGITS})%", _of("share", lambda amount: amount)),
    (rf"(?P<n>{_DIGITS})‰", _of("share", lambda amount: amount / 10)),
    (rf"(?P<n>[1-9]|[{NUMERALS}]+)成(?P<half>半|[一二三四五六七八九](?=以[上下]|左右|[，。；、的]|$))?"
     "(?![立为果员熟效本品功就长交都型绩])", _tenth),
    (rf"过半数?|半数|(?<![0-9{NUMERALS}])一半", lambda _: _Read("share", Fraction(50))),
    (r"(?P<n>[0-9]{1,2})/(?P<below>[0-9]{1,2})(?![0-9/])", _fraction),
    (
        rf"[几数上近][十百千万亿]+|[十百千]几|(?<![0-9{NUMERALS}])[百千万][余多]|若干",
        lambda _: _Read("vague", None),
    ),
    (_ARABIC, _arabic),
    (_CHINESE, _chinese),
)  # fmt: skip
"""What is read first goes first: a later row sees only what is left."""

_ROWS = tuple((late(pattern), reader) for pattern, reader in _TABLE)


# --- what is no number ---------------------------------------------------------------------------

_NONE = late(
    rf"第[0-9{NUMERALS}]+(?![0-9{NUMERALS}位名])|进一步|新一轮|一次性|十分(?!之)|千方百计|百姓|"
    rf"(?:统|唯|万|逐|同|单|专|某|这|那|任)一(?![0-9{NUMERALS}])|(?<![0-9{NUMERALS}])一(?:般|些|定|致|律|系列|批"
    r"|线|起|样|直|旦|并|切|体|方面|带|把手|点|面|边|如|经|概|手|贯|站式|揽子)"
)
"""Ordinals, but for a place among others (第5位), and words in which a numeral counts nothing."""


def _masked(text: str) -> str:
    """The text with days, periods, ordinals and mere words blanked out, each as long as it was."""
    for days in read_days(text, YEARLESS):
        if not days.lasts:
            text = text[: days.start] + " " * (days.end - days.start) + text[days.end :]
    return _NONE.sub(lambda found: " " * len(found[0]), text)


_UP = late(rf"(?:{_MORE})(?:幅度?|率)?(?:不低于|不少于|至少|达到?|约)?$")
_DOWN = late(
    r"(?:下降|降低|减少|压减|压降|缩减|削减|下调)(?:幅度?|率)?(?:不低于|不少于|至少|达到?|约)?$"
)


def _grows(before: str) -> int:
    return 1 if _UP.search(before) else -1 if _DOWN.search(before) else 0
