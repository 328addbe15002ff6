"""The index of the search, made of the finished pages: names in one file, their text in shards.

It is loaded when somebody opens the search; of a large site all names, and the text of as many pages as a browser
bears at once, those of the sidebar before others (``pages/names``): the rest when somebody asks for it. Each file is
a script that hands its part to the search (``site/assets/search.js``), because a page that was opened from a folder
may load nothing else.
"""

from __future__ import annotations

import html
import json
import platform
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from .. import store
from ..frozen import dataclass
from ..pages import names
from ..progress import counted
from ..store import NOWHERE, Store

FOLDER = "search"
_SHARD = 250_000
"""So many characters of text are in a shard, or one page more."""

_FIRST = 8
"""So many shards are loaded without being asked for: two million characters, four times those of a city."""

_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""The theme's own search, which nothing loads where its plugin is not in use."""

Section: TypeAlias = tuple[str, str, str]
"""Where it stands on its page, its heading, and what is below it; '' and '' for what comes first."""


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
    shards = list(_shards(pages))
    titles = {entry["page"]: entry["title"] for entry in entries}
    known = [_page(entry, titles) for entry in entries]
    first = min(_FIRST, len(shards))
    _give(site / FOLDER / "names.js", {"shards": len(shards), "first": first, "pages": known})
    for number, shard in enumerate(shards, 1):
        _give(site / FOLDER / f"text-{number}.js", {"text": shard})


def _read(site: Path, path: str, held: Store, digests: Mapping[str, str]) -> list[Section]:
    def told() -> bytes:
        page = (site / path).read_bytes().decode()
        return json.dumps(sections(page), ensure_ascii=False).encode()

    digest = digests.get(path) or store.key((site / path).read_bytes())
    key = store.key(platform.python_version(), store.program("publishing/index.py"), digest)
    return [(at, heading, text) for at, heading, text in json.loads(held.once("said", key, told))]


def _page(entry: names.Entry, titles: Mapping[str, str]) -> list[object]:
    """Its address, kind, section, whether it stands aside (outside the sidebar, under the page that lists
    it), title, and what is named on it."""
    spots = [[each["anchor"], each["of"], *each["names"]] for each in entry["named"]]
    aside = not entry["section"]
    section = titles.get(f"{entry['kind'].split('{}')[0]}index", "") if aside else entry["section"]
    return [f"{entry['page']}.html", entry["kind"], section, int(aside), entry["title"], spots]


def _shards(pages: Iterable[list[Section]]) -> Iterator[list[object]]:
    """Pages by their number in the list of names, each with its sections."""
    shard: list[object] = []
    size = 0
    for number, page in enumerate(pages):
        shard.append([number, page])
        size += sum(len(heading) + len(text) for _, heading, text in page)
        if size >= _SHARD:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _give(file: Path, part: object) -> None:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    for char in "\u2028\u2029":  # which older engines take for the end of a line
        text = text.replace(char, f"\\u{ord(char):04x}")
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"TaizhangSearch.give({text})\n", "utf-8", newline="\n")


_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>|<!--.*?-->""", re.DOTALL
)
_ID = re.compile(r"""\sid="([^"]*)\"""")
_SKIPPED = re.compile(r"""\sdata-search-exclude\b|\saria-hidden="?true|\sclass="headerlink""")
_HEADINGS = ("h1", "h2", "h3")
_UNSEEN = ("script", "style", "svg", "select", "template")
_VOID = ("br", "hr", "img", "input", "wbr", "col", "link", "meta", "source")
_INLINE = (
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "wbr",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What was met of a section so far."""

    anchor: str
    heading: list[str]
    text: list[str]


def sections(page: str) -> list[Section]:
    """What a page says, by its headings: the text of its article as it is read, in one line each.

    Left out are marks for the eye alone, and what bears ``data-search-exclude``.
    """
    start, end = page.find("<article"), page.rfind("</article>")
    found: list[_Part] = [_Part("", [], [])]
    heading = False
    skipped, depth = "", 0
    at = max(0, page.find(">", start) + 1)
    for tag in _TAG.finditer(page, at, max(at, end)):
        if not skipped:
            (found[-1].heading if heading else found[-1].text).append(page[at : tag.start()])
        at = tag.end()
        closes, name = tag[1] == "/", (tag[2] or "").lower()
        if skipped:
            depth += 0 if name != skipped else -1 if closes else 1
            skipped = skipped if depth else ""
        elif not closes and name not in _VOID and _is_skipped(name, tag[3]):
            skipped, depth = name, 1
        elif name in _HEADINGS:
            heading = not closes
            if heading:
                place = _ID.search(tag[3])
                found.append(_Part(html.unescape(place[1]) if place else "", [], []))
        if name not in _INLINE:
            (found[-1].heading if heading else found[-1].text).append(" ")
    found[-1].text.append(page[at : max(at, end)])
    return [section for each in found if (section := _said(each))[2] or section[1]]


def _is_skipped(name: str, attributes: str) -> bool:
    return name in _UNSEEN or bool(_SKIPPED.search(attributes))


def _said(part: _Part) -> Section:
    heading, text = (" ".join(html.unescape("".join(p)).split()) for p in (part.heading, part.text))
    return part.anchor, heading, text
