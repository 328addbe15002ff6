"""What a browser would stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publishing import audit


def found(site: Path, page: str, **others: str) -> list[tuple[str, str]]:
    """Code and value of every problem of a site with this page and others (``name_suffix``)."""
    for name, text in {"a_html": page, **others}.items():
        (site / name.replace("_", ".")).write_text(text, "utf-8")
    return [(problem.code, problem.value or "") for problem in audit.check(site)]


SOUND = [
    '<a href="b.html">x</a>',
    '<a href="b.html#here">x</a>',
    "<a href='b.html#%E6%AD%A4'>x</a>",
    '<a href="#top">x</a><p id="top">',
    '<a href="?q=1">x</a>',
    '<a href="https://example.org/">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<link rel="canonical" href="https://example.org/a.html">',
    "<script>const t = '<img src=\"https://example.org/a.png\">'</script>",
    '<code>&lt;img src="https://example.org/a.png"&gt; url(https://example.org/a.png)</code>',
    '<td title="url(//x &quot;src=&quot;//y">x</td>',
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    '<img src="data:image/png;base64,AAAA">',
]


@pytest.mark.parametrize("page", SOUND)
def test_what_is_sound_passes(tmp_path: Path, page: str) -> None:
    assert found(tmp_path, page, b_html='<p id="here"><p id="此">') == []


DEAD = ["c.html", "b.html#there", "#nowhere", "/b.html", "../b.html", "img.png"]


@pytest.mark.parametrize("link", DEAD)
def test_dead_links_are_found(tmp_path: Path, link: str) -> None:
    tag = f'<img src="{link}">' if link.endswith("png") else f'<a href="{link}">x</a>'
    assert found(tmp_path, tag, b_html='<p id="here">') == [("E602", link)]


OUTSIDE = [
    '<script src="https://example.org/x"></script>',
    "<script src=//example.org/x></script>",
    '<img srcset="http://example.org/x 2x">',
    '<link rel="stylesheet" href="https://example.org/x">',
    '<link href="//example.org/x" rel="preconnect">',
    '<iframe src="https://example.org/x"></iframe>',
    '<p style="background: url(https://example.org/x)">',
    "<style>@import 'https://example.org/x';</style>",
    '<svg><use href="https://example.org/x"/></svg>',
]


@pytest.mark.parametrize("page", OUTSIDE)
def test_what_a_page_loads_from_elsewhere_is_found(tmp_path: Path, page: str) -> None:
    assert [(code, url.partition("//")[2]) for code, url in found(tmp_path, page)] == [
        ("E604", "example.org/x")
    ]


def test_what_a_style_sheet_loads_from_elsewhere_is_found(tmp_path: Path) -> None:
    sheet = "@font-face { src: url('https://example.org/f.woff2') }"
    assert found(tmp_path, "", s_css=sheet) == [("E604", "https://example.org/f.woff2")]


def test_a_link_to_a_folder_means_its_index(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.html").write_text("", "utf-8")
    assert found(tmp_path, '<a href="b/">x</a>') == []
