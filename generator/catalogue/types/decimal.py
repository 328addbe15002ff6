"""Numbers, read as they are meant and never scaled."""

from __future__ import annotations

import re

from ... import wording
from ...calendar import Term
from ...words.sentences import ours
from ..fields import SPELLINGS as ANY
from ..fields import Allowed, FieldType, Read, Reader, Remark, fault, taken, wide
from ..model import Catalogue, Column, narrow

_NUMBER = "[-+]?[0-9]+(?:[.][0-9]+)?"
_SPELLINGS = {
    "number": _NUMBER,
    "grouped": "[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?",
    "commas": "[-+]?[0-9][0-9,]*,[0-9,]*(?:[.][0-9]+)?",
    "percent": f"({_NUMBER}) ?%",
    "suffixed": f"({_NUMBER}) ?([\u4e00-\u9fff]+|[a-zA-Z]+|[\u2030\u00a5\u20ac$])",
    "vague": (
        "(?:约|近|超|超过|大约|不足|不到|至少|至多|>|<|≥|≤|>=|<=|~|±).*[0-9].*"
        "|.*[0-9].*(?:左右|余|多|上下|以上|以下|以内|\\+).*"
        f"|{_NUMBER} ?(?:-|~|—|–|至|到) ?[0-9]+(?:[.][0-9]+)?.*"
    ),
}
_RE = {name: re.compile(pattern) for name, pattern in {**ANY, **_SPELLINGS}.items()}
NUMBER = _RE["number"]

_RATIO_UNITS = ("比率", "比值", "ratio")
"""Units in which 100 % is 1."""

_PERCENT_UNITS = ("%", "％", "百分点")
_MAX_DIGITS = 15
"""What a spreadsheet, and a number in any program, keeps exactly."""

TAKES = frozenset({"min", "max", "cumulative", "at_most", "unit"})


def reader(column: Column, catalogue: Catalogue, period: Term, *, whole: bool = False) -> Reader:
    """Numbers within the column's limits, or ``whole`` ones only."""
    return lambda text, seen: _number(text, narrow(seen), column, whole)


def _number(text: str, plain: str, column: Column, whole: bool) -> Read:
    if NUMBER.fullmatch(plain) or _RE["grouped"].fullmatch(plain):
        return _in_range(text, plain, float(plain.replace(",", "")), column, whole)
    if _RE["formula"].fullmatch(plain):
        return fault("E302", text=plain)
    if _RE["commas"].fullmatch(plain):
        return fault("E211", text=plain)
    if found := _RE["percent"].fullmatch(plain):
        return _percent(text, plain, found.group(1), column, whole)
    if len(plain) <= 24 and _RE["scientific"].fullmatch(plain):
        return _scientific(text, plain, column, whole)
    if _RE["vague"].fullmatch(plain):
        return fault("E214", text=plain)
    if found := _RE["suffixed"].fullmatch(plain):
        if column.unit and found.group(2) == narrow(column.unit):
            return _in_range(text, plain, float(found.group(1)), column, whole)
        return _about_unit("E213", plain, column)
    return fault("E210", text=plain)


def _percent(text: str, plain: str, share: str, column: Column, whole: bool) -> Read:
    if column.unit in _PERCENT_UNITS:
        return _in_range(text, plain, float(share), column, whole)
    if column.unit in _RATIO_UNITS:
        # Its digits two places on: divided, a float would no longer be the decimal that was meant.
        return _in_range(text, plain, float(f"{share}e-2"), column, whole)
    return _about_unit("E212", plain, column)


def _scientific(text: str, plain: str, column: Column, whole: bool) -> Read:
    value = float(plain)
    if abs(value) >= 1e15:
        return fault("E210", text=plain)
    read = _in_range(text, plain, value, column, whole)
    if not whole or read.faulty:
        return read
    told = Remark("W215", {"text": plain, "used": read.used or ""})
    return Read(read.value, read.used, (*read.remarks, told))


def _in_range(text: str, plain: str, value: float, column: Column, whole: bool) -> Read:
    if sum(map(str.isdigit, plain)) > _MAX_DIGITS:
        return fault("E210.digits", text=plain, most=_MAX_DIGITS)
    if whole and not value.is_integer():
        return fault("E210.integer", text=plain)
    low, high = column.min, column.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = "both" if None not in (low, high) else "min" if high is None else "max"
        limits = {"min": ours(wording.exact(low or 0)), "max": ours(wording.exact(high or 0))}
        return fault(f"E218.{bounds}", text=plain, **limits)
    return taken(value, text, text if NUMBER.fullmatch(text) else wording.exact(value))


def _about_unit(code: str, plain: str, column: Column) -> Read:
    return fault(code if column.unit else f"{code}.bare", text=plain, unit=ours(column.unit))


def allows(column: Column, *, whole: bool = False) -> Allowed:
    """What a workbook takes: ``min`` to ``max``, both included, ±10¹² where none is declared."""
    low = -1e12 if column.min is None else column.min
    high = 1e12 if column.max is None else column.max
    return Allowed(
        "whole" if whole else "decimal",
        "between",
        wording.exact(low),
        wording.exact(high),
        "只填数字，不带单位和文字。",
    )


TYPE = FieldType(
    title="数",
    meaning="数值",
    reader=reader,
    holds="number",
    takes=TAKES,
    of_digits=True,
    width=wide(13),
    number_format="General",
    allows=allows,
    spellings=_SPELLINGS,
    data={"ratio_units": _RATIO_UNITS, "percent_units": _PERCENT_UNITS, "digits": _MAX_DIGITS},
)
