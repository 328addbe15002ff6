"""What hangs on a few filings or verdicts alone is made once of them: the page of what filings say, the blank forms
after them, the page of a clause.

A key is over the program, what is declared as this edition may know it, and each filing by the digest of its bytes
and of all that reads them, each verdict by all that is said of it. Of a filing without a digest nothing is kept, nor
where there is no store. A page whose view is a function of verdicts and of a few values more says so in its sheet
(``made_of``), and gives the view ``Later``. Every other page is kept by what its view says.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from .. import look, store
from ..calendar import Term
from ..catalogue.digests import Digests
from ..catalogue.model import Unit
from ..catalogue.owing import owes
from ..judging.case import Case
from ..judging.kept import but_rules, in_force
from ..judging.verdict import Verdict
from ..ledger import Cell
from . import rhythm
from .page import Later
from .site import Site

Files = Iterable[tuple[str, bytes]]
"""Paths below the docs, and bytes."""

UNKNOWN = ""
"""In the place of a digest or key where something in it is not known by one."""


def common(site: Site) -> str:
    """What everything hangs on that is made of filings, whichever they are; ``UNKNOWN`` where nothing is kept."""
    if site.held.folder is None:
        return UNKNOWN
    return site.once("keeping", lambda: _declared(site, in_force))


def _declared(site: Site, told: Callable[[Case], bytes]) -> str:
    return store.key(
        store.program(), sys.version, zlib.ZLIB_RUNTIME_VERSION, *look.drawn_by(),
        site.results.audience, told(site.results.case),
    )  # fmt: skip


def _face(site: Site) -> str:
    """What the pages of filings hang on of all that is declared: how forms, units and things are called, and what
    stands on every page. No rule and no number that is asked for is in it."""
    known, told = site.catalogue, Digests().of
    names = [(name, own.ids, own.usual, own.shared) for name, own in known.names.items()]
    declared = known.forms, known.units, known.kinds, known.data_note, known.notice, names
    return store.key(
        store.program(), sys.version, *look.drawn_by(), site.results.audience, told(declared),
        repr(rhythm.called(known)),
    )  # fmt: skip


def filed(site: Site, filings: Iterable[str], *besides: str) -> str:
    """As ``key``, of what shows filings as they are and asks nothing else of what is declared."""
    every = list(filings)
    if site.held.folder is None or not all(every):
        return UNKNOWN
    return store.key(site.once("face", lambda: _face(site)), *besides, *every)


def key(site: Site, filings: Iterable[str], *besides: str) -> str:
    """Of what is made of filings, given by their digests in an order that ``besides`` tells; else ``UNKNOWN``."""
    every, whole = list(filings), common(site)
    return store.key(whole, *besides, *every) if whole and all(every) else UNKNOWN


def blank(site: Site, filings: Iterable[str], *besides: str) -> str:
    """As ``key``, of blank forms, which no rule has a say in."""
    every = list(filings)
    if site.held.folder is None or not all(every):
        return UNKNOWN
    return store.key(site.once("blank", lambda: _declared(site, but_rules)), *besides, *every)


def valued(site: Site, what: str, *values: object) -> str:
    """Of what is a function of values alone that say all of themselves, such as views; else ``UNKNOWN``."""
    if site.held.folder is None:
        return UNKNOWN
    by = store.program(), sys.version, zlib.ZLIB_RUNTIME_VERSION, store.libraries()
    return store.key(*by, what, *map(repr, values))


def viewed(site: Site, view: object) -> str:
    """Of a page that is drawn of its view alone: of values, each of which says all of itself; else ``UNKNOWN``."""
    if site.held.folder is None or isinstance(view, Later):
        return UNKNOWN
    said = repr(view)
    return UNKNOWN if _NO_VALUE in said else filed(site, (), "view", said)


_NO_VALUE = " at 0x"
"""In the words of what says only where it is in memory, a function or an object of behaviour."""


def last(site: Site, unit: Unit, month: Term) -> Iterator[str]:
    """What a unit's blank forms of a month go on from, form by form; a form without any says so."""
    digest = site.results.case.ledger.digest_of
    for form in owes(site.catalogue, unit, month):
        filing = site.last_filing(unit, form.id, month)
        yield digest(filing) if filing else f"no {form.id}"


def before(site: Site, unit: Unit, month: Term) -> Iterator[str]:
    """All that a unit has filed before a month in the forms that it owes for it."""
    digest = site.results.case.ledger.digest_of
    for form in owes(site.catalogue, unit, month):
        yield form.id
        yield from map(digest, site.filings_before(unit, form.id, month))


def judged(site: Site, verdicts: Iterable[Verdict]) -> Iterator[str]:
    """All that pages say of some verdicts but of the records that they follow, and where their cells are shown."""
    return (
        site.once(("judged", verdict.id), partial(_judged, site, verdict)) for verdict in verdicts
    )


def _judged(site: Site, verdict: Verdict) -> str:
    return store.key(
        site.results.said(verdict),
        repr(verdict.remedy),
        *_shown_at(site, site.results.files(verdict)),
    )


def shown_at(site: Site, cells: Iterable[Cell]) -> Iterator[str]:
    """The filings on whose pages the files of some cells are shown; '' for a file that is on none."""
    return _shown_at(site, dict.fromkeys(cell.file for cell in cells))


def _shown_at(site: Site, files: Iterable[str]) -> Iterator[str]:
    for file in files:
        filing = site.sources.get(file)
        yield f"{filing.period}/{filing.unit}/{filing.form}" if filing else ""


def places(site: Site) -> str:
    """Where everything is declared, on which else nothing hangs that is kept."""

    def work_out() -> str:
        known = site.catalogue
        own = ((f"{kind.__name__} {name}", line) for (kind, name), line in known.lines.items())
        rules = ((rule.id, rule.declared) for rule in known.rules)
        return store.key(*(f"{name} {at.file} {at.line}" for name, at in chain(own, rules)))

    return site.once("places", work_out)


def files(site: Site, key: str, make: Callable[[], Files]) -> Iterator[tuple[str, bytes]]:
    """Files as they were made by a key, else as they are made now, each given as soon as it is."""
    kept = None if key == UNKNOWN else site.held.get("files", key)
    if kept is not None:
        yield from store.apart(kept).items()
        return
    made: dict[str, bytes] = {}
    for path, data in make():
        yield path, data
        if key != UNKNOWN:
            made[path] = data
    if key != UNKNOWN:
        site.held.put("files", key, store.together(made))
