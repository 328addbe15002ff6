"""The pages on which the lists of a page stand that was too long for them, and what leads there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from ...frozen import dataclass
from ..page import Page, Sheet
from ..values import Link, Web
from .division import MOST, PART, Divided, Part, divided

Draw = Callable[[str, Sheet, str], str]
"""Draws what a template shows of a sheet, as seen from a path."""

INDEX, APART = "_divided", "_part"
"""The templates of what stands in the place of a list, and of a page with a part of one."""

_NAMES = 40
"""So many names say what is on a page; of more the first and the last."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as it is laid down: its kind, what it shows and names, where, its text; ``moved`` says where those of
    its anchors are that are on parts of it."""

    page: Page
    sheet: Sheet
    path: str
    text: str
    moved: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as the page leads to it: what is on it."""

    link: Link
    names: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """A list that went to pages of its own: what it is called, and what is where."""

    label: str
    parts: list[PartRow]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part with what its page has from the one that it belongs to, ``of``; ``others`` are the parts beside it."""

    of: Link
    others: list[Link]
    meta: Markup
    note: Markup
    text: Markup
    dated: Markup


def apart(page: Page, sheet: Sheet, path: str, text: str, draw: Draw) -> Iterator[Laid]:
    """A page as it was written, divided where it is too long: first what is left of it, then its parts, and theirs
    where one of them is too long by itself."""
    whole = divided(path, text, lambda parts: draw(INDEX, _index(sheet, parts), path), MOST, PART)
    yield Laid(page, _named(sheet, whole, path), path, whole.text, whole.moved)
    if not whole.parts:
        return
    meta, note, dated = (Markup(_first(each, text)) for each in (_META, _NOTE, _DATED))
    for part in whole.parts:
        of = Link(sheet.title, Web(_beside(path)))
        others = [_link(each) for each in _around(part, whole.parts)]
        view = PartView(of, others, meta, note, Markup(part.text), dated)
        own = replace(_named(sheet, whole, part.path), title=_title(sheet, part), view=view)
        aside = replace(page, section="")
        yield from apart(aside, own, part.path, draw(APART, own, part.path), draw)


def _index(sheet: Sheet, parts: Sequence[Part]) -> Sheet:
    rows = [PartRow(_link(part), _told(part)) for part in parts]
    return replace(sheet, view=IndexView(parts[0].label, rows), made_of=None)


def _named(sheet: Sheet, whole: Divided, path: str) -> Sheet:
    """A sheet with those names that stand on a page: what did not move is on the first."""
    first = not any(part.path == path for part in whole.parts)
    own = (
        each for each in sheet.named if whole.moved.get(each.anchor, path if first else "") == path
    )
    return replace(sheet, named=tuple(own), made_of=None)


def _title(sheet: Sheet, part: Part) -> str:
    of = f"（第{part.number}页，共{part.of}页）" if part.of > 1 else ""
    label = part.label if part.label != sheet.title else ""
    return f"{sheet.title}：{label}{of}" if label else f"{sheet.title}{of}"


def _link(part: Part) -> Link:
    return Link(f"第{part.number}页", Web(_beside(part.path)))


def _told(part: Part) -> str:
    if len(part.names) <= _NAMES:
        return "、".join(part.names)
    return f"{part.names[0]}至{part.names[-1]}"


def _around(part: Part, every: Sequence[Part]) -> list[Part]:
    """The parts before and after it of the same list."""
    at = every.index(part)
    before = every[at - 1 : at] if part.number > 1 else []
    after = every[at + 1 : at + 2] if part.number < part.of else []
    return [*before, *after]


def _beside(path: str) -> str:
    return f"{posixpath.basename(path)}.html"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


_META = re.compile(r"\A\s*---\n(?:(?!---\n).*\n)*---\n")
_NOTE = re.compile(r'^<p class="data-note".*$', re.MULTILINE)
_DATED = re.compile(r'^<p class="data-date".*$', re.MULTILINE)
