"""All that is declared, and the parts of it that are in force on a day or meant for an audience."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ...calendar import Span, Term
from ...deadlines import Deadline, WorkCalendar, deadline, end_of
from .clauses import Clauses
from .exceptions import Exceptions
from .names import Names
from .sheets import forms_by_sheet, sheet_names

if TYPE_CHECKING:  # each is loaded with what is first made of it
    from .asks import Assignments
    from .bulletins import Bulletins
    from .filing import DataNote, Form
    from .home import Home
    from .kinds import Kinds, Rule
    from .notice import Clause, Provision
    from .policy import FilingPolicy, FilingReading, Schedule
    from .rules import Indicator, Method, Question, RegisteredDecision
    from .terms import Decision, FormRhythm, Line
    from .units import Group, Register, Unit, UnitKind


class _Reading(Protocol):
    """One way to read something open."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Reading)


@dataclass(frozen=True, kw_only=True)
class Catalogue(Clauses):
    """Everything that is declared, read once and never changed."""

    kinds: tuple[UnitKind, ...]
    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    registers: Mapping[str, Register]
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    filing: FilingPolicy
    workdays: WorkCalendar
    methods: Mapping[str, Method] = field(default_factory=dict)
    decisions: tuple[RegisteredDecision, ...] = ()
    exceptions: Exceptions = field(default_factory=Exceptions)
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

    @cached_property
    def schedules(self) -> Mapping[str, Schedule]:
        """How each form is filed: as the policy says, but for what it has of its own."""
        issued, year = self.notice.issued, self.notice.plan_year
        plan = Span(max(issued, date(year, 1, 1)), date(year, 12, 31))
        usual = replace(self.filing.schedule, plan=plan)
        return {form.id: usual.of(form.filing) for form in self.forms.values()}

    @cached_property
    def filing_provisions(self) -> tuple[str, ...]:
        """The provisions that ask for filings: that of the policy first."""
        own = (schedule.provision for schedule in self.schedules.values())
        return tuple(dict.fromkeys((self.filing.provision, *own)))

    @property
    def rhythms(self) -> frozenset[FormRhythm]:
        """The rhythms by which anything is filed."""
        return frozenset(schedule.every for schedule in self.schedules.values())

    def due(self, form: str, month: Term, reading: FilingReading | None = None) -> Deadline:
        """When a form is due for a month, by the policy or by another reading of it."""
        key = form, month, reading
        if key not in self._deadlines:
            self._deadlines[key] = self.due_by(self.schedules[form].read(reading), month)
        return self._deadlines[key]

    @cached_property
    def _deadlines(self) -> dict[tuple[str, Term, FilingReading | None], Deadline]:
        """Those worked out already: they are asked for again and again."""
        return {}

    def due_by(self, schedule: Schedule, month: Term) -> Deadline:
        """When what is filed by a schedule is due for a month."""
        return deadline(
            schedule.due(month),
            inclusive=schedule.inclusive,
            at=schedule.time,
            roll=schedule.roll,
            workdays=self.workdays,
        )

    def due_of(
        self, unit: str, form: str, month: Term, reading: FilingReading | None = None
    ) -> Deadline:
        """When one form of a unit is due for a month, unless the office gave it longer.

        The day to which it is extended is included, whatever the reading.
        """
        until = self.exceptions.extended(unit, form, month)
        return Deadline(until, end_of(until)) if until else self.due(form, month, reading)

    def over(self, unit: str, form: str, month: Term, day: date) -> bool:
        """Whether the deadline of one form of a unit is over during a day."""
        return self.due_of(unit, form, month).over(day)

    def tells_until(self, form: str, month: Term) -> date:
        """The last day of which the filing of a month tells, by what it is said to cover."""
        of_the_period = self.schedules[form].of_the_period
        return month.last if of_the_period else self.due(form, month).last_day

    def day_shown(self, today: date) -> date:
        """Today, but at most the day after the last deadline: a finished plan is shown as it ended."""
        return min(today, self.for_public()._last_deadline() + timedelta(days=1))

    def _last_deadline(self) -> date:
        """The last day of the plan on which anything can still be done in time."""
        days = [date(self.notice.plan_year, 12, 31)]
        days += [
            self.due(form, schedule.terms[-1], reading).last_day
            for form, schedule in self.schedules.items()
            if schedule.terms
            for reading in (None, *self.filing.readings)
        ]
        grace = timedelta(days=self.filing.node_grace)
        days += [node + grace for issued in self.notices for node in issued.nodes]
        return max(*days, *(each.until for each in self.exceptions.entries if each.until))

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
            filing=replace(self, questions=questions)._policy(),
            rules=tuple(rule for rule in self.rules if rule.in_force(day)),
            methods={m.id: m for m in self.methods.values() if _decided(m.decision, day)},
            decisions=tuple(d.on(day) for d in self.decisions if d.date <= day),
            exceptions=self.exceptions.on(day),
            home=self.home if self.home and _decided(self.home.decision, day) else None,
        )

    def _policy(self) -> FilingPolicy:
        """The filing policy, by the reading that a resolved question chooses."""
        from .policy import READ, FilingReading

        as_it_stands = FilingReading(id="policy", name="")
        left = self.readings(self.filing.questions, (as_it_stands, *self.filing.readings))
        if len(left) > 1:
            return self.filing
        own = {name: getattr(left[0], name) for name in READ}
        chosen = {name: value for name, value in own.items() if value is not None}
        return replace(self.filing, **chosen, readings=())

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
