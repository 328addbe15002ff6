"""What must hold of rankings, counters, registers and ratios, whatever is filed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.judging.results import Results
from tests.campaign import examples
from tests.world import SPENT, World, only

TOWNS = "甲乙丙丁戊"
QUOTE = "每季度乡镇综合排序，对后几名实行一次警告、两次黄牌、三次免职"
QUARTERS = ("2023-06", "2023-09", "2023-12")
LADDER = [
    {"times": n, "measure": measure, "proposes": f"拟{measure}"}
    for n, measure in ((1, "一次警告"), (2, "两次黄牌"), (3, "三次免职"))
]

scores = st.lists(st.integers(60, 64), min_size=len(TOWNS), max_size=len(TOWNS))
years = st.lists(scores, min_size=1, max_size=3)


def ranked(folder: str, year: list[list[int]], names: str = TOWNS, turned: bool = False) -> World:
    world = World(Path(folder), files=("scores",))
    world.towns(*names)
    world.adopt()
    world.provision("escalations", "T-11", QUOTE, measures=["一次警告", "两次黄牌", "三次免职"])
    world.rule("ranking", id="places", provision="T-11", register="towns", form="scores",
               item="township", dated_by="date", every="quarter", last=[2], method="points",
               subjects=["east"])  # fmt: skip
    world.rule("escalation", id="ladder", provision="T-11", ranking="places",
               counters=["cumulative"], ladder=LADDER)  # fmt: skip
    for month, given_ in zip(QUARTERS, year, strict=False):
        rows: list[list[object]] = [
            [town, f"{month}-10", value, 1] for town, value in zip(names, given_, strict=True)
        ]
        world.file(month, "east", "scores", rows[::-1] if turned else rows)
    return world


def places(results: Results, quarter: str) -> list[str]:
    return [step.says for step in only(results, f"T-11@2023-{quarter}/all").steps]


@settings(max_examples=examples(20), deadline=None)
@given(scores)
def test_ranks_do_not_hang_on_names_or_on_the_order_of_rows(given_: list[int]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other, TemporaryDirectory() as third:
        day = "2023-07-25"
        plain = places(ranked(one, [given_]).judge(day), "Q2")
        renamed = places(ranked(other, [given_], "己庚辛壬癸").judge(day), "Q2")
        turned = places(ranked(third, [given_], turned=True).judge(day), "Q2")
    mapping = str.maketrans("己庚辛壬癸", TOWNS)
    assert [said.translate(mapping) for said in renamed] == plain == turned


@settings(max_examples=examples(20), deadline=None)
@given(scores)
def test_equal_scores_share_a_rank_and_better_ones_go_before(given_: list[int]) -> None:
    with TemporaryDirectory() as folder:
        steps = only(ranked(folder, [given_]).judge("2023-07-25"), "T-11@2023-Q2/all").steps
    ranks = {step.value: int(step.says.removeprefix("第").partition("名")[0]) for step in steps}
    for step in steps:
        assert ranks[step.value] == 1 + sum(value > (step.value or 0) for value in given_)


@settings(max_examples=examples(20), deadline=None)
@given(years)
def test_counters_never_fall_within_the_year(year: list[list[int]]) -> None:
    with TemporaryDirectory() as folder:
        results = ranked(folder, year).judge("2024-01-25")
    by_item: dict[str, list[float]] = {}
    for verdict in results.verdicts:
        if verdict.item:
            by_item.setdefault(verdict.item, []).append(verdict.value or 0)
    for counts in by_item.values():
        assert counts == sorted(counts)
        assert counts[0] == 1


@settings(max_examples=examples(20), deadline=None)
@given(years)
def test_a_later_period_changes_nothing_before_it(year: list[list[int]]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        day = "2023-07-25"
        whole = [(v.id, v.state, v.sentence) for v in ranked(one, year).judge(day).verdicts]
        first = [(v.id, v.state, v.sentence) for v in ranked(other, year[:1]).judge(day).verdicts]
    assert whole == first


READINGS = [
    {"id": "arrived", "name": "按到位"},
    {"id": "allocated", "name": "按下达", "denominator": {"sum": "allocated"}},
]
rows = st.lists(
    st.tuples(st.sampled_from(["中央", "县级"]), st.integers(1, 500), st.integers(0, 500)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=examples(25), deadline=None)
@given(rows)
def test_readings_agree_where_their_denominators_are_equal(
    filed: list[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        indicator = {**SPENT, "readings": READINGS, "questions": ["A01"]}
        world = World(Path(folder), indicators=[indicator])
        world.question("A01")
        world.provision("commitments", "T-7", "应训尽训")
        world.rule("ratio", provision="T-7", indicator="spent", whole=True, subjects=["east"])
        world.file("2023-06", "east", "funds", [
            [f"P{i}", level, base, base, spent, "2023-05-31"]
            for i, (level, base, spent) in enumerate(filed)
        ])  # fmt: skip
        verdict = only(world.judge("2023-06-30"), "T-7/east")
    assert len({outcome.value for outcome in verdict.outcomes}) == 1
    assert verdict.state != "depends_on_definition"


STATES: list[dict[str, Any]] = [
    {"state": "整改中", "next": ["已整改"]},
    {"state": "已整改", "next": ["县级已核实"]},
    {"state": "县级已核实", "needs": ["verified"], "next": ["复核通过", "复核退回"]},
    {"state": "复核通过", "needs": ["verified", "rechecked"], "closed": True},
    {"state": "复核退回", "next": ["整改中"], "reopens": True},
]
ways = st.lists(st.sampled_from([str(state["state"]) for state in STATES]), min_size=1, max_size=4)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(ways, min_size=1, max_size=4), st.booleans(), st.randoms())
def test_nothing_is_closed_that_was_not_told_closed(
    records: list[list[Any]], checked: bool, dice: Any
) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder), files=("problems",))
        world.provision("commitments", "T-9", "问题逐一整改")
        world.rule("register", provision="T-9", form="problems", record="problem", status="status",
                   states=STATES, subjects=["east"])  # fmt: skip
        for step, month in enumerate(("2023-05", "2023-06", "2023-07", "2023-08")):
            filed: list[list[object]] = [
                [f"W{i}", way[step], "住建局", "东县", "2023-05-01", "2023-05-02",
                 "2023-05-03" if checked else None]
                for i, way in enumerate(records) if step < len(way)
            ]  # fmt: skip
            dice.shuffle(filed)
            if filed:
                world.file(month, "east", "problems", filed)
        verdict = only(world.judge("2023-08-25"), "T-9/east")
    told_closed = sum(way[-1] == "复核通过" for way in records) if checked else 0
    assert (verdict.value or 0) <= told_closed
    assert verdict.state not in ("met", "on_track") or verdict.value == len(records)
