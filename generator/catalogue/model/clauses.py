"""What the notices of a root say together: their clauses by id, and who amended what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ...frozen import dataclass

if TYPE_CHECKING:
    from .issued import Amendment, Issued, Version
    from .notice import Clause, Provision
    from .particulars import Notice


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """``notices`` are in the order of their issue; of the first one is the plan. ``versions`` has what was
    amended by now, by provision: how it was asked for, version by version."""

    notices: tuple[Issued, ...]
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)

    @property
    def notice(self) -> Notice:
        """The particulars of the first notice: its are the plan's year and the policy of filing."""
        return self.notices[0].notice

    @cached_property
    def duties(self) -> tuple[Clause, ...]:
        """Tasks and requirements: the clauses that name responsible units."""
        return tuple(clause for issued in self.notices for clause in issued.duties)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """By id, notice by notice: what stands before the tasks first, then in the notice's order."""
        return {clause.id: clause for issued in self.notices for clause in issued.clauses}

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many duties and how many provisions there are."""
        return len(self.duties), len(self.provisions)

    @cached_property
    def issued_in(self) -> Mapping[str, Issued]:
        """The notice of each clause."""
        return {clause.id: issued for issued in self.notices for clause in issued.clauses}

    def issued(self, provision: Provision) -> Issued:
        """The notice in which a provision stands."""
        return self.issued_in[self.clause_of[provision.id].id]

    def words(self, provision: Provision, node: date | None) -> Provision | Amendment:
        """What asks for what has to be so by a day: the provision, or what amended it."""
        version = self._asking(provision, node)
        return (version and version.by) or provision

    def asking(self, provision: Provision, node: date | None) -> str:
        """The id of the notice in which that stands."""
        version = self._asking(provision, node)
        return (version and version.notice) or self.issued(provision).id

    def _asking(self, provision: Provision, node: date | None) -> Version | None:
        every = self.versions.get(provision.id, ())
        return next((version for version in every if version.binds(node)), None)

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """By id, in the order of the clauses."""
        return {
            provision.id: provision
            for clause in self.clauses.values()
            for provision in clause.provisions
        }

    @cached_property
    def clause_of(self) -> Mapping[str, Clause]:
        """The clause of each provision."""
        return {
            provision.id: clause
            for clause in self.clauses.values()
            for provision in clause.provisions
        }
