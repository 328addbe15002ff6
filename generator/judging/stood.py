"""How everything stood on one day, and the ways in which it is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from ..frozen import dataclass
from ..words.states import State, gravest
from .verdict import Settled

K = TypeVar("K")
V = TypeVar("V", bound=Settled)
V_co = TypeVar("V_co", bound=Settled, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Stood(Generic[V_co]):
    """Verdicts in the notice's order, or how each stood without what was said of it."""

    verdicts: tuple[V_co, ...]

    @cached_property
    def by_id(self) -> Mapping[str, V_co]:
        """By the id of the verdict, in the notice's order."""
        return {verdict.id: verdict for verdict in self.verdicts}

    @cached_property
    def by_provision(self) -> Mapping[str, tuple[V_co, ...]]:
        """Those of a provision in the notice's order; only provisions that have any."""
        return _grouped((verdict.provision, verdict) for verdict in self.verdicts)

    @cached_property
    def by_clause(self) -> Mapping[str, tuple[V_co, ...]]:
        """Those of a clause in the notice's order; only clauses that have any."""
        return _grouped((verdict.clause, verdict) for verdict in self.verdicts)

    def own_of(self, unit: str) -> tuple[V_co, ...]:
        """The verdicts about a unit alone, whoever filed what they rest on."""
        return self._own.get(unit, ())

    def stands_of(self, unit: str) -> tuple[V_co, ...]:
        """What a unit's own standing is made of: all that binds and is about it alone.

        A verdict about an item of a unit's, such as one of its townships, is not about the unit.
        """
        return tuple(v for v in self.own_of(unit) if v.binding and v.item is None)

    def joint_of(self, unit: str) -> tuple[V_co, ...]:
        """The verdicts about the whole that a unit answers for with others, by the notice's words.

        They count once, for everyone together, and stand against none of them alone.
        """
        return self._joint.get(unit, ())

    @cached_property
    def joint(self) -> tuple[V_co, ...]:
        """Every verdict about the whole, each once."""
        return tuple(verdict for verdict in self.verdicts if verdict.subject is None)

    @cached_property
    def _own(self) -> Mapping[str, tuple[V_co, ...]]:
        return _grouped((v.subject, v) for v in self.verdicts if v.subject is not None)

    @cached_property
    def _stands(self) -> Mapping[tuple[str, str], tuple[V_co, ...]]:
        """By unit and clause: who shows how clauses stood asks for each of them of each unit and month."""
        return _grouped(
            ((unit, verdict.clause), verdict)
            for unit in self._own
            for verdict in self.stands_of(unit)
        )

    @cached_property
    def _joint(self) -> Mapping[str, tuple[V_co, ...]]:
        return _grouped((unit, v) for v in self.joint for unit in v.owners)

    def stands(self, clause: str, unit: str | None = None) -> tuple[V_co, ...]:
        """What a clause's standing is made of: all that binds, or what is about one unit alone."""
        if unit is not None:
            return self._stands.get((unit, clause), ())
        return tuple(v for v in self.by_clause.get(clause, ()) if v.binding)

    def standing(self, clause: str, unit: str | None = None) -> State | None:
        """How a clause stands, for everyone or for one unit: the gravest of what binds."""
        return gravest(verdict.state for verdict in self.stands(clause, unit))


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, verdict in pairs:
        found.setdefault(key, []).append(verdict)
    return {key: tuple(group) for key, group in found.items()}
