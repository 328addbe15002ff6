"""Rule kind ``count``: how many different things qualify, by a day, in each period, or at all.

Things are counted one by one, never made up from a total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue.build import structure
from generator.catalogue.model import Cadence, Condition, Deliverable, Provision, Rule, Target
from generator.judging import records
from generator.judging.case import Body, Case, Scoped
from generator.judging.rows import reaches, select, wanted
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import Outcome, Step, Verdict
from generator.judging.writing import Yardstick, over_time
from generator.ledger import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read how many are enough: a target's number, or all that are listed."""

    id: str
    name: str
    at_least: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    distinct: str
    where: tuple[Condition, ...] = ()
    qualifies: tuple[Condition, ...] = ()
    dated_by: str | None = None
    readings: tuple[Reading, ...] = ()


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject and stage."""
    options = structure(Options, rule.options)
    provision = case.catalogue.provisions[rule.provision]
    operator = provision.operator if isinstance(provision, Target) else "at_least"
    yardstick = Yardstick(
        rule.title or provision.name,
        _measure_word(provision),
        0,
        operator,
        surplus=isinstance(provision, Target),
    )
    for body in case.bodies(rule, options):
        counting = _Counting(case, rule, options, body, operator)
        yield from over_time(case, rule, body, options.form, yardstick, counting.at)


@dataclass(frozen=True)
class _Counting:
    """What is counted of some units' records."""

    case: Case
    rule: Rule
    options: Options
    body: Body
    operator: str

    def at(self, stage: Stage) -> Finding:
        options = self.options
        units, form = self.body.units, options.form
        told = records.reported(self.case, units, form, stage)
        if not told.told:
            return Finding((), False, False, "", told.lacking)
        every = records.in_force(self.case, units, form, options.where)
        listed = records.dated(every, options.dated_by, stage)
        counted = select(self.case.catalogue, listed, options.qualifies)
        outcomes = self._outcomes(stage, listed, counted)
        short = (outcomes[0].threshold or 0) - (outcomes[0].value or 0)
        return Finding(
            outcomes,
            decided=told.complete,
            lasting=self.operator == "at_least",
            known="按已收到的报送",
            lacking=told.lacking,
            steps=self._steps(listed, counted),
            need=f"还差{short:g}个" if short > 0 else "",
        )

    def _outcomes(self, stage: Stage, listed: Table, counted: Table) -> tuple[Outcome, ...]:
        value = float(len(records.values(counted, self.options.distinct)))
        total = float(len(records.values(listed, self.options.distinct)))
        catalogue = self.case.catalogue
        asked = (*catalogue.provisions[self.rule.provision].questions, *self.rule.questions)
        every = self.options.readings or (Reading(id="", name=""),)
        found = []
        for reading in catalogue.readings(asked, every):
            threshold, possible = stage.threshold, True
            if reading.all:
                threshold, possible = total, total > 0
            elif reading.at_least:
                _, threshold = wanted(catalogue, reading.at_least)
            met = possible and reaches(value, self.operator, threshold)
            found.append(Outcome(reading.id, reading.name, value, threshold, met))
        return tuple(found)

    def _steps(self, listed: Table, counted: Table) -> tuple[Step, ...]:
        """What counts, and what was told but does not."""
        options = self.options
        columns = [condition.column for condition in (*options.where, *options.qualifies)]
        columns += [options.dated_by] if options.dated_by else []
        inside = self.case.rows(counted, options.distinct, columns)
        own = {step.says for step in inside}
        outside = tuple(
            step
            for step in self.case.rows(listed, options.distinct, columns)
            if step.says not in own
        )
        steps = [Step("计入", float(len(inside)), steps=inside)]
        if outside:
            steps.append(Step("没有达到条件，不计入", float(len(outside)), steps=outside))
        return tuple(steps)


def _measure_word(provision: Provision) -> str:
    match provision:
        case Cadence():
            return "次"
        case Deliverable():
            return "份"
        case _:
            return "个"
