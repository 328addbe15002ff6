"""Judging: every obligation on one day, by the rule declared for it or by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..catalogue.model import Catalogue, Provision, Rule
from ..catalogue.model.terms import Audience
from ..intake.withheld import WHY
from ..ledger import Ledger, WithheldError
from ..progress import counted
from ..store import NOWHERE, Store
from ..words.states import State
from . import kinds, naming, narratives, standing
from .case import Case
from .narratives import Narratives
from .results import Results
from .verdict import Verdict
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

    _, benches = filed.known.setdefault(("benches", id(catalogue), audience), (catalogue, {}))

    def bench(day: date, only: tuple[str, ...]) -> _Bench:
        in_force = catalogue.on(day)
        if audience == "public":
            in_force = in_force.for_public()
        return _Bench(in_force, catalogue, filed, day, earlier, only, audience, held)

    def earlier(day: date, only: tuple[str, ...]) -> Case:
        """How some units stood on an earlier day: the results of several days ask for the same ones."""
        if (day, only) not in benches:
            benches[day, only] = bench(day, only)
        return benches[day, only].case  # type: ignore[no-any-return]

    return bench(as_of, ()).results()


class _Bench:
    """Judges each rule once, whoever asks first: the provision in its turn, or another rule.

    ``only`` are the units that somebody asks about, of an earlier day; () for all, on the day itself.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        declared: Catalogue,
        ledger: Ledger,
        as_of: date,
        earlier: Callable[[date, tuple[str, ...]], Case],
        only: tuple[str, ...],
        audience: Audience,
        held: Store,
    ) -> None:
        judged = self._of_rule
        self.case = Case(catalogue, declared, ledger, as_of, judged, earlier, only, audience, held)
        self._rules = {rule.id: rule for rule in catalogue.rules}
        self._found: dict[str, tuple[Verdict, ...]] = {}

    def results(self) -> Results:
        told = narratives.read(self.case)
        verdicts = [
            verdict
            for provision in counted(self.case.catalogue.provisions.values())
            for verdict in self._of_provision(provision, told)
        ]
        return Results(
            verdicts=tuple(verdicts),
            case=self.case,
            narratives=told,
            audience=self.case.audience,
        )

    def _of_provision(self, provision: Provision, told: Narratives) -> Iterator[Verdict]:
        rules = self.case.catalogue.rules_of.get(provision.id, ())
        if naming.stands(provision, rules):
            yield from standing.judge(self.case, provision, told)
        for rule in rules:
            yield from self._of_rule(rule.id)

    def _of_rule(self, name: str) -> tuple[Verdict, ...]:
        """The verdicts of a rule; () for one that is not in force."""
        if name not in self._found and name in self._rules:
            self._found[name] = tuple(self._judged(self._rules[name]))
        return self._found.get(name, ())

    def _judged(self, rule: Rule) -> Iterator[Verdict]:
        """What a rule gives; that it cannot be told where it needs what the public may not know."""
        judge = kinds.judge(rule.kind)
        for body in self.case.bodies(rule):
            try:
                yield from list(judge(self.case, rule, rule.options, body))
            except WithheldError:
                yield on_body(self.case, rule, body, State.CANNOT_JUDGE, f"{WHY}。")
