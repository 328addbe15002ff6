"""What the rows of a table hang on: by its digest a file of them is known that was made before.

It is asked for where something is kept, and nowhere else.
"""

from __future__ import annotations

import sys

from .. import store
from ..catalogue.model import Form
from ..judging.kept import in_force
from ..judging.results import Results

UNKNOWN = ""
"""Where something in it is not known by a digest."""


def nothing_known() -> str:
    """Of rows of which nobody says it: they are few, or hang on too much."""
    return UNKNOWN


def of_verdicts(results: Results) -> str:
    """What rows hang on that tell of verdicts alone: all that is said of them, and how things are called."""

    def work_out() -> str:
        return store.key(_common(results), *map(results.said, results.verdicts))

    return results.case.once("open data of verdicts", work_out)


def of_form(results: Results, form: Form) -> str:
    """What the rows of a form hang on: the filings that count, by their bytes and by all that is told of each."""
    case = results.case
    filings = list(case.filings(case.catalogue.units, form.id))
    digests = [case.ledger.digest_of(filing) for filing in filings]
    if not all(digests):
        return UNKNOWN
    told = (
        repr((f.unit, str(f.period), f.path, f.short_commit, f.withheld, digest))
        for f, digest in zip(filings, digests, strict=True)
    )
    return store.key(_common(results), form.id, *told)


def _common(results: Results) -> str:
    """What all rows hang on: the program, and how things are called that are declared, as the edition knows them."""

    def work_out() -> str:
        return store.key(store.program(), sys.version, results.audience, in_force(results.case))

    return results.case.once("open data", work_out)
