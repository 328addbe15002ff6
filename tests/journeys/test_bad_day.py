"""The platform is down on the last day: the office files for the units from paper, and nobody loses a time.

There is a server, which is switched off by being moved away; the office works on in its own clone, hands
the history on as a bundle, and squares both logs when the server is back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import flow
from generator.cli import main
from generator.commands import options
from generator.merging import record
from generator.problems import has_errors
from tests.factory import City, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS
from tests.merging.repository import git
from tests.merging.test_recording import Repository

ON_PAPER = "2027-04-08T10:00:00+08:00"
BEFORE = "2027-04-07T18:00:00+08:00"
AFTER = "2027-04-12T09:00:00+08:00"

NORTH = sheet(OUTLETS, OUTLET)
BRIEF = sheet(BRIEFS, "北港园区,2027-03,K1,办理中,建账1个。,")
OTHER_FILE, OTHER_BRIEF_FILE = (path.replace("beigang", "nangang") for path in (FILE, BRIEF_FILE))
SOUTH, SOUTH_BRIEF = (
    data.replace("北港园区".encode(), "南港园区".encode()) for data in (NORTH, BRIEF)
)
TYPED = SOUTH.replace("月牙渔港东侧".encode(), "月牙渔港西侧".encode())
"""What the office read off the paper of Nangang, which is not quite what stood there."""

Office = Callable[..., Result]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    def run(city: City, *words: str, now: str = AFTER) -> Result:
        monkeypatch.setattr(options, "now", lambda: datetime.fromisoformat(now))
        return CliRunner().invoke(main, [words[0], "--root", str(city.root), *words[1:]])

    return run


def on_paper(unit: str, number: str, *more: str) -> list[str]:
    return [
        "receive", "--unit", unit, "--period", "2027-03", "--at", "2027-04-08T10:00",
        "--reason", "平台停机，纸质收到", "--paper", f"收文〔2027〕{number}号", *more,
    ]  # fmt: skip


def states(root: Path) -> dict[str, str]:
    """Whether both filed on time, on the first of May."""
    world = flow.read(root)
    assert not has_errors(world.problems), world.problems
    assert world.catalogue is not None
    provision = world.catalogue.filing.provision
    verdicts = flow.judge(world, date(2027, 5, 1)).by_provision[provision]
    mine = [verdict for verdict in verdicts if verdict.period == "2027年3月"]
    return {v.subject: v.state.value for v in mine if v.subject in ("beigang", "nangang")}


def test_the_platform_is_down_on_the_last_day(
    there: Repository, tmp_path: Path, office: Office
) -> None:
    # The evening before, two units push; then the server is gone, and nobody has logged anything.
    (north,) = there.send("beigang/q1", NORTH)
    (south,) = there.send("nangang/q1", SOUTH, path=OTHER_FILE)
    git(there.work, "checkout", "-q", "main")
    there.bare.rename(tmp_path / "off")

    # Both bring paper. The office types it in, says when and by which paper, and commits.
    city = there.city
    for path, data in {
        FILE: NORTH, BRIEF_FILE: BRIEF, OTHER_FILE: TYPED, OTHER_BRIEF_FILE: SOUTH_BRIEF,
    }.items():  # fmt: skip
        city.write(path, data)
    for unit, number in (("北港园区", "12"), ("南港园区", "13")):
        done = office(city, *on_paper(unit, number))
        assert done.exit_code == 0, done.output
        assert f"（收文〔2027〕{number}号）" in done.output
    commit = there.commit("平台停机：办公室代报北港园区、南港园区一季度报表")

    # The history goes on by hand, and whoever has it judges right.
    bundle = tmp_path / "office.bundle"
    git(there.work, "bundle", "create", "-q", str(bundle), "main")
    git(tmp_path, "clone", "-q", "-b", "main", str(bundle), "carried")
    assert git(tmp_path / "carried", "rev-parse", "HEAD").stdout.strip() == commit
    assert states(tmp_path / "carried") == {"beigang": "met", "nangang": "met"}

    # The server is back. The office pushes, and the jobs of the evening before run at last.
    (tmp_path / "off").rename(there.bare)
    start = git(there.bare, "rev-parse", "main").stdout.strip()
    there.push("main")
    own = record(there.bare, "refs/heads/main", start, commit, datetime.fromisoformat(AFTER))
    assert own.commit == ""  # what the office sends itself is no second arrival
    for head in (north, south):
        before = git(there.bare, "rev-parse", "main").stdout.strip()
        done_ = record(there.bare, "refs/heads/main", before, head, datetime.fromisoformat(BEFORE))
        assert [problem.code for problem in done_.odd] == ["W413"]
    git(there.work, "pull", "-q", "--ff-only", "origin", "main")
    rows = [line.split(",") for line in there.lines()]
    assert [(row[0], row[2], row[6]) for row in rows[-2:]] == [
        (BEFORE, "beigang", "系统"),
        (BEFORE, "nangang", "系统"),
    ]
    assert [row[6] for row in rows[:4]] == ["办公室"] * 4

    # Both are kept and told; the office's word stands, and the other version is looked at on paper.
    told = office(city, "check").output
    assert "平台登记 2027-04-07 18:00 收到，办公室登记 2027-04-08 10:00" in told
    assert "不是办公室代报的版本" in told
    assert states(city.root) == {"beigang": "met", "nangang": "met"}
    ledger, _ = city.open()
    (standing,) = [f for f in ledger.filings if f.file == FILE]
    assert standing.received_at == datetime.fromisoformat(ON_PAPER)
    assert standing.note == "平台停机，纸质收到（收文〔2027〕12号）"

    # The office had misread the paper: the unit sends its own once more, and that counts from then on.
    (again,) = there.send("nangang/q1", SOUTH + b"\r\n", path=OTHER_FILE)
    record(there.bare, "refs/heads/main", "refs/heads/main", again, datetime.fromisoformat(AFTER))
    there.merge("nangang/q1", "--no-ff", "--no-edit", "-X", "theirs")
    assert states(city.root) == {"beigang": "met", "nangang": "met"}
    # And where the office had mistaken the day, it says so once more.
    done = office(city, *on_paper("北港园区", "12", "--form", "outlets"), now=AFTER)
    assert done.exit_code == 0, done.output


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    return Repository(tmp_path)
