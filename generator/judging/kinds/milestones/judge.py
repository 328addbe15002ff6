"""How ``milestones`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .... import wording
from ....catalogue.model import Rule, Target, squeeze
from ....frozen import dataclass
from ....ledger import Filled, Table
from ....words.states import State
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...rows import steps_of
from ...stages import Finding, Stage
from ...verdict import Outcome, Step, Verdict
from ...writing import counted
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each milestone."""
    target = case.catalogue.provisions[rule.provision]
    assert isinstance(target, Target)
    works = _Works(case, options, body, {f"@{p.date}": p.text for p in target.milestones})
    yardstick = counted(case, rule, "项")
    return over_time(case, rule, body, options.form, yardstick, works.at, tell=works.sentence)


@dataclass(frozen=True)
class _Works:
    """What some units have told as done; ``texts`` are the milestones by the id of their stage."""

    case: Case
    options: Options
    body: Body
    texts: Mapping[str, str]

    def at(self, stage: Stage) -> Finding:
        """Done in time, done late, or not yet."""
        reported = records.reported(self.case, self.body.units, self.options.form, stage)
        if not reported.filed:
            return reported.nothing
        every = self._done(stage)
        in_time = records.dated(every, self.options.done, stage)
        met, late = len(in_time) > 0, len(every) > len(in_time)
        text = self.texts[stage.id]
        steps = steps_of(every, self.options.done, [self.options.item])
        return Finding(
            (Outcome("", "", float(met), 1.0, met),),
            decided=reported.complete or late,
            lasting=True,
            known=reported.known,
            lacking="" if late else reported.lacking,
            steps=(Step(f"{wording.quoted(text)}的办成日期", float(len(every)), "项", steps),),
            need="" if late else f"写明{wording.quoted(text)}和办成日期",
            day=reported.day,
            absent=reported.absent,
        )

    def sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        """Something is done or not; a number would say less."""
        assert stage.end is not None
        name = wording.quoted(self.texts[stage.id])
        if finding.outcomes and (days := self._done(stage).days(self.options.done)):
            first, _ = days
            late = f"，晚于{wording.day(stage.end)}" if first > stage.end else ""
            return f"{name}已于{wording.day(first)}办成{late}。"
        told = f"{name}尚未见办成，应于{wording.day(stage.end)}前办成。"
        return told + (f"{why}。" if why else "")

    def _done(self, stage: Stage) -> Table:
        """Every telling of the milestone with a day that has come."""
        wanted, options = squeeze(self.texts[stage.id]), self.options
        every = records.in_force(self.case, self.body.units, options.form, options.where)
        every = records.come(self.case, every.where(Filled(options.done)), options.done)
        return every.keep(squeeze(str(text or "")) == wanted for text in every.values(options.item))
