"""What the machine says of a file is told of the file that is meant, and in our words."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from generator.words.faults import fault, settled


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "ours.js", None, "theirs.js")


def test_a_copy_for_which_there_is_no_room_is_told_of_where_it_was_to_stand() -> None:
    with pytest.raises(OSError, match="ours") as caught:
        _full()
    assert settled(caught.value).filename == "theirs.js"
    assert settled(PermissionError(errno.EACCES, "", "kept", None, "other")).filename == "kept"


def test_a_folder_that_could_not_be_copied_is_told_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a").touch()
    with pytest.raises(shutil.Error) as caught:
        shutil.copytree(tmp_path / "ours", tmp_path / "theirs", copy_function=_full)
    known = settled(caught.value)
    assert known.filename == str(tmp_path / "theirs" / "a")
    assert fault(known) == "所在的磁盘已满"
