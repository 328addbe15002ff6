"""Of what is wrong in the same way the first is told and the rest counted, and of a change only what it takes."""

from __future__ import annotations

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue.fields import Read, Remark
from generator.catalogue.model import Column
from generator.intake.changes import Change
from generator.intake.column import FiledColumn, tell_remarks
from generator.intake.patterns import MAX_ALIKE
from generator.intake.persons import nameless
from generator.intake.reads import Reads
from generator.intake.sheet import Sheet
from generator.intake.telling import CellPlace, Teller, short
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


REMARKS = st.lists(
    st.builds(
        Remark,
        st.sampled_from(["E211", "W215", "E210.drop", "E210.point"]),
        st.just({"text": "1", "used": "1", "whole": "1", "part": "2", "mark": "*", "number": "1"}),
    ),
    max_size=3,
).map(tuple)
READS = st.builds(
    Read,
    st.none(),
    st.none() | st.sampled_from(["", "1", "长" * 400]),
    REMARKS,
    st.sampled_from(["", "—"]),
)
KNOWN = [*"abcdefgh", "长" * 500]


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(st.sampled_from(KNOWN), max_size=120),
    st.dictionaries(st.sampled_from(KNOWN), READS, max_size=9),
    st.dictionaries(st.integers(0, 119), READS, max_size=4),
    st.booleans(),
)
def test_a_column_is_told_as_its_cells_one_by_one(
    texts: list[str], noted: dict[str, Read], shown: dict[int, Read], required: bool
) -> None:
    column = Column(id="x", header="金额", type="decimal", required=required)
    reads = Reads()
    reads.update(dict.fromkeys(KNOWN))
    reads.noted.update({text: read for text, read in noted.items() if read.noteworthy})
    count = len(texts)
    lines, numbers = range(5, 2 * count + 5, 2), range(3, count + 3)
    laid = Sheet({"x": 2}, lines, numbers, [(), (), texts], [set(), set(), set(texts)])
    shown = {row: read for row, read in shown.items() if row < count}
    cells = FiledColumn(column, 2, laid, texts, set(texts), reads, shown)
    tell, one_by_one = Teller("a.csv"), Teller("a.csv")
    tell_remarks(cells, tell)
    for row, text in enumerate(texts):
        read, place = shown.get(row) or reads.read(text), CellPlace(lines[row], 2, numbers[row])
        for remark in read.remarks:
            one_by_one.tell(remark, place, "金额", text)
        if read.used is not None and (read.used or not read.mark or not required):
            one_by_one.change(place, "金额", text, read.used)
    tell.close()
    one_by_one.close()
    assert tell.problems == one_by_one.problems
    assert tell.changes == one_by_one.changes
    assert tell.broken == one_by_one.broken
