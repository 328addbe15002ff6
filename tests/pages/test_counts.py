"""One number is counted by one function: the pages that tell it and results.json agree, in both cities."""

from __future__ import annotations

import json
from datetime import date

import pytest

from generator import flow
from generator.judging.results import as_json
from generator.pages import nodes, short, summary, to_decide
from generator.pages.arrivals import line
from generator.pages.kinds import home
from generator.pages.kinds import short as short_page
from generator.pages.site import Site
from generator.words.states import ATTENTION, UNKNOWN, URGENT, State
from tests.factory import harbour
from tests.seen import read


@pytest.fixture(scope="module", params=["shipped", "harbour"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    if request.param == "shipped":
        return Site(flow.judge(read(), date(2023, 12, 31), "public"))
    root = harbour(tmp_path_factory.mktemp("counts")).root
    return Site(flow.judge(flow.read(root), date(2027, 7, 20), "public"))


def test_what_is_short_is_counted_as_results_have_it(site: Site) -> None:
    told = json.loads(as_json(site.results))["verdicts"]
    binding = [v for v in told if v["binding"]]
    urgent = [v for v in binding if v["rule"] and v["state"] in URGENT]
    silent = [v for v in binding if not v["rule"] and v["state"] in ATTENTION]
    view = short_page.view(site)
    assert {v.id for v in short.every(site)} == {v["id"] for v in urgent}
    assert sum(group.count for group in view.groups) == len(urgent)
    assert all(len(g.own) + len(g.joint) == g.count for g in view.groups)
    assert len(short.untold(site)) == len(silent)
    assert (view.summary == "") == (not urgent and not silent)


def test_units_and_nodes_count_what_is_short_alike(site: Site) -> None:
    found = short.every(site)
    of_units = [
        v
        for unit in site.catalogue.units
        for v in site.results.own_of(unit)
        if v.binding and v.rule and v.state in URGENT
    ]
    joint = [v for v in site.results.joint if v.binding and v.rule and v.state in URGENT]
    assert len(of_units) + len(joint) == len(found)
    at_nodes = {v.id for node in nodes.every(site) for v in node.verdicts}
    dated = {v.id for v in found if nodes.place(site, v)}
    assert dated <= at_nodes


def test_filing_is_counted_alike_at_its_node_and_among_what_is_short(site: Site) -> None:
    for node in nodes.every(site):
        if node.term is None:
            continue
        came = {a.unit.id: a.standing for a in line(site, node.term)}
        missing = {v.subject for v in node.verdicts if v.state == State.MISSING_REPORT}
        assert missing == {unit for unit, standing in came.items() if standing == "missing"}


def test_what_waits_for_a_decision_is_there_once_and_says_what_it_does(site: Site) -> None:
    rows = to_decide.rows(site)
    questions = {row.to.anchor for row in rows if row.to.kind == "questions"}
    hanging = {
        question
        for v in site.results.verdicts
        if v.state in UNKNOWN
        for question in v.questions
        if site.catalogue.questions[question].status == "open"
    }
    assert questions <= hanging
    assert all(row.effect for row in rows)
    asked = [row.to for row in rows if row.to.kind == "questions"]
    assert len(asked) == len(set(asked))


def test_what_is_short_stands_in_the_order_of_gravity(site: Site) -> None:
    states = [v.state.gravity for v in short.every(site)]
    assert states == sorted(states)


def test_the_summary_for_others_says_what_the_pages_say(site: Site) -> None:
    told = summary.of(site)
    view = home.view(site)
    assert told.headline == view.headline
    assert told.urgent == view.urgent
    assert len(told.matters) == len(short.every(site))
    assert sum(told.duties.values()) == len(site.catalogue.duties)
    wanting = {state: told.duties.get(state, 0) for state in ATTENTION}
    assert f"{sum(wanting.values())}/" in str(view.counts[0].words)
    valued = [v for v in site.results.verdicts if v.binding and v.item is None and v.rule]
    shown = [figure.value for each in told.indicators for figure in each.figures]
    assert {value for value in shown if value is not None} <= {v.value for v in valued}
    assert told.indicators
