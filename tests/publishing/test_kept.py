"""A site made with what was kept is the site made from nothing, after whatever was changed in between."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import material
import pytest
from jinja2 import Environment, nodes

from generator.problems import Problem
from generator.publishing import build
from generator.store import NOWHERE, Store
from tests.campaign import seeds
from tests.place import PROJECT
from tests.publishing.conftest import NAV, PAGES, write

TEXTS = (
    "见[任务十](tasks/T10.md#courtyard)。", "见[甲](T10.md#nowhere)。", "见[甲](missing.md)。", "**粗**体 &#60;",
    "## 又一节 { #counties }", '<div class="wide" markdown="0"><a id="courtyard" href="#courtyard">甲</a></div>',
    "[自己](#again)\n\n## 再 { #again }", "---", "<p>一</p>", "<div>", "|一|二|\n|-|-|\n|三|四|", "![图](no.png)",
)  # fmt: skip
CONFIGS = (
    ("navigation.top", "navigation.footer"), ("  - tables\n", ""), ("  - tables\n", "  - tables\n  - footnotes\n"),
    ("toc_depth: 3", "toc_depth: 2"), ("  - tables\n", "  - tables\n  - codehilite\n"), ("本站由", "本网由"),
)  # fmt: skip
THEMES = (
    '{% extends "base.html" %}{% block footer %}甲{% endblock %}',
    '{% extends "base.html" %}{% block footer %}{% for p in pages %}{{ p.page.content }}{% endfor %}'
    "{% endblock %}",
    '{% extends "base.html" %}{% block footer %}{{ page.next_page.content }}{% endblock %}',
)


@dataclass
class Office:
    """A folder of pages and what is said of it, changed by dice."""

    folder: Path
    chance: random.Random
    nav: list[Any] = field(default_factory=lambda: json.loads(json.dumps(NAV)))
    day: date = date(2023, 7, 20)
    versioned: bool = False
    lent: bool = False

    def __post_init__(self) -> None:
        write(self.folder / "docs")
        shutil.copytree(PROJECT / "site" / "theme", self.folder / "site" / "theme")
        shutil.copyfile(PROJECT / "mkdocs.yml", self.folder / "mkdocs.yml")

    def change(self) -> str:
        """Change one thing; its name."""
        change = self.chance.choice(
            (self.text, self.text, self.text, self.title, self.page, self.gone, self.config, self.theme,
             self.asset, self.another_day, self.version, self.back)
        )  # fmt: skip
        change()
        return change.__name__

    def text(self) -> None:
        file = self.file(self.chance.choice(sorted(PAGES)))
        file.write_text(f"{file.read_text('utf-8')}\n{self.chance.choice(TEXTS)}\n", "utf-8")

    def title(self) -> None:
        listed = self.nav[1]["任务"]
        listed[1] = {f"任务{self.chance.randint(1, 9)}": "tasks/T10.md"}

    def page(self) -> None:
        self.file("tasks/T18.md").write_text(
            "---\nundated: true\n---\n# 任务十八\n\n[任务](T17.md#counties)\n", "utf-8"
        )
        if {"任务十八": "tasks/T18.md"} not in self.nav[1]["任务"]:
            self.nav[1]["任务"].append({"任务十八": "tasks/T18.md"})

    def gone(self) -> None:
        self.file("tasks/T18.md").unlink(missing_ok=True)
        self.nav[1]["任务"] = [e for e in self.nav[1]["任务"] if e != {"任务十八": "tasks/T18.md"}]

    def config(self) -> None:
        text = (PROJECT / "mkdocs.yml").read_text("utf-8")
        (self.folder / "mkdocs.yml").write_text(text.replace(*self.chance.choice(CONFIGS)), "utf-8")

    def theme(self) -> None:
        file = self.folder / "site" / "theme" / "main.html"
        file.write_text(self.chance.choice(THEMES), "utf-8")

    def asset(self) -> None:
        (self.folder / "docs" / "assets" / "script.js").write_text(
            f"// {self.chance.random()}", "utf-8"
        )

    def another_day(self) -> None:
        self.day += timedelta(days=1)

    def version(self) -> None:
        self.versioned = not self.versioned

    def back(self) -> None:
        """All pages as they were, which were made before."""
        for name, text in PAGES.items():
            self.file(name).write_text(text, "utf-8")

    def file(self, name: str) -> Path:
        return self.folder / "docs" / name

    def built(self, held: Store) -> tuple[list[Problem], dict[str, bytes]]:
        """What is said of it, and every file; those of the last time where there are none."""
        out = self.folder / "out" / ("cold" if held is NOWHERE else "kept")
        problems = build(
            self.folder / "docs",
            self.folder / "mkdocs.yml",
            out,
            as_of=self.day,
            nav=self.nav,
            site_name="某市",
            versioned=self.versioned,
            promised=["../latest/index.html", "latest/index.html"],
            held=held,
            lent=self.lent,
        )
        files = (path for path in out.rglob("*") if path.is_file())
        return problems, {f.relative_to(out).as_posix(): f.read_bytes() for f in files}


@pytest.mark.parametrize("seed", seeds(2))
def test_whatever_is_changed_the_bytes_are_those_of_a_build_from_nothing(
    seed: int, tmp_path: Path
) -> None:
    office = Office(tmp_path, random.Random(seed))
    held = Store(tmp_path / "held")
    changes: list[str] = []
    for _ in range(8):
        (said, made), (wanted, whole) = office.built(held), office.built(NOWHERE)
        assert said == wanted, changes
        assert [n for n in {*made, *whole} if made.get(n) != whole.get(n)] == [], changes
        changes.append(office.change())


def test_of_one_changed_page_one_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    office.built(held)
    made: list[str] = []
    put = Store.put

    def noted(self: Store, kind: str, key: str, data: bytes) -> None:
        made.append(kind)
        put(self, kind, key, data)

    monkeypatch.setattr(Store, "put", noted)
    office.built(held)
    assert made == []
    file = office.file("tasks/T17.md")
    file.write_text(f"{file.read_text('utf-8')}\n又一句。\n", "utf-8")
    office.built(held)
    assert sorted(made) == ["drawn", "links", "made", "read", "said"]


def test_a_page_that_stands_is_linked_as_long_as_it_says_what_it_said(tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    whole = office.built(held)
    page = tmp_path / "out" / "kept" / "tasks" / "T17.html"
    number = page.stat().st_ino
    office.file("tasks/T10.md").write_text(
        "# 任务十 { #courtyard }\n\n## 又 { #counties }\n", "utf-8"
    )
    office.built(held)
    assert page.stat().st_ino == number
    page.write_bytes(page.read_bytes() + b" ")
    office.file("tasks/T10.md").write_text(PAGES["tasks/T10.md"], "utf-8")
    assert office.built(held) == whole
    page.unlink()
    assert office.built(held) == whole
    for file in (tmp_path / "held/read").rglob("*"):
        if file.is_file():
            file.unlink()
    assert office.built(held) == whole


def test_files_of_the_docs_are_linked_only_where_they_are_lent(tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    office.asset()
    for lent in (False, True):
        office.lent = lent
        office.built(held)
        file = tmp_path / "out" / "kept" / "assets" / "script.js"
        assert file.samefile(office.file("assets/script.js")) == lent
    assert office.built(held)[1] == office.built(NOWHERE)[1]


def test_a_page_that_warns_warns_again(tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    office.file("tasks/T17.md").write_text("# 任务十七\n\n[x](T99.md) [y](T10.md#no)\n", "utf-8")
    said = [office.built(held)[0] for _ in range(2)]
    assert said[0] == said[1]
    assert [problem.code for problem in said[0]] == ["E602", "E602"]


def test_an_anchor_that_goes_is_missed_by_a_page_that_was_kept(tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    assert office.built(held)[0] == []
    office.file("tasks/T10.md").write_text("# 任务十\n", "utf-8")
    assert [(p.code, p.file) for p in office.built(held)[0]] == [("E602", "tasks/index.md")]


@pytest.mark.parametrize(
    "line",
    ["plugins: [search]", "plugins: []\nhooks: [hook.py]", "INHERIT: other.yml\nplugins: []",
     "plugins: []\nsite_description: !ENV [HOME, 甲]", "plugins: []\nmarkdown_extensions: [codehilite]"],
)  # fmt: skip
def test_nothing_is_kept_where_more_has_a_say(line: str, tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    config = office.folder / "mkdocs.yml"
    (office.folder / "hook.py").write_text("", "utf-8")
    (office.folder / "other.yml").write_text("site_author: 甲\n", "utf-8")
    config.write_text(
        f"theme: {{name: material, font: false, custom_dir: site/theme}}\n{line}\n", "utf-8"
    )
    office.built(held)
    assert not {"read", "drawn"} & {path.name for path in (tmp_path / "held").iterdir()}


def test_a_broken_entry_is_made_again(tmp_path: Path) -> None:
    office, held = Office(tmp_path, random.Random(0)), Store(tmp_path / "held")
    whole = office.built(held)
    for file in (tmp_path / "held").glob("*/*/*"):
        file.write_bytes(file.read_bytes()[:-3])
    assert office.built(held) == whole


def test_the_templates_of_the_theme_look_at_their_own_page_alone() -> None:
    """What a page is drawn with hangs on what its key holds: itself, the navigation, titles and meta."""
    tops = (PROJECT / "site" / "theme", Path(material.__file__).parent / "templates")
    seen: set[str] = set()
    ahead = ["main.html"]
    while ahead:
        name = ahead.pop()
        file = next((top / name for top in tops if (top / name).is_file()), None)
        if name in seen or file is None:
            continue
        seen.add(name)
        tree = Environment(extensions=["jinja2.ext.loopcontrols"]).parse(file.read_text("utf-8"))
        for used in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            ahead += [
                each.value for each in used.find_all(nodes.Const) if isinstance(each.value, str)
            ]
        named = {each.name for each in tree.find_all(nodes.Name)}
        assert "pages" not in named, name
        for asked in tree.find_all(nodes.Getattr):
            own = isinstance(asked.node, nodes.Name) and asked.node.name == "page"
            settings = any(each.name == "config" for each in asked.find_all(nodes.Name))
            assert own or settings or asked.attr not in ("content", "toc", "markdown"), (
                name,
                asked.lineno,
            )
    assert {"base.html", "partials/content.html", "partials/nav-item.html"} <= seen
