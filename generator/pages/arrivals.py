"""What came of a unit's filing for a term: whether it is in, since when, and what became of it.

Home's line of units, the unit's page and the list of units count by this alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from ..calendar import Term
from ..catalogue.model import Form, Unit
from ..catalogue.owing import may_file
from ..frozen import dataclass
from ..judging.case import Case
from ..judging.duty import Duty, duty_of
from ..ledger import LeftOut
from ..words.states import State
from .site import Site
from .values import Badge

Standing: TypeAlias = Literal[
    "missing", "late", "unregistered", "unsettled", "untold", "open", "on_time", "exempt"
]
"""How a unit's filing stands, what is gravest first. ``unregistered``: in without the receipt that others
have; ``untold``: in, and nobody keeps receipts; ``unsettled``: on time by one reading of the deadline and
late by another; ``open``: not all in, and not due yet."""

STANDINGS: tuple[Standing, ...] = get_args(Standing)

_LOOKS: dict[Standing, tuple[State, str]] = {
    "missing": (State.MISSING_REPORT, "未报齐"),
    "late": (State.OVERDUE, "迟报"),
    "unregistered": (State.OVERDUE, "收到时间未登记"),
    "unsettled": (State.DEPENDS_ON_DEFINITION, "是否按时待定"),
    "untold": (State.CANNOT_JUDGE, "收到时间不明"),
    "open": (State.NOT_DUE, "未到期"),
    "on_time": (State.MET, "按时"),
    "exempt": (State.INFORMATIONAL, "免报"),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """The filing of a unit for a term, as known on the day.

    ``owed`` forms have to come and ``came`` did; of the others ``missing`` are overdue and ``coming`` are
    not. ``due`` is the last day for the next of them, or was that of all. ``first`` and ``last`` are when
    the first and the last of the forms came in, ``corrected`` when the last correction did. ``late`` is
    the most days that any was late, ``rewritten`` counts the cells that are used otherwise than written.
    ``left_out`` are the files that lie there with errors.
    """

    unit: Unit
    term: Term
    standing: Standing
    due: date
    owed: int
    came: int
    missing: tuple[Form, ...]
    coming: tuple[Form, ...]
    first: datetime | None
    last: datetime | None
    late: int
    rewritten: int
    corrections: int
    corrected: datetime | None
    left_out: tuple[LeftOut, ...]

    @property
    def word(self) -> str:
        """How it stands in a word or two: 按时, 迟报2天, 未报送, 缺2张."""
        match self.standing:
            case "late":
                return f"迟报{self.late}天"
            case "missing" if self.came == 0:
                return State.MISSING_REPORT.word
            case "missing":
                return f"缺{len(self.missing)}张"
            case _:
                return _LOOKS[self.standing][1]

    @property
    def badge(self) -> Badge:
        """The same with its shape and colour."""
        return Badge(_LOOKS[self.standing][0], self.word)

    @property
    def kind(self) -> Badge:
        """How it stands without its numbers."""
        return called(self.standing)


def called(standing: Standing) -> Badge:
    """How filings stand without their numbers, as all are called that stand so."""
    return Badge(*_LOOKS[standing])


def line(site: Site, term: Term) -> list[Arrival]:
    """Every unit that files for a term or is spared it, in the notice's order."""
    found = (of(site, unit, term) for unit in site.catalogue.filers())
    return [arrival for arrival in found if arrival]


def unfiled(site: Site) -> list[Arrival]:
    """Those of which anything is missing that was due, term by term, units in the notice's order: of the others nothing
    is worked out."""
    case = site.results.case
    own = [(unit, _lacking(case, unit.id)) for unit in site.catalogue.filers()]
    found = (
        of(site, unit, term)
        for at, term in enumerate(case.terms)
        for unit, lacks in own
        if lacks[at] and term.first <= case.as_of
    )
    return [arrival for arrival in found if arrival]


def _lacking(case: Case, unit: str) -> Sequence[bool]:
    """Term by term whether a form of it was due of a unit and is not in."""

    def lacks(term: Term) -> bool:
        return any(
            case.lapsed(term, unit, form.id) and not case.versions(term, unit, form.id)[0]
            for form in case.owed_by(unit, term)
        )

    return case.ongoing(("lacking", unit), case.terms, lacks)


def by_standing(arrivals: Iterable[Arrival]) -> list[tuple[Badge, list[Arrival]]]:
    """Those that stand alike together under what they are called, the gravest first; none that is empty."""
    every = list(arrivals)
    groups = ((s, [each for each in every if each.standing == s]) for s in STANDINGS)
    return [(called(standing), own) for standing, own in groups if own]


def every(site: Site, unit: Unit) -> list[Arrival]:
    """Every term for which it has anything to file, in order."""
    found = (of(site, unit, term) for term in site.results.case.terms)
    return [arrival for arrival in found if arrival]


def record(site: Site, unit: Unit) -> list[Arrival]:
    """Every one that has begun."""
    day = site.results.case.as_of
    return [arrival for arrival in every(site, unit) if arrival.term.first <= day]


def newest(record: Sequence[Arrival]) -> Arrival | None:
    """The newest filing of a record that is all in or over."""
    return next((each for each in reversed(record) if each.standing != "open"), None)


def of(site: Site, unit: Unit, term: Term) -> Arrival | None:
    """The filing of a unit for a term; None where there is none of it to file."""
    return site.once(("arrival", unit.id, term), lambda: _of(site, unit, term))


def _of(site: Site, unit: Unit, term: Term) -> Arrival | None:
    case = site.results.case
    duties = [duty_of(case, unit.id, term, form) for form in case.owed_by(unit.id, term)]
    limits = [duty.last_day for duty in duties] or _spared(site, unit, term)
    if not limits:
        return None
    ahead = [duty for duty in duties if duty.absent and not duty.over]
    first = [duty.received for duty in duties if duty.received]
    again = [version for duty in duties for version in duty.versions[1:]]
    return Arrival(
        unit=unit,
        term=term,
        standing=_standing(site, unit, term, duties),
        due=min((duty.last_day for duty in ahead), default=max(limits)),
        owed=len(duties),
        came=sum(not duty.absent for duty in duties),
        missing=tuple(duty.form for duty in duties if duty.absent and duty.over),
        coming=tuple(duty.form for duty in ahead),
        first=min(first, default=None),
        last=max(first, default=None),
        late=max((duty.days_late() for duty in duties), default=0),
        rewritten=sum(_rewritten(site, duty) for duty in duties),
        corrections=len(again),
        corrected=max((each.received_at for each in again if each.received_at), default=None),
        left_out=_left_out(site).get((unit.id, term), ()),
    )


def _left_out(site: Site) -> Mapping[tuple[str | None, Term | None], tuple[LeftOut, ...]]:
    """The files that lie there with errors, by whose they are and for what."""

    def work_out() -> dict[tuple[str | None, Term | None], tuple[LeftOut, ...]]:
        found: dict[tuple[str | None, Term | None], tuple[LeftOut, ...]] = {}
        for each in site.left_out:
            key = each.unit, each.period
            found[key] = (*found.get(key, ()), each)
        return found

    return site.once("left out by unit and term", work_out)


def _spared(site: Site, unit: Unit, term: Term) -> list[date]:
    """The last days of the forms that it need not file, by a decision of the office."""
    catalogue = site.catalogue
    taken = [form.id for form in may_file(catalogue, unit, term)]
    spared = [form for form in taken if catalogue.exceptions.exempt(unit.id, form, term)]
    return [catalogue.due(form, term).last_day for form in spared]


def _standing(site: Site, unit: Unit, term: Term, duties: Sequence[Duty]) -> Standing:
    """As the rules on filing have it; where there is none, as the receipts and the deadline in force do."""
    if not duties:
        return "exempt"
    judged = [v for v in site.on_filing_of.get(unit.id, {}).get(term, ()) if v.rule]
    late = any(duty.days_late() for duty in duties)
    found = [_as_judged(v.state, late) for v in judged] or [duty.came for duty in duties]
    return min(found, key=STANDINGS.index)


def _as_judged(state: State, late: bool) -> Standing:
    match state:
        case State.MISSING_REPORT:
            return "missing"
        case State.OVERDUE:
            return "late" if late else "unregistered"
        case State.DEPENDS_ON_DEFINITION:
            return "unsettled"
        case State.CANNOT_JUDGE:
            return "untold"
        case State.MET:
            return "on_time"
        case _:
            return "open"


def _rewritten(site: Site, duty: Duty) -> int:
    """Cells of what counts that are used otherwise than they are written."""
    case = site.results.case
    known = case.ledger.read[duty.versions[-1].source] if duty.versions else None
    return len(known.changes) if known else 0
