"""Real builds: what comes out, that it is the same everywhere, and what is said when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.publishing import bundle
from tests.place import PROJECT
from tests.publishing.conftest import NAV, publish

RUN = """
import sys
from pathlib import Path
from tests.publishing.conftest import publish, write
folder = Path(sys.argv[1])
sys.exit(len(publish(write(folder / "docs"), folder / "site")))
"""


def test_a_site_is_built_in_silence(
    docs: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "build" / "site"
    assert publish(docs, out) == []
    assert capfd.readouterr() == ("", "")
    assert "判定日期2023年7月20日" in (out / "tasks" / "T17.html").read_text("utf-8")
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_progress_counts_every_page_twice(docs: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    publish(docs, tmp_path / "site", progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 8) for done in range(1, 9)]


def test_the_bytes_are_the_same_on_any_path_in_any_zone_and_locale(tmp_path: Path) -> None:
    places = {
        tmp_path / "a": {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        tmp_path / "台 账": {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    }
    runs = [
        subprocess.Popen([sys.executable, "-c", RUN, place], cwd=PROJECT, env={**os.environ, **env})
        for place, env in places.items()
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    first, second = (_contents(place / "site") for place in places)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_no_file_tells_where_it_was_built(docs: Path, tmp_path: Path) -> None:
    publish(docs, tmp_path / "site")
    for trace in (str(tmp_path), str(PROJECT), ".~site"):
        telling = [n for n, data in _contents(tmp_path / "site").items() if trace.encode() in data]
        assert telling == []


def test_a_build_leaves_nothing_in_the_shared_temporary_folder(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    env = {**os.environ, "TMPDIR": str(shared)}
    subprocess.run([sys.executable, "-c", RUN, tmp_path], cwd=PROJECT, env=env, check=True)
    assert list(shared.iterdir()) == []


FAULTS = {
    "a link to a missing page": (
        "[x](T99.md)",
        Problem(
            "E602",
            "链接“T99.md”指向不存在的页面或位置",
            "请用相对路径，并核对标题的锚点。",
            "tasks/T17.md",
            value="T99.md",
        ),
    ),
    "a link to a missing heading": (
        "[x](T10.md#nowhere)",
        Problem(
            "E602",
            "链接“T10.md#nowhere”指向不存在的页面或位置",
            "请用相对路径，并核对标题的锚点。",
            "tasks/T17.md",
            value="T10.md#nowhere",
        ),
    ),
    "a link in HTML to a missing page": (
        '<a href="T99.html">x</a>',
        Problem(
            "E602",
            "链接“T99.html”指向不存在的文件",
            "请核对写出这个链接的页面或模板。",
            "tasks/T17.html",
            value="T99.html",
        ),
    ),
    "a picture from elsewhere": (
        '<img src="https://example.org/a.png" alt="">',
        Problem(
            "E604",
            "从站外加载“https://example.org/a.png”",
            "内网打不开站外的内容：请把它放进 site/assets。",
            "tasks/T17.html",
            value="https://example.org/a.png",
        ),
    ),
}


@pytest.mark.parametrize(("written", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_page_is_told_and_the_last_site_stays(
    docs: Path, tmp_path: Path, written: str, expected: Problem
) -> None:
    out = tmp_path / "site"
    publish(docs, out)
    before = _contents(out)
    (docs / "tasks" / "T17.md").write_text(f"# 任务十七\n\n{written}\n", "utf-8")
    assert publish(docs, out) == [expected]
    assert _contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "site"]


def test_a_page_missing_from_the_navigation_is_told(docs: Path, tmp_path: Path) -> None:
    nav = [*NAV, {"矩阵": "matrix.md"}]
    expected = Problem(
        "E603", "导航中的“matrix.md”不在页面之中", file="mkdocs.yml", value="matrix.md"
    )
    assert publish(docs, tmp_path / "site", nav=nav) == [expected]


CONFIGURATIONS = {
    "no file": None,
    "no YAML": "theme: [",
    "no such theme": "theme: no-such-theme",
    "no such plugin": "plugins: [no-such-plugin]",
    "unknown option": "no_such_option: 1",
}


@pytest.mark.parametrize("written", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_faulty_configuration_is_told(docs: Path, tmp_path: Path, written: str | None) -> None:
    config = tmp_path / "mkdocs.yml"
    if written is not None:
        config.write_text(f"site_name: x\n{written}\n", "utf-8")
    problems = publish(docs, tmp_path / "site", config=config)
    assert {(problem.code, problem.file) for problem in problems} == {("E601", "mkdocs.yml")}
    assert not (tmp_path / "site").exists()


def test_a_theme_that_loads_from_a_cdn_is_refused(docs: Path, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("theme: {name: material}\nmarkdown_extensions: [attr_list]\n", "utf-8")
    problems = publish(docs, tmp_path / "site", config=config)
    assert {problem.code for problem in problems} == {"E604"}
    assert all("googleapis" in p.message or "gstatic" in p.message for p in problems)


def test_an_exception_inside_keeps_the_last_site(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(docs, out)
    before = _contents(out)
    (tmp_path / "boom.py").write_text("def on_env(env, **_):\n    raise RuntimeError('boom')\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text("hooks: [boom.py]\n", "utf-8")
    with pytest.raises(RuntimeError, match="boom"):
        publish(docs, out, config=config)
    assert _contents(out) == before
    assert not (tmp_path / ".~site").exists()


def test_the_environment_is_left_as_it_was(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    before = dict(os.environ)
    publish(docs, tmp_path / "site")
    assert dict(os.environ) == before


def _contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_bundle_is_the_site_in_one_folder_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "units").mkdir(parents=True)
    (site / "index.html").write_text("甲", "utf-8")
    (site / "units" / "east.html").write_text("乙", "utf-8")
    first = bundle(site, tmp_path / "taizhang-2023-06-30.zip").read_bytes()
    os.utime(site / "index.html", (0, 0))
    assert bundle(site, tmp_path / "taizhang-2023-06-30.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "taizhang-2023-06-30.zip") as archive:
        assert archive.namelist() == [
            "taizhang-2023-06-30/index.html",
            "taizhang-2023-06-30/units/east.html",
        ]
        assert archive.read("taizhang-2023-06-30/index.html").decode() == "甲"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "taizhang-2023-06-30.zip"]
