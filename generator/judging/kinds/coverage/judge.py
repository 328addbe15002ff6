"""How ``coverage`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from .... import wording
from ....catalogue.model import Register, Rule
from ....frozen import dataclass
from ....ledger import Filled, Table
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...evidence import Reckoned
from ...rows import reaches
from ...stages import Finding, Stage
from ...verdict import Outcome, Step, Verdict
from ...writing import counted
from . import Options, Reading


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each period."""
    coverage = _Coverage(case, rule, options, body)
    yardstick = counted(case, rule, coverage.register.word)
    return over_time(case, rule, body, options.form, yardstick, coverage.at)


@dataclass(frozen=True)
class _Coverage:
    """The items of a register that some units have told of."""

    case: Case
    rule: Rule
    options: Options
    body: Body

    @property
    def register(self) -> Register:
        return self.case.catalogue.registers[self.options.register]

    def at(self, stage: Stage) -> Finding:
        units, reckon = self.body.units, partial(self._reckoned, stage)
        return records.found(self.case, units, self.options, stage, reckon)

    def _reckoned(self, stage: Stage, rows: Table) -> Reckoned:
        options = self.options
        inside = rows.where(Filled(options.item))  # a row without a place is no visit to one
        told = {id_: rows for (id_, _), rows in inside.by_thing(options.item).items()}
        reached = set(told)
        counted = {item.id for item in self.register.counted_items}
        missing = self._missing(reached)
        return Reckoned(
            self._outcomes(stage, reached, counted),
            self._steps(told, counted, missing),
            self._need(stage, reached, counted, missing),
        )

    def _outcomes(self, stage: Stage, reached: set[str], counted: set[str]) -> tuple[Outcome, ...]:
        register = self.register
        expected = Reading(id="", name="", counts="expected")
        named = {item.id for item in register.counted_items if not item.placeholder}
        every = self.options.readings or (expected,)
        found = []
        for reading in self.case.readings(self.rule, every, register.questions):
            value, threshold = float(len(reached & counted)), stage.threshold
            if reading.counts == "named":
                value, threshold = float(len(reached & named)), float(len(named))
            elif reading.counts == "any":
                value = float(len(reached))
            met = reaches(value, "at_least", threshold)
            found.append(Outcome(reading.id, reading.name, value, threshold, met))
        return tuple(found)

    def _need(self, stage: Stage, reached: set[str], counted: set[str], missing: list[str]) -> str:
        """Whose turn it still is, if that is enough by every reading."""
        then = self._outcomes(stage, reached | counted, counted)
        if not missing or not all(outcome.met for outcome in then):
            return ""
        return f"尚未{self.options.verb}：{wording.few(missing, counted=self.register.word)}"

    def _missing(self, reached: set[str]) -> list[str]:
        """The names of the items that had no turn, in the register's order."""
        return [item.name for item in self.register.counted_items if item.id not in reached]

    def _steps(
        self, told: Mapping[str, Table], counted: set[str], missing: list[str]
    ) -> tuple[Step, ...]:
        """Whose turn it was, whose does not count, and whose it still is, in the register's order."""
        names = self.options.item, self.options.dated_by
        items = self.register.by_id
        inside = tuple(
            Step(items[id_].name, cells=rows.cells(*names))
            for id_, rows in told.items()
            if id_ in counted
        )
        outside = tuple(
            Step(f"{items[id_].name}（{items[id_].category}）", cells=rows.cells(*names))
            for id_, rows in told.items()
            if id_ not in counted
        )
        parts = [Step(f"已{self.options.verb}", float(len(inside)), self.register.word, inside)]
        if outside:
            parts.append(Step("不计入的类别", float(len(outside)), self.register.word, outside))
        if missing:
            left = tuple(Step(name) for name in missing)
            parts.append(
                Step(f"尚未{self.options.verb}", float(len(missing)), self.register.word, left)
            )
        return tuple(parts)
