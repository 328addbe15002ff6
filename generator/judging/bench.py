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
from .clock import Clock
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
            return _Bench(self, Clock(day), self._in_force(day), only, Carried())
        newest = session.newest
        if newest is not None and not only and newest.case.clock.day == day:
            return newest  # type: ignore[no-any-return]
        carried = session.of.setdefault(only, Carried())
        bench = _Bench(self, Clock(day), carried.by(self._in_force(day)), only, carried)
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

    def _in_force(self, day: date) -> Catalogue:
        in_force = self.declared.on(day)
        return in_force.for_public() if self.audience == "public" else in_force


@dataclass(frozen=True)
class _Part:
    """What is judged at once, and lasts together: a provision by itself, or some units by a rule. ``key`` says
    which it is, on whatever day."""

    key: Hashable
    judge: Callable[[Case], Iterable[Verdict]]


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
        self._found: dict[str, tuple[tuple[Verdict, ...], date]] = {}
        self._again: dict[Hashable, dict[str, Verdict]] = {}

    def results(self) -> Results:
        """All verdicts with all that is said of them."""
        verdicts = [
            verdict
            for provision in counted(self.case.catalogue.provisions.values())
            for verdict in self._of_provision(provision)
        ]
        return Results(verdicts=tuple(verdicts), case=self.case, audience=self.case.audience)

    def settled(self) -> Stood[Settled]:
        """How all of them stand."""
        case, parts = self.case, list[_Part]()
        for provision in case.catalogue.provisions.values():
            rules = case.catalogue.rules_of.get(provision.id, ())
            parts += self._by_itself(provision, rules)
            parts += [part for rule in rules for part in self._by_rule(rule)]
        every = chain.from_iterable(map(self._judged, parts))
        return Stood(verdicts=tuple(self._carried.settled(every)))

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
        verdicts, until = self._found[name]
        clock.known(until)
        return verdicts

    def _by_itself(self, provision: Provision, rules: Sequence[Rule]) -> Iterator[_Part]:
        if naming.stands(provision, rules):
            yield _Part(("by itself", provision.id), lambda case: standing.judge(case, provision))

    def _by_rule(self, rule: Rule) -> Iterator[_Part]:
        for body in self.case.bodies(rule):
            yield _Part((rule.id, body), partial(_of_body, rule, body))

    def _judged(self, part: _Part) -> tuple[Verdict, ...]:
        """How a part stands: as it stood, where nothing that it asked is another by now."""
        return self.case.standing(part.key, lambda: tuple(part.judge(self.case)))

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


def _of_body(rule: Rule, body: Body, case: Case) -> Iterable[Verdict]:
    """What a rule gives; that it cannot be told where it needs what the public may not know."""
    try:
        return list(kinds.judge(rule.kind)(case, rule, rule.options, body))
    except WithheldError:
        return [on_body(case, rule, body, State.CANNOT_JUDGE, f"{WHY}。")]
