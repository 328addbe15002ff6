"""Every verdict of one day, the ways in which they are looked up, and their JSON form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.judging import coverage, docket
from generator.judging.case import Case
from generator.judging.coverage import Encoded
from generator.judging.docket import Matter
from generator.judging.narratives import Narratives
from generator.judging.verdict import State, Step, Verdict, gravest
from generator.ledger import Cell


@dataclass(frozen=True)
class Results:
    """The verdicts, in the notice's order, with the case they were found on, for an audience."""

    case: Case
    verdicts: tuple[Verdict, ...]
    narratives: Narratives
    audience: str = "internal"

    @cached_property
    def by_id(self) -> Mapping[str, Verdict]:
        return {verdict.id: verdict for verdict in self.verdicts}

    @cached_property
    def by_provision(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _grouped((verdict.provision, verdict) for verdict in self.verdicts)

    @cached_property
    def by_clause(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _grouped((verdict.clause, verdict) for verdict in self.verdicts)

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Verdict, ...]]:
        """What each unit answers for, its own figures and those judged together."""
        return _grouped((unit, v) for v in self.verdicts for unit in concerned(v))

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What rules propose and what the office decided, side by side."""
        return docket.matters(self.case, self.verdicts)

    @cached_property
    def coverage(self) -> tuple[Encoded, ...]:
        """Every phrase of the notice that is encoded, and how it stands."""
        return coverage.encoded(self.case, self.by_provision)

    def standing(self, clause: str, unit: str | None = None) -> State | None:
        """How a clause stands, for everyone or for one unit: the gravest binding state."""
        return gravest(
            verdict.state
            for verdict in self.by_clause.get(clause, ())
            if verdict.binding and (unit is None or unit in concerned(verdict))
        )


def concerned(verdict: Verdict) -> tuple[str, ...]:
    """The units whose standing a verdict is part of."""
    return verdict.owners if verdict.subject is None else (verdict.subject,)


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
        "verdicts": [_verdict(verdict) for verdict in results.verdicts],
        "decisions": results.matters,
        "coverage": results.coverage,
    }
    return json.dumps(_plain(told), ensure_ascii=False, indent=1) + "\n"


def verdicts_as_json(results: Results, chosen: Iterable[Verdict]) -> str:
    """Some of the verdicts only, in the form in which ``results.json`` has them."""
    told = {"as_of": results.case.as_of, "verdicts": [_verdict(verdict) for verdict in chosen]}
    return json.dumps(_plain(told), ensure_ascii=False, indent=1)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    lineage = verdict.lineage
    places = {cell: index for index, cell in enumerate(lineage)}
    told = {field.name: getattr(verdict, field.name) for field in fields(verdict)}
    told["steps"] = [_step(step, places) for step in verdict.steps]
    return {**told, "lineage": lineage}


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
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, State):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value


def _grouped(pairs: Iterable[tuple[str, Verdict]]) -> Mapping[str, tuple[Verdict, ...]]:
    found: dict[str, list[Verdict]] = {}
    for key, verdict in pairs:
        found.setdefault(key, []).append(verdict)
    return {key: tuple(group) for key, group in found.items()}
