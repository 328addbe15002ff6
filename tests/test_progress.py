"""Counting is heard by whoever listens, seldom enough, and once."""

from __future__ import annotations

import sys

import pytest

from generator.merging.bounded import bounded
from generator.progress import counted, heard, told


def test_nobody_listens() -> None:
    things = [1, 2, 3]
    assert counted(things) is things
    told(1, 2)


def test_the_first_and_the_last_are_told() -> None:
    parts: list[tuple[int, int | None]] = []
    with heard(lambda done, total: parts.append((done, total))):
        assert list(counted(range(10_000))) == list(range(10_000))
    assert parts[0] == (0, 10_000)
    assert parts[-1] == (10_000, 10_000)
    assert len(parts) < 100


def test_what_does_not_know_how_many_counts_all_the_same() -> None:
    parts: list[tuple[int, int | None]] = []
    with heard(lambda done, total: parts.append((done, total))):
        assert list(counted(iter("abc"))) == ["a", "b", "c"]
        assert list(counted(iter("abc"), 3)) == ["a", "b", "c"]
    assert (3, None) in parts
    assert parts[-1] == (3, 3)


def test_a_count_within_a_count_is_not_told() -> None:
    totals: set[int | None] = set()
    with heard(lambda done, total: totals.add(total)):
        for _ in counted([1, 2]):
            for _ in counted("inner"):
                told(1, 77)
        for _ in counted("after"):
            pass
    assert totals == {2, 5}


def test_who_stops_halfway_leaves_the_next_count_heard() -> None:
    totals: set[int | None] = set()
    with heard(lambda done, total: totals.add(total)):
        for _ in counted([1, 2]):
            break
        list(counted("after"))
    assert totals == {2, 5}


@pytest.mark.skipif(sys.platform == "win32", reason="does the work itself")
def test_a_child_that_works_within_limits_is_heard() -> None:
    parts: list[tuple[int, int | None]] = []
    with heard(lambda done, total: parts.append((done, total))):
        assert bounded(lambda: sum(counted(range(1_000)))) == 499_500
        assert bounded(lambda: len(list(counted(iter("abc"))))) == 3
    assert (1_000, 1_000) in parts
    assert (3, None) in parts
