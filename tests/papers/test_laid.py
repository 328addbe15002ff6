"""Drafts that people go on working on: what somebody has edited is never lost, what nobody touched is renewed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.papers.laid import RECORD, lay
from tests.factory import City, harbour
from tests.warm import taizhang


def seen(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != RECORD}


def test_what_nobody_touched_is_renewed(tmp_path: Path) -> None:
    for data in (b"1", b"2"):
        found = lay(tmp_path, {"a.docx": data})
        assert found.files == {"a.docx": tmp_path / "a.docx"}
        assert not found.problems
    assert seen(tmp_path) == {"a.docx": b"2"}


def test_what_somebody_edited_stays_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    lay(tmp_path, {"a.docx": b"1", "b.docx": b"1"})
    (tmp_path / "a.docx").write_bytes(b"edited")
    found = lay(tmp_path, {"a.docx": b"2", "b.docx": b"2"})
    (problem,) = found.problems
    assert problem.code == "W641"
    assert problem.file == str(tmp_path / "a.docx")
    assert "“a（新）.docx”" in problem.message
    assert found.files["a.docx"] == tmp_path / "a（新）.docx"
    lay(tmp_path, {"a.docx": b"3"})  # that one nobody has touched
    assert seen(tmp_path) == {"a.docx": b"edited", "a（新）.docx": b"3", "b.docx": b"2"}
    (tmp_path / "a（新）.docx").write_bytes(b"edited too")
    lay(tmp_path, {"a.docx": b"4"})
    assert seen(tmp_path)["a（新2）.docx"] == b"4"
    (tmp_path / "a.docx").unlink()
    assert lay(tmp_path, {"a.docx": b"5"}).problems == ()
    assert seen(tmp_path) == {"a.docx": b"5", "a（新）.docx": b"edited too", "b.docx": b"2"}


def test_what_is_settled_goes_unless_somebody_edited_it(tmp_path: Path) -> None:
    lay(tmp_path, {"a.eml": b"1", "b.eml": b"1", "c.eml": b"1"})
    (tmp_path / "b.eml").write_bytes(b"edited")
    (tmp_path / "theirs.eml").write_bytes(b"of somebody")
    (problem,) = lay(tmp_path, {"c.eml": b"2"}, whole=True).problems
    assert (problem.code, problem.file) == ("W641", str(tmp_path / "b.eml"))
    assert "没有删去" in problem.message
    assert seen(tmp_path) == {"b.eml": b"edited", "c.eml": b"2", "theirs.eml": b"of somebody"}
    assert lay(tmp_path, {}, ["c.eml"]).problems == ()
    assert "c.eml" not in seen(tmp_path)


@pytest.mark.parametrize(
    "record", ["", "[]", '{"a": 1}', '{"a": "x"}', '{"../a": ["x"]}', "[" * 9999]
)
def test_a_record_that_is_none_costs_nothing_but_a_second_file(tmp_path: Path, record: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a").write_bytes(b"outside")
    (tmp_path / "in" / "a").write_bytes(b"1")
    (tmp_path / "in" / RECORD).write_text(record)
    lay(tmp_path / "in", {"a": b"2"}, whole=True)
    assert seen(tmp_path / "in") == {"a": b"1", "a（新）": b"2"}
    assert (tmp_path / "a").read_bytes() == b"outside"


def test_a_killed_run_leaves_nothing_that_looks_edited(tmp_path: Path) -> None:
    lay(tmp_path, {"a": b"1", "b": b"1"})
    code = (
        "import os, sys; from pathlib import Path; from generator import disk; from generator.papers import laid\n"
        "write = disk.write\n"
        "def killed(file, content):\n"
        "    os.kill(os.getpid(), 9) if file.name == 'b' else write(file, content)\n"
        "disk.write = killed; laid.lay(Path(sys.argv[1]), {'a': b'2', 'b': b'2'})"
    )
    assert subprocess.run([sys.executable, "-c", code, tmp_path]).returncode == -9
    assert lay(tmp_path, {"a": b"3", "b": b"3"}).problems == ()
    assert seen(tmp_path) == {"a": b"3", "b": b"3"}


_NAME = st.sampled_from(["a", "b", "a（新）"])
_DOES = st.one_of(
    st.tuples(st.just("lay"), st.dictionaries(_NAME, st.binary(max_size=1)), st.booleans()),
    st.tuples(st.just("edit"), _NAME, st.integers(0, 9)),
    st.tuples(st.just("remove"), _NAME, st.just(0)),
    st.tuples(st.just("forget"), st.just(""), st.just(0)),
)


@given(st.lists(_DOES, max_size=12))
def test_whatever_is_done_no_work_is_lost_and_every_draft_is_there(does: list[tuple]) -> None:  # type: ignore[type-arg]
    with TemporaryDirectory() as within:
        folder = Path(within) / "drafts"
        folder.mkdir()
        work: dict[str, bytes] = {}
        for what, told, more in does:
            if what == "edit":
                work[told] = f"work {more}".encode()
                (folder / told).write_bytes(work[told])
            elif what == "remove":
                (folder / told).unlink(missing_ok=True)
                work.pop(told, None)
            elif what == "forget":
                (folder / RECORD).unlink(missing_ok=True)
            else:
                found = lay(folder, told, whole=more)
                assert {name: found.files[name].read_bytes() for name in told} == told
                assert len({*found.files.values()}) == len(told)
            assert {name: (folder / name).read_bytes() for name in work} == work


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return harbour(tmp_path_factory.mktemp("laid"))


COMMANDS = [
    ("bulletin", "2027-Q1", "--as-of", "2027-07-15"),
    ("letters", "--format", "md", "--as-of", "2027-07-15"),
    ("remind", "--format", "eml", "--as-of", "2027-07-15"),
    ("ledger", "--as-of", "2027-07-15", "--unit", "西岛园区"),
    ("meeting", "--as-of", "2027-07-15"),
    ("template", "--unit", "西岛园区", "--period", "2027-06"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_command_writes_over_what_somebody_edited(
    city: City, tmp_path: Path, words: tuple[str, ...]
) -> None:
    command = (*words, "--root", str(city.root), "--out", str(tmp_path))
    assert taizhang(*command).returncode == 0
    (record, *_) = tmp_path.rglob(RECORD)
    first = record.with_name(min(json.loads(record.read_text("utf-8"))))
    first.write_bytes(b"edited")
    done = taizhang(*command)
    assert done.returncode == 0, done.stderr
    assert first.read_bytes() == b"edited"
    assert f"{first.stem}（新）{first.suffix}" in done.stdout
    assert "W641" in done.stderr
    assert "没有覆盖" in done.stderr
