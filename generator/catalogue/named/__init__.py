"""What a list of those responsible says: who, in what role, whether others are meant besides.

The list is read as it stands in the notice: ``牵头单位：甲局；配合单位：乙局、丙局``, ``甲局牵头，乙局配合``,
``甲局（牵头）、乙局``, ``甲局会同乙局负责``, ``甲局、乙局按职责分工负责``, ``甲局等部门``, rows with a column for each
role. Leaders and persons are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ...frozen import dataclass
from ...words.roles import standing
from ..model import WITHHELD, squeeze
from .marked import marked, outermost
from .people import people
from .words import (
    BRACKETED,
    ELSE,
    JOINED,
    LABEL,
    MANY,
    OPEN,
    OTHERS,
    PAUSES,
    PEOPLE,
    PERSONS,
    PLACE,
    REMARK,
    ROLE,
    SHARED,
    STARS,
    TAIL,
    UNIT,
    VERB,
    WITH,
)

__all__ = [
    "LABEL",
    "PEOPLE",
    "PERSONS",
    "ROLE",
    "Name",
    "Part",
    "outermost",
    "people",
    "read",
    "says_who",
]


_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a list: ``text`` is what it is called, ``written`` how it stands there.

    They differ where several names share an ending that only the last one carries. ``start`` counts
    characters of the list without white space. ``many`` are several under one name (各县区); ``sure`` is
    False for what does not end as units do.
    """

    text: str
    written: str
    start: int
    many: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Those who answer in one role; ``role`` is the notice's word for it, "" where it has none."""

    role: str
    names: tuple[Name, ...]
    open: bool


def read(quote: str) -> tuple[Part, ...]:
    """The parts of a list, in its order, those without a name left out."""
    text = marked(quote)
    parts = [
        part
        for role, start, end in _labelled(text.text)
        for part in _phrases(role, text.text[start:end], start)
        if part.names
    ]
    if text.first and parts and standing(parts[0].role) != "leads":
        parts[:1] = _first(text.first, parts[0])
    return tuple(
        replace(part, names=tuple(replace(n, start=text.where[n.start]) for n in part.names))
        for part in parts
    )


def _first(role: str, part: Part) -> list[Part]:
    """A part of which the first name has a role of its own."""
    first, rest = Part(role, part.names[:1], open=False), replace(part, names=part.names[1:])
    return [first, rest] if rest.names else [first]


def says_who(text: str) -> bool:
    """Whether a text is such a list and nothing else."""
    bare = squeeze(text)
    if LABEL.match(bare) or PERSONS.match(bare):
        return True
    pieces = [piece for piece in re.split("[，,；;。]", REMARK.sub("", bare)) if piece]
    if not pieces or not TAIL.match(pieces[-1]):
        return False
    names = [name for part in read(bare) for name in part.names]
    return bool(names) and all(name.sure for name in names)


def names_alone(text: str) -> bool:
    """Whether a text is nothing but names of units, with no word for their role."""
    names = [name for part in read(text) for name in part.names]
    return (
        bool(names)
        and all(name.sure and len(name.text) > _SHORTEST for name in names)
        and any(re.match("市|县|区|省|各|州|国", name.text) for name in names)
    )


def _labelled(text: str) -> Iterator[tuple[str, int, int]]:
    """Roles that stand before a colon, and from where to where their names go; persons left out."""
    marks = [(m.start(), m.end(), m[0][:-1]) for m in LABEL.finditer(text)]
    others = [m for label in (PERSONS, ELSE) for m in label.finditer(text)]
    passed = {m.start() for m in others}
    marks = [mark for mark in marks if mark[0] not in passed]
    marks += [(m.start(), m.end(), "") for m in others]
    marks.sort()
    if not marks or marks[0][0] > 0:
        yield "", 0, marks[0][0] if marks else len(text)
    for at, (start, end, role) in enumerate(marks):
        if start not in passed:
            yield role, end, marks[at + 1][0] if at + 1 < len(marks) else len(text)


def _phrases(role: str, text: str, offset: int) -> Iterator[Part]:
    """The names of a role; where verbs say the roles (甲牵头，乙配合), a part for each verb.

    What stands before without a verb of its own goes with the next one, unless that is no more than to
    support it.
    """
    begin = 0
    for start, end in _cut(text):
        found = TAIL.match(text[start:end])
        if not found or not UNIT.search(OPEN.sub("", found[1])):
            continue
        does = found[2] or found[3]
        if standing(does) == "supports":
            yield from _joined(role, text[begin:start], offset + begin)
            begin = start
        yield from _joined(does, text[begin : start + found.end(1)], offset + begin)
        begin = end
    yield from _joined(role, text[begin:], offset + begin)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Phrases from and to: between pauses, and at 、 after one that ends in a verb."""
    start = 0
    for pause in re.finditer(f"[{PAUSES}]", text):
        if pause[0] == "、":
            last = TAIL.match(re.split("、", text[start : pause.start()])[-1])
            if not last or not UNIT.search(OPEN.sub("", last[1])):
                continue
        yield start, pause.start()
        start = pause.end()
    yield start, len(text)


def _joined(role: str, text: str, offset: int) -> Iterator[Part]:
    """The names of a role, and those who are to join in (甲会同乙)."""
    begin = len(text) - len(text.lstrip(PAUSES))
    begin += text[begin : begin + 1] == "由"
    text, offset = text[begin:], offset + begin
    joins = WITH.search(text)
    if not joins:
        yield from _of_role(role, text, offset)
        return
    yield from _of_role(role, text[: joins.start()], offset)
    yield from _of_role("会同", text[joins.end() :], offset + joins.end())


def _of_role(role: str, text: str, offset: int) -> Iterator[Part]:
    """The names of a role, but for those behind which another one stands in brackets."""
    written: list[tuple[str, str, int, bool]] = []
    for piece, start in _pieces(text):
        if written and OTHERS.match(piece):
            written[-1] = (*written[-1][:3], True)
            continue
        own = BRACKETED.search(piece)
        bare = (piece[: own.start()] if own else piece).rstrip(STARS)
        if not OPEN.sub("", bare).strip(WITHHELD + "、等") or VERB.fullmatch(bare):
            continue
        if own and standing(own[1]) == "supports":
            written = _run_of(own[1], written, text)
        says = own[1] if own else ""
        for name, at in _both(bare, start):
            closed = OPEN.sub("", name)
            written.append((says, closed, at, closed != name))
    for own_role, group in groupby(written, key=lambda each: each[0]):
        several = list(group)
        names = tuple(_named([(text_, at) for _, text_, at, _ in several], offset))
        yield Part(own_role or role, names, any(opens for *_, opens in several))


def _run_of(
    role: str, written: Sequence[tuple[str, str, int, bool]], text: str
) -> list[tuple[str, str, int, bool]]:
    """What is written, with the role given to those of the last run, since who supports is told together."""
    run = list(written)
    for at in reversed(range(len(run))):
        own, name, start, opens = run[at]
        after = text[start + len(name) :][:1]
        if own or after in "，,；;":
            break
        run[at] = (role, name, start, opens)
    return run


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The text between its pauses, those in brackets apart, with where each begins."""
    depth = start = 0
    for index, char in enumerate(text + "、"):
        if char in "（(〔[":
            depth += 1
        elif char in "）)〕]":
            depth = max(0, depth - 1)
        elif char in PAUSES and not depth and not _goes_on(text, start, index):
            if index > start:
                yield text[start:index], start
            start = index + 1


def _goes_on(text: str, start: int, at: int) -> bool:
    """Whether 、 stands inside a name: 各县党委、政府; 各镇人民政府、街道办事处."""
    before, after = text[start:at], text[at + 1 :]
    if before.endswith(("党委", "党工委")):
        return re.match("(?:人民)?政府|管委会|行政", after) is not None
    offices = re.match("管委会|管理委员会|街道办事处|办事处", after) is not None
    return offices and before.startswith("各") and before.endswith("政府")


def _both(piece: str, start: int) -> Iterator[tuple[str, int]]:
    """Two names that 和 joins; one that holds 和 (发展和改革委员会) stays one."""
    found = JOINED.search(piece)
    if not found:
        yield piece, start
        return
    yield piece[: found.start()], start
    yield from _both(piece[found.end() :], start + found.end())


def _named(names: list[tuple[str, int]], offset: int) -> Iterator[Name]:
    shared = [False] * len(names)
    for at, (text, _) in enumerate(names):
        ending = SHARED.search(text)
        if not ending or not PLACE.fullmatch(text[: ending.start()]):
            continue
        back = at - 1
        while back >= 0 and PLACE.fullmatch(names[back][0]) and not SHARED.search(names[back][0]):
            shared[at] = True
            back -= 1
    for at, (text, start) in enumerate(names):
        called = SHARED.sub("", text) if shared[at] and not MANY.search(text) else text
        sure = UNIT.search(text) is not None
        yield Name(called, text, offset + start, MANY.search(text) is not None, sure)
