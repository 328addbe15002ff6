"""Pages: verdicts into view models into Markdown, a folder that any Markdown site builder reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import jinja2
from jinja2 import TemplateError

from .. import wording
from ..judging.history import History
from ..judging.results import Results
from . import (
    changes,
    clause,
    codes,
    coverage,
    decisions,
    downloads,
    exceptions,
    figures,
    filing,
    home,
    links,
    matrix,
    notice,
    questions,
    reference,
    registers,
    self_check,
    sources,
    states,
    unit,
    verdicts,
    wall,
)
from .links import Lead, path
from .release import Release
from .render.templates import environment
from .site import Site, clause_name

__all__ = ["Nav", "Release", "TemplateError", "promised", "write"]

Nav: TypeAlias = list[dict[str, Any]]
"""Titles and pages in the form that MkDocs takes: {title: path} or {title: [...]}."""


@dataclass(frozen=True, slots=True)
class Page:
    """What goes into one file: its path without suffix, title, template and view model."""

    path: str
    title: str
    template: str
    view: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """A wall chart with what is written above it."""

    head: str
    lead: str
    caption: str
    wall: wall.WallView


_TASKS = (
    "任务或要求",
    "各项任务和要求逐月的状态，每月末所见；◆ 是通知写明的节点。可打印为一张 A3 横幅。",
    "任务和要求（行）与月份（列），格中为当期最需关注的状态",
)
_UNITS = (
    "责任单位",
    "各单位逐月的状态，只看本单位自己的，取最需关注的一项；共同承担的列在最后一行。可打印为一张 A3 横幅。",
    "责任单位（行）与月份（列），格中为当期最需关注的状态",
)
_FILING = (
    "报送单位",
    "各单位每期是否按时报齐，右上角的数字是更正的次数。",
    "报送单位（行）与报送月份（列）",
)


_WALLS = ("wall_units", "verdicts", "wall_filing", "figures", "registers", "matrix")


def write(
    results: Results,
    site_folder: Path,
    docs: Path,
    history: History = (),
    release: Release | None = None,
) -> Nav:
    """Write every page of the edition that the results are for, and what pages need beside them.

    ``site_folder`` holds templates/, pages/ (hand-written Markdown) and assets/. Returns the
    navigation.
    """
    site = Site(results, history, release)
    templates = environment(site_folder / "templates")
    written = list(_written(site_folder / "pages"))
    pages = [*_pages(site), *written]
    for page in pages:
        _write(docs / f"{page.path}.md", _rendered(templates, page, site))
    shutil.copytree(site_folder / "assets", docs / "assets", dirs_exist_ok=True)
    style = docs / "assets/style.css"
    style.write_text(states.sheet() + style.read_text("utf-8"), "utf-8")
    for name, script in self_check.scripts(site):
        _write(docs / name, script)
    for name, data in downloads.files(site):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(data)
    return _nav(site, {page.path: page.title for page in pages}, written)


def promised(release: Release | None) -> list[str]:
    """What the pages of a version link to that is written when it is put beside the others."""
    if release is None:
        return []
    before = [links.first_page(release.before.name)] if release.before else []
    return [links.MANIFEST, "../latest/index.html", *before]


def _pages(site: Site) -> Iterator[Page]:
    first = home.view(site)
    yield Page(path("home"), first.title, "home", first)
    yield Page(path("notice"), "通知原文", "notice", notice.view(site))
    yield Page(path("coverage"), "条文落实", "coverage", coverage.view(site))
    yield Page(path("clauses"), "任务和要求", "clauses", clause.rows(site))
    for each in site.clauses:
        yield Page(path("clause", each.id), clause_name(each), "clause", clause.view(site, each))
    units = {"units": unit.rows(site), "groups": unit.groups(site)}
    yield Page(path("units"), "责任单位", "units", units)
    for one in unit.answerable(site):
        yield Page(path("unit", one.id), one.name, "unit", unit.view(site, one))
    yield from _wall(site)
    yield Page(path("questions"), "待明确的口径", "questions", questions.view(site))
    yield Page(path("assumed"), "暂定办法", "assumed", questions.assumed(site))
    yield Page(path("decisions"), "提请与决定", "decisions", decisions.rows(site))
    entered = exceptions.rows(site)
    yield Page(path("exceptions"), "延期、免报和情况说明", "exceptions", entered)
    yield Page(path("changes"), "有哪些变化", "changes", changes.view(site))
    for filed in sources.views(site):
        yield Page(path("source", filed.id), filed.title, "source", filed)
    yield Page(path("filing"), "怎样报送", "filing", filing.view(site))
    yield Page(path("self_check"), "自查和填报", "self_check", self_check.view(site))
    for form in site.forms:
        yield Page(path("form", form.id), form.name, "form", filing.form_view(site, form))
    yield Page(path("reference"), "数据文件", "reference", reference.views())
    for schema in reference.views():
        yield Page(path("schema", schema.kind), schema.title, "schema", schema)
    yield Page(path("codes"), "提示代码", "codes", codes.rows())
    for told in codes.views():
        code = told.code
        yield Page(path("code", code.id), f"{code.id} {code.title}", "code", told)


def _wall(site: Site) -> Iterator[Page]:
    """The wall chart and its sheets."""
    yield Page(path("wall"), "挂图作战", "wall", Sheet(*_TASKS, wall.tasks(site)))
    yield Page(path("wall_units"), "单位挂图", "wall", Sheet(*_UNITS, wall.units(site)))
    yield Page(path("verdicts"), "判定总表", "verdicts", verdicts.rows(site))
    yield Page(path("wall_filing"), "报送日历", "wall", Sheet(*_FILING, wall.filing(site)))
    yield Page(path("figures"), "指标走势", "figures", figures.view(site))
    yield Page(path("registers"), "名录和问题", "registers", registers.view(site))
    yield Page(path("matrix"), "任务单位对照", "matrix", matrix.view(site))


def _written(folder: Path) -> Iterator[Page]:
    """Hand-written pages: the first line is the title, the rest is Markdown as it stands."""
    for file in sorted(folder.glob("*.md")):
        title, _, body = file.read_text("utf-8").partition("\n")
        yield Page(file.stem, title.lstrip("# ").strip(), "written", body)


def _rendered(templates: jinja2.Environment, page: Page, site: Site) -> str:
    catalogue = site.catalogue
    return templates.get_template(f"{page.template}.md.j2").render(
        title=page.title,
        view=page.view,
        lead=Lead(page.path),
        data_note=catalogue.data_note,
        as_of=wording.day(site.results.case.as_of),
        release=site.release,
        notice=catalogue.notice,
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _nav(site: Site, titles: dict[str, str], written: list[Page]) -> Nav:
    """The sidebar: the same rooms in every city, filled with its own clauses and units."""

    def entry(path: str) -> dict[str, str]:
        return {titles[path]: f"{path}.md"}

    def under(name: str, first: str, rest: list[str]) -> dict[str, Any]:
        return {name: [f"{first}.md", *map(entry, rest)]}

    parts = [
        {title: [entry(page) for c in clauses if (page := path("clause", c.id)) in titles]}
        for title, clauses in clause.parts(site.catalogue)
    ]
    return [
        {"首页": f"{path('home')}.md"},
        under("通知原文", path("notice"), [path("coverage")]),
        {"任务和要求": [f"{path('clauses')}.md", *parts]},
        under(
            "责任单位",
            path("units"),
            [path("unit", u.id) for u in unit.answerable(site)],
        ),
        under(
            "挂图作战",
            path("wall"),
            [
                path(kind)
                for kind in (
                    "wall_units",
                    "verdicts",
                    "wall_filing",
                    "figures",
                    "registers",
                    "matrix",
                )
            ],
        ),
        under(
            "口径与决定",
            path("questions"),
            [
                path("assumed"),
                path("decisions"),
                path("exceptions"),
                path("changes"),
            ],
        ),
        under(
            "报送",
            path("filing"),
            [path("self_check"), *(path("form", form.id) for form in site.forms)],
        ),
        under(
            "参考",
            path("reference"),
            [
                *(page.path for page in written),
                *(path("schema", schema.kind) for schema in reference.views()),
                path("codes"),
            ],
        ),
    ]
