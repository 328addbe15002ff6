"""Filings in which something personal stands where nobody expects it, in every column of every form."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from generator.calendar import Month
from generator.catalogue import types
from generator.catalogue.model import Catalogue, Column, Form, Unit
from generator.catalogue.owing import filing_months, owes
from generator.intake import Source
from tests.factory import sheet

NUMBER = "410101199003070039"
"""A resident number that reads as an amount: all digits, the check digit right."""

CHILD = "410101202103070034"
"""One whose date of birth is that of a project: only its check digit gives it away."""

MISWRITTEN = (
    "41010119900307039",  # one digit lost, doubled, in another's place
    "4101011990030070039",
    "410101199003070093",
    '62220212"34567890128',
    "13812345678²",
    "138\ue00012345678",
    "户主：\ue000王小明",
)
"""Numbers that are found by no check and lead to a person all the same, and what stands for nothing."""

SECRETS = (
    NUMBER,
    CHILD,
    "41010119900307008X",
    "４１０１０１１９９００３０７００３９",
    "410101 19900307 0039",
    "13812345678",
    "6222021234567890128",
    "户主：王小明",
    "0374-2965123",
    "zhang.san.13912345678@example.com",
    "zhang＠example.com",
    "李﹫example.com zhang.13912345678＠example.com",
    "电话：⑩⑩⑩5",
    "410101900307003",
    *MISWRITTEN,
)


NUMBERS = ("410101199003070039", "6222021234567890128", "13812345678", "0374-29651234")
BETWEEN = (
    " ",
    "-",
    ".",
    "、",
    "，",
    ";",
    "/",
    "“",
    '"',
    "'",
    "\n",
    "\t",
    "\u200b",
    "\ue000",
    "\u0378",
)
WIDE = {ord("0") + value: chr(0xFF10 + value) for value in range(10)}
SPOKEN = {ord("0") + value: char for value, char in enumerate("零一二三四五六七八九")}


def miswritten(number: str, dice: random.Random) -> Iterator[str]:
    """A number as slips of the pen and spreadsheets leave it, and as somebody hides it."""
    at = dice.randrange(2, len(number) - 2)
    yield number
    yield number[:at] + number[at + 1 :]
    yield number[:at] + number[at] + number[at:]
    yield number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    yield from (f"{number[:at]}{mark}{number[at:]}" for mark in BETWEEN)
    yield from (mark.join(number) for mark in BETWEEN)
    yield f"{number}²"
    yield f"{number[:at]}²{number[at:]}"
    yield number.translate(WIDE)
    yield number.translate(SPOKEN)
    yield f"{number[0]}.{number[1:15]}E+{len(number) - 1}"


@dataclass(frozen=True, slots=True)
class Planted:
    """``before`` is the month before, in which all was well; None for a form's first month."""

    name: str
    secret: str
    source: Source
    before: Source | None


def planted(catalogue: Catalogue) -> Iterator[Planted]:
    """Each secret in each column of each form, in a header, and twice in rows that contradict."""
    for form in catalogue.forms.values():
        place = _first(catalogue, form)
        if place is None:
            continue
        unit, months = place
        good = [_example(column, unit, months[-1], catalogue) for column in form.columns]
        for secret in SECRETS:
            for position, column in enumerate(form.columns):
                row = [*good[:position], secret, *good[position + 1 :]]
                again = ["7" if text == secret else text for text in row]
                rows = [good, row] if column.id in form.key else [row, again]
                name = f"{form.id} {column.id} {secret}"
                yield Planted(name, secret, *_sources(form, unit, months, good, rows))
            more = [*(column.header for column in form.columns), secret]
            source = _source(form, unit, months[-1], [[*good, "1"]], more)
            yield Planted(f"{form.id} header {secret}", secret, source, None)


def _sources(
    form: Form, unit: Unit, months: list[Month], good: list[str], rows: list[list[str]]
) -> tuple[Source, Source | None]:
    """The filing, and the one before it."""
    large = [
        "999999999999999" if c.cumulative else t for c, t in zip(form.columns, good, strict=True)
    ]
    before = None
    if len(months) > 1:
        earlier = [
            str(months[0]) if c.equals == "period" else t
            for c, t in zip(form.columns, large, strict=True)
        ]
        before = _source(form, unit, months[0], [earlier])
    return _source(form, unit, months[-1], rows), before


def _source(
    form: Form, unit: Unit, month: Month, rows: list[list[str]], header: list[str] | None = None
) -> Source:
    names = header or [column.header for column in form.columns]
    path = f"submissions/{month}/{unit.id}/{form.id}.csv"
    data = sheet(",".join(names), *(",".join(row) for row in rows))
    return Source(path, month, unit.id, form.id, data)


def _first(catalogue: Catalogue, form: Form) -> tuple[Unit, list[Month]] | None:
    """A unit that owes the form, and the first two months in which it does."""
    for unit in catalogue.filers():
        months = [m for m in filing_months(catalogue) if form in owes(catalogue, unit, m)]
        if months:
            return unit, months[:2]
    return None


def _example(column: Column, unit: Unit, month: Month, catalogue: Catalogue) -> str:
    """Something that the column takes."""
    if column.equals:
        return unit.name if column.equals == "unit" else str(month)
    type_ = types.of(column)
    if column.to:
        return next(iter(catalogue.names[column.to].ids))
    if choices := type_.choices(column, catalogue, unit):
        return choices[0]
    if type_.dated:
        return str(month.last)
    if type_.numeric:
        return "1" if column.max is None else str(int(column.max))
    return str(column.example or "甲")
