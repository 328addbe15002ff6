"""提醒函 and 督办单 say what pages and results.json say, to whom it concerns, and ask for nothing of their own."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue.model import Unit
from generator.judging.verdict import TOGETHER
from generator.pages import short
from generator.pages.letters import reminding, supervising
from generator.pages.letters.letter import Asked
from generator.pages.letters.reminder import everybody, of_unit, reminders
from generator.pages.papers import OfficialPaper, Paragraph
from generator.pages.render.terminal import words
from generator.pages.site import Site
from generator.pages.values import Table
from generator.words.states import ATTENTION
from tests import seen
from tests.pages.evidence import listed
from tests.seen import DAYS
from tests.supplement import supplemented
from tests.world import SPENT, World

NOTHING = Asked()

on_each_day = pytest.mark.parametrize(("city", "day"), DAYS)


def reminded(site: Site, unit: Unit, asked: Asked = NOTHING) -> OfficialPaper | None:
    found = of_unit(site, unit, 7)
    return reminding.written(site, found, asked) if found.owed.every else None


def supervised(site: Site, unit: Unit, asked: Asked = NOTHING) -> OfficialPaper | None:
    return supervising.written(site, of_unit(site, unit, 7), asked)


def ids(paper: OfficialPaper) -> set[str]:
    return {name for each in paper.paragraphs for s in each.sentences for name in s.verdicts}


def text(paper: OfficialPaper | None) -> str:
    assert paper is not None
    said = [words(s.says) for each in paper.paragraphs for s in each.sentences]
    tables = [each for s in paper.sections for each in s.pieces if isinstance(each, Table)]
    cells = [words(cell) for table in tables for row in table.rows for cell in row]
    return "\n".join([words(section.title) for section in paper.sections] + said + cells)


@on_each_day
def test_a_reminder_tells_of_all_that_the_unit_has_to_do(city: str, day: str) -> None:
    site = seen.site(city, day)
    for unit in everybody(site):
        owed, paper = of_unit(site, unit, 7).owed, reminded(site, unit)
        assert bool(paper) == bool(owed.every)
        if paper is None:
            continue
        told = [
            str(each.heading).rpartition("前：")[2] for each in paper.paragraphs if each.heading
        ]
        together = [
            section for section in paper.sections if words(section.title).startswith(TOGETHER)
        ]
        tables = [each for s in together for each in s.pieces if isinstance(each, Table)]
        told += [words(row[1]) for table in tables for row in table.rows]
        assert told == [words(deed.what) for deed in (*owed.alone, *owed.next, *owed.joint)]
        assert len(tables) == (len(owed.joint) > 1)
        for deed in owed.joint:
            assert words(deed.note).rstrip("。") in text(paper)
        assert {name for deed in owed.every for name in deed.verdicts} <= ids(paper)


@on_each_day
def test_a_supervision_is_about_what_is_short_and_the_unit_s_own(city: str, day: str) -> None:
    site = seen.site(city, day)
    told = set[str]()
    for unit in everybody(site):
        own = {v.id for v in short.every(site) if v.subject == unit.id and v.state in ATTENTION}
        own |= {v.id for v in short.untold(site) if v.subject == unit.id}
        paper = supervised(site, unit)
        assert bool(paper) == bool(own), "nobody is written to for what is held together"
        if paper:
            joint = [s for s in paper.sections if words(s.title).startswith(TOGETHER)]
            apart = {n for s in joint for p in s.pieces if isinstance(p, Paragraph)
                     for each in p.sentences for n in each.verdicts}  # fmt: skip
            assert all(site.results.by_id[name].subject is None for name in apart)
            assert ids(paper) - apart == own
            told |= own
    every = [*short.every(site), *short.untold(site)]
    assert told == {v.id for v in every if v.state in ATTENTION and v.subject}


@on_each_day
def test_each_sentence_is_whole_and_said_once(city: str, day: str) -> None:
    site = seen.site(city, day)
    for unit in everybody(site):
        for paper in filter(None, (reminded(site, unit), supervised(site, unit))):
            assert all(section.pieces for section in paper.sections)
            assert (paper.marks[0], "×" in paper.number, "×" in words(paper.day)) == (
                "代拟稿", "〔" in paper.number, True,
            )  # fmt: skip
            for each in paper.paragraphs:
                said = [words(sentence.says) for sentence in each.sentences]
                assert all(s.endswith("。") and "。。" not in s and len(s) > 1 for s in said)
                assert max(Counter(said).values()) == 1
                # Who writes calls himself 我办: 本单位 would be him.
                assert not any("本单位" in re.sub("“[^”]*”", "", s) for s in (*said, each.heading))
            assert not any("本单位" in words(section.title) for section in paper.sections)
            evidence = paper.evidence.rows if paper.evidence else ()
            assert {name for row in evidence for name in listed(words(row[2]))} == ids(paper)


@on_each_day
def test_what_is_the_same_of_many_terms_is_told_once(city: str, day: str) -> None:
    site = seen.site(city, day)
    for unit in everybody(site):
        if paper := reminded(site, unit):
            said = [words(s.says) for each in paper.paragraphs for s in each.sentences]
            assert max(Counter(s for s in said if "写明：“" in s).values(), default=1) == 1
        if paper := supervised(site, unit):
            for each in paper.paragraphs:
                said = [words(sentence.says) for sentence in each.sentences]
                assert sum("补报的仍记为迟报" in s for s in said) <= 1


@on_each_day
def test_the_public_ones_hold_nothing_internal(city: str, day: str) -> None:
    public, internal = seen.site(city, day, "public"), seen.site(city, day)
    letters = [*reminders(public, 60).letters]
    assert {v for each in letters for d in each.owed.every for v in d.verdicts} <= set(
        public.results.by_id
    )
    forms = {name for name in internal.catalogue.forms if name not in public.catalogue.forms}
    hidden = {internal.catalogue.forms[name].name for name in forms}
    for unit in everybody(public):
        for paper in filter(None, (reminded(public, unit), supervised(public, unit))):
            assert "内部" not in paper.marks
            assert ids(paper) <= set(public.results.by_id)
            assert not any(name in text(paper) for name in hidden)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", indicators=[dict(SPENT)])
    points = [{"date": "2023-06-30", "value": 50}]
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, title="支出节点", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    for month, day in (
        ("2023-04", "2023-04-10"),
        ("2023-05", "2023-05-10"),
        ("2023-07", "2023-06-30"),
    ):
        world.file(month, "east", "funds", [["P1", "中央", 10000, 20000, 4600, day]])
    return world


def test_the_notice_is_quoted_with_its_clause_and_figures(world: World) -> None:
    site = Site(world.judge("2023-07-31"))
    east = site.catalogue.units["east"]
    found = text(supervised(site, east))
    assert "写明：“支出进度3月底达到10%、4月底达到30%、6月底达到50%”。" in found
    assert "支出进度46.0%，未达到6月30日节点不低于50%的要求，差4.0个百分点。" in found
    assert "2023年6月30日节点已过，结论不再改变" in found
    assert "2023年6月应于6月20日前报送，“资金”未报送。" in found
    assert "2023年6月的文件夹\nsubmissions/2023-06/east/" in found
    assert "2023年8月21日前：报2023年8月的1张表" not in found


def test_of_several_notices_each_is_quoted_by_its_own_number(tmp_path: Path) -> None:
    city = supplemented(tmp_path)
    read = flow.read(city.root)
    assert read.sound
    site = Site(flow.judge(read, date(2027, 9, 10)))
    every = [supervised(site, unit) for unit in everybody(site)]
    found = "\n".join(text(paper) for paper in every if paper)
    assert "临港政办〔2027〕7号“" in found
    assert "通知“" not in found
    dated = reminders(site, 120)
    papers = [reminding.written(site, each, NOTHING) for each in dated.letters]
    said = "\n".join(map(text, papers))
    amended = "临港政办〔2027〕31号写明：“自2027年9月1日起，入海排口整治率12月底前的目标由"
    assert amended in said


def test_an_answer_is_asked_for_only_where_the_office_asks(world: World) -> None:
    site = Site(world.judge("2023-07-31"))
    east = site.catalogue.units["east"]
    for write in (reminded, supervised):
        assert "反馈" not in text(write(site, east))
        found = text(write(site, east, Asked(reply_by=date(2023, 8, 4))))
        assert found.count("请于2023年8月4日前书面反馈办理情况。") == 1


def test_what_the_office_allowed_stands_beside_it(world: World) -> None:
    world.allow("extension", "2023-06-19", period="2023-06", until="2023-06-28")
    world.allow("statement", "2023-07-10", provision="T-1", period="2023-06-30", reason="汛期停工")
    site = Site(world.judge("2023-07-31"))
    found = text(supervised(site, site.catalogue.units["east"]))
    assert "延期至2023年6月28日" in found
    assert "情况说明（函1号，2023年7月10日）：汛期停工。" in found


@on_each_day
def test_of_all_that_there_is_to_do_nobody_says_that_it_is_among_it(city: str, day: str) -> None:
    site = seen.site(city, day)
    for unit in everybody(site):
        reminder, paper = of_unit(site, unit, 7), reminded(site, unit)
        own = len(reminder.owed.alone)
        for told in (reminder.subject, text(paper) if paper else ""):
            assert f"有{own}项需要报送或者办理，其中{own}项" not in told
            assert f"有{own}项要报、要办，其中{own}项" not in told
