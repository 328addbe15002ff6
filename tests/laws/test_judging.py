"""What must hold of every verdict, whatever is filed and in whatever order."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.judging.results import Results
from generator.words.states import State
from tests.campaign import examples
from tests.world import SPENT, World

GREEN = (State.MET, State.ON_TRACK)
MONTHS = ("2023-04", "2023-05", "2023-06", "2023-07", "2023-08")

projects = st.lists(
    st.tuples(
        st.sampled_from(["中央", "县级"]),
        st.integers(0, 9999),
        st.one_of(st.none(), st.integers(0, 9999)),
    ),
    min_size=1,
    max_size=5,
)
filings = st.dictionaries(st.sampled_from(MONTHS), projects, max_size=4)


def world(
    folder: str, filed: dict[str, list[tuple[str, int, int | None]]], turned: bool = False
) -> World:
    made = World(Path(folder), indicators=[{**SPENT, "readings": READINGS, "questions": ["A01"]}])
    made.question("A01")
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    made.target("T-1", quote, indicator="spent", checkpoints=points)
    made.rule("threshold", provision="T-1")
    for month in sorted(filed, reverse=turned):
        cut = date.fromisoformat(f"{month}-01") - timedelta(days=1)
        rows = [
            [f"P{i}", level, arrived, arrived * 2, spent, cut.isoformat()]
            for i, (level, arrived, spent) in enumerate(filed[month])
        ]
        made.file(month, "east", "funds", rows[::-1] if turned else rows)
    return made


READINGS = [
    {"id": "pooled", "name": "合计"},
    {"id": "each", "name": "逐级", "each": "level"},
    {"id": "allocated", "name": "按下达", "denominator": {"sum": "allocated"}},
]


def told(results: Results) -> list[tuple[object, ...]]:
    return [(v.id, v.state, v.value, v.gap, v.sentence, v.outcomes) for v in results.verdicts]


@settings(max_examples=examples(25), deadline=None)
@given(filings)
def test_the_order_of_rows_and_files_does_not_matter(
    filed: dict[str, list[tuple[str, int, int | None]]],
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        day = "2023-09-01"
        assert told(world(one, filed).judge(day)) == told(world(other, filed, True).judge(day))


@settings(max_examples=examples(25), deadline=None)
@given(filings, st.sampled_from(MONTHS))
def test_a_later_filing_never_changes_an_earlier_day(
    filed: dict[str, list[tuple[str, int, int | None]]], month: str
) -> None:
    """What came in after a day is not known on that day."""
    day = f"{month}-10"
    known = {name: rows for name, rows in filed.items() if name < month}  # received on the 15th
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert told(world(one, filed).judge(day)) == told(world(other, known).judge(day))


@settings(max_examples=examples(25), deadline=None)
@given(filings)
def test_nothing_is_green_without_data_and_one_verdict_of_a_series_binds(
    filed: dict[str, list[tuple[str, int, int | None]]],
) -> None:
    with TemporaryDirectory() as folder:
        results = world(folder, filed).judge("2023-09-01")
    for verdict in results.verdicts:
        if verdict.state in GREEN:
            assert verdict.lineage
            assert verdict.value is not None
            assert all(outcome.met for outcome in verdict.outcomes)
    series = [v for v in results.verdicts if v.provision == "T-1" and v.subject == "east"]
    assert sum(verdict.binding for verdict in series) == 1
