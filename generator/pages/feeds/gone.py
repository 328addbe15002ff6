"""What was asked once and is asked no more: by a later notice, by an exemption, with the end of a unit, or by an
edit since the version before.

What was decided on a day is known from the registers and notices themselves, in every later version. Of an edit
nothing remains in what is declared: it is seen in the version before, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...catalogue.model import Provision
from ...catalogue.model.exceptions import EXEMPTION, Exceptions
from ...judging.case import Body
from ...judging.stages import of_version
from .. import nodes
from ..site import Site
from . import slots
from .due import Due, Key, every, of_filings, of_stage


def gone(site: Site) -> list[Due]:
    """All that was due once and is no more, in the order of the days that it had."""
    there = {due.key for due in every(site)}
    found: dict[Key, Due] = {}
    for due in (*_decided(site), *_before(site)):
        if due.key not in there:
            found.setdefault(due.key, due)
    return sorted(found.values(), key=lambda due: due.day)


def _before(site: Site) -> Iterator[Due]:
    """What the version before had, and what was gone in it."""
    release = site.release
    if release and release.before:
        before = Site(release.before.results)
        yield from every(before)
        yield from _decided(before)


def _decided(site: Site) -> Iterator[Due]:
    """What is gone by a dated decision; the same in every version after it."""
    yield from _filings(site)
    for name, versions in site.catalogue.versions.items():
        provision = site.catalogue.provisions.get(name)
        if provision:
            named = slots.of_versions(site.catalogue, provision)
            for version, own in zip(versions[:-1], named, strict=False):
                yield from _as_it_was(site, version.provision, own)


def _filings(site: Site) -> Iterator[Due]:
    """What units were to file before anybody was exempt or a unit ended."""
    declared = site.catalogue
    issued = declared.notice.issued
    ended = {u.id for u in declared.units.values() if u.valid_until and u.valid_until >= issued}
    exempt = any(entry.kind == EXEMPTION for entry in declared.exceptions.entries)
    if not (ended or exempt):
        return
    units = {
        name: replace(unit, valid_until=None) if name in ended else unit
        for name, unit in declared.units.items()
    }
    as_issued = replace(declared, units=units, exceptions=Exceptions())
    for due in of_filings(as_issued):
        assert due.term
        provision = declared.provisions.get(due.provision)
        title = nodes.called(site, provision, "", due.term)[0] if provision else due.title
        yield replace(due, title=title)


def _as_it_was(site: Site, provision: Provision, named: slots.Slots) -> Iterator[Due]:
    """The stages of a provision as an earlier version had them."""
    for body in _bodies(site, provision):
        for stage in of_version(site.results.case, provision, body):
            due = of_stage(site, provision, body, stage, named)
            if due:
                yield due


def _bodies(site: Site, provision: Provision) -> Iterable[Body]:
    """Who is judged by a provision, as its rules have it; all together where none does."""
    case, catalogue = site.results.case, site.catalogue
    rules = [r for r in catalogue.rules_of.get(provision.id, ()) if not r.options.only_shows]
    found = [body for rule in rules for body in case.bodies(rule)]
    return dict.fromkeys(found) or [Body(catalogue.owners(provision), None)]
