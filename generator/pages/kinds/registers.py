"""Registers on the wall: which items had their turn in each period, and which problems are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...calendar import Month
from ...catalogue.model import Recorded, Register, Rule
from ...frozen import dataclass
from ...judging.recorded import History
from ...judging.verdict import Step, Verdict, common
from ...words.states import State
from ..named import rule_link, unit_link
from ..page import Named, Page, alone
from ..site import Site
from ..values import Badge, Link

_AGES = (("不满 1 个月", 1), ("1 至 3 个月", 3), ("3 个月以上", 10**6))


@dataclass(frozen=True, slots=True)
class Tiles:
    """The items of a unit, each with whether it had its turn."""

    unit: Link | str
    done: int
    total: int
    tiles: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One period of a coverage rule, of a unit where each is judged by itself; ``done`` says what the items
    have in common that had their turn."""

    period: str
    badge: Badge
    sentence: str
    done: str
    groups: list[Tiles]
    current: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """A rule by which the items of a register have their turn."""

    id: str
    title: Link
    register: str
    turns: list[Turn]


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record that is not closed; ``since`` is the month of its first telling."""

    unit: Link
    id: str
    status: str
    since: str
    age: str
    fault: str


@dataclass(frozen=True, slots=True)
class Problems:
    """Records by unit, state and age, with how each unit is judged; ``records`` are those that are
    still open, ``called`` what they are called."""

    id: str
    title: Link
    called: Recorded
    states: list[str]
    rows: list[tuple[Link, list[int], int, list[int], Badge]]
    ages: list[str]
    records: list[OpenRecord]


@dataclass(frozen=True, slots=True)
class RegistersView:
    """What is told item by item, and what is told record by record."""

    coverage: list[Coverage]
    problems: list[Problems]


def view(site: Site) -> RegistersView:
    """Every rule over a register, in the order of the rules."""
    rules = site.catalogue.rules
    return RegistersView(
        [_coverage(site, rule) for rule in rules if rule.options.covers],
        [_problems(site, rule, rule.options.records) for rule in rules if rule.options.records],
    )


def _coverage(site: Site, rule: Rule) -> Coverage:
    register = site.catalogue.registers[rule.options.covers]
    verdicts = [v for v in site.results.by_provision[rule.provision] if v.rule == rule.id]
    turns = [_turn(site, register, v) for v in verdicts if v.state != State.NOT_DUE or v.binding]
    return Coverage(rule.id, rule_link(site, rule), register.name, turns)


def _turn(site: Site, register: Register, verdict: Verdict) -> Turn:
    had = next(iter(verdict.steps), Step("已计入"))
    reached = {cell.value for cell in had.every_cell()}
    groups: dict[str | None, list[tuple[str, bool]]] = {}
    for item in register.counted_items:
        groups.setdefault(item.unit, []).append((item.name, item.id in reached))
    units, period = site.catalogue.units, verdict.period or ""
    return Turn(
        period=f"{units[verdict.subject].name}{period}" if verdict.subject else period,
        badge=Badge(verdict.state, verdict.word),
        sentence=verdict.sentence,
        done=had.says,
        groups=[
            Tiles(
                unit_link(site, unit) if unit else register.name,
                sum(done for _, done in tiles),
                len(tiles),
                tiles,
            )
            for unit, tiles in groups.items()
        ],
        current=verdict.binding,
    )


def _problems(site: Site, rule: Rule, called: Recorded) -> Problems:
    states = list(rule.options.stations)
    stood = {v.subject: v for v in site.results.verdicts if v.rule == rule.id and v.binding}
    told = [record for verdict in stood.values() for record in verdict.records]
    rows, records = [], []
    for unit in site.results.case.subjects(rule):
        every = [record for record in told if record.sightings[-1].unit == unit]
        name = unit_link(site, unit)
        open_ = [record for record in every if not record.closed]
        ages = [_age(site, record) for record in open_]
        counts = [sum(record.status == state for record in every) for state in states]
        aged = [ages.count(age) for age in range(len(_AGES))]
        state, word = common([stood[unit]] if unit in stood else [])
        rows.append((name, counts, len(every), aged, Badge(state, word)))
        records += list(_open(open_, ages, name))
    return Problems(
        rule.id, rule_link(site, rule), called, states, rows, [age for age, _ in _AGES], records
    )


def _open(records: Sequence[History], ages: Sequence[int], unit: Link) -> Iterator[OpenRecord]:
    for record, age in zip(records, ages, strict=True):
        since = record.sightings[0].month.label
        yield OpenRecord(unit, record.id, record.status, since, _AGES[age][0], record.fault)


def _age(site: Site, record: History) -> int:
    """How long ago a record was first told of, in whole months of filing: which of ``_AGES`` it is."""
    since, now = record.sightings[0].month.month, Month.of(site.results.case.as_of)
    months = 12 * (now.year - since.year) + now.number - since.number
    return next(age for age, (_, most) in enumerate(_AGES) if months < most)


def _named(site: Site) -> Iterator[Named]:
    """The items of each register where a rule covers it."""
    units = site.catalogue.units
    for rule in site.catalogue.rules:
        if rule.options.covers:
            register = site.catalogue.registers[rule.options.covers]
            yield Named((register.name,), rule.id)
            for item in register.counted_items:
                if item.placeholder:
                    continue
                of = units[item.unit].name if item.unit else register.name
                yield Named((item.name, item.id), rule.id, of)


PAGE = Page("progress/registers", alone("名录和问题", view, _named), section="进展", rank=7)
