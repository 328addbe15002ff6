"""A tiny folder of Markdown like those that the pages room writes, and its site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.pages import names
from generator.pages.writing import style
from generator.problems import Problem
from generator.publishing import build
from tests.place import PROJECT

NAV = [
    {"首页": "index.md"},
    {"任务": ["tasks/index.md", {"任务十": "tasks/T10.md"}, {"任务十七": "tasks/T17.md"}]},
]
PAGES = {
    "index.md": """# 某市工作台账

<ul class="tiles">
<li class="tile tile-behind"><a href="tasks/T17.html"><strong>3</strong> <span>滞后</span></a></li>
</ul>

见[任务](tasks/index.md)。
""",
    "tasks/index.md": "# 任务\n\n- [任务十](T10.md#courtyard)\n- [任务十七](T17.md)\n",
    "tasks/T10.md": """# 任务十

襄城县打造5个庭院经济示范村。

## 庭院经济 { #courtyard }

<div class="wide" tabindex="0" role="group" aria-label="示范村" markdown="0">
<table class="verdicts"><caption>示范村</caption>
<thead><tr><th scope="col">单位</th><th scope="col" class="number">示范户</th></tr></thead>
<tbody><tr><th scope="row"><a href="../index.html">襄城县</a></th><td class="number">12</td></tr></tbody>
</table>
</div>
""",
    "tasks/T17.md": "# 任务十七\n\n6月底前衔接资金支出进度达到50%。\n\n## 各县 { #counties }\n",
}

NAMED = [
    {"page": "index", "kind": "index", "section": "首页", "title": "某市工作台账", "named": []},
    {"page": "tasks/index", "kind": "tasks/index", "section": "任务", "title": "任务", "named": []},
    {
        "page": "tasks/T10",
        "kind": "tasks/{}",
        "section": "任务",
        "title": "任务十",
        "named": [{"names": ["第10项"], "anchor": "", "of": ""}],
    },
    {"page": "tasks/T17", "kind": "tasks/{}", "section": "任务", "title": "任务十七", "named": []},
]

Publish = Callable[..., list[Problem]]


def write(docs: Path) -> Path:
    """The tiny folder, with the project's own style and scripts."""
    for name, text in PAGES.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    (docs / names.FILE).write_text(json.dumps(NAMED), "utf-8")
    shutil.copytree(PROJECT / "site" / "assets", docs / "assets")
    (docs / "assets" / "style.css").write_text(style(docs / "assets"), "utf-8")
    return docs


def publish(docs: Path, out: Path, **changed: Any) -> list[Problem]:
    """Build with the project's configuration, 20 July 2023, except for what is changed."""
    wanted: dict[str, Any] = {
        "config": PROJECT / "mkdocs.yml",
        "as_of": date(2023, 7, 20),
        "nav": NAV,
        "site_name": "某市工作台账",
    }
    wanted.update(changed)
    return build(docs, wanted.pop("config"), out, **wanted)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site, built once; read only."""
    folder = tmp_path_factory.mktemp("published")
    assert publish(write(folder / "docs"), folder / "site") == []
    return folder / "site"
