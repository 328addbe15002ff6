"""The office through the year: what is due, publishing at the terminal, and the next plan year."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator import catalogue, flow, new_year
from generator.judging.kinds import KINDS
from generator.problems import has_errors
from generator.releases import manifest
from tests.factory import City, codes, harbour, only
from tests.journeys.test_command_line import root
from tests.merging.repository import git
from tests.warm import taizhang

__all__ = ["root"]

# --- due -----------------------------------------------------------------------------------------


def test_a_reminder_names_who_is_missing_and_what_falls_due(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    city.remove("submissions/2027-06/beigang/outlets.csv")
    git(city.root, "init", "-q")
    git(city.root, "add", "-A")
    git(
        city.root, "-c", "user.name=甲", "-c", "user.email=a@city.example", "commit", "-qm", "报送",
        GIT_COMMITTER_DATE="2027-07-05T09:00:00+08:00",
    )  # fmt: skip
    words = ("due", "--root", str(city.root), "--as-of", "2027-07-06")
    said = taizhang(*words, "--format", "markdown").stdout
    assert said.startswith("# 2027年7月6日至2027年7月13日到期的事项和尚缺的报送\n")
    missing = said[said.index("## 尚缺的报送") : said.index("## 到期的事项")]
    assert "| 北港园区" in missing
    assert re.search(r"@beigang.* \| 2027年6月 \| 2027年7月9日 \| 入海排口", missing)
    assert "南港园区" not in missing
    late = taizhang("due", "--root", str(city.root), "--as-of", "2027-07-12").stdout
    assert "（已过期）" in late
    other = taizhang(*words, "--unit", "南港园区").stdout
    assert "尚缺的报送：没有。" in other
    none = taizhang("due", "--root", str(city.root), "--as-of", "2027-07-06", "--days", "0").stdout
    assert "尚缺的报送：没有。" in none


# --- publishing at the terminal ------------------------------------------------------------------


@pytest.fixture
def repository(root: Path) -> Path:
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("build/\n")
    commit(root, "起点", "2023-07-20")
    return root


def commit(folder: Path, said: str, day: str) -> None:
    git(folder, "add", "-A")
    git(
        folder, "-c", "user.name=甲", "-c", "user.email=a@city.example", "commit", "-qm", said,
        GIT_COMMITTER_DATE=f"{day}T09:00:00+08:00",
    )  # fmt: skip


def test_the_office_publishes_verifies_and_is_told_what_it_forgot(repository: Path) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        done = taizhang(*words, "--root", str(repository))
        return done.returncode, done.stdout, done.stderr

    place = repository / "build" / "published"
    code, said, _ = run("publish", "2023-07")
    assert code == 0
    digest = manifest.digest((place / "2023-07" / "manifest.json").read_bytes())
    assert said == f"2023年7月已发布：{place}/2023-07（清单 {digest[:12]}）\n"
    assert run("publish", "2023-07")[1] == f"2023年7月已经发布，没有变化：{place}/2023-07\n"

    file = repository / "submissions" / "2023-07" / "east" / "funds.csv"
    file.write_text(file.read_text("utf-8").replace("4600", "5600"), "utf-8")
    code, said, told = run("verify", str(place / "2023-07"))
    assert code == 0
    assert "2023-07 属实" in said
    assert re.search(
        r"submissions/2023-07/east/funds.csv:2: .*由“4600”改为“5600”（还没有提交）", told
    )
    assert "submissions/2023-07/east/funds.csv有改动没有提交" in run("publish", "2023-07")[2]

    commit(repository, "更正", "2023-08-02")
    code, said, told = run("publish", "2023-07")
    assert (code, said) == (1, "")
    assert "[E619]" in told
    assert "没有发布新的版本，已发布的内容没有改动。" in told
    code, said, _ = run("publish", "2023-07", "--reason", "东县更正")
    assert (code, "2023年7月（第2版）已发布" in said) == (0, True)

    page = place / "2023-07" / "index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    code, _, told = run("verify", str(place), "--quick")
    assert code == 1
    assert "2023-07/index.html 被改动 [E611]" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish", "七月"], "请写成 2023-06，或写 current"),
        (["publish", "2023-07", "--commit", "nowhere"], "没有“nowhere”这个版本"),
        (["publish", "2023-07", "--edition", "secret"], "没有“secret”这种版本"),
        (["verify", "http://127.0.0.1:9/x"], "打不开 http://127.0.0.1:9/x/manifest.json"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(repository: Path, words: list[str], said: str) -> None:
    done = taizhang(*words, "--root", str(repository))
    assert done.returncode == 2
    assert said in done.stderr


def test_without_a_repository_nothing_can_be_published(root: Path) -> None:
    done = taizhang("publish", "2023-07", "--root", str(root))
    assert done.returncode == 2
    assert "不在 git 仓库中" in done.stderr


# --- the next plan year --------------------------------------------------------------------------


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path)


def test_the_next_year_has_the_same_rules_a_year_on_and_nothing_filed(city: City) -> None:
    before = manifest.digests(city.root)
    new = city.root.with_name("2028")
    begun = new_year.begin(city.root, 2028, new)
    assert isinstance(begun, new_year.Begun)
    assert manifest.digests(city.root) == before
    assert not (new / "submissions").exists()
    assert (new / "receipts" / "log.csv").read_text("utf-8").count("\n") == 1
    old, young = (City(folder).root / "rules" / "filing.yaml" for folder in (city.root, new))
    assert young.read_text("utf-8") == old.read_text("utf-8").replace("2027-", "2028-")
    shifted = (new / "tasks.yaml").read_text("utf-8")
    assert "plan_year: 2028" in shifted
    assert not re.search(r"(due|date): 2027", shifted)
    told = (new / new_year.TASKS).read_text("utf-8")
    for left in begun.left:
        assert f"`{left.file}` 第{left.line}行" in told
        assert "2027" in left.text
    assert [code for code in codes(begun.problems) if code[0] == "E"] == ["E531"]
    assert "W541" in codes(begun.problems)  # no calendar of 2029 yet


def test_with_the_new_notice_the_new_year_is_whole(city: City) -> None:
    new = city.root.with_name("2028")
    assert isinstance(new_year.begin(city.root, 2028, new), new_year.Begun)
    for file in (
        new / "rules" / "notice.txt",
        new / "tasks.yaml",
        new / "rules" / "questions.yaml",
    ):
        file.write_text(file.read_text("utf-8").replace("2027", "2028"), "utf-8")
    for file in (new / "rules" / "calendar").glob("*.yaml"):
        assert file.name in ("2027.yaml", "2028.yaml")
    declared, problems = catalogue.read(new, KINDS)
    assert not has_errors(problems), problems
    assert declared is not None
    assert declared.day_shown(date(2030, 1, 1)) == date(2029, 1, 11)
    world = flow.read(new)
    results = flow.judge(world, date(2028, 7, 20))
    assert {v.state.value for v in results.verdicts if v.binding and v.value} == set()


def test_what_was_decided_stays_and_the_last_day_of_february_stays_the_last() -> None:
    moved = new_year._moved
    assert moved(("due",), "2027-02-28", 1, 2027) == "2028-02-29"
    assert moved(("due",), "2028-02-29", 1, 2028) == "2029-02-28"
    assert moved(("first",), "2027-03", 1, 2027) == "2028-03"
    assert moved(("resolution", "date"), "2027-03-01", 1, 2027) is None
    assert moved(("issued",), "2027-03-01", 1, 2027) is None
    assert moved(("due",), "2020-03-01", 1, 2027) is None


@pytest.mark.parametrize("year", [2027, 2026])
def test_a_year_that_is_not_ahead_is_refused(city: City, year: int) -> None:
    found = new_year.begin(city.root, year, city.root.with_name("x"))
    assert isinstance(found, list)
    assert only(found).code == "E623"


def test_what_is_there_is_not_overwritten(city: City) -> None:
    found = new_year.begin(city.root, 2028, city.root)
    assert isinstance(found, list)
    assert only(found).code == "E623"
    done = taizhang("new-year", "2028", "--root", str(city.root), "--to", str(city.root))
    assert done.returncode == 1
    assert "已经存在，不会覆盖它" in done.stderr


def test_registers_begin_anew(city: City) -> None:
    entry = "{id: X2027-01, kind: statement, units: [xidao], period: 2027-03, paper: 函1号, date: 2027-04-12}"
    city.write("rules/exceptions.yaml", f"# 登记\nexceptions:\n  - {entry}\n")
    new = city.root.with_name("2028")
    assert isinstance(new_year.begin(city.root, 2028, new), new_year.Begun)
    assert (new / "rules/exceptions.yaml").read_text("utf-8") == "# 登记\nexceptions: []\n"
