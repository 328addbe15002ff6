"""Entries of a calendar in words: one for each thing that is due, for a unit or for everybody.

The same entry reads alike wherever it stands: what all hold together is one entry in every calendar, and what
each unit owes by itself is one entry for all of them in the calendar of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from ... import wording
from ...catalogue.model.exceptions import STATEMENT
from ...frozen import dataclass
from ...judging.verdict import TOGETHER
from .. import deeds
from ..asks import asks
from ..site import Site
from ..values import Place
from . import gone
from .due import Due, every

_NAMED = 30
"""So many units are named; of more it is said how many they are."""

_DECISIONS = 1000
"""More dated decisions than any one entry sees between two edits of what is declared."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry. ``sequence`` grows whenever it may have changed; ``whose`` says who is asked, ``told`` are the
    lines of its description. ``place`` is the page on it, ``address`` that from anywhere, '' where nobody
    declared where the site is."""

    uid: str
    day: date
    title: str
    whose: str
    told: tuple[str, ...]
    categories: tuple[str, ...]
    sequence: int
    place: Place | None = None
    address: str = ""
    internal: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Feeds:
    """What everybody's calendar holds, and that of each unit of which anything is asked; in the order of
    days."""

    everybody: tuple[Event, ...]
    units: Mapping[str, tuple[Event, ...]]


def feeds(site: Site) -> Feeds:
    """All calendars of an edition."""
    return site.once("feeds", lambda: _feeds(site))


def _feeds(site: Site) -> Feeds:
    units: dict[str, list[Event]] = {unit: [] for unit in site.catalogue.units}
    dues = [(due, False) for due in every(site)] + [(due, True) for due in gone.gone(site)]
    groups: dict[tuple[object, ...], list[tuple[Due, bool]]] = {}
    for due, cancelled in dues:
        own = _event(site, [due], due.unit or "joint", cancelled)
        for unit in due.units:
            units[unit].append(own)
        group = *due.key[:3], due.unit is None
        groups.setdefault(group, []).append((due, cancelled))
    whole = (event for own in groups.values() for event in _of_all(site, own))
    return Feeds(
        tuple(_in_order(whole)),
        {unit: tuple(_in_order(own)) for unit, own in units.items() if own},
    )


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.day)


def _of_all(site: Site, group: Sequence[tuple[Due, bool]]) -> Iterator[Event]:
    """What all hold together, as it is; what each of several units owes, as one entry on the first day, and one
    for each who has longer. It is gone when nobody owes it any more."""
    due, cancelled = group[0]
    if due.unit is None:
        yield _event(site, [due], "joint", cancelled)
        return
    standing = [due for due, cancelled in group if not cancelled]
    left = standing or [due for due, _ in group]
    first = min(due.day for due in left)
    yield _event(site, [due for due in left if due.day == first], "all", not standing)
    for due in left:
        if due.day != first:
            yield _event(site, [due], f"all.{due.unit}", not standing)


def _event(site: Site, dues: list[Due], whose: str, cancelled: bool) -> Event:
    first = dues[0]
    provision = site.catalogue.provisions.get(first.provision)
    internal = provision is not None and provision.audience == "internal"
    categories = ["报送" if first.term else provision.kind_name if provision else "报送"]
    categories += [TOGETHER] if first.unit is None else []
    categories += ["内部"] if internal else []
    title = first.title
    if first.forms == (first.part,):
        title += f"：{site.catalogue.forms[first.part].name}"
    return Event(
        uid=_uid(site, first, whose),
        day=first.day,
        title=f"（已取消）{title}" if cancelled else title,
        whose=_whose(site, dues),
        told=("本项已取消，不再要求。",) if cancelled else tuple(_told(site, dues)),
        categories=tuple(categories),
        sequence=_sequence(site, first),
        place=first.place,
        address=_address(site, first),
        internal=internal,
        cancelled=cancelled,
    )


# --- what it is called by ------------------------------------------------------------------------


def _uid(site: Site, due: Due, whose: str) -> str:
    """The same for good: of the plan, the provision, its stage and whose it is; never of a day or a title."""
    year = site.catalogue.notice.plan_year
    part = f"+{due.part}" if due.part else ""
    words = (str(year), due.provision, due.slot + part, whose)
    return f"{'.'.join(words)}@{_plan(site)}"


def _plan(site: Site) -> str:
    """What tells this plan apart from any other: who issued it under which number."""
    notice = site.catalogue.notice
    told = f"{notice.issuer}\n{notice.doc_no}\n{notice.plan_year}".encode()
    return f"{sha256(told).hexdigest()[:16]}.taizhang"


def _sequence(site: Site, due: Due) -> int:
    """Grows with every commit that touched what is declared, and between two of them with every decision that
    came into force on it."""
    return site.edits * _DECISIONS + min(_decisions(site, due), _DECISIONS - 1)


def _decisions(site: Site, due: Due) -> int:
    catalogue = site.catalogue
    entries = [e for e in catalogue.exceptions.entries if e.kind != STATEMENT]
    if due.term is None:
        own = [e for e in entries if e.provision == due.provision]
        amended = catalogue.versions.get(due.provision, ())
        return len(own) + max(0, len(amended) - 1)
    own = [e for e in entries if e.provision is None and e.period == str(due.term)]
    settled = [q for q in catalogue.filing.questions if catalogue.questions[q].resolution]
    return len(own) + len(settled)


def _address(site: Site, due: Due) -> str:
    """The page on it, where the office declared at which address the site is: that of one of its pages."""
    if site.outside is None or due.place is None:
        return ""
    page = site.outside("")(Place("self_check"))
    declared = site.catalogue.filing.self_check.partition("#")[0].partition("?")[0]
    return site.outside(declared.removesuffix(page))(due.place) if declared.endswith(page) else ""


# --- what is said of it --------------------------------------------------------------------------


def _told(site: Site, dues: list[Due]) -> Iterator[str]:
    first = dues[0]
    yield f"{TOGETHER if first.unit is None else '单位'}：{_whose(site, dues)}"
    if first.term:
        yield from _of_filing(site, dues)
    else:
        yield from _of_stage(site, first)
    provision = site.catalogue.provisions.get(first.provision)
    if provision:
        words = site.catalogue.words(provision, first.stage)
        yield f"条款：{site.catalogue.clause_of[provision.id].name}"
        yield f"原文：{wording.quoted(words.quote)}"


def _whose(site: Site, dues: list[Due]) -> str:
    names = [site.catalogue.units[unit].name for due in dues for unit in due.units]
    return wording.few(names, _NAMED, "个单位")


def _of_filing(site: Site, dues: list[Due]) -> Iterator[str]:
    """Which forms, by when, how that day came about, and which day it is by another reading."""
    first, catalogue = dues[0], site.catalogue
    assert first.term
    assert first.unit
    if len(dues) == 1:
        yield f"应报：{'、'.join(catalogue.forms[form].name for form in first.forms)}"
    form = first.forms[0]
    schedule = catalogue.schedules[form]
    usual = catalogue.due(form, first.term)
    until = "" if schedule.time == "24:00" else f" {schedule.time}"
    if first.day != usual.last_day:
        yield f"期限：{wording.day(first.day)}（原为{wording.day(usual.last_day)}，已延期）"
    else:
        yield f"期限：{wording.day(first.day)}{until}{_rolled(site, first, form)}"
        yield from _otherwise(site, first, form)
    if len(dues) == 1:
        folder = deeds.folder_of(catalogue.units[first.unit], first.term)
        yield f"报送到：{deeds.upload_to(site, folder) or f'{folder}/'}"


def _rolled(site: Site, due: Due, form: str) -> str:
    """That the day is another one than was declared, as that is a day of rest."""
    catalogue = site.catalogue
    assert due.term
    schedule = catalogue.schedules[form]
    asked = schedule.due(due.term)
    moved = catalogue.workdays.roll(asked, schedule.roll)
    if moved == asked:
        return ""
    way = "顺延" if moved > asked else "提前"
    return f"（{asked.month}月{asked.day}日遇休息日，{way}到{moved.month}月{moved.day}日）"


def _otherwise(site: Site, due: Due, form: str) -> Iterator[str]:
    """Other readings of the deadline that give another day."""
    assert due.term
    for reading in site.catalogue.filing.readings:
        other = site.catalogue.due(form, due.term, reading)
        if other.last_day != due.day:
            yield f"口径未定，按{wording.quoted(reading.name)}，期限为{wording.day(other.last_day)}"


def _of_stage(site: Site, due: Due) -> Iterator[str]:
    catalogue = site.catalogue
    provision = catalogue.provisions[due.provision]
    if asked := asks(site, provision):
        yield f"要求：{asked}"
    longer = (
        f"（原为{wording.day(due.stage)}，已延期）" if due.stage and due.stage < due.day else ""
    )
    rest = catalogue.workdays.roll(due.day, "next_workday") != due.day
    yield f"期限：{wording.day(due.day)}{longer}" + ("，当日是休息日，不顺延" if rest else "")
