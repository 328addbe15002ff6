"""No time of arrival is lost: hooks are killed at any moment, logs cannot be written, pushes are refused."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator import releases
from generator.merging.push import pending, pushes, settings, settling
from generator.merging.push.pushes import Push
from generator.merging.push.refs import Update
from generator.merging.push.settling import Settled
from tests import campaign
from tests.merging.pushed_to import GOOD, NEXT, NOON, made
from tests.merging.repository import git
from tests.place import PROJECT

LATER = NOON + timedelta(hours=9)
REF = "refs/heads/beigang/q1"
SETUP = settings.Settings("main", "pages", "", "")


@pytest.fixture
def root(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of its own in which nothing stands but main."""
    bare = tmp_path / "server.git"
    git(tmp_path, "clone", "-q", "--bare", "--shared", str(made(tmp_path_factory).root), str(bare))
    for ref in git(bare, "for-each-ref", "--format=%(refname)", "refs/heads").stdout.split():
        if ref != "refs/heads/main":
            git(bare, "update-ref", ref.replace("heads", "kept"), ref)
            git(bare, "update-ref", "-d", ref)
    return bare


def commit(root: Path, name: str) -> str:
    return git(root, "rev-parse", f"refs/kept/{name}").stdout.strip()


def admitted(root: Path, name: str, at: datetime = NOON, ref: str = REF) -> Update:
    """A push as far as the check comes that goes before git takes it."""
    update = Update("", commit(root, name), ref)
    push = Push([update], at, {"GL_USER": "beigang"}, "git")
    admission = pushes.admit(root, push, SETUP, releases.pushed)
    assert admission.sound
    pending.note(root, admission.received)
    return update


def settle(root: Path, now: datetime = LATER, setup: settings.Settings = SETUP) -> Settled:
    return settling.settle(root, [], setup, now, lambda: None)


def log(root: Path, branch: str = "main") -> list[str]:
    done = git(root, "show", f"{branch}:receipts/log.csv", check=False)
    return [",".join(line.split(",")[:4]) for line in done.stdout.splitlines()[1:]]


def waiting(root: Path) -> int:
    return len([*(root / pending.FOLDER).glob("*")])


EXPECTED = [f"{NOON.isoformat()},2027-03,beigang,outlets"]


def test_what_a_killed_hook_left_is_logged_with_its_own_time(root: Path) -> None:
    update = admitted(root, GOOD)
    git(root, "update-ref", REF, update.new)
    settled = settle(root)
    assert settled.failed == []
    assert log(root) == EXPECTED
    assert waiting(root) == 0
    assert settle(root).logged == []


def test_what_git_did_not_take_was_not_received(root: Path) -> None:
    admitted(root, GOOD)
    assert settle(root).logged == []
    assert waiting(root) == 1
    settle(root, NOON + timedelta(days=2))
    assert waiting(root) == 0
    assert log(root) == []


def test_what_moved_on_meanwhile_was_received_all_the_same(root: Path) -> None:
    admitted(root, GOOD)
    git(root, "update-ref", REF, commit(root, NEXT))
    settle(root)
    assert log(root) == EXPECTED


def test_what_was_merged_meanwhile_keeps_the_time_of_its_push(root: Path) -> None:
    update = admitted(root, GOOD)
    pending.take(root, pending.arrived(root, NOON))
    git(root, "update-ref", REF, update.new)
    git(root, "update-ref", "refs/heads/main", update.new)
    settle(root)
    assert log(root) == EXPECTED


def test_what_could_not_be_logged_is_told_and_logged_as_soon_as_it_can_be(root: Path) -> None:
    update = admitted(root, GOOD)
    git(root, "update-ref", REF, update.new)
    sound = git(root, "rev-parse", "main").stdout.strip()
    tree = git(root, "mktree", check=True).stdout.strip()
    git(root, "update-ref", "refs/heads/main", _commit(root, tree, sound))
    settled = settle(root)
    assert [each.ref for each, _ in settled.failed] == [REF]
    assert settled.failed[0][1]
    assert waiting(root) == 1
    git(root, "update-ref", "refs/heads/main", sound)
    settle(root)
    assert log(root) == EXPECTED


def test_the_log_may_have_a_branch_of_its_own(root: Path) -> None:
    update = admitted(root, GOOD)
    before = git(root, "rev-parse", "main").stdout
    git(root, "update-ref", REF, update.new)
    setup = replace(SETUP, receipts="receipts")
    assert settle(root, setup=setup).failed == []
    assert log(root, "receipts") == EXPECTED
    assert git(root, "rev-parse", "main").stdout == before
    git(root, "update-ref", "refs/heads/main", update.new)
    later = admitted(root, NEXT, LATER)
    git(root, "update-ref", REF, later.new)
    assert settle(root, setup=setup).failed == []
    assert log(root, "receipts") == [*EXPECTED, EXPECTED[0].replace("T12", "T21")]
    assert git(root, "merge-base", "--is-ancestor", "main", "receipts").returncode == 0


def test_a_note_that_is_none_of_ours_stops_nobody(root: Path) -> None:
    update = admitted(root, GOOD)
    git(root, "update-ref", REF, update.new)
    for number, text in enumerate(["", "{", "[]", '{"at": "gestern"}', '{"at": 7}']):
        (root / pending.FOLDER / f"{number}.json").write_text(text)
    settle(root)
    assert log(root) == EXPECTED


@pytest.mark.parametrize("seed", campaign.seeds(2))
def test_a_hook_may_be_killed_at_any_moment(root: Path, seed: int) -> None:
    update = admitted(root, GOOD)
    git(root, "update-ref", REF, update.new)
    words = [sys.executable, "-m", "generator", "record", "--root", str(root)]
    words += ["--at", LATER.isoformat()]
    hook = subprocess.Popen(
        words,
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        hook.communicate(
            f"{'0' * 40} {update.new} {REF}\n".encode(),
            timeout=random.Random(seed).uniform(0.5, 3.0),
        )
    except subprocess.TimeoutExpired:
        hook.kill()
        hook.wait()
    assert git(root, "fsck", "--connectivity-only", check=False).returncode == 0
    assert log(root) in ([], EXPECTED)
    assert settle(root).failed == []
    assert log(root) == EXPECTED
    assert waiting(root) == 0
    assert not (root / "taizhang-recording").exists()


def _commit(root: Path, tree: str, parent: str) -> str:
    who: dict[str, Any] = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return git(root, "commit-tree", tree, "-p", parent, "-m", "空", **who).stdout.strip()
