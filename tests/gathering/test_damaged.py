"""Whatever became of a folder on the way is tolerated and said, and the others are shown."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.gathering.gathered import Gathered, gather
from generator.pages import summary
from generator.pages.summary import Summary
from generator.releases import manifest
from generator.releases.tombstone import Tombstone
from tests.gathering.folders import (
    DAY,
    PLAIN,
    edited,
    of_two,
    site,
    version,
    wanted,
    write_manifest,
)

OTHER = replace(PLAIN, headline="另一处")


def beside_a_sound_one(folder: Path) -> Gathered:
    """What comes of the folder ``b`` and a sound one."""
    site(folder / "a")
    return gather(wanted(folder, {"a": "a", "b": "b"}))


def truncated(folder: Path) -> None:
    site(folder)
    file = folder / "site" / summary.FILE
    file.write_bytes(file.read_bytes()[:-40])


def without_sum(data: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        site(folder, data)

    return make


def leads_out(folder: Path) -> None:
    site(folder)
    outside = folder.parent / "outside.json"
    (folder / "site" / summary.FILE).rename(outside)
    (folder / "site" / summary.FILE).symlink_to(outside)


def huge(folder: Path) -> None:
    site(folder)
    with (folder / "site" / summary.FILE).open("r+b") as stream:
        stream.truncate(64 << 20)


def changed(folder: Path) -> None:
    own = version(folder, "2023-07", OTHER)
    file = own / summary.FILE
    file.write_bytes(file.read_bytes().replace(b'"behind"', b'"met"'))


def gone(folder: Path) -> None:
    (version(folder, "2023-07", OTHER) / summary.FILE).unlink()


def of_an_older_program(folder: Path) -> None:
    own = version(folder, "2023-07")
    (own / summary.FILE).unlink()
    (own / summary.SUM).unlink()
    write_manifest(own, "2023-07")


def spoilt_manifest(folder: Path) -> None:
    (version(folder, "2023-07") / manifest.FILE).write_text("{", "utf-8")


def withdrawn(folder: Path) -> None:
    (folder / "2023-07").mkdir(parents=True)
    stone = Tombstone("2023-07", "public", DAY, "办公室", "有误", "0" * 64, "1" * 40, "1" * 40)
    for name, data in stone.files().items():
        (folder / "2023-07" / name).write_bytes(data)


def set_(*at: Any, to: Any) -> Callable[[Path], None]:
    """A summary in which something stands otherwise."""

    def change(data: Any) -> None:
        for step in at[:-1]:
            data = data[step]
        data[at[-1]] = to

    return without_sum(edited(change))


def circle(folder: Path) -> None:
    site(folder)
    file = folder / "site" / summary.FILE
    file.unlink()
    file.symlink_to(file.name)


def pipe(folder: Path) -> None:
    site(folder)
    (folder / "site" / summary.FILE).unlink()
    os.mkfifo(folder / "site" / summary.FILE)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "not there": (lambda folder: None, "E651"),
    "nothing in it": (lambda folder: folder.mkdir(), "E651"),
    "a site without a summary": (
        lambda folder: (site(folder) / "site" / summary.FILE).unlink(), "E651"),
    "of an older program": (of_an_older_program, "E651"),
    "withdrawn": (withdrawn, "E651"),
    "truncated": (truncated, "E652"),
    "changed": (changed, "E652"),
    "gone": (gone, "E652"),
    "a spoilt manifest": (spoilt_manifest, "E652"),
    "a link that leads out": (leads_out, "E652"),
    "a circle of links": (circle, "E652"),
    "a pipe": (pipe, "E652"),
    "of an absurd size": (huge, "E652"),
    "half of JSON": (without_sum(PLAIN.as_bytes()[:200]), "E652"),
    "nested without end": (without_sum(b"[" * 200_000), "E652"),
    "a list": (without_sum(b"[]"), "E652"),
    "no number": (set_("duties", "met", to=float("nan")), "E652"),
    "a number beyond all": (set_("duties", "met", to=10**30), "E652"),
    "a negative count": (set_("duties", "met", to=-1), "E652"),
    "an unknown state": (set_("duties", to={"splendid": 1}), "E652"),
    "a field too many": (set_("more", to=1), "E652"),
    "words for a number": (set_("indicators", 0, "decimals", to="1"), "E652"),
    "no day": (set_("as_of", to="2023-13-40"), "E652"),
    "a day of another age": (set_("matters", 0, "due", to="0001-01-01"), "E652"),
    "a part that there is not": (set_("matters", 0, "part", to="nobody"), "E652"),
    "a word as long as a sentence": (set_("matters", 0, "word", to="长" * 30), "E652"),
    "an unknown edition": (set_("edition", to="secret"), "E652"),
    "an older format": (set_("format", to=0), "E653"),
    "a newer format": (set_("format", to=3), "E653"),
    "no format": (set_("format", to="1"), "E652"),
    "for the office alone": (set_("edition", to="internal"), "E654"),
    "the same once more": (lambda folder: site(folder), "E655"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_used_is_said_and_the_others_are_shown(fault: str, tmp_path: Path) -> None:
    make, code = FAULTS[fault]
    make(tmp_path / "b")
    found = beside_a_sound_one(tmp_path)
    assert [problem.code for problem in found.told] == [code]
    assert all(problem.left_out and "b县" in problem.message for problem in found.told)
    twice = code == "E655"
    assert [entry.use for entry in found.entries] == ["used", "twice" if twice else "unfit"]
    assert found.lacking == (0 if twice else 1)
    assert sum(found.duties.values()) == 3


def test_a_page_that_is_not_as_published_spoils_no_figure(tmp_path: Path) -> None:
    own = version(tmp_path / "b", "2023-07", OTHER)
    (own / "tasks/T-1.html").write_text("别的", "utf-8")
    (own / "index.html").unlink()
    found = beside_a_sound_one(tmp_path)
    assert [problem.code for problem in found.told] == ["W657"]
    assert "有 2 个文件与清单不符，如 index.html、tasks/T-1.html" in found.told[0].message
    assert len(found.used) == 2


def test_what_nothing_is_held_against_is_told(tmp_path: Path) -> None:
    (site(tmp_path / "b", OTHER) / "site" / summary.SUM).unlink()
    found = beside_a_sound_one(tmp_path)
    assert [problem.code for problem in found.told] == ["W656"]


def test_another_plan_year_is_shown_and_not_added(tmp_path: Path) -> None:
    found = of_two(tmp_path, replace(PLAIN, year=2022))
    assert [problem.code for problem in found.told] == ["W655"]
    assert [entry.use for entry in found.entries] == ["used", "apart"]
    assert sum(found.duties.values()) == 3
    assert len(found.matters) == 1


def test_an_internal_gathering_takes_only_what_is_internal(tmp_path: Path) -> None:
    found = of_two(tmp_path, replace(PLAIN, edition="internal"), edition="internal")
    assert [problem.code for problem in found.told] == ["E654"]
    assert [entry.use for entry in found.entries] == ["unfit", "used"]
    assert "这里汇总的是内部版，那里给的是公开版" in found.told[0].message


def test_of_versions_the_newest_that_stands_is_taken(tmp_path: Path) -> None:
    place = tmp_path / "b"
    for month, name in ((5, "2023-05"), (6, "2023-06-r2"), (6, "2023-06"), (9, "current")):
        version(place, name, replace(PLAIN, headline=f"{month}月{name}"))
    (place / "latest").symlink_to("2023-05")
    withdrawn(place)
    found = beside_a_sound_one(tmp_path)
    assert found.entries[1].copy is not None
    assert found.entries[1].copy.version == "2023-06-r2"
    assert found.told == ()


@pytest.mark.parametrize(
    ("version_", "code"), [("2023-05", ""), ("2023-08", "E651"), ("current", "E651")]
)
def test_a_version_is_asked_for_by_name(version_: str, code: str, tmp_path: Path) -> None:
    version(tmp_path / "b", "2023-05", OTHER)
    version(tmp_path / "b", "2023-06", replace(PLAIN, headline="6月"))
    plan = wanted(tmp_path, {"b": "b"})
    (root,) = plan.gather.roots
    plan = replace(plan, gather=replace(plan.gather, roots=(replace(root, version=version_),)))
    found = gather(plan)
    assert [problem.code for problem in found.told] == ([code] if code else [])
    if code:
        assert "2023-06、2023-05" in found.told[0].hint


def test_a_version_is_taken_by_its_own_folder(tmp_path: Path) -> None:
    version(tmp_path / "p", "2023-05", OTHER)
    found = gather(wanted(tmp_path, {"b": "p/2023-05"}))
    assert found.told == ()
    assert [summary.headline for _, summary in found.used] == ["另一处"]


def test_of_two_with_one_id_the_second_gets_another(tmp_path: Path) -> None:
    site(tmp_path / "a")
    site(tmp_path / "b", OTHER)
    plan = wanted(tmp_path, {"a": "a", "b": "b"})
    one, two = plan.gather.roots
    twice = replace(plan.gather, roots=(one, replace(two, id="a")))
    found = gather(replace(plan, gather=twice))
    assert [entry.root.id for entry in found.entries] == ["a", "a-2"]
    assert [problem.code for problem in found.told] == ["W660"]


def test_what_another_has_gathered_counts_there_alone(tmp_path: Path) -> None:
    county = site(tmp_path / "a")
    digest = manifest.digest((county / "site" / summary.FILE).read_bytes())
    city = replace(PLAIN, headline="市", digests=(digest, "0" * 64))
    site(tmp_path / "b", city)
    site(tmp_path / "c", replace(city, headline="又一个市"))
    found = gather(wanted(tmp_path, {"a": "a", "b": "b", "c": "c"}))
    assert [problem.code for problem in found.told] == ["E655", "E655"]
    assert [entry.use for entry in found.entries] == ["twice", "used", "unfit"]


def test_text_is_cut_masked_and_no_more_than_text(tmp_path: Path) -> None:
    long = replace(PLAIN, headline="长" * 5_000, title="联系人电话13912345678")
    found = of_two(tmp_path, long)
    told = found.used[1][1]
    assert len(told.headline) < 700
    assert "13912345678" not in told.title


@pytest.mark.parametrize(
    "page",
    [
        "javascript:alert(1)", "//evil.example/a.html", "../../etc/passwd", "https://evil.example/x.html",
        "/tasks/T-1.html", "tasks/../../x.html", "a.html#<b>", "tasks\\x.html", "x.html?q=1",
    ],
)  # fmt: skip
def test_no_address_leads_anywhere_but_below_its_own_site(page: str, tmp_path: Path) -> None:
    bad = edited(lambda data: data["matters"][0].update(page=page))
    site(tmp_path / "b", bad)
    found = beside_a_sound_one(tmp_path)
    assert found.used[1][1].matters[0].page == ""


def test_the_form_is_the_one_that_is_described() -> None:
    told = json.loads(PLAIN.as_bytes())
    described = (Path(__file__).parents[2] / "docs/results.md").read_text("utf-8")
    named = described.partition("# summary.json")[2]

    def fields(part: Any) -> set[str]:
        match part:
            case dict():
                own = set() if part.keys() <= {"behind", "met"} else {*part}
                return own.union(*map(fields, part.values()))
            case list():
                return set().union(*map(fields, part))
            case _:
                return set()

    from generator.pages.summary import Part

    parts = {*Part.__dataclass_fields__}
    assert {name for name in fields(told) | parts if f"`{name}`" not in named} == set()
    assert Summary.__dataclass_fields__.keys() == told.keys()
