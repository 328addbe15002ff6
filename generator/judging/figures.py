"""An indicator as some units together have told it, month by month, and what that says at a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import assert_never

from ..calendar import Span
from ..catalogue.model import Indicator
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from . import measures
from .case import Case
from .course import Course, told
from .evidence import Evidence, Reckoned
from .measures import Figure
from .rows import reaches
from .stages import Finding, Stage
from .substitution import Substitution
from .tellings import Series, Telling
from .verdict import Outcome


@dataclass(frozen=True)
class Figures:
    """An indicator of some units, held against what ``operator`` asks for.

    ``amounts``: a blank in what is summed counts as not told. Where nothing can come out red, it is a
    figure that cannot be computed.
    """

    case: Case
    indicator: Indicator
    units: tuple[str, ...]
    operator: Operator
    amounts: bool = True

    @cached_property
    def series(self) -> Series:
        """An indicator of periods adds up; any other one is told as a whole each time."""
        return Series(
            self.case,
            self.indicator.form,
            self.units,
            self.indicator.name,
            self.indicator.where,
            measures.needed(self.case, self.indicator, self.operator, amounts=self.amounts),
            standing=self.indicator.accumulation != "period",
            expects=not self._grows,
            day=self.indicator.as_of,
        )

    @property
    def newest(self) -> list[Telling]:
        """The months that the newest figure is made of."""
        return self.series.newest

    @property
    def _rises(self) -> bool:
        """Whether it is declared to only rise: cumulative, or an amount that is added up."""
        match self.indicator.accumulation:
            case "cumulative":
                return True
            case "period":
                return self.indicator.denominator is None
            case "stock":
                return False
            case _:
                assert_never(self.indicator.accumulation)

    @property
    def _grows(self) -> bool:
        """Whether more filings never take anything from it."""
        amount = self.indicator.denominator is None and self.operator == "at_least"
        return amount and self.indicator.accumulation != "stock"

    @property
    def course(self) -> Course:
        """What each filing told of it; a ratio of a part to its whole ends where the part is the whole."""
        indicator = self.indicator
        most = indicator.per if indicator.denominator and indicator.unit == "%" else None
        return Course(
            told(self.series, lambda taken: self.figures(taken)[0].value), self._rises, most
        )

    def at(self, stage: Stage, tolerance: float = 0) -> Finding:
        """What the filings say at a stage, held against its threshold."""
        substitution = Substitution(
            self.case,
            self.indicator,
            self.series,
            stage,
            self.operator,
            tolerance,
            lambda series: self._found(series, stage, tolerance),
        )
        return replace(self._found(self.series, stage, tolerance), ask=substitution.ask)

    def _found(self, series: Series, stage: Stage, tolerance: float) -> Finding:
        """What a series holds at a stage; of what adds up the rows of a period itself."""
        if stage.start and stage.end and series is self.series and not series.standing:
            series = replace(series, span=Span(stage.start, stage.end))
        evidence = Evidence(
            series,
            stage,
            lambda tellings: self._reckoned(series, tellings, stage, tolerance),
            self.operator,
            rises=self._rises,
            grows=self._grows,
        )
        return evidence.finding()

    def reckoned(self, tellings: Sequence[Telling], stage: Stage) -> Reckoned:
        """What some months together come to, held against what a stage asks for."""
        return self._reckoned(self.series, tellings, stage, 0)

    def _reckoned(
        self, series: Series, tellings: Sequence[Telling], stage: Stage, tolerance: float
    ) -> Reckoned:
        found = self._figures(series, tellings)
        zero = self.case.zero_reports(f for telling in tellings for f in telling.filings)
        return Reckoned(
            tuple(self._outcome(figure, stage, tolerance) for figure in found),
            (*(figure.step for figure in found), *zero),
        )

    def figures(self, tellings: Sequence[Telling]) -> tuple[Figure, ...]:
        """The indicator by every reading, from some months together."""
        return self._figures(self.series, tellings)

    def _figures(self, series: Series, tellings: Sequence[Telling]) -> tuple[Figure, ...]:
        def work_out() -> tuple[Figure, ...]:
            rows = series.rows(tellings)
            return measures.figures(self.case, self.indicator, rows, self.operator)

        if type(series) is not Series:  # a draft
            return work_out()
        sources = tuple(filing.source for telling in tellings for filing in telling.filings)
        read = tuple(reading.id for reading in measures.readings(self.case, self.indicator))
        return self.case.once(
            (self.indicator.id, self.operator, read, series.span, sources), work_out
        )

    def _outcome(self, figure: Figure, stage: Stage, tolerance: float) -> Outcome:
        met, value, threshold = None, None, stage.threshold
        if figure.value is not None:
            met = reaches(figure.value, self.operator, threshold, tolerance, stage.asked.low)
            value = float(figure.value)
        return Outcome(figure.id, figure.name, value, threshold, met, figure.detail)
