"""Versions side by side: never written again, listed for the selector, the same in every place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import flow
from generator.calendar import Month
from generator.catalogue.model.terms import Audience
from generator.flow import World
from generator.judging.kinds import KINDS
from generator.judging.results import Results
from generator.problems import has_errors
from generator.releases import Branch, Folder, Place, manifest
from generator.store import VARIABLE
from tests.factory import codes, only
from tests.merging.repository import git
from tests.releases.office import (
    AUGUST,
    MAY,
    OUTLETS,
    SPRING,
    SUMMER,
    Office,
    in_spring,
    opened,
    through_summer,
)
from tests.warm import taizhang

pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture(scope="module")
def office(remembered: None, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Spring published in May, summer in August, spring once more with a reason, and the present."""
    office = in_spring(tmp_path_factory, tmp_path_factory.mktemp("office") / "office")
    both: list[Place] = [office.shelf, office.branch]
    through_summer(office)
    assert not has_errors(office.publish(SUMMER, AUGUST, places=both).problems)
    again = office.publish(
        SPRING, AUGUST, reason="北港园区更正", as_of=date(2027, 7, 31), places=both
    )
    assert not has_errors(again.problems)
    assert not has_errors(office.publish("current", AUGUST, places=both).problems)
    return office


def test_the_selector_lists_every_version_newest_first_and_latest_leads_to_it(
    office: Office,
) -> None:
    listed = json.loads(office.page("versions.json"))
    assert [(each["version"], each["title"], each["aliases"]) for each in listed] == [
        ("current", "当前（未定稿）", []),
        ("2027-06", "2027年6月", ["latest"]),
        ("2027-03-r2", "2027年3月（第2版）", []),
        ("2027-03", "2027年3月", []),
    ]
    assert str((office.shelf.path / "latest").readlink()) == "2027-06"
    assert 'url=latest/index.html"' in office.page("index.html")


def test_a_branch_holds_the_same_bytes(office: Office) -> None:
    names = git(office.root, "ls-tree", "--name-only", "pages").stdout.split()
    assert set(names) == {path.name for path in office.shelf.path.iterdir()} | {".nojekyll"}
    listed = git(office.root, "ls-tree", "-r", "pages", "2027-06/").stdout.splitlines()
    found = {line.split("\t")[1]: line.split()[2] for line in listed}
    folder = office.shelf.path
    own = {p.relative_to(folder).as_posix() for p in (folder / "2027-06").rglob("*") if p.is_file()}
    assert found.keys() == own
    given = "".join(f"{folder / path}\n" for path in found)
    hashed = git(office.root, "hash-object", "--no-filters", *given.split()).stdout.split()
    assert hashed == list(found.values())
    assert "120000" not in git(office.root, "ls-tree", "-r", "pages").stdout
    page = git(office.root, "show", "pages:latest/index.html").stdout
    assert 'url=../2027-06/index.html"' in page


def test_what_was_said_in_may_is_still_said_in_august(
    office: Office, truly: None, tmp_path: Path
) -> None:
    fresh = Folder(tmp_path / "published")
    first = git(office.root, "rev-list", "--max-parents=0", "HEAD").stdout.strip()
    assert not has_errors(office.publish(SPRING, AUGUST, revision=first, places=[fresh]).problems)
    stood = manifest.digests(office.shelf.path / "2027-03")
    assert stood == manifest.digests(fresh.path / "2027-03")
    told = manifest.parse((office.shelf.path / "2027-03" / "manifest.json").read_bytes())
    assert (told.commit, str(told.as_of)) == (first, "2027-04-30")
    assert told.files == stood


def test_publishing_again_makes_a_revision_and_needs_a_reason(office: Office) -> None:
    problem = only([p for p in office.publish(SPRING, AUGUST).problems if p.code == "E619"])
    assert "第3版" in problem.hint
    told = manifest.parse((office.shelf.path / "2027-03-r2" / "manifest.json").read_bytes())
    assert (told.reason, told.previous and told.previous.version) == ("北港园区更正", "2027-03")
    assert "北港园区更正" in office.page("2027-03-r2/changes.html")


def test_publishing_what_stands_already_changes_nothing(office: Office) -> None:
    before = {p: p.lstat().st_mtime_ns for p in office.shelf.path.rglob("*")}
    report = office.publish(SUMMER, AUGUST)
    assert [each.new for each in report.standing] == [False]
    assert not has_errors(report.problems)
    assert before == {p: p.lstat().st_mtime_ns for p in office.shelf.path.rglob("*")}


def test_without_a_month_every_closed_one_that_is_not_out_is_published(tmp_path: Path) -> None:
    office = opened(tmp_path)
    through_summer(office)
    report = office.publish(None, AUGUST, places=[office.branch])
    assert [(each.version, each.new) for each in report.standing] == [
        ("2027-03", True),
        ("2027-06", True),
    ]
    again = office.publish(None, AUGUST, places=[office.branch])
    assert [each.new for each in again.standing] == [False, False]


def test_all_months_of_an_order_are_read_once_and_each_day_is_judged_once(
    truly: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the bytes are those of versions that are made one by one, by whoever keeps nothing."""
    office = opened(tmp_path)
    through_summer(office)
    asked: list[object] = []
    read, judge = flow.read, flow.judge

    def reading(*given: Any, **more: Any) -> World:
        asked.append("read")
        return read(*given, **more)

    def judging(world: World, day: date, audience: Audience = "internal") -> Results:
        asked.append(day)
        return judge(world, day, audience)

    with monkeypatch.context() as patch:
        patch.setattr(flow, "read", reading)
        patch.setattr(flow, "judge", judging)
        report = office.publish(None, AUGUST)
    assert [each.version for each in report.standing] == ["2027-03", "2027-06"]
    assert asked.count("read") == 1
    assert len(asked) == len(set(asked))
    monkeypatch.setenv(VARIABLE, "-")
    alone = Folder(tmp_path / "alone")
    for month in (SPRING, SUMMER):
        assert not has_errors(office.publish(month, AUGUST, places=[alone]).problems)
    made, single = (_bytes(each.path) for each in (office.shelf, alone))
    assert made == single


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_change_in_an_old_filing_is_told_cell_by_cell_with_whoever_made_it(
    tmp_path: Path, office: Office
) -> None:
    public = office.page("2027-06/changes.html")
    assert "“整治阶段”：整治中 → 已整治" in public
    assert OUTLETS in public
    assert "title" in public
    assert "按期报送" in public
    assert not [who for who in ("李北港", "赵主任", "王办") if who in public]
    inside = Folder(tmp_path / "internal")
    first = git(office.root, "rev-list", "--max-parents=0", "HEAD").stdout.strip()
    assert not has_errors(
        office.publish(SPRING, AUGUST, edition="internal", places=[inside], revision=first).problems
    )
    assert not has_errors(
        office.publish(SUMMER, AUGUST, edition="internal", places=[inside]).problems
    )
    page = (inside.path / "2027-06" / "changes.html").read_text("utf-8")
    corrected = page[page.index('id="corrected"') :]
    assert "李北港" in corrected
    assert "赵主任" in page[page.index('id="edited"') :]
    assert "北港园区更正一季度报送" in page
    unit = (inside.path / "2027-06" / "units" / "beigang.html").read_text("utf-8")
    assert "“整治阶段”：整治中 → 已整治" in unit
    other = (inside.path / "2027-06" / "units" / "nangang.html").read_text("utf-8")
    assert "整治中 → 已整治" not in other


def test_a_change_that_came_in_later_is_told_and_does_not_count_yet(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    office = in_spring(tmp_path_factory, tmp_path / "office")
    first = office.commit_id
    through_summer(office)
    office.city.edit(OUTLETS, "月牙渔港东侧,已整治", "月牙渔港东侧,未整治")
    office.commit("年底改一季度", "2027-12-01")
    assert not has_errors(office.publish(SUMMER, date(2027, 12, 3)).problems)
    page = office.page("2027-06/changes.html")
    assert "“整治阶段”：已整治 → 未整治" in page
    assert "2027年12月1日 09:00收到，本版尚不计入" in page
    filed = office.page("2027-06/sources/2027-03/beigang.html")
    row = filed[filed.index('id="outlets-2"') :]
    assert "已整治" in row[: row.index("</tr>")]
    corrected = git(office.root, "rev-parse", "HEAD~2").stdout.strip()
    assert f"<dd>{corrected[:12]}</dd>" in filed
    assert f"<dd>{first[:12]}</dd>" in office.page("2027-03/sources/2027-03/beigang.html")


def test_files_that_two_versions_share_lie_on_the_disk_once(office: Office) -> None:
    shared = [
        path
        for path in (office.shelf.path / "2027-06").rglob("*")
        if path.is_file() and path.stat().st_nlink > 1
    ]
    every = [path for path in (office.shelf.path / "2027-06").rglob("*") if path.is_file()]
    assert len(shared) > len(every) / 2
    assert "codes/cells.html" in {
        path.relative_to(office.shelf.path / "2027-06").as_posix() for path in shared
    }


@pytest.mark.parametrize(
    ("what", "today", "as_of", "code"),
    [
        (Month(2027, 5), AUGUST, None, "E618"),  # filings are due by the quarter
        (Month(2027, 9), AUGUST, None, "E618"),  # not closed yet
        (SUMMER, AUGUST, date(2027, 8, 16), "E618"),  # a day that has not come
    ],
)
def test_what_cannot_be_published_yet_is_refused(
    office: Office, what: Month, today: date, as_of: date | None, code: str
) -> None:
    report = office.publish(what, today, as_of=as_of)
    assert codes(report.problems)[-1] == code
    assert not report.standing


def test_an_unsettled_version_gives_way_to_the_next(tmp_path: Path) -> None:
    office = opened(tmp_path)
    assert not has_errors(office.publish("current", date(2027, 4, 6)).problems)
    before = office.page("current/manifest.json")
    assert not has_errors(office.publish("current", date(2027, 4, 7)).problems)
    assert office.page("current/manifest.json") != before
    assert 'url=current/index.html"' in office.page("index.html")
    assert not (office.shelf.path / "latest").exists()


def test_two_editions_never_share_a_place(office: Office) -> None:
    report = office.publish(SUMMER, AUGUST, edition="internal")
    assert codes(report.problems)[-1] == "E617"


def test_what_belongs_to_somebody_else_is_left_alone(office: Office, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("不要动")
    assert codes(
        office.publish(SUMMER, AUGUST, places=[Folder(tmp_path / "letters")]).problems
    ) == ["E617"]
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]
    for name in ("main", "..", "HEAD~"):
        refused = office.publish(SUMMER, AUGUST, places=[Branch(office.root, name)])
        assert codes(refused.problems) == ["E617"], name
    git(office.root, "branch", "kept")
    assert codes(office.publish(SUMMER, AUGUST, places=[Branch(office.root, "kept")]).problems) == [
        "E617"
    ]


def test_a_name_stands_for_the_same_version_in_every_place(tmp_path: Path) -> None:
    office = opened(tmp_path)
    assert not has_errors(office.publish(SPRING, MAY, places=[office.branch]).problems)
    through_summer(office)
    both: list[Place] = [office.shelf, office.branch]
    report = office.publish(SUMMER, AUGUST, places=both)
    assert not has_errors(report.problems)
    told = git(office.root, "show", "pages:2027-03/manifest.json").stdout
    assert office.page("2027-03/manifest.json") == told
    folder = office.shelf.path / "2027-03"
    assert manifest.digests(folder) == manifest.parse(told.encode()).files
    other = Folder(tmp_path / "other")
    assert not has_errors(
        office.publish(SPRING, AUGUST, as_of=date(2027, 5, 5), places=[other]).problems
    )
    refused = office.publish(SUMMER, AUGUST, places=[office.branch, other])
    assert codes(refused.problems) == ["E617"]
    page = folder / "index.html"
    page.unlink()
    page.write_text("改")
    refused = office.publish(None, AUGUST, places=[office.shelf, Branch(office.root, "second")])
    assert codes(refused.problems) == ["E611"]


def test_a_broken_commit_is_not_published(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.city.edit("rules/judging/all.yaml", "title: 按时报送", "titel: 按时报送")
    office.commit("写错了", "2027-04-06")
    report = office.publish(SPRING, MAY)
    assert has_errors(report.problems)
    assert not list(office.shelf.path.glob("2*"))


def test_the_public_edition_names_nothing_internal_in_its_manifest() -> None:
    from generator import catalogue
    from generator.releases import compare
    from tests.place import PROJECT

    declared, _ = catalogue.read(PROJECT, KINDS)
    assert declared is not None
    assert {"scores", "township-ranking"} <= compare.hidden(declared)


def test_a_shallow_clone_publishes_nothing_anywhere(office: Office, tmp_path: Path) -> None:
    """It would tell of no correction and of no time, and what it wrote would stay."""
    clone, shelf = tmp_path / "clone", tmp_path / "published"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{office.root}", str(clone))
    for places in (["--to", str(shelf)], ["--branch", "out"], []):
        done = taizhang("publish", "2027-06", "--root", str(clone), *places)
        assert done.returncode == 1
        assert "浅克隆，历史不全，更正和收到时间查不到 [E624]" in done.stderr
        assert "git fetch --unshallow" in done.stderr
        assert "没有发布新的版本" in done.stderr
    assert not shelf.exists()
    assert not (clone / "build").exists()
    assert git(clone, "branch", "--list", "out").stdout == ""
