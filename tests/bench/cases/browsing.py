"""What a reader's own machine has to do: the search, and the self-check of a filing, in Chromium.

Told in seconds of the page's own thread, as a ratio to reading the same index by ``JSON.parse`` and to splitting
the same filing in the same browser; megabytes are what has to be fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.cases.running import city, site
from tests.bench.rows import Bench, Row
from tests.conftest import ARGUMENTS, find_browser
from tests.loopback import serving
from tests.searching import searched
from tests.workloads import sources

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TIMED = "text => { const begun = performance.now(); %s; return performance.now() - begun; }"
_SPLIT = _TIMED % "text.split('\\n').map(line => line.split(','))"
_REPORTED = (
    "words => [...document.querySelectorAll('.report')].some(e => e.textContent.includes(words))"
)
_PARSE = _TIMED % "JSON.parse(text)"


def rows(bench: Bench) -> Iterator[Row]:
    """Nothing where there is no browser."""
    executable = find_browser()
    if executable is None:
        print("没有浏览器，这次不量检索和自查。", flush=True)
        return
    from playwright.sync_api import sync_playwright

    built = site(bench)
    with sync_playwright() as playwright, serving(built) as address:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield from _search(browser.new_page(), address, built)
        yield from _check(browser.new_page(), address, built, bench)
        browser.close()


def _search(page: Page, address: str, built: Path) -> Iterator[Row]:
    index = sorted((built / "search").glob("*.js"))
    texts = [file.read_text("utf-8") for file in index]
    size = sum(len(text.encode()) for text in texts) / 1024**2
    page.goto(f"{address}/index.html")
    inside = ",".join(text[text.index("{") : text.rindex("}") + 1] for text in texts)
    floor = max(page.evaluate(_PARSE, f"[{inside}]") / 1000, 1e-4)
    yield Row("parse", f"JSON.parse of the index, {size:.2f} MB", floor, 0)
    worked = _worked(page)
    spent = worked()
    assert searched(page, "走访办法")
    opened = worked() - spent
    yield Row("search opened", "fetched, first answer", opened, 0, "parse", opened / floor)
    spent = worked()
    searched(page, "工程完成率")
    again = worked() - spent
    yield Row("search again", "another word", again, 0, "parse", again / floor)


def _check(page: Page, address: str, built: Path, bench: Bench) -> Iterator[Row]:
    fetched: list[int] = []
    page.on("response", lambda answer: fetched.append(len(answer.body())))
    page.goto(f"{address}/filing/self-check.html?unit=u0002&month=2016-03")
    page.wait_for_selector("#forms button")
    data = sum(fetched) / 1024**2
    worked, spent = _worked(page), {}
    text = ""
    for count in (1_000, 3_000):
        workload = replace(city(bench), rows=count, forms=("works",))
        (source,) = (
            s for s in sources(workload) if s.unit == "u0002" and str(s.period) == "2016-03"
        )
        file = bench.scratch / f"{count}/works.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(source.data)
        text, before = source.data.decode(), worked()
        page.set_input_files("#files", [str(file)])
        # Not any report: that of the file before stands there until the new one is whole.
        page.wait_for_function(_REPORTED, arg=f"{count} 行")
        spent[count] = worked() - before
    floor = max(page.evaluate(_SPLIT, text) / 3_000, 1e-4)
    yield Row("split", "the text of 1,000 rows split", floor, 0)
    cost = (spent[3_000] - spent[1_000]) / 2
    yield Row("self-check", f"{data:.2f} MB fetched, 1,000 rows", cost, 0, "split", cost / floor)


def _worked(page: Page) -> Callable[[], float]:
    """Tells the seconds that the page's own thread has worked so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")

    return worked
