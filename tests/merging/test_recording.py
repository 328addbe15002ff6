"""A receipt becomes a commit on the log's ref: whatever became of the branch, and whoever else records."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from generator.merging.log.recording import Recorded, UnrecordedError, record
from generator.receipts import HEADER, blob_id
from tests.factory import harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.merging.repository import git

A = sheet(OUTLETS, OUTLET)
B = sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK002"))
C = sheet(OUTLETS, OUTLET.replace("已整治", "整治中"))
FAULTY = sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))
T1, T2, T3, T4 = (f"2027-04-{day}T09:00:00+08:00" for day in ("01", "02", "03", "04"))
MAIN = "refs/heads/main"


class Repository:
    """A bare repository of the harbour city, and a clone in which everybody works."""

    def __init__(self, folder: Path) -> None:
        self.bare, self.city = folder / "city.git", harbour(folder, filings=False)
        self.work = self.city.root
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(self.work, "init", "-q", "-b", "main")
        for name, value in {"name": "x", "email": "x@example.invalid"}.items():
            git(self.work, "config", f"user.{name}", value)
        (self.work / ".gitattributes").write_text("* -text\n")
        self.commit("起点")
        git(self.work, "remote", "add", "origin", f"file://{self.bare}")
        self.push("main")

    def commit(self, said: str) -> str:
        git(self.work, "add", "-A")
        git(self.work, "commit", "-q", "--allow-empty", "-m", said)
        return git(self.work, "rev-parse", "HEAD").stdout.strip()

    def push(self, ref: str, *more: str) -> None:
        git(self.work, "push", "-q", *more, "origin", f"HEAD:refs/heads/{ref}")

    def send(self, branch: str, *versions: bytes, path: str = FILE) -> list[str]:
        """A branch with a version after the other, each a commit; it begins at main, or goes on."""
        git(self.work, "fetch", "-q", "origin")
        known = git(self.work, "rev-parse", "-q", "--verify", f"origin/{branch}", check=False)
        git(self.work, "checkout", "-q", "-B", branch, known.stdout.strip() or "origin/main")
        commits = []
        for data in versions:
            self.city.write(path, data)
            commits.append(self.commit(f"报送 {len(data)}"))
        self.push(branch, "-f")
        return commits

    def merge(self, branch: str, *how: str) -> str:
        """Merge a branch into main as a forge does; the tip of main."""
        git(self.work, "fetch", "-q", "origin")
        git(self.work, "checkout", "-q", "-B", "main", "origin/main")
        git(self.work, "merge", "-q", *how, f"origin/{branch}")
        if "--squash" in how:
            self.commit("压成一个")
        self.push("main")
        return git(self.work, "rev-parse", "HEAD").stdout.strip()

    def record(self, head: str, at: str, base: str = MAIN) -> Recorded:
        return record(self.bare, MAIN, base, head, datetime.fromisoformat(at))

    def log(self, ref: str = "main") -> list[tuple[str, str]]:
        """Time and version of each line, in the order of the log."""
        names = {blob_id(data): name for name, data in {"A": A, "B": B, "C": C}.items()}
        rows = [line.split(",") for line in self.lines(ref)]
        return [(row[0], names[row[4]]) for row in rows]

    def lines(self, ref: str = "main") -> list[str]:
        done = git(self.bare, "show", f"{ref}:receipts/log.csv", check=False)
        return done.stdout.splitlines()[1:]


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_line_is_a_commit_of_its_own_upon_the_tip(there: Repository) -> None:
    (head,) = there.send("beigang/q1", A)
    before = git(there.bare, "rev-parse", "main").stdout.strip()
    done = there.record(head, T1)
    assert [(r.unit, r.form, r.commit) for r in done.receipts] == [("beigang", "outlets", head)]
    assert there.lines() == [f"{T1},2027-03,beigang,outlets,{blob_id(A)},{head},系统,"]
    told = git(there.bare, "log", "-1", "--format=%H %P|%an <%ae>|%s", "main").stdout.strip()
    assert told == f"{done.commit} {before}|台账 <taizhang@localhost>|登记收到时间"
    changed = git(there.bare, "diff-tree", "-r", "--name-only", before, "main").stdout.split()
    assert changed == ["receipts/log.csv"]
    assert there.record(head, T1).commit == ""
    assert git(there.bare, "fsck", "--strict").stderr == ""


def merged(there: Repository) -> None:
    there.merge("beigang/q1", "--no-ff", "--no-edit")


def squashed(there: Repository) -> None:
    there.merge("beigang/q1", "--squash")


def forwarded(there: Repository) -> None:
    there.merge("beigang/q1", "--ff-only")


def rebased(there: Repository) -> None:
    """As forges do it: the commits are made anew upon main, which has moved on."""
    there.send("nangang/q1", C, path=FILE.replace("beigang", "nangang"))
    there.merge("nangang/q1", "--ff-only")
    git(there.work, "checkout", "-q", "-B", "again", "origin/beigang/q1")
    git(there.work, "rebase", "-q", "--force-rebase", "main")
    there.push("main")


def merged_and_grown(there: Repository) -> None:
    """Others came in before, between and after."""
    other = FILE.replace("beigang", "nangang")
    for number, way in enumerate(("--no-ff", "--squash", "--ff-only")):
        there.send(f"nangang/{number}", C + b"\r\n" * number, path=other)
        there.merge(f"nangang/{number}", way, *(["--no-edit"] if way == "--no-ff" else []))
        if number == 1:
            merged(there)


@pytest.mark.parametrize("way", [merged, squashed, forwarded, rebased, merged_and_grown])
def test_a_job_that_ends_after_the_merge_logs_the_time_of_its_event(
    there: Repository, way: Callable[[Repository], None]
) -> None:
    first, last = there.send("beigang/q1", A, B)
    way(there)
    git(there.bare, "branch", "-D", "beigang/q1")
    done = there.record(last, T1)
    own = [line for line in there.lines() if ",beigang," in line]
    assert own == [f"{T1},2027-03,beigang,outlets,{blob_id(B)},{last},系统,"]
    assert done.commit == git(there.bare, "rev-parse", "main").stdout.strip()
    # The one before is a version that came in earlier; its job may come even later.
    there.record(first, T1.replace("T09", "T08"))
    assert [line.split(",")[4] for line in there.lines() if ",beigang," in line] == [
        blob_id(B), blob_id(A),
    ]  # fmt: skip


def test_what_came_in_is_told_once_and_what_comes_back_once_more(there: Repository) -> None:
    a, b, again = there.send("beigang/q1", A, B, A)
    for head, at in ((b, T2), (again, T3), (a, T1), (again, T3), (b, T2), (a, T1), (b, T2)):
        there.record(head, at)
    assert sorted(there.log()) == [(T1, "A"), (T2, "B"), (T3, "A")]
    # Sent again without a change, nothing came in.
    there.send("beigang/q1", A)
    there.record(git(there.bare, "rev-parse", "beigang/q1").stdout.strip(), T4)
    assert len(there.log()) == 3


def test_many_at_once_are_all_logged(there: Repository) -> None:
    units = ["beigang", "nangang"]
    heads = {}
    for number in range(6):
        path = FILE.replace("beigang", units[number % 2])
        data = sheet(OUTLETS, OUTLET.replace("PK001", f"PK{number + 1:03d}"))
        if number % 2:
            data = data.replace("北港园区".encode(), "南港园区".encode())
        (heads[data],) = there.send(f"r{number}", data, path=path)
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda head: there.record(head, T1), heads.values()))
    assert [len(each.receipts) for each in done] == [1] * len(heads)
    assert sorted(line.split(",")[4] for line in there.lines()) == sorted(map(blob_id, heads))
    assert git(there.bare, "show", "main:receipts/log.csv").stdout.count(",".join(HEADER)) == 1


def test_what_does_not_pass_is_not_logged(there: Repository) -> None:
    (head,) = there.send("beigang/q1", FAULTY)
    assert there.record(head, T1).commit == ""
    assert there.lines() == []


def test_an_unreadable_log_is_not_written_over(there: Repository) -> None:
    there.city.write("receipts/log.csv", "收到时间,什么\n".encode("gbk"))
    there.commit("手工存成别的编码")
    there.push("main")
    (head,) = there.send("beigang/q1", A)
    with pytest.raises(UnrecordedError, match="收件登记读不出来") as raised:
        there.record(head, T1)
    assert [problem.code for problem in raised.value.problems] == ["E410"]


def test_a_replaced_version_that_no_commit_of_main_holds_is_kept(there: Repository) -> None:
    a, b = there.send("beigang/q1", A, B)
    there.record(a, T1)
    there.record(b, T2)
    there.merge("beigang/q1", "--squash")
    done = there.record(b, T2)
    assert done.kept == ["receipts/superseded/2027-03/beigang/outlets.1.csv"]
    kept = git(there.bare, "show", f"main:{done.kept[0]}").stdout
    assert kept.count("\n") == 2
    assert there.record(b, T2).commit == ""
