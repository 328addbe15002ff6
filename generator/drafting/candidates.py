"""What a clause asks for that can be counted or dated, as provisions to be looked at by a person.

They are written as comments: a phrase with a number, a period, a deadline or the title of a document,
verbatim, with what the program reads from it. Nothing of it is in force until somebody takes the # away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ..catalogue.phrases import Phrase, phrases
from ..catalogue.spelt import (
    Number,
    day_numbers,
    directions,
    read_days,
    read_numbers,
    rhythms,
    saying,
)
from ..frozen import dataclass
from .documents import BORDER

_TIMES = re.compile("次|遍|轮|场|期")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provision as it may be: the list in which it belongs, and its fields but for the id.

    Of a target, ``name`` and ``unit`` are of what it counts, "" where that cannot be told apart.
    """

    plural: str
    fields: dict[str, Any]
    name: str = ""
    unit: str = ""


def candidates(text: str, cells: Sequence[str], year: int) -> list[Candidate]:
    """Of the text of a clause, in its order; ``cells`` are those of its row where it is one."""
    if not cells:
        return [each for phrase in phrases(text, year) for each in _of(phrase, "", year)]
    due = _due_cell(cells, year)
    found = [
        each
        for cell in text.split(BORDER)
        if cell != due
        for phrase in phrases(cell, year)
        for each in _of(phrase, due, year)
    ]
    return found or ([Candidate("deliverables", _quoted(text, due, year))] if due else [])


def _due_cell(cells: Sequence[str], year: int) -> str:
    """The cell of a row that holds a day and hardly anything else."""
    return next(
        (c for c in cells if len(c) <= 16 and (days := read_days(c, year)) and len(days) == 1), ""
    )


def _of(phrase: Phrase, due: str, year: int) -> Iterator[Candidate]:
    """What one phrase may ask for; each number and each document of it by itself."""
    fields = _quoted(phrase.text, due, year)
    titles = re.findall("《[^》]+》", phrase.text) if "document" in phrase.sorts else []
    for title in titles:
        yield Candidate("deliverables", {**fields, "document": title})
    numbers = [] if titles else _numbers(phrase)
    if "period" in phrase.sorts and all(_TIMES.match(_after(phrase, each)) for each in numbers):
        yield from _cadences(phrase)
    elif numbers:
        yield from _targets(phrase, numbers, fields, year)
    elif "deadline" in phrase.sorts and not titles:
        yield from _dated(phrase, fields, year)


def _quoted(words: str, due: str, year: int) -> dict[str, Any]:
    """The quote, and the day by which, where it is one of the plan year."""
    quote = f"{words}{BORDER}{due}" if due and due not in words else words
    fields: dict[str, Any] = {"quote": quote, "basis": "notice"}
    days = {day for found in read_days(due or words, year) if found.by for day in found.days[:1]}
    if len(days) == 1 and next(iter(days)).year == year:
        fields["due"] = next(iter(days))
    return fields


def _numbers(phrase: Phrase) -> list[Number]:
    """The numbers that mark the phrase and say how much."""
    places = {
        (m.start - phrase.start, m.end - phrase.start) for m in phrase.marks if m.sort == "number"
    }
    return [
        number
        for number in read_numbers(phrase.text)
        if (number.start, number.end) in places and number.value is not None
    ]


def _after(phrase: Phrase, number: Number) -> str:
    return phrase.text[number.end :]


def _targets(
    phrase: Phrase, numbers: Sequence[Number], fields: dict[str, Any], year: int
) -> Iterator[Candidate]:
    operator = next(iter(directions(phrase.text)), "at_least")
    base = {key: value for key, value in fields.items() if key != "due"}
    values = [_plain(number) for number in numbers]
    days = [
        day for found in read_days(phrase.text, year) for day in _each(found.days, found.months)
    ]
    if len(numbers) > 1 and len(days) == len(numbers):
        points = [{"date": d, "value": v} for d, v in zip(days, values, strict=True)]
        fields = {**base, "operator": operator, "checkpoints": points}
        yield Candidate("targets", fields, *_counted(phrase, numbers[0], year))
        return
    each = {"each": every} if (every := _rhythm(phrase)) in _STEADY else {}
    due = {} if each or "due" not in fields else {"due": fields["due"]}
    for value in dict.fromkeys(values):
        number = numbers[values.index(value)]
        own = {**base, "operator": operator, "value": value, **due, **each}
        yield Candidate("targets", own, *_counted(phrase, number, year))


def _counted(phrase: Phrase, number: Number, year: int) -> tuple[str, str]:
    """What a number counts, and in what: 新建公办幼儿园 and 所."""
    before = phrase.text[: number.start]
    for days in reversed(read_days(before, year)):
        before = before[: days.start] + before[days.end :]
    name = _ASKS.sub("", before.rpartition("，")[2].rpartition("、")[2]).strip(" 　：“”")
    name = _OPENS.sub("", name)
    if number.sort in ("share", "points"):
        unit = "%" if number.sort == "share" else "个百分点"
    else:
        after = _MEASURE.match(_after(phrase, number))
        unit = after[1] if after else ""
    fits = _SHORTEST <= len(name) <= _LONGEST and not _NAMELESS.search(name)
    return (name, unit) if unit and fits else ("", "")


_SHORTEST, _LONGEST = 3, 20
_OPENS = re.compile("^(?:[①-⑳]|其中|确保|力争|每(?:个?季度|半年|年|月|周)(?:对)?|全年|累计)+")
_NAMELESS = re.compile(r"^(?:实现|完成|全部|开展|组织|制定)+$|[0-9－-]$|对|同一")
_MEASURE = re.compile(
    r"[余多]?(个百分点|平方米|平方公里|立方米|公里|公顷|千米|万元|亿元|人次|课时|[个家户人名位处条座场期轮次件项起份套台辆头只株棵"
    r"亩米吨元所间栋幢村批种对组岗天])"
)
_ASKS = re.compile(
    "(?:分别)?(?:不得?(?:低于|少于|小于|高于|超过|多于)|至少|达到|控制在|提高到|提高至|完成|力争|确保|突破|压缩|打造|"
    "[到至约达]|≥|≤)+$"
)

_STEADY = ("month", "quarter", "half_year", "year")


def _each(days: Sequence[date], months: Sequence[int]) -> Sequence[date]:
    return days if len(months) > 1 else days[:1]


def _plain(number: Number) -> int | float:
    value = number.value or 0
    return int(value) if value == int(value) else float(value)


def _rhythm(phrase: Phrase) -> str:
    found = _named(phrase)
    return found[0] if len(found) == 1 else ""


def _named(phrase: Phrase) -> list[str]:
    """The rhythms that the marks of the phrase name, the longest periods last."""
    marked = [m for m in phrase.marks if m.sort == "period"]
    words = [phrase.text[m.start - phrase.start : m.end - phrase.start] for m in marked]
    named = {every for word in words for every in rhythms(word)}
    return [every for every in ("week", *_STEADY) if every in named]


def _cadences(phrase: Phrase) -> Iterator[Candidate]:
    for every in _named(phrase):
        fields: dict[str, Any] = {"quote": phrase.text, "basis": "notice", "every": every}
        counts = [_plain(n) for n in read_numbers(phrase.text) if re.match("次", _after(phrase, n))]
        if counts and saying(phrase.text, counts[0]) and counts[0] != 1:
            fields["times"] = counts[0]
        days = day_numbers(phrase.text)
        if len(days) == 1 and every == "month":
            fields["day"] = next(iter(days))
        yield Candidate("cadences", fields)


def _dated(phrase: Phrase, fields: dict[str, Any], year: int) -> Iterator[Candidate]:
    """Months in which something happens, or a day by which something is done."""
    found = read_days(phrase.text, year)
    months = sorted({month for each in found for month in each.months})
    if not any(each.by for each in found) and months and "due" not in fields:
        yield Candidate("cadences", {"quote": phrase.text, "basis": "notice", "months": months})
    elif "due" in fields:
        yield Candidate("deliverables", fields)
