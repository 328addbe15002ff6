"""Counting what qualifies: villages, events in periods, documents, and rows that tell again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, only, state


@pytest.fixture
def villages(tmp_path: Path) -> World:
    world = World(tmp_path, files=("villages",))
    world.target("T-1", "建成5个示范村", value=5, due="2023-12-31")
    world.target("T-2", "每村不少于10户", value=10)
    enough = [{"column": "households", "meets": "T-2"}]
    world.rule("count", provision="T-1", form="villages", distinct="village", qualifies=enough)
    return world


def households(*numbers: int | None, as_of: str = "2023-11-30") -> list[list[object]]:
    return [[f"V{i}", number, as_of] for i, number in enumerate(numbers, start=1)]


@pytest.mark.parametrize(
    ("numbers", "count", "found"),
    [
        ((60, 0, 0, 0, 0), 1, "at_risk"),
        ((10, 10, 10, 10, 10), 5, "met"),
        ((10, 10, 10, 10, 10, 3), 5, "met"),
        ((10, 10, 10, 10, 9), 4, "at_risk"),
        ((10, 10, 10, 10, None), 4, "at_risk"),
        ((50,), 1, "at_risk"),
    ],
)
def test_villages_count_one_by_one_and_never_as_a_sum(
    villages: World, numbers: tuple[int, ...], count: int, found: str
) -> None:
    villages.file("2023-12", "east", "villages", households(*numbers))
    verdict = only(villages.judge("2023-12-25"), "T-1@2023-12-31/east")
    assert (verdict.value, verdict.state) == (count, found)


def test_after_the_last_report_a_short_count_is_overdue(villages: World) -> None:
    villages.file("2023-12", "east", "villages", households(10, 10))
    villages.file("2024-01", "east", "villages", households(10, 10, as_of="2023-12-31"))
    assert state(villages.judge("2024-01-15"), "T-1@2023-12-31/east") == "overdue"
    assert state(villages.judge("2024-01-25"), "T-1@2023-12-31/west") == "missing_report"


@pytest.mark.parametrize(
    ("numbers", "as_of", "found"),
    [
        ((10, 10, 10, 10, 10), "2024-01-15", "cannot_judge"),  # reached, but nobody knows by when
        ((10, 10), "2024-01-15", "overdue"),  # short even after the day
        ((10, 10), "2023-12-20", "cannot_judge"),
        ((10, 10, 10, 10, 10), "2023-12-20", "met"),  # reached before, and it can only rise
    ],
)
def test_figures_of_other_days_prove_what_they_can(
    villages: World, numbers: tuple[int, ...], as_of: str, found: str
) -> None:
    villages.file("2023-12", "east", "villages", households(10, 10))
    villages.file("2024-01", "east", "villages", households(*numbers, as_of=as_of))
    verdict = only(villages.judge("2024-01-25"), "T-1@2023-12-31/east")
    assert verdict.state == found
    assert ("不能证明按期" in verdict.sentence) == (found == "cannot_judge")


def test_a_standing_list_counts_by_its_newest_filing(villages: World) -> None:
    villages.file("2023-11", "east", "villages", households(10, 10, 10, 10, 10))
    villages.file("2023-12", "east", "villages", households(10, 10))
    assert only(villages.judge("2023-12-25"), "T-1@2023-12-31/east").value == 2


def test_each_village_has_two_readings(villages: World) -> None:
    villages.question("A01")
    villages.provisions["targets"][1]["questions"] = ["A01"]
    readings = [
        {"id": "five", "name": "五个村达到", "at_least": "T-1"},
        {"id": "all", "name": "所列各村都达到", "all": True},
    ]
    enough = [{"column": "households", "meets": "T-2"}]
    villages.rule(
        "count",
        provision="T-2",
        form="villages",
        distinct="village",
        qualifies=enough,
        readings=readings,
    )
    villages.file("2023-12", "east", "villages", households(10, 10, 10, 10, 10, 3))
    verdict = only(villages.judge("2023-12-25"), "T-2/east")
    assert verdict.state == "depends_on_definition"
    assert [(o.threshold, o.met) for o in verdict.outcomes] == [(5, True), (6, False)]
    villages.file("2023-12", "east", "villages", households(10, 10, 10, 10, 10, 11))
    assert state(villages.judge("2023-12-25"), "T-2/east") == "met"


@pytest.fixture
def events(tmp_path: Path) -> World:
    return World(tmp_path, files=("events",))


def event(number: int, kind: str, day: str, place: str = "", title: str = "") -> list[object]:
    return [f"H{number}", kind, day, place, title]


def visiting(world: World) -> None:
    world.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter")
    where = [{"column": "kind", "is": "走访"}]
    world.rule(
        "count", provision="T-3", form="events", distinct="place", where=where, dated_by="date",
        subjects=["east"],
    )  # fmt: skip


def test_a_quarter_counts_places_and_not_visits(events: World) -> None:
    visiting(events)
    rows = [
        event(i, "走访", f"2023-07-{i:02}", place) for i, place in enumerate("甲乙甲乙", start=1)
    ]
    events.file("2023-07", "east", "events", rows)
    for month in ("2023-08", "2023-09", "2023-10"):
        events.file(month, "east", "events", [["零报告", None, None, None, None]])
    results = events.judge("2023-10-25")
    verdict = only(results, "T-3@2023-Q3/east")
    assert (verdict.value, verdict.state, verdict.gap) == (2, "overdue", 1)


def test_a_quarter_is_met_as_soon_as_it_is(events: World) -> None:
    visiting(events)
    rows = [event(i, "走访", f"2023-07-{i:02}", place) for i, place in enumerate("甲乙丙", start=1)]
    events.file("2023-07", "east", "events", rows)
    assert state(events.judge("2023-07-20"), "T-3@2023-Q3/east") == "met"


def test_a_short_quarter_with_a_report_missing_is_a_missing_report(events: World) -> None:
    visiting(events)
    events.file("2023-07", "east", "events", [event(1, "走访", "2023-07-02", "甲")])
    events.file("2023-10", "east", "events", [event(2, "走访", "2023-09-20", "乙")])
    verdict = only(events.judge("2023-10-25"), "T-3@2023-Q3/east")
    assert verdict.state == "missing_report"
    assert "没有报送2023年8月、9月的“活动”表" in verdict.sentence


def test_rows_count_in_the_period_of_their_date_not_of_their_filing(events: World) -> None:
    visiting(events)
    rows = [event(1, "走访", "2023-06-28", "甲"), event(2, "走访", "2023-07-03", "乙")]
    events.file("2023-07", "east", "events", rows)
    results = events.judge("2023-07-25")
    assert only(results, "T-3@2023-Q2/east").value == 1
    assert only(results, "T-3@2023-Q3/east").value == 1


def test_named_months_and_months_between(events: World) -> None:
    events.cadence("T-4", "5月、10月开展专项检查", months=[5, 10])
    where = [{"column": "kind", "is": "检查"}]
    events.rule(
        "count", provision="T-4", form="events", distinct="event", where=where, dated_by="date",
        subjects=["east"],
    )  # fmt: skip
    events.file("2023-05", "east", "events", [event(1, "检查", "2023-05-10")])
    results = events.judge("2023-05-31")
    found = {v.id: v.state.value for v in results.by_provision["T-4"]}
    assert found == {"T-4@2023-05/east": "met", "T-4@2023-10/east": "not_due"}


def test_an_event_told_again_counts_once_and_as_told_last(events: World) -> None:
    events.cadence("T-5", "每月开展一次调研", every="month")
    where = [{"column": "kind", "is": "调研"}]
    events.rule(
        "count", provision="T-5", form="events", distinct="event", where=where, dated_by="date",
        subjects=["east"],
    )  # fmt: skip
    events.file("2023-05", "east", "events", [event(1, "调研", "2023-05-10")])
    events.file("2023-06", "east", "events", [event(1, "检查", "2023-05-10")])
    assert only(events.judge("2023-05-31"), "T-5@2023-05/east").value == 1
    assert only(events.judge("2023-06-25"), "T-5@2023-05/east").value == 0


@pytest.fixture
def circulars(tmp_path: Path) -> World:
    """Each re-check of problems is to be followed by a circular."""
    world = World(tmp_path, files=("events", "problems"))
    world.provision("deliverables", "T-10", "开展抽样复核")
    rechecks = {"name": "复核", "form": "problems", "dated_by": "rechecked", "subjects": ["county"],
                "where": [{"column": "status", "is": "复核通过"}]}  # fmt: skip
    world.rule("count", provision="T-10", form="events", distinct="event", dated_by="date",
               subjects=["east"], after=rechecks)  # fmt: skip
    return world


def rechecked(world: World, month: str, *days: str | None, circular: str = "") -> None:
    """What east tells of its problems and circulars; west has had no problem yet."""
    none: list[list[object]] = [["零报告", *[None] * 6]]
    told: list[list[object]] = [
        [f"W{number}", "复核通过", None, "东县", None, None, day] for number, day in enumerate(days)
    ]
    world.file(month, "east", "problems", told or none)
    world.file(month, "west", "problems", none)
    event: list[object] = [month, "检查", circular, None, None] if circular else [*none[0][:5]]
    world.file(month, "east", "events", [event])


@pytest.mark.parametrize(
    ("circular", "found"), [("2023-06-01", "on_track"), ("2023-05-31", "not_due"), ("", "not_due")]
)
def test_what_follows_each_round_follows_the_newest(
    circulars: World, circular: str, found: str
) -> None:
    for month in ("2023-04", "2023-05"):
        rechecked(circulars, month)
    rechecked(circulars, "2023-06", "2023-05-20", "2023-06-01", circular=circular)
    verdict = only(circulars.judge("2023-06-25"), "T-10/east")
    assert verdict.state == found, verdict.sentence
    assert "6月1日复核以后" in verdict.sentence
    rechecked(circulars, "2023-07", "2023-05-20", "2023-07-01")
    assert state(circulars.judge("2023-07-25"), "T-10/east") == "not_due"


def test_a_round_that_may_be_missing_or_has_no_day_settles_nothing(circulars: World) -> None:
    for month in ("2023-04", "2023-05"):
        rechecked(circulars, month)
    rechecked(circulars, "2023-06", "2023-05-20", None, circular="2023-06-02")
    assert state(circulars.judge("2023-06-25"), "T-10/east") == "cannot_judge"
    rechecked(circulars, "2023-06", "2023-05-20", circular="2023-06-02")
    assert state(circulars.judge("2023-06-25"), "T-10/east") == "on_track"
    assert state(circulars.judge("2023-07-25"), "T-10/east") == "missing_report"


@pytest.mark.parametrize(
    ("kind", "day", "found"),
    [("检查", "2023-07-03", "overdue"), (None, "2023-07-03", "missing_report"),
     ("检查", None, "missing_report")],
)  # fmt: skip
def test_where_few_are_better_a_blank_is_not_one_less(
    events: World, kind: str | None, day: str | None, found: str
) -> None:
    events.policy["first"] = "2023-07"
    events.target(
        "T-2", "建成5个示范村", value=2, operator="at_most", due="2023-07-10", basis="assumed"
    )
    events.rule("count", provision="T-2", form="events", distinct="event", dated_by="date",
                where=[{"column": "kind", "is": "检查"}], subjects=["east"])  # fmt: skip
    rows = [event(i, "检查", f"2023-07-0{i}") for i in (1, 2)]
    events.file("2023-07", "east", "events", [*rows, ["H3", kind, day, "", ""]])
    assert state(events.judge("2023-07-21"), "T-2@2023-07-10/east") == found
