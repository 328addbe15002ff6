"""The index of the search, made of the finished pages: what they are called in some files, what they say in others.

It is loaded when somebody opens the search. That of a city is loaded whole. Of a larger site some names are, those of
the sidebar first (``pages/names``); the other files are those that may hold what is typed, by what ``where`` says of
them. Each is a script that hands its part to the search (``site/assets/search.js``), because a page that was opened
from a folder may load nothing else.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ... import store
from ...pages import names
from ...progress import counted
from ...store import NOWHERE, Store
from . import where
from .said import Section, sections

FOLDER = "search"
_TEXT = 100_000
"""So many characters of text are in a file, or one page more."""

_NAMES = 60_000
"""So many characters of what is known of pages by name are in a file, or one page more."""

_FIRST = 8
"""A site with so many files of text is loaded whole; of a larger one no more of them come without being asked for."""

_MANY = 3
"""A name that more pages bear is the name of none of them."""

_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""The theme's own search, which nothing loads where its plugin is not in use."""

T = TypeVar("T")


def write(
    site: Path,
    docs: Path,
    held: Store = NOWHERE,
    digests: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the index of the pages that ``docs`` has names of below ``search/``, in place. What a page says
    hangs on its bytes alone, and is kept by their digest, which ``digests`` has of some."""
    entries = names.read(docs)
    if not (site / FOLDER).exists():
        for folder in _UNUSED:
            shutil.rmtree(site / folder, ignore_errors=True)
    pages = [_read(site, f"{entry['page']}.html", held, digests) for entry in counted(entries)]
    titles = {entry["page"]: entry["title"] for entry in entries}
    known = [_page(entry, titles) for entry in entries]
    text = list(_divided(pages, _size, _TEXT))
    named = list(_divided(known, lambda page: len(_spelt(page)), _NAMES))
    large = len(text) > _FIRST
    whole = {
        "books": where.BOOKS if large else 0,
        "first": _FIRST,
        "starts": {
            "names": [of.start for of in named],
            "text": [of.start for of in text],
        },
        "sections": sum(map(len, pages)),
        "common": _common(entries),
    }
    for number, of in enumerate(named, 1):
        own = {"from": of.start, "pages": known[of.start : of.stop]}
        _give(site, f"names-{number}", {**whole, **own} if number == 1 else own)
    for number, of in enumerate(text, 1):
        _give(site, f"text-{number}", {"from": of.start, "text": pages[of.start : of.stop]})
    if large:
        said = [
            where.keys(told for n in of for each in pages[n] for told in each[1:]) for of in text
        ]
        called = [where.keys(name for n in of for name in _names(entries[n])) for of in named]
        for number, book in enumerate(where.books(said, called), 1):
            _give(site, f"where-{number}", {"where": book})


def _read(site: Path, path: str, held: Store, digests: Mapping[str, str]) -> list[Section]:
    def told() -> bytes:
        page = (site / path).read_bytes().decode()
        return json.dumps(sections(page), ensure_ascii=False).encode()

    digest = digests.get(path) or store.key((site / path).read_bytes())
    key = store.key(platform.python_version(), store.program("publishing/index/said.py"), digest)
    return [(at, heading, text) for at, heading, text in json.loads(held.once("said", key, told))]


def _page(entry: names.Entry, titles: Mapping[str, str]) -> list[object]:
    """Its address, kind, section, whether it stands aside (outside the sidebar, under the page that lists
    it), title, and what is named on it."""
    spots = [[each["anchor"], each["of"], *each["names"]] for each in entry["named"]]
    aside = not entry["section"]
    section = titles.get(f"{entry['kind'].split('{}')[0]}index", "") if aside else entry["section"]
    return [f"{entry['page']}.html", entry["kind"], section, int(aside), entry["title"], spots]


def _names(entry: names.Entry) -> Iterator[str]:
    """Everything by which a page is found."""
    yield entry["title"]
    for each in entry["named"]:
        yield from each["names"]


def _common(entries: Iterable[names.Entry]) -> list[str]:
    """The names that many pages bear, as they are compared."""
    found = Counter(name for entry in entries for name in set(map(where.folded, _names(entry))))
    return sorted(name for name, pages in found.items() if pages > _MANY)


def _size(page: Iterable[Section]) -> int:
    return sum(len(heading) + len(text) for _, heading, text in page)


def _divided(pages: Sequence[T], size_of: Callable[[T], int], most: int) -> Iterator[range]:
    """The numbers of pages that are in a file together: those of a size, or a page more."""
    start = size = 0
    for number, page in enumerate(pages, 1):
        size += size_of(page)
        if size >= most or number == len(pages):
            yield range(start, number)
            start, size = number, 0


def _give(site: Path, name: str, part: Mapping[str, object]) -> None:
    text = _spelt({"file": name, **part})
    for char in "\u2028\u2029":  # which older engines take for the end of a line
        text = text.replace(char, f"\\u{ord(char):04x}")
    file = site / FOLDER / f"{name}.js"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"TaizhangSearch.give({text})\n", "utf-8", newline="\n")


def _spelt(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))
