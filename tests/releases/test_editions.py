"""Versions of the public edition hold no trace of what is internal, however it was edited."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from generator import releases
from generator.calendar import Month
from generator.catalogue.model.terms import Audience
from generator.flow import Unwatched
from generator.problems import has_errors
from generator.releases import Folder, Order
from tests.merging.repository import git
from tests.world import SPENT, World

SECRET = (
    "秘密措施",
    "绝密",
    "visits",
    "verborgen",
    "Z77-KEEP-77Z",
    "Z88",
    "T-15",
    "隐秘规则",
    "王五",
)


def commit(world: World, said: str, day: str) -> None:
    world.write()
    git(world.folder, "init", "-q", "-b", "main")
    git(world.folder, "add", "-A")
    git(
        world.folder, "-c", "user.name=王五", "-c", "user.email=w@city.example", "commit", "-qm", said,
        GIT_COMMITTER_DATE=f"{day}T09:00:00+08:00",
    )  # fmt: skip


def world(folder: Path) -> World:
    made = World(folder / "city", indicators=[dict(SPENT)], files=("funds",))
    made.internal_forms = ("visits",)
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-06-30", "value": 50}]
    made.target("T-1", quote, indicator="spent", checkpoints=points)
    made.rule("threshold", provision="T-1", title="支出规则")
    made.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter", basis="assumed")
    made.towns("甲", "乙", "丙")
    made.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]])
    commit(made, "起点", "2023-07-10")
    made.files = ("funds", "visits")
    made.provision(
        "escalations",
        "T-15",
        "对后几名",
        title="秘密措施",
        measures=["一次警告"],
        audience="internal",
    )
    made.rule("coverage", id="verborgen", provision="T-3", register="towns", form="visits",
              item="township", dated_by="date", audience="internal", title="隐秘规则")  # fmt: skip
    made.rule("threshold", id="open", provision="T-1", title="公开规则")
    made.decide("T-15", "一次警告", "甲", "2023-07-12", reason="绝密")
    made.file("2023-07", "east", "visits", [["Z77-KEEP-77Z", "甲", "2023-07-05"]])
    made.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 5600, "2023-06-30"]])
    commit(made, "绝密的改动", "2023-08-05")
    made.file("2023-07", "east", "visits", [["Z88", "甲", "2023-07-05"]])
    made.file("2023-08", "east", "funds", [["P1", "中央", 10000, 20000, 5600, "2023-06-30"]])
    commit(made, "再改", "2023-08-10")
    return made


def published(made: World, edition: Audience, out: Path, since: int = 0) -> None:
    place = Folder(out)
    first = git(made.folder, "rev-list", "--max-parents=0", "HEAD").stdout.strip()
    for month, revision in ((7, first), (8, "HEAD~1"), (9, "HEAD"))[since:]:
        order = Order(
            Month(2023, month), edition, date(2023, 12, 1), revision, date(2023, month, 25)
        )
        report = releases.publish(made.folder, order, [place], Unwatched())
        assert not has_errors(report.problems), report.problems


def every_text(folder: Path) -> dict[str, str]:
    """What is in every file, archives and workbooks opened."""
    found = {}
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        name = file.relative_to(folder).as_posix()
        found[name] = name + file.read_bytes().decode("utf-8", "replace")
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for inside in archive.namelist():
                    found[f"{name}/{inside}"] = inside + archive.read(inside).decode(
                        "utf-8", "replace"
                    )
    return found


def test_no_trace_of_what_is_internal_in_any_file(tmp_path: Path) -> None:
    made = world(tmp_path)
    published(made, "public", tmp_path / "public")
    published(made, "internal", tmp_path / "internal", since=1)
    public, internal = every_text(tmp_path / "public"), every_text(tmp_path / "internal")
    for word in SECRET:
        spellings = {word, word.replace("-", "&#45;")}
        assert any(spelt in text for text in internal.values() for spelt in spellings), word
        found = [name for name, text in public.items() for spelt in spellings if spelt in text]
        assert not found, (word, found[:5])
    page = public["2023-08/changes.html"]
    assert "公开规则" in page
    assert "4600 → 5600" in page
