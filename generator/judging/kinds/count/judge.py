"""How ``count`` judges a rule; what it is about, the package says."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ....catalogue.model import Cadence, Deliverable, Provision, Rule, Target
from ....catalogue.model.terms import Operator
from ....frozen import dataclass
from ....ledger import Table, Thing
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...course import Course, told
from ...evidence import Evidence, Reckoned
from ...rows import reaches, select, steps_of, wanted
from ...stages import Finding, Stage
from ...tellings import Series, Telling
from ...verdict import Outcome, Step, Verdict
from ...writing import Yardstick
from . import Options, Reading, rounds


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each stage."""
    provision = case.catalogue.provisions[rule.provision]
    operator = provision.operator if isinstance(provision, Target) else "at_least"
    yardstick = Yardstick(
        rule.title or provision.name,
        options.word or _measure_word(provision),
        0,
        operator,
        surplus=isinstance(provision, Target),
    )
    counting = _Counting(case, rule, options, body, operator)
    find = counting.after_round if options.after else counting.at
    return over_time(case, rule, body, options.form, yardstick, find)


def course(case: Case, rule: Rule, options: Options, body: Body) -> Course:
    """How many the filings told of, one after the other; each round begins anew."""
    if options.after:
        return Course()
    return _Counting(case, rule, options, body, "at_least").course


@dataclass(frozen=True)
class _Counting:
    """What is counted of some units' records."""

    case: Case
    rule: Rule
    options: Options
    body: Body
    operator: Operator

    def after_round(self, stage: Stage) -> Finding:
        """What follows the newest round of something; the next round asks for it again."""
        assert self.options.after is not None
        newest = rounds.newest(self.case, self.options.after, stage)
        found = self.at(stage, newest)
        outcomes = found.outcomes
        if unknown := newest.undated or newest.lacking:  # there may have been a later one
            outcomes = tuple(replace(o, met=None, detail=unknown) for o in outcomes)
        return replace(
            found,
            outcomes=outcomes,
            decided=found.decided or bool(newest.undated),
            lasting=False,
            known=f"{found.known}{newest.words}",
            lacking="；".join(filter(None, (found.lacking, newest.lacking))),
            steps=(newest.step, *found.steps),
        )

    def at(self, stage: Stage, since: rounds.Round | None = None) -> Finding:
        """A log by the days of its rows, anything else by the days of its filings."""
        options, units = self.options, self.body.units
        if options.dated_by is None:
            return self._listed(stage)
        reported = records.reported(self.case, units, options.form, stage)
        if not reported.filed:
            return reported.nothing
        rows = records.facts(self.case, units, options, stage, reported)
        if since:
            rows = since.following(rows, options.dated_by)
        found = reported.finding(self._reckoned(rows, stage), self._blank(reported))
        return found if self.operator == "at_least" else replace(found, lasting=False)

    @property
    def course(self) -> Course:
        """How many qualify by what each filing told."""

        def counted(tellings: Sequence[Telling]) -> float:
            rows = select(self.case.catalogue, self._rows(tellings), self.options.qualifies)
            return float(len(rows.things(self.options.distinct)))

        return Course(told(self._series, counted), rises=True)

    def _blank(self, reported: records.Reported) -> str:
        """What is not filled in of rows that may count, where every one of them is one too many."""
        options = self.options
        if self.operator == "at_least" or options.dated_by is None:
            return ""
        asked = [c.column for c in (*options.where, *options.qualifies) if c.filled is None]
        columns = [options.dated_by, *asked]
        return records.blanks(self.case, self.body.units, options.form, reported, columns)

    def _listed(self, stage: Stage) -> Finding:
        grows = self.operator == "at_least"
        evidence = Evidence(
            self._series,
            stage,
            lambda tellings: self._reckoned(self._rows(tellings), stage),
            self.operator,
            rises=True,
            grows=grows,
        )
        return evidence.finding()

    @cached_property
    def _series(self) -> Series:
        """A form with cumulative columns is told as a whole each time, another one is a log."""
        form = self.case.catalogue.forms[self.options.form]
        day = form.with_role("as_of")
        return Series(
            self.case,
            form.id,
            self.body.units,
            self.rule.title or form.name,
            self.options.where,
            standing=any(column.cumulative for column in form.columns),
            expects=self.operator != "at_least",
            day=day.id if day else None,
        )

    def _rows(self, tellings: Sequence[Telling]) -> Table:
        return select(self.case.catalogue, self._series.rows(tellings), self.options.where)

    def _reckoned(self, listed: Table, stage: Stage) -> Reckoned:
        counted = select(self.case.catalogue, listed, self.options.qualifies)
        every = listed.things(self.options.distinct)
        own = counted.things(self.options.distinct)
        outcomes = self._outcomes(stage, every, own)
        return Reckoned(
            outcomes, self._steps(listed, counted), self._need(stage, every, own, outcomes)
        )

    def _need(
        self, stage: Stage, listed: set[Thing], counted: set[Thing], outcomes: Sequence[Outcome]
    ) -> str:
        """How many more: of those that are listed first, for one reading wants all of them."""
        if all(outcome.met for outcome in outcomes):
            return ""
        if self.operator != "at_least":
            return ""
        short = [(o.threshold or 0) - (o.value or 0) for o in outcomes]
        more = max(1, math.ceil(max(short)))
        waiting = sorted(listed - counted)
        new = {(f"+{number}", "") for number in range(more - len(waiting))}
        then = counted | set(waiting[:more]) | new
        if not all(o.met for o in self._outcomes(stage, listed | new, then)):
            return ""
        all_listed = waiting and any(reading.all for reading in self._readings())
        first = f"，其中已列入的{len(waiting)}{self._word}须都达到条件" if all_listed else ""
        return f"还差{more}{self._word}{first}"

    @property
    def _word(self) -> str:
        return self.options.word or _measure_word(self.provision)

    def _readings(self) -> tuple[Reading, ...]:
        return self.case.readings(self.rule, self.options.readings or (Reading(id="", name=""),))

    @property
    def provision(self) -> Provision:
        return self.case.catalogue.provisions[self.rule.provision]

    def _outcomes(
        self, stage: Stage, listed: set[Thing], counted: set[Thing]
    ) -> tuple[Outcome, ...]:
        value, total = float(len(counted)), float(len(listed))
        catalogue = self.case.catalogue
        found = []
        for reading in self._readings():
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
        inside = steps_of(counted, options.distinct, columns)
        own = {step.says for step in inside}
        outside = tuple(
            step for step in steps_of(listed, options.distinct, columns) if step.says not in own
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
