"""What verdicts ask of a unit: what falls due, what any filing may still mend, and what it files for others with
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ...catalogue.model import Unit
from ...judging.filers import filers
from ...judging.verdict import TOGETHER, Verdict
from ...words.states import AHEAD, URGENT, State
from .. import nodes
from ..named import computed_at, provision_link
from ..site import Site
from ..todo import next_step
from ..values import Badge, Line, Link, Place, Value, joined
from ..verdicts import compared, gap
from .deed import Deed, when

_DAYS = 60
"""What falls due later than that is no deed of now."""


def lasting(site: Site, unit: Unit) -> Iterator[Deed]:
    """What is short and can still be mended by any filing, but for what has a day of its own soon."""
    results, dated = site.results, ahead(site, site.results.own_of(unit.id))
    short = [v for v in results.stands_of(unit.id) if _mendable(site, v)]
    known = {verdict.provision for verdict in dated}
    for verdict in first_of_each(v for v in short if v.rule and v.provision not in known):
        yield _asked(site, unit, [verdict])
    untold = [verdict for verdict in short if verdict.rule is None]
    if untold:
        yield _telling(site, unit, untold)


def held(site: Site, unit: Unit, near: Iterable[Sequence[Verdict]]) -> Iterator[Deed]:
    """Of what it files for others with it what falls due, and what any filing may still mend."""
    for group in together(site, filed_by(site, unit), near):
        day = group[0].due
        told = when(day, site.results.case.as_of) if day else ""
        yield replace(_asked(site, unit, group), when=told, joint=TOGETHER, day=day)


def together(
    site: Site, every: Sequence[Verdict], near: Iterable[Sequence[Verdict]]
) -> list[Sequence[Verdict]]:
    """What falls due, and behind it what is short of all that is held together and has no day of its own soon."""
    known = {verdict.provision for verdict in ahead(site, every)}
    again = [v for v in every if v.binding and _mendable(site, v) and v.provision not in known]
    return [*near, *([verdict] for verdict in first_of_each(again))]


def filed_by(site: Site, unit: Unit) -> Sequence[Verdict]:
    """What is held together and rests on what this unit files, as one of those that answer for it."""
    return site.once("joint by filer", lambda: _by_filer(site)).get(unit.id, ())


def _by_filer(site: Site) -> Mapping[str, Sequence[Verdict]]:
    found: dict[str, list[Verdict]] = {}
    for verdict in site.results.joint:
        for unit in filers(site.results.case, verdict):
            if unit in verdict.owners:
                found.setdefault(unit, []).append(verdict)
    return found


def ahead(site: Site, verdicts: Iterable[Verdict], last: date | None = None) -> list[Verdict]:
    """Those of which a day is near, or not after the ``last`` one, and not reached; filings left to themselves."""
    today = site.results.case.as_of
    last = last or today + timedelta(days=_DAYS)
    found = [
        verdict
        for verdict in verdicts
        if verdict.due and verdict.state in AHEAD and not _is_filing(site, verdict)
        if today <= verdict.due <= last
    ]
    return sorted(found, key=lambda verdict: verdict.due or today)


def _mendable(site: Site, verdict: Verdict) -> bool:
    """Whether it is short of something that can still be filed: not what waits for a filing that is told
    already, and not what is over."""
    over = verdict.due is not None and verdict.due < site.results.case.as_of
    waits = verdict.rule and verdict.state == State.MISSING_REPORT
    urgent = verdict.state in URGENT and not over and not waits
    return bool(urgent and verdict.next) and not _is_filing(site, verdict)


def _is_filing(site: Site, verdict: Verdict) -> bool:
    return verdict.provision in site.catalogue.filing_provisions


def first_of_each(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The first one of each provision."""
    found: dict[str, Verdict] = {}
    for verdict in verdicts:
        found.setdefault(verdict.provision, verdict)
    return list(found.values())


def of_days(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    """Those of one provision and one day together."""
    found: dict[tuple[str, date | None], list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault((verdict.provision, verdict.due), []).append(verdict)
    return list(found.values())


def dated(site: Site, unit: Unit, group: Sequence[Verdict]) -> Deed:
    """What is asked for by a day."""
    day = group[0].due
    assert day
    return replace(_asked(site, unit, group), when=when(day, site.results.case.as_of), day=day)


def _asked(site: Site, unit: Unit, group: Sequence[Verdict]) -> Deed:
    """What some verdicts on one provision ask for, the first one foremost."""
    verdict = group[0]
    notes = dict.fromkeys(_note(site, unit, each) for each in group)
    return Deed(
        when="随下一次报送",
        what=provision_link(site, site.catalogue.provisions[verdict.provision]),
        note=next(iter(notes)) if len(notes) == 1 else joined(notes, ""),
        badge=Badge(verdict.state, verdict.word),
        more=Link("看明细", nodes.place(site, verdict) or computed_at(verdict))
        if verdict.rule
        else None,
        verdicts=tuple(each.id for each in group),
    )


def _note(site: Site, unit: Unit, verdict: Verdict) -> Line:
    """How far it is, what is asked for, and what is to be done."""
    value, asked = compared(verdict)
    told: list[Value] = [("目前", value), gap(verdict)] if value else []
    told += [("要求", asked)] if asked else []
    step = next_step(site, verdict, unit.id)
    return joined([joined(filter(None, told), "，"), step], "。") if told else (step,)


def _telling(site: Site, unit: Unit, untold: list[Verdict]) -> Deed:
    """What it has not told of in words, all in one: there may be dozens."""
    return Deed(
        when="随下一次报送",
        what=f"写明{len(untold)}项的进展",
        note=(next_step(site, untold[0], unit.id),),
        badge=Badge(State.MISSING_REPORT, "没有文字进展"),
        more=Link("是哪些", Place("unit", unit.id, "duties")),
        verdicts=tuple(verdict.id for verdict in untold),
    )
