"""A unit's page: its own first, what it holds with others apart; states by their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generator.judging.results import Results
from generator.judging.verdict import TOGETHER, Verdict, common
from generator.pages import deeds
from generator.pages.kinds import clause, home, matrix, unit, units, wall, wall_units
from generator.pages.render.terminal import words as told
from generator.pages.site import Site
from generator.pages.states import sheet
from generator.pages.todo import next_step
from generator.pages.values import Badge, Value
from generator.words.states import State
from tests.place import PROJECT
from tests.world import World


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A survey a month, which the east alone files, and a question that hangs on the office."""
    world = World(tmp_path_factory.mktemp("shared"), files=("events",))
    world.question("A01")
    readings = [
        {"id": "any", "name": "都算"},
        {"id": "placed", "name": "写明地点的", "where": [{"column": "place", "is": "甲"}]},
    ]
    asked = {"form": "events", "distinct": "event", "dated_by": "date", "scope": "together"}
    world.cadence("T-1", "每月开展一次调研", every="month")
    world.rule("cadence", provision="T-1", subjects=["east"], **asked)
    world.cadence("T-2", "5月、10月开展专项检查", months=[5, 10])
    world.rule(
        "cadence", provision="T-2", subjects=["east"], readings=readings, questions=["A01"], **asked
    )
    for month in ("2023-04", "2023-05", "2023-06", "2023-07"):
        for one in ("east", "west"):
            rows: list[list[object]] = [["零报告", *[None] * 4]]
            if (month, one) == ("2023-05", "east"):
                rows = [["E1", "检查", "2023-05-12", "乙", "检查"]]
            world.file(month, one, "events", rows)
    return world.judge("2023-07-25")


@pytest.fixture(scope="module")
def site(results: Results) -> Site:
    return Site(results)


def view(site: Site, name: str) -> unit.UnitView:
    return unit.view(site, site.catalogue.units[name])


def binding(results: Results, provision: str) -> Verdict:
    return next(v for v in results.by_provision[provision] if v.binding)


def test_a_shared_failure_stands_apart_and_not_in_the_units_own(site: Site) -> None:
    assert binding(site.results, "T-1").state == State.OVERDUE
    for name in ("east", "west"):
        page = view(site, name)
        assert not page.attention
        assert any("逾期" in told(row.badge) for row in page.joint)
        assert "逾期" not in told(page.counts)
        assert page.headline.endswith("：目前没有未达到要求的事项")
        assert page.shared == "另有 1 项共同承担的没有达到，只计一次，不计在本单位名下"
    rows = [row for _, rows in units.view(site).kinds for row in rows]
    assert [(row.attention, row.joint) for row in rows][-2:] == [(0, 1), (0, 1)]


def test_the_next_step_goes_to_who_can_file(site: Site) -> None:
    survey = binding(site.results, "T-1")
    assert next_step(site, survey, "east") == survey.next == next_step(site, survey)
    assert next_step(site, survey, "west") == "由东县报送，本单位无需操作。"


def test_files_and_fields_are_the_offices_words(site: Site) -> None:
    check = binding(site.results, "T-2")
    assert check.state == State.DEPENDS_ON_DEFINITION
    assert next_step(site, check, "east") == "口径待办公室明确（A01），本单位无需操作。"
    assert next_step(site, check) == "口径待办公室明确（A01）。"


def test_the_city_counts_a_shared_failure_once(site: Site) -> None:
    first = home.view(site)
    rows = [row for row in first.sentences if "调研" in told(row.topic)]
    assert [told(row.sign) for row in rows] == ["逾期"]
    assert not [one for row in rows for one in ("东县", "西县") if one in row.words]
    assert "其中共同承担的1项，只计一次" in first.urgent
    assert told(wall_units.view(site).rows[-1].head) == TOGETHER
    assert "逾期" in told(wall_units.view(site).rows[-1].now)
    assert not any("逾期" in told(row.now) for row in wall_units.view(site).rows[:-1])
    (row,) = matrix.view(site).rows
    assert "逾期" in told(row.shared)
    assert not any("逾期" in told(cell) for cell in row.cells)


def turned(site: Site, state: State, word: str = "") -> Site:
    """The same site, with the survey in another state."""
    results = site.results
    survey = replace(binding(results, "T-1"), state=state, word=word, subject="east")
    every = tuple(survey if v.id == binding(results, "T-1").id else v for v in results.verdicts)
    return Site(replace(results, verdicts=every))


def test_at_risk_is_shown_after_the_failures_and_counted_apart(site: Site) -> None:
    risky = turned(site, State.AT_RISK)
    page = view(risky, "east")
    assert [told(row.badge) for row in page.at_risk] == ["▲ 预警"]
    assert not page.attention
    assert "▲ 预警 1" in told(page.counts)
    assert "逾期" not in told(page.counts)
    assert page.headline == "东县：每月开展一次调研有预警"
    first = home.view(risky)
    assert first.urgent == "预警1项。"
    (only,) = [each for each in first.sentences if each.sign.look == State.AT_RISK]
    assert told(only.topic) == "每月开展一次调研"
    assert "预警" in told(wall.view(risky).rows[0].now)


def test_what_is_ahead_may_be_at_risk(site: Site) -> None:
    results = site.results
    july = next(v for v in results.joint if v.rule == "r1" and str(v.due) == "2023-07-31")
    every = tuple(replace(v, state=State.AT_RISK) if v is july else v for v in results.verdicts)
    risky = Site(replace(results, verdicts=every))
    known = risky.catalogue.units
    first = next(deed for deed in deeds.of_unit(risky, known["east"]) if deed.joint)
    assert first.when.startswith("2023年7月31日前")
    assert (told(first.badge), first.joint) == ("▲ 预警", TOGETHER)
    assert not any(deed.joint for deed in deeds.of_unit(risky, known["west"])), "the east files"


def test_every_state_has_a_shape_word_and_colour_of_its_own() -> None:
    words = [state.word for state in State]
    assert len(set(words)) == len(words)
    style = (PROJECT / "site/assets/style/10-colours.css").read_text("utf-8")
    for state in State:
        assert f".state-{state}," in sheet()
        assert f"--{state.colours}-ink: " in style
    risky, missing = State.AT_RISK, State.MISSING_REPORT
    others = {state.shape for state in State if state not in (risky, missing)}
    assert not {risky.shape, missing.shape} & others
    assert risky.shape != missing.shape


def test_a_state_is_called_by_the_verdicts_own_word_wherever_it_is_shown(site: Site) -> None:
    late = turned(site, State.OVERDUE, "迟报")

    def shown() -> Iterator[Value]:
        yield view(late, "east").attention[0].badge
        yield home.view(late).sentences[0].words
        yield clause.view(late, late.clauses[-1]).facts[0][1]
        yield wall.view(late).rows[0].now
        yield matrix.view(late).rows[0].cells[-2]

    assert all("迟报" in told(value) for value in shown())


def test_states_together_take_a_word_only_where_they_agree(results: Results) -> None:
    some = [replace(v, state=State.NOT_DUE, word="未定期限") for v in results.verdicts[:2]]
    assert common(some) == (State.NOT_DUE, "未定期限")
    assert common([*some, replace(some[0], word="")]) == (State.NOT_DUE, "")
    assert common([*some, replace(some[0], state=State.BEHIND, word="")]) == (State.BEHIND, "")
    assert common([]) == (None, "")
    assert told(Badge(State.NOT_DUE, "未定期限")) == "○ 未定期限"


def test_nothing_on_a_units_page_is_for_the_office(results: Results, tmp_path: Path) -> None:
    from generator.pages.writing import write

    write(results, PROJECT / "site", tmp_path)
    for file in (tmp_path / "units").glob("*.md"):
        said = unescape(file.read_text("utf-8"))
        assert not re.search(r"chooses|rules/|units\.yaml|tasks\.yaml", said), file.name
    assert "chooses" in (tmp_path / "questions.md").read_text("utf-8")
