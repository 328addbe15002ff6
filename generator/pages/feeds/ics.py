"""Calendars as files (iCalendar, RFC 5545): lines of at most 75 octets that end in CRLF, days without a time.

A day without a time needs no time zone and shifts in none. The stamp of every entry is the beginning of the day
that counts as now: the same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from ...calendar import SHANGHAI
from .. import keeping
from ..site import Site
from .events import Event, Feeds, feeds

if TYPE_CHECKING:
    from icalendar import Component

FOLDER = "calendar"
EVERYBODY = f"{FOLDER}/all.ics"
AHEAD, MORNING = 3, 9
"""So many days before its day an entry is remembered, at this hour of the morning."""

_END = b"END:VCALENDAR\r\n"
_OPEN = "-"


def place(unit: str) -> str:
    """The file of a unit, from the top of the site."""
    return f"{FOLDER}/units/{unit}.ics"


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The calendar of everybody, and one for each unit of which anything is asked."""
    found = feeds(site)
    name = site.catalogue.notice.name
    names = {unit: f"{site.catalogue.units[unit].name}：{name}" for unit in found.units}
    made_of = keeping.valued(site, "calendar", site.results.case.as_of, name, names, found)
    stamp = datetime.combine(site.results.case.as_of, time(), SHANGHAI).astimezone(UTC)
    yield from keeping.files(site, made_of, lambda: _files(found, name, names, stamp))


def _files(
    found: Feeds, name: str, names: Mapping[str, str], stamp: datetime
) -> Iterator[tuple[str, bytes]]:
    written: dict[Event, bytes] = {}
    alike: dict[Event, bytes] = {}

    def of(title: str, events: Iterable[Event]) -> bytes:
        for event in events:
            if event not in written:
                shared = _shared(event)
                if shared not in alike:
                    alike[shared] = _entry(shared, stamp)
                written[event] = _own(event, alike[shared])
        return _head(title).removesuffix(_END) + b"".join(written[e] for e in events) + _END

    yield EVERYBODY, of(name, found.everybody)
    for unit, events in found.units.items():
        yield place(unit), of(names[unit], events)


def _head(title: str) -> bytes:
    """A calendar without entries, its title in one line. What its readers agree on but for the name is in RFC 7986,
    the rest is what they have read for longer."""
    from icalendar import Calendar

    title = " ".join(title.split())
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Taizhang//Calendar//ZH")
    made.add("calscale", "GREGORIAN")
    made.add("name", title)
    made.add("x-wr-calname", title)
    made.add("x-wr-timezone", "Asia/Shanghai")
    made.add("refresh-interval", timedelta(days=1), {"VALUE": "DURATION"})
    made.add("x-published-ttl", "P1D")
    return _written(made)


def _shared(event: Event) -> Event:
    """What entries of several units have alike; what each says for itself is ``_OPEN`` there. Few
    are different: the library writes these, and not every line of every unit anew."""
    address = _OPEN if event.address else ""
    return replace(event, uid=_OPEN, whose="", told=(_OPEN,), place=None, address=address)


def _own(event: Event, shared: bytes) -> bytes:
    """An entry made of what several have alike and of what it says for itself."""
    told = {"UID": event.uid, "DESCRIPTION": "\n".join(event.told)}
    if event.address:
        told["URL"] = event.address
    for name, words in told.items():
        shared = shared.replace(_line(name, _OPEN), _line(name, words), 1)
    return shared


def _line(name: str, words: str) -> bytes:
    """A line of an entry, with the ends of the one before it and of itself."""
    from icalendar import Parameters, vText, vUri
    from icalendar.parser import Contentline

    value = vUri(words) if name == "URL" else vText(words)
    line: bytes = Contentline.from_parts(name, Parameters(), value).to_ical()
    return b"\r\n" + line + b"\r\n"


def _entry(event: Event, stamp: datetime) -> bytes:
    from icalendar import Event as Entry

    made = Entry()
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("sequence", event.sequence)
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", event.title)
    made.add("description", "\n".join(event.told))
    made.add("categories", list(event.categories))
    made.add("class", "CONFIDENTIAL" if event.internal else "PUBLIC")
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    if event.address:
        made.add("url", event.address)
    if not event.cancelled:
        made.add_component(_alarm(event.title))
    return _written(made)


def _alarm(title: str) -> Component:
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", timedelta(days=-AHEAD, hours=MORNING))
    return made


def _written(made: Component) -> bytes:
    data: bytes = made.to_ical()
    return data
