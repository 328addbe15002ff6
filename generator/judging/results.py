"""Every verdict of one day with the case it was found on, and their JSON form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from ..catalogue.model import Catalogue
from ..catalogue.model.terms import Audience, Line
from ..ledger import Cell
from ..words.states import State
from . import coverage, docket
from .case import Case
from .coverage import Encoded
from .docket import Matter
from .narratives import Narratives
from .stood import Stood
from .verdict import Settled, Step, Verdict


@dataclass(frozen=True, kw_only=True)
class Results(Stood[Verdict]):
    """The verdicts with the case they were found on, for an audience."""

    case: Case
    narratives: Narratives
    audience: Audience = "internal"

    @property
    def settled(self) -> Stood[Settled]:
        """How everything stands, and nothing of what is said of it."""
        return Stood(verdicts=tuple(verdict.settled for verdict in self.verdicts))

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What rules propose and what the office decided, side by side."""
        return docket.matters(self.case, self.verdicts)

    @cached_property
    def coverage(self) -> tuple[Encoded, ...]:
        """Every phrase of the notice that is encoded, and how it stands."""
        return coverage.encoded(self.case, self.by_provision)


def as_json(results: Results) -> str:
    """``results.json``: what was judged, on which day, and every verdict with its lineage.

    The steps of a computation name their cells by their place in the verdict's lineage.
    """
    catalogue = results.case.catalogue
    counts = Counter(verdict.state.value for verdict in results.verdicts)
    told = {
        "notice": {"doc_no": catalogue.notice.doc_no, "issued": catalogue.notice.issued},
        **_notices(catalogue),
        "as_of": results.case.as_of,
        "counts": {state.value: counts[state.value] for state in State},
        "left_out": list(_left_out(results.case)),
        "verdicts": [
            _verdict(verdict) | _of_notice(results, verdict) for verdict in results.verdicts
        ],
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


def _notices(catalogue: Catalogue) -> dict[str, Any]:
    """All of them by the names of their files, where there are several."""
    if len(catalogue.notices) < 2:
        return {}
    every = [
        {"id": each.id, "doc_no": each.notice.doc_no, "issued": each.notice.issued}
        for each in catalogue.notices
    ]
    return {"notices": every}


def _of_notice(results: Results, verdict: Verdict) -> dict[str, Any]:
    """By which notice a verdict is given, where there are several: by the one that amended what is asked
    for, else by that of the clause."""
    catalogue = results.case.catalogue
    if len(catalogue.notices) < 2:
        return {}
    return {"notice": catalogue.asking(catalogue.provisions[verdict.provision], verdict.due)}


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
    if verdict.low is not None:
        told["low"] = verdict.low
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
