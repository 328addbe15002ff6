"""Rule kind ``cadence``: whether something happens in each week, month, quarter, half-year or year,
or in the months that the notice names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue.build import structure
from generator.catalogue.model import Condition, Rule
from generator.judging import records
from generator.judging.case import Body, Case, Scoped
from generator.judging.rows import reaches, select
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import Outcome, Step, Verdict
from generator.judging.writing import Yardstick, over_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read what happens: which records count, and how often they are wanted."""

    id: str
    name: str
    where: tuple[Condition, ...] = ()
    times: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    distinct: str
    dated_by: str
    where: tuple[Condition, ...] = ()
    readings: tuple[Reading, ...] = ()


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject and period."""
    options = structure(Options, rule.options)
    provision = case.catalogue.provisions[rule.provision]
    yardstick = Yardstick(rule.title or provision.name, "次", 0, "at_least", surplus=False)
    for body in case.bodies(rule, options):
        rhythm = _Rhythm(case, rule, options, body)
        yield from over_time(case, rule, body, options.form, yardstick, rhythm.at)


@dataclass(frozen=True)
class _Rhythm:
    """What some units have told of something that comes again and again."""

    case: Case
    rule: Rule
    options: Options
    body: Body

    def at(self, stage: Stage) -> Finding:
        options = self.options
        told = records.reported(self.case, self.body.units, options.form, stage)
        if not told.told:
            return Finding((), False, False, "", told.lacking)
        counted = [self._by(reading, stage) for reading in self._readings()]
        outcomes = tuple(outcome for outcome, _ in counted)
        short = (outcomes[0].threshold or 0) - (outcomes[0].value or 0)
        return Finding(
            outcomes,
            decided=told.complete,
            lasting=True,
            known="按已收到的报送",
            lacking=told.lacking,
            steps=tuple(step for _, step in counted),
            need=f"还差{short:g}次" if short > 0 else "",
        )

    def _readings(self) -> tuple[Reading, ...]:
        catalogue = self.case.catalogue
        asked = (*catalogue.provisions[self.rule.provision].questions, *self.rule.questions)
        every = self.options.readings or (Reading(id="", name=""),)
        return catalogue.readings(asked, every)

    def _by(self, reading: Reading, stage: Stage) -> tuple[Outcome, Step]:
        options = self.options
        every = records.in_force(self.case, self.body.units, options.form, options.where)
        own = select(self.case.catalogue, every, reading.where)
        inside = records.dated(own, options.dated_by, stage)
        value = float(len(records.values(inside, options.distinct)))
        wanted = float(reading.times or stage.threshold)
        met = reaches(value, "at_least", wanted)
        columns = [*(c.column for c in (*options.where, *reading.where)), options.dated_by]
        steps = self.case.rows(inside, options.distinct, columns)
        name = reading.name or "计入"
        return Outcome(reading.id, reading.name, value, wanted, met), Step(name, value, "次", steps)
