"""All rows of a form, for tests that look at them."""

from __future__ import annotations

from generator.ledger import Ledger, Table


def merged(ledger: Ledger, form: str) -> Table:
    """Those of every filing, whether it counts or not."""
    return ledger.table(form, [filing for filing in ledger.filings if filing.form == form])
