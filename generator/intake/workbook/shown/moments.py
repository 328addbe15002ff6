"""Days and times as a format shows them.

A spreadsheet counts days from the end of 1899 (or from 1904), and believes in a 29 February 1900, which
is shown here as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import floor
from typing import NamedTuple

from .formats import Section

_BEFORE = 693_594
"""Days from 1 January of the year 1 to 30 December 1899."""

_LAST, _SINCE_1904 = 2_958_465, 1462
_LEAP, _SECONDS = 60, 86_400
_UNSEEN = 4
"""Decimals of a second where none are shown: what is left of it does not make another minute or day."""

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"]  # fmt: skip
_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
_HAN = "日一二三四五六"


ISO = "([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.][0-9]+)?)?Z?"
_ISO = re.compile(ISO)


class Moment(NamedTuple):
    """A moment in the parts that a format may show; ``number`` counts the days, ``part`` is what is left of
    a second, in digits."""

    number: int
    year: int
    month: int
    day: int
    seconds: int
    part: str


def moment(value: float, section: Section, since_1904: bool) -> Moment | None:
    """What a number of days stands for, to the precision in which it is shown; None where there is no such
    day."""
    fraction = next((len(p.text) - 1 for p in section.parts if p.kind == "fraction"), 0)
    places = fraction if fraction or "second" in shown_of(section) else _UNSEEN
    number = floor(value)
    seconds, part = divmod(floor((value - number) * _SECONDS * 10**places + 0.5), 10**places)
    if seconds >= _SECONDS:
        number, seconds = number + 1, 0
    if since_1904:
        number += _SINCE_1904
    if not 0 <= number <= _LAST:
        return None
    year, month, day = _civil(number)
    return Moment(number, year, month, day, seconds, str(part).zfill(fraction) if fraction else "")


def counted(text: str, since_1904: bool) -> float | None:
    """The number of days that a moment of ISO 8601 is; None of anything else."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        number = date(year, month, day).toordinal() - _BEFORE
    except ValueError:
        return None
    number -= _SINCE_1904 if since_1904 else int(number <= _LEAP)
    return number + (hour * 3600 + minute * 60 + second) / _SECONDS


def plain(text: str) -> str:
    """A moment of ISO 8601 as it is written here."""
    return re.sub("Z$| 00:00:00(?:[.]0+)?Z?$", "", text.replace("T", " "))


def _civil(number: int) -> tuple[int, int, int]:
    if number == _LEAP:
        return 1900, 2, 29
    if number == 0:
        return 1900, 1, 0
    found = date.fromordinal(_BEFORE + number + (number < _LEAP))
    return found.year, found.month, found.day


def shown_of(section: Section) -> set[str]:
    """Which of ``year``, ``month``, ``day``, ``hour``, ``second`` a section shows."""
    kinds = {part.kind for part in section.parts if part.kind != "day" or len(part.text) <= 2}
    return kinds | ({"year"} if "buddhist" in kinds else set())


def day_of(at: Moment, section: Section) -> str:
    """A day in full, as it is shown: yyyy-mm-dd, with the time of day where that is shown and not 0:00."""
    year = at.year + 543 * any(part.kind == "buddhist" for part in section.parts)
    return f"{year:04}-{at.month:02}-{at.day:02}{clock(at, section)}"


def as_date(at: Moment) -> date | None:
    """The day; None of one that only a spreadsheet knows."""
    return date.fromordinal(_BEFORE + at.number) if at.number > _LEAP else None


def clock(at: Moment, section: Section) -> str:
    """The time of day behind a day, if it is shown and not 0:00."""
    shown = shown_of(section)
    minutes, seconds = divmod(at.seconds, 60)
    if "hour" not in shown or not (at.seconds if "second" in shown else minutes):
        return ""
    text = f" {minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if "second" in shown else text


def spelt(at: Moment, section: Section) -> str:
    """A moment letter by letter as a section shows it."""
    noon = any(part.kind == "noon" for part in section.parts)
    return "".join(
        part.text if part.kind == "words" else _piece(part.kind, part.text, at, noon)
        for part in section.parts
    )


def _piece(kind: str, text: str, at: Moment, noon: bool) -> str:
    size = len(text)
    match kind:
        case "year":
            return f"{at.year % 100:02}" if size <= 2 and text[0] in "Yy" else f"{at.year:04}"
        case "buddhist":
            return f"{(at.year + 543) % 100:02}" if size <= 2 else str(at.year + 543)
        case "month":
            return _named(at.month, size, _MONTHS[at.month - 1])
        case "day":
            return _named(at.day, size, _DAYS[(at.number - 1) % 7])
        case "weekday":
            return f"{'星期' * (size > 3)}{_HAN[(at.number - 1) % 7]}"
        case _:
            return _of_clock(kind, text, at, noon)


def _of_clock(kind: str, text: str, at: Moment, noon: bool) -> str:
    hour, minute, second = at.seconds // 3600, at.seconds // 60 % 60, at.seconds % 60
    match kind:
        case "hour" | "minute" | "second":
            shown = {"hour": (hour + 11) % 12 + 1 if noon else hour, "minute": minute}
            return str(shown.get(kind, second)).zfill(min(len(text), 2))
        case "fraction":
            return f".{at.part}"
        case "noon":
            return text.split("/")[hour >= 12]
        case "elapsed":
            total = at.number * _SECONDS + at.seconds
            return str(total // _PER[text[0].lower()]).zfill(len(text))
        case _:
            return ""


_PER: Mapping[str, int] = {"h": 3600, "m": 60, "s": 1}


def _named(number: int, size: int, name: str) -> str:
    """In one digit or two, by the first three letters of its name, by its name, by its first letter."""
    if size <= 2:
        return str(number).zfill(size)
    return name[:3] if size == 3 else name if size == 4 else name[:1]
