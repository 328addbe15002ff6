"""Versions behind a real nginx with the shipped configuration: the strict policy finds nothing to say."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from generator.problems import has_errors
from tests.conftest import go_without
from tests.place import PROJECT
from tests.releases.office import Office, in_summer
from tests.searching import RESULT, searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONF = PROJECT / "deploy" / "nginx.conf"
AUGUST = date(2027, 8, 15)


@pytest.fixture(scope="module")
def office(remembered: None, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = in_summer(tmp_path_factory, tmp_path_factory.mktemp("office") / "office")
    assert not has_errors(office.publish("current", AUGUST).problems)
    return office


@pytest.fixture(scope="module")
def site(office: Office) -> Path:
    return office.shelf.path / "2027-06"


@pytest.fixture(scope="module")
def address(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        go_without("本机没有 nginx，服务器配置的测试未运行")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = CONF.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/taizhang/published", str(office.shelf.path))
    folders = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"{'user root;' if os.getuid() == 0 else ''}\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off;\n{folders}{server} }}\n",
        "utf-8",
    )
    run = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert run.poll() is None, run.stderr and run.stderr.read().decode()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    run.terminate()
    run.wait()


def test_the_policy_allows_the_missing_page_by_its_hashes(site: Path) -> None:
    page = (site / "404.html").read_text("utf-8")
    for tag in ("script", "style"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(sha256(inside.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in CONF.read_text("utf-8"), tag


def test_no_page_holds_a_script_or_a_style_of_its_own(site: Path) -> None:
    for file in site.rglob("*.html"):
        if file.name != "404.html":
            page = file.read_text("utf-8")
            assert not re.search(r"<script>|<style|\sstyle=|\son[a-z]+=", page), file


def test_calendars_come_as_calendars(site: Path, address: str) -> None:
    for name in ("all", "units/beigang"):
        with urllib.request.urlopen(f"{address}/2027-06/calendar/{name}.ics") as answer:
            assert answer.headers.get_content_type() == "text/calendar"
            assert answer.headers["Cache-Control"] == "no-cache"
            assert answer.read() == (site / f"calendar/{name}.ics").read_bytes()


def test_the_console_is_silent_under_the_strict_policy(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url} {error}"))
    for name in (
        "index",
        "notice",
        "wall/index",
        "wall/verdicts",
        "progress/figures",
        "units/index",
    ):
        page.goto(f"{address}/latest/{name}.html")
    page.select_option(".table-tools select >> nth=0", index=1)
    page.goto(f"{address}/latest/filing/self-check.html?unit=beigang&month=2027-06")
    page.click("#forms button >> nth=0")
    page.wait_for_selector("#desk table")
    assert "渔港" in searched(page, "渔港")
    page.goto(f"{address}/latest/questions.html")
    page.click("label[for=__palette_1]")
    assert heard == []
    page.goto(f"{address}/2027-03/units/deep/nothing.html")
    page.click("#home")
    page.wait_for_url(f"{address}/2027-03/index.html")
    assert [said for said in heard if "404" not in said] == []
    context.close()


def test_a_reader_goes_from_version_to_version_on_the_same_page(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{address}/")
    page.wait_for_url(f"{address}/latest/index.html")
    assert page.text_content(".md-version__current") == "2027年6月"
    assert page.is_hidden("[data-md-component=outdated]")
    page.goto(f"{address}/2027-03/units/beigang.html")
    assert page.text_content(".md-version__current") == "2027年3月"
    assert "不是最新的版本" in page.inner_text("[data-md-component=outdated]")
    listed = page.locator(".md-version__link").all_text_contents()
    assert listed == ["当前（未定稿）", "2027年6月", "2027年3月"]
    page.focus(".md-version__current")
    page.click(".md-version__link >> text=2027年6月")
    page.wait_for_url(f"{address}/2027-06/units/beigang.html")
    assert "判定日期2027年7月31日" in page.inner_text("body")
    page.goto(f"{address}/2027-03/index.html")
    page.click("[data-md-component=outdated] a")
    page.wait_for_url(f"{address}/latest/index.html")
    assert heard == []
    context.close()


def test_search_finds_within_the_version_that_is_read(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/2027-03/index.html")
    assert "北港园区" in searched(page, "北港园区")
    found = page.locator(f"{RESULT} a").evaluate_all("all => all.map(a => a.href)")
    assert found
    assert all(url.startswith(f"{address}/2027-03/") for url in found)
    context.close()


def asked(url: str, **headers: str) -> HTTPResponse:
    answer = urllib.request.urlopen(urllib.request.Request(url, headers=headers))
    assert isinstance(answer, HTTPResponse)
    return answer


def test_what_is_named_by_its_hash_is_kept_and_the_rest_is_asked_for(
    address: str, site: Path
) -> None:
    bundle = next((site / "assets" / "javascripts").glob("bundle.*.min.js")).name
    forever = "public, max-age=31536000, immutable"
    expected = {
        "/latest/index.html": "no-cache",
        "/current/index.html": "no-cache",
        "/versions.json": "no-cache",
        f"/latest/assets/javascripts/{bundle}": forever,
        "/latest/assets/style.css": "no-cache",
        f"/2027-03/assets/javascripts/{bundle}": forever,
        "/2027-03/index.html": "no-cache",
        "/2027-03/manifest.json": "no-cache",
        "/2027-03/search/names-1.js": "no-cache",
        "/2027-03/search/text-1.js": "no-cache",
    }
    for path, kept in expected.items():
        with asked(address + path, **{"Accept-Encoding": "gzip"}) as answer:
            assert answer.headers["Cache-Control"] == kept, path
            if path != "/versions.json":
                assert answer.headers["Content-Encoding"] == "gzip", path
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/2027-03/units/nothing.html", True),
        ("/2028-01/index.html", True),
        ("/nothing.html", True),
        ("/.work/new/index.html", False),
    ],
)
def test_what_is_not_there_is_never_kept(address: str, path: str, page: bool) -> None:
    with pytest.raises(HTTPError) as missing:
        asked(address + path)
    assert missing.value.code == 404
    assert missing.value.headers["Cache-Control"] is None
    assert ("没有这个页面" in missing.value.read().decode()) or not page
