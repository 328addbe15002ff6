"""Pages that MkDocs made before of the same: it is handed them, and makes the others.

Its run stays its own: it takes the pages one by one, links them with each other and writes them. What it is
spared are its two costly steps, each a function of what its key holds:

- a page's Markdown → HTML, headings, anchors and links. This hangs on the page, on which files there are
  (links lead to them), on the configuration, and on the programs that read it. Anchors and links come with
  it, so that those of a page that is kept and of one that is new are held against each other as ever.
- HTML → the page as the theme draws it. This hangs on the first besides, on the navigation with all its
  titles, on the theme and on the day.

What warned of anything is not kept, so that nothing is told the first time alone. Nor is anything where
more has a say than is seen here: plugins and hooks, extensions that look at other files, settings that come
from elsewhere; and of a theme with templates of a city's own, which may ask for anything of any page, only
the first step is spared.
"""

from __future__ import annotations

import json
import platform
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from ... import look, store
from ...store import Store
from .brief import Brief

_MADE_BY = ("markdown", "pymdown-extensions", "mkdocs-material", "pyyaml")
"""Whose versions have a say in a page, besides the builder's and those of what draws by templates."""

_ALONE = {
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "nl2br",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.mark", "pymdownx.tasklist",
    "pymdownx.tilde", "sane_lists", "smarty", "tables", "toc",
}  # fmt: skip
"""Extensions of Markdown that look at nothing but the page."""

_ELSEWHERE = re.compile(r"^INHERIT\b|^hooks\b|!ENV|!relative|!!python/(?!\S*[:/]pymdownx\.)", re.M)
"""What a configuration says that hangs on more than its own text."""

_THEME = "material"
_TEMPLATES = "site/theme"


def keeping(name: str, brief: Brief, settings: Any, heard: Sequence[str]) -> Keeping | None:
    """What to put among the plugins of a builder of this name; None where nothing may be kept.

    ``heard`` is what was warned of, as it comes.
    """
    text = brief.config.read_text("utf-8")
    extensions = {each for each in settings.markdown_extensions if isinstance(each, str)}
    if brief.held.folder is None or settings.plugins or not extensions <= _ALONE:
        return None
    if _ELSEWHERE.search(text):
        return None
    programs = look.drawn_by(name, *_MADE_BY)
    read_by = store.key(platform.python_version(), *programs, store.program(_OURS), text)
    templates = list(_templates(settings))
    shown = (brief.site_name, str(brief.as_of), str(brief.versioned), settings.copyright)
    drawn_by = store.key(read_by, *shown, *settings.extra["folders"], *_said(templates))
    return Keeping(
        name, brief.held, heard, read_by, drawn_by if _known(settings, templates) else None
    )


_OURS = "publishing/builders"


def _templates(settings: Any) -> Iterator[tuple[str, bytes]]:
    """The files that a configuration puts over those of the theme, by path."""
    folder = settings.theme.custom_dir
    for file in sorted(Path(folder).rglob("*")) if folder else ():
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def _said(files: Iterable[tuple[str, bytes]]) -> Iterator[str | bytes]:
    for path, data in files:
        yield path
        yield data


def _known(settings: Any, templates: Iterable[tuple[str, bytes]]) -> bool:
    """Whether the theme's templates look at nothing but their page and the navigation: Material's and ours."""
    ours = look.ours() / _TEMPLATES
    own = [each for each in templates if not _is_ours(ours, *each)]
    return settings.theme.name == _THEME and not own


def _is_ours(ours: Path, path: str, data: bytes) -> bool:
    file = ours / path
    return file.is_file() and file.read_bytes() == data


@dataclass(slots=True)
class Keeping:
    """Stands among the plugins of a run; ``drawn_by`` is None where nobody knows what templates look at."""

    name: str
    held: Store
    heard: Sequence[str]
    read_by: str
    drawn_by: str | None
    _files: str = ""
    _shell: str = ""
    _keys: dict[str, str] = field(default_factory=dict)
    """By the path of a page what it was made of: its Markdown, and what that is read by."""

    def on_files(self, files: Any, *, config: Any) -> None:
        """Called by the builder when it knows which files there are."""
        self._files = store.key(*sorted(f"{file.src_uri} {file.inclusion}" for file in files))

    def on_pre_page(self, page: Any, *, config: Any, files: Any) -> Any:
        """Called before it reads a page: have us asked before its Markdown is followed."""
        page.render = partial(self._read, page, page.render)
        return page

    def on_env(self, env: Any, *, config: Any, files: Any) -> Any:
        """Called when all pages are read: have us asked before one is drawn."""
        return _Templates(env, self._drawn, config.theme.static_templates) if self.drawn_by else env

    def _read(self, page: Any, follow: Callable[[Any, Any], None], config: Any, files: Any) -> None:
        """What following its Markdown makes of a page."""
        path = page.file.src_uri
        key = self._keys[path] = store.key(self.read_by, self._files, path, page.markdown)
        if kept := self.held.get("read", key):
            self._put_back(page, json.loads(zlib.decompress(kept)), files)
            return
        before = len(self.heard)
        follow(config, files)
        if len(self.heard) == before:
            self.held.put("read", key, _packed(json.dumps(_taken(page), ensure_ascii=False)))

    def _put_back(self, page: Any, kept: dict[str, Any], files: Any) -> None:
        page.content = kept["content"]
        page.toc = import_module(f"{self.name}.structure.toc").get_toc(kept["headings"])
        page._title_from_render = kept["title"]
        page.present_anchor_ids = set(kept["anchors"])
        page.links_to_anchors = {
            files.get_file_from_path(path): anchors for path, anchors in kept["links"]
        }

    def _drawn(self, context: Any, draw: Callable[[], str]) -> str:
        """What the theme makes of a page."""
        page = context["page"]
        if page is None or page.file.src_uri not in self._keys:
            return draw()
        self._shell = self._shell or store.key(str(self.drawn_by), *_listed(context["nav"]))
        key = store.key(self._shell, self._keys[page.file.src_uri], repr(page.meta))
        if kept := self.held.get("drawn", key):
            return zlib.decompress(kept).decode()
        before = len(self.heard)
        made = draw()
        if len(self.heard) == before:
            self.held.put("drawn", key, _packed(made))
        return made


def _taken(page: Any) -> dict[str, Any]:
    """What following the Markdown of a page left in it."""
    links = page.links_to_anchors or {}
    return {
        "content": page.content,
        "headings": [_heading(each) for each in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(filter(None, page.present_anchor_ids)),
        "links": [(file.src_uri, anchors) for file, anchors in links.items()],
    }


def _heading(link: Any) -> dict[str, Any]:
    children = [_heading(each) for each in link.children]
    return {"name": link.title, "id": link.id, "level": link.level, "children": children}


def _listed(nav: Any) -> Iterator[str]:
    """What a page may show of others: the navigation, and what each page in it says of itself."""
    yield str(nav)
    for page in nav.pages:
        yield f"{page.file.src_uri} {page.title} {page.meta!r}"


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


@dataclass(frozen=True, slots=True)
class _Templates:
    """The theme's templates, each taken up when a page is drawn by it; those of pages of their own as ever."""

    env: Any
    drawn: Callable[[Any, Callable[[], str]], str]
    apart: Iterable[str]

    def get_template(self, name: str) -> Any:
        """Called by the builder for each page."""
        if name in self.apart:
            return self.env.get_template(name)
        return _Template(partial(self.env.get_template, name), self.drawn)


@dataclass(frozen=True, slots=True)
class _Template:
    found: Callable[[], Any]
    drawn: Callable[[Any, Callable[[], str]], str]

    def render(self, context: Any) -> str:
        """Called by the builder for each page."""
        return self.drawn(context, lambda: self.found().render(context))
