"""A filing with errors silences nobody; a fault that an edit of the YAML brought stops everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.ledger import Ledger, LeftOut
from generator.problems import Problem
from generator.receipts import blob_id
from tests.factory import City, codes, harbour, only, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.ledger.test_versions import FAULTY, FIRST, KEY, SECOND, commit, git, received

FORM = "rules/forms/outlets.yaml"
LAST = date(2027, 12, 31)
WANTED = "type: boolean, example: 是}\n  - {id: depth, header: 深度, type: decimal, required: true}"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def left_out(city: City) -> Sequence[LeftOut]:
    """The filings left out, of a world in which that stops nothing."""
    world = flow.read(city.root)
    assert world.sound, world.problems
    assert world.ledger
    assert not flow.read(city.root, strict=True).sound
    return world.ledger.left_out


def only_one(found: Sequence[LeftOut]) -> LeftOut:
    assert len(found) == 1, found
    return found[0]


def stopped(city: City) -> Problem:
    """The one error that stops a world."""
    world = flow.read(city.root)
    assert not world.sound
    return only([p for p in world.problems if p.severity == "error"])


def counts(city: City) -> str | None:
    """The bytes that count in the end."""
    ledger: Ledger = city.open()[0]
    found = ledger.current(KEY, LAST)
    return found.blob if found else None


def test_the_last_valid_version_stays_in_force(city: City) -> None:
    received(city, ("2027-04-02T10:00:00+08:00", FIRST))
    city.write("receipts/superseded/2027-03/beigang/outlets.1.csv", FIRST).write(FILE, FAULTY)

    found = only_one(left_out(city))
    assert (found.period, found.unit, found.form) == KEY
    assert codes(found.problems) == ["E223"]
    assert counts(city) == blob_id(FIRST)


def test_without_one_it_counts_as_not_filed(city: City) -> None:
    city.write(FILE, FAULTY)
    assert codes(only_one(left_out(city)).problems) == ["E223"]
    assert counts(city) is None


def test_what_git_holds_stays_in_force(city: City) -> None:
    git(city.root, "init", "-q")
    commit(city.write(FILE, FIRST), "2027-04-05T09:00:00+08:00")
    commit(city.write(FILE, FAULTY), "2027-04-06T09:00:00+08:00")
    assert [each.form for each in left_out(city)] == ["outlets"]
    assert counts(city) == blob_id(FIRST)
    ledger = city.open()[0]
    assert not ledger.left_out[0].known(date(2027, 4, 5))
    assert ledger.left_out[0].known(date(2027, 4, 6))


def test_a_file_that_no_filing_can_be_read_from(city: City) -> None:
    """A link in the place of the file: what it held before stays."""
    git(city.root, "init", "-q")
    commit(city.write(FILE, FIRST), "2027-04-05T09:00:00+08:00")
    (city.root / FILE).unlink()
    (city.root / FILE).symlink_to(city.root / "elsewhere.csv")
    assert [(each.path, each.form) for each in left_out(city)] == [(FILE, "outlets")]
    assert counts(city) == blob_id(FIRST)


MISPLACED = [
    ("submissions/2027-03/beigang/outlet.csv", ("2027-03", "beigang", None)),
    ("submissions/2027-03/beigang/beaches.csv", ("2027-03", "beigang", "beaches")),
    ("submissions/2027-03/beigang/book.xlsx", ("2027-03", "beigang", None)),
    ("submissions/2027-03/beigan/outlets.csv", ("2027-03", None, None)),
    ("submissions/2027-04/beigang/outlets.csv", ("2027-04", None, None)),
    ("submissions/spring/beigang/outlets.csv", (None, None, None)),
    ("submissions/outlets.csv", (None, None, None)),
]


@pytest.mark.parametrize(("path", "whose"), MISPLACED, ids=[path for path, _ in MISPLACED])
def test_what_lies_in_the_wrong_place_is_left_out(
    city: City, path: str, whose: tuple[str | None, ...]
) -> None:
    city.write(FILE, FIRST).write(path, SECOND)
    found = only_one(left_out(city))
    assert (found.period and str(found.period), found.unit, found.form) == whose
    assert path.startswith(found.path)
    assert counts(city) == blob_id(FIRST)


def test_what_only_this_machine_has_against_a_file_stops(city: City) -> None:
    """The filing may be without fault: nobody goes on without it."""
    file = city.write(FILE, FIRST).root / FILE
    (city.root / "twin.csv").hardlink_to(file)
    assert stopped(city).code == "E403"


# --- the fault of the YAML -----------------------------------------------------------------------


def test_a_column_added_to_a_form_whose_filings_have_receipts(city: City) -> None:
    received(city, ("2027-04-02T10:00:00+08:00", FIRST))
    city.edit(FORM, "type: boolean, example: 是}", WANTED)

    problem = stopped(city)
    assert (problem.code, problem.place) == ("E537", f"{FORM}:{city.line_of(FORM, '深度')}:5")
    assert problem.message == (
        "按现在的“入海排口台账”表的“深度”列，原来合格的 1 份报送不合格：缺少列（北港园区 2027-03）"
    )
    assert "valid_from: 2027-06" in problem.hint

    city.edit(FORM, "header: 深度,", "header: 深度, valid_from: 2027-06,")
    assert flow.read(city.root).problems == []


def test_git_tells_what_a_filing_was_read_by(city: City) -> None:
    git(city.root, "init", "-q")
    commit(city.write(FILE, FIRST), "2027-04-05T09:00:00+08:00")
    city.edit(FORM, "type: boolean, example: 是}", WANTED)
    assert stopped(city).code == "E537"
    commit(city, "2027-04-06T09:00:00+08:00")
    assert stopped(city).code == "E537"


def test_a_filing_that_was_faulty_from_the_beginning_is_its_own_fault(city: City) -> None:
    """Also where the YAML was edited since, and another filing is spoilt by that."""
    other = FILE.replace("beigang", "nangang")
    git(city.root, "init", "-q")
    city.write(other, sheet(OUTLETS, OUTLET.replace("北港", "南港")))
    commit(city.write(FILE, FAULTY), "2027-04-05T09:00:00+08:00")
    city.edit(FORM, "type: boolean, example: 是}", WANTED)

    world = flow.read(city.root)
    assert not world.sound
    assert [(p.code, p.left_out) for p in world.problems] == [("E537", False), ("E126", True)]
    assert "1 份" in world.problems[0].message
    assert "南港园区" in world.problems[0].message


def test_without_evidence_it_is_the_fault_of_the_filing(city: City) -> None:
    city.write(FILE, FIRST).edit(FORM, "type: boolean, example: 是}", WANTED)
    assert codes(only_one(left_out(city)).problems) == ["E126"]


def test_a_cell_edited_in_place_is_the_fault_of_the_filing(city: City) -> None:
    """What stands there is in no log and in no commit, whatever was there before."""
    git(city.root, "init", "-q")
    received(city, ("2027-04-02T10:00:00+08:00", FIRST))
    commit(city, "2027-04-05T09:00:00+08:00")
    city.edit(FORM, "PK[0-9]{3}", "PK[0-9]{3,4}").write(FILE, FAULTY)
    assert codes(only_one(left_out(city)).problems) == ["E223"]
    assert counts(city) == blob_id(FIRST)


def test_a_time_that_the_office_logged_proves_nothing(city: City) -> None:
    received(city, ("2027-04-02T10:00:00+08:00", FAULTY))
    log = city.root / "receipts/log.csv"
    assert stopped(city).code == "E537"
    log.write_text(log.read_text("utf-8").replace("系统,", "办公室,平台停机"), "utf-8")
    assert codes(only_one(left_out(city)).problems) == ["E223"]


LISTED = "name: 北港园区\n    files: "
DROPPED = [
    (FORM, "  - {id: sampled, header: 是否抽测, type: boolean, example: 是}\n", ""),
    (FORM, "every: quarter", "every: half_year"),
    ("units.yaml", f"{LISTED}[briefs, outlets, beaches]", f"{LISTED}[briefs, beaches]"),
    ("rules/filing.yaml", "first: 2027-03", "first: 2027-06"),
]


@pytest.mark.parametrize(("file", "old", "new"), DROPPED, ids=[d[1] for d in DROPPED])
def test_what_was_taken_away_is_told_where_it_was(
    city: City, file: str, old: str, new: str
) -> None:
    git(city.root, "init", "-q")
    city.edit("rules/filing.yaml", "day: 10\n", "day: 10\nstrict_columns: true\n")
    commit(city.write(FILE, FIRST), "2027-04-05T09:00:00+08:00")
    city.edit(file, old, new)
    problem = stopped(city)
    assert (problem.code, problem.file) == ("E537", file)
    assert problem.hint
