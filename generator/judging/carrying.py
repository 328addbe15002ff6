"""What is carried from day to day while somebody looks back over many of them: judgements that stand.

A judgement stands as long as all that it asked is answered alike: what is known of filings, which days are over
(``clock``), and what is in force. The first two are noted with it; of another catalogue in force nothing is
carried. So a day costs what changed since the one before, in time and in memory.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalogue.model import Catalogue
from .case import Case
from .clock import Hanging
from .verdict import Settled, Verdict


@dataclass
class Carried:
    """What lasts by one catalogue in force, and how each verdict stands that stood on the newest day."""

    catalogue: Catalogue | None = None
    lasting: dict[Hashable, tuple[Any, date, Hanging]] = field(default_factory=dict)
    stood: dict[int, tuple[Verdict, Settled]] = field(default_factory=dict)

    def by(self, in_force: Catalogue) -> Catalogue:
        """What was in force on a day: the same object as on the one before, where nothing is another."""
        if self.catalogue is None or self.catalogue != in_force:
            self.catalogue, self.lasting = in_force, {}
        return self.catalogue

    def settled(self, verdicts: Iterable[Verdict]) -> Iterator[Settled]:
        """How verdicts stand, each that stood before as the same one."""
        before, self.stood = self.stood, {}
        for verdict in verdicts:
            known = before.get(id(verdict)) or (verdict, verdict.settled)
            # with the verdict, so that no other one takes its number
            self.stood[id(verdict)] = known
            yield known[1]


@dataclass
class Session:
    """What is carried by those that are judged together, () for all; ``newest`` is the bench that was asked last."""

    of: dict[tuple[str, ...], Carried] = field(default_factory=dict)
    newest: Any = None


def of(ledger: Any, catalogue: Catalogue, audience: str) -> Session | None:
    """The session in which somebody looks back, None where nobody does."""
    return ledger.known.get(("carrying", id(catalogue), audience))  # type: ignore[no-any-return]


@contextmanager
def back_from(case: Case) -> Iterator[None]:
    """While somebody looks back from a case, what stands is carried from one day to the next; nothing of that is left
    then with the days that somebody keeps."""
    key = "carrying", id(case.declared), case.audience
    session = case.ledger.known[key] = Session()
    try:
        yield
    finally:
        del case.ledger.known[key]
        for carried in session.of.values():
            carried.lasting.clear()
            carried.stood.clear()
