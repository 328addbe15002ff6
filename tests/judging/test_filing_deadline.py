"""On time, late, corrected, never: the deadline over weekends, holidays and by two readings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.judging.history import closings
from generator.judging.results import Results
from generator.judging.turns import turns
from tests.world import World, only, state

STRICT = {"id": "strict", "name": "从严", "inclusive": False, "roll": "none"}
MAY = "M-1@2023-05/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def received(world: World, when: str, month: str = "2023-05") -> None:
    world.file(month, "east", "funds", [["P1", "中央", 1, 1, 1, f"{month}-01"]], f"{when}:00+08:00")


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2023-05-19T23:59", "met"),
        ("2023-05-20T09:00", "met"),  # a Saturday
        ("2023-05-22T23:59", "met"),  # the Monday after
        ("2023-05-23T00:00", "overdue"),
    ],
)
def test_a_weekend_moves_the_last_day(world: World, when: str, found: str) -> None:
    received(world, when)
    assert state(world.judge("2023-05-31"), MAY) == found


def test_a_holiday_and_a_make_up_day_move_it_too(world: World) -> None:
    world.holidays = [{"name": "假日", "from": "2023-06-20", "to": "2023-06-23"}]
    world.workdays = ["2023-06-24"]  # a Saturday
    received(world, "2023-06-24T23:00", "2023-06")
    assert state(world.judge("2023-06-30"), "M-1@2023-06/east") == "met"
    assert only(world.judge("2023-06-30"), "M-1@2023-06/east").due.isoformat() == "2023-06-24"  # type: ignore[union-attr]


def test_the_days_late_are_counted(world: World) -> None:
    received(world, "2023-05-25T10:00")
    assert "迟报3天" in only(world.judge("2023-05-31"), MAY).sentence


def test_before_the_deadline_nothing_is_missing(world: World) -> None:
    on_the_day = only(world.judge("2023-05-22"), MAY)
    assert on_the_day.state == "not_due"
    assert on_the_day.sentence.endswith("还差“资金”，今天到期。")
    assert state(world.judge("2023-05-23"), MAY) == "missing_report"


def test_the_first_version_counts_and_a_correction_does_not_make_it_late(world: World) -> None:
    received(world, "2023-05-18T10:00")
    world.file(
        "2023-05",
        "east",
        "funds",
        [["P1", "中央", 2, 2, 2, "2023-05-01"]],
        "2023-06-30T10:00:00+08:00",
    )
    assert state(world.judge("2023-07-31"), MAY) == "met"


def test_readings_that_differ_leave_it_open(world: World) -> None:
    world.question("A01")
    world.readings = [STRICT]
    world.policy = {"questions": ["A01"]}
    received(world, "2023-05-22T10:00")
    verdict = only(world.judge("2023-05-31"), MAY)
    assert verdict.state == "depends_on_definition"
    assert [o.met for o in verdict.outcomes] == [True, False]


@pytest.mark.parametrize(
    ("when", "found"), [("2023-05-19T23:00", "met"), ("2023-05-23T10:00", "overdue")]
)
def test_readings_that_agree_decide(world: World, when: str, found: str) -> None:
    world.question("A01")
    world.readings = [STRICT]
    world.policy = {"questions": ["A01"]}
    received(world, when)
    assert state(world.judge("2023-05-31"), MAY) == found


def test_a_zero_report_is_a_filing(world: World) -> None:
    zero = ["零报告", None, None, None, None, None]
    world.file("2023-05", "east", "funds", [zero], "2023-05-18T10:00:00+08:00")
    assert state(world.judge("2023-05-31"), MAY) == "met"


def test_of_several_months_the_last_one_due_binds(world: World) -> None:
    received(world, "2023-04-30T10:00", "2023-04")
    received(world, "2023-05-30T10:00")
    received(world, "2023-06-18T10:00", "2023-06")
    assert binding(world.judge("2023-06-30")) == [("2023年6月", "met")]


def project(spent: int = 1) -> list[object]:
    return ["P1", "中央", 1, 1, spent, "2023-05-01"]


HOUSES = ["V1", 3, "2023-05-01"]


@pytest.fixture
def two(tmp_path: Path) -> World:
    """A world with two forms to file."""
    return World(tmp_path, files=("funds", "villages"))


def test_late_is_not_missing(two: World) -> None:
    two.file("2023-05", "east", "funds", [project()], "2023-05-18T10:00:00+08:00")
    two.file("2023-05", "east", "villages", [HOUSES], "2023-05-24T10:00:00+08:00")
    verdict = only(two.judge("2023-05-31"), MAY)
    assert (verdict.state, verdict.word) == ("overdue", "迟报")
    assert (verdict.value, verdict.threshold, verdict.gap) == (2, 2, 0)
    assert verdict.sentence == ("东县：2023年5月应于5月22日前报送，2张已收齐，“示范村”迟报2天。")
    assert [(o.value, o.met) for o in verdict.outcomes] == [(2, False)]


def test_all_late_alike_are_told_together(two: World) -> None:
    for form, row in (("funds", project()), ("villages", HOUSES)):
        two.file("2023-05", "east", form, [row], "2023-05-24T10:00:00+08:00")
    assert only(two.judge("2023-05-31"), MAY).sentence.endswith("2张已收齐，均迟报2天。")


def test_what_is_missing_and_what_is_late_are_both_told(two: World) -> None:
    two.file("2023-05", "east", "funds", [project()], "2023-05-24T10:00:00+08:00")
    verdict = only(two.judge("2023-05-31"), MAY)
    assert (verdict.state, verdict.value, verdict.gap) == ("missing_report", 1, 1)
    assert verdict.sentence.endswith("1张已收到，“资金”迟报2天，“示范村”未报送。")
    assert verdict.next == "请补报2023年5月的“示范村”；补报的仍记为迟报。"


def binding(results: Results) -> list[tuple[str, str]]:
    return [
        (v.period or "", v.state.value)
        for v in results.own_of("east")
        if v.provision == "M-1" and v.binding
    ]


def test_every_month_that_is_missing_binds(world: World) -> None:
    received(world, "2023-06-18T10:00", "2023-06")
    before, after = world.judge("2023-06-30"), world.judge("2023-07-31")
    missing = [("2023年4月", "missing_report"), ("2023年5月", "missing_report")]
    assert binding(before) == [*missing, ("2023年6月", "met")]
    assert binding(after) == [*missing, ("2023年7月", "missing_report")]
    turned = [turn for turn in turns(before, after) if turn.id.endswith("/east")]
    assert [turn.id for turn in turned] == ["M-1@2023-07/east"]


def test_a_month_filed_at_last_turns_by_itself(world: World) -> None:
    received(world, "2023-06-28T10:00")
    before, after = world.judge("2023-06-27"), world.judge("2023-06-30")
    turned = [turn for turn in turns(before, after) if turn.id.endswith("/east")]
    assert [turn.id for turn in turned] == [MAY]
    assert turned[0].after is not None
    assert turned[0].after.word == "迟报"


def test_an_extension_moves_the_deadline_of_a_form_from_its_day(two: World) -> None:
    two.file("2023-05", "east", "funds", [project()], "2023-05-18T10:00:00+08:00")
    two.file("2023-05", "east", "villages", [HOUSES], "2023-06-05T20:00:00+08:00")
    two.allow("extension", "2023-05-24", period="2023-05", form="villages", until="2023-06-05")
    assert state(two.judge("2023-05-23"), MAY) == "missing_report"
    open_ = only(two.judge("2023-05-24"), MAY)
    assert (open_.state, open_.due) == ("not_due", date(2023, 6, 5))
    assert open_.exceptions == ("X2023-01",)
    assert "2023年5月应于5月22日（“示范村”延期至6月5日）前报送" in open_.sentence
    assert state(two.judge("2023-06-06"), MAY) == "met"
    assert state(two.judge("2023-06-06"), "M-1@2023-05/west") == "missing_report"


def test_after_an_extension_it_is_late_by_the_new_day(world: World) -> None:
    received(world, "2023-06-07T10:00")
    world.allow("extension", "2023-05-19", period="2023-05", until="2023-06-05")
    assert "迟报2天" in only(world.judge("2023-06-30"), MAY).sentence
    assert "6月5日（已延期）" in only(world.judge("2023-06-30"), MAY).sentence


def test_what_a_unit_is_exempt_from_is_not_missing(two: World) -> None:
    two.allow("exemption", "2023-05-30", period="2023-05", form="funds")
    assert "“资金”“示范村”未报送" in only(two.judge("2023-05-29"), MAY).sentence
    verdict = only(two.judge("2023-05-30"), MAY)
    assert (verdict.state, verdict.threshold, verdict.exceptions) == (
        "missing_report", 1, ("X2023-01",),
    )  # fmt: skip
    two.allow("exemption", "2023-06-01", period="2023-05", form="villages")
    verdict = only(two.judge("2023-06-02"), MAY)
    assert (verdict.state, verdict.word) == ("informational", "免报")
    assert verdict.sentence == "东县：2023年5月经同意免报。"
    assert verdict.binding
    assert state(two.judge("2023-06-30"), "M-1@2023-06/east") == "missing_report"


def test_what_is_filed_in_spite_of_an_exemption_is_no_fault(world: World) -> None:
    world.allow("exemption", "2023-05-10", period="2023-05")
    received(world, "2023-05-18T10:00")
    assert only(world.judge("2023-05-31"), MAY).word == "免报"


def test_a_statement_changes_nothing(world: World) -> None:
    world.allow("statement", "2023-05-25", period="2023-05", reason="系统故障")
    assert only(world.judge("2023-05-24"), MAY).exceptions == ()
    verdict = only(world.judge("2023-05-31"), MAY)
    assert (verdict.state, verdict.exceptions) == ("missing_report", ("X2023-01",))


def test_the_public_edition_knows_of_no_internal_entry(world: World) -> None:
    world.allow("exemption", "2023-05-25", period="2023-05", audience="internal")
    verdict = only(world.judge("2023-05-31", "public"), MAY)
    assert (verdict.state, verdict.exceptions) == ("missing_report", ())


def without_receipt(world: World, unit: str) -> World:
    """Their lines are gone from a log that holds others."""
    world.file("2023-05", "west", "funds", [["P1", "中央", 1, 1, 1, "2023-05-01"]])
    world._log = [line for line in world._log if f",{unit}," not in line]
    return world


def test_what_has_no_receipt_among_others_is_filed_and_never_on_time(world: World) -> None:
    received(world, "2023-05-25T10:00")
    assert state(world.judge("2023-05-31"), MAY) == "overdue"
    verdict = only(without_receipt(world, "east").judge("2023-05-31"), MAY)
    assert verdict.state == "overdue"
    assert "“资金”收到时间未登记，不能算按时" in verdict.sentence
    assert verdict.next == "请办公室核实2023年5月的“资金”何时收到，登记并写明理由。"


def test_until_the_deadline_it_may_still_be_registered(world: World) -> None:
    received(world, "2023-05-18T10:00")
    verdict = only(without_receipt(world, "east").judge("2023-05-19"), MAY)
    assert verdict.state == "not_due"
    assert "还差“资金”，其中“资金”已有文件，收到时间未登记" in verdict.sentence
    assert verdict.next == "请办公室核实2023年5月的“资金”何时收到，登记并写明理由。"


def test_in_a_folder_without_any_receipt_nobody_knows(world: World) -> None:
    received(world, "2023-05-18T10:00")
    world._log = []
    assert state(world.judge("2023-05-31"), MAY) == "cannot_judge"


def test_a_log_that_was_emptied_still_says_that_receipts_are_kept(world: World) -> None:
    received(world, "2023-05-18T10:00")
    assert state(world.judge("2023-05-31"), MAY) == "met"
    world._log = ["\n"]
    verdict = only(world.judge("2023-05-31"), MAY)
    assert (verdict.state, verdict.word) == ("overdue", "收到时间未登记")


def test_a_closing_waits_for_a_deadline_at_the_end_of_its_month(world: World) -> None:
    world.policy = {"day": 31, "roll": "none", "first": "2023-05"}
    told = closings(world.judge("2023-07-05"), lambda day: world.judge(day.isoformat())).closings
    found = [(str(c.month), str(c.day)) for c in told]
    assert found == [("2023-05", "2023-06-01"), ("2023-06", "2023-07-01")]
    assert told[0].stood.by_id[MAY].state == "missing_report"
