"""The material for a meeting: one archive, its parts of one day, and of what there is none why."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest
from openpyxl import load_workbook

from generator import flow
from generator.judging.history import closings
from generator.pages.bulletins import paper, periods
from generator.pages.kinds import meeting as sheet
from generator.pages.papers import plain
from generator.pages.render import terminal
from generator.pages.site import Site
from generator.pages.values import Table
from generator.papers import docx as papers
from generator.papers import meeting, pack
from generator.papers.template import UnusableError
from tests.factory import declared_shipped
from tests.place import PROJECT
from tests.seen import read

CITIES = [
    (".", date(2023, 9, 30)),
    (".", date(2023, 5, 11)),
    ("tests/cities/harbour", date(2027, 7, 20)),
]


@cache
def site(root: str, day: date) -> Site:
    world = read(root)
    results = flow.judge(world, day, "public")
    history = closings(results, lambda then: flow.judge(world, then, "public"), world.held)
    return Site(results, history, held=world.held)


@cache
def parts(root: str, day: date) -> dict[str, bytes]:
    shown = site(root, day)
    template = papers.template(PROJECT / root)
    case = shown.results.case
    over = [each for each in periods.issues(case) if periods.closing(case, each) == day]
    bulletins = [pack.Bulletin(o.name, paper.written(shown, o), "今天") for o in over]
    with zipfile.ZipFile(BytesIO(pack.packed(shown, template, bulletins, "还没有"))) as found:
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {info.filename: found.read(info) for info in found.infolist()}


@pytest.mark.parametrize(("root", "day"), CITIES)
def test_the_contents_name_what_is_there_and_why_the_rest_is_not(root: str, day: date) -> None:
    found = parts(root, day)
    contents = found[pack.CONTENTS].decode("utf-8-sig")
    assert all(name in contents for name in found if name != pack.CONTENTS)
    assert ("2-通报：还没有" in contents) == (not any(name.startswith("2-") for name in found))
    assert ("4-资金情况：" in contents) == ("4-资金情况.xlsx" not in found)
    assert site(root, day).catalogue.notice.name in contents
    for name, data in found.items():
        if name.endswith(".svg"):
            ElementTree.fromstring(data)
        elif name.endswith(".docx"):
            assert docx.Document(BytesIO(data)).paragraphs
        elif name.endswith(".xlsx"):
            assert load_workbook(BytesIO(data)).sheetnames


@pytest.mark.parametrize(("root", "day"), [*CITIES, (".", date(2023, 6, 30))])
def test_of_what_is_short_the_sheet_shows_no_more_than_a_page_holds(root: str, day: date) -> None:
    told = meeting.paper(Site(flow.judge(read(root), day)))
    tables = [part for s in told.sections for part in s.pieces if isinstance(part, Table)]
    short = [t for t in tables if terminal.words(t.title).startswith("还差什么")]
    assert sum(map(meeting.taken, tables)) <= meeting.ROOM or len(short[0].rows) == meeting.LEAST


@pytest.mark.parametrize(("root", "day"), CITIES)
def test_the_sheet_says_what_its_page_says_and_counts_the_rest(root: str, day: date) -> None:
    shown = site(root, day)
    view = sheet.view(shown)
    told = plain(meeting.paper(shown))
    text = docx.Document(BytesIO(parts(root, day)["1-会议一页纸.docx"]))
    words = "".join(cell.text for t in text.tables for row in t.rows for cell in row.cells)
    for sentence in view.home.sentences:
        assert terminal.words(sentence.words) in words
    assert view.home.headline.rstrip("。") in "".join(p.text for p in text.paragraphs)
    (section,) = told.parts[-1:]
    tables = {t.title.partition("（")[0]: t for t in section.parts}  # type: ignore[union-attr]
    if view.rows:
        short = tables["还差什么"]
        left = len(view.rows) + view.more - len(short.rows)  # type: ignore[union-attr]
        assert str(short.title).endswith(f"（另有{left}项）" if left else "还差什么")  # type: ignore[union-attr]


def text(name: str, data: bytes) -> str:
    """What a file says, its tags left out."""
    if not name.endswith((".docx", ".xlsx")):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as found:
        every = "".join(
            found.read(part).decode() for part in found.namelist() if part.endswith("xml")
        )
    return re.sub("<[^>]*>", "", every)


def test_nothing_internal_is_in_what_is_packed_for_everybody() -> None:
    root, day = CITIES[0]
    public, whole = site(root, day).catalogue.provisions, declared_shipped().provisions
    hidden = {whole[id_].quote for id_ in whole.keys() - public.keys()}
    hidden -= {each.quote for each in public.values()}
    assert hidden
    said = "".join(text(name, data) for name, data in parts(root, day).items())
    assert "代拟稿" in said
    assert not [quote for quote in hidden if quote in said]


def test_it_is_the_same_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, made = site(*CITIES[2]), set()
    for zone in ("Asia/Shanghai", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.add(pack.packed(shown, papers.template(PROJECT), [], "还没有"))
    monkeypatch.undo()
    time.tzset()
    assert len(made) == 1


def test_a_template_by_which_nothing_is_written_is_told_of() -> None:
    with pytest.raises(UnusableError):
        pack.packed(site(*CITIES[2]), b"nothing of the kind", [], "")
