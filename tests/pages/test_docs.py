"""The folder of Markdown is what was put into it, whatever the last run left there."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.disk import scratch
from generator.pages.docs import Docs

PATHS = st.sampled_from(["a.md", "b/a.md", "b", "b/c/d.csv", "b/c", "e/f/g.md", "e"])
WRITTEN = st.dictionaries(
    PATHS, st.sampled_from([b"", b"a", b"ab", b"abc", b"b", b"abd"]), max_size=5
).filter(lambda files: not any(f"{one}/" in other for one in files for other in files))


@given(runs=st.lists(WRITTEN, min_size=1, max_size=4), whole=st.booleans())
def test_what_stands_there_is_what_was_put(runs: list[dict[str, bytes]], whole: bool) -> None:
    with scratch() as folder:
        for files in runs:
            docs = Docs(folder / "docs")
            for path, data in files.items():
                pieces = [data[at : at + 1] for at in range(len(data))]
                assert docs.put(path, data if whole else pieces) == len(data)
                assert docs.text(path) == data.decode()
            docs.settle()
            found = sorted((folder / "docs").rglob("*"))
            told = {f.relative_to(folder / "docs").as_posix(): f for f in found}
            assert {p: f.read_bytes() for p, f in told.items() if f.is_file()} == files
            folders = {p for p, f in told.items() if f.is_dir()}
            assert all(any(path.startswith(f"{each}/") for path in files) for each in folders)


def test_a_file_that_says_something_else_is_another_one(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    for said in (b"one", b"one", b"two"):
        laid = Docs(docs)
        laid.put("page.md", said)
        laid.put("page.csv", b"same")
        laid.settle()
        if not (tmp_path / "linked").exists():
            os.link(docs / "page.md", tmp_path / "linked")
            os.link(docs / "page.csv", tmp_path / "same")
    assert (tmp_path / "linked").read_bytes() == b"one"
    assert (docs / "page.csv").samefile(tmp_path / "same")


def test_what_is_no_file_goes(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"other")
    (docs / "page.md").symlink_to(tmp_path / "elsewhere")
    laid = Docs(docs)
    laid.put("page.md", b"other")
    laid.settle()
    assert not (docs / "page.md").is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"other"
