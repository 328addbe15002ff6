"""Reading the finished site as a browser would: every link leads somewhere, nothing comes from outside.

MkDocs checks links written in Markdown. Most of ours are HTML in tables, which it leaves alone, and
what a theme or a city's own mkdocs.yml asks of other servers it does not look at.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..problems import Problem
from ..progress import counted
from ..words.sentences import Shown, said
from .finish import UNSHOWN

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:^|[\s,])((?:https?:)?//[^\s,]+)")
_STYLED = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^\s"')]+)""")
_LOADING = {"src", "srcset", "data", "poster", "background"}
_FETCHING = re.compile(r"stylesheet|icon|manifest|pre|dns-prefetch")


def check(site: Path, promised: Collection[str] = ()) -> list[Problem]:
    """Dead links (E602) and resources of other servers (E604) in a finished site, by output file.

    ``promised`` are files that will be there once the site is where it belongs.
    """
    files = {path.relative_to(site).as_posix(): path for path in _files(site)}
    pages = {name: _Page(path) for name, path in files.items() if name.endswith(".html")}
    problems = []
    for name, page in counted(pages.items()):
        problems += [_outside(name, url) for url in page.outside]
        if name != UNSHOWN:
            problems += _dead(name, page, {*files, *promised}, pages)
    for name, path in files.items():
        if name.endswith(".css"):
            found = _STYLED.findall(path.read_text("utf-8", errors="replace"))
            problems += [_outside(name, url) for url in found]
    return problems


class _Page:
    """What a page offers to link to, what it links to, and what it loads from elsewhere."""

    __slots__ = ("anchors", "links", "outside")

    def __init__(self, path: Path) -> None:
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.outside: set[str] = set()
        text = path.read_text("utf-8", errors="replace")
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


def _dead(
    name: str, page: _Page, files: Collection[str], pages: dict[str, _Page]
) -> Iterator[Problem]:
    for link in sorted(page.links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        if parts.path.startswith("/"):
            yield _broken(name, link, "以 / 开头，网站放进子目录或文件夹就会失效")
            continue
        target = _target(name, parts.path, files)
        anchor = unquote(parts.fragment)
        if target is None:
            yield _broken(name, link, "指向不存在的文件")
        elif anchor and target in pages and anchor not in pages[target].anchors:
            yield _broken(name, link, "指向页面上不存在的位置")


def _target(name: str, path: str, files: Collection[str]) -> str | None:
    """The file that a link's path leads to, by its name in the site."""
    if not path:
        return name
    found = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    if found in files:
        return found
    index = posixpath.normpath(posixpath.join(found, "index.html"))
    return index if index in files else None


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def _broken(name: str, link: str, why: str) -> Problem:
    return Problem(*said("E602", link=Shown(link), why=Shown(why)), name, value=link)


def _outside(name: str, url: str) -> Problem:
    return Problem(*said("E604", link=Shown(url)), name, value=url)
