"""Whatever is written into a free-text cell is shown as text: on pages, in search, in downloads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import flow
from tests.factory import City, harbour, sheet
from tests.intake.filings import BRIEFS, OUTLETS, WORKLOG
from tests.searching import searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "<script>window.hacked=1</script>"
PICTURE = '<img src=x onerror="window.hacked=1">'
MARKUP = "[点](javascript:window.hacked=1) **粗** `码` {{ 7*7 }} {% raw %} &lt;b&gt; | # 题"
CLOSING = "</td></table></details><svg onload=window.hacked=1><!-- ]]> ${window.hacked=1}"
LONG = "长" * 30_000


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    city = harbour(tmp_path_factory.mktemp("hostile"), filings=False)
    told = cell(f"情况 {SCRIPT}{PICTURE}{MARKUP}{CLOSING}\u202e倒")
    city.write(
        "submissions/2027-03/beigang/briefs.csv",
        sheet(
            BRIEFS,
            f"北港园区,2027-03,K1,办理中,{told},{cell(LONG)}",
            f"北港园区,2027-03,K2,办理中,{told},{cell(CLOSING + PICTURE)}",
        ),
    )
    city.write(
        "submissions/2027-03/beigang/outlets.csv",
        sheet(OUTLETS, f"北港园区,2027-03,PK001,{cell(SCRIPT)},已整治,是,2027-03-31"),
    )
    city.write(
        "submissions/2027-03/haishi/worklog.csv",
        sheet(WORKLOG, f"市海事办,2027-03,W-1,印发文件,2027-03-05,,{cell(PICTURE)}"),
    )
    problems = flow.build(
        city.root, lambda _: date(2027, 7, 20), city.root / "build", flow.Unwatched()
    )
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return city


def test_nothing_acts_on_any_page(city: City, browser: Browser) -> None:
    site = city.root / "build" / "site"
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on(
        "request", lambda request: asked.append(request.url) if _elsewhere(request.url) else None
    )
    shown = 0
    for file in sorted(site.rglob("*.html")):
        if file.parent.name == "codes" or file.name == "404.html":
            continue
        page.goto(file.as_uri())
        assert page.evaluate("window.hacked") is None, file
        assert page.locator("img[src=x], svg[onload], [href^=javascript]").count() == 0, file
        shown += SCRIPT in (page.text_content("article") or "")
    assert shown >= 2
    page.goto((site / "wall" / "verdicts.html").as_uri())
    for kind in ("CSV", "XLSX"):
        with page.expect_download() as waiting:
            page.click(f"text=下载 {kind}")
        assert Path(waiting.value.path()).stat().st_size > 500
    context.close()
    assert asked == []


def test_search_shows_text(city: City, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto((city.root / "build" / "site" / "index.html").as_uri())
    for words in ("情况", "hacked", "onerror"):
        assert searched(page, words)
        if page.is_visible(".search-more"):
            page.click(".search-more")
        page.wait_for_timeout(100)
        assert page.evaluate("window.hacked") is None
        assert page.locator(".search-box :is(img, script, svg)").count() == 0
    assert "window.hacked=1</script>" in page.inner_text(".search-results")
    page.close()


def _elsewhere(url: str) -> bool:
    return not url.startswith(("file:", "data:", "blob:"))
