"""Reminders as what robots of group chats take: a JSON object a message, to be posted by whoever has the address.

Formats and limits as their makers document them for robots of a group: 企业微信 (markdown, 4,096 bytes of
content), 钉钉 (markdown, 20,000 bytes), 飞书 (text, 20 KB a request). What would be longer is several messages,
parted between lines, and a line that is too long by itself between sentences. Each begins with the heading:
these robots may be told to take only what has a certain word.

What is told may come from filings, so nothing of it acts in a group: marks that would format words, or call
somebody, are replaced by wide ones that look alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from ..frozen import dataclass
from ..pages import values as v
from ..pages.render import plain, terminal
from ..pages.render.plain import Laid

_AGAIN = "（续）"
_CUTS = ("(?<=。)", "(?<=；)", "(?<=[，、])", "")
"""Where a line is parted, the best first: between sentences, parts of one, words, and anywhere."""


@dataclass(frozen=True, slots=True)
class Robot:
    """One maker's robot: what it is called, the message that it takes of a title and a text, and how long that may
    be, ``whole`` or the text alone. ``marks``: the text is Markdown, in which ``gap`` is the end of a line."""

    name: str
    message: Callable[[str, str], Mapping[str, Any]]
    most: int
    whole: bool
    marks: bool
    gap: str


ROBOTS: Mapping[str, Robot] = {
    "wecom": Robot(
        "企业微信",
        lambda _, text: {"msgtype": "markdown", "markdown": {"content": text}},
        4096,
        whole=False,
        marks=True,
        gap="\n",
    ),
    "dingtalk": Robot(
        "钉钉",
        lambda title, text: {"msgtype": "markdown", "markdown": {"title": title, "text": text}},
        20_000,
        whole=True,
        marks=True,
        gap="\n\n",
    ),
    "feishu": Robot(
        "飞书",
        lambda _, text: {"msg_type": "text", "content": {"text": text}},
        20_000,
        whole=True,
        marks=False,
        gap="\n",
    ),
}
"""By the word on the command line."""

_WIDE = str.maketrans("*_`[]<>#~|", "＊＿｀［］＜＞＃～｜")
_CALLS = str.maketrans("<>", "＜＞")


def messages(
    robot: Robot, heading: str, papers: Iterable[v.Paper], lead: v.Lead | None = None
) -> Iterator[str]:
    """Papers in as few messages as they fit in, each a line of JSON. One that does not fit beside others begins
    another message; one that is parted says its title again."""
    head, empty = _bold(robot, heading), True

    def fits(lines: list[str]) -> bool:
        text = robot.gap.join(lines)
        told = _message(robot, heading, text) if robot.whole else text
        return len(told.encode()) <= robot.most

    def takes(before: list[str], text: str) -> bool:
        return fits([*before, text])

    lines = [head]
    for paper in papers:
        title, *rest = (_said(robot, each, lead) for each in plain.laid(paper))
        own = [f"\n{title}", *rest]
        again = _bold(robot, f"{terminal.words(paper.title)}{_AGAIN}")
        if not empty and not fits([*lines, *own]):
            yield _message(robot, heading, robot.gap.join(lines))
            lines, empty = [head], True
        for line in own:
            for piece in _pieces(line, partial(takes, [head, again])):
                if not empty and not fits([*lines, piece]):
                    yield _message(robot, heading, robot.gap.join(lines))
                    lines = [head, again]
                lines.append(piece)
                empty = False
    if not empty:
        yield _message(robot, heading, robot.gap.join(lines))


def _message(robot: Robot, title: str, text: str) -> str:
    return json.dumps(robot.message(title, text), ensure_ascii=False)


def _said(robot: Robot, each: Laid, lead: v.Lead | None) -> str:
    """A line as a robot shows it."""
    if each.kind in ("title", "heading"):
        return _bold(robot, terminal.words(each.says))
    said = _words(robot, each.says, lead)
    return f"{each.number}. {said}" if each.kind == "item" else said


def _bold(robot: Robot, text: str) -> str:
    return f"**{_inert(robot, text)}**" if robot.marks else _inert(robot, text)


def _words(robot: Robot, value: v.Value, lead: v.Lead | None) -> str:
    match value:
        case tuple():
            return "".join(_words(robot, each, lead) for each in value)
        case v.Link() if address := plain.address(value, lead):
            said = _inert(robot, terminal.words(value))
            return (
                f"[{said}]({quote(address, safe=_KEPT)})" if robot.marks else f"{said}（{address}）"
            )
        case _:
            return _inert(robot, terminal.words(value))


_KEPT = "%/:?#@!$&'*+,;=~-._"
"""What an address keeps as it is: all that it may hold but brackets, which end one in Markdown."""


def _inert(robot: Robot, text: str) -> str:
    """Words in which nothing acts."""
    return text.translate(_WIDE if robot.marks else _CALLS)


def _pieces(line: str, fits: Callable[[str], bool], cuts: tuple[str, ...] = _CUTS) -> Iterator[str]:
    """A line that is short enough, or parts of it that are, cut where that hurts least."""
    if fits(line):
        yield line
        return
    cut, *worse = cuts
    piece = ""
    for part in re.split(cut, line):
        if piece and not fits(piece + part):
            yield piece
            piece = ""
        if fits(part) or not worse:
            piece += part
        else:
            *before, piece = _pieces(part, fits, tuple(worse))
            yield from before
    if piece:
        yield piece
