"""The gathered site: pages of what was gathered, by the chain by which every site is made, and its own summary."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from .. import disk, look, progress, publishing
from ..frozen import dataclass
from ..intake.telling import file_path
from ..pages import names, summary
from ..pages.links import Lead
from ..pages.page import Page, Sheet
from ..pages.render import parts
from ..pages.render.templates import environment
from ..pages.values import File
from ..pages.writing import style
from ..problems import Problem, has_errors
from ..words.sentences import said
from . import own, tables, views
from . import said as sentences
from .compared import Compared, compared
from .gathered import Gathered, gather
from .wanted import Wanted

STEPS = ("读取各处的结果", "写出页面", "生成网站")

_LISTED = 60
"""Of more places the sidebar lists none: the first page does."""


class Watcher(Protocol):
    """Whoever wants to know how far it is."""

    def begin(self, name: str) -> None:
        """The step before has ended, this one begins."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: what was found, and a line for each place that is shown."""

    problems: list[Problem]
    lines: list[str]


def make(wanted: Wanted, out: Path, watcher: Watcher) -> Made:
    """Write ``site`` below ``out``, whole or not at all; an error that is not left out means that it is as it was.

    Where no place can be used there is nothing to show, and that is an error (E650).
    """
    if over := _over(wanted, out / "site"):
        return Made([over], [])
    watcher.begin(STEPS[0])
    found = gather(wanted)
    if not found.used:
        words = said("E650", count=len(found.entries))
        return Made([*found.told, Problem(*words)], [])
    beside, more = compared(found)
    problems = [*found.told, *more]
    watcher.begin(STEPS[1])
    out.mkdir(parents=True, exist_ok=True)
    with disk.alone(out / ".pages") as work:
        docs = work / "docs"
        shown = look.lay(look.ours(), work / "look")
        nav = _write(found, beside, shown / "site", docs)
        watcher.begin(STEPS[2])
        problems += publishing.build(
            docs,
            shown / "mkdocs.yml",
            out / "site",
            as_of=found.day,
            nav=nav,
            site_name=found.gather.title,
            promised=list(_elsewhere(found)),
            progress=progress.told,
        )
    lines = [sentences.line(entry, told) for entry, told in found.shown]
    return Made(problems, [] if has_errors(problems) else lines)


def _over(wanted: Wanted, site: Path) -> Problem | None:
    """What is said where the gathered site would stand in the place of what it is made of (E650)."""
    site = Path(os.path.realpath(site))
    for root in wanted.gather.roots:
        folder = Path(os.path.realpath(wanted.within / root.folder))
        if any(site == each or site in each.parents for each in (folder, folder / "site")):
            words = said("E650.over", out=file_path(str(site)), folder=file_path(root.folder))
            return Problem(*words)
    return None


def _write(
    found: Gathered, beside: Sequence[Compared], site_folder: Path, docs: Path
) -> list[dict[str, Any]]:
    templates = environment(site_folder / "templates")
    shutil.copytree(site_folder / "assets", docs / "assets", dirs_exist_ok=True)
    (docs / "assets/style.css").write_bytes(style(docs / "assets").encode())
    shutil.rmtree(docs / "assets/style")
    listed: list[tuple[Page, Sheet, str]] = []
    named: list[tuple[Page, Sheet, str]] = []
    for template, page, sheet, note in _sheets(found, beside):

        def draw(template: str, sheet: Sheet, path: str, note: str = note) -> str:
            drawn = templates.get_template(f"{template}.md.j2")
            words = {"title": sheet.title, "view": sheet.view, "data_note": note}
            return drawn.render(lead=Lead(path), **words)

        listed.append((page, sheet, f"{page.place}.md"))
        text = draw(template, sheet, page.place)
        for laid in parts.apart(page, sheet, page.place, text, draw):
            file = docs / f"{laid.path}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(laid.text.encode())
            named.append((laid.page, laid.sheet, f"{laid.path}.md"))
    (docs / names.FILE).write_bytes(names.written(named))
    for path, data in (*tables.files(found), *summary.files(own.summary(found))):
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).write_bytes(data)
    return _nav(listed)


def _sheets(found: Gathered, beside: Sequence[Compared]) -> Iterator[tuple[str, Page, Sheet, str]]:
    """Each page with its template, and what is to be known of its data."""
    entries = views.by_level(found.entries)
    home = Sheet(sentences.headline(found), views.home(found, len(beside), entries))
    note = sentences.data_note(found)
    yield "_gathered_home", _page("index", "首页"), home, note
    view = Sheet("指标对照", views.indicators(beside))
    yield "_gathered_indicators", _page("indicators", "指标对照"), view, note
    for entry in entries:
        path = own.page_of(entry).removesuffix(".html")
        sheet = Sheet(entry.root.name, views.root(entry), under=entry.root.level)
        note = entry.summary.data_note if entry.summary else ""
        yield "_gathered_root", _page(path, "各处"), sheet, note


def _page(path: str, section: str) -> Page:
    return Page(path, lambda _: (), section=section)


def _nav(listed: Sequence[tuple[Page, Sheet, str]]) -> list[dict[str, Any]]:
    """The sidebar: the first page, the indicators, and the places under their levels."""
    (_, _, home), (_, _, indicators), *roots = listed
    nav: list[dict[str, Any]] = [{"首页": home}, {"指标对照": indicators}]
    if len(roots) > _LISTED:
        return nav
    entries: list[dict[str, Any]] = []
    for _, sheet, path in roots:
        if not sheet.under:
            entries.append({sheet.title: path})
        elif entries and sheet.under in entries[-1]:
            entries[-1][sheet.under].append({sheet.title: path})
        else:
            entries.append({sheet.under: [{sheet.title: path}]})
    return [*nav, {"各处": entries}]


def _elsewhere(found: Gathered) -> Iterator[str]:
    """Files of other sites, by their paths from the top of this one, to which its pages lead."""
    for entry, told in found.shown:
        figures = (figure.page for each in told.indicators for figure in each.figures)
        for page in {"index.html", views.DATA, *(each.page for each in told.matters), *figures}:
            where = views.address(entry, page)
            if isinstance(where, File):
                yield Lead("index")(where).partition("#")[0]
