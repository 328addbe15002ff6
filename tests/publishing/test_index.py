"""The index of the search: what is taken from finished pages, what stays out, how it is handed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.pages import names
from generator.publishing import index
from generator.publishing.index import said, where

PAGE = """<nav>边栏</nav><article class="a">
<h1 id="x">标题<a class="headerlink" href="#x" title="本节的链接">#</a></h1>
<p class="data-note" data-search-exclude>每页都有<b>的</b>话</p>
<p><span aria-hidden="true">■</span> 逾期，A&amp;B<br>下一行</p><svg><text>图</text></svg>
<table data-search-exclude><tr><td>很多<table><tr><td>格</td></tr></table></td></tr></table>
<h2 id="a&amp;b" title="<大>">一节 <small>小字</small></h2><td>甲</td><td>乙</td>
<script>if (a < b) go("</p>")</script>&lt;script&gt;
</article><footer>页脚</footer>"""


def test_a_page_is_read_by_its_headings() -> None:
    assert said.sections(PAGE) == [
        ("x", "标题", "逾期，A&B 下一行"),
        ("a&b", "一节 小字", "甲 乙 <script>"),
    ]
    assert said.sections("<p>没有正文的页</p>") == []


def test_the_index_is_scripts_that_hand_over_names_and_text(tmp_path: Path) -> None:
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    (site / "codes").mkdir(parents=True)
    entries = [
        _entry("codes/index", "codes/index", "参考", "提示代码", []),
        _entry(
            "codes/E1", "codes/{}", "", "E1\u2028空", [{"names": ["E1"], "anchor": "", "of": ""}]
        ),
    ]
    (docs / names.FILE).write_text(json.dumps(entries), "utf-8")
    for entry in entries:
        page = f"<article><h1>{entry['title']}</h1>一\u2028二</article>"
        (site / f"{entry['page']}.html").write_text(page, "utf-8")
    index.write(site, docs)
    assert sorted(path.name for path in (site / "search").iterdir()) == ["names-1.js", "text-1.js"]
    assert "\u2028" not in (site / "search" / "names-1.js").read_text("utf-8")
    assert given(site, "names-1") == {
        "file": "names-1",
        "books": 0,
        "first": 8,
        "starts": {"names": [0], "text": [0]},
        "sections": 2,
        "common": [],
        "from": 0,
        "pages": [
            ["codes/index.html", "codes/index", "参考", 0, "提示代码", []],
            ["codes/E1.html", "codes/{}", "提示代码", 1, "E1\u2028空", [["", "", "E1"]]],
        ],
    }
    assert given(site, "text-1")["text"] == [[["", "提示代码", "一 二"]], [["", "E1 空", "一 二"]]]


def given(site: Path, name: str) -> Any:
    """What a script of the index hands over."""
    text = (site / "search" / f"{name}.js").read_text("utf-8")
    return json.loads(text.removeprefix("TaizhangSearch.give(").rstrip(")\n"))


def test_of_a_large_site_books_say_where_something_may_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in {"_TEXT": 4, "_NAMES": 20, "_FIRST": 3}.items():
        monkeypatch.setattr(index, name, size)
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    site.mkdir()
    titles = ("甲", "甲乙", "丙", "乙丙")
    entries = [_entry(page, "a", "", title, []) for page, title in zip("abcd", titles, strict=True)]
    (docs / names.FILE).write_text(json.dumps(entries), "utf-8")
    for page, told in zip("abcd", ("一二，三四", "如何一二", "Ａ一三四", "三四一二"), strict=True):
        text = f"<article><h1>{page}</h1>{told}</article>"
        (site / f"{page}.html").write_text(text, "utf-8")
    index.write(site, docs)
    first = given(site, "names-1")
    assert (first["books"], first["first"]) == (where.BOOKS, 3)
    assert first["starts"] == {"names": [0, 1, 2, 3], "text": [0, 1, 2, 3]}
    assert given(site, "names-3") == {
        "file": "names-3",
        "from": 2,
        "pages": [["c.html", "a", "", 1, "丙", []]],
    }

    def book(key: str, kind: str = "said") -> str | None:
        told: str | None = given(site, f"where-{ord(key[0]) % where.BOOKS + 1}")["where"][kind].get(
            key
        )
        return told

    found = {
        key: book(key) for key in ("一", "一二", "二三", "三四", "怎样", "如何", "a一", "c", "d")
    }
    assert found == {
        "一": "0-3", "一二": "0-1 3", "二三": None, "三四": "0 2-3", "怎样": "1", "如何": None, "a一": "2",
        "c": "2", "d": "3",
    }  # fmt: skip
    assert {key: book(key, "named") for key in ("甲", "乙", "乙丙", "丙")} == {
        "甲": "0-1", "乙": "1 3", "乙丙": "3", "丙": "2-3",
    }  # fmt: skip
    assert len(list((site / "search").glob("where-*.js"))) == where.BOOKS


def test_names_that_many_pages_bear_are_told_as_they_are_compared(tmp_path: Path) -> None:
    bears = {"记录": 4, "Ａ表": 2, "a表": 2, "周报": 3}
    titles = [title for title, times in bears.items() for _ in range(times)]
    entries = [
        _entry(f"p{n}", "a", "", title, [{"names": ["周报", "月报"] if n == 0 else [], "anchor": "", "of": ""}])
        for n, title in enumerate(titles)
    ]  # fmt: skip
    (tmp_path / names.FILE).write_text(json.dumps(entries), "utf-8")
    for n in range(len(entries)):
        (tmp_path / f"p{n}.html").write_text("<article></article>", "utf-8")
    index.write(tmp_path, tmp_path)
    assert given(tmp_path, "names-1")["common"] == ["a表", "周报", "记录"]


def _entry(page: str, kind: str, section: str, title: str, named: list[names.Spot]) -> names.Entry:
    return {"page": page, "kind": kind, "section": section, "title": title, "named": named}
