"""What can be held on this machine of the promise that the product runs on Windows (docs/windows.md)."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from generator import look
from generator.drafting import around
from generator.portable import unfit
from generator.releases.place import Folder
from generator.terminal import Group
from tests.doctor.spot import MANIFEST
from tests.factory import HARBOUR
from tests.once import shipped_site
from tests.place import PROJECT

CODE = sorted(
    (
        *(PROJECT / "generator").rglob("*.py"),
        *(PROJECT / "deploy").rglob("*.py"),
        PROJECT / "make.py",
    )
)
ON_UNIX_ALONE = {
    "sync", "fork", "getuid", "geteuid", "getgid", "setuid", "killpg", "getpgid", "setsid", "mkfifo",
    "statvfs", "chown", "lchown", "chroot", "nice", "getloadavg", "sched_getaffinity", "O_NOFOLLOW",
    "O_CLOEXEC", "wait", "WIFEXITED", "openpty", "ttyname", "uname", "sysconf", "pread", "posix_spawn",
}  # fmt: skip
MODULES_OF_UNIX = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline"}
"""What Windows has not; whoever takes it asks first whether it is there."""


@cache
def _trees() -> list[tuple[str, ast.Module]]:
    return [
        (file.relative_to(PROJECT).as_posix(), ast.parse(file.read_text("utf-8"))) for file in CODE
    ]


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            yield node, name or (node.func.id if isinstance(node.func, ast.Name) else "")


def _given(call: ast.Call, name: str) -> bool:
    return any(word.arg == name for word in call.keywords)


def test_every_text_is_read_and_written_in_a_named_encoding_with_its_own_line_ends() -> None:
    bad = []
    for path, tree in _trees():
        for call, name in _calls(tree):
            place = f"{path}:{call.lineno} {name}"
            if name == "read_text" and not call.args and not _given(call, "encoding"):
                bad.append(place)
            if name == "write_text" and len(call.args) < 2 and not _given(call, "encoding"):
                bad.append(place)
            if (
                name == "write_text"
                and path.startswith("generator/")
                and not _given(call, "newline")
            ):
                bad.append(f"{place}: newline")
            if _given(call, "text") and name in ("run", "Popen") and not _given(call, "encoding"):
                bad.append(place)
            if name == "open" and isinstance(call.func, ast.Name):
                mode = call.args[1] if len(call.args) > 1 else None
                binary = isinstance(mode, ast.Constant) and "b" in str(mode.value)
                if not binary and not _given(call, "encoding"):
                    bad.append(place)
    assert bad == []


def test_what_windows_has_not_is_asked_for_before_it_is_used() -> None:
    bad = []
    for path, tree in _trees():
        asked = _asked(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "os"
                and node.attr in ON_UNIX_ALONE
                and not asked & {node.attr, "win32", "ImportError"}
            ):
                bad.append(f"{path}:{node.lineno} os.{node.attr}")
        bad += [f"{path}: import {name}" for name in _loaded_with(tree) if name in MODULES_OF_UNIX]
    assert bad == []


def _asked(tree: ast.Module) -> set[str]:
    """What a module asks of the machine: whether ``os`` has something, whether it is Windows, or
    whether a module can be loaded."""
    found = {
        str(call.args[1].value)
        for call, name in _calls(tree)
        if name in ("hasattr", "getattr")
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Constant):
            found.add(str(node.comparators[0].value))
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name):
            found.add(node.type.id)
    return found


def _loaded_with(tree: ast.Module) -> Iterator[str]:
    """The modules that a module cannot be loaded without."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """All that is written anywhere: two cities' sites, what a new city gets, what is filed and declared."""
    site = shipped_site(tmp_path_factory, date(2023, 12, 31))
    found = [file.relative_to(site).as_posix() for file in site.rglob("*")]
    for folder in (HARBOUR, look.ours() / "site", PROJECT / "submissions", PROJECT / "rules"):
        found += [file.relative_to(folder).as_posix() for file in folder.rglob("*")]
    return [*found, *around.files()]


def test_windows_can_hold_every_name_that_is_written(paths: list[str]) -> None:
    assert [(path, unfit(path)) for path in paths if unfit(path)] == []
    assert [path for path in paths if PureWindowsPath(path).is_reserved()] == []
    assert [path for path in paths if PureWindowsPath(path).as_posix() != path] == []


def test_addresses_leave_room_for_the_folder_that_they_stand_in(paths: list[str]) -> None:
    """260 characters, less what a version and a work folder put before them and what a user's folder takes."""
    longest = max(paths, key=len)
    assert len(longest) <= 120, longest


def test_no_two_names_differ_by_case_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = shipped_site(tmp_path_factory, date(2023, 12, 31))
    names = [file.relative_to(site).as_posix() for file in site.rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a/con", "设备"), ("Aux.csv", "设备"), ("x/nul.tar.gz", "设备"), ("com1", "设备"), ("LPT9.md", "设备"),
        ("a:b", ":"), ("问？/?", "?"), ("a\\b", "\\"), ("a|b", "|"), ("a\tb", "控制字符"), ("<a>", "<"),
        ("a./b", "点或空格"), ("a /b", "点或空格"), ("b/尾 ", "点或空格"), ("长" * 201, "长于"),
        ("submissions/2023-06/甲县/资金（一）.csv", ""), ("console.md", ""), ("com10", ""), (".gitignore", ""),
        ("a/../b", ""), ("nulls/auxiliary", ""),
    ],
)  # fmt: skip
def test_names_that_windows_cannot_hold(path: str, why: str) -> None:
    assert why in unfit(path) if why else not unfit(path)


def _as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that has no links for users, renames over nothing that is there, and writes file by file."""
    rename, replace = Path.rename, Path.replace

    def onto_nothing(self: Path, target: Path) -> Path:
        if os.path.lexists(target):
            raise FileExistsError(
                errno.EEXIST, "Cannot create a file when that file already exists"
            )
        return rename(self, target)

    def over_files(self: Path, target: Path) -> Path:
        if os.path.lexists(target) and (self.is_dir() or Path(target).is_dir()):
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(self, target)

    def no_links(*_: Any, **__: Any) -> None:
        fault = OSError(errno.EINVAL, "A required privilege is not held by the client")
        fault.winerror = 1314  # type: ignore[attr-defined]
        raise fault

    monkeypatch.delattr(os, "sync")
    monkeypatch.setattr(Path, "rename", onto_nothing)
    monkeypatch.setattr(Path, "replace", over_files)
    monkeypatch.setattr(Path, "symlink_to", no_links)
    monkeypatch.setattr("time.sleep", lambda _: None)


def test_versions_come_to_stand_beside_each_other_on_such_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_on_windows(monkeypatch)
    place = Folder(tmp_path / "published")
    for name, times in (("2027-03", 1), ("2027-06", 1), ("current", 2)):
        for _ in range(times):
            with place.alone(lambda: None) as work:
                new = work / "new"
                new.mkdir()
                (new / "index.html").write_text(name, "utf-8")
                told = MANIFEST.replace(b'"2027-03"', f'"{name}"'.encode())
                (new / "manifest.json").write_bytes(told)
                place.put(name, new)
                place.settle()
    assert set(place.heads()) == {"2027-03", "2027-06", "current"}
    assert "2027-06" in (place.path / "latest" / "index.html").read_text("utf-8")
    assert sorted(path.name for path in place.path.iterdir()) == [
        "2027-03", "2027-06", "current", "index.html", "latest", "versions.json",
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["cp936", "ascii"])
def test_no_word_is_lost_on_a_console_of_another_code_page(page: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "new-year", "--help"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": page, "PYTHONUTF8": "0", "LC_ALL": "C"},
    )
    assert done.returncode == 0, done.stderr
    assert "期限顺延一年" in done.stdout.decode("utf-8")
    assert not done.stderr


@pytest.mark.parametrize(
    ("number", "said"),
    [(32, "正被别的程序打开"), (206, "路径太长"), (3, "不存在"), (5, "没有读写权限")],
)
def test_what_windows_says_of_files_is_told_in_our_words(
    number: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = OSError(errno.EACCES if number in (5, 32) else errno.ENOENT, "x", r"C:\台账\a.csv")
    fault.winerror = number  # type: ignore[attr-defined]

    def fails(*_: Any, **__: Any) -> None:
        raise fault

    with pytest.raises(SystemExit):
        Group("x", callback=fails, invoke_without_command=True).main([])
    assert said in capsys.readouterr().err
