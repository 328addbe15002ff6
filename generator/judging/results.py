"""Every verdict of one day with the case it was found on, and their JSON form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeAlias

from ..catalogue.model import Catalogue
from ..catalogue.model.terms import Audience, Line
from ..frozen import dataclass
from ..ledger import Cell
from ..store import NOWHERE
from ..words.states import State
from . import coverage, docket, narratives
from .case import Case
from .coverage import Encoded
from .docket import Matter
from .kept.judged import Judged
from .narratives import Narratives
from .stood import Stood
from .verdict import Settled, Step, Verdict


@dataclass(frozen=True, kw_only=True)
class Results(Stood[Verdict]):
    """The verdicts with the case they were found on, for an audience."""

    case: Case
    audience: Audience = "internal"
    judged: Judged = field(default_factory=lambda: Judged(NOWHERE))

    @cached_property
    def narratives(self) -> Narratives:
        """Everything that units tell in words."""
        return narratives.read(self.case)

    @property
    def settled(self) -> Stood[Settled]:
        """How everything stands, and nothing of what is said of it."""
        return Stood(verdicts=tuple(verdict.settled for verdict in self.verdicts))

    def said(self, verdict: Verdict) -> str:
        """All that ``results.json`` says of one of the verdicts: an object in JSON."""
        return self.judged.tell(self.case, verdict, lambda: _said(self, verdict))

    def told(self, verdicts: Iterable[Verdict]) -> Iterator[str]:
        """The same of several, one after the other, of which nothing more is held than is to be kept."""
        if self.judged.wanted:
            return map(self.said, verdicts)
        return (self.judged.said.get(each.id) or _said(self, each) for each in verdicts)

    def files(self, verdict: Verdict) -> tuple[str, ...]:
        """The files that the cells of a verdict are in."""
        found = self.judged.files.get(verdict.id)
        if found is None:
            found = tuple(dict.fromkeys(cell.file for cell in verdict.lineage))
            self.judged.files[verdict.id] = found
        return found

    def keep(self) -> None:
        """Keep what was judged, so that after a change the rest of it stands; nothing where nothing is kept."""
        if self.judged.wanted:
            for verdict in self.verdicts:
                self.said(verdict)
                self.files(verdict)
            self.judged.keep()

    def head(self) -> Fields:
        """What every file of results begins with: which notice, and which day."""
        catalogue = self.case.catalogue
        issued = {"doc_no": catalogue.notice.doc_no, "issued": catalogue.notice.issued}
        yield "notice", in_json(issued)
        if len(catalogue.notices) > 1:
            yield "notices", map(in_json, _notices(catalogue))
        yield "as_of", in_json(self.case.as_of)

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What rules propose and what the office decided, side by side."""
        return docket.matters(self.case, self.verdicts)

    @cached_property
    def coverage(self) -> tuple[Encoded, ...]:
        """Every phrase of the notice that is encoded, and how it stands."""
        return coverage.encoded(self.case, self.by_provision)


def as_json(results: Results) -> str:
    """``results.json`` as one file: what was judged, on which day, and every verdict with its lineage."""
    return "".join(json_of(results))


Fields: TypeAlias = Iterator[tuple[str, str | Iterable[str]]]
"""Each with its value in JSON, or with those of the entries of a list."""


def json_of(results: Results, parts: Sequence[object] = ()) -> Iterator[str]:
    """The same piece by piece, no two verdicts at once; with the ``parts`` that hold the verdicts instead of them,
    where there are any (``divided``)."""
    return put(_fields(results, parts))


def put(told: Fields) -> Iterator[str]:
    """An object piece by piece: of a list each entry stands on a line, so that a verdict is a line of a diff."""
    before = "{\n"
    for name, value in told:
        yield f"{before}{in_json(name)}: "
        if isinstance(value, str):
            yield value
        else:
            yield from _entries(value)
        before = ",\n"
    yield "\n}\n"


def _fields(results: Results, parts: Sequence[object]) -> Fields:
    catalogue = results.case.catalogue
    counts = Counter(verdict.state.value for verdict in results.verdicts)
    yield from results.head()
    yield "counts", in_json({state.value: counts[state.value] for state in State})
    yield "left_out", map(in_json, _left_out(results.case))
    if parts:
        yield "parts", map(in_json, parts)
    else:
        yield "verdicts", results.told(results.verdicts)
    yield "decisions", map(in_json, results.matters)
    yield "exceptions", map(in_json, catalogue.exceptions.entries)
    yield "coverage", map(in_json, results.coverage)


def _entries(entries: Iterable[str]) -> Iterator[str]:
    before = "[\n"
    for entry in entries:
        yield before + entry
        before = ",\n"
    yield "\n]" if before == ",\n" else "[]"


def _notices(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """All of them by the names of their files."""
    for each in catalogue.notices:
        yield {"id": each.id, "doc_no": each.notice.doc_no, "issued": each.notice.issued}


def _said(results: Results, verdict: Verdict) -> str:
    return in_json(_verdict(verdict) | _of_notice(results, verdict))


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
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    lineage = tuple(verdict.lineage)
    places = {cell: index for index, cell in enumerate(lineage)}
    told = {name: getattr(verdict, name) for name in TOLD}
    if verdict.low is not None:
        told["low"] = verdict.low
    told["steps"] = [_step(step, places) for step in verdict.steps]
    return {**told, "lineage": lineage}


TOLD = (
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
    """What JSON has no form for: dataclasses as objects, dates as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    kind: Any = type(value)
    if names := _names(kind):
        told = ((name, getattr(value, name)) for name in names)
        return {name: str(own) if type(own) is Line else own for name, own in told}
    raise TypeError(type(value))


in_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain).encode
"""A value of ours as JSON: one line."""


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, () for another type; there are a few types and many values."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
