"""Bytes of a summary → what it says, or why nobody can tell.

Whoever wrote it is not known: each field is of its kind and of a bounded size, what is not known is refused, a text
is masked and cut as any from outside, and an address leads to a page below its own site or nowhere.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import cattrs
from cattrs.errors import CattrsError

from ..catalogue.model.terms import EDITIONS
from ..intake.telling import file_path, short
from ..pages.summary import FILE, FORMAT, Summary
from ..words.sentences import Said, Shown, said
from ..words.states import State

_TEXT = 600
"""Characters of a text that are shown."""

_WORD = 20
"""Characters of what a state is called: a badge is one line."""

_LONG = 40_000
"""So many entries of a list are read; a summary that has more is none."""

_GREAT = 1e15
_YEARS = range(2000, 2101)


def parse(data: bytes, name: str) -> Summary | Said:
    """What a summary says, or what is wrong with it."""
    path = file_path(FILE)
    try:
        told: Any = json.loads(data, parse_constant=_refused)
    except (ValueError, RecursionError):
        return said("E652.json", name=Shown(name), path=path)
    shape = said("E652.shape", name=Shown(name), path=path)
    number = told.get("format") if isinstance(told, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return shape
    if number != FORMAT:
        key = "E653.newer" if number > FORMAT else "E653.older"
        return said(key, name=Shown(name), format=Shown(short(str(number))), ours=FORMAT)
    try:
        found = _CONVERTER.structure(told, Summary)
    except _FAULTS:
        return shape
    sound = found.year in _YEARS and found.edition in EDITIONS and _held_together(found)
    return _with_addresses(found) if sound else shape


_STATES = {state.value: state for state in State}

_FAULTS = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, CattrsError,
)  # fmt: skip


def _refused(word: str) -> None:
    raise ValueError(word)


def _held_together(told: Summary) -> bool:
    """Whether what is said of parts is of parts that there are, days are of our time and words are words."""
    parts = {part.id for part in told.parts}
    figures = [figure for each in told.indicators for figure in each.figures]
    named = {*(each.part for each in told.matters), *(each.part for each in figures)} - {""}
    days = [told.as_of, *(each.due for each in told.matters), *(each.due for each in figures)]
    sound = all(day is None or day.year in _YEARS for day in days)
    counts = told.filing.stands if told.filing else ()
    words = [each.word for each in told.matters]
    words += [each.word for each in figures] + [each.word for each in counts]
    sound = sound and all(len(word) <= _WORD for word in words)
    return sound and named <= parts and len(parts) == len(told.parts)


def _with_addresses(told: Summary) -> Summary:
    """The same, with addresses only where they are those of pages below the site."""
    return replace(
        told,
        matters=tuple(replace(each, page=_page(each.page)) for each in told.matters),
        indicators=tuple(
            replace(each, figures=tuple(replace(f, page=_page(f.page)) for f in each.figures))
            for each in told.indicators
        ),
    )


_PAGE = re.compile(r"((?:[A-Za-z0-9_][\w.-]*/)*[A-Za-z0-9_][\w.-]*\.html)(#[\w.@+-]*)?")


def _page(address: str) -> str:
    return address if _PAGE.fullmatch(address) else ""


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(State, lambda word, _: _STATES[word])
    converter.register_structure_hook_func(lambda type_: type_ == Mapping[str, int], _counts)
    converter.register_structure_hook_func(_is_list, _list(converter))
    return converter


_DIGEST = re.compile("[0-9a-f]{64}")
"""Has digits that are nobody's, and is compared."""


def _text(told: Any, _: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told if _DIGEST.fullmatch(told) else short(told, _TEXT)


def _whole(told: Any, _: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told < _GREAT:
        raise TypeError(told)
    return told


def _number(told: Any, _: Any) -> float:
    if not isinstance(told, int | float) or isinstance(told, bool) or abs(told) >= _GREAT:
        raise TypeError(told)
    if not math.isfinite(told):
        raise ValueError(told)
    return float(told)


def _truth(told: Any, _: Any) -> bool:
    if not isinstance(told, bool):
        raise TypeError(told)
    return told


def _counts(told: Any, _: Any) -> Mapping[str, int]:
    """How many by state, of states that there are."""
    if not isinstance(told, dict):
        raise TypeError(told)
    return {_STATES[word].value: _whole(number, int) for word, number in told.items()}


def _is_list(type_: Any) -> bool:
    return getattr(type_, "__origin__", None) is tuple


def _list(converter: cattrs.Converter) -> Any:
    def read(told: Any, type_: Any) -> tuple[Any, ...]:
        if not isinstance(told, list) or len(told) > _LONG:
            raise TypeError(told)
        inner = type_.__args__[0]
        return tuple(converter.structure(each, inner) for each in told)

    return read


_CONVERTER = _converter()
