"""What was merged in spite of everything stops nothing: names, words and dates of any kind."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator import releases, revisions
from generator.flow import Unwatched
from generator.problems import has_errors
from generator.releases import Folder
from tests.factory import codes, only, sheet
from tests.intake.filings import OUTLET, OUTLETS
from tests.merging.repository import git
from tests.releases.office import SPRING, Office, opened
from tests.warm import taizhang

NAMES = (
    "甲\n乙.xlsx",
    "a\x01b.xlsx",
    "a\x1b[31m.xlsx",
    "行\u2028尾.xlsx",
    "\u202e倒.xlsx",
    "\ufeff.xlsx",
)
FOLDER = "submissions/2027-03/beigang"


def raw_commit(root: Path, author: bytes, when: bytes, message: bytes) -> None:
    """A commit of what HEAD holds, written byte by byte, as a pushed one may be."""
    tree, parent = (revisions.line(root, "rev-parse", name) for name in ("HEAD^{tree}", "HEAD"))
    who = author + b" <x@city.example> " + when
    told = b"tree %s\nparent %s\nauthor %s\ncommitter %s\n\n%s"
    data = told % (tree.encode(), parent.encode(), who, who, message)
    words = ("hash-object", "-w", "-t", "commit", "--literally", "--stdin")
    made = revisions.git(root, *words, stdin=data).decode().strip()
    git(root, "reset", "-q", "--soft", made)


ODD = [
    (b"A\x01\x02B", b"1806800000 +0800", b"\x01\x02\x03 subject \x1b[31m\n\n\x01body\n"),
    (b"\xff\xfe", b"1806800000 +0800", b"not \xff text"),
    (b"nobody", b"99999999999999999999 +9999", b"of no year"),
    (b"nobody", b"someday", b""),
    (b"nobody", b"253402300800 +0000", b"of the year 10000"),
    (b"nul", b"1806800000 +0800", b"before\0behind\0\0"),
    (b":100644 100644", b"1806800000 +0800", b":100644 100644 0 0 M"),
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path)


def odd(office: Office) -> Office:
    """Every odd name merged and taken out again, every odd commit in the middle of the history."""
    for name in NAMES:
        office.city.write(f"{FOLDER}/{name}", b"PK")
    office.commit("\x01\x02带来\x1b[31m", "2027-04-06", "A\x01B\x02C")
    for name in NAMES:
        office.city.remove(f"{FOLDER}/{name}")
    office.commit("拿走", "2027-04-07")
    for author, when, message in ODD:
        raw_commit(office.root, author, when, message)
    office.city.edit(
        f"{FOLDER}/outlets.csv", "PK002,灯塔渔港西侧,整治中", "PK002,灯塔渔港西侧,已整治"
    )
    git(office.root, "add", "-A")
    raw_commit_of_index(office.root)
    return office


def raw_commit_of_index(root: Path) -> None:
    """The correction itself comes in a commit whose date nobody can read."""
    tree = revisions.line(root, "write-tree")
    parent = revisions.line(root, "rev-parse", "HEAD")
    who = b"odd\x02 <x@city.example> 99999999999999999999 +0000"
    data = b"tree %s\nparent %s\nauthor %s\ncommitter %s\n\nx\x01\n" % (
        tree.encode(), parent.encode(), who, who,
    )  # fmt: skip
    words = ("hash-object", "-w", "-t", "commit", "--literally", "--stdin")
    git(root, "reset", "-q", "--soft", revisions.git(root, *words, stdin=data).decode().strip())


def test_a_version_is_published_and_proven_all_the_same(office: Office) -> None:
    first = office.commit_id
    report = office.publish(SPRING, date(2027, 5, 2), revision=first)
    assert not has_errors(report.problems), report.problems
    odd(office)
    internal = [Folder(office.folder / "internal")]
    report = office.publish(SPRING, date(2027, 5, 2), edition="internal", places=internal)
    assert not has_errors(report.problems), report.problems
    report = office.publish(SPRING, date(2027, 5, 2), reason="更正")
    assert not has_errors(report.problems), report.problems
    assert "W412" in codes(report.problems)
    assert "\x1b" not in office.page("2027-03-r2/changes.html")
    found = releases.verify(str(office.shelf.path / "2027-03-r2"), office.root, False, Unwatched())
    assert not has_errors(found.problems), found.problems
    assert len(found.sentences) == 1


def test_what_stands_in_history_is_told_and_read_past(office: Office) -> None:
    odd(office)
    ledger, problems = office.city.open()
    told = [p.message for p in problems]
    assert set(codes(problems)) == {"W412"}
    assert sum("含换行或其他看不见的字符" in message for message in told) == len(NAMES)
    assert sum("没有可用的提交时间" in message for message in told) == 1
    assert not any(char in message for message in told for char in "\n\x01\x1b\u2028\u202e")
    own = [f for f in ledger.filings if f.unit == "beigang" and f.form == "outlets"]
    assert [bool(f.received_at) for f in own] == [False, True]
    for command in (["judge"], ["check"], ["status"], ["due"]):
        done = taizhang(*command, "--root", str(office.root))
        assert "程序自身出错" not in done.stderr, done.stderr
        assert done.returncode == 0, done.stderr


def test_the_same_names_standing_in_the_folder_are_refused_one_by_one(office: Office) -> None:
    for name in NAMES:
        office.city.write(f"{FOLDER}/{name}", b"PK")
    office.commit("带来", "2027-04-06")
    problems = [p for p in office.city.filed() if p.severity == "error"]
    assert codes(problems) == ["E405"] * len(NAMES)
    assert all("看不见的字符" in p.message for p in problems)
    done = taizhang("judge", "--root", str(office.root))
    assert done.returncode == 3
    assert f"{len(NAMES)} 份报送有误，未计入" in done.stderr
    assert "程序自身出错" not in done.stderr
    assert "\x1b[31m" not in done.stderr


def test_no_configuration_of_the_machine_changes_what_is_read(office: Office) -> None:
    odd(office)
    expected = revisions.mainline(office.root, "submissions")
    for setting in (
        "log.showSignature=true", "log.showRoot=false", "log.follow=true", "color.ui=always",
        "log.diffMerges=combined", "diff.relative=true", "core.quotePath=true", "diff.renames=copies",
        "i18n.logOutputEncoding=GBK", "log.decorate=full", "log.date=relative", "format.pretty=oneline",
    ):  # fmt: skip
        git(office.root, "config", *setting.split("="))
    assert revisions.mainline(office.root, "submissions") == expected
    assert len(expected) > 3


def reviewed(office: Office, path: str, data: bytes) -> subprocess.CompletedProcess[str]:
    """What a review says of a branch with one file more; the branch is taken back."""
    office.city.write(path, data)
    office.commit("报送", "2027-04-06")
    words = ("--base", "main", "--actor", "office", "--no-judge")
    done = taizhang("review", "--root", str(office.root), *words)
    git(office.root, "reset", "-q", "--hard", "main")
    return done


def test_a_review_refuses_such_a_name_before_it_is_merged(office: Office) -> None:
    """A finding is not lost because the path in it is spelt otherwise than git has it."""
    git(office.root, "checkout", "-q", "-b", "work")
    for name, code in (
        ("甲\n乙.xlsx", "E405"),
        ("户主：王小明.xlsx", "E301"),
        ("13812345678.xlsx", "E301"),
    ):
        done = reviewed(office, f"{FOLDER}/{name}", b"PK")
        assert done.returncode == 1, name
        assert f"[{code}]" in done.stderr
        assert "王小明" not in done.stderr + done.stdout
        assert "13812345678" not in done.stderr + done.stdout


def test_a_stray_file_of_the_office_is_found_in_review(office: Office) -> None:
    git(office.root, "checkout", "-q", "-b", "work")
    for path in ("submissions/outlets.csv", "submissions/2027-03/outlets.csv", f"{FOLDER}/x/y.csv"):
        done = reviewed(office, path, sheet(OUTLETS, OUTLET))
        assert done.returncode == 1, path
        assert "[E405]" in done.stderr


def test_litter_of_no_readable_name_hinders_no_version(office: Office) -> None:
    litter = os.fsencode(office.root / FOLDER) + b"/~$\xff\n.csv"
    Path(os.fsdecode(litter)).write_bytes(b"x")
    office.commit("带来", "2027-04-06")
    report = office.publish(SPRING, date(2027, 5, 2))
    assert not has_errors(report.problems), report.problems


def test_who_asks_git_in_vain_is_told(tmp_path: Path) -> None:
    with pytest.raises(revisions.GitError):
        revisions.line(tmp_path, "rev-parse", "--show-prefix")


def test_a_file_of_the_same_name_in_two_spellings_stays_apart(office: Office) -> None:
    """NUL ends a name, and nothing else does."""
    office.city.write(f"{FOLDER}/a b\t:100644.txt", b"1")
    office.commit("\x01", "2027-04-06")
    newest = revisions.mainline(office.root, "submissions")[-1]
    assert newest.paths == (f"{FOLDER}/a b\t:100644.txt",)
    assert newest.subject == "\x01"
    problem = only([p for p in office.city.filed() if p.code == "E405"])
    assert problem.file == f"{FOLDER}/a b\\t:100644.txt"
