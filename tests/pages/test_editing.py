"""From what the office reads to the line that it may change, and for nobody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.pages import editing, to_decide
from generator.pages.kinds import desk
from generator.pages.site import Site
from generator.pages.values import Line, Link, Place, Web
from tests.place import PROJECT
from tests.seen import read

EDITOR = "http://git.example/xuchang/taizhang/_edit/main/"


def site(audience: Audience) -> Site:
    return Site(flow.judge(read(), date(2023, 6, 1), audience))


@pytest.fixture(scope="module")
def internal() -> Site:
    return site("internal")


def leads(line: Line) -> list[Web | Place]:
    return [each.to for each in line if isinstance(each, Link) and isinstance(each.to, Web | Place)]


def test_each_of_what_is_declared_leads_to_its_line_and_its_fields(internal: Site) -> None:
    known = internal.catalogue
    records: list[editing.Named] = [
        *known.provisions.values(),
        *known.rules,
        *known.units.values(),
        *known.questions.values(),
        *known.forms.values(),
        *known.indicators.values(),
        *known.decisions,
    ]
    for record in records:
        web, reference = leads(editing.beside(internal, record))
        assert isinstance(web, Web)
        assert isinstance(reference, Place)
        path, _, line = web.address.removeprefix(EDITOR).partition("#L")
        text = (PROJECT / path).read_text("utf-8").split("\n")
        around = "\n".join(text[int(line) - 1 : int(line) + 40])
        assert record.id in around.partition("\n\n")[0] or record.id == Path(path).stem


def test_the_public_edition_leads_nowhere() -> None:
    public = site("public")
    assert not any(editing.beside(public, each) for each in public.catalogue.provisions.values())
    assert editing.shown(public, "submissions/2023-05/a/b.csv", 3) is None


def test_the_desk_is_for_the_office_alone(internal: Site) -> None:
    assert not list(desk.sheets(site("public")))
    (sheet,) = desk.sheets(internal)
    assert isinstance(sheet.view, desk.DeskView)
    assert sheet.view.requests


def test_what_waits_is_two_clicks_from_the_line_that_settles_it() -> None:
    late = Site(flow.judge(read(), date(2023, 12, 31), "internal"))
    shown = desk.view(late)
    assert shown.to_settle
    assert [each.row for each in shown.to_settle] == to_decide.rows(late)
    for each in shown.to_settle:
        assert any(isinstance(lead, Web) for lead in leads(each.edit)), each.row.what
