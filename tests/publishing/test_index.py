"""The index of the search: what is taken from finished pages, what stays out, how it is handed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.pages import names
from generator.publishing import index

PAGE = """<nav>边栏</nav><article class="a">
<h1 id="x">标题<a class="headerlink" href="#x" title="本节的链接">#</a></h1>
<p class="data-note" data-search-exclude>每页都有<b>的</b>话</p>
<p><span aria-hidden="true">■</span> 逾期，A&amp;B<br>下一行</p><svg><text>图</text></svg>
<table data-search-exclude><tr><td>很多<table><tr><td>格</td></tr></table></td></tr></table>
<h2 id="a&amp;b" title="<大>">一节 <small>小字</small></h2><td>甲</td><td>乙</td>
<script>if (a < b) go("</p>")</script>&lt;script&gt;
</article><footer>页脚</footer>"""


def test_a_page_is_read_by_its_headings() -> None:
    assert index.sections(PAGE) == [
        ("x", "标题", "逾期，A&B 下一行"),
        ("a&b", "一节 小字", "甲 乙 <script>"),
    ]
    assert index.sections("<p>没有正文的页</p>") == []


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
    assert sorted(path.name for path in (site / "search").iterdir()) == ["names.js", "text-1.js"]
    given = (site / "search" / "names.js").read_text("utf-8")
    assert "\u2028" not in given
    assert json.loads(given.removeprefix("TaizhangSearch.give(").rstrip(")\n")) == {
        "shards": 1,
        "first": 1,
        "pages": [
            ["codes/index.html", "codes/index", "参考", 0, "提示代码", []],
            ["codes/E1.html", "codes/{}", "提示代码", 1, "E1\u2028空", [["", "", "E1"]]],
        ],
    }
    text = (site / "search" / "text-1.js").read_text("utf-8")
    assert '[1,[["","E1 空","一 二"]]]' in text


def test_of_a_large_site_some_of_the_text_is_loaded_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_SHARD", 4)
    monkeypatch.setattr(index, "_FIRST", 2)
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    site.mkdir()
    entries = [_entry(page, "a", "", page, []) for page in "abc"]
    (docs / names.FILE).write_text(json.dumps(entries), "utf-8")
    for page in "abc":
        text = f"<article><h1>{page}</h1>一二三四</article>"
        (site / f"{page}.html").write_text(text, "utf-8")
    index.write(site, docs)
    given = (site / "search" / "names.js").read_text("utf-8")
    assert '"shards":3,"first":2' in given
    assert (site / "search" / "text-3.js").is_file()


def _entry(page: str, kind: str, section: str, title: str, named: list[names.Spot]) -> names.Entry:
    return {"page": page, "kind": kind, "section": section, "title": title, "named": named}
