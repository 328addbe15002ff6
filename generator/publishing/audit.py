"""Reading the finished site as a browser would: every link leads somewhere, nothing comes from outside.

MkDocs checks links written in Markdown. Most of ours are HTML in tables, which it leaves alone, and
what a theme or a city's own mkdocs.yml asks of other servers it does not look at.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.problems import Problem

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_LINK = re.compile(r"""\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ANCHOR = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LOADED = re.compile(
    r"""\s(?:src|srcset|data|poster)\s*=\s*["']?\s*(?P<url>(?:https?:)?//[^\s"'>]+)"""
)
_LINKED = re.compile(r"""\shref\s*=\s*["']?\s*(?P<url>(?:https?:)?//[^\s"'>]+)""")
_STYLED = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?P<url>(?:https?:)?//[^\s"')]+)""")
_FETCHING = re.compile(
    r"""\srel\s*=\s*["']?[^"'>]*\b(?:stylesheet|icon|manifest|pre\w+|dns-prefetch|modulepreload)\b"""
)
_SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_UNSHOWN = "404.html"
"""Served in the place of missing pages at any depth, so its links are worked out by the browser."""


def check(site: Path) -> list[Problem]:
    """Dead links (E602) and resources of other servers (E604) in a finished site, by output file."""
    files = {path.relative_to(site).as_posix(): path for path in _files(site)}
    pages = {name: _Page(path) for name, path in files.items() if name.endswith(".html")}
    problems = []
    for name, page in pages.items():
        problems += [_outside(name, url) for url in page.outside]
        if name != _UNSHOWN:
            problems += _dead(name, page, files, pages)
    for name, path in files.items():
        if name.endswith(".css"):
            found = _STYLED.finditer(path.read_text("utf-8", errors="replace"))
            problems += [_outside(name, match["url"]) for match in found]
    return problems


class _Page:
    """What a page offers to link to, what it links to, and what it loads from elsewhere."""

    __slots__ = ("anchors", "links", "outside")

    def __init__(self, path: Path) -> None:
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.outside: set[str] = set()
        text = path.read_text("utf-8", errors="replace")
        for match in _SCRIPT.finditer(text):
            if match[1].lower() == "style":
                self.outside.update(found["url"] for found in _STYLED.finditer(match[3]))
        # What stands between script tags is no markup, the tags themselves are.
        for tag, rest in _TAG.findall(_SCRIPT.sub(r"<\1\2>", text)):
            if "=" in rest:
                self._note(tag.lower(), rest)

    def _note(self, tag: str, rest: str) -> None:
        self.anchors.update(html.unescape(a or b) for a, b in _ANCHOR.findall(rest))
        self.links.update(html.unescape(a or b) for a, b in _LINK.findall(rest))
        if tag != "a":
            self.outside.update(found["url"] for found in _LOADED.finditer(rest))
        if tag in ("image", "use") or (tag == "link" and _FETCHING.search(rest)):
            self.outside.update(found["url"] for found in _LINKED.finditer(rest))
        if "url(" in rest:
            self.outside.update(found["url"] for found in _STYLED.finditer(rest))


def _dead(
    name: str, page: _Page, files: dict[str, Path], pages: dict[str, _Page]
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


def _target(name: str, path: str, files: dict[str, Path]) -> str | None:
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
    hint = "请核对写出这个链接的页面或模板。"
    return Problem("E602", f"链接“{link}”{why}", hint, name, value=link)


def _outside(name: str, url: str) -> Problem:
    hint = "内网打不开站外的内容：请把它放进 site/assets。"
    return Problem("E604", f"从站外加载“{url}”", hint, name, value=url)
