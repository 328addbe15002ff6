"""What the results of an earlier day hang on, as one key, and how everything stood then by it.

A day's results hang on what was in force on it and before, on how the filings are read, on every version of a
filing as far as something is known of it by then, on the edition, and on the program. All of it is in the key,
and more: a note that somebody adds to a task has the past judged once more. What was filed, decided or entered
later is not in it, so that the newest filing leaves the past where it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from hashlib import blake2b
from itertools import chain
from typing import Any

from ... import store
from ...catalogue.digests import Digests
from ...catalogue.model import Catalogue
from ...ledger import Ledger
from ...progress import counted
from ...store import Store
from ..case import Case
from ..stood import Stood
from ..verdict import Settled
from . import rows

_KIND, _THEN = "stood", "then"
PROGRAM = (
    "calendar.py", "catalogue", "deadlines.py", "frozen.py", "intake", "judging", "ledger", "problems.py", "receipts",
    "revisions", "wording.py", "words",
)  # fmt: skip
"""Our own rooms by whose hands bytes become verdicts."""

LIBRARIES = ("dask", "distributed", "duckdb", "numpy", "pandas", "pyarrow")
"""Those that hold merged rows and answer for them. Reading filings takes none."""

_SAYS_NOTHING = {"lines", "rule_kinds", "home", "bulletins"}
"""What a catalogue has besides that no verdict hangs on: where something is declared, the program's own kinds,
what the first page leads with and how papers are written."""


def stood(
    case: Case, days: Sequence[date], judge: Callable[[date], Stood[Settled]], held: Store
) -> Mapping[date, Stood[Settled]]:
    """How everything stood on some days before that of a case: as it is kept, else as it is judged."""
    found: dict[date, Stood[Settled]] = {}
    before = rows.Told()
    keys = keys_of(case, days) if held.folder is not None else dict.fromkeys(days, "")
    for day, key in counted(keys.items()):
        data = held.get(_KIND, key)
        verdicts = None if data is None else rows.read(data, before)
        if verdicts is None:
            verdicts = judge(day).verdicts
            if held.folder is not None:
                held.put(_KIND, key, rows.written(verdicts, before))
        found[day], before = Stood(verdicts=verdicts), rows.Told(key, verdicts)
    return found


def of_day(case: Case, day: date, make: Callable[[], Any], held: Store, *named: bytes | str) -> Any:
    """Something in JSON that hangs on nothing but how everything stood on a day before that of a case, and on
    what it is ``named`` by: as it is kept, else as it is made. Whoever has it asks for what was asked then."""
    if held.folder is None:
        return make()
    clock = case.clock

    def anew() -> bytes:
        made, hanging = clock.noting(make)
        return json.dumps([made, f"{hanging.filings:x}"]).encode()

    bits = store.key(*chain.from_iterable(case.bits))
    key = store.key(keys_of(case, [day])[day], bits, *named)
    made, filings = json.loads(held.once(_THEN, key, anew))
    clock.asks(int(filings, 16))
    return made


def keys_of(case: Case, days: Sequence[date]) -> Mapping[date, str]:
    """A key for each of some days up to that of a case, of all that its results hang on."""
    own = "keys of", id(case.declared), case.audience
    _, found = case.once(own, lambda: (case.declared, dict[date, str]()))
    missing = [day for day in days if day not in found]
    if missing:
        digests, common = _digests(case), _common(case)
        known = _known(case, missing)
        for day in missing:
            then = _then(digests, case.declared, day)
            found[day] = store.key(*common, day.isoformat(), then, known[day])
    return {day: found[day] for day in sorted(days)}


def but_filings(case: Case) -> str:
    """A key of all that the results of a case hang on but the filings, with all that is declared of days to come."""
    whole = _parts(_digests(case), case.declared)
    return store.key(*_common(case), case.clock.day.isoformat(), in_force(case), whole)


def _common(case: Case) -> tuple[bytes | str, ...]:
    """What the results of every day hang on."""
    return (
        store.program(*PROGRAM),
        sys.version,
        store.libraries(*LIBRARIES),
        case.audience,
        _lasting(_digests(case), case.declared),
    )


def in_force(case: Case) -> bytes:
    """The digest of all that a case is judged by and shown with: what of all that is declared was in force on its
    day, as its edition may know it, and how filings are read, out of which the edition takes what it may not
    know."""
    digests = _digests(case)
    return _lasting(digests, case.declared) + _parts(digests, case.catalogue)


def but_rules(case: Case) -> bytes:
    """The digest of what was in force on the day of a case, as its edition may know it, but for what its rules say:
    whose figures they are about is all of them that a blank form hangs on."""
    digests = _digests(case)
    return digests.of((_parts(digests, replace(case.catalogue, rules=())), case.catalogue.tellers))


def digest(case: Case, declared: object) -> bytes:
    """That of something declared."""
    return _digests(case).of(declared)


def _digests(case: Case) -> Digests:
    """Those of a case and of the others of the same filings share what they are of."""
    return case.once("digests", Digests)


def _lasting(digests: Digests, declared: Catalogue) -> bytes:
    """What has no day of its own, or is asked for by days before: how filings are read, and every rule, for of
    those that ended before a day something may still hang on how they stood."""
    reads = [declared.names[name].usual for name in ("clauses", "indicators")]
    return digests.of((declared.rules, declared.filing, declared.forms, declared.registers, *reads))


def _then(digests: Digests, declared: Catalogue, day: date) -> bytes:
    """What was in force on a day. Of what was in force before it nothing is lost in it but rules."""
    return _parts(digests, declared.on(day))


def _parts(digests: Digests, catalogue: Catalogue) -> bytes:
    names = [field.name for field in fields(catalogue) if field.name not in _SAYS_NOTHING]
    return digests.of(tuple(getattr(catalogue, name) for name in names))


def _known(case: Case, days: Sequence[date]) -> Mapping[date, bytes]:
    """A digest of all that is known of filings by each of some days, in whatever order they are read."""
    events = case.once("events", lambda: _in_order(case.ledger))
    whole, at = blake2b(), 0
    found: dict[date, bytes] = {}
    for day in sorted(days):
        while at < len(events) and events[at][0] <= day:
            whole.update(events[at][1])
            at += 1
        found[day] = whole.digest()
    return found


def _in_order(ledger: Ledger) -> list[tuple[date, bytes]]:
    """The digest of each thing that came to be known, with its day, in an order of their own."""
    return [(each[0], store.key(*map(str, each)).encode()) for each in sorted(_events(ledger))]


def _events(ledger: Ledger) -> Iterator[tuple[date, int, str, str, str, int, str]]:
    """The days from which on more is known of a version, with all that is known of it: in which place of its
    versions it came, of which bytes, when, and who says so. Nothing is known of it before it came in; but what
    nobody knows the time of may have been there at any."""
    for (period, unit, form), versions in ledger.valid.items():
        for place, filing in enumerate(versions):
            told = store.key(
                filing.blob, filing.by, str(filing.received_at), str(filing.after), filing.note,
                str(filing.zero), str(filing.withheld),
            )  # fmt: skip
            begun, come, over = ledger.days(filing)
            since = date.min if filing.received_at is None else come
            for which, day in enumerate(
                (begun, come, over) if filing.unregistered else (begun, come)
            ):
                yield max(since, day), which, str(period), unit, form, place, told
