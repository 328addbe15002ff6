"""How ``cadence`` judges a rule; what it is about, the package says."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial

from ....catalogue.model import Rule
from ....frozen import dataclass
from ....ledger import Table
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...draft import fulfilling
from ...evidence import Reckoned
from ...rows import reaches, select, steps_of
from ...stages import Finding, Stage
from ...verdict import Outcome, Step, Verdict
from ...writing import counted
from . import Options, Reading


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each period."""
    rhythm = _Rhythm(case, rule, options, body)
    return over_time(case, rule, body, options.form, counted(case, rule, "次"), rhythm.at)


@dataclass(frozen=True)
class _Rhythm:
    """What some units have told of something that comes again and again."""

    case: Case
    rule: Rule
    options: Options
    body: Body

    def at(self, stage: Stage) -> Finding:
        units, reckon = self.body.units, partial(self._reckoned, stage)
        return records.found(self.case, units, self.options, stage, reckon)

    def _reckoned(self, stage: Stage, rows: Table) -> Reckoned:
        counted = [self._by(reading, rows, stage) for reading in self._readings()]
        outcomes = tuple(outcome for outcome, _ in counted)
        steps = tuple(step for _, step in counted)
        return Reckoned(outcomes, steps, self._need(outcomes, stage))

    def _readings(self) -> tuple[Reading, ...]:
        return self.case.readings(self.rule, self.options.readings or (Reading(id="", name=""),))

    def _by(self, reading: Reading, rows: Table, stage: Stage) -> tuple[Outcome, Step]:
        options = self.options
        inside = select(self.case.catalogue, rows, reading.where)
        outcome = _counted(reading, len(inside.things(options.distinct)), stage)
        columns = [*(c.column for c in (*options.where, *reading.where)), options.dated_by]
        steps = steps_of(inside, options.distinct, columns)
        name = reading.name or "计入"
        return outcome, Step(name, outcome.value, "次", steps)

    def _need(self, outcomes: Sequence[Outcome], stage: Stage) -> str:
        """How often it still has to happen, if it can count by every reading at once."""
        readings = self._readings()
        had = [int(outcome.value or 0) for outcome in outcomes]
        more = max((math.ceil(o.threshold or 0) - n for o, n in zip(outcomes, had, strict=True)))
        counts = (*self.options.where, *(c for reading in readings for c in reading.where))
        form = self.case.catalogue.forms[self.options.form]
        if more <= 0 or fulfilling(self.case.catalogue, form, counts) is None:
            return ""
        then = (_counted(r, n + more, stage) for r, n in zip(readings, had, strict=True))
        return f"还差{more}次" if all(outcome.met for outcome in then) else ""


def _counted(reading: Reading, times: int, stage: Stage) -> Outcome:
    wanted = float(reading.times or stage.threshold)
    met = reaches(times, "at_least", wanted)
    return Outcome(reading.id, reading.name, float(times), wanted, met)
