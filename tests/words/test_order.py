"""The order of names: a number in a name is a number."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generator.words.order import natural

NAMES = st.text(st.sampled_from("WT-0123456789县、"), max_size=12)


def test_ten_comes_after_nine() -> None:
    names = ["W10", "W2", "W1", "W02", "T12-10", "T12-9", "T9", "甲", "W", "", "9" * 9000]
    told = sorted(names, key=natural)
    assert told == ["", "9" * 9000, "T9", "T12-9", "T12-10", "W", "W1", "W02", "W2", "W10", "甲"]


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.text("WT-", max_size=3))
def test_numbers_after_the_same_letters_are_in_order(one: int, other: int, head: str) -> None:
    assert (natural(f"{head}{one}") < natural(f"{head}{other}")) == (one < other)


@given(st.lists(NAMES), st.randoms())
def test_the_order_does_not_hang_on_the_order_before(names: list[str], by: Random) -> None:
    mixed = by.sample(names, len(names))
    assert sorted(names, key=natural) == sorted(mixed, key=natural)
    assert len({natural(name) for name in names}) == len(set(names))
