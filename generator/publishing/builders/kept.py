"""Pages that MkDocs made before of the same: it is handed them, and makes the others.

Its run stays its own: it takes the pages one by one, links them with each other and writes them. What it is
spared are its costly steps, each a function of what its key holds:

- a page's Markdown → HTML, headings, anchors and links. This hangs on the page, on which files there are
  (links lead to them), on the configuration, and on the programs that read it. Anchors and links come with
  it, so that those of a page that is kept and of one that is new are held against each other as ever.
- HTML → the page as the theme draws it. This hangs on the first besides, on the navigation with all its
  titles, on the theme and on the day.
- a page that stands in the site before as it would be written: it is linked from there, once its bytes have been
  held against their digest. Files that are copied as they are may be linked as well.

What warned of anything is not kept, so that nothing is told the first time alone. Nor is anything where
more has a say than is seen here: plugins and hooks, extensions that look at other files, settings that come
from elsewhere; and of a theme with templates of a city's own, which may ask for anything of any page, only
the first step is spared.
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from ... import look, store
from ...frozen import dataclass
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
    return Keeping(name, brief, heard, read_by, drawn_by if _known(settings, templates) else None)


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


@dataclasses.dataclass(slots=True)
class Keeping:
    """Stands among the plugins of a run; ``drawn_by`` is None where nobody knows what templates look at."""

    name: str
    brief: Brief
    heard: Sequence[str]
    read_by: str
    drawn_by: str | None
    _files: str = ""
    _shell: str = ""
    _keys: dict[str, str] = field(default_factory=dict)
    """By the path of a page what it was made of: its Markdown, and what that is read by."""
    _follow: dict[str, Callable[[], None]] = field(default_factory=dict)
    """By the path of a page of which only what others ask for was put back: what follows its Markdown."""
    _made: dict[str, str] = field(default_factory=dict)
    """By where a page is written the key of how it was finished; '' for one that stands there already."""

    @property
    def _held(self) -> Store:
        return self.brief.held

    def on_files(self, files: Any, *, config: Any) -> None:
        """Called by the builder when it knows which files there are."""
        self._files = store.key(*sorted(f"{file.src_uri} {file.inclusion}" for file in files))
        docs = str(self.brief.docs.resolve()) + os.sep
        for file in files if self.brief.lent else ():
            if str(file.abs_src_path).startswith(docs) and not file.is_documentation_page():
                file.copy_file = partial(_linked, file, file.copy_file)

    def on_pre_page(self, page: Any, *, config: Any, files: Any) -> Any:
        """Called before it reads a page: have us asked before its Markdown is followed."""
        page.render = partial(self._read, page, page.render)
        return page

    def on_env(self, env: Any, *, config: Any, files: Any) -> Any:
        """Called when all pages are read: have us asked before one is drawn."""
        return _Templates(env, self._drawn, config.theme.static_templates) if self.drawn_by else env

    def on_post_page(self, output: str, *, page: Any, config: Any) -> str:
        """Called with a page as it was drawn, before it is written, which it is not where nothing is in it."""
        to = page.file.dest_uri
        key = self._made.get(to)
        if key == "" or self.brief.finish is None:
            return output
        text, scripts = self.brief.finish.page(to, output)
        digest = store.key(text.encode("utf-8", "xmlcharrefreplace"))
        self.brief.finish.take(to, scripts, digest)
        if key:
            told = {"digest": digest, "scripts": scripts}
            self._held.put("made", key, json.dumps(told).encode())
        return text

    def _read(self, page: Any, follow: Callable[[Any, Any], None], config: Any, files: Any) -> None:
        """What following its Markdown makes of a page."""
        path = page.file.src_uri
        key = self._keys[path] = store.key(self.read_by, self._files, path, page.markdown)
        if kept := self._held.get("read", key):
            parts = store.apart(kept)
            self._put_back(page, json.loads(parts["known"].decode("utf-8", "surrogatepass")), files)
            if self.drawn_by:
                self._follow[path] = partial(follow, config, files)
            else:
                self._fill(page, parts["drawn"])
            return
        before = len(self.heard)
        follow(config, files)
        if len(self.heard) == before:
            self._held.put("read", key, _taken(page))

    def _put_back(self, page: Any, known: dict[str, Any], files: Any) -> None:
        """What others ask of a page."""
        page.content = ""
        page._title_from_render = known["title"]
        page.present_anchor_ids = set(known["anchors"])
        page.links_to_anchors = {
            files.get_file_from_path(path): anchors for path, anchors in known["links"]
        }

    def _fill(self, page: Any, drawn: bytes) -> None:
        """What is drawn of a page."""
        told = json.loads(zlib.decompress(drawn).decode("utf-8", "surrogatepass"))
        page.content = told["content"]
        page.toc = import_module(f"{self.name}.structure.toc").get_toc(told["headings"])

    def _drawn(self, context: Any, draw: Callable[[], str]) -> str:
        """What the theme makes of a page; nothing of one that stands there already."""
        page = context["page"]
        if page is None or page.file.src_uri not in self._keys:
            return draw()
        self._shell = self._shell or store.key(str(self.drawn_by), *_listed(context["nav"]))
        key = store.key(self._shell, self._keys[page.file.src_uri], repr(page.meta))
        made = (
            store.key(key, self.brief.finish.key, page.file.dest_uri) if self.brief.finish else ""
        )
        if made and self._stands(page.file, made):
            return ""
        kept = self._held.get("drawn", key)
        if kept is None:
            before = len(self.heard)
            text = self._anew(page, draw)
            if len(self.heard) > before:
                return text
            self._held.put("drawn", key, _packed(text))
        else:
            text = zlib.decompress(kept).decode("utf-8", "surrogatepass")
        self._made[page.file.dest_uri] = made
        return text

    def _anew(self, page: Any, draw: Callable[[], str]) -> str:
        path = page.file.src_uri
        if path in self._follow:
            kept = self._held.get("read", self._keys[path])
            if kept is None:  # somebody has thrown it away meanwhile
                self._follow[path]()
            else:
                self._fill(page, store.apart(kept)["drawn"])
        return draw()

    def _stands(self, file: Any, made: str) -> bool:
        """Whether a page stands in the site before as it would be written: then it is there now."""
        before, finish = self.brief.before, self.brief.finish
        told = self._held.get("made", made) if before and finish else None
        if told is None or before is None or finish is None:
            return False
        was, known = f"{before}/{file.dest_uri}", json.loads(told)
        try:
            if Path(was).is_symlink() or store.key(store.content(was)) != known["digest"]:
                return False
            _link(was, file.abs_dest_path)
        except OSError:
            return False
        finish.take(file.dest_uri, known["scripts"], known["digest"])
        self._made[file.dest_uri] = ""
        return True


def _linked(file: Any, copy: Callable[[bool], None], dirty: bool = False) -> None:
    """Have a file that is copied as it is."""
    try:
        _link(file.abs_src_path, file.abs_dest_path)
    except OSError:  # it is on another disk, or something is there that it replaces
        copy(dirty)


def _link(this: str, to: str) -> None:
    try:
        os.link(this, to)
    except FileNotFoundError:
        Path(to).parent.mkdir(parents=True, exist_ok=True)
        os.link(this, to)


def _taken(page: Any) -> bytes:
    """What following the Markdown of a page left in it: what others ask for, and what is drawn of it."""
    links = page.links_to_anchors or {}
    known = {
        "title": page._title_from_render,
        "anchors": sorted(filter(None, page.present_anchor_ids)),
        "links": [(file.src_uri, anchors) for file, anchors in links.items()],
    }
    drawn = {"content": page.content, "headings": [_heading(each) for each in page.toc]}
    return store.together(
        {
            "known": json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass"),
            "drawn": _packed(json.dumps(drawn, ensure_ascii=False)),
        }
    )


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
