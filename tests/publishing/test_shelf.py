"""The swap: whatever ends a run, and wherever, there is a whole site in its place."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.publishing import shelf

FAULT = Problem("E605", "不成")


def making(text: str) -> Callable[[Path], list[Problem]]:
    """A maker of the smallest thing that counts as a site."""

    def make(site: Path) -> list[Problem]:
        site.mkdir()
        (site / "sitemap.xml").write_text(text, "utf-8")
        return []

    return make


def shown(out: Path) -> str:
    return (out / "sitemap.xml").read_text("utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A site that is there already, alone in its folder."""
    assert shelf.replace(tmp_path / "site", making("old")) == []
    return tmp_path / "site"


def test_a_finished_site_takes_the_place_of_the_last(out: Path) -> None:
    assert shelf.replace(out, making("new")) == []
    assert shown(out) == "new"
    assert list(out.parent.iterdir()) == [out]


def test_problems_leave_the_last_site(out: Path) -> None:
    def make(site: Path) -> list[Problem]:
        making("half")(site)
        return [FAULT]

    assert shelf.replace(out, make) == [FAULT]
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_an_exception_leaves_the_last_site(out: Path, stop: type[BaseException]) -> None:
    def make(site: Path) -> list[Problem]:
        making("half")(site)
        raise stop

    with pytest.raises(stop):
        shelf.replace(out, make)
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_rename_that_fails_leaves_the_last_site(
    out: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    calls = []
    rename = Path.rename

    def sometimes(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", sometimes)
    (problem,) = shelf.replace(out, making("new"))
    assert (problem.code, problem.hint) == ("E606", "磁盘已满，请腾出空间后再试。")
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


def test_a_run_killed_while_making_is_cleaned_up_after(out: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from generator.publishing import shelf\n"
        "def make(site):\n    site.mkdir(); os.kill(os.getpid(), 9)\n"
        "shelf.replace(Path(sys.argv[1]), make)"
    )
    assert subprocess.run([sys.executable, "-c", code, out]).returncode == -9
    assert shown(out) == "old"
    assert (out.parent / ".~site" / "new").exists()
    assert shelf.replace(out, lambda site: [FAULT]) == [FAULT]
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


def test_a_run_killed_between_the_renames_is_undone(out: Path) -> None:
    work = out.with_name(".~site")
    work.mkdir()
    out.rename(work / "site.old")
    making("half")(work / "new")
    assert shelf.replace(out, lambda site: [FAULT]) == [FAULT]
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


def test_a_run_killed_after_the_renames_counts(out: Path) -> None:
    making("older")(out.with_name(".~site").parent / "aside")
    out.with_name(".~site").mkdir()
    out.with_name("aside").rename(out.with_name(".~site") / "site.old")
    assert shelf.replace(out, lambda site: [FAULT]) == [FAULT]
    assert shown(out) == "old"
    assert list(out.parent.iterdir()) == [out]


def test_somebody_elses_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").touch()
    (problem,) = shelf.replace(tmp_path, making("new"))
    assert problem.code == "E606"
    assert problem.message == "这里已有的内容不是生成的网站，不会覆盖它"
    assert [path.name for path in tmp_path.iterdir()] == ["论文.docx"]


def test_a_file_in_the_place_of_the_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    (problem,) = shelf.replace(tmp_path / "site", making("new"))
    assert problem.code == "E606"
    assert (tmp_path / "site").read_text() == "x"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert shelf.replace(tmp_path / "site", making("new")) == []
    assert shown(tmp_path / "site") == "new"


def test_a_link_keeps_pointing_at_the_site(tmp_path: Path, out: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(out)
    assert shelf.replace(link, making("new")) == []
    assert link.is_symlink()
    assert shown(out) == "new"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("x")
    (problem,) = shelf.replace(tmp_path / "build" / "site", making("new"))
    assert problem.code == "E606"


def test_a_web_server_may_read_the_site(out: Path) -> None:
    umask = os.umask(0)
    os.umask(umask)
    assert out.stat().st_mode & 0o777 == 0o777 & ~umask


def test_two_runs_for_one_place_go_one_after_the_other(out: Path) -> None:
    inside: list[str] = []

    def make(site: Path) -> list[Problem]:
        inside.append("in")
        making("new")(site)
        threading.Event().wait(0.02)
        inside.append("out")
        return []

    runs = [threading.Thread(target=shelf.replace, args=(out, make)) for _ in range(5)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert inside == ["in", "out"] * 5
    assert list(out.parent.iterdir()) == [out]
