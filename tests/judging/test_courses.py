"""Courses that are kept are those that would be worked out, and after one change of filings most of them stand."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest

from generator import flow
from generator.catalogue.model import Rule
from generator.judging import kinds
from generator.judging.case import Body, Case
from generator.judging.course import Course
from generator.judging.kept import courses
from generator.ledger import WithheldError
from generator.store import Store
from tests.campaign import seeds
from tests.judging.test_history import EVERY
from tests.judging.test_judged import DAY, EDITIONS, EDITS, OF_FILINGS, _begun, read
from tests.laws import whole


class Worked:
    """Works courses out, and counts them."""

    def __init__(self) -> None:
        self.out = 0

    def courses(self, case: Case) -> dict[str, Course]:
        """Those of all rules of a case, in the order in which they are asked for."""
        charted = [rule for rule in case.catalogue.rules if rule.options.charted]
        wanted = {
            repr((rule.id, body)): partial(self._course, case, rule, body)
            for rule in charted
            for body in case.bodies(rule)
        }
        self.out = 0
        return dict(courses(case, wanted))

    def _course(self, case: Case, rule: Rule, body: Body) -> Course:
        self.out += 1
        try:
            return kinds.course(rule.kind)(case, rule, rule.options, body)
        except WithheldError:
            return Course()


@pytest.mark.parametrize("seed", seeds(1))
def test_after_every_edit_they_are_those_worked_out_from_nothing(seed: int, tmp_path: Path) -> None:
    dice, root, held = Random(seed), tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, dice).write()
    worked, out, every = Worked(), 0, 0
    for edit in (None, *dice.choices([*EVERY, *OF_FILINGS, _begun], k=EDITS)):
        if edit:
            edit(root, dice)
        for audience in EDITIONS:
            for day in (DAY, date(2023, 6, 30)):
                cold = worked.courses(flow.judge(read(root), day, audience).case)
                assert worked.out == len(cold)
                warm = worked.courses(flow.judge(read(root, held), day, audience).case)
                assert repr(warm) == repr(cold), edit
                out, every = out + worked.out, every + len(cold)
    assert any(course.told for course in cold.values())
    assert 0 < out < every


def test_where_nothing_changed_none_is_worked_out(tmp_path: Path) -> None:
    root, held, worked = tmp_path / "root", Store(tmp_path / "store"), Worked()
    root.mkdir()
    whole.whole(root, Random(3)).write()
    for again in (False, True):
        found = worked.courses(flow.judge(read(root, held), DAY).case)
        assert worked.out == (0 if again else len(found))
    OF_FILINGS[0](root, Random(3))
    worked.courses(flow.judge(read(root, held), DAY).case)
    assert 0 < worked.out < len(found)
