"""The site behind a real nginx with the shipped configuration: the strict policy finds nothing to say."""

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
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from generator import flow
from tests.conftest import go_without
from tests.factory import harbour

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONF = flow.PROJECT / "deploy" / "nginx.conf"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = harbour(tmp_path_factory.mktemp("city"))
    out = city.root / "build"
    problems = flow.build(city.root, lambda _: date(2027, 7, 20), out, flow.Unwatched())
    assert not [problem for problem in problems if problem.severity == "error"]
    return out / "site"


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        go_without("本机没有 nginx，服务器配置的测试未运行")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = CONF.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/taizhang/site", str(site))
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


def test_the_console_is_silent_under_the_strict_policy(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url} {error}"))
    for name in ("index", "notice", "wall/index", "wall/verdicts", "wall/figures", "units/index"):
        page.goto(f"{address}/{name}.html")
    page.select_option(".table-tools select >> nth=0", index=1)
    page.goto(f"{address}/filing/self-check.html?unit=beigang&month=2027-06")
    page.click("#forms button >> nth=0")
    page.wait_for_selector("#desk table")
    page.click("input.md-search__input")
    page.fill("input.md-search__input", "渔港")
    page.keyboard.press("End")  # the theme searches when a key goes up
    page.wait_for_selector(".md-search-result__item")
    page.goto(f"{address}/questions.html")
    page.click("label[for=__palette_1]")
    assert heard == []
    page.goto(f"{address}/units/deep/nothing.html")
    page.click("#home")
    page.wait_for_url(f"{address}/index.html")
    assert [said for said in heard if "404" not in said] == []
    context.close()


def test_what_never_changes_is_kept_and_the_rest_is_asked_for(address: str, site: Path) -> None:
    bundle = next((site / "assets" / "javascripts").glob("bundle.*.min.js")).name
    asked = {
        "/index.html": "no-cache",
        f"/assets/javascripts/{bundle}": "public, max-age=31536000, immutable",
        "/assets/style.css": "no-cache",
    }
    for path, expected in asked.items():
        request = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            assert answer.headers["Cache-Control"] == expected, path
            assert answer.headers["Content-Encoding"] == "gzip", path
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    with pytest.raises(HTTPError) as missing:
        urllib.request.urlopen(f"{address}/units/nothing.html")
    assert missing.value.code == 404
    assert "没有这个页面" in missing.value.read().decode()
