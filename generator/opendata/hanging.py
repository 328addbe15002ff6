"""What the rows of a table hang on: by its digest what was made of them before is known, a table or a part of one.

It is asked for where something is kept, and nowhere else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial

from .. import store
from ..catalogue.model import Form
from ..judging.kept import in_force, judged, past
from ..judging.results import Results
from ..judging.verdict import Verdict
from ..ledger import Filing
from .table import Part, Parts, Row


def of_verdicts(results: Results, rows: Callable[[], Iterable[Row]]) -> Parts:
    """Rows that hang on all that is said of all verdicts, and on how things are called."""
    known = results.case.once(
        "open data of verdicts", lambda: store.key(*_by_verdict(results).values())
    )
    return Parts(_common(results), (Part(known, rows),))


def by_verdict(results: Results, rows: Callable[[Verdict], Iterable[Row]]) -> Parts:
    """Rows verdict by verdict, which tell of it alone: they hang on all that is said of it, and on how things are
    called."""
    known = _by_verdict(results)
    parts = (Part(known[verdict.id], partial(rows, verdict)) for verdict in results.verdicts)
    return Parts(_common(results), tuple(parts))


def by_filing(
    results: Results, form: Form, filings: Iterable[Filing], rows: Callable[[Filing], Iterable[Row]]
) -> Parts | None:
    """Rows of a form filing by filing: they hang on its bytes, and on all that is told of it; None where a filing has
    no digest."""
    digest = results.case.ledger.digest_of
    known = [(filing, digest(filing)) for filing in filings]
    if not all(told for _, told in known):
        return None
    parts = (
        Part(
            store.key(
                form.id, repr((f.unit, str(f.period), f.path, f.short_commit, f.withheld, told))
            ),
            partial(rows, f),
        )
        for f, told in known
    )
    return Parts(_common(results), tuple(parts))


def of_filings(results: Results, rows: Callable[[], Iterable[Row]]) -> Parts:
    """Rows that hang on all filings, on what came of each by the day, and on nothing else but what is declared."""
    case = results.case
    known = (f"{name} {digest}" for name, digest in judged.known(case).items())
    return Parts(_common(results), (Part(store.key(past.but_filings(case), *known), rows),))


def _by_verdict(results: Results) -> dict[str, str]:
    return results.case.once(
        "open data, verdict by verdict",
        lambda: {verdict.id: store.key(results.said(verdict)) for verdict in results.verdicts},
    )


def _common(results: Results) -> str:
    """What all rows hang on: the program, and how things are called that are declared, as the edition knows them."""

    def work_out() -> str:
        return store.key(store.program(), sys.version, results.audience, in_force(results.case))

    return results.case.once("open data", work_out)
