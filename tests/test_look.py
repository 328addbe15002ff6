"""A city's own look: file by file in the place of ours, told when ours changes or a name is misspelt."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator import checking, flow, look, new_year, overrides, unchanged
from generator.problems import Problem
from tests.factory import City, harbour
from tests.warm import taizhang

HOME = "site/templates/home.md.j2"
STYLE = "site/assets/style/90-paper.css"
PAPER = "site/papers/official.docx"
DAY = date(2027, 7, 20)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path)


@pytest.fixture
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tool of the next version, whose look may be edited."""
    tool = look.lay(tmp_path / "nothing", tmp_path / "tool")
    monkeypatch.setattr(look, "ours", lambda: tool)
    return tool


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in overrides.check(root)]


def build(city: City) -> list[Problem]:
    return flow.build(city.root, lambda _: DAY, city.root / "build", flow.Unwatched())


def test_a_city_without_a_look_of_its_own_has_ours(city: City, tmp_path: Path) -> None:
    laid = look.lay(city.root, tmp_path / "laid")
    assert {p: f.read_bytes() for p, f in look.files(laid).items()} == {
        p: f.read_bytes() for p, f in look.files(look.ours()).items()
    }
    assert codes(city.root) == []


def test_each_own_file_replaces_that_file_only(city: City) -> None:
    ours = look.files(look.ours())
    home = ours[HOME].read_text("utf-8")
    style = ours[STYLE].read_text("utf-8")
    settings = ours["mkdocs.yml"].read_text("utf-8")
    city.write(HOME, home.replace("{% block body %}", "{% block body %}\n本市自己的一段。\n"))
    city.write(STYLE, f"{style}\n/* 本市 */\n")
    city.write("site/assets/harbour.txt", "港湾")
    city.write("site/pages/about.md", "# 本市说明\n\n[港湾](assets/harbour.txt)\n")
    city.write("site/theme/404.html", "<title>本市没有这个页面</title>")
    city.write("mkdocs.yml", settings.replace("本站由台账按任务", "本市按任务"))
    problems = build(city)
    assert {problem.code for problem in problems} == {"W609"}
    site = city.root / "build" / "site"
    pages = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
    assert "本市自己的一段。" in pages["index.html"]
    assert "本市按任务" in pages["index.html"]
    assert "<h1" in pages["about.html"]
    assert "本市没有这个页面" in pages["404.html"]
    assert "换一个城市怎样用" in pages["adopting.html"]
    assert "数据文件怎样写" in pages["language.html"]
    assert (site / "assets/style.css").read_text("utf-8").endswith("/* 本市 */\n")
    assert (site / "assets/harbour.txt").read_text("utf-8") == "港湾"
    assert (site / "assets/tables.js").read_bytes() == ours["site/assets/tables.js"].read_bytes()


def test_a_faulty_template_is_told_by_its_file_and_line(city: City) -> None:
    city.write(HOME, "一行\n{{ view.no_such_word }}\n")
    (problem,) = [each for each in build(city) if each.code == "E608"]
    assert (problem.file, problem.line) == (HOME, 2)
    city.write(HOME, "一行\n两行\n{% if %}\n")
    (problem,) = [each for each in build(city) if each.code == "E608"]
    assert (problem.file, problem.line) == (HOME, 3)


def test_an_own_file_is_told_until_it_is_noted(city: City) -> None:
    city.write(HOME, "自己的")
    assert codes(city.root) == [("W609", HOME)]
    told = checking.check(city.root).problems
    assert ("W609", HOME) in [(problem.code, problem.file) for problem in told]
    assert not overrides.note(city.root, HOME)
    assert codes(city.root) == []
    assert (city.root / HOME).read_text("utf-8") == "自己的"


def test_an_upgrade_of_what_is_overridden_is_told(city: City, upgraded: Path) -> None:
    assert overrides.note(city.root, HOME)
    assert overrides.note(city.root, STYLE)
    assert (city.root / HOME).read_bytes() == (upgraded / HOME).read_bytes()
    city.write(HOME, "自己的")
    city.write(STYLE, "自己的")
    assert codes(city.root) == []
    (upgraded / HOME).write_text("新的一版", "utf-8")
    (problem,) = overrides.check(city.root)
    assert (problem.code, problem.file) == ("W609", HOME)
    assert f"taizhang override {HOME}" in problem.hint
    assert list(overrides.difference(city.root, HOME))[2:] == [
        "@@ -1 +1 @@",
        "-新的一版",
        "+自己的",
    ]
    overrides.note(city.root, HOME)
    assert codes(city.root) == []


def test_of_what_is_no_text_it_is_told_where_the_two_lie(city: City, upgraded: Path) -> None:
    overrides.note(city.root, PAPER)
    assert list(overrides.difference(city.root, PAPER)) == []
    (city.root / PAPER).write_bytes((upgraded / PAPER).read_bytes() + b"\0")
    (told,) = overrides.difference(city.root, PAPER)
    assert str(upgraded / PAPER) in told
    assert str(city.root / PAPER) in told


def test_what_is_ours_word_for_word_overrides_nothing(city: City, upgraded: Path) -> None:
    (city.root / HOME).parent.mkdir(parents=True)
    shutil.copy(upgraded / HOME, city.root / HOME)
    assert codes(city.root) == []


def test_a_file_that_the_tool_has_no_longer_is_told(city: City, upgraded: Path) -> None:
    overrides.note(city.root, HOME)
    (upgraded / HOME).unlink()
    assert codes(city.root) == [("W609", HOME)]
    (city.root / HOME).unlink()
    overrides.note(city.root, STYLE)
    assert HOME not in (city.root / overrides.RECORD).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("site/templates/hom.md.j2", HOME),
        ("site/templates/home.j2", HOME),
        ("site/templates/Home.md.j2", HOME),
        ("site/template/home.md.j2", HOME),
        ("site/assets/style/90-papers.css", STYLE),
        ("site/theme/man.html", "site/theme/main.html"),
    ],
)
def test_a_misspelt_name_is_told_with_the_nearest(city: City, path: str, meant: str) -> None:
    city.write(path, "自己的")
    (problem,) = overrides.check(city.root)
    assert (problem.code, problem.file) == ("W610", path)
    assert meant in problem.message


@pytest.mark.parametrize(
    "path",
    [
        "site/assets/logo.svg",
        "site/assets/images/harbour.png",
        "site/pages/adapting.md",
        "site/theme/partials/header.html",
        "site/templates/_harbour.md.j2",
        "site/templates/.DS_Store",
        "site/templates/home.md.j2~",
    ],
)
def test_what_a_city_adds_is_not_taken_for_misspelt(city: City, path: str) -> None:
    city.write(path, "自己的")
    assert codes(city.root) == []


def test_what_another_own_file_names_is_used(city: City) -> None:
    city.write("site/assets/styles.css", "body {}")
    city.write("site/pages/about.md", "# 说明\n\n用 styles.css。\n")
    assert codes(city.root) == []


def test_a_spoilt_record_is_as_none(city: City) -> None:
    overrides.note(city.root, HOME)
    city.write(HOME, "自己的").write(overrides.RECORD, "<<<<<<< \x00 不是清单\n")
    assert codes(city.root) == [("W609", HOME)]


def test_the_command_begins_shows_and_notes(city: City) -> None:
    root = ("--root", str(city.root))
    listed = taizhang("override", *root)
    assert f"{HOME}  程序自带" in listed.stdout
    assert "已抄来" in taizhang("override", "templates/home.md.j2", *root).stdout
    city.write(HOME, "自己的\n")
    assert "+自己的" in taizhang("override", HOME, "--diff", *root).stdout
    assert "已记下" in taizhang("override", HOME, *root).stdout
    refused = taizhang("override", "site/templates/hom.md.j2", *root)
    assert refused.returncode == 2
    assert HOME in refused.stderr


def test_the_next_year_keeps_the_look(city: City, tmp_path: Path) -> None:
    overrides.note(city.root, HOME)
    city.write(HOME, "自己的").write("mkdocs.yml", "site_name: 港\n")
    begun = new_year.begin(city.root, 2028, tmp_path / "2028")
    assert isinstance(begun, new_year.Begun)
    assert set(look.own(begun.folder)) == {HOME, overrides.RECORD, "mkdocs.yml"}
    assert codes(begun.folder) == [("W609", "mkdocs.yml")]


def test_a_preview_watches_what_is_own_and_what_is_ours(city: City) -> None:
    city.write(HOME, "自己的")
    watched = unchanged.watched(city.root)
    assert {city.root / "site", look.ours() / "site", look.ours() / "mkdocs.yml"} <= set(watched)
