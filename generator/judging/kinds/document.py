"""Rule kind ``document``: whether a document was issued, told by its exact title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator import wording
from generator.catalogue.build import structure
from generator.catalogue.model import Deliverable, Rule, squeeze
from generator.judging import records
from generator.judging.case import Body, Case, Scoped
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import Outcome, State, Step, Verdict
from generator.judging.writing import Yardstick, over_time
from generator.ledger import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    heading: str
    issued: str


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject."""
    options = structure(Options, rule.options)
    provision = case.catalogue.provisions[rule.provision]
    assert isinstance(provision, Deliverable)
    yardstick = Yardstick(rule.title or provision.name, "份", 0, "at_least", surplus=False)
    for body in case.bodies(rule, options):
        papers = _Papers(case, options, body, provision.document or "")
        yield from over_time(
            case, rule, body, options.form, yardstick, papers.at, tell=papers.sentence
        )


@dataclass(frozen=True)
class _Papers:
    """The documents that some units have told, and the one that is looked for."""

    case: Case
    options: Options
    body: Body
    title: str

    def at(self, stage: Stage) -> Finding:
        told = records.reported(self.case, self.body.units, self.options.form, stage)
        if not told.told:
            return Finding((), False, False, "", told.lacking)
        every = self._issued()
        in_time = records.dated(every, self.options.issued, stage)
        met, late = len(in_time) > 0, len(every) > len(in_time)
        steps = self.case.rows(every, self.options.issued, [self.options.heading])
        return Finding(
            (Outcome("", "", float(met), 1.0, met),),
            decided=told.complete or late,
            lasting=True,
            known="按已收到的报送",
            lacking="" if late else told.lacking,
            steps=(Step(f"标题为{self.title}的文件", float(len(every)), "份", steps),),
            need="" if late else f"写明标题{self.title}和印发日期",
        )

    def sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        """A document is issued or not; a number would say less."""
        days = self._issued()[self.options.issued]
        if len(days):
            first: date = days.min().astype("datetime64[D]").item()
            late = stage.end is not None and first > stage.end
            by = f"，晚于{wording.day(stage.end)}" if late and stage.end else ""
            return f"{self.title}已于{wording.day(first)}印发{by}。"
        by = f"，应于{wording.day(stage.end)}前印发" if stage.end else ""
        return f"{self.title}尚未见印发{by}。" + (f"{why}。" if why else "")

    def _issued(self) -> Table:
        """Every telling of the document with a date; white space in a title does not matter."""
        options = self.options
        every = records.in_force(self.case, self.body.units, options.form)
        titles = [squeeze(title or "") for title in every[options.heading].tolist()]
        mask = np.array([title == squeeze(self.title) for title in titles], dtype=bool)
        own = every.where(mask)
        return own.where(~np.isnat(own[options.issued]))
