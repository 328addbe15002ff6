"""Numbers, dates and lists in the form that the office prints them.

What is written here is read and never compared: two values are the same when the values are, and not
when their words are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from .words.expression import late

_YI_IN_WAN = 10_000
_MOST_DECIMALS = 12
_WRITTEN = 4
"""A requirement with so few decimals was written by somebody and is shown in full; one with more was
computed, and is shown as precisely as what is held against it."""

_NOISE = 1e-12
RANKS = {"位次": "位", "名次": "名"}
"""The units of a place in an order, of which a smaller one is better, and what places are counted in."""

_YEAR = late(r"“[^”]*”|《[^》]*》|(\d{4})年(?=\d{1,2}月|[一二三四]季度|[上下]半年)")
_OF_RATES = {"at_least": "不低于", "at_most": "不高于", "equal": "应为", "between": "介于"}
_OF_NUMBERS = {**_OF_RATES, "at_least": "不少于", "at_most": "不多于"}

_OPENING, _CLOSING = "“‘", "”’"
_BEGINS, _CLOSES = "《〈", "》〉"
_STARTS, _ENDS = ("“", "《"), ("”", "》")
_STOPS = "。；，"
_DIGITS = 17
"""Any two numbers differ in so many digits at the latest."""


def day(value: date) -> str:
    """2023年5月20日, without leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """5月20日 17:05; the year is clear from where it stands."""
    return f"{value.month}月{value.day}日 {value:%H:%M}"


def plain_years(text: str) -> str:
    """A text without the years that it has just said: 2023年5月31日……6月30日, and 2024年 again where
    another year begins. What is quoted stays as it is."""
    said = ""

    def told(found: re.Match[str]) -> str:
        nonlocal said
        year = found[1]
        if year is None or year != said:
            said = year or said
            return found[0]
        return ""

    return _YEAR.sub(told, text)


def exact(value: float) -> str:
    """A number as it is: the shortest decimal that reads back as the same one.

    Never in powers of ten, without noughts at the end of its decimals, and 0 has no sign.
    """
    text = repr(value)
    if "e" in text:
        from decimal import Decimal

        text = f"{Decimal(text):f}"
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


def numeral(place: int) -> str:
    """The place of a heading from 1 to 99 in Chinese numerals: 一, 十, 十二, 二十."""
    tens, ones = divmod(place, 10)
    digits = "零一二三四五六七八九"
    ten = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return f"{ten}{digits[ones] if ones else ''}"


def number(value: float, decimals: int = 1) -> str:
    """A number with at most so many decimals; whole numbers carry none."""
    text = rounded(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: float, decimals: int) -> str:
    """A number with exactly so many decimals; halves go away from zero, as in a spreadsheet."""
    from decimal import ROUND_HALF_UP, Decimal  # most numbers are told as they are

    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact + 0:f}"  # adding 0 takes the sign off a zero


def quantity(value: float, unit: str, decimals: int = 1) -> str:
    """A number with its unit: 46.0%, 8460万元, 1.36亿元, 5个, 第3位.

    Rates always show their decimals; amounts of 1亿 and more are given in 亿元, with two decimals or
    more.
    """
    if unit == "%":
        return f"{rounded(value, decimals)}%"
    if unit in RANKS:
        return f"第{exact(value)}{RANKS[unit]}"
    if unit == "万元" and float(rounded(abs(value), decimals)) >= _YI_IN_WAN:
        return f"{number(value / _YI_IN_WAN, max(2, decimals))}亿元"
    return f"{number(value, decimals)}{unit}"


def required(threshold: float, unit: str, decimals: int = 1) -> str:
    """A requirement with its unit: in full when somebody wrote it, and no decimals for their own
    sake: 50%, 97.25%, 91.5%, 前3位."""
    if unit in RANKS:
        return f"前{exact(threshold)}{RANKS[unit]}"
    shown = max(decimals, written_decimals(threshold))
    if unit == "%":
        return f"{number(threshold, shown)}%"
    return quantity(threshold, unit, shown)


def decimals_apart(value: float, against: float | None, decimals: int = 1, unit: str = "") -> int:
    """The decimals it takes to tell a value from what it is held against, at least the usual ones
    and those of what it is held against.

    49.99 against 50 needs two: with one it would read as reached.
    """
    if against is None:
        return decimals
    least = max(decimals, written_decimals(against))
    if _same(value, against):
        return least
    every = range(least, _MOST_DECIMALS)
    differ = (d for d in every if quantity(value, unit, d) != quantity(against, unit, d))
    return next(differ, _MOST_DECIMALS)


def asked_for(operator: str, unit: str) -> str:
    """How a number is asked for, by the operator of a target: 不低于 of a rate, 不少于 of what is counted."""
    return (_OF_RATES if unit == "%" else _OF_NUMBERS)[operator]


def between(low: float, high: float, unit: str, decimals: int = 1) -> str:
    """A range that is asked for, both ends included: 15%至20%."""
    return f"{required(low, unit, decimals)}至{required(high, unit, decimals)}"


def span(low: int, high: int) -> str:
    """How many out of a range: 1至2, and 2 where there is but one number."""
    return f"{low}至{high}" if low < high else str(high)


def nearest(value: float, high: float, low: float | None) -> float:
    """Of a range the end that a value is beyond, or nearest to; without a low end the only one."""
    if low is None or value > high:
        return high
    return low if value < low or value - low < high - value else high


def compared(
    value: float | None,
    threshold: float | None,
    unit: str,
    decimals: int = 1,
    low: float | None = None,
) -> tuple[str, str]:
    """A value and what is asked for, so that they read alike only when they are; '' for None. Of a range
    ``threshold`` is the high end."""
    shown = decimals
    if value is not None and threshold is not None:
        shown = decimals_apart(value, nearest(value, threshold, low), decimals, unit)
    asked = ""
    if threshold is not None:
        asked = required(threshold, unit, shown)
        asked = asked if low is None else between(low, threshold, unit, shown)
    return "" if value is None else quantity(value, unit, shown), asked


def cents(unit: str) -> int:
    """The decimals in which amounts of a unit are told at least: two of money, none of anything else."""
    return 2 if unit.endswith("元") else 0


def apart(was: float, now: float, unit: str, decimals: int = 1) -> tuple[str, str]:
    """Two numbers with their unit, with as many decimals as it takes to tell them from each other."""
    told = quantity(was, unit, decimals), quantity(now, unit, decimals)
    for more in range(decimals, _DIGITS):
        if was == now or told[0] != told[1]:
            return told
        told = f"{number(was, more)}{unit}", f"{number(now, more)}{unit}"
    return f"{exact(was)}{unit}", f"{exact(now)}{unit}"


def difference(value: float, unit: str, decimals: int = 1) -> str:
    """The size of a gap, never signed, and never 0 when there is one; gaps between rates are in
    百分点."""
    size = abs(value)
    shown = decimals_apart(size, 0, decimals, unit)
    if unit == "%":
        return f"{rounded(size, shown)}个百分点"
    return quantity(size, RANKS.get(unit, unit), shown)


class Gap(NamedTuple):
    """What lies between a value and what is asked for: the word for its direction, and its size, in ``unit``
    and told with so many ``decimals``."""

    word: str
    size: float
    unit: str
    decimals: int

    @property
    def spelt(self) -> str:
        """差4.0个百分点, 高出0.6个百分点, 超出1个, 差2位."""
        return f"{self.word}{difference(self.size, self.unit, self.decimals)}"


def gap_between(
    value: float,
    threshold: float,
    unit: str,
    decimals: int = 1,
    *,
    short: str = "差",
    low: float | None = None,
) -> Gap | None:
    """What lies between a value and what is asked for, ``short`` being the word for less; None where nothing
    does, as inside a range from ``low``."""
    if low is not None:
        if low <= value <= threshold:
            return None
        threshold = nearest(value, threshold, low)
    if _same(value, threshold):
        return None
    beyond = "高出" if unit == "%" else "差" if unit in RANKS else "超出"
    short = "高" if unit in RANKS else short
    word, size = beyond if value > threshold else short, value - threshold
    return Gap(word, abs(size), unit, decimals_apart(value, threshold, decimals, unit))


def gap(
    value: float,
    threshold: float,
    unit: str,
    decimals: int = 1,
    *,
    short: str = "差",
    low: float | None = None,
) -> str:
    """The same in words; '' where nothing lies between them."""
    found = gap_between(value, threshold, unit, decimals, short=short, low=low)
    return found.spelt if found else ""


def _same(value: float, other: float) -> bool:
    """Whether two numbers are equal, but for what computing with floats leaves behind."""
    return math.isclose(value, other, rel_tol=_NOISE, abs_tol=_NOISE)


def written_decimals(value: float) -> int:
    """The decimals that a number was written with; 0 for one that was computed."""
    from decimal import Decimal

    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and -_WRITTEN <= exponent < 0 else 0


def short(text: str, most: int) -> str:
    """A text of at most so many characters, and marks for what is left out."""
    return text if len(text) <= most else f"{text[:most]}……"


def quoted(text: str) -> str:
    """A text in quotation marks: “ ” outside, ‘ ’ for what it quotes itself, and so on by turns."""
    return _marked(text, _OPENING, _CLOSING)


def titled(title: str) -> str:
    """A title between 《 》, and titles that it names between 〈 〉 and so on by turns (GB/T 15834); one that has its
    marks already, but for what is added in brackets, gets no others."""
    whole = re.fullmatch(r"《((?:[^《》]|《[^《》]*》)*)》((?:（[^）]*）)?)", title)
    name, added = (whole[1], whole[2]) if whole else (title, "")
    return _marked(name, _BEGINS, _CLOSES) + added


def _marked(text: str, opening: str, closing: str) -> str:
    """A text between marks, the marks within it by turns according to how deep they are."""
    depth, signs = 0, []
    for sign in text:
        if sign in opening:
            depth += 1
            signs.append(opening[depth % 2])
        elif sign in closing and depth:
            signs.append(closing[depth % 2])
            depth -= 1
        else:
            signs.append(sign)
    return f"{opening[0]}{''.join(signs)}{closing[0]}"


def sentence(words: str) -> str:
    """Words with one full stop, whatever marks they bring."""
    return f"{words.rstrip(_STOPS)}。"


def in_one(sentences: Iterable[str]) -> str:
    """Sentences as one, 甲；乙。, with a full stop at the end alone.

    Each may or may not bring marks of its own.
    """
    bare = [each.rstrip(_STOPS) for each in sentences if each]
    return f"{'；'.join(bare)}。" if bare else ""


def join(words: Iterable[str]) -> str:
    """Chinese enumeration: 甲、乙、丙, and “甲”“乙”《丙》, for marks set their words apart themselves."""
    said = ""
    for word in words:
        apart = said[-1:] in _ENDS and word[:1] in _STARTS
        said += word if apart or not said else f"、{word}"
    return said


def few(words: Sequence[str], most: int = 5, counted: str = "个") -> str:
    """An enumeration of the first so many, and of how many they are the first."""
    return join(words[:most]) + (f"等{len(words)}{counted}" if len(words) > most else "")
