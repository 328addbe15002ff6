"""Pages that grew too long: their longest lists go to pages of their own, and an index leads to them.

One law for every kind of page, taken from what was written and not from who wrote it: a page that is too long
gives up its longest lists first, until it is not. A list is divided between its items alone, each part
under the head of the whole; no item is lost, and whatever led to it leads to it still. A page that is
not too long stays as it is.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import chain

from ...frozen import dataclass
from ...words.characters import whole_lines

MOST = 270_000
"""Bytes of a page as it will be sent, less what the site puts around it (some 25,000): with it a page stays below
300,000, which a phone in a county loads and lays out in a second or two."""

PART = 150_000
"""Bytes of a list on one page: half of what a page may have, so that few are needed and each is quick."""


_OF = "~"
"""Between the path of a page and the number of its part, beside it so that links from it stay right; no id has
it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Lists as templates lay them out: how the first line of a list and of an item begins, and its last line; of
    items that follow each other in no list of their own ``first`` is ''."""

    first: str
    item: str | tuple[str, ...]
    last: tuple[str, ...]


SHAPES = (
    Shape('<div class="wide', "<tr", ("</div>\n",)),
    Shape('<ul class="tilegrid">', "<li><h4>", ("</ul>\n",)),
    Shape('<div class="figures"', "<figure", ("</div>\n",)),
    Shape('<table class="bars', '<tr><th scope="row"', ("</table>\n",)),
    Shape('<div class="mosaics', '<div class="mosaic"', ("</div>\n",)),
    Shape("", ('<details class="turn"', '<section class="turn"'), ("</details>\n", "</section>\n")),
    Shape("", '<details class="history"', ("</details>\n",)),
)
"""Whatever a page may have hundreds of: rows of a table, squares by unit, charts, bars, and what is folded up."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many items of a list: where they lie, below which heading of their page, the ``number`` of so many
    parts; ``names`` are those of the items, ``text`` is the list with them alone."""

    path: str
    label: str
    number: int
    of: int
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Divided:
    """A page with what is left of it: its text, its parts, and where its anchors went to."""

    text: str
    parts: tuple[Part, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _List:
    """The lines from ``start`` to before ``end``; ``starts`` are those at which an item begins."""

    start: int
    end: int
    starts: Sequence[int]
    size: int
    label: str


def divided(
    path: str,
    text: str,
    index: Callable[[Sequence[Part]], str],
    most: int = MOST,
    part: int = PART,
) -> Divided:
    """The page at a path without suffix, its longest lists on pages beside it where it has more than ``most``
    bytes; ``index`` gives what stands in the place of a list."""
    if len(text.encode()) <= most or (size := sent(text)) <= most:
        return Divided(text)
    lines = whole_lines(text)
    chosen: list[_List] = []
    for each in sorted(_lists(lines), key=lambda one: -one.size):
        if size > most and len(each.starts) > 1:
            chosen.append(each)
            size -= each.size
    chosen.sort(key=lambda each: each.start)
    parts: list[Part] = []
    kept: list[str] = []
    done = 0
    for each in chosen:
        own = list(_parts(path, lines, each, part, len(parts)))
        kept += [*lines[done : each.start], index(own)]
        parts += own
        done = each.end
    moved = {html.unescape(id_): own.path for own in parts for id_ in _IDS.findall(own.text)}
    return Divided("".join((*kept, *lines[done:])), tuple(parts), moved)


def leading(moved: Mapping[str, Mapping[str, str]]) -> Callable[[str, str], str]:
    """Gives a page, or a part of one, by its path and text, with its links leading to where the anchors are; ``moved``
    are those of each divided page, by its path."""
    anchors = frozenset(chain.from_iterable(moved.values()))
    return lambda path, text: _led(path, text, moved, anchors)


def _led(
    path: str, text: str, moved: Mapping[str, Mapping[str, str]], anchors: Container[str]
) -> str:
    here = posixpath.dirname(path)
    within = path.partition(_OF)[0] if _OF in path else ""
    if not within and path not in moved and not _may_lead(text, moved):
        return text

    def lead(found: re.Match[str]) -> str:
        address, _, anchor = html.unescape(found[1]).partition("#")
        to, mark, query = address.partition("?")
        if (anchor not in anchors and (to or not within)) or not anchor or ":" in to:
            return found[0]
        page = (
            posixpath.normpath(posixpath.join(here, to))[: -len(".html")] if to else within or path
        )
        there = _moved(page, anchor, moved)
        if there == page and (to or not within):
            return found[0]
        name = "" if there == path else f"{posixpath.relpath(there, here or '.')}.html"
        return f'href="{html.escape(f"{name}{mark}{query}#{anchor}")}"'

    return _LINK.sub(lead, text)


def _may_lead(text: str, moved: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a text may have a link to one of some pages: it has the longest word of its name, or spells letters as
    numbers."""
    return any(word in text for word in _words_of(tuple(moved))) or bool(_NUMBERED.search(text))


@lru_cache(8)
def _words_of(pages: Sequence[str]) -> Sequence[str]:
    """The longest word of the name of each page, once."""
    every = (_WORDS.findall(posixpath.basename(page)) for page in pages)
    return tuple(dict.fromkeys(max(words, key=len, default="") for words in every))


def _moved(page: str, anchor: str, moved: Mapping[str, Mapping[str, str]]) -> str:
    """Where an anchor of a page is, or of a part that was divided again."""
    while (there := moved.get(page, {}).get(anchor, page)) != page:
        page = there
    return page


def sent(text: str) -> int:
    """How many bytes of a page are sent, in which signs stand as themselves."""
    return len(_REFERENCE.sub("-", text).encode())


def _lists(lines: Sequence[str]) -> Iterator[_List]:
    """The lists of a page, none in another."""
    heading, at = "", 0
    while at < len(lines):
        line = lines[at]
        if found := _HEADING.match(line):
            heading = _words(found[1])
        begins = (shape for shape in SHAPES if line.startswith(shape.first or shape.item))
        shape = next(begins, None)
        starts, end = _items(lines, at, shape) if shape else ([], at)
        if shape is None or (not shape.first and len(starts) == 1) or end == at:
            at += 1  # of what follows nothing like it the inside may be a list
            continue
        label = _LABEL.search(line) if shape.first else None
        told = (heading, html.unescape(label[1] or label[2]) if label else "")
        size = sent("".join(lines[at:end]))
        yield _List(at, end, starts, size, "，".join(dict.fromkeys(filter(None, told))))
        at = end


def _items(lines: Sequence[str], start: int, shape: Shape) -> tuple[list[int], int]:
    """Where the items of a list begin, and after which line it has ended; where it never does, at its start."""
    if shape.first:
        end = _closed(lines, start, shape) or start
        return [n for n in range(start, end) if lines[n].startswith(shape.item)], end
    starts, at = [start], _closed(lines, start, shape) or start
    while after := _next(lines, at, shape):
        starts.append(after)
        at = _closed(lines, after, shape) or len(lines)
    return starts, at


def _closed(lines: Sequence[str], start: int, shape: Shape) -> int | None:
    return next((n + 1 for n in range(start + 1, len(lines)) if lines[n] in shape.last), None)


def _next(lines: Sequence[str], at: int, shape: Shape) -> int | None:
    """The line with the next item, where nothing stands before it."""
    there = next((n for n in range(at, len(lines)) if lines[n].strip()), None)
    return there if there is not None and lines[there].startswith(shape.item) else None


def _parts(path: str, lines: Sequence[str], whole: _List, most: int, before: int) -> Iterator[Part]:
    """A list in parts of so many bytes, or of one item that has more."""
    last = _tail(lines, whole)
    ends = [*whole.starts[1:], last]
    items = ["".join(lines[a:b]) for a, b in zip(whole.starts, ends, strict=True)]
    head, tail = "".join(lines[whole.start : whole.starts[0]]), "".join(lines[last : whole.end])
    shares: list[list[str]] = []
    size = most
    for item in items:
        own = sent(item)
        if size + own > most:
            shares.append([])
            size = 0
        shares[-1].append(item)
        size += own
    for number, share in enumerate(shares, 1):
        names = tuple(dict.fromkeys(filter(None, map(_name, share))))
        text = "".join((head, *share, tail))
        yield Part(f"{path}{_OF}{before + number}", whole.label, number, len(shares), names, text)


def _tail(lines: Sequence[str], whole: _List) -> int:
    """Where the last item of a list has ended: at what closes the list."""
    last = whole.end - 1
    while last - 1 > whole.starts[-1] and lines[last - 1].startswith(_CLOSING):
        last -= 1
    return last


def _name(item: str) -> str:
    found = _NAME.search(item)
    return _words(found[1]) if found else ""


def _words(marked: str) -> str:
    """What is read of something marked up."""
    return html.unescape(_TAG.sub("", _UNREAD.sub("", marked))).strip()


_CLOSING = ("</tbody>", "</table>", "\n")
_REFERENCE = re.compile(r"&#\d{2,3};")
_IDS = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'href="([^"]*#[^"]*)"')
_WORDS = re.compile("[A-Za-z0-9]+")
_NUMBERED = re.compile(
    "&#(?:[xX]|0*(?:4[89]|5[0-7]|6[5-9]|[78][0-9]|90|9[7-9]|1[01][0-9]|12[0-2]);)"
)
_HEADING = re.compile(r"(?:##+ |<h[23][^>]*>)(.*)")
_LABEL = re.compile(r'aria-label="([^"]*)"|<caption[^>]*>([^<]*)<')
_NAME = re.compile(r'<(?:th scope="row"[^>]*|h[34]|b|summary)>(.*?)</(?:th|h[34]|b|summary)>')
_TAG = re.compile(r"<[^>]*>|\{ #.*\}")
_UNREAD = re.compile(
    r'<small>.*?</small>|<span class="state [^>]*><span [^>]*>.*?</span>.*?</span>'
)
