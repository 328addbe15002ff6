"""Long pages are divided by one law: nothing is lost, every link leads on, what is short stays as it is."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import flow
from generator.pages import writing
from generator.pages.drawings import Progress, Tick
from generator.pages.links import Lead
from generator.pages.names import read
from generator.pages.page import Page, Sheet
from generator.pages.render import division, parts
from generator.pages.render.division import Part, divided, leading, sent
from generator.pages.render.markdown import markdown
from generator.pages.values import Bars, Group, Lane, Quantity, Tiles
from tests.place import PROJECT

ROW = re.compile(r'<tr id="([^"]+)">')
IDS = re.compile(r'\sid="([^"]+)"|\{ #(\S+) \}')
LINKS = re.compile(r'href="([^"]*#[^"]*)"')


def index(parts: Sequence[Part]) -> str:
    return "".join(f'<a href="{each.path}.html">{each.label}</a>\n' for each in parts)


def table(number: int, rows: int) -> str:
    every = "".join(
        f'<tr id="r{number}&#45;{row}"><th scope="row">第{row}家</th><td>{"字" * 9}</td></tr>\n'
        for row in range(rows)
    )
    return (
        f'<div class="wide" aria-label="表{number}" markdown="0">\n<table>\n<thead><tr><th>名</th></tr></thead>\n'
        f"<tbody>\n{every}</tbody>\n</table>\n\n</div>\n"
    )


def page(tables: Sequence[int], folded: int = 0) -> str:
    told = [f"## 之{n} {{ #t{n} }}\n\n{table(n, rows)}" for n, rows in enumerate(tables)]
    turns = [
        f'<details class="turn"><summary>第{n}期</summary>\n<p id="f{n}">{"句" * 20}</p>\n</details>\n'
        for n in range(folded)
    ]
    return "\n".join(["# 题", *told, *turns, "<p>末</p>\n"])


@given(st.lists(st.integers(0, 30), max_size=4), st.integers(0, 9), st.integers(200, 4000))
def test_no_item_is_lost_and_each_stands_once_in_its_order(
    tables: list[int], folded: int, most: int
) -> None:
    text = page(tables, folded)
    whole = divided("tasks/t", text, index, most, most // 2)
    every = [whole.text, *(part.text for part in whole.parts)]
    assert sorted(ROW.findall("".join(every))) == sorted(ROW.findall(text))
    for part in whole.parts:
        own = [int(row.rpartition(";")[2]) for row in ROW.findall(part.text)]
        assert own == sorted(own)
        assert sent(part.text) <= most // 2 + 600 or len(part.names) == 1
    assert all(whole.moved[html.unescape(id_)] != "tasks/t"
               for part in whole.parts for id_ in ROW.findall(part.text))  # fmt: skip
    if sent(text) <= most:
        assert whole.text == text
        assert not whole.parts


def test_the_longest_list_goes_first_and_its_parts_stand_under_its_head() -> None:
    whole = divided("t", page([3, 30, 3]), index, 2000, 1000)
    assert {part.label for part in whole.parts} == {"之1，表1"}
    assert all("<thead><tr><th>名</th></tr></thead>" in part.text for part in whole.parts)
    assert all(part.text.endswith("</tbody>\n</table>\n\n</div>\n") for part in whole.parts)
    assert whole.parts[0].names[0] == "第0家"
    assert [part.number for part in whole.parts] == [*range(1, whole.parts[0].of + 1)]


def test_bars_and_squares_of_hundreds_of_units_are_divided() -> None:
    names = [f"第{number}县" for number in range(60)]
    ticks = (Tick(50, "50%", "年底", binds=True),)
    lanes = tuple(Lane(name, Progress(name, 40, 100, ticks), Quantity(40, "%")) for name in names)
    groups = tuple(Group(name, ((f"{name}甲村", True), (f"{name}乙村", False))) for name in names)
    drawn = (Bars("支出", lanes), Tiles("走访", groups, "已走访", "尚未走访"))
    sections = [
        f"<section><h2>图</h2>\n{markdown(each, Lead('index'))}\n</section>\n" for each in drawn
    ]
    text = "".join(('<div class="home-row" markdown="0">\n', *sections, "</div>\n"))
    whole = divided("index", text, index, 3000, 4000)
    assert {part.label for part in whole.parts} == {"支出", "走访"}
    for label, head, tail in (
        ("支出", '<table class="bars"', "</tfoot>\n</table>\n"),
        ("走访", '<div class="mosaics"', "</div>\n</div>\n"),
    ):
        own = [part for part in whole.parts if part.label == label]
        assert len(own) > 1
        assert [name for part in own for name in part.names] == names
        assert all(part.text.startswith(head) and part.text.endswith(tail) for part in own)
    assert re.sub("<a .*</a>\n", "", whole.text) == (
        '<div class="home-row" markdown="0">\n'
        + "<section><h2>图</h2>\n</section>\n" * 2
        + "</div>\n"
    )


def test_links_lead_to_where_anchors_are_now() -> None:
    moved: Mapping[str, Mapping[str, str]] = {
        "tasks/T": {"a": "tasks/T~1", "b": "tasks/T~2"},
        "tasks/T~2": {"b": "tasks/T~2~1"},
    }

    def now(path: str, to: str) -> str:
        return leading(moved)(path, f'<a href="{to}">')[9:-2]

    assert now("index", "tasks/T.html#a") == "tasks/T~1.html#a"
    assert now("index", "tasks/T.html#c") == "tasks/T.html#c"
    assert now("index", "tasks&#47;T&#46;html&#35;a") == "tasks/T~1.html#a"
    assert now("index", "tasks/&#84;.html#a") == "tasks/T~1.html#a"
    assert now("index", "tasks/&#x54;.html#a") == "tasks/T~1.html#a"
    assert now("units/u", "../tasks/T.html?unit=x#b") == "../tasks/T~2~1.html?unit=x#b"
    assert now("tasks/T", "#a") == "T~1.html#a"
    assert now("tasks/T~1", "#a") == "#a"
    assert now("tasks/T~1", "#b") == "T~2~1.html#b"
    assert now("tasks/T~2~1", "#c") == "T.html#c"
    assert now("index", "https://other.invalid/tasks/T.html#a") == (
        "https://other.invalid/tasks/T.html#a"
    )


def test_a_site_of_divided_pages_leads_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with thousands of rows: no page holds more than a few, and every link still finds its place."""
    results = flow.judge(flow.read(PROJECT / "tests/cities/harbour"), date(2027, 7, 20), "public")
    bare = tmp_path / "bare"
    writing.write(results, PROJECT / "site", bare)
    monkeypatch.setattr(parts, "MOST", 6000)
    monkeypatch.setattr(parts, "PART", 3000)
    docs = tmp_path / "docs"
    writing.write(results, PROJECT / "site", docs)
    assert any("~" in entry["page"] for entry in read(docs))
    assert not dead(docs)
    named = {
        (name, each["of"]) for e in read(docs) for each in e["named"] for name in each["names"]
    }
    assert named == {
        (name, each["of"]) for e in read(bare) for each in e["named"] for name in each["names"]
    }


def dead(docs: Path) -> set[tuple[str, str]]:
    """Pages and addresses with an anchor that is not there."""
    ids = {}
    texts = {
        file.relative_to(docs).as_posix()[:-3]: file.read_text("utf-8")
        for file in docs.rglob("*.md")
    }
    for path, text in texts.items():
        ids[path] = {html.unescape(a or b) for a, b in IDS.findall(text)}
    found = set()
    for path, text in texts.items():
        for link in LINKS.findall(text):
            to, _, anchor = html.unescape(link).partition("#")
            to = to.partition("?")[0]
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), to))[:-5] if to else path
            )
            if anchor and ":" not in to and anchor not in ids.get(there, ()):
                found.add((path, link))
    return found


def test_the_sidebar_has_no_kind_of_which_there_are_hundreds() -> None:
    few, many, head = (
        Page("a/{}", lambda _: [], "甲"),
        Page("b/{}", lambda _: [], "甲"),
        Page("甲", lambda _: [], "甲"),
    )
    listed = [(head, Sheet("首", None), "甲.md")]
    listed += [(few, Sheet(f"少{n}", None), f"a/{n}.md") for n in range(3)]
    listed += [(many, Sheet(f"多{n}", None), f"b/{n}.md") for n in range(writing._LISTED + 1)]
    (section,) = writing._nav(listed)
    assert len(section["甲"]) == 1 + 3


def test_what_a_page_may_have_is_what_a_reader_bears() -> None:
    assert division.MOST < 300_000
    assert division.PART <= division.MOST / 1.5
