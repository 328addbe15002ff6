"""What is asked of whom on which day: every filing, checkpoint, period and last day of the plan, each once.

The days are those of the verdicts and of ``catalogue.due_of``; nothing of a day is worked out here. What no
rule judges has no verdict with a day: the stages of the provision itself say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from ...calendar import Term
from ...catalogue.model import Catalogue, Form, Provision, Target
from ...catalogue.owing import filing_terms, owes
from ...frozen import dataclass
from ...judging.case import Body
from ...judging.stages import Stage, stages
from ...judging.verdict import Verdict
from .. import nodes
from ..site import Site
from ..values import Place
from . import slots

Key: TypeAlias = tuple[str, str, str, str | None]
"""The provision, the stage of it by its slot, the part of it, and whose it is; never a day or a title."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due on a day.

    It is asked of ``unit`` alone, or (None) of the ``units`` together. ``part`` tells apart what is filed for
    one term at several rhythms, or on another day than the rest, '' for the usual. ``stage`` is the day that
    was asked for, where the office gave a unit longer; ``forms`` are the ids of what is to be filed.
    """

    provision: str
    slot: str
    part: str
    unit: str | None
    units: tuple[str, ...]
    day: date
    title: str
    place: Place | None = None
    term: Term | None = None
    forms: tuple[str, ...] = ()
    stage: date | None = None

    @property
    def key(self) -> Key:
        """What it remains when its day, its title or its neighbours change."""
        return self.provision, self.slot, self.part, self.unit


def every(site: Site) -> list[Due]:
    """All that is due in the plan, in the order of days, then of the notice."""
    return site.once("due", lambda: _ordered(site, [*_filings(site), *_stages(site)]))


def _ordered(site: Site, found: Iterable[Due]) -> list[Due]:
    places = {name: at for at, name in enumerate(site.catalogue.provisions)}
    return sorted(found, key=lambda due: (due.day, places.get(due.provision, -1)))


# --- filings -------------------------------------------------------------------------------------


def _filings(site: Site) -> Iterator[Due]:
    known: dict[tuple[str, Term], nodes.Node] = {
        (node.provision.id, node.term): node for node in nodes.every(site) if node.term
    }
    for due in of_filings(site.catalogue):
        assert due.term
        node = known.get((due.provision, due.term))
        provision = site.catalogue.provisions.get(due.provision)
        if node:
            yield replace(due, title=node.title, place=node.place)
        elif provision:
            yield replace(due, title=nodes.called(site, provision, "", due.term)[0])
        else:
            yield due


def of_filings(catalogue: Catalogue) -> Iterator[Due]:
    """What each unit has to file for each term; its forms of one rhythm are due together, unless one has
    another day. Without the words of the site."""
    for term in filing_terms(catalogue):
        for unit in catalogue.filers():
            found: dict[tuple[str, str, str], list[Form]] = {}
            for form in owes(catalogue, unit, term):
                found.setdefault(_rhythm(catalogue, form, term), []).append(form)
            for (provision, slot, part), forms in found.items():
                usual = Due(
                    provision, slot, part, unit.id, (unit.id,), date.max,
                    f"{term.label}报送", term=term,
                )  # fmt: skip
                yield from _by_day(catalogue, usual, forms)


def _rhythm(catalogue: Catalogue, form: Form, term: Term) -> tuple[str, str, str]:
    """What a form is filed by: the provision, the term, and the part, '' for the policy."""
    schedule = catalogue.schedules[form.id]
    if form.filing is None:
        return schedule.provision, str(term), ""
    if schedule.every == "once":
        return schedule.provision, "once", form.id
    return schedule.provision, str(term), schedule.every


def _by_day(catalogue: Catalogue, usual: Due, forms: Iterable[Form]) -> Iterator[Due]:
    """Those of one day together: the first day is that of them all, a later one that of a form alone."""
    assert usual.unit
    assert usual.term
    days: dict[date, list[str]] = {}
    for form in forms:
        day = catalogue.due_of(usual.unit, form.id, usual.term).last_day
        days.setdefault(day, []).append(form.id)
    first, *later = sorted(days)
    yield replace(usual, day=first, forms=tuple(days[first]))
    for day in later:
        for name in days[day]:
            yield replace(usual, day=day, part=name, forms=(name,))


# --- stages --------------------------------------------------------------------------------------


def _stages(site: Site) -> Iterator[Due]:
    """At each stage what is judged of a unit by itself; what is judged of all together, for those who are
    not judged by themselves as well."""
    found: dict[Key, Due] = {}
    for due in (*_judged(site), *_unjudged(site)):
        first = found.setdefault(due.key, due)
        if due.day < first.day:
            found[due.key] = due
    alone: dict[tuple[str, str], set[str]] = {}
    for due in found.values():
        if due.unit:
            alone.setdefault((due.provision, due.slot), set()).add(due.unit)
    for due in found.values():
        own = alone.get((due.provision, due.slot), set())
        together = tuple(unit for unit in due.units if unit not in own)
        if due.unit or together or not due.units:
            yield due if due.unit else replace(due, units=together)


def _judged(site: Site) -> Iterator[Due]:
    """What a rule judges by a day; not what was over before the notice was issued."""
    for node in nodes.every(site):
        if node.term is not None:
            continue
        named = slots.of(site.catalogue, node.provision)
        for verdict in node.verdicts:
            if verdict.due and _asked(site, verdict, verdict.due):
                stage = verdict.stage.lstrip("@")
                yield Due(
                    provision=node.provision.id,
                    slot=named.get(stage, stage),
                    part="",
                    unit=verdict.subject,
                    units=there(site.catalogue, verdict.subject, verdict.owners, verdict.due),
                    day=verdict.due,
                    title=node.title,
                    place=node.place,
                    stage=_meant(named, stage) or verdict.due,
                )


def _asked(site: Site, verdict: Verdict, due: date) -> bool:
    """Whether it is asked for: not what was over before the notice was issued. That nobody has to tell of a time, as
    with an exemption, takes nothing off what is to be done in it."""
    provision = site.catalogue.provisions[verdict.provision]
    return not verdict.predates_issue or due >= site.catalogue.issued(provision).notice.issued


def _unjudged(site: Site) -> Iterator[Due]:
    """What a provision asks for by a day that no rule judges by one."""
    judged = {node.provision.id for node in nodes.every(site)}
    for provision in site.catalogue.provisions.values():
        if provision.id in judged or provision.id in site.catalogue.filing_provisions:
            continue
        for body in _bodies(site.catalogue, provision):
            for stage in stages(site.results.case, provision, body):
                if due := of_stage(
                    site, provision, body, stage, slots.of(site.catalogue, provision)
                ):
                    yield due


def _bodies(catalogue: Catalogue, provision: Provision) -> list[Body]:
    """Whose it is: what is told in words of a series of days is each unit's own."""
    owners = catalogue.owners(provision)
    if isinstance(provision, Target) and provision.milestones:
        return [Body((unit,), unit) for unit in owners]
    return [Body(owners, None)]


def of_stage(
    site: Site, provision: Provision, body: Body, stage: Stage, named: slots.Slots
) -> Due | None:
    """A stage that no verdict tells of; None where it has no day, or was over before the notice."""
    catalogue = site.catalogue
    issued = stage.issued or catalogue.notice.issued
    if stage.end is None or stage.end < issued:
        return None
    units = there(catalogue, body.subject, body.units, stage.end)
    if body.subject and not units:
        return None
    steps = {p.date: p.text for p in getattr(provision, "milestones", ())}
    label = steps.get(stage.end, stage.label)
    return Due(
        provision=provision.id,
        slot=named.get(stage.name, stage.name),
        part="",
        unit=body.subject,
        units=units,
        day=stage.end,
        title=nodes.called(site, provision, label, None)[0],
        place=Place("clause", catalogue.clause_of[provision.id].id, provision.id),
        stage=stage.end,
    )


def there(
    catalogue: Catalogue, subject: str | None, owners: Iterable[str], day: date
) -> tuple[str, ...]:
    """Those of them that are there on a day; of one alone the verdict says it."""
    units = (subject,) if subject else tuple(owners)
    return tuple(unit for unit in units if catalogue.units[unit].exists_on(day))


def _meant(named: Mapping[str, str], stage: str) -> date | None:
    """The day by which a stage is called, which stays when the office gives somebody longer."""
    return date.fromisoformat(stage) if stage in named else None
