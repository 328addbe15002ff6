"""From a cell's text to a value, one distinct text at a time.

A parser is made once per column and called once per distinct text, so that a million rows cost no
more than their different values. An empty text is None, which is never the same as zero. Nothing is
scaled, rounded or guessed: what cannot be read in one way only is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from unicodedata import category

from ..calendar import Month
from ..catalogue.model import Catalogue, Column, Names, bare, narrow
from ..problems import nearest
from ..wording import exact
from ..words.sentences import Said, Shown, Word, said
from .patterns import (
    DASHES,
    LONG,
    MAX_DIGITS,
    MAX_LENGTH,
    MAX_WORD,
    PATTERNS,
    PERCENT_UNITS,
    PLACEHOLDERS,
    RATIO_UNITS,
    SERIALS,
)
from .telling import ours, short

ZERO_REPORT = "零报告"

Value: TypeAlias = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a text was read as.

    ``used`` is the canonical spelling when it differs from what was written, ``mark`` what was
    written for “nothing”; ``said`` are the findings, of which an error means that there is no value.
    """

    value: Value = None
    used: str | None = None
    said: tuple[Said, ...] = ()
    mark: str = ""

    @property
    def faulty(self) -> bool:
        return any(each.severity.is_error for each in self.said)

    @property
    def noteworthy(self) -> bool:
        return bool(self.said) or self.used is not None


Parser: TypeAlias = Callable[[str], Read]
_RE = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
_OF_DIGITS = ("integer", "decimal", "date", "month", "code")
_BLANK = Read()
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, such that every day after February 1900 has its number."""


def parser(column: Column, catalogue: Catalogue, period: Month) -> Parser:
    """The parser of a column for a period: dates give date, months their first day, references an id."""
    read = _reader(column, catalogue, period)
    options = {name for option in column.values for name in (option.value, *option.synonyms)}
    limit = MAX_LENGTH if column.type == "text" else MAX_WORD
    dashes = set(DASHES if column.type == "text" else PLACEHOLDERS) - options

    def parse(text: str) -> Read:
        if not text:
            return _BLANK
        if len(text) > limit:
            return _fault("E311", header=ours(column.header), count=len(text), limit=limit)
        seen = _visible(text)
        if not seen:
            return Read(used="")
        if seen in dashes:
            return Read(used="", mark=seen)
        if _RE["error"].fullmatch(seen):
            return _fault("E217", text=short(seen))
        if _RE["narrow"].fullmatch(seen):
            return _fault("E217.narrow", text=short(seen))
        if seen.startswith("="):
            return _fault("E302", text=short(seen))
        found = read(text, seen)
        mark = _lookalike(seen) if found.faulty and column.type in _OF_DIGITS else None
        return _fault("E210.mark", text=short(seen), mark=short(mark)) if mark else found

    return parse


def _reader(column: Column, catalogue: Catalogue, period: Month) -> Callable[[str, str], Read]:
    """The part of a parser that depends on the type; it is given the text and what is seen of it."""
    match column.type:
        case "integer" | "decimal":
            return lambda text, seen: _number(text, narrow(seen), column)
        case "date":
            plan = catalogue.notice.plan_year
            return lambda text, seen: _date(text, narrow(seen), column, period, plan)
        case "month":
            quarterly = catalogue.filing.every == "quarter"
            return lambda text, seen: _month(text, narrow(seen), quarterly, period)
        case "enum":
            options = {
                bare(name): option.value
                for option in column.values
                for name in (option.value, *option.synonyms)
            }
            return lambda text, seen: _choice(text, seen, column, options)
        case "boolean":
            return lambda text, seen: _boolean(text, seen)
        case "reference":
            names = catalogue.names[column.to or ""]
            return lambda text, seen: _reference(text, seen, column, names)
        case "code":
            pattern = re.compile(column.pattern, re.ASCII) if column.pattern else None
            return lambda text, seen: _code(text, seen, column, pattern)
        case _:
            return lambda text, seen: _text(text, column)


def _lookalike(seen: str) -> str | None:
    """The first character that looks like a digit and is none: a footnote mark, a raised digit."""
    digits = ("Nd", "No")
    return next((char for char in narrow(seen) if char > "9" and category(char) in digits), None)


def _fault(key: str, **words: Word) -> Read:
    return Read(said=(said(key, **words),))


def _as(value: Value, text: str, used: str, *more: Said) -> Read:
    """A value; its canonical spelling is kept when that is not what was written."""
    return Read(value, None if used == text else used, more)


def _visible(text: str) -> str:
    """The text without white space around it and without characters that nobody sees."""
    if text.isascii():
        return text.strip()
    return "".join(char for char in text if category(char) != "Cf").strip()


# --- numbers -------------------------------------------------------------------------------------


def _number(text: str, plain: str, column: Column) -> Read:
    if _RE["number"].fullmatch(plain) or _RE["grouped"].fullmatch(plain):
        return _in_range(text, plain, float(plain.replace(",", "")), column)
    if _RE["formula"].fullmatch(plain):
        return _fault("E302", text=short(plain))
    if _RE["commas"].fullmatch(plain):
        return _fault("E211", text=short(plain))
    if found := _RE["percent"].fullmatch(plain):
        return _percent(text, plain, found.group(1), column)
    if len(plain) <= 24 and _RE["scientific"].fullmatch(plain):
        return _scientific(text, plain, column)
    if _RE["vague"].fullmatch(plain):
        return _fault("E214", text=short(plain))
    if found := _RE["suffixed"].fullmatch(plain):
        if column.unit and found.group(2) == narrow(column.unit):
            return _in_range(text, plain, float(found.group(1)), column)
        return _fault(*_about_unit("E213", column), text=short(plain), unit=ours(column.unit))
    return _fault("E210", text=short(plain))


def _percent(text: str, plain: str, share: str, column: Column) -> Read:
    if column.unit in PERCENT_UNITS:
        return _in_range(text, plain, float(share), column)
    if column.unit in RATIO_UNITS:
        # Its digits two places on: divided, a float would no longer be the decimal that was meant.
        return _in_range(text, plain, float(f"{share}e-2"), column)
    return _fault(*_about_unit("E212", column), text=short(plain), unit=ours(column.unit))


def _scientific(text: str, plain: str, column: Column) -> Read:
    value = float(plain)
    if abs(value) >= 1e15:
        return _fault("E210", text=short(plain))
    read = _in_range(text, plain, value, column)
    if column.type == "integer" and not read.faulty:
        return Read(
            read.value,
            read.used,
            (*read.said, said("W215", text=short(plain), used=short(read.used or ""))),
        )
    return read


def _in_range(text: str, plain: str, value: float, column: Column) -> Read:
    if sum(map(str.isdigit, plain)) > MAX_DIGITS:
        return _fault("E210.digits", text=short(plain), most=MAX_DIGITS)
    if column.type == "integer" and not value.is_integer():
        return _fault("E210.integer", text=short(plain))
    low, high = column.min, column.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = (
            ".both" if low is not None and high is not None else ".min" if high is None else ".max"
        )
        return _fault(
            f"E218{bounds}",
            text=short(plain),
            min=ours(exact(low or 0)),
            max=ours(exact(high or 0)),
        )
    return _as(value, text, text if _RE["number"].fullmatch(text) else exact(value))


def _about_unit(code: str, column: Column) -> tuple[str]:
    return (code if column.unit else f"{code}.bare",)


def figure(value: float) -> Shown:
    """A number that a file says, as it may be shown."""
    return short(exact(value))


# --- days and months -----------------------------------------------------------------------------


def _date(text: str, plain: str, column: Column, period: Month, plan: int) -> Read:
    example = column.example or "2023-05-20"
    day = _RE["clock"].sub("", plain)
    told = ""
    if (
        found := _RE["ymd"].fullmatch(day)
        or _RE["compact"].fullmatch(day)
        or _RE["han"].fullmatch(day)
    ):
        parts = [int(part) for part in found.groups() if part]
    elif found := _RE["yearless"].fullmatch(day):
        return _yearless(text, plain, (int(found.group(1)), int(found.group(2))), period, plan)
    elif _RE["serial"].fullmatch(day) and SERIALS[0] <= int(day) <= SERIALS[1]:
        counted = _FIRST_DAY + timedelta(days=int(day))
        told, parts = "W231", [counted.year, counted.month, counted.day]
    else:
        key = "E233" if _RE["ambiguous"].fullmatch(day) else "E234"
        return _fault(key, text=short(plain), example=ours(example))
    value = _day(*parts)
    if value is None:
        return _fault("E234", text=short(plain), example=ours(example))
    more = [said(told, text=short(plain), used=ours(value))] if told else []
    if value.year < plan:
        more.append(said("W235.before", used=ours(value)))
    return _as(value, text, str(value), *more)


def _yearless(text: str, plain: str, day: tuple[int, int], period: Month, plan: int) -> Read:
    """The latest such day that the filing can tell of, if it lies in the plan; nothing is guessed
    beyond the filed period or before the plan."""
    known = [found for year in (period.year, period.year - 1) if (found := _day(year, *day))]
    if not known:
        return _fault("E234", text=short(plain), example=ours(period.last))
    value = next((found for found in known if found <= period.last), None)
    if value is None or value.year < plan:
        return _fault("E233.year", text=short(plain), example=ours(known[0]))
    return _as(value, text, str(value), said("W232", text=short(plain), used=ours(value)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str, plain: str, quarterly: bool, period: Month) -> Read:
    """A month; where filing goes by quarters, a quarter stands for its last month."""
    example = str(period)
    month = _RE["clock"].sub("", plain)
    if quarterly and (found := _RE["quarter"].fullmatch(month)):
        mark = found.group(2) or found.group(3)
        last = Month(int(found.group(1)), 3 * ("一二三四".find(mark) + 1 or int(mark)))
        return _as(last.first, text, str(last))
    if found := _RE["ym"].fullmatch(month) or _RE["month_day"].fullmatch(month):
        year, number = (int(part) for part in found.groups() if part)
        if year and 1 <= number <= 12:
            return _as(Month(year, number).first, text, str(Month(year, number)))
    elif _RE["month_only"].fullmatch(month):
        return _fault("E236.year", text=short(plain), example=ours(example))
    elif _RE["serial"].fullmatch(month) and SERIALS[0] <= int(month) <= SERIALS[1]:
        counted = _FIRST_DAY + timedelta(days=int(month))
        if counted.day == 1:
            used = str(Month.of(counted))
            return _as(counted, text, used, said("W231", text=short(plain), used=ours(used)))
    return _fault("E236", text=short(plain))


# --- words ---------------------------------------------------------------------------------------


def _choice(text: str, seen: str, column: Column, options: Mapping[str, str]) -> Read:
    value = options.get(bare(seen))
    if value:
        return _as(value, text, value)
    listed = "、".join(option.value for option in column.values)
    meant = nearest(seen, options, 0.4)
    if meant:
        return _fault(
            "E222.near", text=short(seen), meant=ours(options[meant]), options=ours(listed)
        )
    return _fault("E222", text=short(seen), options=ours(listed))


def _boolean(text: str, seen: str) -> Read:
    if seen in ("是", "否"):
        return _as(seen == "是", text, seen)
    return _fault("E222.boolean", text=short(seen))


def _reference(
    text: str,
    seen: str,
    column: Column,
    names: Names,
) -> Read:
    plain = seen if seen in names.ids else narrow(seen)
    if plain in names.ids:
        value = names.ids[plain]
        return _as(value, text, plain if plain == value else names.usual.get(value, plain))
    if plain in names.shared:
        ids = names.shared[plain]
        return _fault("E221.shared", count=len(ids), text=short(seen), ids=ours("、".join(ids)))
    padded = names.unpadded.get(plain)
    if padded:
        return _fault(
            "E221.zeros", header=ours(column.header), text=short(seen), meant=ours(padded)
        )
    meant = nearest(plain, names.resembling(plain), 0.5)
    if meant:
        return _fault("E221.near", header=ours(column.header), text=short(seen), meant=ours(meant))
    return _fault("E221", header=ours(column.header), text=short(seen))


def _code(text: str, seen: str, column: Column, pattern: re.Pattern[str] | None) -> Read:
    if _RE["control"].search(seen) or "\n" in seen or "\t" in seen:
        return _fault("E224", header=ours(column.header))
    plain = narrow(seen) if pattern else seen
    if pattern and pattern.fullmatch(plain):
        return _bounded(plain, text, column)
    if _RE["scientific"].fullmatch(plain):
        return _fault("E216", text=short(plain))
    if _RE["formula"].fullmatch(plain):
        return _fault("E302", text=short(plain))
    if _RE["path"].fullmatch(plain):
        return _fault("E404", text=short(plain))
    if pattern is None:
        return _bounded(plain, text, column)
    padded = next((p for n in range(1, 9) if pattern.fullmatch(p := "0" * n + plain)), None)
    words = {
        "header": ours(column.header),
        "help": ours(column.help or "请核对编号。"),
        "text": short(seen),
    }
    if padded and plain.isdigit():
        return _fault("E223.zeros", meant=ours(padded), **words)
    if column.example:
        return _fault("E223.example", example=ours(column.example), **words)
    return _fault("E223", **words)


def _text(text: str, column: Column) -> Read:
    """Free text is kept as it is, less what nobody sees; what it says is nobody's business here."""
    used = text.strip()
    more: list[Said] = []
    if not used.isascii() or not used.isprintable():
        used, more = _cleaned(used)
    if text[0] == "\t" or _RE["formula"].fullmatch(used):
        return _fault("E302", text=short(used))
    if column.role is None and _RE["path"].fullmatch(used):
        return _fault("E404", text=short(used))
    if found := _RE["markup"].search(used):
        more.append(said("W303", text=short(found.group())))
    read = _bounded(used, text, column)
    return Read(read.value, read.used, (*more, *read.said))


def _bounded(used: str, text: str, column: Column) -> Read:
    limit = min(column.max_length or MAX_LENGTH, MAX_LENGTH)
    if len(used) > limit:
        return _fault("E311", header=ours(column.header), count=len(used), limit=limit)
    if len(used) > LONG:
        return _as(used, text, used, said("W312", header=ours(column.header), count=len(used)))
    return _as(used or None, text, used)


def _cleaned(text: str) -> tuple[str, list[Said]]:
    """The text without control characters and without what nobody sees; what is worth telling."""
    more = []
    plain = _RE["ansi"].sub("", text)
    plain = _RE["control"].sub("", plain)
    if plain != text:
        more.append(said("W243", names=_named(_RE["control"].findall(text))))
    bidi = _RE["bidi"].findall(plain)
    if bidi:
        more.append(said("W241", names=_named(bidi)))
    private = _RE["private"].search(plain)
    if private:
        more.append(said("W242", text=short(private.group())))
    kept = [
        char
        for index, char in enumerate(plain)
        if category(char) != "Cf" or (char == "\u200d" and _joins(plain, index))
    ]
    return "".join(kept).strip(), more


def _joins(text: str, index: int) -> bool:
    """Whether a zero-width joiner stands inside an emoji."""
    around = (text[index - 1 : index], text[index + 1 : index + 2])
    return all(char and ord(char) >= 0x2190 and not "\u4e00" <= char <= "\u9fff" for char in around)


def _named(chars: list[str]) -> Shown:
    """Characters by their numbers, each once: U+202E、U+0007."""
    return ours("、".join(f"U+{ord(char):04X}" for char in dict.fromkeys(chars)))
