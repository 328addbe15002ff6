"""Substitution: the change that is to be advised is made, and judged again; only what then turns the
verdict by every open reading is said.

What is changed is the filing that can still tell of the stage: the newest rows with the deed done. Until
then every other filing that is still to come tells what is known now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from .. import wording
from ..calendar import Term
from ..catalogue import types
from ..catalogue.model import Condition, Indicator, Measure
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from ..ledger import Filing, WithheldError
from . import deeds, measures, phrases
from .advice import able_to_tell, yet_to_file
from .case import Case
from .deeds import Amount, Scene
from .draft import Draft
from .shortfall import Shortfall, decimals_of
from .stages import Ask, Finding, Stage
from .supposed import supposed
from .tellings import Series


@dataclass(frozen=True)
class Substitution:
    """What could turn the verdict on an indicator at a stage.

    ``judge`` says what a series holds at the stage, in the way in which the verdict came about.
    """

    case: Case
    indicator: Indicator
    series: Series
    stage: Stage
    operator: Operator
    tolerance: float
    judge: Callable[[Series], Finding]

    def ask(self) -> Ask:
        """The deeds of which one is enough, each proven; else why there is none, or nothing."""
        try:
            return self._proven()
        except WithheldError:
            return Ask()  # it hangs on what the public may not know

    def _proven(self) -> Ask:
        if not self._months or not self.series.newest:
            return Ask()
        if any(share.numerator is None for share in self._short.shares):
            return Ask()
        if lost := self._lost():
            return Ask(lost=lost)
        for month in self._months:
            proven = [words for words in self._ways(month) if words]
            if proven:
                return Ask("，或".join(proven), month)
        return Ask()

    # --- what is known, and what can still tell --------------------------------------------------

    @cached_property
    def _months(self) -> list[Term]:
        return able_to_tell(self.case, self.series.units, self.series.form, self.stage)

    @property
    def _base(self) -> Draft:
        """The rows that the figure will be made of when nothing new is done."""
        return self._draft(self._taken())

    def _taken(self) -> list[Filing]:
        """The filings that these rows are from: of a list the newest of each unit."""
        if self.series.standing:
            newest = {f.unit: f for t in self.series.newest for f in t.filings}
            for telling in self.series.tellings:
                later = not telling.whole and telling.month > self.series.newest[-1].month
                newest.update({f.unit: f for f in telling.filings if later and not telling.due})
            return list(newest.values())
        stage = self.stage
        told = [
            t for t in self.series.whole if stage.end is None or t.within(stage.start, stage.end)
        ]
        return [filing for telling in told for filing in telling.filings]

    def _draft(self, filings: Sequence[Filing]) -> Draft:
        form = self.case.catalogue.forms[self.series.form]
        return Draft(form, [self.case.ledger.table(form.id, filings)])

    @cached_property
    def _short(self) -> Shortfall:
        indicator, stage = self.indicator, self.stage
        shares = measures.shares(self.case, indicator, self._base.table())
        return Shortfall(
            tuple(shares),
            self.operator,
            stage.threshold,
            self.tolerance,
            indicator.per,
            stage.asked.low,
        )

    @property
    def _ratio(self) -> bool:
        return any(len(terms) == 2 for terms in self._terms)

    def _lost(self) -> str:
        """That nothing can turn it any more, in words."""
        indicator, short = self.indicator, self._short
        wanted = wording.required(self.stage.threshold, indicator.unit, indicator.decimals)
        if not short.wants_more:
            over = f"已报的累计数超过{wanted}，不会再减少，已不能达到要求"
            return "" if self._ratio or indicator.accumulation == "stock" else over
        if self._ratio and not self.series.standing and short.whole:
            return f"已报各次的数不再改变，按累计算已不能达到{wanted}"
        return ""

    # --- deeds -----------------------------------------------------------------------------------

    @cached_property
    def _terms(self) -> list[list[Measure]]:
        """The numerator and, of a ratio, the denominator by every reading."""
        every = measures.readings(self.case, self.indicator)
        return [measures.terms(self.indicator, reading) for reading in every]

    @property
    def _counts(self) -> bool:
        return not any(part.sum for part, *_ in self._terms)

    @property
    def _inside(self) -> bool:
        """Whether what counts is a part of what it is divided by, of the same kind."""
        return all(
            len(terms) == 2
            and _same(terms[0], terms[1])
            and set(terms[1].where) <= set(terms[0].where)
            for terms in self._terms
        )

    def _scene(self, month: Term) -> Scene | None:
        """Where the deed is done; None where readings take their parts, or what counts, in different
        ways."""
        every = measures.readings(self.case, self.indicator)
        apart = {reading.each for reading in every if reading.each}
        parts = [part for part, *_ in self._terms]
        wholes = [whole for _, *rest in self._terms for whole in rest]
        if len(apart) > 1 or len({bool(part.sum) for part in parts}) > 1:
            return None
        of_readings = [condition for reading in every for condition in reading.where]
        return Scene(
            self.case.catalogue,
            self.case.catalogue.forms[self.series.form],
            tuple(dict.fromkeys(part.column for part in parts)),
            tuple(dict.fromkeys(whole.column for whole in wholes)),
            next(iter(apart), None),
            tuple(dict.fromkeys((*self.indicator.where, *of_readings, *_conditions(wholes)))),
            tuple(dict.fromkeys(_conditions(parts))),
            self._by(month),
        )

    def _by(self, month: Term) -> tuple[Condition, ...]:
        """The units that have not filed for the month yet."""
        form = self.case.catalogue.forms[self.series.form]
        column = next(c.id for c in form.columns if c.equals == "unit")
        able = yet_to_file(self.case, month, self.series.units, form.id)
        return (Condition(column=column, in_=able),)

    def _ways(self, month: Term) -> Iterator[str]:
        """Each deed that turns the verdict when it is told in a month's filing, in words."""
        scene = self._scene(month)
        if scene is None:
            return
        deed, move = self.indicator.deed, self.indicator.move
        if not self._short.wants_more:
            yield self._less(month, scene, deed or phrases.less(self.indicator))
        elif not self.series.standing or (self._counts and not self._ratio):
            yield self._anew(month, scene, deed)
        elif self._inside and (move or not self._counts):
            yield self._anew(month, scene, deed or phrases.ANEW)
            yield self._within(month, scene, move or phrases.MOVED)
        else:
            yield self._within(month, scene, deed)

    def _anew(self, month: Term, scene: Scene, says: str) -> str:
        """What is new, and makes the denominator grow as well."""
        draft = self._fresh()
        amount = self._short.amount(self._short.lacks_anew, self._decimals(scene))
        done = deeds.multiplied if self._counts else deeds.added
        if not amount or not done(scene, draft, amount) or not self._turns(month, draft):
            return ""
        later = self._ratio and not self.series.standing
        told = self._phrase(scene, amount, says, "都须增加此数")
        return f"此后各次全部达到的，{told}" if later else told

    def _within(self, month: Term, scene: Scene, says: str) -> str:
        """What is done within the total."""
        amount = self._short.amount(self._short.lacks, self._decimals(scene))
        if not amount:
            return ""
        draft, first = self._done_within(scene, amount)
        if draft is None or not self._turns(month, draft):
            return ""
        return self._phrase(scene, amount, says, "都按此数") + phrases.before(scene, first)

    def _done_within(
        self, scene: Scene, amount: Amount
    ) -> tuple[Draft | None, Mapping[str, Fraction]]:
        """The rows with more that counts, and what of other columns has to grow first."""
        draft = self._base
        if self._counts:
            distinct = next(part for part, *_ in self._terms).distinct
            done = deeds.turned(scene, draft, amount, distinct=distinct)
            return (draft if done else None), {}
        if self._inside:
            return (draft if deeds.moved(scene, draft, amount) else None), {}
        first = deeds.raised(scene, draft, amount)
        if first is None and not self._ratio:
            draft = self._base
            return (draft if deeds.added(scene, draft, amount) else None), {}
        return (None if first is None else draft), first or {}

    def _less(self, month: Term, scene: Scene, says: str) -> str:
        """What would have to be undone, of what is not cumulative."""
        if (
            self._counts
            or self._inside
            or any(scene.form.column(c).cumulative for c in scene.columns)
        ):
            return ""
        draft = self._base
        amount = self._short.amount(self._short.exceeds, self._decimals(scene))
        if not amount or not deeds.lowered(scene, draft, amount) or not self._turns(month, draft):
            return ""
        return self._phrase(scene, amount, says, "都按此数")

    def _phrase(self, scene: Scene, amount: Amount, says: str, alike: str) -> str:
        unit = phrases.unit_of(self.indicator, scene, counts=self._counts)
        return phrases.phrase(self.indicator, scene, amount, says, unit, alike)

    def _decimals(self, scene: Scene) -> int:
        """The decimals of an amount: none of what is counted, else those with which its columns are
        told, and two of money."""
        form, draft = scene.form, self._base
        if self._counts or all(types.of(form.column(name)).counts for name in scene.columns):
            return 0
        rows = draft.satisfying(scene.catalogue, scene.total)
        columns = map(form.column, (*scene.columns, *scene.bases))
        told = [draft.amount(row, c.id) for c in columns if types.of(c).numeric for row in rows]
        found = [decimals_of(value) for value in told if value is not None]
        if not self._ratio:
            found.append(decimals_of(self._short.bound))
        unit = phrases.unit_of(self.indicator, scene, counts=False)
        return max([wording.cents(unit), *found])

    def _fresh(self) -> Draft:
        """What new rows are added to: a list goes on, a filing of a period begins anew."""
        return self._draft(self._taken() if self.series.standing else [])

    # --- judging again ---------------------------------------------------------------------------

    def _turns(self, month: Term, draft: Draft) -> bool:
        """Whether the verdict is met by every reading when a month's filing holds these rows."""
        as_known = self._fresh().table()
        then = supposed(self.case, self.series, self.stage.end, month, draft.table(), as_known)
        found = self.judge(then)
        met = bool(found.outcomes) and all(outcome.met for outcome in found.outcomes)
        return met and (found.decided or found.lasting) and not (found.lacking or found.unproven)


def _same(part: Measure, whole: Measure) -> bool:
    return (part.sum, part.count, part.distinct) == (whole.sum, whole.count, whole.distinct)


def _conditions(taken: Sequence[Measure]) -> Iterator[Condition]:
    """What a row has to satisfy to be taken; a blank is not counted."""
    for measure in taken:
        yield from measure.where
        if not measure.sum:
            yield Condition(column=measure.column, filled=True)
