"""All that is declared, and the parts of it that are in force on a day or meant for an audience."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ...frozen import dataclass
from .due import Due
from .names import Names
from .sheets import forms_by_sheet, sheet_names

if TYPE_CHECKING:  # each is loaded with what is first made of it
    from ...calendar import Term
    from .asks import Assignments
    from .bulletins import Bulletins
    from .filing import DataNote, Form
    from .home import Home
    from .kinds import Kinds, Rule
    from .notice import Clause, Provision
    from .policy import FilingPolicy
    from .rules import Indicator, Method, Question, RegisteredDecision
    from .terms import Decision, Line
    from .units import Group, Register, Unit, UnitKind


class _Reading(Protocol):
    """One way to read something open."""

    @property
    def id(self) -> str: ...


class _Declared(Protocol):
    """What the office declares by a decision, or until it decides."""

    @property
    def decision(self) -> Decision | None: ...


R = TypeVar("R", bound=_Reading)
D = TypeVar("D", bound=_Declared)


@dataclass(frozen=True, kw_only=True)
class Catalogue(Due):
    """Everything that is declared, read once and never changed."""

    kinds: tuple[UnitKind, ...]
    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    registers: Mapping[str, Register]
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    methods: Mapping[str, Method] = field(default_factory=dict)
    decisions: tuple[RegisteredDecision, ...] = ()
    data_note: DataNote | None = None
    home: Home | None = None
    bulletins: Bulletins | None = None
    rule_kinds: Kinds = field(default_factory=dict)
    assigned: Assignments = field(default_factory=dict)
    lines: Mapping[tuple[type, str], Line] = field(default_factory=dict)
    """Where what has an id is declared, by its class and its id."""

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[Rule, ...]]:
        """By provision, in the order of the rules; only provisions that have any."""
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            found[rule.provision] = (*found.get(rule.provision, ()), rule)
        return found

    def members(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Units, groups and kinds spelt out as units, each once, in the order given."""
        return tuple(dict.fromkeys(unit for name in ids for unit in self._spelt_out(name)))

    def owners(self, provision: Provision) -> tuple[str, ...]:
        """The units that answer for a provision: its own, else those who lead its clause, else all whom
        the clause names."""
        return self.members(provision.owners or self.clause_of[provision.id].answering)

    def involved(self, provision: Provision) -> tuple[str, ...]:
        """Those, and those who support them."""
        return self.members(provision.owners or self.clause_of[provision.id].responsible)

    def duties_of(self, unit: str) -> list[Clause]:
        """The tasks and requirements that name a unit in whatever role, or bind it in part."""
        return list(self._duties.get(unit, ()))

    @cached_property
    def _duties(self) -> Mapping[str, list[Clause]]:
        """By unit, in the notice's order."""
        found: dict[str, list[Clause]] = {}
        for clause in self.duties:
            owned = (unit for each in clause.provisions for unit in self.owners(each))
            for unit in dict.fromkeys((*self.members(clause.responsible), *owned)):
                found.setdefault(unit, []).append(clause)
        return found

    @cached_property
    def tellers(self) -> Mapping[str, tuple[str, ...]]:
        """The units that tell each indicator: of those that answer for what it measures, or support them
        and have their figures judged, those that file its form."""
        found: dict[str, list[str]] = {name: [] for name in self.indicators}
        for provision in self.provisions.values():
            own = getattr(provision, "indicator", None)
            for name in (*provision.indicators, *([own] if own else [])):
                if name in found:
                    found[name] += self._measured(provision)
        return {name: self._filing(name, units) for name, units in found.items()}

    def _measured(self, provision: Provision) -> Iterator[str]:
        """Of those involved in a provision, in their order, the ones whose figures say how it stands."""
        judged = [rule.options.named for rule in self.rules_of.get(provision.id, ())]
        units = {*self.owners(provision), *(u for named in judged for u in self.members(named))}
        return (unit for unit in self.involved(provision) if unit in units)

    def _filing(self, indicator: str, units: Iterable[str]) -> tuple[str, ...]:
        form = self.indicators[indicator].form
        return tuple(unit for unit in dict.fromkeys(units) if form in self.units[unit].files)

    def indicators_of(self, unit: str, form: str) -> list[str]:
        """The indicators that a unit tells in a form."""
        return [
            name
            for name, indicator in self.indicators.items()
            if indicator.form == form and unit in self.tellers[name]
        ]

    @cached_property
    def taken(self) -> dict[tuple[str, Term], tuple[Unit, tuple[Form, ...]]]:
        """By unit and month the forms that are taken, as far as that is worked out already (``owing.may_file``): it is
        asked for again and again. With the unit, as somebody may ask of one that is declared otherwise."""
        return {}

    @cached_property
    def then(self) -> dict[tuple[str, Term], Form]:
        """Forms as they are for a month, likewise."""
        return {}

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """How units, clauses, indicators and the items of each register may be called, by the name
        that a reference column has for them."""
        called = {name: unit.id for unit in self.units.values() for name in unit.names}
        clauses, indicators = (
            {each.id: each.id for each in self.duties},
            {i: i for i in self.indicators},
        )
        return {
            "units": Names(
                called | {unit: unit for unit in self.units},
                {unit.id: unit.name for unit in self.units.values()},
            ),
            "clauses": Names(clauses, clauses),
            "indicators": Names(indicators, indicators),
            **{name: register.names for name, register in self.registers.items()},
        }

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """What the sheet of each form is called in a workbook, by the form's id."""
        return sheet_names(self.forms.values())

    @cached_property
    def form_of_sheet(self) -> Mapping[str, str]:
        """The forms by whatever the sheet of one may be called, in its bare form."""
        return forms_by_sheet(self.forms.values())

    def usual_name(self, where: str | None, id_: str) -> str:
        """What the thing with an id is usually called; of what has no name, the id itself."""
        return self.names[where].usual.get(id_, id_) if where else id_

    def filers(self) -> list[Unit]:
        """The units that have anything to file, in the notice's order."""
        return [unit for unit in self.units.values() if unit.files]

    def day_shown(self, today: date) -> date:
        """Today, but at most the day after the last deadline: a finished plan is shown as it ended."""
        return min(today, self.for_public().last_deadline + timedelta(days=1))

    def on(self, day: date) -> Catalogue:
        """What was in force on a day: nothing that was issued or decided later, or was over by then."""
        from .issued import in_force

        questions = {question.id: question.on(day) for question in self.questions.values()}
        notices, versions = in_force(self.notices, day)
        return self._with(
            lambda provision: _decided(provision.decision, day),
            notices=notices,
            versions=versions,
            questions=questions,
            filing=replace(self, questions=questions)._policy(day),
            rules=tuple(rule for rule in self.rules if rule.in_force(day)),
            methods={m.id: m for m in self.methods.values() if _decided(m.decision, day)},
            decisions=tuple(d.on(day) for d in self.decisions if d.date <= day),
            exceptions=self.exceptions.on(day),
            home=_if_decided(self.home, day),
            bulletins=_if_decided(self.bulletins, day),
        )

    def _policy(self, day: date) -> FilingPolicy:
        """The filing policy, by the reading that a resolved question chooses."""
        from .policy import READ, FilingReading

        filing = replace(self.filing, quality=_if_decided(self.filing.quality, day))
        as_it_stands = FilingReading(id="policy", name="")
        left = self.readings(filing.questions, (as_it_stands, *filing.readings))
        if len(left) > 1:
            return filing
        own = {name: getattr(left[0], name) for name in READ}
        chosen = {name: value for name, value in own.items() if value is not None}
        return replace(filing, **chosen, readings=())

    def for_public(self) -> Catalogue:
        """Without whatever is for internal eyes only: nothing of it can be computed from this."""
        forms = {form.id: form for form in self.forms.values() if form.audience == "public"}
        return self._with(
            lambda provision: provision.audience == "public",
            forms=forms,
            units={
                unit.id: replace(unit, owed=tuple(each for each in unit.owed if each.form in forms))
                for unit in self.units.values()
            },
            indicators={
                indicator.id: indicator
                for indicator in self.indicators.values()
                if indicator.audience == "public" and indicator.form in forms
            },
            rules=tuple(
                rule
                for rule in self.rules
                if rule.audience == self.provisions[rule.provision].audience == "public"
            ),
            decisions=tuple(d for d in self.decisions if self._is_public(d)),
            exceptions=self.exceptions.for_public(forms),
        )

    def _is_public(self, decision: RegisteredDecision) -> bool:
        return decision.audience == self.provisions[decision.provision].audience == "public"

    def _with(self, keeps: Callable[[Provision], bool], **more: Any) -> Catalogue:
        """A copy with those provisions only that are kept, and the rules and decisions on them; of the
        notices given, else of all."""
        notices = tuple(
            issued.each(lambda clause: clause.keeping(keeps))
            for issued in more.pop("notices", self.notices)
        )
        kept = {each.id for issued in notices for c in issued.clauses for each in c.listed}
        more["rules"] = tuple(rule for rule in more["rules"] if rule.provision in kept)
        more["decisions"] = tuple(d for d in more["decisions"] if d.provision in kept)
        more["exceptions"] = more["exceptions"].of(kept)
        more["assigned"] = {key: own for key, own in self.assigned.items() if key[0] in kept}
        versions = more.get("versions", self.versions)
        more["versions"] = {name: own for name, own in versions.items() if name in kept}
        return replace(self, notices=notices, **more)

    def readings(self, questions: Iterable[str], every: Sequence[R]) -> tuple[R, ...]:
        """The readings to compute, of all that there are.

        A resolved question leaves those that it chooses. What is left stands side by side while any
        question is open; when none is, the first is in force.
        """
        asked = [self.questions[name] for name in questions]
        left = tuple(every)
        for question in asked:
            chosen = question.resolution.chooses if question.resolution else ()
            left = tuple(reading for reading in left if reading.id in chosen) or left
        return left if any(question.status == "open" for question in asked) else left[:1]

    def is_open(self, questions: tuple[str, ...]) -> list[Question]:
        """Those of the questions that nobody has settled."""
        return [self.questions[name] for name in questions if self.questions[name].status == "open"]

    def _spelt_out(self, name: str) -> Sequence[str]:
        if name in self.units:
            return (name,)
        return self.groups[name].members if name in self.groups else self.of_kind.get(name, ())

    @cached_property
    def of_kind(self) -> Mapping[str, tuple[str, ...]]:
        """The units of each kind, in the notice's order; only kinds that have any."""
        units = sorted(self.units.values(), key=attrgetter("kind"))
        return {kind: tuple(u.id for u in own) for kind, own in groupby(units, attrgetter("kind"))}


def _decided(decision: Decision | None, day: date) -> bool:
    """Whether what hangs on a decision was decided by then; what hangs on none always was."""
    return decision is None or decision.date <= day


def _if_decided(declared: D | None, day: date) -> D | None:
    """What is declared, if it was decided by then."""
    return declared if declared and _decided(declared.decision, day) else None
