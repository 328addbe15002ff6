"""How ``document`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator

from .... import wording
from ....catalogue.model import Deliverable, Rule, squeeze
from ....frozen import dataclass
from ....ledger import Among, Dated, Filled, Table
from ....words.states import State
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...clock import Clock, noted
from ...rows import steps_of
from ...stages import Finding, Stage
from ...titles import Title
from ...verdict import Outcome, Step, Verdict
from ...writing import counted
from . import Accepted, Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict."""
    provision = case.catalogue.provisions[rule.provision]
    assert isinstance(provision, Deliverable)
    wanted = provision.document or ""
    title = case.lasting(("title", wanted), lambda: Title(case.catalogue, wanted))
    papers = _Papers(case, options, body, title)
    yardstick = counted(case, rule, "份")
    return over_time(case, rule, body, options.form, yardstick, papers.at, tell=papers.sentence)


@dataclass(frozen=True)
class _Papers:
    """The documents that some units have told, and the one that is looked for."""

    case: Case
    options: Options
    body: Body
    title: Title

    @property
    def clock(self) -> Clock:
        return self.case.clock

    def at(self, stage: Stage) -> Finding:
        reported = records.reported(self.case, self.body.units, self.options.form, stage)
        if not reported.filed:
            return reported.nothing
        every = self._issued
        in_time = records.dated(every, self.options.issued, stage)
        met, late = len(in_time) > 0, len(every) > len(in_time)
        return Finding(
            (Outcome("", "", float(met), 1.0, met),),
            decided=reported.complete or late,
            lasting=True,
            known="按已收到的报送",
            lacking="" if late else reported.lacking,
            steps=self._steps(every),
            need="" if late else f"写明标题{self.title.text}和印发日期",
            absent=reported.absent,
        )

    def sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        """A document is issued or not; a number would say less."""
        name, issued = self.title.text, self._issued
        if days := issued.days(self.options.issued):
            first, _ = days
            late = stage.end is not None and first > stage.end
            by = f"，晚于{wording.day(stage.end)}" if late and stage.end else ""
            own = issued.where(Dated(self.options.issued, first, first))
            return f"{name}已于{wording.day(first)}印发{by}。{self._by_decision(own)}"
        by = f"，应于{wording.day(stage.end)}前印发" if stage.end else ""
        told = f"{name}尚未见印发{by}。" + (f"{why}。" if why else "")
        return told + self._like_it()

    def _steps(self, issued: Table) -> tuple[Step, ...]:
        """The document, and what may be it."""
        steps = [self._step(f"标题为{self.title.text}的文件", issued)]
        if len(self._candidates):
            steps.append(self._step("标题相近、待认定的文件", self._candidates))
        return tuple(steps)

    def _step(self, says: str, papers: Table) -> Step:
        columns = [self.options.heading, *([self.options.number] if self.options.number else [])]
        rows = steps_of(papers, self.options.issued, columns)
        return Step(says, float(len(papers)), "份", rows)

    def _by_decision(self, papers: Table) -> str:
        """By which paper of the office another title counts, when none has the title itself."""
        if any(map(self.title.fits, self._headings(papers))):
            return ""
        numbers = set(self._numbers(papers))
        found = [each for number, each in self._accepted.items() if number in numbers]
        return "".join(
            f"印发的是{each.number}，由办公室认定（{each.decision.paper}，"
            f"{wording.day(each.decision.date)}）。"
            for each in found[:1]
        )

    def _like_it(self) -> str:
        """Each candidate with its number and what is different about it, for the office to say."""
        headings, numbers = self._headings(self._candidates), self._numbers(self._candidates)
        told = dict.fromkeys(
            f"{number}{wording.titled(heading)}（{self.title.differs(heading)}）"
            for number, heading in zip(numbers, headings, strict=True)
        )
        return f"相近的文件：{'；'.join(told)}，请办公室认定是不是这份文件。" if told else ""

    @noted
    def _near(self) -> Table:
        """The papers told with a date of which some may be the document: of thousands that are something else nobody
        looks at one by one. By a number that was accepted any may be it."""
        every = records.in_force(self.case, self.body.units, self.options.form)
        every = every.where(Filled(self.options.issued))
        title, column = self.title, self.options.heading
        if self._accepted or title.fits(""):
            return every
        near = (text for text in every.distinct(column) if title.fits(text) or title.is_like(text))
        return every.where(Among(column, frozenset(near)))

    @noted
    def _issued(self) -> Table:
        """Every telling of the document: by its title, or accepted by its number."""
        near, title, accepted = self._near, self.title, self._accepted
        pairs = zip(self._headings(near), self._numbers(near), strict=True)
        return near.keep(title.fits(heading) or number in accepted for heading, number in pairs)

    @noted
    def _candidates(self) -> Table:
        """What is like the document and is not taken for it."""
        near, title, accepted = self._near, self.title, self._accepted
        pairs = zip(self._headings(near), self._numbers(near), strict=True)
        return near.keep(
            title.is_like(heading) and not title.fits(heading) and number not in accepted
            for heading, number in pairs
        )

    @noted
    def _accepted(self) -> dict[str, Accepted]:
        """What the office had accepted by now, by number."""
        known = (a for a in self.options.accepted if self.case.clock.come(a.decision.date))
        return {squeeze(accepted.number): accepted for accepted in known}

    def _headings(self, papers: Table) -> list[str]:
        return [heading or "" for heading in papers.values(self.options.heading)]

    def _numbers(self, papers: Table) -> list[str]:
        """The number of each paper, or nothing where the form has no column for it."""
        if self.options.number is None:
            return [""] * len(papers)
        return [squeeze(number or "") for number in papers.values(self.options.number)]
