"""An index of which only some is loaded answers as the whole does: the same places in the same order."""

from __future__ import annotations

import json
import os
import random
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.pages import names
from generator.publishing import index
from generator.publishing.index import where
from tests.journeys.test_in_the_browser import SOUGHT
from tests.once import shipped_site
from tests.searching import RESULT, searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ASKED = (
    *islice(SOUGHT, 0, None, 2), "E22x", "庭", "a", "的", "庭院经挤", "贫困户怎么办理", "襄城 衔接资金",
    "危房 住建局 周报告", "jazf", "zz", "没有人知道的东西", "《关于", "17", "项目支出进渡", "5", "建安 zjj",
    "2023年6月",
)  # fmt: skip
"""What people type, and what one does by mistake, in part or of more than one thing."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped_site(tmp_path_factory, date(2023, 12, 31))


@pytest.fixture(scope="module")
def divided(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with an index in many files."""
    folder = tmp_path_factory.mktemp("divided")
    site, docs = folder / "site", folder / "docs"
    shutil.copytree(whole, site, copy_function=os.link)
    shutil.rmtree(site / index.FOLDER)
    (site / index.FOLDER).mkdir()
    docs.mkdir()
    entries = [
        {
            "page": url.removesuffix(".html"),
            "kind": kind,
            "section": "" if aside else section,
            "title": title,
            "named": [
                {"anchor": anchor, "of": of, "names": called} for anchor, of, *called in spots
            ],
        }
        for url, kind, section, aside, title, spots in told(whole, "names", "pages")
    ]
    (docs / names.FILE).write_text(json.dumps(entries), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, size in {"_TEXT": 9_000, "_NAMES": 4_000, "_FIRST": 3}.items():
            patch.setattr(index, name, size)
        index.write(site, docs)
    return site


def told(site: Path, kind: str, what: str) -> list[Any]:
    """What all files of a kind have, in their order."""
    files = sorted(
        (site / index.FOLDER).glob(f"{kind}-*.js"), key=lambda f: int(f.stem.partition("-")[2])
    )
    found: list[Any] = []
    for file in files:
        text = file.read_text("utf-8")
        found += json.loads(text[text.index("{") : text.rindex("}") + 1])[what]
    return found


@pytest.fixture
def pages(browser: Browser, whole: Path, divided: Path) -> Iterator[tuple[Page, Page]]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
    opened = context.new_page(), context.new_page()
    for page, site in zip(opened, (whole, divided), strict=True):
        page.goto((site / "units/xiangcheng.html").as_uri())
    yield opened
    context.close()


def answer(page: Page, words: str, site: Path) -> tuple[list[str], str]:
    """Every place that is found, in order, and what is said above them."""
    searched(page, words)
    if page.is_visible("text=也查其余各页的正文"):
        page.click("text=也查其余各页的正文")
        searched(page, words)
    if page.is_visible("button.search-more"):
        page.click("button.search-more")
    found = page.locator(f"{RESULT} > a").evaluate_all("links => links.map(link => link.href)")
    return [url.removeprefix(site.as_uri()) for url in found], page.inner_text(".search-status")


def test_the_answers_are_those_of_the_whole_index(
    pages: tuple[Page, Page], whole: Path, divided: Path
) -> None:
    text = "".join(told_ for page in told(whole, "text", "text") for *_, told_ in page)
    dice = random.Random(24)
    cut = [dice.randrange(len(text) - 9) for _ in range(8)]
    pieces = [text[at : at + dice.randint(2, 6)] for at in cut]
    for words in (*ASKED, *filter(str.strip, pieces)):
        one = answer(pages[0], words, whole)
        pages[1].goto(
            (divided / "changes.html").as_uri()
        )  # nothing has come of what was asked before
        assert answer(pages[1], words, divided) == one, words
    assert len(told(divided, "text", "text")) == len(told(whole, "text", "text"))
    assert len(list((divided / index.FOLDER).glob("names-*.js"))) > 5


def test_nothing_comes_that_cannot_have_what_is_typed(browser: Browser, divided: Path) -> None:
    page = browser.new_page()
    came: list[str] = []
    page.on("request", lambda request: came.append(request.url.rpartition("/")[2]))
    page.goto((divided / "index.html").as_uri())
    page.click("button.search-opener")
    page.wait_for_function("document.querySelector('.search-status').textContent.includes('选择')")
    files = [name for name in came if name.startswith(("names-", "text-", "where-"))]
    assert files == ["names-1.js"]
    assert searched(page, "陈化店镇")
    mine = json.dumps("陈化店镇", ensure_ascii=False)[1:-1]
    holds = {
        file.name
        for file in (divided / index.FOLDER).glob("text-*.js")
        if mine in file.read_text("utf-8")
    }
    loaded = {name for name in came if name.startswith("text-")}
    assert loaded <= holds if len(holds) > 3 else loaded == holds
    assert len(loaded) <= 3
    assert len([name for name in came if name.startswith("where-")]) <= len(mine)
    page.close()


def test_both_halves_write_words_in_one_spelling(pages: tuple[Page, Page]) -> None:
    searched(pages[0], "a")
    every = [chr(code) for code in range(0x21, 0xD800)] + [
        chr(code) for code in range(0xE000, 0xFFFE)
    ]
    here = pages[0].evaluate("texts => texts.map(window.TaizhangSearch.fold)", every)
    other = [char for char, own in zip(every, here, strict=True) if where.folded(char) != own]
    assert [char for char in other if unicodedata.category(char) != "Cn"] == []  # newer than we are
    texts = ["如何ＡＢＣ　怎么办", "İstanbul Ａ", "咋办ＸyＺ怎样"]
    assert pages[0].evaluate("texts => texts.map(window.TaizhangSearch.fold)", texts) == [
        where.folded(text) for text in texts
    ]
