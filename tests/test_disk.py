"""Whatever ends a run, and whenever: a file or a folder stands whole, and nothing lies about it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator import disk
from generator.merging.bounded import bounded
from generator.revisions.copies import borrowing
from tests.place import PROJECT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is there already, alone in its folder."""
    disk.write(tmp_path / "log.csv", "一\n")
    return tmp_path / "log.csv"


def test_a_file_is_written_as_given_with_the_folders_above_it(tmp_path: Path) -> None:
    disk.write(tmp_path / "a" / "b" / "text", "甲\r\n乙\n")
    disk.write(tmp_path / "a" / "b" / "bytes", b"\x00\r\n")
    assert (tmp_path / "a" / "b" / "text").read_bytes() == "甲\r\n乙\n".encode()
    assert (tmp_path / "a" / "b" / "bytes").read_bytes() == b"\x00\r\n"
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["bytes", "text"]


def test_a_file_keeps_its_permissions_and_a_new_one_has_those_of_any_other(file: Path) -> None:
    file.chmod(0o640)
    disk.write(file, "二\n")
    assert file.stat().st_mode & 0o777 == 0o640
    file.with_name("other").touch()
    disk.write(file.with_name("new"), "")
    assert file.with_name("new").stat().st_mode == file.with_name("other").stat().st_mode


def test_a_link_goes_on_pointing_at_the_file(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    disk.write(link, "二\n")
    assert link.is_symlink()
    assert file.read_text("utf-8") == "二\n"


def test_no_file_takes_the_place_of_a_folder(file: Path) -> None:
    with pytest.raises(IsADirectoryError) as caught:
        disk.write(file.parent, "二\n")
    assert caught.value.filename == str(file.parent)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("stop", [OSError, KeyboardInterrupt])
def test_an_exception_leaves_the_file_as_it_was(file: Path, stop: type[BaseException]) -> None:
    def half() -> None:
        with disk.renewed(file) as new:
            new.write_text("半")
            raise stop

    with pytest.raises(stop):
        half()
    assert file.read_text("utf-8") == "一\n"
    assert list(file.parent.iterdir()) == [file]


def test_a_run_killed_while_writing_is_cleaned_up_after(file: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from generator import disk\n"
        "with disk.renewed(Path(sys.argv[1])) as new:\n"
        "    new.write_text('half'); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, file]).returncode == -9
    assert file.read_text("utf-8") == "一\n"
    assert len(list(file.parent.iterdir())) > 1
    disk.write(file, "二\n")
    assert file.read_text("utf-8") == "二\n"
    assert list(file.parent.iterdir()) == [file]


KILLED = (
    "import os, sys; from pathlib import Path; from generator import disk\n"
    "with disk.scratch(within=Path(sys.argv[1])) as own:\n"
    "    (own / 'sent').mkdir(); (own / 'sent' / 'a').touch(0o400); os.kill(os.getpid(), 9)"
)


def test_what_a_killed_run_left_goes_at_the_next_start_and_what_is_in_use_stays(
    tmp_path: Path,
) -> None:
    others = tmp_path / "taizhang-of-somebody"  # without a lock: nobody knows whose
    others.mkdir()
    with disk.scratch("taizhang-copy-", tmp_path) as living:
        (living / "copy").touch()
        before = {*tmp_path.iterdir()}
        assert subprocess.run([sys.executable, "-c", KILLED, tmp_path]).returncode == -9
        assert any((left / "sent").exists() for left in {*tmp_path.iterdir()} - before)
        with disk.scratch(within=tmp_path) as own:
            assert {own, own.with_name(f"{own.name}.held")} == {*tmp_path.iterdir()} - before
            assert own.stat().st_mode & 0o777 == 0o700
        assert (living / "copy").exists()
        assert {*tmp_path.iterdir()} == before
    assert [*tmp_path.iterdir()] == [others]


def test_a_lock_planted_where_all_may_write_leads_nowhere(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "log.csv").write_text("一")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "taizhang-1.held").symlink_to(mine / "log.csv")
    (tmp_path / "tmp" / "taizhang-2.held").touch()
    (tmp_path / "tmp" / "taizhang-2").symlink_to(mine)
    with disk.scratch(within=tmp_path / "tmp"):
        pass
    assert (mine / "log.csv").read_text() == "一"


def test_a_copy_of_a_revision_and_work_on_what_was_sent_are_made_in_such_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    subprocess.run([sys.executable, "-c", KILLED, tmp_path])
    assert bounded(lambda: [path.name for path in tmp_path.glob("*/sent")]) == []
    subprocess.run([sys.executable, "-c", KILLED, tmp_path])
    with borrowing(PROJECT):
        assert [*tmp_path.glob("*/sent")] == []
    assert [*tmp_path.iterdir()] == []


def test_who_reads_and_writes_again_loses_nothing_to_another(file: Path) -> None:
    def add(number: int) -> None:
        with disk.renewed(file) as new:
            new.write_text(f"{file.read_text('utf-8')}{number}\n", "utf-8")

    with ThreadPoolExecutor(8) as several:
        list(several.map(add, range(40)))
    assert sorted(file.read_text("utf-8").split()[1:], key=int) == [str(n) for n in range(40)]
    assert list(file.parent.iterdir()) == [file]


def test_who_has_to_wait_is_told_and_finds_the_work_folder_empty(tmp_path: Path) -> None:
    told: list[str] = []
    with ThreadPoolExecutor(1) as other:
        with disk.alone(tmp_path / ".work", lambda: told.append("at once")) as work:
            (work / "new").mkdir()
            ready = os.pipe()
            later = other.submit(_seen, tmp_path / ".work", ready[1])
            os.read(ready[0], 1)
        assert later.result() == []
    assert told == []
    assert list(tmp_path.iterdir()) == []


def _seen(work: Path, ready: int) -> list[str]:
    with disk.alone(work, lambda: os.close(ready)) as own:
        return [path.name for path in own.iterdir()]


def test_a_folder_moved_away_comes_back_when_its_successor_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "current"
    place.mkdir()
    (place / "page").touch()
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    def replaced() -> None:
        with disk.alone(tmp_path / ".work") as work:
            (work / "new").mkdir()
            disk.swap(work / "new", place)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        replaced()
    assert [path.name for path in place.iterdir()] == ["page"]
    assert list(tmp_path.iterdir()) == [place]


def test_what_somebody_has_open_for_a_moment_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, waited = Path.replace, list[float]()

    def busy(self: Path, target: Path) -> Path:
        if len(waited) < 3:
            raise _of_windows(32)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr("time.sleep", waited.append)
    disk.write(file, "二\n")
    assert file.read_text("utf-8") == "二\n"
    assert len(waited) == 3


def test_what_stays_open_is_told_in_the_end_and_another_fault_at_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = list[float]()
    monkeypatch.setattr("time.sleep", waited.append)
    for fault, times in ((_of_windows(32), 19), (OSError(errno.ENOSPC, "full"), 0)):
        waited.clear()
        monkeypatch.setattr(Path, "replace", _raising(fault))
        with pytest.raises(OSError, match=r"open|full"):
            disk.write(file, "二\n")
        assert len(waited) == times
        assert file.read_text("utf-8") == "一\n"
        assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_link_that_cannot_be_replaced_gets_out_of_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "latest").symlink_to("2023-05", target_is_directory=True)
    monkeypatch.setattr(Path, "replace", _raising(_of_windows(5)))
    monkeypatch.setattr("time.sleep", lambda _: None)
    with disk.alone(tmp_path / ".work") as work:
        if kind == "link":
            (work / "new").symlink_to("2023-06", target_is_directory=True)
        else:
            (work / "new").mkdir()
        disk.swap(work / "new", tmp_path / "latest")
    latest = tmp_path / "latest"
    assert str(latest.readlink()) == "2023-06" if kind == "link" else latest.is_dir()
    assert list(tmp_path.iterdir()) == [latest]


def test_where_a_machine_cannot_write_all_at_once_every_file_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = file.with_name("site") / "tasks"
    below.mkdir(parents=True)
    (below / "index.html").write_text("页", "utf-8")
    (below / "link").symlink_to("nowhere")
    flushed = list[str]()

    def keep(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.delattr(os, "sync")
    monkeypatch.setattr(os, "fsync", keep)
    disk.flush(file, below.parent)
    assert flushed == ["log.csv", "index.html"]


def _of_windows(number: int) -> OSError:
    fault = PermissionError(errno.EACCES, "open elsewhere")
    fault.winerror = number  # type: ignore[attr-defined]
    return fault


def _raising(fault: OSError) -> Any:
    def fail(*_: object) -> None:
        raise fault

    return fail


@pytest.mark.parametrize("use", [disk.alone, lambda work: disk.scratch(within=work.parent)])
def test_where_no_lock_can_be_made_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Any
) -> None:
    opened = os.open

    def refused(path: Any, *how: Any, **more: Any) -> int:
        if Path(os.fsdecode(path)).parent == tmp_path:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fsdecode(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(os, "open", refused)  # as /proc does of any name
    monkeypatch.setattr(Path, "touch", lambda path: refused(path))
    with pytest.raises(PermissionError) as caught, use(tmp_path / ".work"):
        pass
    assert caught.value.filename == str(tmp_path)
