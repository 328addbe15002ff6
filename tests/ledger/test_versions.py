"""Which version of a filing counts on a day, and how anybody knows when it came in."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.calendar import Month
from generator.ledger import Ledger
from generator.receipts import HEADER, blob_id
from tests.factory import City, codes, harbour, only, sheet, told
from tests.intake.filings import FILE, OUTLET, OUTLETS

KEY = (Month(2027, 3), "beigang", "outlets")

FIRST = sheet(OUTLETS, OUTLET)
SECOND = sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK002"))
THIRD = sheet(OUTLETS, OUTLET.replace("已整治", "整治中"))
FAULTY = sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def received(city: City, *versions: tuple[str, bytes], keep: bool = True) -> City:
    """Log versions and keep them; the last one stands in the folder."""
    lines = [",".join(HEADER)]
    for number, (when, data) in enumerate(versions):
        lines.append(f"{when},2027-03,beigang,outlets,{blob_id(data)},,系统,")
        if keep and data is not versions[-1][1]:
            city.write(f"receipts/superseded/2027-03/beigang/outlets.{number}.csv", data)
    city.write("receipts/log.csv", "\n".join(lines) + "\n")
    return city.write(FILE, versions[-1][1])


def commit(city: City, when: str, message: str = "x") -> None:
    dated = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00+00:00", "GIT_COMMITTER_DATE": when}
    git(city.root, "add", "-A")
    git(city.root, "commit", "-q", "-m", message, env=dated)


def git(root: Path, *words: str, env: dict[str, str] | None = None) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, *words], cwd=root, check=True, env=clean | (env or {}))


def times(ledger: Ledger, day: date = date(2027, 12, 31)) -> list[tuple[str, str]]:
    """When each valid version came in, and who says so."""
    return [
        (f"{f.received_at:%m-%d %H:%M}" if f.received_at else "", f.by)
        for f in ledger.versions(KEY, day)
    ]


def rows_on(ledger: Ledger, day: date) -> list[tuple[str, str]] | None:
    """What counts on a day."""
    filing = ledger.current(KEY, day)
    if filing is None:
        return None
    table = ledger.table("outlets", [filing])
    return list(zip(table.values("outlet"), table.values("stage"), strict=True))


ONE, TWO, CHANGED = (
    [("PK001", "已整治")],
    [("PK001", "已整治"), ("PK002", "已整治")],
    [("PK001", "整治中")],
)


def test_the_latest_valid_version_counts_from_the_day_it_came(city: City) -> None:
    received(
        city,
        ("2027-04-02T09:00:00+08:00", FIRST),
        ("2027-04-08T09:00:00+08:00", SECOND),
        ("2027-04-20T09:00:00+08:00", THIRD),
    )
    ledger, problems = city.open()
    assert problems == []
    assert rows_on(ledger, date(2027, 4, 1)) is None
    assert rows_on(ledger, date(2027, 4, 2)) == ONE
    assert rows_on(ledger, date(2027, 4, 8)) == TWO
    assert rows_on(ledger, date(2027, 4, 20)) == CHANGED
    assert times(ledger) == [
        ("04-02 09:00", "receipt"), ("04-08 09:00", "receipt"), ("04-20 09:00", "receipt"),
    ]  # fmt: skip


def test_a_faulty_correction_does_not_replace_what_was_right(city: City) -> None:
    received(city, ("2027-04-02T09:00:00+08:00", FIRST))
    city.write("receipts/superseded/2027-03/beigang/outlets.0.csv", FIRST).write(FILE, FAULTY)
    ledger, problems = city.open()
    assert told(problems) == [f"E223 {FILE}:2:3"]
    assert rows_on(ledger, date(2027, 4, 30)) == ONE


def test_a_faulty_version_that_was_corrected_is_no_problem_any_more(city: City) -> None:
    received(city, ("2027-04-02T09:00:00+08:00", FAULTY), ("2027-04-08T09:00:00+08:00", FIRST))
    ledger, problems = city.open()
    assert problems == []
    assert rows_on(ledger, date(2027, 4, 7)) is None
    assert times(ledger) == [("04-08 09:00", "receipt")]


def test_a_correction_that_is_taken_back(city: City) -> None:
    """The same content for the second time is a version of its own."""
    received(
        city,
        ("2027-04-02T09:00:00+08:00", FIRST),
        ("2027-04-08T09:00:00+08:00", SECOND),
        ("2027-04-20T09:00:00+08:00", FIRST),
    )
    ledger, problems = city.open()
    assert problems == []
    assert rows_on(ledger, date(2027, 4, 10)) == TWO
    assert rows_on(ledger, date(2027, 4, 20)) == ONE
    assert [when for when, _ in times(ledger)] == ["04-02 09:00", "04-08 09:00", "04-20 09:00"]


def test_the_same_content_sent_twice_came_in_the_first_time(city: City) -> None:
    received(city, ("2027-04-02T09:00:00+08:00", FIRST), ("2027-04-08T09:00:00+08:00", FIRST))
    ledger, _ = city.open()
    assert times(ledger) == [("04-02 09:00", "receipt")]


def test_receipts_of_any_time_zone_are_in_local_time(city: City) -> None:
    received(city, ("2027-04-09T16:30:00Z", FIRST))
    ledger, _ = city.open()
    assert times(ledger) == [("04-10 00:30", "receipt")]
    assert ledger.current(KEY, date(2027, 4, 9)) is None


def test_a_version_that_nobody_kept_is_a_warning(city: City) -> None:
    received(
        city,
        ("2027-04-02T09:00:00+08:00", FIRST),
        ("2027-04-08T09:00:00+08:00", SECOND),
        keep=False,
    )
    ledger, problems = city.open()
    problem = only(problems)
    assert (problem.code, problem.place) == ("W411", "receipts/log.csv:2")
    assert times(ledger) == [("04-08 09:00", "receipt")]


def test_without_any_word_a_filing_counts_from_its_month(city: City) -> None:
    city.write(FILE, FIRST)
    ledger, _ = city.open()
    assert times(ledger) == [("", "nobody")]
    assert ledger.current(KEY, date(2027, 2, 28)) is None
    assert rows_on(ledger, date(2027, 3, 1)) == ONE


def test_git_tells_where_receipts_do_not(city: City) -> None:
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    commit(city, "2027-04-09T16:30:00+00:00")
    city.write(FILE, FAULTY)
    commit(city, "2027-04-10T12:00:00+08:00")
    city.write(FILE, SECOND)
    commit(city, "2027-04-12T12:00:00+08:00")

    ledger, problems = city.open()
    assert problems == []
    assert times(ledger) == [("04-10 00:30", "commit"), ("04-12 12:00", "commit")]
    assert rows_on(ledger, date(2027, 4, 11)) == ONE


def test_git_tells_of_a_correction_taken_back(city: City) -> None:
    git(city.root, "init", "-q")
    for day, data in ((9, FIRST), (10, SECOND), (11, FIRST)):
        city.write(FILE, data)
        commit(city, f"2027-04-{day:02}T12:00:00+08:00")
    ledger, _ = city.open()
    assert [rows_on(ledger, date(2027, 4, day)) for day in (9, 10, 11)] == [ONE, TWO, ONE]


def test_receipts_go_before_commits_and_what_has_none_is_not_registered(city: City) -> None:
    git(city.root, "init", "-q")
    received(city, ("2027-04-03T09:00:00+08:00", FIRST))
    other = FILE.replace("beigang", "nangang")
    city.write(other, FIRST.replace("北港".encode(), "南港".encode()))
    commit(city, "2027-04-20T12:00:00+08:00")

    ledger, problems = city.open()
    assert problems == []
    assert [(f.unit, f.by) for f in ledger.filings] == [
        ("beigang", "receipt"),
        ("nangang", "unregistered"),
    ]
    assert times(ledger) == [("04-03 09:00", "receipt")]


def kinds(city: City) -> list[tuple[str, str]]:
    """When each valid version came in, by day, and who says so."""
    ledger, _ = city.open()
    return times(ledger)


def test_a_commit_tells_the_time_only_until_receipts_were_kept(city: City) -> None:
    """By the order of the commits: a date in one can be set at will."""
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    commit(city, "2027-04-09T12:00:00+08:00")
    other = FILE.replace("beigang", "nangang")
    theirs = FIRST.replace("北港".encode(), "南港".encode())
    line = f"2027-04-12T09:00:00+08:00,2027-03,nangang,outlets,{blob_id(theirs)},,系统,\n"
    city.write(other, theirs).write("receipts/log.csv", f"{','.join(HEADER)}\n{line}")
    commit(city, "2027-04-12T12:00:00+08:00")
    assert kinds(city) == [("04-09 12:00", "commit")]
    city.write(FILE, SECOND)
    commit(city, "2027-03-31T12:00:00+08:00")
    assert ("03-31 12:00", "unregistered") in kinds(city)


@pytest.mark.parametrize("left", ["another", "none", "no file"])
def test_a_receipt_that_is_deleted_makes_nothing_punctual(city: City, left: str) -> None:
    git(city.root, "init", "-q")
    received(city, ("2027-04-20T09:00:00+08:00", FIRST))
    commit(city, "2027-04-01T12:00:00+08:00")
    assert kinds(city) == [("04-20 09:00", "receipt")]
    other = f"2027-04-02T09:00:00+08:00,2027-03,nangang,outlets,{'0' * 40},,系统,\n"
    log = f"{','.join(HEADER)}\n{other if left == 'another' else ''}"
    city.write("receipts/log.csv", log)
    if left == "no file":
        city.remove("receipts/log.csv")
    assert kinds(city) == [("04-01 12:00", "unregistered")]
    commit(city, "2027-04-01T12:00:00+08:00")
    assert kinds(city) == [("04-01 12:00", "unregistered")]


def test_without_git_too(city: City) -> None:
    received(city, ("2027-04-20T09:00:00+08:00", FIRST))
    log = (city.root / "receipts/log.csv").read_text("utf-8")
    city.write("receipts/log.csv", log.replace(",beigang,", ",nangang,"))
    assert kinds(city) == [("", "unregistered")]


def unregister(city: City, unit: str, line: int | None = None) -> City:
    """Delete the receipts of a unit, or one of them by its line below the header."""
    lines = (city.root / "receipts/log.csv").read_text("utf-8").splitlines()
    own = [at for at, row in enumerate(lines) if f",{unit}," in row]
    gone = own if line is None else own[line : line + 1]
    left = [row for at, row in enumerate(lines) if at not in gone]
    return city.write("receipts/log.csv", "\n".join(left) + "\n")


def others(city: City, *days: str) -> City:
    """Receipts of a filing that came in on some days, and of which nothing is kept."""
    log = (city.root / "receipts/log.csv").read_text("utf-8")
    told = [
        f"{day}T09:00:00+08:00,2027-03,nangang,outlets,{n:040x},,系统,\n"
        for n, day in enumerate(days)
    ]
    return city.write("receipts/log.csv", log + "".join(told))


def test_what_is_not_registered_is_known_when_it_can_be_on_time_no_more(city: City) -> None:
    """Its last day is 9 April; a date in a commit can only put it later."""
    received(city, ("2027-04-02T09:00:00+08:00", FIRST))
    unregister(others(city, "2027-04-03"), "beigang")
    ledger, _ = city.open()
    assert rows_on(ledger, date(2027, 4, 9)) is None
    assert ledger.unplaced(KEY, date(2027, 4, 9))
    assert rows_on(ledger, date(2027, 4, 10)) == ONE


def test_a_receipt_that_is_deleted_makes_no_late_filing_known_earlier(city: City) -> None:
    received(city, ("2027-06-20T09:00:00+08:00", FIRST))
    unregister(others(city, "2027-04-03", "2027-07-09"), "beigang")
    ledger, _ = city.open()
    assert rows_on(ledger, date(2027, 5, 31)) is None
    assert rows_on(ledger, date(2027, 7, 9)) == ONE


def test_a_correction_whose_receipt_is_gone_leaves_it_open_what_counted(city: City) -> None:
    received(
        city, ("2027-04-02T09:00:00+08:00", FIRST), ("2027-06-20T09:00:00+08:00", SECOND)
    )  # fmt: skip
    unregister(others(city, "2027-07-09"), "beigang", 1)
    ledger, _ = city.open()
    assert rows_on(ledger, date(2027, 4, 9)) == ONE
    assert rows_on(ledger, date(2027, 5, 31)) is None
    assert rows_on(ledger, date(2027, 7, 9)) == TWO


def test_what_was_replaced_in_place_counts_from_the_same_day(city: City) -> None:
    """To see what a change would do, one edits the file."""
    received(city, ("2027-04-02T09:00:00+08:00", FIRST))
    others(city, "2027-07-09").write(FILE, SECOND)
    ledger, _ = city.open()
    assert rows_on(ledger, date(2027, 4, 10)) == TWO


def test_what_stands_in_the_folder_is_last_whoever_is_registered(city: City) -> None:
    """The receipt of what it replaced is gone, and its date is later than any."""
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    received(city, ("2027-04-02T09:00:00+08:00", FIRST))
    commit(city, "2027-06-30T12:00:00+08:00")
    received(city, ("2027-04-08T09:00:00+08:00", SECOND))
    commit(city, "2027-04-08T12:00:00+08:00")
    ledger, _ = city.open()
    assert [by for _, by in times(ledger)] == ["unregistered", "receipt"]
    assert rows_on(ledger, date(2027, 7, 31)) == TWO


def test_git_keeps_the_bytes_that_the_log_names(city: City) -> None:
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    commit(city, "2027-04-20T12:00:00+08:00")
    received(
        city,
        ("2027-04-03T09:00:00+08:00", FIRST),
        ("2027-04-21T09:00:00+08:00", SECOND),
        keep=False,
    )
    ledger, problems = city.open()
    assert problems == []
    assert rows_on(ledger, date(2027, 4, 5)) == ONE


def test_what_is_not_committed_yet_is_the_newest(city: City) -> None:
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    commit(city, "2027-04-09T12:00:00+08:00")
    city.write(FILE, SECOND)
    ledger, _ = city.open()
    assert times(ledger) == [("04-09 12:00", "commit"), ("", "nobody")]
    assert rows_on(ledger, date(2027, 4, 9)) == TWO


def test_a_shallow_clone_knows_no_times(city: City, tmp_path: Path) -> None:
    git(city.root, "init", "-q")
    for day, data in ((9, FIRST), (10, SECOND)):
        city.write(FILE, data)
        commit(city, f"2027-04-{day:02}T12:00:00+08:00")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{city.root}", "shallow")
    ledger, _ = City(tmp_path / "shallow").open()
    assert times(ledger) == [("", "nobody")]


def test_a_root_below_the_top_of_its_repository(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).write(FILE, FIRST)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(
        tmp_path, "commit", "-q", "-m", "x", env={"GIT_COMMITTER_DATE": "2027-04-09T12:00:00+08:00"}
    )
    ledger, _ = city.open()
    assert times(ledger) == [("04-09 12:00", "commit")]


def test_a_filing_is_not_known_before_its_month(city: City) -> None:
    received(city, ("2027-02-20T09:00:00+08:00", FIRST))
    ledger, _ = city.open()
    assert ledger.current(KEY, date(2027, 2, 28)) is None
    assert ledger.current(KEY, date(2027, 3, 1)) is not None


BLOB = blob_id(FIRST)
LOGS = [
    ("时间,月份\n", 1, "收件登记的表头不对"),
    (f"{','.join(HEADER)}\nx,2027-03,beigang,outlets,{BLOB},,系统,\n", 2, "时间“x”或期次“2027-03”写法不对"),
    (f"{','.join(HEADER)}\n\n2027-04-01,2027-03,beigan,outlets,{BLOB},,系统,\n", 3, "单位“beigan”不在名录"),
    (f"{','.join(HEADER)}\n2027-04-01,2027-03,beigang,outlet,{BLOB},,系统,\n", 2, "没有“outlet”这张报表"),
    (f"{','.join(HEADER)}\n2027-04-01,2027-03,beigang,outlets,{BLOB[:8]},,系统,\n", 2, f"版本标识“{BLOB[:8]}”写法不对"),
    (f"{','.join(HEADER)}\n2027-04-01,2027-03\n", 2, "应有 8 列，现有 2 列"),
]  # fmt: skip


@pytest.mark.parametrize(("log", "line", "words"), LOGS)
def test_a_faulty_log(city: City, log: str, line: int, words: str) -> None:
    problem = only(city.write("receipts/log.csv", log).filed())
    assert (problem.code, problem.line, problem.message) == ("E410", line, words)


def test_a_log_that_is_no_text(city: City) -> None:
    assert codes(city.write("receipts/log.csv", b"\xff\xfe\x00").filed()) == ["E410"]


def test_blob_ids_are_those_of_git(city: City) -> None:
    city.write(FILE, FIRST)
    done = subprocess.run(
        ["git", "hash-object", "--no-filters", FILE], cwd=city.root, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == BLOB


def test_what_is_not_registered_comes_after_what_is(city: City) -> None:
    """Its date is its sender's, and must not put it before a filing that was on time."""
    git(city.root, "init", "-q")
    received(city, ("2027-04-05T09:00:00+08:00", FIRST))
    commit(city, "2027-04-05T12:00:00+08:00")
    city.write(FILE, SECOND)
    commit(city, "2027-04-01T12:00:00+08:00")
    assert kinds(city) == [("04-05 09:00", "receipt"), ("04-05 09:00", "unregistered")]
    ledger, _ = city.open()
    assert rows_on(ledger, date(2027, 4, 30)) == TWO
    assert rows_on(ledger, date(2027, 4, 4)) is None


def test_half_a_history_accuses_nobody(city: City, tmp_path: Path) -> None:
    """In a shallow clone nobody knows what came before the first receipt."""
    git(city.root, "init", "-q")
    city.write(FILE, FIRST)
    commit(city, "2027-04-05T12:00:00+08:00")
    other = f"2027-04-12T09:00:00+08:00,2027-03,nangang,outlets,{'0' * 40},,系统,\n"
    city.write("receipts/log.csv", f"{','.join(HEADER)}\n{other}")
    commit(city, "2027-04-12T12:00:00+08:00")
    assert kinds(city) == [("04-05 12:00", "commit")]
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{city.root}", "shallow")
    assert kinds(City(tmp_path / "shallow")) == [("", "nobody")]


def test_a_workbook_is_one_file_whatever_it_is_called(city: City) -> None:
    """A name that is not shown as it is would be looked up in vain: it is refused."""
    for name in (
        "项目编号411023202306150012.xlsx",
        "110101900307002.xlsx",
        "zhang＠example.com.xlsx",
    ):
        city.write(f"submissions/2027-03/beigang/{name}", b"PK")
        problem = only(city.filed())
        assert problem.code == "E301"
        city.remove(f"submissions/2027-03/beigang/{name}")


def test_a_correction_that_drops_rows_is_told(city: City) -> None:
    received(city, ("2027-04-02T09:00:00+08:00", SECOND), ("2027-04-08T09:00:00+08:00", THIRD))
    problem = only(flow.read(city.root).problems)
    assert (problem.code, problem.file) == ("W407", FILE)
    assert problem.message == "更正删去了 1 行：PK002（原第3行）"


def test_a_correction_is_held_against_the_valid_version_before_it(city: City) -> None:
    zero = sheet(OUTLETS, "北港园区,2027-03,零报告,,,,")
    received(
        city,
        ("2027-04-02T09:00:00+08:00", SECOND),
        ("2027-04-08T09:00:00+08:00", FAULTY),
        ("2027-04-09T09:00:00+08:00", zero),
    )
    problem = only(flow.read(city.root).problems)
    assert problem.message == "更正删去了 2 行：PK001（原第2行）、PK002（原第3行）"


def test_a_correction_that_keeps_its_rows_is_not_told(city: City) -> None:
    turned = sheet(OUTLETS, OUTLET.replace("PK001", "PK002"), OUTLET.replace("已整治", "整治中"))
    received(city, ("2027-04-02T09:00:00+08:00", SECOND), ("2027-04-08T09:00:00+08:00", turned))
    assert flow.read(city.root).problems == []
