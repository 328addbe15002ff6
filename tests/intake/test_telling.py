"""Of what is wrong in the same way the first is told and the rest counted, and of a change only what it takes."""

from __future__ import annotations

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue.fields import Remark
from generator.intake.patterns import MAX_ALIKE
from generator.intake.persons import nameless
from generator.intake.telling import CellPlace, Change, Teller, short
from generator.problems import Untold, count
from generator.words.code import Severity
from generator.words.sentences import said
from tests.campaign import examples
from tests.factory import codes


def test_the_first_of_a_kind_are_told_and_the_rest_is_counted() -> None:
    tell = Teller("funds.csv")
    for row in range(5_000):
        tell.tell(Remark("E211", {"text": "1,23"}), CellPlace(row, 3, row), "支出数", "1,23")
        tell.tell(
            Remark("W215", {"text": "1e5", "used": "100000"}), CellPlace(row, 4, row), "户数", "1e5"
        )
    tell.tell(said("E211", text=short("4,5")), CellPlace(9, 7, 9), "预算数", "4,5")
    tell.tell(said("W134"), CellPlace(9))
    tell.close()
    assert codes(tell.problems).count("E211") == MAX_ALIKE + 1
    assert codes(tell.problems).count("W215") == MAX_ALIKE
    more = [problem for problem in tell.problems if problem.code == "W402"]
    assert [problem.message for problem in more] == [
        "“支出数”列还有 4980 处同样的问题（E211），没有列出",
        "“户数”列还有 4980 处同样的问题（W215），没有列出",
    ]
    assert [problem.untold for problem in more] == [Untold("E211", 4_980), Untold("W215", 4_980)]
    assert count(tell.problems) == {Severity.ERROR: 5_001, Severity.WARNING: 5_001}
    assert tell.broken


def test_what_stands_in_no_column_is_a_kind_as_well() -> None:
    tell = Teller("funds.csv")
    for row in range(MAX_ALIKE + 3):
        tell.tell(said("W134"), CellPlace(row))
    tell.close()
    assert tell.problems[-1].message == "W134 还有 3 处同样的问题，没有列出"
    assert not tell.broken


TEXTS = st.text(max_size=6) | st.sampled_from(
    ["13812345678", "张三", "长" * 500, "\ud800", "2023年6月"]
)
NOTED = st.tuples(
    st.integers(1, 9),
    st.integers(0, 9),
    st.integers(1, 9),
    st.sampled_from(["联系电话", "金额"]),
    TEXTS,
    TEXTS,
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(NOTED, max_size=8), st.sets(st.sampled_from(["张三", "李四"])))
def test_a_change_is_what_was_noted(
    noted: list[tuple[int, int, int, str, str, str]], names: set[str]
) -> None:
    tell = Teller("a.csv", "表")
    tell.names |= names
    for line, position, record, field, was, used in noted:
        tell.change(CellPlace(line, position, record), field, was, used)
    tell.close()
    told = [
        Change("a.csv", tell.sheet, line, record, position + 1,
               *(nameless(short(text, 200), names) for text in (field, was, used)))
        for line, position, record, field, was, used in noted
    ]  # fmt: skip
    assert tell.changes == told
    assert [tell.changes[at] for at in range(len(noted))] == told
    assert tell.changes[1:] == told[1:]


def test_a_million_changes_are_no_burden() -> None:
    tell = Teller("a.csv")
    tracemalloc.start()
    for row in range(20_000):
        tell.change(CellPlace(row, 3, row), "金额", f"{row:,}", str(row))
    tell.close()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 20_000 * 120
