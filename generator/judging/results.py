"""Every verdict of one day, the ways in which they are looked up, and their JSON form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from ..catalogue.model.terms import Audience, Line
from ..ledger import Cell
from ..words.states import State, gravest
from . import coverage, docket
from .case import Case
from .coverage import Encoded
from .docket import Matter
from .narratives import Narratives
from .verdict import Step, Verdict


@dataclass(frozen=True)
class Results:
    """The verdicts, in the notice's order, with the case they were found on, for an audience."""

    case: Case
    verdicts: tuple[Verdict, ...]
    narratives: Narratives
    audience: Audience = "internal"

    @cached_property
    def by_id(self) -> Mapping[str, Verdict]:
        """By the id of the verdict, in the notice's order."""
        return {verdict.id: verdict for verdict in self.verdicts}

    @cached_property
    def by_provision(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Those of a provision in the notice's order; only provisions that have any."""
        return _grouped((verdict.provision, verdict) for verdict in self.verdicts)

    @cached_property
    def by_clause(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Those of a clause in the notice's order; only clauses that have any."""
        return _grouped((verdict.clause, verdict) for verdict in self.verdicts)

    def own_of(self, unit: str) -> tuple[Verdict, ...]:
        """The verdicts about a unit alone, whoever filed what they rest on."""
        return self._own.get(unit, ())

    def stands_of(self, unit: str) -> tuple[Verdict, ...]:
        """What a unit's own standing is made of: all that binds and is about it alone.

        A verdict about an item of a unit's, such as one of its townships, is not about the unit.
        """
        return tuple(v for v in self.own_of(unit) if v.binding and v.item is None)

    def joint_of(self, unit: str) -> tuple[Verdict, ...]:
        """The verdicts about the whole that a unit answers for with others, by the notice's words.

        They count once, for everyone together, and stand against none of them alone.
        """
        return self._joint.get(unit, ())

    @cached_property
    def joint(self) -> tuple[Verdict, ...]:
        """Every verdict about the whole, each once."""
        return tuple(verdict for verdict in self.verdicts if verdict.subject is None)

    @cached_property
    def _own(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _grouped((v.subject, v) for v in self.verdicts if v.subject is not None)

    @cached_property
    def _joint(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _grouped((unit, v) for v in self.joint for unit in v.owners)

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What rules propose and what the office decided, side by side."""
        return docket.matters(self.case, self.verdicts)

    @cached_property
    def coverage(self) -> tuple[Encoded, ...]:
        """Every phrase of the notice that is encoded, and how it stands."""
        return coverage.encoded(self.case, self.by_provision)

    def stands(self, clause: str, unit: str | None = None) -> tuple[Verdict, ...]:
        """What a clause's standing is made of: all that binds, or what is about one unit alone."""
        if unit is not None:
            return tuple(v for v in self.stands_of(unit) if v.clause == clause)
        return tuple(v for v in self.by_clause.get(clause, ()) if v.binding)

    def standing(self, clause: str, unit: str | None = None) -> State | None:
        """How a clause stands, for everyone or for one unit: the gravest of what binds."""
        return gravest(verdict.state for verdict in self.stands(clause, unit))


def as_json(results: Results) -> str:
    """``results.json``: what was judged, on which day, and every verdict with its lineage.

    The steps of a computation name their cells by their place in the verdict's lineage.
    """
    catalogue = results.case.catalogue
    counts = Counter(verdict.state.value for verdict in results.verdicts)
    told = {
        "notice": {"doc_no": catalogue.notice.doc_no, "issued": catalogue.notice.issued},
        "as_of": results.case.as_of,
        "counts": {state.value: counts[state.value] for state in State},
        "left_out": list(_left_out(results.case)),
        "verdicts": [_verdict(verdict) for verdict in results.verdicts],
        "decisions": results.matters,
        "exceptions": catalogue.exceptions.entries,
        "coverage": results.coverage,
    }
    return "{\n" + ",\n".join(_field(*entry) for entry in _plain(told).items()) + "\n}\n"


def _field(name: str, value: Any) -> str:
    """One field of the whole; of a list each entry on a line, so that a verdict is a line of a diff."""
    if not isinstance(value, list) or not value:
        return f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in value)
    return f"{json.dumps(name)}: [\n{entries}\n]"


def _left_out(case: Case) -> Iterator[dict[str, Any]]:
    """The filings that lie there with errors on the day and do not count."""
    for each in case.ledger.left_out:
        if each.known(case.as_of):
            period = each.period and str(each.period)
            findings = [
                {"code": p.code, "place": p.place, "message": p.message, "hint": p.hint}
                for p in each.problems
            ]
            yield {
                "file": each.path,
                "period": period,
                "unit": each.unit,
                "form": each.form,
                "findings": findings,
            }


def verdicts_as_json(results: Results, chosen: Iterable[Verdict]) -> str:
    """Some of the verdicts only, in the form in which ``results.json`` has them."""
    told = {"as_of": results.case.as_of, "verdicts": [_verdict(verdict) for verdict in chosen]}
    return json.dumps(_plain(told), ensure_ascii=False, indent=1)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    lineage = tuple(verdict.lineage)
    places = {cell: index for index, cell in enumerate(lineage)}
    told = {name: getattr(verdict, name) for name in _TOLD}
    told["steps"] = [_step(step, places) for step in verdict.steps]
    return {**told, "lineage": lineage}


_TOLD = (
    "id", "state", "provision", "clause", "rule", "kind", "subject", "owners", "sentence", "quote", "basis",
    "audience", "item", "period", "stage", "start", "due", "data_day", "value", "threshold", "gap", "unit",
    "next", "outcomes", "questions", "proposals", "steps", "predates_issue", "binding", "word", "exceptions",
)  # fmt: skip
"""What ``results.json`` has of a verdict, in this order: its period says the month, its steps say the
records."""


def _step(step: Step, places: Mapping[Cell, int]) -> dict[str, Any]:
    told: dict[str, Any] = {"says": step.says}
    if step.value is not None:
        told |= {"value": step.value, "unit": step.unit}
    if step.cells:
        told["cells"] = [places[cell] for cell in step.cells]
    if step.steps:
        told["steps"] = [_step(part, places) for part in step.steps]
    return told


def _plain(value: Any) -> Any:
    """Dataclasses as objects, dates as text; whole floats stay as they are."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return [_plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, State | Line):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if names := _names(kind):
        return {name: _plain(getattr(value, name)) for name in names}
    return value


_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, () for another type; there are a few types and many values."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _grouped(pairs: Iterable[tuple[str, Verdict]]) -> Mapping[str, tuple[Verdict, ...]]:
    found: dict[str, list[Verdict]] = {}
    for key, verdict in pairs:
        found.setdefault(key, []).append(verdict)
    return {key: tuple(group) for key, group in found.items()}
