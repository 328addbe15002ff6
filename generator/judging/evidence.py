"""What a series of filings proves of a number at a stage: the laws of data that are missing, late, or
about another time.

A period is told by figures of days inside it. A node (a checkpoint, a due day) rests on the figure of
its own day; of a number that can only rise an earlier figure that reaches the node proves it too, and a
later one that falls short disproves it, and the other way round for *at most*. Whatever is open needs the
newest filing that was due. Taking a filing away never makes any of it greener.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .. import wording
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from .stages import Finding, Stage
from .tellings import Gap, Series, Telling, gap
from .verdict import Outcome, Step


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What tellings come to by every reading; ``need`` is what is still wanted, in words."""

    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...] = ()
    need: str = ""


_NOTHING = Gap()
_UNTOLD = Gap("没有可以判定的数据")

Measure = Callable[[Sequence[Telling]], Reckoned]


@dataclass(frozen=True)
class Evidence:
    """A series with the way in which it is measured at one stage.

    ``rises``: the number is declared to be cumulative and can only rise. ``grows``: more filings never
    take anything from it.
    """

    series: Series
    stage: Stage
    measure: Measure
    operator: Operator
    rises: bool
    grows: bool

    def finding(self) -> Finding:
        """What there is to say at the stage."""
        stage = self.stage
        if stage.end is None:
            return self._so_far()
        if stage.start is not None:
            return self._in_period(stage.start, stage.end)
        if not self.series.case.clock.over(stage.end):
            return self._so_far()
        return self._at_node(stage.end)

    def _so_far(self) -> Finding:
        """The newest that is known, which needs the newest filing that was due."""
        stage = self.stage
        # another node comes before it
        if stage.since and not self.series.case.clock.come(stage.since):
            return Finding((), False, False, "")
        taken = self.series.newest
        lacking = self._not_in(taken)
        ended = stage.end is None and _reach(taken) >= self.series.case.plan_end
        return self._stands_on(
            taken,
            decided=stage.end is None and not lacking,
            lasting=(self.grows or ended) and not lacking,
            lacking=lacking,
        )

    def _in_period(self, start: date, end: date) -> Finding:
        of_it = self.series.touching(start, end)
        inside = [t for t in of_it if t.within(start, end)] or [
            t for t in self.series.whole if t.within(start, end)
        ]
        taken = inside[-1:] if self.series.standing else inside
        owed = next((t for t in of_it if t.covers.end >= end), None)
        lacking = self._lacking_inside(of_it, inside, owed, start, end)
        told = owed is not None and owed.whole and self.series.case.clock.over(end)
        reached = bool(inside) and _reach(inside) == end
        return self._stands_on(
            taken,
            decided=bool(inside) and (told or reached) and not lacking,
            lasting=self.grows and not lacking,
            lacking=lacking,
        )

    def _lacking_inside(
        self,
        of_it: Sequence[Telling],
        inside: Sequence[Telling],
        owed: Telling | None,
        start: date,
        end: date,
    ) -> Gap:
        """What a period still wants of the filings that were due to tell of it."""
        if not self.series.case.clock.come(start):
            return _NOTHING
        if self.series.standing:
            wanted = [t for t in of_it if t is owed]
        elif self.grows:  # what is not told of it can only add to it
            wanted = [t for t in of_it if t is owed or not _of_before(t, owed, start)]
        else:
            wanted = list(of_it)
        if missing := gap(wanted):
            return missing
        if owed is not None and owed.due and not inside:
            return Gap(f"{owed.month.label}报送中没有{self.stage.label}的数据")
        return _NOTHING if self.series.case.clock.over(end) else self._newest_due(inside)

    def _at_node(self, day: date) -> Finding:
        series = self.series
        grace = timedelta(days=series.case.catalogue.filing.node_grace)
        own = next((t for t in series.each() if t.whole and t.within(day, day + grace)), None)
        owed = next(
            (
                t
                for t in series.each()
                if t.covers.end >= day or (t.last is not None and t.last >= day)
            ),
            None,
        )
        absent = owed is not None and not owed.whole
        if own is not None and (owed is None or not absent or own.month <= owed.month):
            lacking = _NOTHING if series.standing else gap(series.each(own.month))
            return self._stands_on(
                series.up_to(own), decided=not lacking, lasting=False, lacking=lacking
            )
        if owed is not None and absent and not (owed.due or self._lost(day)):
            lacking = self._not_in(series.newest)
            lasting = self.grows and not lacking
            return self._stands_on(series.newest, decided=False, lasting=lasting, lacking=lacking)
        if owed is not None and absent and owed.due:
            return self._stands_on(series.newest, decided=False, lasting=False, lacking=gap([owed]))
        closed = self._from_other_days(day, owed, closing=True)
        return closed if closed.decided else self._from_other_days(day, owed, closing=False)

    def _lost(self, day: date) -> bool:
        """Whether a number that may not be passed, and can only rise, was passed before a node."""
        if not self.rises or self.operator != "at_most":
            return False
        before = [t for t in self.series.whole if t.last is not None and t.last <= day]
        return any(
            outcome.met is False
            for telling in before[-1:]
            for outcome in self.measure(self.series.up_to(telling)).outcomes
        )

    def _from_other_days(self, day: date, owed: Telling | None, *, closing: bool) -> Finding:
        """What figures of other days than the node's prove of it; ``closing``: those until the filing
        that was due to tell of it, which close it if they can."""
        series = self.series
        whole = [t for t in series.whole if not closing or owed is None or t.month <= owed.month]
        lacking = self._against_the_node(owed, closing=closing)
        before = [t for t in whole if t.last is not None and t.last <= day]
        after = [t for t in whole if t.first is not None and t.first >= day and t not in before]
        told = [(t, self.measure(series.up_to(t))) for t in (*before, *after)]
        if not told or lacking:
            return self._stands_on(
                series.newest, decided=False, lasting=False, lacking=lacking or _UNTOLD
            )
        short = self.measure(series.up_to(owed)).outcomes if owed and owed.whole else ()
        less = [outcome.met is False for outcome in short]
        proofs = [
            self._proof(index, told, len(before), less=bool(less) and less[index])
            for index in range(len(told[0][1].outcomes))
        ]
        shown, _ = proofs[0]
        outcomes = tuple(
            replace(told[place][1].outcomes[index], met=met)
            for index, (place, met) in enumerate(proofs)
        )
        telling, reckoned = told[shown]
        unproven = ""
        if {met for _, met in proofs} - {True, False}:
            unproven = self._either_side(told, len(before))
        found = self._stands_on(series.up_to(telling), decided=not unproven, lasting=False)
        return replace(found, outcomes=outcomes, steps=reckoned.steps, unproven=unproven)

    def _against_the_node(self, owed: Telling | None, *, closing: bool) -> Gap:
        """What is not in of the filings that could say that the node was missed."""
        due = [t for t in self.series.tellings if t.due]
        if owed is None:
            due = due[-1:]
        elif closing:
            due = [t for t in due if t.month <= owed.month] if self.operator == "at_most" else []
        elif self.operator == "at_least":
            due = [t for t in due if t.month >= owed.month]
        elif self.operator == "at_most":
            due = [*(t for t in due if t.month <= owed.month), *due[-1:]]
        else:
            due = due[-1:]
        return gap(due)

    def _proof(
        self,
        index: int,
        told: Sequence[tuple[Telling, Reckoned]],
        before: int,
        *,
        less: bool,
    ) -> tuple[int, bool | None]:
        """Which figure tells by one reading, and what: that the node was reached or missed, or None.

        It is proven by an earlier figure that reaches it unless the filing due to tell says ``less``, and
        disproven by a later one that falls short; of *at most* by the other side.
        """
        mets = [reckoned.outcomes[index].met for _, reckoned in told]
        nearest = max(before - 1, 0)
        if not self.rises or self.operator not in ("at_least", "at_most"):
            return nearest, None
        early, late = range(before), range(before, len(told))
        least = self.operator == "at_least"
        against = next((i for i in (late if least else early) if mets[i] is False), None)
        if against is not None:
            return against, False
        proof = next((i for i in (early if least else late) if mets[i] is True), None)
        if proof is None or less:
            return nearest, None
        return proof, True

    def _either_side(self, told: Sequence[tuple[Telling, Reckoned]], before: int) -> str:
        """That it cannot be told whether a node was reached in time, with the nearest figures."""
        assert self.stage.end is not None
        sides = [*told[max(before - 1, 0) : before], *told[before : before + 1]]
        days = wording.join(
            wording.day(telling.first) for telling, _ in sides if telling.first is not None
        )
        node = wording.day(self.stage.end)
        return f"只有{days}的数据，没有{node}当日的数据，不能证明按期"

    def _not_in(self, taken: Sequence[Telling]) -> Gap:
        """What is lacking of the filings that were due: of a list the newest, of a sum any of them."""
        return self._newest_due(taken) if self.series.standing else gap(self.series.tellings)

    def _newest_due(self, taken: Sequence[Telling]) -> Gap:
        """What the newest filing that was due lacks, unless a newer one is in."""
        due = [t for t in self.series.tellings if t.due]
        if not due or (taken and taken[-1].month > due[-1].month):
            return _NOTHING
        return gap(due[-1:])

    def _late(self, taken: Sequence[Telling]) -> str:
        """When the filing came in that a figure is from, where that was after its deadline."""
        case = self.series.case
        came = [
            filing.received_at
            for telling in taken[-1:]
            for filing in telling.filings
            if filing.received_at
            and not filing.unregistered
            and case.catalogue.due_of(filing.unit, filing.form, filing.period).days_late(
                filing.received_at
            )
        ]
        return f"（{wording.day(max(came).date())}收到）" if came else ""

    def _stands_on(
        self, taken: Sequence[Telling], *, decided: bool, lasting: bool, lacking: Gap = _NOTHING
    ) -> Finding:
        if not taken:
            return Finding((), False, False, "", lacking.words, absent=lacking.months)
        reckoned = self.measure(taken)
        day = self.series.case.clock.by(max(t.first for t in taken if t.first))
        return Finding(
            reckoned.outcomes,
            decided,
            lasting,
            known=f"数据截至{wording.day(day)}{self._late(taken)}",
            lacking=lacking.words,
            steps=reckoned.steps,
            need=reckoned.need,
            day=day,
            absent=lacking.months,
            rises=self.rises,
        )


def _reach(taken: Sequence[Telling]) -> date:
    """The last day of which some tellings have figures."""
    return max((t.last for t in taken if t.last is not None), default=date.min)


def _of_before(telling: Telling, owed: Telling | None, start: date) -> bool:
    """Whether a filing across the beginning of a period tells of what was before it: it does where the
    filing across the period's end tells of the period, as where figures are those of the month before.
    """
    if owed is None or owed.last is None or owed.last >= owed.covers.end:
        return False
    return telling.covers.start < start
