"""The office writes a time down itself: a correction, or what came in on paper; and what it may not write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import flow
from generator.cli import main
from generator.commands import options
from generator.judging.results import as_json
from generator.receipts import blob_id
from tests.factory import City, harbour, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS

NOW = "2027-05-01T12:00:00+08:00"
NOON = "2027-04-01T12:00:00+08:00"
A = sheet(OUTLETS, OUTLET)
BRIEF = sheet(BRIEFS, "北港园区,2027-03,1,入海排口整治进展")

Office = Callable[..., Result]


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False).write(FILE, A)


@pytest.fixture
def office(city: City, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The command on the first of May."""
    monkeypatch.setattr(options, "now", lambda: datetime.fromisoformat(NOW))

    def run(*words: str, form: str | None = "outlets", command: str = "receive") -> Result:
        about = ["--unit", "北港园区", "--period", "2027-03"]
        own = about + (["--form", form] if form else []) if command == "receive" else []
        return CliRunner().invoke(main, [command, "--root", str(city.root), *own, *words])

    return run


def test_the_office_may_correct_a_time_and_says_why(city: City, office: Office) -> None:
    assert office("--at", NOON).exit_code == 2
    done = office("--at", "2027-04-20T09:00", "--reason", "平台停机，邮件收到")
    assert done.exit_code == 0, done.output
    assert (
        "已登记：2027-04-20 09:00（北京时间）收到 北港园区 2027-03 “入海排口台账”，理由"
        in done.output
    )
    done = office("--at", "2027-04-08T01:00:00Z", "--reason", "以邮件为准")
    assert done.exit_code == 0
    assert "2027-04-08 09:00（北京时间）" in done.output
    assert "原为 2027-04-20 09:00（办公室）" in done.output
    ledger, problems = city.open()
    assert problems == []
    (filing,) = ledger.filings
    assert filing.received_at == datetime.fromisoformat("2027-04-08T09:00+08:00")
    assert filing.note == "以邮件为准"
    # Said once more in the same words, nothing is written.
    before = (city.root / "receipts" / "log.csv").read_bytes()
    assert office("--at", "2027-04-08T09:00", "--reason", " 以邮件为准 ").exit_code == 0
    assert (city.root / "receipts" / "log.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--at", "2030-06-20T17:30", "--reason", "停机"], 1, "2030-06-20 17:30 还没有到（现在是 2027-05-01 12:00）"),
        (["--at", "2027-05-01T12:01", "--reason", "停机"], 1, "还没有到"),
        (["--at", "2027-05-01T05:00Z", "--reason", "停机"], 1, "2027-05-01 13:00 还没有到"),
        (["--at", "2027-02-28T23:59", "--reason", "停机"], 1, "在 2027-03 开始（2027-03-01 00:00）以前"),
        (["--at", "2027-04-20", "--reason", "停机"], 2, "“2027-04-20”没有写几点几分"),
        (["--at", "2027-04-20T24:00", "--reason", "停机"], 2, "不是时间"),
        (["--at", "1999-04-20T09:00", "--reason", "停机"], 2, "不在 2000 年至 2100 年之间"),
        (["--at", "2027-04-20T09:00", "--reason", " \n"], 2, "--reason"),
        (["--at", "2027-04-20T09:00", "--paper", "收文〔2027〕12号"], 2, "--reason"),
        (["--at", "2027-04-20T09:00", "--reason", "证件11010519491231002X"], 1, "E412"),
        (["--at", "2027-04-20T09:00", "--reason", "停机", "--paper", "电话13812345678"], 1, "E412"),
        (["--at", "2027-02-20T09:00", "--reason", "电话13812345678"], 1, "E411"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_written(
    city: City, office: Office, words: list[str], code: int, told: str
) -> None:
    done = office(*words)
    assert (done.exit_code, told in done.output) == (code, True), done.output
    assert "13812345678" not in done.output
    assert "11010519491231002X" not in done.output
    assert not (city.root / "receipts").exists()


def test_a_paper_is_logged_for_all_that_has_no_time_yet(city: City, office: Office) -> None:
    """The platform is down: the office types in what came on paper, and says when that was."""
    city.write(BRIEF_FILE, BRIEF)
    office("--at", "2027-04-08T09:00", "--reason", "以邮件为准")
    done = office(
        "--at", "2027-04-09T17:30", "--reason", "平台停机，纸质收到", "--paper", "收文〔2027〕12号",
        form=None,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    rows = (city.root / "receipts" / "log.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[3] for row in rows] == ["outlets", "briefs"]
    assert rows[1] == (
        f"2027-04-09T17:30:00+08:00,2027-03,beigang,briefs,{blob_id(BRIEF)},,办公室,"
        "平台停机，纸质收到（收文〔2027〕12号）"
    )
    again = office("--at", "2027-04-09T17:30", "--reason", "平台停机", form=None)
    assert again.exit_code == 1
    assert "没有尚未登记收到时间的报送" in again.output
    missing = office("--at", "2027-04-09T17:30", "--reason", "平台停机", form="sampling")
    assert missing.exit_code != 0


def test_what_the_office_wrote_is_seen_where_the_time_is(city: City, office: Office) -> None:
    office(
        "--at", "2027-04-09T17:30", "--reason", "平台停机，纸质收到", "--paper", "收文〔2027〕12号"
    )
    results = as_json(flow.judge(flow.read(city.root), date(2027, 5, 1)))
    assert "4月9日 17:30收到（登记说明：平台停机，纸质收到（收文〔2027〕12号））" in results


def test_the_check_tells_what_was_written_by_hand_against_the_clock(
    city: City, office: Office
) -> None:
    office("--at", NOON, "--reason", "停机")
    log = city.root / "receipts" / "log.csv"
    log.write_text(log.read_text("utf-8").replace("2027-04-01", "2030-04-01"), "utf-8")
    done = office(command="check")
    assert done.exit_code == 1
    assert "[E411]" in done.output
    assert "receipts/log.csv:2" in done.output
