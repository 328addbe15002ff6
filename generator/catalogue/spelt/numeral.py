"""Chinese numerals: 三千二百 is 3200, 三万二 is 32000, 两百零五 is 205."""

from __future__ import annotations

from ...words.expression import late

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
NUMERALS = "".join((*DIGITS, *UNITS, *GROUPS))
"""All characters of a numeral."""

_PLAIN = str.maketrans(
    "０１２３４５６７８９．％／—–－～〜~壹贰叁肆伍陆柒捌玖拾佰仟",
    "0123456789.%/------一二三四五六七八九十百千",
)
_BLANK = late(r"(?<![0-9])[ \u00a0\u3000]+|[ \u00a0\u3000]+(?![0-9 \u00a0\u3000])")
_THOUSANDS = late("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")


def plain(text: str) -> str:
    """Full-width digits, formal numerals and dashes as the usual ones, character for character."""
    return _THOUSANDS.sub(",", text.translate(_PLAIN))


def closed(text: str) -> tuple[str, list[int]]:
    """A plain text without blanks (2023 年 6 月), but for those between two numbers, and the place of
    each of its characters in the text."""
    said = plain(text)
    gone = {at for blank in _BLANK.finditer(said) for at in range(*blank.span())}
    kept = [at for at in range(len(said)) if at not in gone]
    return "".join(said[at] for at in kept), kept


def numeral(text: str) -> int | None:
    """The whole number that a numeral spells; None for what is none (三四, 万企, 一二三)."""
    if len(text) > 1 and all(char in DIGITS and char != "两" for char in text):
        return int("".join(str(DIGITS[char]) for char in text)) if len(text) == 4 else None
    total = section = 0
    pending: int | None = None  # a digit that waits for its unit
    unit = last = 0  # the unit before; and what a last digit counts by: 三万二 is 32000
    for char in text:
        if char in DIGITS:
            if pending:
                return None
            pending = DIGITS[char]
            last = 1 if pending == 0 else last
        elif char in UNITS:
            if pending is None and (char != "十" or section):
                return None
            if unit and UNITS[char] >= unit:
                return None
            section += (1 if pending is None else pending) * UNITS[char]
            unit = last = UNITS[char]
            pending = None
        else:
            amount = section + (pending or 0)
            if not amount and not total:
                return None
            total = (total + amount) * GROUPS[char] if char == "亿" else total + amount * 10**4
            section, pending, unit, last = 0, None, 0, GROUPS[char]
    tail = (pending or 0) * (last // 10 if last > 10 else 1)
    return total + section + tail
