"""Judging: every obligation on one day, by the rule declared for it or by what it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from itertools import chain

from ..catalogue.model import Catalogue, Provision, Rule
from ..catalogue.model.terms import Audience
from ..frozen import dataclass
from ..intake.withheld import WHY
from ..ledger import Ledger, WithheldError
from ..progress import counted
from ..store import NOWHERE, Store
from ..words.states import State
from . import carrying, kinds, naming, standing
from .carrying import Carried
from .case import Body, Case
from .clock import Asked, Clock, Hanging
from .kept import judged
from .results import Results
from .stood import Stood
from .verdict import Settled, Verdict, Writing
from .writing import on_body


def judge(
    catalogue: Catalogue,
    ledger: Ledger,
    as_of: date,
    audience: Audience = "internal",
    held: Store = NOWHERE,
) -> Results:
    """Every verdict as of the end of a day, in the notice's order.

    Nothing after this reads the clock: filings received later do not count, and what was decided
    later does not apply. For the public, nothing internal is there to be judged. ``held`` has what was found
    of days before.
    """
    filed = ledger.for_public if audience == "public" else ledger
    return _Room(catalogue, filed, audience, held).bench(as_of).results()


def settled(case: Case, day: date) -> Stood[Settled]:
    """How everything stood on a day before that of a case, without a word on why: as on the day before that was
    asked about, but for what changed since, while somebody looks back (``carrying``)."""
    return _Room(case.declared, case.ledger, case.audience, case.held).bench(day).settled()


@dataclass(frozen=True)
class _Room:
    """All that is declared and filed, as an edition may know it."""

    declared: Catalogue
    ledger: Ledger
    audience: Audience
    held: Store

    def bench(self, day: date, only: tuple[str, ...] = ()) -> _Bench:
        """Where a day is judged, of some units alone or of all."""
        session = carrying.of(self.ledger, self.declared, self.audience)
        if session is None:
            return _Bench(self, self._clock(day), self._in_force(day), only, Carried())
        newest = session.newest
        if newest is not None and not only and newest.case.clock.day == day:
            return newest  # type: ignore[no-any-return]
        carried = session.of.setdefault(only, Carried())
        bench = _Bench(self, self._clock(day), carried.by(self._in_force(day)), only, carried)
        if not only:
            session.newest = bench
        return bench

    def earlier(self, day: date, only: tuple[str, ...]) -> Case:
        """How some units stood on an earlier day: the results of several days ask for the same ones."""
        key = "benches", id(self.declared), self.audience
        _, benches = self.ledger.known.setdefault(key, (self.declared, {}))
        if (day, only) not in benches:
            benches[day, only] = self.bench(day, only)
        return benches[day, only].case  # type: ignore[no-any-return]

    def _clock(self, day: date) -> Clock:
        return Clock(day, self.ledger.known.setdefault("asked", Asked()))

    def _in_force(self, day: date) -> Catalogue:
        in_force = self.declared.on(day)
        return in_force.for_public() if self.audience == "public" else in_force


@dataclass(frozen=True)
class _Part:
    """What is judged at once, and lasts together: a provision by itself, or some units by a rule. ``key`` says
    which it is, on whatever day. All that its verdicts say hangs on the filings that it asked for, judged and
    written, and on what is in force: that is the smallest thing of which it is known on what it hangs. ``name``
    says the same by what is declared."""

    key: Hashable
    judge: Callable[[Case], Iterable[Verdict]]
    name: str


class _Bench:
    """Judges each rule once, whoever asks first: the provision in its turn, or another rule.

    ``only`` are the units that somebody asks about, of an earlier day; () for all, on the day itself. ``carried``
    is what stands from days before.
    """

    def __init__(
        self,
        room: _Room,
        clock: Clock,
        in_force: Catalogue,
        only: tuple[str, ...],
        carried: Carried,
    ) -> None:
        self._room, self._carried = room, carried
        self.case = Case(
            in_force,
            room.declared,
            room.ledger,
            clock,
            self._of_rule,
            room.earlier,
            only,
            room.audience,
            room.held,
            carried.lasting,
            carried.catalogue is not None,
        )
        self._rules = {rule.id: rule for rule in in_force.rules}
        self._found: dict[str, tuple[tuple[Verdict, ...], Hanging]] = {}
        self._again: dict[Hashable, dict[str, Verdict]] = {}

    def results(self) -> Results:
        """All verdicts with all that is said of them: those that stand as they were kept, by themselves."""
        kept = judged.Judged(NOWHERE) if self.case.carries else judged.of(self.case)
        parts, today = list(self._parts()), self.case.clock.day
        lasting = self.case.carried
        for part in parts:
            if stands := kept.parts.get(part.name):
                lasting[part.key] = stands.verdicts, today, Hanging(today, stands.filings)
        verdicts = [
            verdict
            for provision in counted(self.case.catalogue.provisions.values())
            for verdict in self._of_provision(provision)
        ]
        if not self.case.carries:
            kept.now = [
                judged.Part(part.name, lasting[part.key][2].filings, lasting[part.key][0])
                for part in parts
            ]
        return Results(
            verdicts=tuple(verdicts), case=self.case, audience=self.case.audience, judged=kept
        )

    def settled(self) -> Stood[Settled]:
        """How all of them stand."""
        every = chain.from_iterable(map(self._judged, self._parts()))
        return Stood(verdicts=tuple(self._carried.settled(every)))

    def _parts(self) -> Iterator[_Part]:
        """All that is judged, in the notice's order."""
        catalogue = self.case.catalogue
        for provision in catalogue.provisions.values():
            rules = catalogue.rules_of.get(provision.id, ())
            yield from self._by_itself(provision, rules)
            for rule in rules:
                yield from self._by_rule(rule)

    def _of_provision(self, provision: Provision) -> Iterator[Verdict]:
        rules = self.case.catalogue.rules_of.get(provision.id, ())
        for part in self._by_itself(provision, rules):
            yield from self._written(part)
        for rule in rules:
            yield from self._of_rule(rule.id)

    def _of_rule(self, name: str) -> tuple[Verdict, ...]:
        """The verdicts of a rule; () for one that is not in force."""
        rule, clock = self._rules.get(name), self.case.clock
        if rule is None:
            return ()
        if name not in self._found:
            parts = self._by_rule(rule)
            self._found[name] = clock.noting(
                lambda: tuple(verdict for part in parts for verdict in self._written(part))
            )
        verdicts, hanging = self._found[name]
        clock.hangs(hanging)
        return verdicts

    def _by_itself(self, provision: Provision, rules: Sequence[Rule]) -> Iterator[_Part]:
        if naming.stands(provision, rules):
            for unit in standing.bodies(self.case, provision):
                judge = partial(_by_itself, provision, unit)
                name = f"by itself {provision.id} {unit or ''}"
                yield _Part(("by itself", provision.id, unit), judge, name)

    def _by_rule(self, rule: Rule) -> Iterator[_Part]:
        bodies = self.case.bodies(rule)
        if rule.options.unit_by_unit:
            bodies = [Body((unit,), None) for body in bodies for unit in body.units]
        for body in bodies:
            own = body.subject or (body.units[0] if rule.options.unit_by_unit else "")
            yield _Part((rule.id, body), partial(_of_body, rule, body), f"{rule.id} {own}")

    def _judged(self, part: _Part) -> tuple[Verdict, ...]:
        """How a part stands: as it stood, where nothing that it asked is another by now."""
        return self.case.lasting(part.key, lambda: tuple(part.judge(self.case)))

    def _written(self, part: _Part) -> tuple[Verdict, ...]:
        """The same, with what is said of it on this day: it is judged anew for that, by itself, once somebody
        reads what was written on another day."""
        clock = self.case.clock
        return tuple(
            verdict
            if verdict.writing.clock is clock
            else replace(
                verdict,
                writing=verdict.writing.again(clock, partial(self._writing, part, verdict.id)),
            )
            for verdict in self._judged(part)
        )

    def _writing(self, part: _Part, verdict: str) -> Writing:
        if part.key not in self._again:
            self._again[part.key] = {each.id: each for each in part.judge(self._anew)}
        return self._again[part.key][verdict].writing

    @cached_property
    def _anew(self) -> Case:
        """The day as it is judged from nothing, by the same clock: who reads words asks what they ask."""
        case = self.case
        return _Bench(
            self._room, case.clock, case.catalogue, case.only, Carried(case.catalogue)
        ).case


def _by_itself(provision: Provision, unit: str | None, case: Case) -> Iterable[Verdict]:
    """What there is to say of a provision without any rule."""
    return [standing.judge(case, provision, unit)]


def _of_body(rule: Rule, body: Body, case: Case) -> Iterable[Verdict]:
    """What a rule gives; that it cannot be told where it needs what the public may not know."""
    try:
        return list(kinds.judge(rule.kind)(case, rule, rule.options, body))
    except WithheldError:
        return [on_body(case, rule, body, State.CANNOT_JUDGE, f"{WHY}。")]
