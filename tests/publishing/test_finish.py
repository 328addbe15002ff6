"""The pass over the builder's pages: what it does to each, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.publishing.builders.brief import JUDGED
from generator.publishing.finish import finish

FOOT = f"<footer>本站 · {JUDGED}</footer>"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return _written(
        tmp_path / "docs",
        {
            "index.md": "# 首页\n\nundated: true\n",
            "codes/E101.md": "---\ntitle: 代码\nundated: true\n---\n# 代码\n",
            "assets/kept.html": f"<script>1</script>&#33;{FOOT}",
        },
    )


def finished(docs: Path, pages: dict[str, str], *, versioned: bool = False) -> Path:
    copied = {"assets/kept.html": (docs / "assets" / "kept.html").read_text("utf-8")}
    site = _written(docs.with_name("site"), {**pages, **copied})
    finish(site, docs, date(2023, 7, 5), versioned=versioned)
    return site


def test_a_page_says_the_day_unless_it_hangs_on_none(docs: Path) -> None:
    site = finished(docs, {"index.html": FOOT, "codes/E101.html": FOOT, "404.html": FOOT})
    assert _text(site / "index.html") == "<footer>本站 · 判定日期2023年7月5日</footer>"
    assert _text(site / "404.html") == _text(site / "index.html")
    assert _text(site / "codes" / "E101.html") == "<footer>本站</footer>"


def test_without_a_copyright_the_day_stands_alone(docs: Path) -> None:
    site = finished(docs, {"index.html": f"<p>{JUDGED}</p>", "codes/E101.html": f"<p>{JUDGED}</p>"})
    assert _text(site / "index.html") == "<p>判定日期2023年7月5日</p>"
    assert _text(site / "codes" / "E101.html") == "<p></p>"


def test_signs_are_themselves_unless_they_are_markup(docs: Path) -> None:
    site = finished(docs, {"index.html": "&#42;&#91;&#60;&#38;&#39;&#20013;&#10;\r\n"})
    assert (site / "index.html").read_bytes() == b"*[&#60;&#38;&#39;&#20013;&#10;\r\n"


def test_a_script_is_a_file_of_its_own_once_for_all_pages(docs: Path) -> None:
    page = "<script>go(1)</script>"
    site = finished(docs, {"index.html": page, "codes/E101.html": page, "404.html": page})
    (script,) = (site / "assets" / "inline").iterdir()
    assert _text(script) == "go(1)"
    assert _text(site / "index.html") == f'<script src="assets/inline/{script.name}"></script>'
    assert f'src="../assets/inline/{script.name}"' in _text(site / "codes" / "E101.html")
    assert _text(site / "404.html") == page


def test_what_was_copied_stays_as_it_is(docs: Path) -> None:
    site = finished(docs, {"index.html": FOOT})
    assert _text(site / "assets" / "kept.html") == f"<script>1</script>&#33;{FOOT}"


def test_only_a_versioned_site_maps_its_pages(docs: Path) -> None:
    pages = {"index.html": "", "报送/index.html": "", "404.html": "", "sitemap.xml": "theirs"}
    assert _text(finished(docs, pages) / "sitemap.xml") == "theirs"
    told = _text(finished(docs, pages, versioned=True) / "sitemap.xml")
    found = [line.split("taizhang.invalid/")[1] for line in told.splitlines() if "<loc>" in line]
    assert [line.removesuffix("</loc></url>") for line in found] == [
        "", "%E6%8A%A5%E9%80%81/", "%E6%8A%A5%E9%80%81/index.html", "index.html",
    ]  # fmt: skip


def _written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def _text(file: Path) -> str:
    return file.read_text("utf-8")
