"""The first page: what it leads with, and that no sentence of it says more than its verdicts do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue.model import Home, Lead
from generator.judging.results import Results
from generator.judging.verdict import Verdict
from generator.pages import short
from generator.pages.kinds import home
from generator.pages.leads import amounts, said, topics
from generator.pages.render.terminal import words as told
from generator.pages.site import Site
from generator.pages.verdicts import compared, gap
from generator.words.states import State
from tests.factory import harbour
from tests.seen import read
from tests.world import World

SPENT = {
    "id": "spent", "name": "支出进度", "unit": "%", "form": "money", "accumulation": "cumulative",
    "numerator": {"sum": "spent"}, "denominator": {"sum": "arrived"}, "as_of": "as_of",
    "deed": "再支出{}",
}  # fmt: skip


def funds(folder: Path) -> World:
    """Two counties that are to spend everything by the end of the year, and half of it by June."""
    world = World(folder, files=("money",))
    world.indicators.append(SPENT)
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", "6月底达到50%", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1", title="支出进度节点")
    world.target(
        "T-2", "年底前全部支出", indicator="spent", value=100, due="2023-12-31", wording="全部"
    )
    world.rule("threshold", provision="T-2", title="全部支出")
    world.rule("filing_deadline", provision="M-1")
    return world


def row(spent: float, day: str) -> Sequence[object]:
    return ["P1", "中央", "是", 100, 100, spent, day]


def filed(world: World, month: str, day: str, **spent: float) -> None:
    for unit, amount in spent.items():
        world.file(month, unit, "money", [row(amount, day)])


SITUATIONS: dict[str, tuple[list[tuple[str, str, dict[str, float]]], str, str]] = {
    "nothing filed yet": ([], "2023-04-12", "还没有报送的数据，4月报送2023年4月20日截止"),
    "one short of a node": (
        [("2023-07", "2023-06-30", {"east": 40, "west": 60})],
        "2023-07-25",
        "支出进度节点6月30日节点期限已过，东县差10万元",
    ),
    "all short on the last day": (
        [("2023-12", "2023-12-15", {"east": 95, "west": 90.5})],
        "2023-12-31",
        "年底前全部支出今天到期，东县、西县还须再支出14.5万元",
    ),
    "one short when it is over": (
        [("2024-01", "2023-12-31", {"east": 100, "west": 99.97})],
        "2024-01-23",
        "年底前全部支出期限已过，西县差0.03万元",
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_headline_follows_the_facts(name: str, tmp_path: Path) -> None:
    filings, day, expected = SITUATIONS[name]
    world = funds(tmp_path)
    months = [f"2023-{month:02}" for month in range(4, int(day[5:7]) if day < "2024" else 13)]
    for month in [m for m in months if m not in {each[0] for each in filings}] if filings else []:
        filed(world, month, f"{month}-14", east=30, west=30)
    for month, at, spent in filings:
        filed(world, month, at, **spent)
    assert home.view(Site(world.judge(day))).headline == expected


@pytest.fixture(scope="module")
def shipped() -> Results:
    return flow.judge(read(), date(2023, 12, 31), "public")


@pytest.fixture(scope="module", params=["shipped", "harbour"])
def site(
    request: pytest.FixtureRequest, shipped: Results, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    if request.param == "shipped":
        return Site(shipped)
    root = harbour(tmp_path_factory.mktemp("home")).root
    return Site(flow.judge(flow.read(root), date(2027, 7, 20), "public"))


def figures(site: Site, verdicts: Sequence[Verdict]) -> set[str]:
    """Every number that may be said of some verdicts, as it is printed."""
    known: set[str] = set()
    for verdict in verdicts:
        found = [q.spelt for q in compared(verdict) if q]
        found += [verdict.period or "", gap(verdict)]
        known.update(n for each in found for n in re.findall(r"\d+(?:\.\d+)?", each))
        known.update(n for q in verdict.questions for n in re.findall(r"\d+", q))
        if verdict.due:
            known.add(str((verdict.due - site.results.case.as_of).days))
            known.update(map(str, (verdict.due.month, verdict.due.day)))
    total = amounts.together(site, verdicts)
    if total:
        known.update(re.findall(r"\d+(?:\.\d+)?", total.spelt))
    return known


def test_every_figure_of_a_sentence_is_in_its_verdicts(site: Site) -> None:
    view = home.view(site)
    for topic in topics.topics(site):
        sentence = next((s for s in view.sentences if told(s.topic) == said.title(topic)), None)
        if sentence is None:
            continue
        known = {n for group in topic.groups for n in figures(site, group.verdicts)}
        known |= {str(len(group.verdicts)) for group in topic.groups}
        assert set(re.findall(r"\d+(?:\.\d+)?", sentence.words)) <= known, sentence.words
        names = {
            site.catalogue.units[v.subject].name
            for g in topic.groups
            for v in g.verdicts
            if v.subject
        }
        others = {unit.name for unit in site.catalogue.units.values()} - names
        assert not [name for name in others if name in sentence.words]


def test_the_counts_are_those_of_what_is_short(site: Site) -> None:
    view = home.view(site)
    assert view.urgent == short.counted(short.every(site), len(short.untold(site)))
    term = site.results.case.last_closed
    units = {v.subject for v in site.on_filing if v.month == term and v.rule}
    assert sum(group.count for group in view.filed) == len(units)
    marks = [mark for _, _, marks in view.sections for mark in marks]
    assert len(marks) == len(site.catalogue.duties)


def test_the_shipped_city_leads_with_its_money_as_it_declares(shipped: Results) -> None:
    view = home.view(Site(shipped))
    assert view.headline == "年底全部支出今天到期，5个县（市、区）还须再支出3263.35万元"
    assert [told(each.topic) for each in view.sentences] == [
        "衔接资金支出",
        "产业资金占比",
        "乡镇走访",
    ]
    assert [each.heading for each in view.pictures] == ["衔接资金支出", "四季度乡镇走访 70个"]
    assert len(view.waiting) == 4


def test_a_picture_of_a_period_says_once_how_often_it_comes() -> None:
    view = home.view(Site(flow.judge(read("tests/cities/harbour"), date(2027, 7, 31))))
    headings = [each.heading for each in view.pictures]
    assert any(heading.startswith("三季度巡查全部渔港") for heading in headings), headings


def test_what_is_declared_leads_while_it_is_urgent(shipped: Results) -> None:
    known = shipped.case.catalogue
    leads = (Lead(provision="T18-4", title="驻村"), Lead(provision="T17-4"))
    case = replace(shipped.case, catalogue=replace(known, home=Home(leads=leads)))
    other = Site(replace(shipped, case=case))
    found = [told(each.topic) for each in home.view(other).sentences]
    assert found[0] == "驻村"
    assert not home.view(other).pictures


def test_a_city_in_which_all_is_well_says_so(shipped: Results) -> None:
    every = tuple(replace(v, state=State.MET, word="") for v in shipped.verdicts)
    view = home.view(Site(replace(shipped, verdicts=every)))
    assert view.headline == "各项要求都已达到或者进度正常"
    assert (view.urgent, view.sentences) == ("", [])
