"""An indicator against a number: checkpoints, readings, blanks, and what was known when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import SPENT, World, only, state


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, indicators=[dict(SPENT)])
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    return world


def funds(spent: object, as_of: str, arrived: object = 10000, level: str = "中央") -> list[object]:
    return ["P1", level, arrived, 20000, spent, as_of]


def in_july(world: World, spent: object, as_of: str = "2023-06-30", **more: object) -> None:
    world.file("2023-07", "east", "funds", [funds(spent, as_of, **more)])  # type: ignore[arg-type]


JUNE = "T-1@2023-06-30/east"


@pytest.mark.parametrize(
    ("spent", "found"),
    [
        (4999, "overdue"),
        (4999.99, "overdue"),
        (5000, "met"),
        (5000.0, "met"),
        (0, "overdue"),
        (9000, "met"),
    ],
)
def test_a_checkpoint_is_reached_at_the_number_itself(
    world: World, spent: float, found: str
) -> None:
    in_july(world, spent)
    assert state(world.judge("2023-07-25"), JUNE) == found


def test_a_gap_too_small_for_one_decimal_is_shown_with_more(world: World) -> None:
    in_july(world, 4999)
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert verdict.sentence == (
        "东县：数据截至2023年6月30日，支出进度49.99%，未达到6月30日节点不低于50%的要求，差0.01个百分点。"
    )
    assert verdict.gap == pytest.approx(0.01)


def test_the_first_filing_that_reaches_the_day_decides_and_a_later_one_does_not(
    world: World,
) -> None:
    world.file("2023-06", "east", "funds", [funds(5500, "2023-06-29")])
    in_july(world, 4000)
    world.file("2023-08", "east", "funds", [funds(9000, "2023-07-31")])
    results = world.judge("2023-08-25")
    assert state(results, JUNE) == "overdue"
    assert only(results, JUNE).value == 40


def test_before_the_telling_filing_is_due_nothing_is_missed(world: World) -> None:
    world.file("2023-06", "east", "funds", [funds(4000, "2023-05-31")])
    assert state(world.judge("2023-06-25"), JUNE) == "at_risk"  # five days left, and short
    assert state(world.judge("2023-07-20"), JUNE) == "not_due"
    assert state(world.judge("2023-07-21"), JUNE) == "missing_report"


def test_ahead_of_the_day_a_reached_number_is_on_track(world: World) -> None:
    world.file("2023-06", "east", "funds", [funds(6000, "2023-05-31")])
    assert state(world.judge("2023-06-25"), JUNE) == "on_track"


def test_nothing_filed_is_a_missing_report_and_never_green(world: World) -> None:
    results = world.judge("2023-12-31")
    assert state(results, JUNE) == "missing_report"
    assert only(results, JUNE).value is None


def test_a_checkpoint_before_the_issue_binds_nobody(world: World) -> None:
    world.provisions["targets"][0]["checkpoints"].insert(0, {"date": "2023-03-31", "value": 10})
    world.file("2023-05", "east", "funds", [funds(100, "2023-04-30")])
    verdict = only(world.judge("2023-05-31"), "T-1@2023-03-31/east")
    assert (verdict.state, verdict.predates_issue, verdict.binding) == (
        "informational",
        True,
        False,
    )


def test_between_checkpoints_the_last_one_passed_binds(world: World) -> None:
    world.file("2023-05", "east", "funds", [funds(2000, "2023-04-30")])
    in_july(world, 6000)
    may, july = world.judge("2023-06-01"), world.judge("2023-07-25")
    assert [v.binding for v in may.by_provision["T-1"] if v.subject == "east"] == [True, False]
    assert [v.binding for v in july.by_provision["T-1"] if v.subject == "east"] == [False, True]
    assert july.standing("T", "east") != "behind"


def test_a_blank_is_not_zero(world: World) -> None:
    world.file("2023-07", "east", "funds", [funds(None, "2023-06-30")])
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert (verdict.state, verdict.value) == ("missing_report", None)
    assert "“支出”有空白" in verdict.sentence


def test_a_denominator_of_zero_cannot_be_judged(world: World) -> None:
    in_july(world, 0, arrived=0)
    assert state(world.judge("2023-07-25"), JUNE) == "cannot_judge"


def test_a_later_filing_does_not_exist_before_it_came_in(world: World) -> None:
    world.file("2023-07", "east", "funds", [funds(4000, "2023-06-30")])
    world.file("2023-07", "east", "funds", [funds(6000, "2023-06-30")], "2023-08-02T10:00:00+08:00")
    assert state(world.judge("2023-08-01"), JUNE) == "overdue"
    assert state(world.judge("2023-08-02"), JUNE) == "met"


def test_the_lineage_names_every_cell(world: World) -> None:
    in_july(world, 4000)
    cells = {
        (c.file, c.line, c.header, c.value) for c in only(world.judge("2023-07-25"), JUNE).lineage
    }
    file = "submissions/2023-07/east/funds.csv"
    assert cells == {(file, 2, "支出", "4000"), (file, 2, "到位", "10000")}


READINGS = [
    {"id": "arrived", "name": "按到位"},
    {"id": "allocated", "name": "按下达", "denominator": {"sum": "allocated"}},
    {"id": "each", "name": "按到位分级", "each": "level"},
]


def open_definition(world: World, status: str = "open") -> None:
    world.question("A01", status)
    world.indicators = [{**SPENT, "readings": READINGS, "questions": ["A01"]}]


def test_readings_that_agree_give_a_verdict(world: World) -> None:
    open_definition(world)
    in_july(world, 10000, arrived=20000)
    assert state(world.judge("2023-07-25"), JUNE) == "met"


def test_readings_that_differ_give_none_and_are_all_shown(world: World) -> None:
    open_definition(world)
    in_july(world, 6000)
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert verdict.state == "depends_on_definition"
    assert [(o.id, o.value, o.met) for o in verdict.outcomes] == [
        ("arrived", 60, True),
        ("allocated", 30, False),
        ("each", 60, True),
    ]
    assert "“按到位”为60.0%，达到；“按下达”为30.0%，未达到" in verdict.sentence


def test_level_by_level_the_lowest_counts(world: World) -> None:
    open_definition(world)
    rows = [
        ["P1", "中央", 100, 100, 90, "2023-06-30"],
        ["P2", "县级", 100, 100, 20, "2023-06-30"],
    ]
    world.file("2023-07", "east", "funds", rows)
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert verdict.state == "depends_on_definition"
    assert verdict.outcomes[2].detail == "县级最低，20.0%"


def test_a_settled_question_leaves_the_reading_that_it_chooses(world: World) -> None:
    open_definition(world, "resolved")
    in_july(world, 6000)
    for chosen, found in (("arrived", "met"), ("allocated", "overdue")):
        world.question("A01", "resolved", [chosen])
        verdict = only(world.judge("2023-07-25"), JUNE)
        assert (verdict.state, [o.id for o in verdict.outcomes]) == (found, [chosen])


def test_what_is_settled_later_is_open_before(world: World) -> None:
    open_definition(world, "resolved")
    world.question("A01", "resolved", ["arrived"])
    world.resolved_on = "2023-07-24"
    in_july(world, 6000)
    assert state(world.judge("2023-07-23"), JUNE) == "depends_on_definition"
    assert state(world.judge("2023-07-24"), JUNE) == "met"


def test_together_needs_everyone(world: World) -> None:
    world.rules = []
    world.rule("threshold", provision="T-1", scope="together")
    in_july(world, 4000)
    assert state(world.judge("2023-07-25"), "T-1@2023-06-30/all") == "missing_report"
    world.file("2023-07", "west", "funds", [funds(7000, "2023-06-30")])
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/all")
    assert (verdict.state, verdict.value) == ("met", 55)


def test_a_missed_final_day_is_overdue(world: World) -> None:
    world.target(
        "T-2", "年底前全部支出", indicator="spent", value=100, due="2023-12-31", wording="全部"
    )
    world.rule("threshold", provision="T-2")
    world.file("2024-01", "east", "funds", [funds(9900, "2023-12-31")])
    assert state(world.judge("2024-01-25"), "T-2@2023-12-31/east") == "overdue"
    assert state(world.judge("2024-01-25"), "T-2@2023-12-31/west") == "missing_report"


def test_a_number_without_a_date_is_judged_by_the_newest_figure(world: World) -> None:
    world.target("T-3", "产业占比不低于60%", indicator="spent", value=60)
    world.rule("threshold", provision="T-3")
    world.file("2023-06", "east", "funds", [funds(7000, "2023-05-31")])
    assert state(world.judge("2023-06-25"), "T-3/east") == "on_track"
    in_july(world, 5000)
    assert state(world.judge("2023-07-25"), "T-3/east") == "behind"


def test_a_number_that_others_set_cannot_be_judged(world: World) -> None:
    world.target("T-4", "完成省定目标", indicator="spent", external_value="省定目标")
    world.rule("threshold", provision="T-4")
    in_july(world, 5000)
    verdict = only(world.judge("2023-07-25"), "T-4/east")
    assert (verdict.state, verdict.value) == ("cannot_judge", 50)
    assert "省定目标" in verdict.sentence


EXACT = [
    # the parts of which a number is the sum, operator, threshold, whether it is reached
    ([0.1, 0.2], "at_most", 0.3, True),
    ([0.1, 0.2], "equal", 0.3, True),
    ([0.1, 0.7], "at_least", 0.8, True),
    ([0.1] * 3, "at_most", 0.3, True),
    ([97.995], "at_least", 98, False),
    ([97.9999999], "at_least", 98, False),
    ([98.0000001], "at_most", 98, False),
    ([97.995], "equal", 98, False),
    ([98], "at_least", 98, True),
]


@pytest.mark.parametrize(("parts", "operator", "threshold", "reached"), EXACT)
def test_no_float_and_no_rounding_decides_at_a_threshold(
    tmp_path: Path, parts: list[float], operator: str, threshold: float, reached: bool
) -> None:
    amount = {"id": "n", "name": "支出资金", "unit": "万元", "form": "funds", "as_of": "as_of",
              "accumulation": "cumulative", "numerator": {"sum": "spent"}}  # fmt: skip
    world = World(tmp_path, indicators=[amount])
    points = [{"date": "2023-06-30", "value": threshold}]
    world.target("T-1", "年底前建成5个示范村", indicator="n", checkpoints=points,
                 operator=operator, basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-1")
    rows: list[list[object]] = [
        [f"P{at}", "中央", 200, 200, part, "2023-06-30"] for at, part in enumerate(parts)
    ]
    world.file("2023-07", "east", "funds", rows)
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert verdict.state == ("met" if reached else "overdue")
    if not reached:
        shown = str(parts[0])
        assert shown in verdict.sentence, "what is told apart is told with as many decimals"


def test_a_condition_on_a_cell_is_not_rounded_either(tmp_path: Path) -> None:
    share = {"id": "n", "name": "项目数", "unit": "个", "form": "funds", "as_of": "as_of",
             "accumulation": "stock", "numerator": {"count": "project"},
             "where": [{"column": "spent", "at_least": 98}]}  # fmt: skip
    world = World(tmp_path, indicators=[share])
    points = [{"date": "2023-06-30", "value": 2}]
    world.target("T-1", "年底前建成5个示范村", indicator="n", checkpoints=points, basis="assumed")
    world.rule("threshold", provision="T-1")
    rows: list[list[object]] = [
        [f"P{at}", "中央", 200, 200, spent, "2023-06-30"]
        for at, spent in enumerate((97.995, 98, 98.001))
    ]
    world.file("2023-07", "east", "funds", rows)
    assert only(world.judge("2023-07-25"), JUNE).value == 2


@pytest.mark.parametrize(("short", "found"), [(0, "met"), (1, "overdue")])
def test_a_share_falls_short_by_less_than_a_float_can_tell(
    world: World, short: int, found: str
) -> None:
    """Half of 4×10¹⁶ but for one: as a float it is 50% sharp."""
    even, half = 999_999_999_999_998, 499_999_999_999_999
    rows: list[list[object]] = [
        [f"P{at}", "中央", even, even, half - (0 if at else short), "2023-06-30"]
        for at in range(40)
    ]
    world.file("2023-07", "east", "funds", rows)
    verdict = only(world.judge("2023-07-25"), JUNE)
    assert (verdict.value, verdict.state) == (50.0, found)
