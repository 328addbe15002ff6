"""A month that was withdrawn comes back by a person's word alone, and as another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import releases
from generator.flow import Unwatched
from generator.problems import has_errors
from generator.releases import Name, Place, Wish, manifest
from tests.factory import codes
from tests.releases.office import MAY, SPRING, in_spring
from tests.warm import taizhang


def test_it_is_a_new_version_with_a_reason_and_never_made_by_itself(
    remembered: None,
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> None:
    office = in_spring(tmp_path_factory, tmp_path / "office")
    wish = Wish(Name.parse("2027-03"), "附注有误", MAY, "public")
    assert releases.withdraw(office.root, wish, [office.shelf, office.branch]).sound
    both: list[Place] = [office.shelf, office.branch]
    daily = office.publish(None, MAY, places=both)
    assert codes(daily.problems) == ["W631"]
    assert not daily.standing
    assert "taizhang publish 2027-03 --reason" in daily.problems[0].hint
    asked = office.publish(SPRING, MAY, places=both)
    assert codes(asked.problems) == ["E619"]
    assert "第2版" in asked.problems[0].hint
    again = office.publish(SPRING, MAY, reason="已改正", places=both)
    assert not has_errors(again.problems), again.problems
    assert [each.version for each in again.standing] == ["2027-03-r2"] * 2
    told = manifest.parse((office.shelf.path / "2027-03-r2" / "manifest.json").read_bytes())
    assert told.previous is None  # nothing is compared with what is gone
    assert str((office.shelf.path / "latest").readlink()) == "2027-03-r2"
    for where, branch in ((str(office.shelf.path), False), ("pages", True)):
        found = releases.verify(where, office.root, True, Unwatched(), branch=branch)
        assert codes(found.problems) == ["W630"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["withdraw", "current", "--to", "x"], "请写成 2023-06 或 2023-06-r2"),
        (["withdraw", "2027-03", "--reason", "x"], "请写 --to 文件夹或 --branch 分支"),
        (["verify"], "只写一种"),
        (["verify", "x", "--branch", "pages"], "只写一种"),
        (["verify", "--branch", "nowhere"], "没有“nowhere”这个分支"),
        (["verify", "--branch", "-x"], "没有“-x”这个分支"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(words: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "tasks.yaml").touch()
    done = taizhang(*words, "--root", str(tmp_path))
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
