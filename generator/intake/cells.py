"""From a cell's text to a value by the type of its column, one distinct text at a time.

A parser is made once per column and called once per distinct text, so that a million rows cost no more
than their different values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..calendar import Term
from ..catalogue import types
from ..catalogue.fields import Among, Many, Read, Remark, Together, Value, fault
from ..catalogue.fitting import slip
from ..catalogue.meanings.cell import Setting
from ..catalogue.model import Catalogue, Column
from ..wording import exact
from ..words.characters import any_of, named, names, visible
from ..words.expression import late
from ..words.sentences import Shown
from .telling import short

ZERO_REPORT = "零报告"

Parser: TypeAlias = Callable[[str], Read]
BLANK = Read()
_TURNING = late("[\u202a-\u202e\u2066-\u2069]")
"""What makes a text be shown in another order than it is stored in."""
_LOOKALIKE = late(any_of("digits"))
"""What looks like a digit and is none: a footnote mark, a raised digit."""


def parser(column: Column, catalogue: Catalogue, period: Term) -> Parser:
    """The parser of a column for a period: dates give date, months their first day, references an id."""
    type_ = types.of(column)
    read = type_.reader(column, catalogue, period)
    options = {name for option in column.values for name in (option.value, *option.synonyms)}
    called = catalogue.names[column.to].ids if column.to else {}
    nothing = set(type_.nothing) - options
    at = Setting(column, catalogue, period)
    quick = type_.plain(column, catalogue, period)

    def parse(text: str) -> Read:
        if not text:
            return BLANK
        if quick and text not in nothing and (plain := quick(text)):
            return plain
        if len(text) > type_.longest:
            header = Shown(column.header)
            return fault("E311", header=header, count=len(text), limit=type_.longest)
        seen = visible(text)
        if not seen:
            return Read(used="")
        if seen in nothing:
            return Read(used="", mark=seen)
        declared = seen in options or seen in called
        if not declared and (value := slip(at, text, seen)):
            return value
        value = read(text, seen)
        if not type_.stray or text.isascii():
            return value
        mark = _LOOKALIKE.search(seen) if value.faulty else None
        if mark is None:
            return _turned(text, value)
        header, name = Shown(column.header), Shown(named(mark.group()))
        return fault(type_.stray, header=header, text=seen, mark=mark.group(), name=name)

    return parse


def together(column: Column, catalogue: Catalogue, period: Term) -> Together | None:
    """What reads texts of a column together that are plainly plain, as ``parser`` would one by one."""
    type_ = types.of(column)
    read, nothing = type_.together(column, catalogue, period), set(type_.nothing)

    def plain(texts: Sequence[str]) -> Sequence[Value] | None:
        return read(texts) if read and nothing.isdisjoint(texts) else None

    return plain if read else None


def among(column: Column, catalogue: Catalogue, period: Term) -> Among | None:
    """What reads those texts of a column that are spelt in a usual way, as ``parser`` would."""
    type_ = types.of(column)
    read, nothing = type_.among(column, catalogue, period), set(type_.nothing)

    def spelt(texts: Sequence[str]) -> Many:
        return read([text for text in texts if text not in nothing]) if read else Many()

    return spelt if read else None


def _turned(text: str, value: Read) -> Read:
    """A value that stands in another order than it is shown in is told, for one may be taken for the other."""
    if text.isascii() or value.faulty or not (turning := _TURNING.findall(text)):
        return value
    told = Remark("W241", {"names": Shown(names(turning))})
    return value._replace(remarks=(told, *value.remarks))


def figure(value: float) -> Shown:
    """A number that a file says, as it may be shown."""
    return short(exact(value))
