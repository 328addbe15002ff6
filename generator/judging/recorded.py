"""Records that are told anew as they move on, as a kind that follows them gives them."""

from __future__ import annotations

from collections.abc import Sequence

from ..calendar import Term
from ..frozen import dataclass
from ..ledger import Cell


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row: the state of a record as a unit's filing for a month told it, and what is wrong with it."""

    unit: str
    month: Term
    status: str
    faults: tuple[str, ...]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class History:
    """A record from first to last sighting; it was ``reopened`` so often, and ``fault`` says in
    words what keeps it from being closed, '' for nothing."""

    id: str
    sightings: tuple[Sighting, ...]
    closed: bool
    reopened: int
    fault: str

    @property
    def status(self) -> str:
        """The state as it was told last."""
        return self.sightings[-1].status
