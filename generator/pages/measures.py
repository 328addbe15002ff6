"""Measures: the figures that rules follow over time, each once, whoever asks for it and at how many days.

Rules that hold the same indicator of the same units against numbers are one measure: its chart has all
that is asked of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from .. import wording
from ..calendar import Month
from ..catalogue.model import Provision, Rule
from ..frozen import dataclass
from ..judging import kinds, pace
from ..judging.case import Body
from ..judging.course import Course, Told
from ..judging.kept import courses
from ..judging.verdict import Verdict
from ..ledger import WithheldError
from ..words.states import ATTENTION, State, gravest
from . import values
from .drawings import Need, Point
from .site import Site
from .values import Place, Quantity

_FEW = 2
"""So many figures make a pace at least."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the rules that follow it, in the notice's order; its page is that of the first
    ``provision``. ``asks``: something is to be reached."""

    name: str
    provision: Provision
    rules: tuple[Rule, ...]
    bodies: tuple[Body, ...]
    asks: bool

    @property
    def place(self) -> Place:
        """Where all of it is shown."""
        return Place("figure", self.provision.id, self.rules[0].id)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was told for a term, or of a period that begins at 0: ``called`` as it is headed, of which
    ``day``; ``lacks`` says why there is no figure, ``filed`` is False where nothing came in."""

    called: str
    day: date
    value: float | None
    lacks: str = ""
    filed: bool = True


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure of one body: what was told of it and what is asked of it, in ``unit``.

    ``verdicts`` are those that bind. ``ahead`` is where the present pace leads by the next day by which
    something is asked.
    """

    measure: Measure
    subject: str | None
    unit: str
    entries: tuple[Entry, ...]
    needs: tuple[Need, ...]
    verdicts: tuple[Verdict, ...]
    columns: bool
    ahead: Point | None

    @property
    def newest(self) -> Entry | None:
        """The last figure that was told."""
        return next((each for each in reversed(self.entries) if each.value is not None), None)

    @property
    def state(self) -> State | None:
        """How it stands: the gravest of what binds."""
        return gravest(verdict.state for verdict in self.verdicts)

    @property
    def alarm(self) -> bool:
        """Whether it has failed what binds."""
        return self.state in ATTENTION

    @property
    def points(self) -> tuple[Point, ...]:
        """What was told, on the days of its data."""
        return tuple(Point(each.day, each.value) for each in self.entries)

    def need(self, on: date) -> Need | None:
        """What is asked for on a day: by the next day by which something is, else by the last."""
        later = (need for need in self.needs if need.end >= on)
        return next(later, self.needs[-1] if self.needs else None)


def measures(site: Site) -> list[Measure]:
    """Every measure in the notice's order, by the first of its rules."""
    return site.once("measures", lambda: _measures(site))


def _measures(site: Site) -> list[Measure]:
    found: dict[tuple[object, ...], list[Rule]] = {}
    order = {name: place for place, name in enumerate(site.catalogue.provisions)}
    charted = [rule for rule in site.catalogue.rules if rule.options.charted]
    for rule in sorted(charted, key=lambda rule: order[rule.provision]):
        indicator = indicator_of(site, rule)
        bodies = tuple(site.results.case.bodies(rule))
        found.setdefault((indicator or rule.id, bodies), []).append(rule)
    every = [_measure(site, tuple(rules)) for rules in found.values()]
    alike = Counter(each.name for each in every)
    return [
        replace(each, name=each.provision.name) if alike[each.name] > 1 else each for each in every
    ]


def page_of(site: Site, provision: str) -> Place | None:
    """Where the figures are shown by which a provision stands, None where nothing was told of any."""

    def work_out() -> dict[str, Place]:
        shown = [m for m in measures(site) if any(one.newest for one in followed(site, m))]
        return {rule.provision: measure.place for measure in shown for rule in measure.rules}

    return site.once("pages of measures", work_out).get(provision)


def followed(site: Site, measure: Measure) -> list[Followed]:
    """A measure of each body of which anything is known, in the notice's order."""
    found = (_followed(site, measure, body) for body in measure.bodies)
    return [each for each in found if each.newest or each.verdicts]


def of_unit(site: Site, unit: str) -> Iterator[Followed]:
    """The measures of a unit by itself."""
    yield from (_followed(site, measure, body) for measure, body in _bodies(site).get(unit, ()))


def _bodies(site: Site) -> Mapping[str | None, list[tuple[Measure, Body]]]:
    """What is followed of each unit, and of all together."""

    def work_out() -> dict[str | None, list[tuple[Measure, Body]]]:
        found: dict[str | None, list[tuple[Measure, Body]]] = {}
        for measure in measures(site):
            for body in measure.bodies:
                found.setdefault(body.subject, []).append((measure, body))
        return found

    return site.once("bodies", work_out)


def spelt(value: float, unit: str, against: Need | None = None) -> Quantity:
    """A figure, with so many decimals that it reads as what it is held against only where it is."""
    told, _ = values.compared(
        value, against.value if against else None, unit, low=against.low if against else None
    )
    assert told is not None
    return told


def indicator_of(site: Site, rule: Rule) -> str:
    """The indicator by which a rule judges; '' for none."""
    provision = site.catalogue.provisions[rule.provision]
    return rule.options.figure or getattr(provision, "indicator", None) or ""


def _measure(site: Site, rules: tuple[Rule, ...]) -> Measure:
    first = rules[0]
    provision = site.catalogue.provisions[first.provision]
    name = first.title or provision.name
    if len(rules) > 1:
        name = site.catalogue.indicators[indicator_of(site, first)].name
    asks = any(
        verdict.threshold is not None
        for rule in rules
        for verdict in site.results.by_provision.get(rule.provision, ())
        if verdict.rule == rule.id
    )
    return Measure(name, provision, rules, tuple(site.results.case.bodies(first)), asks)


def _followed(site: Site, measure: Measure, body: Body) -> Followed:
    key = "followed", measure.rules[0].id, body
    return site.once(key, lambda: _follow(site, measure, body))


def _judged(site: Site) -> Mapping[tuple[str | None, str | None], list[Verdict]]:
    """What was judged of a body by a rule, none of it of an item."""

    def work_out() -> dict[tuple[str | None, str | None], list[Verdict]]:
        found: dict[tuple[str | None, str | None], list[Verdict]] = {}
        for verdict in site.results.verdicts:
            if verdict.item is None:
                found.setdefault((verdict.rule, verdict.subject), []).append(verdict)
        return found

    return site.once("judged by rule and body", work_out)


def _follow(site: Site, measure: Measure, body: Body) -> Followed:
    every = [
        verdict
        for rule in measure.rules
        for verdict in _judged(site).get((rule.id, body.subject), ())
        if verdict.provision == rule.provision
    ]
    case = site.results.case
    columns = any(verdict.start for verdict in every)
    course = _courses(site)[_name(measure.rules[0], body)]
    told = _periods(every, case.as_of) if columns else map(_entry, course.told)
    entries = tuple(replace(each, called=site.without_year(each.called)) for each in told)
    needs = tuple(_needs(every, entries))
    return Followed(
        measure,
        body.subject,
        next((verdict.unit for verdict in every if verdict.unit), ""),
        entries,
        needs,
        tuple(verdict for verdict in every if verdict.binding),
        columns,
        None if columns else _ahead(course, _open(every, needs, case.as_of)),
    )


def _courses(site: Site) -> Mapping[str, Course]:
    """Those of all measures: who asks for one on a page asks for all of them on another."""

    def work_out() -> Mapping[str, Course]:
        every = ((measure.rules[0], body) for measure in measures(site) for body in measure.bodies)
        return courses(
            site.results.case,
            {_name(rule, body): partial(_course, site, rule, body) for rule, body in every},
        )

    return site.once("courses", work_out)


def _name(rule: Rule, body: Body) -> str:
    return repr((rule.id, body.units, body.subject))


def _course(site: Site, rule: Rule, body: Body) -> Course:
    case = site.results.case
    try:
        return kinds.course(rule.kind)(case, rule, rule.options, body)
    except WithheldError:
        return Course()


def _entry(told: Told) -> Entry:
    return Entry(told.term.label, told.day, told.value, told.lacks, told.filed)


def _periods(verdicts: Sequence[Verdict], as_of: date) -> Iterator[Entry]:
    """What was told of periods that begin at 0, as far as they have begun."""
    for verdict in verdicts:
        if verdict.start is None or verdict.due is None or verdict.start > as_of:
            continue
        day = min(verdict.data_day or verdict.due, verdict.due)
        missing = verdict.state == State.MISSING_REPORT
        if missing or verdict.value is not None:
            value = None if missing else verdict.value
            lacks = verdict.called if missing else ""
            yield Entry(verdict.period or "", day, value, lacks, not missing)


def _needs(verdicts: Sequence[Verdict], entries: Sequence[Entry]) -> Iterator[Need]:
    """What is asked for, from which day to which: for a period, by a day since the one before it, or at
    any time that is told of."""
    days = [entry.day for entry in entries]
    asked = [v for v in verdicts if v.threshold is not None]
    by_day = sorted({_asked(v) for v in asked if v.due and not v.start}, key=lambda each: each[0])
    before: date | None = None
    for due, value, low, unit in by_day:
        start = before or date(due.year, 1, 1)
        yield Need(start, due, value, low, True, _spelt(value, low, unit))
        before = due
    for verdict in asked:
        value, low = verdict.threshold or 0, verdict.low
        says = _spelt(value, low, verdict.unit)
        if verdict.start and verdict.due:
            yield Need(verdict.start, verdict.due, value, low, False, says)
        elif not verdict.due and days:
            yield Need(Month.of(min(days)).first, Month.of(max(days)).last, value, low, False, says)


def _asked(verdict: Verdict) -> tuple[date, float, float | None, str]:
    return verdict.due or date.max, verdict.threshold or 0, verdict.low, verdict.unit


def _spelt(value: float, low: float | None, unit: str) -> str:
    if low is not None:
        return wording.between(low, value, unit)
    return wording.required(value, unit)


def _open(verdicts: Sequence[Verdict], needs: Sequence[Need], as_of: date) -> date | None:
    """The next day by which something is asked that is not reached yet."""
    reached = {verdict.due for verdict in verdicts if verdict.state == State.MET}
    days = (need.end for need in needs if need.node and need.end >= as_of)
    return next((day for day in days if day not in reached), None)


def _ahead(course: Course, end: date | None) -> Point | None:
    """Where the pace of the year so far leads by a day, as verdicts say it; never above what can be. None
    where the figure can also fall, where less than two filings told of it, or where the newest that was
    due did not."""
    known = [told for told in course.told if told.value is not None]
    if not course.rises or end is None or len(known) < _FEW or course.told[-1] is not known[-1]:
        return None
    last = known[-1]
    value = pace.onward(date(end.year, 1, 1), last.day, last.value or 0, end)
    if value is None:
        return None
    return Point(end, float(value) if course.most is None else min(float(value), course.most))
