"""How ``completeness`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .... import wording
from ....calendar import Month, Period
from ....catalogue.model import Listing, Rule
from ....frozen import dataclass
from ....intake.withheld import Withheld
from ....ledger import Among, Filled, Table
from ....words.states import State
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...evidence import Reckoned
from ...records import Reported
from ...rows import select
from ...stages import Finding, Stage, of_period
from ...verdict import Outcome, Step, Verdict
from ...writing import counted
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each period."""
    provision = case.catalogue.provisions[rule.provision]
    assert isinstance(provision, Listing)
    yardstick, wanted = counted(case, rule, "项"), float(len(provision.items))
    items = _Items(case, options, body, provision.items, yardstick.name)
    along = [of_period(period, wanted) for period in _periods(case, options, body)]
    return over_time(
        case, rule, body, options.form, yardstick, items.at, along=along, tell=items.sentence
    )


def _periods(case: Case, options: Options, body: Body) -> Iterator[Period]:
    """The periods of the plan in which the form was owed, or all when rows carry a date."""
    months = case.owing(body.units, options.form)
    for period in case.windows(options.every):
        inside = any(period.start <= month.first <= period.end for month in months)
        if options.dated_by or inside:
            yield period


@dataclass(frozen=True)
class _Items:
    """The items of a list as some units have told them."""

    case: Case
    options: Options
    body: Body
    items: tuple[str, ...]
    name: str

    def at(self, stage: Stage) -> Finding:
        rows, reported = self._rows(stage)
        tells = () if self.options.dated_by else reported.months
        if rows is None:
            return replace(reported.nothing, tells=tells)
        found = [self._step(rows, item) for item in self.items]
        missing = [step.says for step, is_told in found if not is_told]
        count = len(self.items) - len(missing)
        whole = not missing
        outcome = Outcome("", "", float(count), float(len(self.items)), whole, "、".join(missing))
        need = f"还缺{wording.join(missing)}" if missing else ""
        told = reported.finding(Reckoned((outcome,), tuple(step for step, _ in found), need))
        return replace(told, decided=told.decided and (whole or self._over(reported)), tells=tells)

    def _over(self, reported: Reported) -> bool:
        """Whether nothing more can be filed in time."""
        form = self.options.form
        return all(
            self.case.lapsed(month, unit, form)
            for unit in self.body.units
            for month in reported.months
        )

    def sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        more = f"{why}。" if why else ""
        if not finding.outcomes:
            nothing = "尚无数据" if state == State.NOT_DUE else "没有数据"
            return f"{self.name}{stage.label}{nothing}。{more}"
        [outcome] = finding.outcomes
        if outcome.met:
            return f"{self.name}{stage.label}{len(self.items)}项都已报。{more}"
        return (
            f"{self.name}{stage.label}应报{len(self.items)}项，"
            f"已报{wording.exact(outcome.value or 0)}项，缺{outcome.detail}。{more}"
        )

    def _rows(self, stage: Stage) -> tuple[Table | None, Reported]:
        """The rows that tell of a stage and how far they do; without dates those of its filings."""
        case, options, units = self.case, self.options, self.body.units
        if options.dated_by is not None:
            reported = records.reported(case, units, options.form, stage)
            rows = records.facts(case, units, options, stage, reported)
            return (rows if reported.filed else None), reported
        reported = self._of_its_months(stage)
        filings = [f for f in case.filings(units, options.form) if f.period in reported.months]
        table = select(case.catalogue, case.ledger.table(options.form, filings), options.where)
        return (table if filings else None), reported

    def _of_its_months(self, stage: Stage) -> Reported:
        """How far the filings of the stage's own months are in."""
        assert stage.start is not None
        assert stage.end is not None
        case, units, form = self.case, self.body.units, self.options.form
        first, last = Month.of(stage.start), Month.of(stage.end)
        spans = case.tells_of(form)
        months = [month for month in spans if first <= month.month <= last]
        owed = [(m, unit) for unit in units for m in case.owing([unit], form) if m in months]
        absent = [(m, unit) for m, unit in owed if not case.current(m, unit, form)]
        late = [f"{case.among(u, units)}{m.label}" for m, u in absent if case.lapsed(m, u, form)]
        name = wording.quoted(case.catalogue.forms[form].name)
        filed = [m for m in months if case.filings_of(m, units, form)]
        return Reported(
            tuple(months),
            bool(filed),
            not absent and bool(owed),
            f"没有报送{wording.join(late)}的{name}表" if late else "",
            case.clock.by(spans[filed[-1]].end) if filed else None,
            tuple(dict.fromkeys(m for m, u in absent if case.lapsed(m, u, form))),
        )

    def _step(self, rows: Table, item: str) -> tuple[Step, bool]:
        """An item with the cells that tell of it, and whether any does; a withheld count is told."""
        options = self.options
        written = options.names.get(item, item)
        own = rows.where(Among(options.item, frozenset([written])))
        if options.value is None:
            cells = own.cells(options.item)
            return Step(item, float(len(own)) if len(own) else None, cells=cells), bool(len(own))
        column = self.case.catalogue.forms[options.form].column(options.value)
        cells = own.cells(options.item, options.value)
        values = own.where(Filled(options.value)).raw(options.value)
        if not values or isinstance(values[-1], Withheld):
            return Step(item, cells=cells), bool(values)
        last = values[-1]
        is_number = isinstance(last, int | float) and not isinstance(last, bool)
        return Step(item, float(last if is_number else len(values)), column.unit, cells=cells), True
