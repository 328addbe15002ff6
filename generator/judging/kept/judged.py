"""What was judged of a day, part by part, kept with all that is said of it: after one change that alone is judged
anew which asked for what was changed.

There is one entry for a day of an edition, by a key of all that judging hangs on but filings. It says of each part
for which filings it asked (``clock``), and of each unit's form what there was of it. Where that is another by now,
whatever asked for it is judged anew; all else stands as it stood, words and cells included. The entry is in blocks,
one for what is about each unit, since a change is mostly of one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias

from ... import store
from ...calendar import term
from ...frozen import dataclass
from ...ledger import Cell, Lineage
from ...store import Store
from ..case import Case
from ..recorded import History, Sighting
from ..verdict import Outcome, Proposal, Remedy, Step, Verdict, Writing
from . import past, rows

_KIND = "judged"
_QUICK = 1
"""How hard a block is pressed together: it is read far more often than it is written."""

_INDEX = ""
"""The name under which it is told what is in the blocks."""

_DIGITS = 32
"""So much of a digest tells one state of a unit's filings of a form from all others."""

_OUTCOME = attrgetter("id", "name", "value", "threshold", "met", "detail")

TOLD_OF = (
    "file", "path", "blob", "received_at", "by", "note", "valid", "zero", "standing", "commit", "withheld", "after",
)  # fmt: skip
"""What may be told of a version of a filing, or say whether it counts; what it says is told by its bytes."""

_VERSION = attrgetter(*TOLD_OF)

Row: TypeAlias = list[Any]
"""A verdict in JSON, but for what is said of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is judged at once, by its name among all of a day, with the ``filings`` for which it asked."""

    name: str
    filings: int
    verdicts: tuple[Verdict, ...]

    @property
    def block(self) -> str:
        """What it is kept with: all else that is about the same unit."""
        subjects = {verdict.subject for verdict in self.verdicts}
        return (subjects.pop() if len(subjects) == 1 else None) or self.name


class Judged:
    """A day as far as it is judged: ``parts`` are those that stand as they were kept, ``said`` is what ``results.json``
    says of a verdict, and ``files`` are those that its cells are in, both by its id.

    ``now`` are all parts of the day, once it is judged.
    """

    def __init__(self, held: Store, key: str = "", known: Mapping[str, str] | None = None) -> None:
        self._held, self._key, self._known = held, key, known or {}
        self._blocks: dict[str, tuple[list[str], bytes]] = {}
        self._rows: dict[str, Row] = {}
        self._asked: dict[str, int] = {}
        self._stands = False
        self.parts: dict[str, Part] = {}
        self.said: dict[str, str] = {}
        self.files: dict[str, tuple[str, ...]] = {}
        self.now: Sequence[Part] = ()

    @property
    def wanted(self) -> bool:
        """Whether what is not kept yet is to be."""
        return bool(self._key) and bool(self.now) and not self._stands

    def take(self, case: Case, data: bytes) -> None:
        """All of an entry that stands."""
        blocks = store.apart(data)
        index = json.loads(blocks[_INDEX])
        changed = differing(case, index["known"], self._known)
        self._stands = not changed
        for name, parts in index["blocks"].items():
            asked = {part: int(filings, 16) for part, filings in parts.items()}
            self._blocks[name] = list(asked), blocks[name]
            if not all(filings & changed for filings in asked.values()):
                self._read(case, blocks[name], asked, changed)

    def tell(self, case: Case, verdict: Verdict, say: Callable[[], str]) -> str:
        """What is said of a verdict; it is put together once, and noted for which filings that asks."""
        if verdict.id not in self.said:
            self.said[verdict.id], hanging = case.clock.noting(say)
            self._asked[verdict.id] = hanging.filings
        return self.said[verdict.id]

    def keep(self) -> None:
        """Keep all that was judged; ``said`` and ``files`` have all of it."""
        blocks: dict[str, list[Part]] = {}
        for part in self.now:
            blocks.setdefault(part.block, []).append(part)
        asked = {
            name: {p.name: f"{self.filings(p):x}" for p in own} for name, own in blocks.items()
        }
        index = json.dumps({"known": self._known, "blocks": asked}).encode()
        told = {name: self._told(name, own) for name, own in blocks.items()}
        self._held.put(_KIND, self._key, store.together({_INDEX: index, **told}))

    def filings(self, part: Part) -> int:
        """All for which a part asked, judged and written."""
        filings = part.filings
        for verdict in part.verdicts:
            filings |= self._asked.get(verdict.id, 0)
        return filings

    def _told(self, name: str, parts: Sequence[Part]) -> bytes:
        """A block: as it was, where all of it stands."""
        names = [part.name for part in parts]
        before, data = self._blocks.get(name, ([], b""))
        if names == before and all(each in self.parts for each in names):
            return data
        told = [[self._rows.get(each.id) or self._row(each) for each in p.verdicts] for p in parts]
        said = [self.said[each.id] for part in parts for each in part.verdicts]
        lines = "\n".join([json.dumps(told), *said])
        return zlib.compress(lines.encode("utf-8", "surrogatepass"), _QUICK)

    def _read(self, case: Case, data: bytes, asked: Mapping[str, int], changed: int) -> None:
        told, *said = zlib.decompress(data).decode("utf-8", "surrogatepass").split("\n")
        at = 0
        for (name, filings), own in zip(asked.items(), json.loads(told), strict=True):
            first, at = at, at + len(own)
            if filings & changed:
                continue
            lines = said[first:at]
            verdicts = tuple(
                _verdict(case, row, line) for row, line in zip(own, lines, strict=True)
            )
            self.parts[name] = Part(name, filings, verdicts)
            for verdict, row, line in zip(verdicts, own, lines, strict=True):
                self._rows[verdict.id], self.said[verdict.id] = row, line
                self.files[verdict.id] = tuple(row[-2])

    def _row(self, verdict: Verdict) -> Row:
        places = {cell: at for at, cell in enumerate(verdict.lineage)} if verdict.records else {}
        remedy = verdict.remedy
        units = [step.unit for step in _every(verdict.steps) if step.value is None]
        return [
            rows.plain(verdict), verdict.quote, verdict.basis, verdict.audience,
            list(map(_OUTCOME, verdict.outcomes)), verdict.questions,
            list(map(_told, verdict.proposals)), verdict.exceptions,
            [_history(each, places) for each in verdict.records], verdict.sentence,
            [remedy.does, remedy.where] if remedy else verdict.next, self.files[verdict.id],
            units if any(units) else [],
        ]  # fmt: skip


def of(case: Case) -> Judged:
    """What is kept of the day of a case as far as it stands; nothing where nothing is kept."""
    held = case.held
    if held.folder is None:
        return Judged(held)
    found = Judged(held, past.but_filings(case), known(case))
    data = held.get(_KIND, found._key)
    if data is not None:
        found.take(case, data)
    return found


def differing(case: Case, was: Mapping[str, str], now: Mapping[str, str]) -> int:
    """The filings of which another thing was ``known`` than is now, as it is noted who asked for them."""
    bits = {f"{unit}/{form}": bit for (unit, form), bit in case.bits.items()}
    return sum(bits[each] for each in {**was, **now} if was.get(each) != now.get(each))


def known(case: Case) -> Mapping[str, str]:
    """The digest of all that there is of a unit's filings of a form: of each version all that may be told of it."""
    ledger, found = case.ledger, dict[str, list[str]]()
    for (period, unit, form), versions in sorted(ledger.by_key.items()):
        if (unit, form) in case.bits:
            told = found.setdefault(f"{unit}/{form}", [])
            told.append(str(period))
            told += (f"{_VERSION(each)} {ledger.digest_of(each)}" for each in versions)
    return {name: store.key(*told)[:_DIGITS] for name, told in found.items()}


# --- a verdict, and back -------------------------------------------------------------------------


def _verdict(case: Case, row: Row, said: str) -> Verdict:
    """A verdict of its row and of what is said of it, from which its steps and cells are taken once they are read."""
    (
        plain,
        quote,
        basis,
        audience,
        outcomes,
        questions,
        proposals,
        exceptions,
        records,
        sentence,
        next_,
        _,
        units,
    ) = row
    told = cache(partial(_cells_and_steps, said, units))
    return Verdict(
        **rows.fields_of(plain),
        writing=Writing(
            sentence,
            next_ if isinstance(next_, str) else Remedy(*next_),
            lambda: told()[1],
            case.audience,
            case.clock,
        ),
        quote=quote,
        basis=basis,
        audience=audience,
        outcomes=tuple(Outcome(*each) for each in outcomes),
        questions=tuple(questions),
        proposals=tuple(map(_proposal, proposals)),
        exceptions=tuple(exceptions),
        records=tuple(_history_of(each, lambda: told()[0]) for each in records),
    )


def _proposal(told: dict[str, Any]) -> Proposal:
    own = {"since": date.fromisoformat(told["since"]), "readings": tuple(told["readings"])}
    return Proposal(**told | own)


def _told(proposal: Proposal) -> dict[str, Any]:
    """A proposal by the names of its fields."""
    told = {each.name: getattr(proposal, each.name) for each in fields(proposal)}
    return told | {"since": str(proposal.since)}


def _history(record: History, places: Mapping[Cell, int]) -> Row:
    """A record, its cells by their places among those of its verdict."""
    told = [
        [s.unit, str(s.month), s.status, s.faults, [places[cell] for cell in s.cells]]
        for s in record.sightings
    ]
    return [record.id, told, record.closed, record.reopened, record.fault]


def _history_of(row: Row, cells: Callable[[], Sequence[Cell]]) -> History:
    id_, told, closed, reopened, fault = row
    sightings = tuple(
        Sighting(unit, term(month), status, tuple(faults), Lineage(partial(_chosen, cells, places)))
        for unit, month, status, faults, places in told
    )
    return History(id_, sightings, closed, reopened, fault)


def _chosen(cells: Callable[[], Sequence[Cell]], places: Iterable[int]) -> list[Cell]:
    every = cells()
    return [every[at] for at in places]


def _cells_and_steps(said: str, units: Iterable[str]) -> tuple[list[Cell], tuple[Step, ...]]:
    told = json.loads(said)
    cells = [Cell(**each) for each in told["lineage"]]
    return cells, _steps(told["steps"], cells, iter(units))


def _steps(
    told: Iterable[dict[str, Any]], cells: Sequence[Cell], units: Iterator[str]
) -> tuple[Step, ...]:
    """Steps as they are said; the units of those without a value, which say none, in the order of ``_every``."""
    found = []
    for each in told:
        unit = each["unit"] if "value" in each else next(units, "")
        own = tuple(cells[at] for at in each.get("cells", ()))
        found.append(
            Step(
                each["says"],
                each.get("value"),
                unit,
                _steps(each.get("steps", ()), cells, units),
                own,
            )
        )
    return tuple(found)


def _every(steps: Iterable[Step]) -> Iterator[Step]:
    """Steps, each before those below it."""
    return chain.from_iterable((step, *_every(step.steps)) for step in steps)
