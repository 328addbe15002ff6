"""A list without white space, with pauses in the place of all that only parts its names."""

from __future__ import annotations

import re

from ...frozen import dataclass
from ...words.expression import late
from ..model import WITHHELD, squeeze
from .words import ELSE, LABEL, NEW, PAUSES, PERSONS, REMARK, UNIT, WHOLE

_PERSON = late(rf"[（(〔\[]\s*{PERSONS.pattern}(?:{WITHHELD}|[^（）()〔〕\[\]])*[）)〕\]]")
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"


@dataclass(frozen=True, slots=True)
class Marked:
    """``text``, and of each of its characters the place in the list without white space; ``first`` is the
    role of who stands first, where the list says so of lists in general."""

    text: str
    where: tuple[int, ...]
    first: str


def marked(quote: str) -> Marked:
    """The list with a pause where white space parts two of it, and instead of persons in brackets and
    of brackets around all of it."""
    squeezed = squeeze(quote)
    text, where = list(squeezed), list(range(len(squeezed)))
    for at, gap in reversed(_gaps(quote)):
        before, after = squeezed[:at], squeezed[at:]
        labelled = any(label.match(after) for label in (LABEL, PERSONS, ELSE))
        if "\t" in gap or labelled or _are_two(before, gap, after):
            text.insert(at, "；" if "\t" in gap or labelled else "、")
            where.insert(at, at)
    for person in _PERSON.finditer("".join(text)):
        text[person.start() : person.end()] = "、" * len(person[0])
    whole = len("".join(text).rstrip("。；;")) - 1
    if (0, whole) in outermost("".join(text)):
        text[0] = text[whole] = "；"
    remark = REMARK.search("".join(text))
    if remark:
        text[remark.start() :] = "；" * len(remark[0])
    first = f"{remark[1]}单位" if remark and remark[1] else ""
    return Marked("".join(text), tuple(where), first)


def outermost(text: str) -> list[tuple[int, int]]:
    """The groups in brackets that lie in no other, from and to, those that close."""
    groups, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in _OPENING:
            start = index if not depth else start
            depth += 1
        elif char in _CLOSING and depth:
            depth -= 1
            if not depth:
                groups.append((start, index))
    return groups


def _gaps(quote: str) -> list[tuple[int, str]]:
    """White space between other characters, each with how many of those stand before it."""
    found, seen = [], 0
    for piece in re.finditer(r"(\s+)|\S+", quote.strip()):
        if piece[1]:
            found.append((seen, piece[1]))
        else:
            seen += len(piece[0])
    return found


def _are_two(before: str, gap: str, after: str) -> bool:
    """Whether white space parts two units, and is no slip and no break of a line."""
    last = re.split(f"[{PAUSES}：:（(]", before)[-1]
    first = re.split(rf"[{PAUSES}（(()）〔〕【】\[\]]", after)[0]
    ends = WHOLE if "\n" in gap else UNIT
    return (
        min(len(last), len(first)) > 2
        and ends.search(last) is not None
        and UNIT.search(first) is not None
        and NEW.match(first) is not None
    )
