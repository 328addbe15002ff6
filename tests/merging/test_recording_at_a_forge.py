"""Receipts through a remote: many jobs at once, a main branch that nobody may push to, one that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from generator import merging
from generator.calendar import Month
from generator.merging import Forge, Recorded, UnrecordedError
from generator.receipts import blob_id
from tests import warm
from tests.factory import City, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.merging.repository import git
from tests.merging.test_recording import T1, T2, T3, T4, A, B, C, Repository
from tests.place import PROJECT

RECORD = PROJECT / "deploy" / "ci" / "record.sh"
OTHER = FILE.replace("beigang", "nangang")
EVENING = 7
"""More would only take longer: tried with twenty-two."""

PROTECTED = """#!/bin/sh
while read -r old new ref; do
    [ "$ref" != refs/heads/main ] || { echo "GH006: Protected branch update failed" >&2; exit 1; }
done
"""


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture
def protected(there: Repository) -> Repository:
    """Nobody but the forge itself, which merges requests, can move main."""
    hook = there.bare / "hooks" / "pre-receive"
    hook.write_text(PROTECTED)
    hook.chmod(0o755)
    return there


def recorded(there: Repository, head: str | None, at: str, own: str = "") -> Recorded:
    forge = Forge(there.work, "origin", "main", own)
    return merging.record_at(forge, head, datetime.fromisoformat(at), patience=60)


def job(place: Path, head: str, command: str = "", **known: str) -> subprocess.Popen[str]:
    """The last step of a request's job in a clone."""
    program = place / "taizhang"
    if not program.exists():
        program.write_text(f'#!/bin/sh\nexec {command or warm.command()} "$@"\n')
        program.chmod(0o755)
    return subprocess.Popen(
        [str(RECORD), head, "main", T1], cwd=place, env={**os.environ, "TAIZHANG": str(program), **known},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def by_the_forge(there: Repository, branch: str, *how: str) -> None:
    """Merge a request as the forge does itself, past its own protection."""
    hook = there.bare / "hooks" / "pre-receive"
    hook.chmod(0o644)
    there.merge(branch, *(how or ("--no-ff", "--no-edit")))
    hook.chmod(0o755)


def test_many_jobs_in_one_evening_are_told_line_by_line(there: Repository) -> None:
    heads = {}
    for number in range(EVENING):
        data = sheet(OUTLETS, OUTLET.replace("PK001", f"PK{number + 1:03d}"))
        git(there.work, "checkout", "-q", "--detach", "main")
        there.city.write(FILE, data)
        heads[there.commit(f"报送 {number}")] = blob_id(data)
    before = git(there.work, "for-each-ref", "refs/heads").stdout
    running = [job(there.work, head) for head in heads]
    told = [one.communicate(timeout=240) for one in running]
    assert [one.returncode for one in running] == [0] * len(heads), told
    logged = {line.split(",")[5]: line.split(",")[4] for line in there.lines()}
    assert logged == heads
    assert len(there.lines()) == len(heads)
    assert git(there.bare, "rev-list", "--count", "main").stdout.strip() == str(EVENING + 1)
    assert git(there.work, "for-each-ref", "refs/heads").stdout == before
    assert git(there.work, "worktree", "list").stdout.count("\n") == 1
    assert not (there.work / ".git" / "FETCH_HEAD").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_job_that_is_killed_leaves_nothing(there: Repository, end: signal.Signals) -> None:
    (head,) = there.send("beigang/q1", A)
    # The remote thinks for a while before it takes anything, and then it is too late.
    hook = there.bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\ntouch waiting\nsleep 20\nexit 1\n")
    hook.chmod(0o755)
    before = git(there.bare, "for-each-ref").stdout
    running = job(there.work, head, f"env PYTHONPATH={PROJECT} {sys.executable} -m generator")
    until = time.monotonic() + 60
    while not (there.bare / "waiting").exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, end)
    running.communicate(timeout=30)
    hook.unlink()
    assert git(there.bare, "for-each-ref").stdout == before
    assert git(there.work, "status", "--porcelain").stdout == "?? taizhang\n"
    assert list((there.work / ".git").rglob("*.lock")) == []
    assert list(there.bare.rglob("*.lock")) == []
    assert recorded(there, head, T1).receipts
    assert there.log() == [(T1, "A")]


# --- a protected main branch ---------------------------------------------------------------------


def test_a_receipt_that_cannot_be_written_is_red_and_says_the_way(protected: Repository) -> None:
    (head,) = protected.send("beigang/q1", A)
    done = job(protected.work, head)
    _, told = done.communicate(timeout=120)
    assert done.returncode == 1
    assert "main 推送不上去，收到时间没有登记" in told
    assert "TAIZHANG_RECEIPTS_BRANCH" in told
    assert "GH006" in told


def test_a_branch_of_receipts_is_main_and_the_log(protected: Repository) -> None:
    first, second = protected.send("beigang/q1", A, B)
    recorded(protected, first, T1, "receipts")
    recorded(protected, second, T2, "receipts")
    assert protected.log("receipts") == [(T1, "A"), (T2, "B")]
    assert protected.log("main") == []
    by_the_forge(protected, "beigang/q1")
    assert recorded(protected, None, T3, "receipts").commit
    assert recorded(protected, None, T3, "receipts").commit == ""
    changed = git(protected.bare, "diff-tree", "-r", "--name-only", "main", "receipts").stdout
    assert changed.split() == ["receipts/log.csv"]
    # A job that ends after all that is too late for nothing.
    (third,) = protected.send("nangang/q1", nangang(C), path=OTHER)
    by_the_forge(protected, "nangang/q1", "--ff-only")
    recorded(protected, None, T3, "receipts")
    recorded(protected, third, T3, "receipts")
    assert protected.lines("receipts")[-1].startswith(f"{T3},2027-03,nangang,outlets,")
    # Whoever reads the branch reads the times, and what is not registered is on time for nobody.
    quiet = protected.work.parent / "read"
    git(protected.work.parent, "clone", "-q", "-b", "receipts", str(protected.bare), str(quiet))
    ledger, problems = City(quiet).open()
    assert problems == []
    versions = [
        (f"{f.received_at:%m-%d}", f.by)
        for f in ledger.by_key[Month(2027, 3), "beigang", "outlets"]
        if f.received_at
    ]
    assert versions == [("04-01", "receipt"), ("04-02", "receipt")]


def nangang(data: bytes) -> bytes:
    return data.replace("北港园区".encode(), "南港园区".encode())


def test_what_was_never_logged_stays_unregistered_on_the_branch(protected: Repository) -> None:
    (first,) = protected.send("beigang/q1", A)
    recorded(protected, first, T1, "receipts")
    by_the_forge(protected, "beigang/q1")
    protected.send("nangang/q1", nangang(C), path=OTHER)
    by_the_forge(protected, "nangang/q1", "--squash")
    recorded(protected, None, T3, "receipts")
    quiet = protected.work.parent / "read"
    git(protected.work.parent, "clone", "-q", "-b", "receipts", str(protected.bare), str(quiet))
    ledger, _ = City(quiet).open()
    (filing,) = ledger.by_key[Month(2027, 3), "nangang", "outlets"]
    assert filing.by == "unregistered"


def test_two_logs_are_one(protected: Repository) -> None:
    """Main has a log of its own, and the office goes on writing in it; then the city changes back."""
    a, b, c = protected.send("beigang/q1", A, B, C)
    hook = protected.bare / "hooks" / "pre-receive"
    hook.chmod(0o644)
    recorded(protected, a, T1)
    hook.chmod(0o755)
    recorded(protected, b, T2, "receipts")
    by_the_forge(protected, "beigang/q1")
    line = f"{T1},2027-03,beigang,outlets,{blob_id(C)},,办公室,以邮件为准"
    with (protected.work / "receipts" / "log.csv").open("a", newline="") as log:
        log.write(line + "\n")
    protected.commit("办公室更正")
    hook.chmod(0o644)
    protected.push("main")
    hook.chmod(0o755)
    recorded(protected, c, T4, "receipts")
    assert protected.log("receipts") == [(T1, "A"), (T2, "B"), (T1, "C"), (T4, "C")]
    assert protected.log("main") == [(T1, "A"), (T1, "C")]
    # Back again: main goes forward to the branch, and the next line is written there.
    git(protected.bare, "update-ref", "refs/heads/main", "refs/heads/receipts")
    hook.unlink()
    (d,) = protected.send("nangang/q1", nangang(C), path=OTHER)
    recorded(protected, d, T4)
    assert len(protected.lines("main")) == 5
    assert protected.lines("main")[:4] == protected.lines("receipts")


def test_both_grow_at_once(protected: Repository) -> None:
    heads = [
        protected.send(f"r{n}", sheet(OUTLETS, OUTLET.replace("PK001", f"PK00{n}")))[0] for n in range(1, 5)
    ]  # fmt: skip
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda head: recorded(protected, head, T1, "receipts"), heads))
    assert [len(each.receipts) for each in done] == [1] * 4
    assert len(protected.lines("receipts")) == 4


def test_anything_else_on_the_branch_of_receipts_is_not_swept_away(protected: Repository) -> None:
    first, second = protected.send("beigang/q1", A, B)
    recorded(protected, first, T1, "receipts")
    git(protected.work, "fetch", "-q", "origin")
    git(protected.work, "checkout", "-q", "-B", "receipts", "origin/receipts")
    protected.city.write("rules/filing.yaml", "x: 1\n")
    protected.commit("改在了别处")
    protected.push("receipts")
    by_the_forge(protected, "beigang/q1")
    with pytest.raises(UnrecordedError, match="改了登记以外的文件"):
        recorded(protected, second, T2, "receipts")


def test_a_branch_whose_name_ends_like_ours_is_another_one(there: Repository) -> None:
    (head,) = there.send("beigang/q1", A)
    for name in ("main", "receipts"):
        git(there.work, "push", "-q", "origin", f"main:refs/heads/refs/heads/{name}")
    recorded(there, head, T1)
    recorded(there, head, T1, "receipts")
    assert there.log("refs/heads/main") == there.log("refs/heads/receipts") == [(T1, "A")]
    assert git(there.work, "for-each-ref", "refs/taizhang").stdout == ""


def test_a_main_branch_that_is_not_there_is_named(there: Repository) -> None:
    (head,) = there.send("beigang/q1", A)
    forge = Forge(there.work, "origin", "master")
    with pytest.raises(UnrecordedError, match="没有分支 master"):
        merging.record_at(forge, head, datetime.fromisoformat(T1))


def test_a_token_in_an_address_is_told_to_nobody(there: Repository) -> None:
    (head,) = there.send("beigang/q1", A)
    forge = Forge(there.work, "https://oauth2:geheim@127.0.0.1:9/x.git", "main")
    with pytest.raises(UnrecordedError) as raised:
        merging.record_at(forge, head, datetime.fromisoformat(T1))
    assert "geheim" not in str(raised.value)
    assert "请稍后重新运行" in str(raised.value)
