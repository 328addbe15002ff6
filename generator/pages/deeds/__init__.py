"""What a unit has to do now: by when, with which file, where to put it, the most pressing first.

Only what it can still do is here: a node that is over is history, and what is filed by others is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ...catalogue.model import Unit
from ...judging.verdict import Verdict
from ..site import Site
from .asked import ahead, dated, filed_by, first_of_each, held, lasting, of_days, together
from .deed import Deed, Owed, when
from .filings import coming, folder_of, missing, next_filings, spoilt, upload_to

__all__ = [
    "SHOWN",
    "Deed",
    "Owed",
    "by",
    "due",
    "folder_of",
    "of_unit",
    "shared",
    "upload_to",
    "when",
]

SHOWN = 3
"""So many deeds are told before anything is opened; the next filing is always one of them."""


def of_unit(site: Site, unit: Unit) -> list[Deed]:
    """All of them: what is overdue, then by their days, then what any filing may still mend, and last what
    it files for others with it."""
    there = unit.exists_on(site.results.case.as_of)
    filings = list(next_filings(site, unit))
    near = first_of_each(ahead(site, site.results.own_of(unit.id))) if there else []
    found = [*spoilt(site, unit), *missing(site, unit)]
    found += _by_day([*filings, *(dated(site, unit, [verdict]) for verdict in near)])
    if there and filings:
        shared = first_of_each(ahead(site, filed_by(site, unit)))
        found += [*lasting(site, unit), *held(site, unit, [[verdict] for verdict in shared])]
    first = next(iter(filings), None)
    if first and first in found[SHOWN:]:
        found.remove(first)
        found.insert(SHOWN - 1, first)
    return found


def by(site: Site, unit: Unit, last: date) -> Owed:
    """What it has to do by a day, included: of what comes again each time within it."""
    there = unit.exists_on(site.results.case.as_of)
    near = list(coming(site, unit, last))
    own = due(site, site.results.own_of(unit.id), last) if there else []
    shared = due(site, filed_by(site, unit), last)
    first = next(next_filings(site, unit), None)
    still = there and first is not None
    found = Owed(
        tuple(spoilt(site, unit)),
        tuple(missing(site, unit)),
        tuple(_by_day([*near, *(dated(site, unit, group) for group in own)])),
        tuple(lasting(site, unit)) if still else (),
        tuple(held(site, unit, shared)) if still else (),
        (),
    )
    asked = any(deed.verdicts for deed in found.every)
    return replace(found, next=(first,)) if first and asked and not near else found


def due(site: Site, verdicts: Iterable[Verdict], last: date) -> list[list[Verdict]]:
    """Of some verdicts what is still to be reached by a day, included: those of one provision and one day together,
    in the order of days."""
    return of_days(ahead(site, verdicts, last))


def shared(site: Site, verdicts: Iterable[Verdict], last: date) -> list[Verdict]:
    """Of what is held together what falls due by a day, included, and what is short and any filing may still mend,
    a verdict of each."""
    return [group[0] for group in together(site, list(verdicts), due(site, verdicts, last))]


def _by_day(deeds: list[Deed]) -> list[Deed]:
    return sorted(deeds, key=lambda deed: deed.day or date.max)
