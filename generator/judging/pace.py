"""At risk (预警): a number that is short at the day of its data and has little time left, or that is
behind the line through the notice's own numbers. It is to ring rarely: filings, cadences and lists
are due soon, never at risk, and between two numbers of the notice nothing says that work goes evenly
unless the rule does.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from .. import wording
from ..catalogue.model.terms import Operator
from .clock import Clock
from .rows import exact
from .stages import Finding, Node, Stage

NEAR = 30
"""Days before its last day at most from which a number that is short is at risk."""

SHARE = 4
"""Of a shorter period it is the last such part."""


def at_risk(
    stage: Stage, finding: Finding, clock: Clock, operator: Operator, *, even: bool
) -> bool:
    """Whether a stage that is still open is at risk; by every reading it has to be short."""
    if not stage.aims or stage.end is None or clock.over(stage.end) or finding.day is None:
        return False
    if not finding.outcomes or any(o.met is not False for o in finding.outcomes):
        return False
    if operator == "at_most":
        return finding.rises or _near(stage, clock)  # what only rises does not come back
    if operator == "between":
        beyond = all((o.value or 0) > stage.threshold for o in finding.outcomes)
        return (finding.rises and beyond) or _near(stage, clock)
    return _near(stage, clock) or _behind_the_line(stage, finding, even=even)


def leads_to(stage: Stage, finding: Finding) -> tuple[date, Fraction] | None:
    """The last day, and where the pace up to the day of the data leads by then."""
    value = finding.outcomes[0].value if finding.outcomes else None
    if (
        not finding.rises
        or value is None
        or stage.end is None
        or stage.since is None
        or finding.day is None
    ):
        return None
    begins = stage.start or date(stage.end.year, 1, 1)
    ahead = onward(begins, finding.day, value, stage.end)
    return None if ahead is None else (stage.end, ahead)


def onward(begins: date, day: date, value: float, end: date) -> Fraction | None:
    """Where a number that was 0 when it began leads by the last day, if it goes on as it did up to the day
    of the data; None where the data are of before the beginning or of the end."""
    gone = (day - begins).days + 1
    if gone <= 0 or day >= end:
        return None
    return exact(value) * ((end - begins).days + 1) / gone


def left(stage: Stage, as_of: date) -> str:
    """How many days there still are, in words."""
    assert stage.end is not None
    days = (stage.end - as_of).days
    return (
        f"今天（{wording.day(stage.end)}）到期"
        if not days
        else f"距{wording.day(stage.end)}还有{days}天"
    )


def _near(stage: Stage, clock: Clock) -> bool:
    assert stage.end is not None
    assert stage.since is not None
    last = min(NEAR, (stage.end - stage.since).days // SHARE)
    return clock.come(stage.end - timedelta(days=last))


def _behind_the_line(stage: Stage, finding: Finding, *, even: bool) -> bool:
    """Whether the figure of every reading is below the line at the day of the data."""
    day = finding.day
    assert stage.since is not None
    assert day is not None
    path = stage.path
    if even:
        start = stage.start or date(stage.path[0].day.year, 1, 1)
        path = (Node(start, 0), *path)
    for before, after in pairwise(path):
        if before.day <= day <= after.day:
            gone = Fraction((day - before.day).days, (after.day - before.day).days)
            line = exact(before.value) + (exact(after.value) - exact(before.value)) * gone
            return all(o.value is not None and exact(o.value) < line for o in finding.outcomes)
    return False
