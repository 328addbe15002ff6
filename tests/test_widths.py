"""Whatever the width, nothing that a cell, a line or a branch says is lost, and nothing stands beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.widths import Branch, cells, fold, table, tree
from tests.campaign import examples

WIDTHS = st.integers(20, 200)
WORDS = st.text(
    st.sampled_from("市农业局资金2023年6月。，（）“”、-%a1T/ .○●"), min_size=0, max_size=60
).map(lambda text: " ".join(text.split()))


def bare(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@settings(max_examples=examples(200), deadline=None)
@given(WORDS, WIDTHS, st.integers(0, 12))
def test_a_fold_keeps_every_character_in_its_order(text: str, width: int, hang: int) -> None:
    lines = fold(text, width, hang)
    assert bare(lines) == bare([text])
    assert all(cells(line) <= width for line in lines)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], set[int]]:
    columns = draw(st.lists(WORDS.filter(bool), min_size=1, max_size=10))
    numbers = draw(st.sets(st.integers(1, 9)))
    number = st.integers(0, 99999).map(str) | st.just("")
    row = [number if at in numbers else WORDS for at in range(len(columns))]
    return columns, draw(st.lists(st.tuples(*row).map(list), min_size=1, max_size=5)), numbers


@settings(max_examples=examples(200), deadline=None)
@given(tables(), WIDTHS)
def test_no_cell_is_cut_and_no_column_is_lost(
    drawn: tuple[list[str], list[list[str]], set[int]], width: int
) -> None:
    columns, rows, numbers = drawn
    laid = table(columns, rows, width, numbers)
    lines = [*laid.head, *laid.body]
    assert all(cells(line) <= width for line in lines)
    letters = sorted(char for row in rows for char in bare(row))
    if laid.head:
        assert sorted(bare(laid.body)) == letters
        assert sorted(bare(laid.head).replace("─", "")) == sorted(bare(columns))
        return
    told = bare(laid.body)
    for row in rows:
        assert bare(row[:1]) in told
        for name, cell in zip(columns[1:], row[1:], strict=True):
            assert not cell or bare([f"{name}：{cell}"]) in told


def test_a_table_folds_and_then_its_rows_become_records() -> None:
    columns = ["单位", "进度正常", "已达到", "尚缺的报送"]
    rows = [["市农业农村局", "12", "3", "资金表、项目表"], ["市残联", "", "1", ""]]
    wide = table(columns, rows, 60, {1, 2})
    assert wide.head[0] == "单位          进度正常  已达到  尚缺的报送"
    assert wide.body[0] == "市农业农村局        12       3  资金表、项目表"
    tight = table(columns, rows, 40, {1, 2})
    assert tight.head[:2] == ["单位          进度  已达  尚缺的报送", "              正常    到"]
    assert table(columns, rows, 24, {1, 2}).body == [
        "市农业农村局",
        "  进度正常：12",
        "  已达到：3",
        "  尚缺的报送：资金表、项",
        "    目表",
        "",
        "市残联",
        "  已达到：1",
    ]


def test_a_line_neither_begins_with_what_closes_nor_parts_a_path() -> None:
    lines = fold("见 submissions/2023-07/east/funds.csv:2，已改正。", 40)
    assert lines == ["见", "submissions/2023-07/east/funds.csv:2，已", "改正。"]
    assert fold("完成任务，好", 8) == ["完成任", "务，好"]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_deep_tree_stays_within_its_width(width: int) -> None:
    branch = Branch("最里面的一句话，说明这个数是怎么来的")
    for depth in range(12):
        branch = Branch(f"第{depth}层：由下面几项相加", (branch, Branch("旁边的一项")))
    lines = tree(branch, width)
    assert all(cells(line) <= width for line in lines)
    told = "".join("".join(lines).translate(dict.fromkeys(map(ord, "├└│─ "))).split())
    assert told.count("旁边的一项") == 12
    assert "最里面的一句话，说明这个数是怎么来的" in told
