"""Characters that do not belong where they stand in a YAML file, told by their names.

What a Chinese keyboard, a chat or a word processor leaves behind breaks a file at places where nobody sees
why. Where the reader stumbles, each line that such a character may have spoilt is put right for trial: the
character is to blame if the reader gets further without it. Nothing is changed in what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from typing import TypeAlias

from ..problems import Problem
from ..words.characters import UNSEEN, any_of, names
from ..words.expression import late
from .lookalikes import INVISIBLE, MEANT, Slip, plain, put_right, slips, structure, ways

_BLANK = late(any_of("blanks"))
_BREAK = late(any_of("breaks"))
_BREAKS = late(f"{any_of('breaks')}+")
_FORBIDDEN = late(any_of("control", more="\t\r\x0b\x0c") + "+")
_HIDDEN = late(f"(?:{any_of('breaks')}|{UNSEEN})+")
_DOUBTFUL = late(any_of("control", "breaks", "blanks", "bidi", "unseen", "selectors", more="\t\r"))
_EDGES = late(f"^{any_of('blanks')}+|{any_of('blanks')}+$")

_BLOCK = late(r"(?:^|[:\s-])[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_COMMENT = late(r"(?:^|\s)#")
_ALONE = late(f"(?!{INVISIBLE.pattern})[^{''.join(MEANT)}]")
_NEAR, _ABOVE = 3, 10
"""So many lines, and how far above the place where a reader stumbles, are put right for trial: each costs
a reading."""


def forbidden(path: str, lines: Sequence[str]) -> list[Problem]:
    """Every place of what may stand nowhere, not even in a comment."""
    return [
        _problem(path, lines, number, found.start(), found.group())
        for number, row in enumerate(lines, start=1)
        for found in _FORBIDDEN.finditer(row)
    ]


def doubtful(text: str) -> bool:
    """Whether anything stands in a text that may not stand everywhere."""
    return _DOUBTFUL.search(text) is not None


def stand_ins(text: str) -> Mapping[str, str]:
    """What libyaml takes for the end of a line, or swallows, with a character for each that it does not and
    that the text does not hold; so that it counts lines as an editor does."""
    found = sorted({char for char in text if char in "\x85\u2028\u2029\ufeff"})
    free = (chr(code) for code in range(0x10FF00, 0x10FFFE) if chr(code) not in text)
    return dict(zip(found, free, strict=False))


def within(
    path: str, lines: Sequence[str], text: str, ends: tuple[int, int, int, int], *, key: bool
) -> Iterator[Problem]:
    """What does not belong into the text of a value or a key; ``ends`` are its first line and column, and
    the line and column behind it (1-based).

    Into a value goes whatever can be seen or takes a place, and what holds an emoji together; into a key
    nothing that nobody sees.
    """
    if not (_DOUBTFUL if key else _BREAK).search(text):
        return
    pattern = _HIDDEN if key else _BREAKS
    start, left, end, right = ends
    for line in range(start, min(end, len(lines)) + 1):
        row = lines[line - 1]
        first = left - 1 if line == start else 0
        last = right - 1 if line == end else len(row)
        for found in pattern.finditer(row, first, last):
            yield _problem(path, lines, line, found.start(), found.group())
        if key:
            for edge in _EDGES.finditer(row[first:last]):
                yield _problem(path, lines, line, first + edge.start(), edge.group())


def breaks(path: str, lines: Sequence[str]) -> list[Problem]:
    """Every place outside comments of what is no line end and may have been meant for one."""
    return [
        _problem(path, lines, number, found.start(), found.group())
        for number, row in enumerate(lines, start=1)
        if _BREAK.search(row)
        for found in _BREAKS.finditer(_COMMENT.split(row, 1)[0])
    ]


def swallowed(path: str, lines: Sequence[str], line: int) -> Problem | None:
    """What makes of the item of a list (1-based line) a part of the text above it."""
    found = slips(lines[line - 1])
    item = found and re.match(" *-(?: |$)", put_right(lines[line - 1], found))
    return _told(path, lines, line - 1, found) if item else None


Stumble: TypeAlias = tuple[float, float]
"""Where a reader cannot go on, by line and column from 0; END where it reads all."""

END = (inf, inf)


def to_blame(
    path: str, lines: Sequence[str], stumble: Stumble, reads: Callable[[str], Stumble]
) -> tuple[list[Problem], list[str]]:
    """The lines without whose strange characters the reader gets further, and all lines without those.

    It stumbles at a place; ``reads`` tells where another text stops it.
    """
    verbatim = _verbatim(lines)
    spoilt = {n: found for n, row in enumerate(lines) if n not in verbatim if (found := slips(row))}
    rows, blamed = list(lines), list[Problem]()
    while stumble < END:
        near = [n for n in spoilt if stumble[0] - _ABOVE <= n <= stumble[0] + 1]
        for number in near[: -_NEAR - 1 : -1]:
            right, further = _furthest(rows, number, spoilt[number], reads)
            if further > stumble:
                blamed.append(_told(path, lines, number, spoilt.pop(number)))
                rows[number], stumble = right, further
                break
        else:
            break
    return blamed, rows


def _furthest(
    rows: Sequence[str], number: int, found: Sequence[Slip], reads: Callable[[str], Stumble]
) -> tuple[str, Stumble]:
    """The way to put a line right with which a reader gets furthest, and how far."""
    tried = {
        row: reads("\n".join([*rows[:number], row, *rows[number + 1 :]]))
        for row in ways(rows[number], found)
    }
    return max(tried.items(), key=lambda each: each[1])


def named_in(text: str) -> str:
    """What to say of a text at fault that holds what nobody sees, or would be plain letters and digits but
    for what looks like them; nothing of any other."""
    if text.isascii():
        return ""
    if hidden := re.findall(any_of("bidi", "unseen"), text):
        return f"其中有看不见的{names(hidden)}，请删去。"
    meant, strange = plain(text), [char for char in text if not char.isascii()]
    if meant.isascii():
        return f"其中有{names(strange)}，请改为“{meant}”。"
    if found := structure(text):
        chars = [slip.char for slip in found]
        return f"其中有{names(chars)}：{_advice(chars, [slip.meant for slip in found])}"
    return ""


def _verbatim(lines: Sequence[str]) -> set[int]:
    """The lines below a bar or an angle, which are text as it stands."""
    found: set[int] = set()
    below: int | None = None
    for number, row in enumerate(lines):
        indent = len(row) - len(row.lstrip(" "))
        if below is not None and (indent > below or not row.strip(" ")):
            found.add(number)
            continue
        below = indent if _BLOCK.search(row) else None
    return found


def _told(path: str, lines: Sequence[str], number: int, found: Sequence[Slip]) -> Problem:
    """The slips of a line (0-based) in one; a colon is told where its field begins."""
    chars = "".join(slip.char for slip in found)
    meant, at = [slip.meant for slip in found], found[0].at
    if meant[0].startswith(":"):
        at = lines[number].rfind(" ", 0, at) + 1
    return _problem(path, lines, number + 1, at, chars, _advice(list(chars), meant))


def _problem(
    path: str, lines: Sequence[str], line: int, at: int, chars: str, hint: str = ""
) -> Problem:
    return Problem(
        "E501",
        f"此处不应有{names(chars)}",
        hint or _hint(chars[0]),
        path,
        line,
        at + 1,
        excerpt=lines[line - 1],
    )


def _hint(char: str) -> str:
    if char == "\t":
        return "请把制表符改为空格。"
    if char == "\r":
        return "请用编辑器把全文的换行统一为 LF 后保存。"
    if _BREAK.match(char):
        return "这个字符看不见，也不换行：请删去，要换行的按回车键。"
    if _BLANK.match(char):
        return "这里只用英文空格。"
    return "这个字符看不见，请删去。"


def _advice(chars: Sequence[str], meant: Sequence[str]) -> str:
    """What to write instead of some characters."""
    if all(_ALONE.match(char) for char in chars):
        return "请删去。"
    marks = dict.fromkeys(each.strip() for each in meant if each.strip())
    said = [f"请改为英文的{'、'.join(f'“{mark}”' for mark in marks)}"] if marks else []
    if ":" in marks:
        said.append("冒号后面空一格")
    if any(map(_BLANK.match, chars)):
        said.append("缩进和间隔只用英文空格")
    if any(char for char in chars if INVISIBLE.match(char) and not _BLANK.match(char)):
        said.append("看不见的字符请删去")
    return "，".join(said) + "。"
