"""A version against the one before: what the page of changes is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .. import flow, revisions, unchanged
from ..calendar import Month
from ..catalogue import Catalogue
from ..catalogue.declare import fields_of, records
from ..catalogue.edits import Edit, edits
from ..flow import Judged, World
from ..judging.results import Results
from ..ledger.corrections import corrections
from ..pages.release import Before
from .manifest import Name, Previous


def before(
    root: Path,
    commit: str,
    previous: Previous,
    world: World,
    results: Results,
    scratch: Path,
    judged: Judged = flow.judge,
) -> Before | None:
    """The version before; None when this program cannot read what it was made from.

    ``root`` holds the later one, checked out in a repository that has both; ``world`` and
    ``results`` are of it, ``judged`` gives others. An earlier commit is for a while below
    ``scratch``. UnknownRevisionError when it is not there.
    """
    public = results.audience == "public"
    found: list[Edit] = []
    if previous.commit == commit:
        told = judged(world, previous.as_of, results.audience)
    else:
        with revisions.checked_out(root, previous.commit, scratch) as folder:
            old = flow.read(folder, held=world.held)
            if not old.sound or old.catalogue is None or world.catalogue is None:
                return None
            told = judged(old, previous.as_of, results.audience)
            found = edits(folder, root)
        if public:
            found = list(_public(found, old.catalogue, world.catalogue))
    commits = revisions.log(root, previous.commit, commit, *unchanged.DECLARED)
    return Before(
        name=previous.version,
        title=Name.parse(previous.version).title,
        commit=previous.commit,
        as_of=previous.as_of,
        results=told,
        corrections=corrections(told.case.ledger, results.case.ledger, Month.of(previous.as_of)),
        edits=found,
        commits=[replace(each, author="", subject="") for each in commits] if public else commits,
    )


def hidden(*catalogues: Catalogue) -> set[str]:
    """The ids of everything that is for internal eyes only."""
    found: set[str] = set()
    for every in catalogues:
        shown = every.for_public()
        found |= every.forms.keys() - shown.forms.keys()
        found |= every.provisions.keys() - shown.provisions.keys()
        found |= every.indicators.keys() - shown.indicators.keys()
        found |= {rule.id for rule in every.rules} - {rule.id for rule in shown.rules}
        found |= {each.id for each in every.decisions} - {each.id for each in shown.decisions}
        found |= every.methods.keys()
    return found


def _public(found: Sequence[Edit], *catalogues: Catalogue) -> Iterator[Edit]:
    """The edits that tell nothing of what is internal."""
    secret = hidden(*catalogues)
    untold = {
        field.key
        for record in records()
        for field in fields_of(record)
        if any(meta.internal for meta in field.meta)
    }
    for edit in found:
        words = (*edit.whole, *edit.entry, *edit.field)
        told = f"{edit.was} {edit.now}"
        internal = secret.intersection(words) or any(name in told for name in secret)
        if not internal and untold.isdisjoint(edit.field):
            yield edit
