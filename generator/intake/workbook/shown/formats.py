"""Number formats taken apart: sections, their conditions, and what stands in each.

ECMA-376, 18.8.30 and 18.8.31. What a section is made of is told by the kind of its parts: ``digit``
(0 # ?), ``point``, ``comma``, ``percent``, ``exponent``, ``slash``; the letters of days and times;
``general``, ``text``; and ``words``, which are shown as they stand. Paddings, fillings and colours show
nothing and are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from ....frozen import dataclass

GENERAL = "General"

_ACCOUNTING = '_ {0}* #,##0{1}_ ;_ {0}* \\-#,##0{1}_ ;_ {0}* "-"{2}_ ;_ @_ '
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CLOCK, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_NOON = "上午/下午"

BUILTIN: Mapping[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: f'{_YEAR_MONTH}d"日"',
    32: _CLOCK, 33: _SECONDS, 34: _NOON + _CLOCK, 35: _NOON + _SECONDS, 36: _YEAR_MONTH,
    37: "#,##0_ ;\\-#,##0_ ", 38: "#,##0_ ;[Red]\\-#,##0_ ",
    39: "#,##0.00_ ;\\-#,##0.00_ ", 40: "#,##0.00_ ;[Red]\\-#,##0.00_ ",
    41: _ACCOUNTING.format("", "", ""), 42: _ACCOUNTING.format('"¥"', "", ""),
    43: _ACCOUNTING.format("", ".00", "??"), 44: _ACCOUNTING.format('"¥"', ".00", "??"),
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _NOON + _CLOCK, 56: _NOON + _SECONDS, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""The formats that have a number instead of a text, as a Chinese spreadsheet shows them."""

TOKENS: Sequence[tuple[str, str]] = (
    ("quoted", '"[^"]*"?'),
    ("escaped", r"[\\!][\s\S]"),
    ("dropped", r"[_*][\s\S]?"),
    ("bracket", r"\[[^\]]*\]?"),
    ("section", ";"),
    ("general", "[Gg][Ee][Nn][Ee][Rr][Aa][Ll]|G/通用格式"),
    ("noon", "[Aa][Mm]/[Pp][Mm]|[Aa]/[Pp]|上午/下午"),
    ("exponent", "[Ee][-+](?=[0#?])"),
    ("digit", "[0#?]"),
    ("year", "[Yy]+|[Ee]+"),
    ("buddhist", "[Bb]+"),
    ("era", "[Gg]+"),
    ("month", "[Mm]+"),
    ("day", "[Dd]+"),
    ("weekday", "[Aa]{3,4}"),
    ("hour", "[Hh]+"),
    ("second", "[Ss]+"),
    ("point", "[.]"),
    ("comma", ","),
    ("percent", "%"),
    ("slash", "/"),
    ("text", "@"),
    ("words", r"[\s\S]"),
)
"""What a format is made of, the first that fits at each place; the browser goes by the same."""

PATTERNS: Mapping[str, str] = {
    "condition": "(<=|>=|<>|<|>|=) ?([-+]?[0-9]+(?:[.][0-9]+)?)",
    "elapsed": "[Hh]+|[Mm]+|[Ss]+",
}
"""What stands in brackets."""

_TOKEN = re.compile("|".join(f"({pattern})" for _, pattern in TOKENS))
_CONDITION, _ELAPSED, _NUMERAL = map(re.compile, (*PATTERNS.values(), "[0-9]+"))
_DATED = {"year", "buddhist", "era", "month", "day", "weekday", "hour", "minute", "second", "noon",
          "elapsed"}  # fmt: skip
_LOOSE = {"point", "comma", "slash"}
"""What is shown as it stands where there are no digits for it."""

Condition: TypeAlias = tuple[str, str]
"""A comparison and the number with which it is made."""

Kind: TypeAlias = Literal["general", "number", "fraction", "moment", "text", "words", "unknown"]


class Part(NamedTuple):
    """A piece of a section: what it is, and how it is written."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown of the values for which it is; ``condition`` says which those are.

    ``hanzi``: in Chinese numerals.
    """

    kind: Kind
    parts: tuple[Part, ...]
    condition: Condition | None = None
    hanzi: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """``numbers`` are up to three sections, ``text`` that for texts; None: as they are."""

    numbers: tuple[Section, ...]
    text: Section | None


@lru_cache(maxsize=1024)
def parsed(code: str) -> Format:
    """A number format, whatever it says; of what makes no sense the kind is ``unknown``."""
    sections = [_section(tokens) for tokens in _sections(code)]
    text = None
    if len(sections) > 3 or sections[-1].kind == "text":
        text = sections[min(3, len(sections) - 1)]
        sections = sections[: min(3, len(sections) - 1)]
    return Format(tuple(sections) or (_GENERAL,), text)


def _sections(code: str) -> Iterator[list[Part]]:
    parts: list[Part] = []
    for found in _TOKEN.finditer(code):
        kind = TOKENS[(found.lastindex or 1) - 1][0]
        if kind == "section":
            yield parts
            parts = []
        else:
            parts.append(Part(kind, found[0]))
    yield parts


def _section(tokens: Sequence[Part]) -> Section:
    parts: list[Part] = []
    condition: Condition | None = None
    hanzi = False
    for kind, text in tokens:
        inside = text.removeprefix("[").removesuffix("]")
        match kind:
            case "dropped":
                continue
            case "quoted":
                parts.append(Part("words", text[1:].removesuffix('"')))
            case "escaped":
                parts.append(Part("words", text[1:]))
            case "bracket" if _ELAPSED.fullmatch(inside):
                parts.append(Part("elapsed", inside))
            case "bracket" if inside.startswith("$"):
                parts.append(Part("words", inside[1:].partition("-")[0]))
            case "bracket":
                hanzi = hanzi or inside.upper().startswith("DBNUM")
                if found := _CONDITION.fullmatch(inside):
                    condition = found[1], found[2]
            case _:
                parts.append(Part(kind, text))
    kind, whole = _understood(_timed(parts))
    return Section(kind, tuple(part for part in whole if part.text), condition, hanzi)


def _timed(parts: Sequence[Part]) -> list[Part]:
    """With minutes told from months, and the fractions of seconds from other digits."""
    letters = [index for index, part in enumerate(parts) if part.kind in _DATED - {"noon"}]
    timed = list(parts)
    for index, beside in pairwise([None, *letters, None]):
        for here, other, kinds in ((beside, index, {"hour"}), (index, beside, {"second"})):
            if here is None or other is None or timed[here].kind != "month":
                continue
            near = timed[other]
            elapsed = near.kind == "elapsed" and near.text[0] in "HhSs"
            if len(timed[here].text) <= 2 and (near.kind in kinds or elapsed):
                timed[here] = Part("minute", timed[here].text)
    return _with_fractions(timed)


def _with_fractions(parts: Sequence[Part]) -> list[Part]:
    """The noughts behind the point behind the seconds in one part."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else Part("", "")
        before = joined[-2] if len(joined) > 1 else last
        seconds = before.kind == "second" or (before.kind == "elapsed" and before.text[0] in "Ss")
        if part == ("digit", "0") and (
            last.kind == "fraction" or (last.kind == "point" and seconds)
        ):
            joined[-1] = Part("fraction", last.text + "0")
        else:
            joined.append(part)
    return joined


def _understood(parts: Sequence[Part]) -> tuple[Kind, Sequence[Part]]:
    """What a section shows, and its parts; what stands there for nothing else is words."""
    kinds = {part.kind for part in parts}
    strange = kinds & {"digit", "general", "text"}
    if kinds & _DATED:
        return ("unknown" if strange else "moment"), _as_words(parts, {*_LOOSE, "percent"})
    if len(strange) > 1 or ("exponent" in kinds and "digit" not in kinds):
        return "unknown", parts
    if "digit" not in kinds:
        kind: Kind = "text" if "text" in kinds else "general" if "general" in kinds else "words"
        return kind, _as_words(parts, {*_LOOSE, "percent"})
    for before, slash, after in zip(parts, parts[1:], parts[2:], strict=False):
        below = after.kind == "digit" or _NUMERAL.fullmatch(after.text)
        if before.kind == "digit" and slash.kind == "slash" and below:
            return "fraction", parts
    return "number", _as_words(parts, {"slash"})


def _as_words(parts: Sequence[Part], kinds: set[str]) -> list[Part]:
    return [Part("words", part.text) if part.kind in kinds else part for part in parts]


_GENERAL = Section("general", (Part("general", GENERAL),))
