"""One run of MkDocs inside this process: silent, strict, and the same bytes every time."""

from __future__ import annotations

import json
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import wording
from ..problems import Problem

if TYPE_CHECKING:  # MkDocs takes a fifth of a second to import: not for every command
    from mkdocs.config.defaults import MkDocsConfig

Progress = Callable[[int, int], None]
"""Told steps done and steps in all; each page is two steps, reading and writing."""

_STRICT = {
    "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
    "links": {
        "not_found": "warn",
        "anchors": "warn",
        "absolute_links": "warn",  # they break in a sub-path and in a folder
        "unrecognized_links": "warn",
    },
}

_SAID = (
    ("E602", r"Doc file '(?P<file>.+?)' contains .*?link '(?P<link>.+?)'"),
    ("E603", r"(?:A reference|An? \w+ path) to '(?P<link>.+?)' is included in the 'nav'"),
    ("E601", r"Config value '(?P<link>.+?)': (?P<why>.+)"),
)
"""Our code ← what MkDocs says; anything else is E605 with MkDocs' own words."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What to build: Markdown folder, configuration, empty or missing target, and what it says.

    A ``versioned`` site lies beside others, among which its pages let the reader choose.
    """

    docs: Path
    config: Path
    site: Path
    as_of: date
    nav: list[Any]
    site_name: str
    versioned: bool = False


def run(brief: Brief, progress: Progress | None = None) -> list[Problem]:
    """Build the site, or say why not. Exceptions are bugs, in MkDocs' extensions or here."""
    with _surroundings(brief.as_of), _listening() as heard:
        from mkdocs.commands.build import build
        from mkdocs.exceptions import MkDocsException

        _quiet_jieba(brief.site.parent)
        try:
            settings = _settings(brief)
            settings.plugins["taizhang/finish"] = _finishing(brief, progress)
            build(settings)
        except MkDocsException as stop:
            configured = not heard and not brief.site.exists()
            said = heard or [stop.message]
            return [_problem(line, brief.config, "E601" if configured else "E605") for line in said]
    _unescape_index(brief.site / "search")
    return []


def _settings(brief: Brief) -> MkDocsConfig:
    """The configuration file, with what is not its business laid over it."""
    from mkdocs.config import load_config

    settings = load_config(
        str(brief.config.resolve()),
        docs_dir=str(brief.docs.resolve()),
        site_dir=str(brief.site),
        site_name=brief.site_name,
        nav=brief.nav or None,
        use_directory_urls=False,
        strict=True,
        validation=_STRICT,
    )
    if brief.versioned:
        settings.extra["version"] = {"provider": "mike", "default": "latest"}
    return settings


@contextmanager
def _surroundings(as_of: date) -> Iterator[None]:
    """Environment variables for the run: the date that MkDocs takes for today, and no advertising."""
    midnight = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    wanted = {
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "NO_MKDOCS_2_WARNING": "true",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Every warning and error that MkDocs logs, kept from the terminal."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    ear = Ear(logging.WARNING)
    passed_on = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = passed_on


def _quiet_jieba(scratch: Path) -> None:
    """No log lines, and its dictionary's cache in ``scratch``.

    By default jieba shares jieba.cache in the machine's temporary folder with every user, and loads
    what it finds there as code-like data. Reading the dictionary anew costs 0.2 s.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    jieba.dt.tmp_dir = str(scratch)


_REFERENCE = re.compile(r"&#(\d{2,3});")


def _plain(page: str) -> str:
    """A page with its signs as themselves: what Markdown might have taken for markup no longer can.

    What HTML might take for markup stays a reference. A page is a tenth smaller for it.
    """

    def sign(found: re.Match[str]) -> str:
        char = chr(int(found[1]))
        return found[0] if char in "\"'&<>`=" or not " " < char <= "~" else char

    return _REFERENCE.sub(sign, page)


_NOWHERE = "http://taizhang.invalid/"
"""The version selector puts the real address in the place of it."""


def _map(site: Path, pages: Iterable[str]) -> None:
    """A sitemap, by which the version selector finds the page being read in another version."""
    urls = {url for page in pages for url in (page, page.removesuffix("index.html"))}
    entries = "".join(f"<url><loc>{_NOWHERE}{url}</loc></url>\n" for url in sorted({*urls, ""}))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'{head}<urlset xmlns="{schema}">\n{entries}</urlset>\n'
    (site / "sitemap.xml").write_text(text, "utf-8", newline="\n")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)


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


def _finishing(brief: Brief, progress: Progress | None) -> Any:
    """A plugin that counts pages, dates them, and finishes each of them.

    A page whose meta says ``undated`` hangs on no day, and is the same bytes on every one.
    """
    from mkdocs.plugins import BasePlugin

    class Finishing(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
        done = total = 0

        def __init__(self) -> None:
            super().__init__()
            self.scripts: dict[str, str] = {}
            self.pages: list[str] = []

        def on_config(self, config: MkDocsConfig) -> None:
            self.plain = config.copyright
            dated = f"判定日期{wording.day(brief.as_of)}"
            self.dated = f"{self.plain} · {dated}" if self.plain else dated
            config.copyright = self.dated

        def on_page_context(
            self, context: Any, *, page: Any, config: MkDocsConfig, **_: Any
        ) -> None:
            config.copyright = self.plain if page.meta.get("undated") else self.dated

        def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Any) -> None:
            self.total = 2 * len(files.documentation_pages())

        def on_page_content(self, html: str, **_: Any) -> None:
            self._step()

        def on_post_page(self, output: str, *, page: Any, **_: Any) -> str:
            self._step()
            self.pages.append(page.url)
            return _outlined(_plain(output), page.url.count("/"), self.scripts)

        def on_post_build(self, *, config: MkDocsConfig, **_: Any) -> None:
            for path, script in self.scripts.items():
                file = Path(config.site_dir) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(script, "utf-8", newline="\n")
            if brief.versioned:
                _map(Path(config.site_dir), self.pages)

        def _step(self) -> None:
            self.done += 1
            if progress:
                progress(self.done, self.total)

    return Finishing()


def _problem(said: str, config: Path, otherwise: str) -> Problem:
    """What MkDocs said, in our words."""
    for code, pattern in _SAID:
        found = re.match(pattern, said, re.DOTALL)
        if found:
            return _worded(code, found.groupdict(), config)
    page = re.search(r"page '(.+?)'", said)
    file = page[1] if page else config.name if otherwise == "E601" else ""
    return Problem(otherwise, f"MkDocs 的说明：{said.strip()}", file=file)


def _worded(code: str, parts: dict[str, str], config: Path) -> Problem:
    link = parts["link"]
    match code:
        case "E602":
            message = f"链接“{link}”指向不存在的页面或位置"
            hint = "请用相对路径，并核对标题的锚点。"
            return Problem(code, message, hint, parts["file"], value=link)
        case "E603":
            return Problem(code, f"导航中的“{link}”不在页面之中", file=config.name, value=link)
        case _:
            return Problem(code, f"{link}：{parts['why']}", file=config.name, field=link)


def _unescape_index(search: Path) -> None:
    """Write the search index as UTF-8: less than half the size of the escapes it comes with."""
    index = search / "search_index.json"
    if not index.is_file():
        return
    text = json.dumps(
        json.loads(index.read_text("utf-8")), ensure_ascii=False, separators=(",", ":")
    )
    index.write_text(text, "utf-8", newline="\n")
    script = search / "search_index.js"
    if script.is_file():  # the offline plugin's copy, for pages opened without a server
        script.write_text(f"var __index = {text}", "utf-8", newline="\n")
