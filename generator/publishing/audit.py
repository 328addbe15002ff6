"""Reading the finished site as a browser would: every link leads somewhere, nothing comes from outside.

MkDocs checks links written in Markdown. Most of ours are HTML in tables, which it leaves alone, and
what a theme or a city's own mkdocs.yml asks of other servers it does not look at.
"""

from __future__ import annotations

import html
import json
import platform
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from .. import store
from ..frozen import dataclass
from ..problems import Problem
from ..progress import counted
from ..store import NOWHERE, Store
from ..words.sentences import Shown, said
from .finish import UNSHOWN

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:^|[\s,])((?:https?:)?//[^\s,]+)")
_STYLED = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^\s"')]+)""")
_LOADING = {"src", "srcset", "data", "poster", "background"}
_FETCHING = re.compile(r"stylesheet|icon|manifest|pre|dns-prefetch")


def check(
    site: Path,
    promised: Collection[str] = (),
    held: Store = NOWHERE,
    digests: Mapping[str, str] = MappingProxyType({}),
) -> list[Problem]:
    """Dead links (E602) and resources of other servers (E604) in a finished site, by output file.

    ``promised`` are files that will be there once the site is where it belongs. What a page offers and asks
    for hangs on its bytes alone, and is kept by their digest, which ``digests`` has of some; where its links lead is
    looked up anew.
    """
    files = {path.relative_to(site).as_posix(): path for path in _files(site)}
    html_ = [name for name in files if name.endswith(".html")]
    pages = {name: _read(files[name], held, digests.get(name)) for name in counted(html_)}
    dead = _Site({*files, *promised}, pages).dead()
    problems = []
    for name, page in counted(pages.items()):
        problems += [_outside(name, url) for url in page.outside]
        problems += dead.get(name, ())
    for name, path in files.items():
        if name.endswith(".css"):
            found = _STYLED.findall(path.read_text("utf-8", errors="replace"))
            problems += [_outside(name, url) for url in found]
    return problems


def _read(path: Path, held: Store, digest: str | None) -> _Page:
    known = digest or store.key(path.read_bytes())
    key = store.key(platform.python_version(), store.program("publishing/audit.py"), known)
    told = held.once("links", key, lambda: _looked_at(path.read_bytes()))
    return _Page(*map(set, json.loads(told)))


def _looked_at(data: bytes) -> bytes:
    page = _Page(set(), set(), set())
    page.read(data.decode("utf-8", "replace"))
    return json.dumps([sorted(each) for each in (page.anchors, page.links, page.outside)]).encode()


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page offers to link to, what it links to, and what it loads from elsewhere."""

    anchors: set[str]
    links: set[str]
    outside: set[str]

    def read(self, text: str) -> None:
        """Take note of what stands in its text."""
        for tag, _, inside in _INLINE.findall(text):
            if tag.lower() == "style":
                self.outside.update(_STYLED.findall(inside))
        # What stands between script tags is no markup, the tags themselves are.
        for tag, rest in set(_TAG.findall(_INLINE.sub(r"<\1\2>", text))):
            if "=" in rest:
                found = _ATTRIBUTE.findall(rest)
                self._note(
                    tag.lower(), {n.lower(): html.unescape(a or b or c) for n, a, b, c in found}
                )

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name in ("id", "name"):
                self.anchors.add(value)
            elif name in ("href", "src"):
                self.links.add(value)
            if name in _LOADING or (name.endswith("href") and _fetches(tag, attributes)):
                self.outside.update(_ELSEWHERE.findall(value))
            elif "url(" in value and name != "title" and not name.startswith("aria-"):
                self.outside.update(_STYLED.findall(value))


def _fetches(tag: str, attributes: dict[str, str]) -> bool:
    """Whether a browser follows the tag's ``href`` by itself."""
    if tag == "link":
        return bool(_FETCHING.search(attributes.get("rel", "")))
    return tag in ("image", "use")


@dataclass(frozen=True, slots=True)
class _Site:
    """Which files there are, and what the pages among them offer and ask for."""

    files: Collection[str]
    pages: Mapping[str, _Page]
    _heads: dict[tuple[str, str], tuple[str, str | None]] = field(default_factory=dict)
    """By folder and what stands before the anchor, where that leads: many links lead to places of one page."""

    def dead(self) -> Mapping[str, list[Problem]]:
        """What is wrong with the links of each page, in their order. Pages of a folder link to much the same, so that
        what they link to is looked at once, and again only where something is wrong with it."""
        found: dict[str, list[Problem]] = {}
        folders: dict[str, list[str]] = {}
        for name in self.pages:
            if name != UNSHOWN:
                folders.setdefault(posixpath.dirname(name), []).append(name)
        for names in folders.values():
            every = set[str]().union(*(self.pages[name].links for name in names))
            own = {link for link in every if link[:1] in ("", "#", "?")}
            faults = {link: why for link in every - own if (why := self._fault(names[0], link))}
            for name in names:
                links = self.pages[name].links
                wrong = {link: faults[link] for link in links & faults.keys()}
                wrong |= {link: why for link in links & own if (why := self._fault(name, link))}
                if wrong:
                    found[name] = [_dead(name, link, wrong[link]) for link in sorted(wrong)]
        return found

    def _fault(self, name: str, link: str) -> str:
        """Why a link of a page leads nowhere; '' where it leads somewhere."""
        head, _, anchor = link.partition("#")
        at = posixpath.dirname(name), head
        if at not in self._heads:
            self._heads[at] = self._led(*at)
        why, target = self._heads[at]
        anchors = self.pages.get(name if target == "" else target or "")
        if anchor and anchors and unquote(anchor) not in anchors.anchors:
            return "指向页面上不存在的位置"
        return why

    def _led(self, folder: str, head: str) -> tuple[str, str | None]:
        """Why a link without its anchor leads nowhere from the pages of a folder, and to which file of the site it
        leads: '' for the page itself, None for none."""
        parts = urlsplit(head)
        if parts.scheme or parts.netloc:
            return "", None
        if parts.path.startswith("/"):
            return "以 / 开头，网站放进子目录或文件夹就会失效", None
        target = self._found(folder, parts.path) if parts.path else ""
        return ("指向不存在的文件" if target is None else ""), target

    def _found(self, folder: str, path: str) -> str | None:
        """The file that a link's path leads to, by its name in the site."""
        found = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if found in self.files:
            return found
        index = posixpath.normpath(posixpath.join(found, "index.html"))
        return index if index in self.files else None


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def _dead(name: str, link: str, why: str) -> Problem:
    return Problem(*said("E602", link=Shown(link), why=Shown(why)), name, value=link)


def _outside(name: str, url: str) -> Problem:
    return Problem(*said("E604", link=Shown(url)), name, value=url)
