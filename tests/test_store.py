"""The store: what comes out is what was put in, or nothing."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import store
from generator.store import Store


def _entries(folder: Path) -> list[Path]:
    return sorted(
        file for file in folder.rglob("*") if file.is_file() and file.name != ".gitignore"
    )


def test_what_was_put_comes_out_again_and_is_made_once(tmp_path: Path) -> None:
    held = Store(tmp_path / "store")
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"\x00whole"

    key = store.key("form", b"bytes")
    assert held.get("filing", key) is None
    assert [held.once("filing", key, make) for _ in range(3)] == [b"\x00whole"] * 3
    assert made == [1]
    assert Store(tmp_path / "store").get("filing", key) == b"\x00whole"
    assert held.get("page", key) is None


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_an_entry_that_lost_or_changed_a_byte_is_none_and_goes(tmp_path: Path, at: int) -> None:
    held, key = Store(tmp_path), store.key("x")
    held.put("kind", key, b"some bytes")
    (file,) = _entries(tmp_path)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert held.get("kind", key) is None
    assert _entries(tmp_path) == []
    held.put("kind", key, b"some bytes")
    (file,) = _entries(tmp_path)
    file.write_bytes(file.read_bytes()[:at])
    assert held.get("kind", key) is None


def test_an_entry_of_another_place_is_none(tmp_path: Path) -> None:
    held = Store(tmp_path)
    for kind, name in (("kind", "x"), ("kind", "y"), ("other", "x")):
        held.put(kind, store.key(name), f"{kind} {name}".encode())
    files = _entries(tmp_path)
    whole = [file.read_bytes() for file in files]
    for file, own in zip(files, whole[1:] + whole[:1], strict=True):
        file.write_bytes(own)
    for kind, name in (("kind", "x"), ("kind", "y"), ("other", "x")):
        assert held.get(kind, store.key(name)) is None


@given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
def test_no_two_lists_of_parts_have_one_key(
    one: list[str | bytes], other: list[str | bytes]
) -> None:
    def plain(parts: list[str | bytes]) -> list[bytes]:
        return [p.encode("utf-8", "surrogatepass") if isinstance(p, str) else p for p in parts]

    assert (store.key(*one) == store.key(*other)) == (plain(one) == plain(other))


def test_a_store_that_cannot_be_written_to_is_none(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file where the folder would be", "utf-8")
    held = Store(tmp_path / "build" / "store")
    held.put("kind", store.key("x"), b"y")
    assert held.get("kind", store.key("x")) is None
    assert held.once("kind", store.key("x"), lambda: b"y") == b"y"


def test_git_sees_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.VARIABLE, raising=False)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    store.of(tmp_path).put("kind", store.key("x"), b"y")
    assert _entries(tmp_path / "build")
    told = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain"], check=True, capture_output=True
    )
    assert told.stdout == b""


def test_it_lies_where_the_variable_says_or_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "elsewhere"))
    assert store.of(tmp_path).folder == tmp_path / "elsewhere"
    monkeypatch.setenv(store.VARIABLE, "-")
    assert store.of(tmp_path) == store.NOWHERE


def test_what_nobody_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    held = Store(tmp_path)
    for name in ("old", "asked", "new"):
        held.put("kind", store.key(name), name.encode())
    past = time.time() - 40 * 86_400
    for file in _entries(tmp_path):
        if not file.read_bytes().endswith(b"new"):
            os.utime(file, (past, past))
    assert held.get("kind", store.key("asked")) == b"asked"
    held.sweep()
    assert [held.get("kind", store.key(name)) for name in ("old", "asked", "new")] == [
        None,
        b"asked",
        b"new",
    ]


def test_it_is_swept_once_a_day(tmp_path: Path) -> None:
    held = Store(tmp_path / "store")
    held.put("kind", store.key("old"), b"old")
    (file,) = _entries(tmp_path)
    day = time.time() - 86_401
    os.utime(file, (day - 40 * 86_400, day - 40 * 86_400))
    held.tend()
    assert file.exists(), "it was begun today"
    mark = tmp_path / "store" / ".gitignore"
    os.utime(mark, (day, day))
    held.tend()
    assert not file.exists()
    assert time.time() - mark.stat().st_mtime < 60
    store.NOWHERE.tend()
    Store(tmp_path / "none").tend()
    assert not (tmp_path / "none").exists()


def test_a_folder_of_somebody_else_stays_as_it_is(tmp_path: Path) -> None:
    """Whoever names a folder that has something else in it loses nothing there, and git sees it as ever."""
    past = time.time() - 400 * 86_400
    own = {".gitignore": "*.pyc\n", "rules/forms/a.yaml": "a", f"objects/ab/{'c' * 38}": "a"}
    for name, text in own.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        os.utime(file, (past, past))
    held = Store(tmp_path)
    held.put("kind", store.key("x"), b"y")
    held.tend()
    held.sweep()
    assert held.get("kind", store.key("x")) == b"y"
    assert {name: (tmp_path / name).read_text("utf-8") for name in own} == own
    (tmp_path / ".gitignore").unlink()
    held.put("kind", store.key("z"), b"y")
    held.tend()
    assert not (tmp_path / ".gitignore").exists()


def test_a_mark_that_a_killed_run_left_empty_is_written(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").touch()
    Store(tmp_path).put("kind", store.key("x"), b"y")
    assert (tmp_path / ".gitignore").read_bytes() == b"*\n"


def test_an_entry_counts_that_cannot_be_marked_as_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Store(tmp_path)
    held.put("kind", store.key("x"), b"y")
    (file,) = _entries(tmp_path)
    past = time.time() - 3 * 86_400
    os.utime(file, (past, past))

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    assert held.get("kind", store.key("x")) == b"y"


def test_the_program_is_known_by_its_bytes() -> None:
    assert store.program("wording.py") != store.program("calendar.py")
    assert store.program() == store.program()
    with pytest.raises(FileNotFoundError):
        store.program("no_such_room")


def test_libraries_are_known_by_their_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pandas-3.0.0", "Pandas_Extra-1.0", "numpy-2.0"):
        (tmp_path / f"{name}.dist-info").mkdir()
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    store.libraries.cache_clear()
    assert store.libraries("pandas", "pyarrow") == "pandas-3.0.0.dist-info"
    assert len(store.libraries().split()) == 3
    store.libraries.cache_clear()
