"""All rows of a form as the usual engine holds them, for tests that look at them."""

from __future__ import annotations

from generator.ledger import Ledger
from generator.ledger.frames import Merged


def merged(ledger: Ledger, form: str) -> Merged:
    """One data frame, whatever nobody asked for."""
    frame = ledger.table(form, ()).frame
    assert isinstance(frame, Merged)
    return frame
