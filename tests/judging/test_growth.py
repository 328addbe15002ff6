"""What judging costs grows with what there is to judge: counted in calls, which are the same on every machine.

Twice as much of anything may take twice as many calls more than before, and hardly any more than that.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator import flow
from generator.catalogue.model.exceptions import Exceptions, RegisteredException
from generator.catalogue.owing import closing, closings, data_days, filing_terms, listed
from generator.judging import history
from generator.judging.case import Case
from generator.judging.kinds.candidates.judge import Standing, _places
from generator.judging.results import as_json, json_of
from generator.judging.verdict import Step
from tests.factory import declared_harbour, declared_shipped
from tests.laws import whole
from tests.workloads import Workload, write

_MORE = 2.3
"""Of twice as much: so many times the calls that the first half took beyond the constant part; 4 for what goes
through everything for everything."""

SMALL = Workload(units=4, months=3, rows=4, few=2, register=8)
AXES = [
    [replace(SMALL, units=units) for units in (4, 8, 16)],
    [replace(SMALL, months=months) for months in (3, 6, 12)],
    [replace(SMALL, rows=rows) for rows in (8, 16, 32)],
    [replace(SMALL, register=items) for items in (10, 20, 40)],
]


def calls(work: Callable[[], object]) -> int:
    """How many functions some work calls."""
    count = 0

    def one(_frame: object, event: str, _of: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(one)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("sizes", AXES, ids=("units", "months", "rows", "register"))
def test_judging_grows_with_what_there_is(sizes: list[Workload], tmp_path: Path) -> None:
    taken, told = [], []
    for number, size in enumerate(sizes):
        root = tmp_path / str(number)
        write(size, root)
        world = flow.read(root)
        as_json(flow.judge(world, size.day))  # what is imported, and kept for good, is not counted
        assert world.ledger is not None
        world.ledger.known.clear()
        taken.append(calls(partial(flow.judge, world, size.day)))
        told.append(calls(partial(as_json, flow.judge(world, size.day))))
    for small, middle, large in (taken, told):
        assert large - middle <= _MORE * max(middle - small, small // 20), (taken, told)


def test_looking_back_grows_with_the_months(tmp_path: Path) -> None:
    """Each closing costs what changed by then: of a plan twice as long there are twice as many closings, and hardly any
    of them is dearer."""
    taken = []
    for months in (12, 24, 48):
        root = tmp_path / str(months)
        size = replace(SMALL, units=2, months=months)
        write(size, root)
        world = flow.read(root)
        results = flow.judge(world, size.day)
        taken.append(calls(partial(history.closings, results, partial(flow.judge, world))))
    small, middle, large = taken
    assert large - middle <= _MORE * (middle - small), taken


def test_who_owes_what_is_not_looked_for_among_all_for_each(tmp_path: Path) -> None:
    taken = []
    for units in (4, 8, 16):
        root = tmp_path / str(units)
        write(replace(SMALL, units=units, months=1), root)
        declared = flow.read(root).catalogue
        assert declared is not None
        taken.append(calls(partial(listed, declared, declared.units)))
    small, middle, large = taken
    assert large - middle <= _MORE * (middle - small), taken


# --- the quick way is the same way ---------------------------------------------------------------


def test_results_piece_by_piece_are_the_whole(tmp_path: Path) -> None:
    whole.whole(tmp_path, Random(11)).write()
    results = flow.judge(flow.read(tmp_path), date(2023, 7, 21))
    pieces = list(json_of(results))
    assert "".join(pieces) == as_json(results)
    assert max(map(len, pieces)) < len(as_json(results)) / 4


def test_places_count_those_who_are_before() -> None:
    dice = Random(1)
    for size in range(12):
        listed_ = sorted(
            (Standing("u", (Step("", float(dice.randrange(4))),)) for _ in range(size)),
            key=lambda one: one.weight,
        )
        before = [1 + sum(o.weight < one.weight for o in listed_) for one in listed_]
        assert list(_places(listed_)) == before


def test_ranks_by_halving_are_ranks_by_counting() -> None:
    dice = Random(2)
    values = [float(dice.randrange(20)) for _ in range(60)]
    inorder = sorted(values)
    for own in values:
        assert len(values) - bisect_right(inorder, own) == sum(other > own for other in values)
        assert bisect_left(inorder, own) == sum(other < own for other in values)


def test_terms_close_together_as_each_by_itself() -> None:
    for declared in (declared_shipped(), declared_harbour()):
        terms = dict.fromkeys(each for t in filing_terms(declared) for each in (t, t.month))
        assert closings(declared, terms) == {term: closing(declared, term) for term in terms}


def test_the_longest_deadline_is_looked_for_among_those_who_have_longer() -> None:
    """And all others have the usual one: the same days as by asking of each unit."""
    declared, dice = declared_shipped(), Random(4)
    filers = declared.filers()
    months = [str(term) for term in filing_terms(declared)]
    for number in (0, 1, len(filers), 3 * len(filers)):
        entries = tuple(
            RegisteredException(
                id=f"X2023-{at:02}", kind="extension", units=(filers[at % len(filers)].id,), paper="",
                date=date(2023, 5, 1), period=dice.choice(months), until=date(2023, 5, 1 + at % 25),
            )
            for at in range(number)
        )  # fmt: skip
        given = replace(declared, exceptions=Exceptions(entries))
        for form in given.forms.values():
            if given.schedules[form.id].covers:
                continue
            for term, span in data_days(given, form).items():
                due = (given.due_of(unit.id, form.id, term).last_day for unit in filers)
                assert span.end == max(term.last, *due)


def test_what_counts_is_found_unit_by_unit(tmp_path: Path) -> None:
    """In order of the terms, then of the units as they are asked for, as the ledger has it."""
    whole.whole(tmp_path, Random(6)).write()
    world = flow.read(tmp_path)
    case: Case = flow.judge(world, date(2023, 7, 1)).case
    assert world.ledger is not None
    every = {key: case.ledger.current(key, case.as_of) for key in case.ledger.by_key}
    for form in world.ledger.catalogue.forms:
        for units in (("east",), ("west", "east"), ("east", "west"), ("nobody",)):
            found = [
                filing
                for month in case.terms
                for unit in units
                if (filing := every.get((month, unit, form)))
            ]
            assert case.filings(units, form) == found
