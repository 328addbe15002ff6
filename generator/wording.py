"""Numbers, dates and lists in the form that the office prints them.

What is written here is read and never compared: two values are the same when the values are, and not
when their words are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

_YI_IN_WAN = 10_000
_MOST_DECIMALS = 6
_DIGITS = 17
"""Any two numbers differ in so many digits at the latest."""


def day(value: date) -> str:
    """2023年5月20日, without leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """5月20日 17:05; the year is clear from where it stands."""
    return f"{value.month}月{value.day}日 {value:%H:%M}"


def exact(value: float) -> str:
    """A number as it is: the shortest decimal that reads back as the same one.

    Never in powers of ten, without noughts at the end of its decimals, and 0 has no sign.
    """
    text = f"{Decimal(str(value)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def spelt(value: str | float | date | None) -> str:
    """A value of any type as it is; of a blank nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return exact(value)
        case _:
            return str(value)


def number(value: float, decimals: int = 1) -> str:
    """A number with at most so many decimals; whole numbers carry none."""
    text = rounded(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: float, decimals: int) -> str:
    """A number with exactly so many decimals; halves go away from zero, as in a spreadsheet."""
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact + 0:f}"  # adding 0 takes the sign off a zero


def quantity(value: float, unit: str, decimals: int = 1) -> str:
    """A number with its unit: 46.0%, 8460万元, 1.36亿元, 5个.

    Rates always show their decimals; amounts of 1亿 and more are given in 亿元.
    """
    if unit == "%":
        return f"{rounded(value, decimals)}%"
    if unit == "万元" and float(rounded(abs(value), decimals)) >= _YI_IN_WAN:
        return f"{number(value / _YI_IN_WAN, 2)}亿元"
    return f"{number(value, decimals)}{unit}"


def telling(value: float, against: float | None, decimals: int = 1) -> int:
    """The decimals it takes to tell a value from what it is held against, at least the usual ones.

    49.99 against 50 needs two: with one it would read as reached.
    """
    if against is None or round(value - against, 9) == 0:
        return decimals
    for more in range(decimals, _MOST_DECIMALS):
        if f"{value:.{more}f}" != f"{against:.{more}f}":
            return more
    return _MOST_DECIMALS


def apart(was: float, now: float, unit: str, decimals: int = 1) -> tuple[str, str]:
    """Two numbers with their unit, with as many decimals as it takes to tell them from each other."""
    told = quantity(was, unit, decimals), quantity(now, unit, decimals)
    for more in range(decimals, _DIGITS):
        if was == now or told[0] != told[1]:
            return told
        told = f"{number(was, more)}{unit}", f"{number(now, more)}{unit}"
    return f"{exact(was)}{unit}", f"{exact(now)}{unit}"


def difference(value: float, unit: str, decimals: int = 1) -> str:
    """The size of a gap, never signed; gaps between rates are in 百分点."""
    if unit == "%":
        return f"{rounded(abs(value), decimals)}个百分点"
    return quantity(abs(value), unit, decimals)


def short(text: str, most: int) -> str:
    """A text of at most so many characters, and marks for what is left out."""
    return text if len(text) <= most else f"{text[:most]}……"


def join(words: Iterable[str]) -> str:
    """Chinese enumeration: 甲、乙、丙."""
    return "、".join(words)
