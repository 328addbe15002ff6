"""Every verdict of one day, the ways in which they are looked up, and their JSON form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.judging.case import Case
from generator.judging.narratives import Narratives
from generator.judging.verdict import State, Verdict, gravest


@dataclass(frozen=True)
class Results:
    """The verdicts, in the notice's order, with the case they were found on."""

    case: Case
    verdicts: tuple[Verdict, ...]
    narratives: Narratives

    def public(self) -> Results:
        """Without whatever is for internal eyes only."""
        seen = tuple(v for v in self.verdicts if v.audience == "public")
        return Results(self.case, seen, self.narratives)

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
    """``results.json``: what was judged, on which day, and every verdict with its lineage."""
    catalogue = results.case.catalogue
    counts = Counter(verdict.state.value for verdict in results.verdicts)
    told = {
        "notice": {"doc_no": catalogue.notice.doc_no, "issued": catalogue.notice.issued},
        "as_of": results.case.as_of,
        "counts": {state.value: counts[state.value] for state in State},
        "verdicts": results.verdicts,
    }
    return json.dumps(_plain(told), ensure_ascii=False, indent=1) + "\n"


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
