"""Every page of an edition and what lies beside it: a folder that any Markdown site builder reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import jinja2

from .. import progress, store, wording
from ..judging.history import NO_HISTORY, History
from ..judging.results import Results
from ..store import NOWHERE, Store
from . import keeping, names, rhythm, states, summary
from .binding import bound
from .docs import Docs
from .kinds import KINDS
from .links import FromOutside, Lead
from .page import Page, Sheet
from .release import Release
from .render import division, parts
from .render.templates import environment
from .site import Site
from .workbooks import Workbook

_LISTED = 60
"""Of a kind with more pages the sidebar has none: it stands on every page, nobody finds one among hundreds in
it, and the page at the head of its section lists them."""

Listed: TypeAlias = tuple[Page, Sheet, str]
"""A page of a kind, what is said of it beside what it shows, and its file below the docs."""

Nav: TypeAlias = list[dict[str, Any]]
"""Titles and pages in the form that MkDocs takes: {title: path} or {title: [...]}."""


_COUNTED = "written"


def write(
    results: Results,
    site_folder: Path,
    docs: Path,
    history: History = NO_HISTORY,
    release: Release | None = None,
    held: Store = NOWHERE,
    edits: int = 0,
) -> Nav:
    """Write every page of the edition that the results are for, and what pages need beside them.

    ``site_folder`` holds templates/, pages/ (hand-written Markdown) and assets/, ``held`` what was
    made before; ``edits`` counts those of what is declared. ``docs`` may be as the last run left it. Returns the
    navigation.
    """
    sizes: dict[str, int] = {}
    texts = site_folder / "pages"
    site = Site(results, history, release, texts, held, sizes, edits, FromOutside, docs)
    templates, laid_down = environment(site_folder / "templates"), _begun(docs, site_folder)
    drawn_by = _drawn_by(site, site_folder / "templates")
    listed: list[Listed] = []
    named: list[Listed] = []
    shape = _shape(site)
    expected = int(held.get(_COUNTED, shape) or 0) or None
    moved: dict[str, Mapping[str, str]] = {}
    done = count(1)

    def draw(template: str, sheet: Sheet, path: str) -> str:
        def anew() -> bytes:
            found = templates.get_template(f"{template}.md.j2")
            return _rendered(found, path, sheet, site).encode()

        made_of = keeping.viewed(site, sheet.view) if sheet.made_of is None else sheet.made_of
        if not made_of or release:
            return anew().decode()
        key = store.key(made_of, drawn_by, template, sheet.title, path)
        return held.once("pages", key, anew).decode()

    for name, page in sorted(KINDS.items(), key=lambda kind: kind[1].rank):
        for path, data in page.files(site) if page.files else ():
            written = bound(site, data) if isinstance(data, Workbook) else data
            sizes[path] = laid_down.put(path, written)
            progress.told(next(done), expected)
        for sheet in page.sheets(site):
            path = page.place.format(sheet.of)
            text = draw(page.template or name, sheet, path)
            listed.append((page, _listed(sheet), f"{path}.md"))
            for laid in parts.apart(page, sheet, path, text, draw):
                laid_down.put(f"{laid.path}.md", laid.text.encode())
                named.append((laid.page, _listed(laid.sheet), f"{laid.path}.md"))
                if laid.moved:
                    moved[laid.path] = laid.moved
            progress.told(next(done), expected)
    for path, told in summary.files(summary.of(site)):
        laid_down.put(path, told)
    held.put(_COUNTED, shape, str(next(done) - 1).encode())
    if moved:
        _lead_on(laid_down, [file for _, _, file in named], moved)
    laid_down.put(names.FILE, names.written(named))
    laid_down.settle()
    return _nav(listed)


def _listed(sheet: Sheet) -> Sheet:
    """A sheet as lists of pages know it: what it shows was drawn, and would be held in memory for each of them."""
    return replace(sheet, view=None)


def _begun(docs: Path, site_folder: Path) -> Docs:
    """The docs with what goes along as it is, and the style in one sheet."""
    laid_down, assets = Docs(docs), site_folder / "assets"
    for file in sorted(file for file in assets.rglob("*") if file.is_file()):
        path = file.relative_to(assets).as_posix()
        if path != "style.css" and not path.startswith("style/"):
            laid_down.put(f"assets/{path}", file.read_bytes())
    laid_down.put("assets/style.css", style(assets).encode())
    return laid_down


def _lead_on(docs: Docs, files: Iterable[str], moved: Mapping[str, Mapping[str, str]]) -> None:
    """Have every link lead to the part of a divided page on which its anchor is now."""
    led = division.leading(moved)
    for file in files:
        path = file.removesuffix(".md")
        text = docs.text(file)
        now = led(path, text)
        if now != text:
            docs.put(file, now.encode())


def _shape(site: Site) -> str:
    """What a city has as many of as pages are about: one of the same shape had about as many of them and of files. That
    is all that is known beforehand, and what remains of the time is told by it."""
    known = site.catalogue
    every = known.units, known.duties, known.forms, site.history.closings
    return store.key(site.results.audience, *(str(len(each)) for each in every))


def style(assets: Path) -> str:
    """The whole sheet: the colours of the states, then what is declared of it."""
    return states.sheet() + states.declared(assets)


def _rendered(template: jinja2.Template, path: str, sheet: Sheet, site: Site) -> str:
    catalogue = site.catalogue
    return template.render(
        title=sheet.title,
        view=sheet.shown,
        term=rhythm.called(catalogue),
        lead=Lead(path),
        data_note=catalogue.data_note,
        as_of=wording.day(site.results.case.as_of),
        release=site.release,
        notice=catalogue.notice,
        office=site.for_office,
    )


def _drawn_by(site: Site, templates: Path) -> str:
    """What the drawing of a page hangs on besides its view and what is declared: the templates, which may be a
    root's own, and what they are given."""
    files = sorted(file for file in templates.rglob("*") if file.is_file())
    told = ((file.relative_to(templates).as_posix(), file.read_bytes()) for file in files)
    return store.key(site.results.case.as_of.isoformat(), *(part for pair in told for part in pair))


def _nav(listed: Sequence[Listed]) -> Nav:
    """The sidebar: the same rooms in every city, filled with its own clauses and units."""
    alike = Counter(page.place for page, _, _ in listed)
    sections: dict[str, list[Any]] = {}
    headed: dict[tuple[str, str], list[Any]] = {}
    for page, sheet, path in listed:
        if not page.section:
            continue
        entries = sections.setdefault(page.section, [])
        if not entries:
            entries.append(path)
            continue
        if alike[page.place] > _LISTED:
            continue
        if sheet.under:
            key = page.section, sheet.under
            if key not in headed:
                headed[key] = []
                entries.append({sheet.under: headed[key]})
            entries = headed[key]
        entries.append({sheet.title: path})
    return [
        {name: entries if len(entries) > 1 else entries[0]} for name, entries in sections.items()
    ]
