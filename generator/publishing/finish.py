"""The one pass over what the builder wrote: what a site needs besides, whoever built it.

Pages say the day, hold nothing but themselves (no script is written in a page, so that none needs
leave to run), and are found by the version selector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from .. import store, wording
from ..frozen import dataclass
from ..progress import counted
from .builders.brief import JUDGED

UNSHOWN = "404.html"
"""Served in the place of missing pages at any depth: it needs no other file, and its links are worked
out by the browser."""


def finish(site: Path, docs: Path, as_of: date, *, versioned: bool) -> None:
    """Finish the site that a builder made of the Markdown in ``docs``, in place.

    What was copied from there stays as it is. A page whose meta says ``undated`` hangs on no day, and
    is the same bytes on every one. Only a ``versioned`` site is told where its pages are.
    """
    Finish(docs, as_of).rest(site, versioned=versioned)


@dataclass(frozen=True, slots=True)
class Finish:
    """The pass over the pages of a site made of ``docs``, for a builder that has them finished one by one as it
    writes them; ``done`` are those that are, each with the digest of its bytes."""

    docs: Path
    as_of: date
    done: dict[str, str] = field(default_factory=dict)
    _scripts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What finishing a page hangs on besides the page."""
        ours = store.program("publishing/builders/brief.py", "publishing/finish.py", "wording.py")
        return store.key(ours, self.as_of.isoformat())

    def page(self, path: str, text: str) -> tuple[str, dict[str, str]]:
        """A page as it is finished, and its scripts by the paths of their own files."""
        scripts: dict[str, str] = {}
        text = _dated(text, None if _undated(self.docs, path) else self.as_of)
        if path != UNSHOWN:
            text = _outlined(_plain(text), path.count("/"), scripts)
        return text, scripts

    def take(self, path: str, scripts: Mapping[str, str], digest: str) -> None:
        """Have a page that is finished, with its scripts and the digest of its bytes."""
        self.done[path] = digest
        self._scripts.update(scripts)

    def rest(self, site: Path, *, versioned: bool) -> None:
        """Finish what is left, and write what pages need besides."""
        pages = []
        for file in counted(sorted(site.rglob("*.html"))):
            path = file.relative_to(site).as_posix()
            if path not in self.done:
                if (self.docs / path).exists():
                    continue
                text, scripts = self.page(path, file.read_bytes().decode())
                data = text.encode()
                self.take(path, scripts, store.key(data))
                file.write_bytes(data)
            if path != UNSHOWN:
                pages.append(path)
        for path, script in self._scripts.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(script, "utf-8", newline="\n")
        if versioned:
            _map(site, pages)


_META_UNDATED = re.compile(r"---\n(?:(?!---\n).*\n)*?undated: true\n")


def _undated(docs: Path, page: str) -> bool:
    source = (docs / page).with_suffix(".md")
    return source.is_file() and bool(_META_UNDATED.match(source.read_text("utf-8")))


def _dated(page: str, day: date | None) -> str:
    """A page with the day after its copyright, or with nothing there."""
    if day:
        return page.replace(JUDGED, f"判定日期{wording.day(day)}")
    return page.replace(f" · {JUDGED}", "").replace(JUDGED, "")


_REFERENCE = re.compile(r"&#(\d{2,3});")


def _plain(page: str) -> str:
    """A page with its signs as themselves: what Markdown might have taken for markup no longer can.

    What HTML might take for markup stays a reference. A page is a tenth smaller for it.
    """

    def sign(found: re.Match[str]) -> str:
        char = chr(int(found[1]))
        return found[0] if char in "\"'&<>`=" or not " " < char <= "~" else char

    return _REFERENCE.sub(sign, page)


_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OUTLINE = "assets/inline"
"""Where the theme's small scripts go, so that a page needs no leave to run what is written in it."""


def _outlined(page: str, depth: int, scripts: dict[str, str]) -> str:
    """A page with its scripts in files of their own, which are noted in ``scripts`` by path."""

    def linked(found: re.Match[str]) -> str:
        path = f"{_OUTLINE}/{sha256(found[1].encode()).hexdigest()[:12]}.js"
        scripts[path] = found[1]
        return f'<script src="{"../" * depth}{path}"></script>'

    return _INLINE.sub(linked, page)


_NOWHERE = "http://taizhang.invalid/"
"""The version selector puts the real address in the place of it."""


def _map(site: Path, pages: Iterable[str]) -> None:
    """A sitemap, by which the version selector finds the page being read in another version."""
    urls = {quote(url) for page in pages for url in (page, page.removesuffix("index.html"))}
    entries = "".join(f"<url><loc>{_NOWHERE}{url}</loc></url>\n" for url in sorted({*urls, ""}))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'{head}<urlset xmlns="{schema}">\n{entries}</urlset>\n'
    (site / "sitemap.xml").write_text(text, "utf-8", newline="\n")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
