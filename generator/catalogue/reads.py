"""What words of a quote are read as (``reads``), held against what the program reads in them.

Three answers: the program reads the same, it reads something else, or it has no opinion (春节前, 十几个).
What it has no opinion on is the office's reading, allowed and listed as such; what it reads otherwise is
refused, unless the provision hangs on a question that is still open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from ..frozen import dataclass
from ..problems import Problem
from ..wording import day as as_day
from ..wording import exact, quoted
from ..words.expression import late
from .model import Amendment, Catalogue, Issued, Notice, Provision, Question, ReadAs, flat
from .placed import Places
from .spelt import Days, Number, day_numbers, read_days, read_numbers
from .spelt.totals import says_all, says_none
from .stored import Notice as Stored
from .stored import stored

Opinion: TypeAlias = Literal["agrees", "open", "disagrees"]

_WHO = {"agrees": "", "open": "（由办公室读出）", "disagrees": "（与字面不同，口径待定）"}

_TIMES = late(r"×([0-9]+(?:\.[0-9]+)?) of last year")


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase of a quote, what it is read as, and what the program thinks of that."""

    phrase: str
    value: ReadAs
    opinion: Opinion

    @property
    def told(self) -> str:
        """The reading as a sentence without its stop, with who reads so where the words do not say it."""
        return f"{quoted(self.phrase)}读作{self.means}{_WHO[self.opinion]}"

    @property
    def means(self) -> str:
        """What it is read as, in words."""
        match meant(self.value):
            case date() as day:
                return as_day(day)
            case Times(by=by):
                return f"上年的{exact(float(by))}倍"
            case number:
                return exact(float(number))


@dataclass(frozen=True, slots=True)
class Times:
    """So many times last year's figure."""

    by: Fraction


def meant(value: ReadAs) -> Fraction | date | Times:
    """A value as it is written: a number, a day, or so many times last year's; ValueError for a day
    that there is not."""
    if not isinstance(value, str):
        return Fraction(repr(float(value)))
    times = _TIMES.fullmatch(value)
    return Times(Fraction(times[1])) if times else date.fromisoformat(value)


def of(catalogue: Catalogue, provision: Provision) -> list[Reading]:
    """How the words of a provision are read."""
    return of_notice(catalogue.issued(provision), provision)


def of_notice(issued: Issued, provision: Provision | Amendment) -> list[Reading]:
    """How the words of a provision of a notice, or of what it amends, are read."""
    said = words(provision, stored(issued.text))
    return readings(provision, said, issued.notice.plan_year)


def words(provision: Provision | Amendment, notice: Stored) -> str:
    """The notice's own words for a quote, cells apart; the quote itself where it is not in it."""
    part = notice.part(provision.from_) if provision.from_ else None
    spans = notice.find(provision.quote, part)
    return notice.said(spans) if spans else flat(provision.quote)


def readings(provision: Provision | Amendment, said: str, year: int) -> list[Reading]:
    """How the words of a provision are read, as far as they stand in the quote and mean anything."""
    return [
        Reading(phrase, value, _opinion(said, flat(phrase), value, year))
        for phrase, value in provision.reads.items()
        if flat(phrase) in flat(said) and _is_meant(value)
    ]


def _is_meant(value: ReadAs) -> bool:
    try:
        return meant(value) is not None
    except ValueError:
        return False


def check(places: Places, notice: Stored) -> Iterator[Problem]:
    """Every phrase is in the quote, and is read as the program reads it, or is an open question."""
    years = [particulars.plan_year for particulars in places.every(Notice)]
    unsettled = {each.id for each in places.every(Question) if each.status == "open"}
    for provision in places.every(Provision):
        if not provision.reads:
            continue
        said = words(provision, notice)
        for phrase, value in provision.reads.items():
            at = ("reads", phrase)
            if not _is_meant(value):
                message, hint = f"“{value}”不是有效的日期（yyyy-mm-dd）", "请核对。"
                yield places.problem("E515", provision, at, message, hint, value=value)
            if flat(phrase) not in flat(said):
                message = f"引文中没有“{phrase}”"
                hint = "reads 的每一处都要与引文一字不差。"
                yield places.problem(
                    "E531", provision, at, message, hint, on_key=True, value=phrase
                )
        for year in years:
            for reading in readings(provision, said, year):
                if reading.opinion == "disagrees" and not unsettled & set(provision.questions):
                    yield _otherwise(places, provision, reading, said, year)


def _otherwise(
    places: Places, provision: Provision, reading: Reading, said: str, year: int
) -> Problem:
    known = _known(said, flat(reading.phrase), reading.value, year)
    message = f"“{reading.phrase}”读作{reading.means}，与字面不符"
    message += f"，字面是{known}" if known else ""
    hint = (
        "请对照原文改正；确有别的理解的，在 rules/questions.yaml 列为待定的口径，写进 questions。"
    )
    at = ("reads", reading.phrase)
    return places.problem("E535", provision, at, message, hint, value=reading.value)


def _known(said: str, phrase: str, value: ReadAs, year: int) -> str:
    """What the program reads there, in words."""
    if isinstance(meant(value), date):
        days = {day for each in _days(said, phrase, year) for day in each.days}
        return "或".join(as_day(day) for day in sorted(days))
    numbers = [each.value for each in _numbers(said, phrase) if each.value is not None]
    return "或".join(dict.fromkeys(exact(float(number)) for number in numbers))


def _opinion(said: str, phrase: str, value: ReadAs, year: int) -> Opinion:
    """What the program thinks of a reading."""
    match meant(value):
        case date() as day:
            return _joined(each.says(day) for each in _days(said, phrase, year))
        case Times(by=by):
            return _joined(_says_times(each, by) for each in _numbers(said, phrase))
        case number:
            return _of_number(said, phrase, number, year)


def _of_number(said: str, phrase: str, number: Fraction, year: int) -> Opinion:
    found = _numbers(said, phrase)
    if found:
        return _joined(None if n.value is None else _says(n, number) for n in found)
    days = _days(said, phrase, year)
    parts = {month for each in days for month in each.months} | day_numbers(phrase)
    if parts:
        return "agrees" if number in parts else "disagrees"
    if says_all(phrase) or says_none(phrase):
        return "agrees" if number == (100 if says_all(phrase) else 0) else "open"
    return "open"


def _joined(answers: Iterator[bool | None]) -> Opinion:
    """One that agrees will do; all that have an opinion must disagree."""
    every = list(answers)
    if True in every:
        return "agrees"
    return "disagrees" if every and None not in every else "open"


def _says(number: Number, value: Fraction) -> bool:
    may = {number.value, number.written}
    if number.sort == "times" and number.value is not None:
        may.add((number.value - 1) * 100)
    if number.sort == "share" and number.value is not None:
        may.add(number.value / 100)
    return value in may or any(round(each, 2) == value for each in may if each is not None)


def _says_times(number: Number, by: Fraction) -> bool | None:
    """增长8% is 1.08 times last year's; a mere number says nothing of last year."""
    if number.value is None or (number.sort != "times" and not number.grows):
        return None
    if number.sort == "times":
        return number.value == by
    return 1 + number.grows * number.value / 100 == by if number.sort == "share" else None


def _numbers(said: str, phrase: str) -> list[Number]:
    return [each for each in read_numbers(said) if _touches(said, phrase, each)]


def _days(said: str, phrase: str, year: int) -> list[Days]:
    return [each for each in read_days(said, year) if _touches(said, phrase, each)]


def _touches(said: str, phrase: str, found: Number | Days) -> bool:
    """Whether a phrase stands where something was found, wherever in the words it stands."""
    start = said.find(phrase)
    while start >= 0:
        if start < found.end and found.start < start + len(phrase):
            return True
        start = said.find(phrase, start + 1)
    return False
