"""What units are reminded of is what ``due``, their pages and results.json have: nothing more, missing or twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator import flow
from generator.judging.results import as_json
from generator.pages import deeds
from generator.pages.deeds import Deed
from generator.pages.letters.reminder import Reminders, paper, reminders
from generator.pages.render import plain
from generator.pages.render.terminal import words
from generator.pages.site import Site
from generator.reports import due
from generator.words.states import AHEAD
from tests import seen
from tests.seen import DAYS
from tests.world import SPENT, World

on_each_day = pytest.mark.parametrize(("city", "day"), DAYS)


def told(found: Reminders) -> Iterator[tuple[str, Deed]]:
    return ((each.unit.id, deed) for each in found.letters for deed in each.owed.every)


@on_each_day
@pytest.mark.parametrize("ahead", [0, 7, 100])
def test_they_agree_with_what_is_due(city: str, day: str, ahead: int) -> None:
    site = seen.site(city, day)
    found, report = reminders(site, ahead), due.remind(site.results, ahead)
    missing = [
        (each.unit, each.month, each.due, form) for each in report.unfiled for form in each.forms
    ]
    names = {form.id: form.name for form in site.catalogue.forms.values()}
    forms = [
        (unit, deed.term, site.catalogue.due_of(unit, form, deed.term).last_day, names[form])
        for unit, deed in told(found)
        if deed.term
        for form in deed.forms
    ]
    assert sorted(forms) == sorted(missing)
    by_day = {(u, d.term, d.day) for u, d in told(found) if d.forms and d.day}
    assert by_day == {(e.unit, e.month, e.due) for e in report.unfiled if not e.late}
    own = Counter(
        (unit, verdict.provision, deed.day)
        for unit, deed in told(found)
        if deed.day and deed.verdicts and not deed.joint
        for verdict in [site.results.by_id[deed.verdicts[0]]]
    )
    alone = {v.provision for v in site.results.verdicts if v.subject}
    asked = {(u, e.provision, e.day) for e in report.due if e.provision in alone for u in e.units}
    assert set(own) == asked
    assert set(own.values()) <= {1}, "nothing is told twice"
    named = site.catalogue.provisions
    shared = [(words(row[1]), words(row[0])) for row in found.joint.rows]
    for each in report.due:
        if each.provision not in alone:
            when = deeds.when(each.day, site.results.case.as_of)
            assert shared.count((named[each.provision].name, when)) == 1


@on_each_day
def test_they_agree_with_the_pages_of_the_units(city: str, day: str) -> None:
    site = seen.site(city, day)
    found, last = reminders(site, 7), site.results.case.as_of + timedelta(7)
    letters = {each.unit.id: each for each in found.letters}
    for unit in site.answerable:
        every = deeds.of_unit(site, unit)
        letter = letters.get(unit.id)
        told = letter.filed if letter else ()
        near = [deed for deed in every if deed.day is None or deed.day <= last]
        lacking = [words(deed.what) for deed in near if deed not in told]
        assert not lacking
        on_page = {(words(deed.what), deed.joint) for deed in every}
        assert {(words(deed.what), deed.joint) for deed in told} <= on_page


@on_each_day
def test_every_verdict_that_falls_due_is_told_of_once(city: str, day: str) -> None:
    site = seen.site(city, day)
    results = json.loads(as_json(site.results))
    last = (site.results.case.as_of + timedelta(30)).isoformat()
    filing = site.catalogue.filing_provisions
    falls_due = {
        v["id"]
        for v in results["verdicts"]
        if v["due"] and results["as_of"] <= v["due"] <= last
        if v["state"] in AHEAD and v["provision"] not in filing and v["subject"]
    }
    found = reminders(site, 30)
    own = [v for _, deed in told(found) if not deed.joint for v in deed.verdicts]
    assert falls_due <= set(own)
    assert len(own) == len(set(own))
    assert set(own) <= {v["id"] for v in results["verdicts"]}


@on_each_day
def test_who_has_nothing_gets_no_letter_and_is_named(city: str, day: str) -> None:
    site = seen.site(city, day)
    found = reminders(site, 7)
    named = [each.unit.id for each in found.letters] + [unit.id for unit in found.without]
    everybody = {u.id for u in (*site.answerable, *site.catalogue.filers())}
    assert sorted(named) == sorted(everybody)
    assert all(unit.name in found.nothing for unit in found.without)
    assert bool(found.nothing) == bool(found.without)


@on_each_day
def test_each_letter_says_what_to_do_and_where(city: str, day: str) -> None:
    site = seen.site(city, day)
    for each in reminders(site, 7).letters:
        text = "\n".join(plain.lines(paper(site, each)))
        assert each.unit.name in each.subject
        assert all(words(deed.what) in text for deed in each.filed)
        assert all(f"传到 submissions/{term}/{each.unit.id}/" in text for term in each.terms)
        assert "http" not in text.replace(site.catalogue.filing.upload.partition("{")[0], "")


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", indicators=[dict(SPENT)])
    points = [{"date": "2023-06-30", "value": 50}]
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, title="支出节点", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    for month in ("2023-04", "2023-05"):
        for unit in ("east", "west"):
            world.file(month, unit, "funds", [["P1", "中央", 1, 2, 1, f"{month}-10"]])
    return world


def letters(world: World, day: str, days: int = 7) -> dict[str, str]:
    site = Site(world.judge(day))
    found = reminders(site, days)
    return {each.unit.id: "\n".join(plain.lines(paper(site, each))) for each in found.letters}


def test_what_the_office_allowed_is_honoured(world: World) -> None:
    assert "补报2023年6月的1张表" in letters(world, "2023-06-25")["east"]
    world.allow("extension", "2023-06-19", period="2023-06", until="2023-06-28")
    found = letters(world, "2023-06-25")
    assert "2023年6月28日前（还有3天）：报2023年6月的1张表" in found["east"]
    assert "期限已过" not in found["east"]
    assert "补报2023年6月的1张表" in found["west"]
    world.exceptions.clear()
    world.allow("exemption", "2023-06-19", period="2023-06")
    assert "2023年6月的1张表" not in letters(world, "2023-06-25").get("east", "")


def test_a_deadline_that_is_read_in_two_ways_is_told_in_both(world: World) -> None:
    text = "1. 2023年6月20日前（还有5天）：报2023年6月的1张表"
    assert text in letters(world, "2023-06-15")["east"]
    assert "按“" not in letters(world, "2023-06-15")["east"]
    world.readings = [{"id": "strict", "name": "不含当日", "inclusive": False}]
    world.question("A01")
    world.policy = {"questions": ["A01"]}
    found = letters(world, "2023-06-15")["east"]
    assert text in found
    assert "按“不含当日”，期限为2023年6月19日" in found
    world.allow("extension", "2023-06-10", period="2023-06", until="2023-06-21")
    assert "按“" not in letters(world, "2023-06-15")["east"], "what was given is as long by any"


@pytest.mark.parametrize("day", ["2023-06-18", "2023-06-25"])
def test_what_came_in_spoilt_is_told_once_and_with_its_deadline(world: World, day: str) -> None:
    world.file("2023-06", "east", "funds", [["P1", "中央", 1, 20000, 4600, "2023-06-10"]])
    world.write()
    file = world.folder / "submissions/2023-06/east/funds.csv"
    file.write_text(file.read_text("utf-8").replace("20000", "很多"), "utf-8", newline="")
    read = flow.read(world.folder)
    assert read.sound
    site = Site(flow.judge(read, date.fromisoformat(day)))
    found = {each.unit.id: each for each in reminders(site, 7).letters}["east"]
    text = "\n".join(plain.lines(paper(site, found)))
    assert "有误没有计入" in found.subject
    assert text.count("改正2023年6月“资金”，重新报送") == 1
    assert "按未报送处理；期限为2023年6月20日" in text
    assert "补报2023年6月" not in text
    assert "报2023年6月的1张表" not in text
    assert "传到 submissions/2023-06/east/" in text
