"""The tables of a paper: the main figures beside each other, and what is attached to it.

Units stand in the notice's order: nobody is ranked here but where a rule of the notice ranks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ... import wording
from ...catalogue.model import Clause, Unit
from ...frozen import dataclass
from ...judging.verdict import Verdict, common
from ...words.states import ATTENTION, GRAVITY, Good, State
from .. import arrivals, charting, measures
from ..arrivals import Arrival
from ..measures import Followed, Measure
from ..named import subject_name
from ..papers import Attachment
from ..site import Site
from ..values import Badge, Line, Table
from .periods import Issue

_COLUMNS = 5
"""So many figures stand beside each other on an upright sheet."""

_NAMED = 3
"""So many responsible units are named; the notice has them all."""

_ROWS = 12
"""A table of more units is no overview."""

_FIGURES, _UNITS, _LATE = "各项指标完成情况", "各单位情况", "迟报、未报送单位"

_MOST = 120
"""So many rows a table has at most: the site has them all."""

_STANDING: Mapping[str, tuple[Good, ...]] = {
    "达到或正常": (Good.REACHED, Good.ON_COURSE),
    "没有达到": (Good.FAILED,),
    "预警": (Good.AT_RISK,),
    "没有结论": (Good.UNKNOWN,),
}
"""How much of what is about a unit alone stands how, filing included."""

UNTIMELY = ("missing", "late", "unregistered")
"""How filings stand that did not come in time."""

_BESIDE = 8
"""So many units stand beside each other on a sheet that lies across."""


@dataclass(frozen=True, slots=True)
class MainFigures:
    """A table of figures, and by unit the verdicts that they are of."""

    table: Table
    rests_on: tuple[tuple[str, tuple[Verdict, ...]], ...]


def main_figures(site: Site) -> MainFigures | None:
    """The figures that lead, of all units of which several have them, which are of one kind: no others stand in one
    list. None where there are none such, or nobody told any."""
    found = [(measure, _own(site, measure)) for measure in _leading(site)]
    found = [(measure, own) for measure, own in found if len(own) > 1][:_COLUMNS]
    every = [u for u in site.catalogue.units.values() if any(u.id in own for _, own in found)]
    kinds = Counter(unit.kind for unit in every)
    units = [unit.id for unit in every if kinds[unit.kind] == max(kinds.values())]
    told = any(one.newest for _, own in found for one in own.values())
    if not told or len(units) > _ROWS:
        return None
    columns = tuple(measure.name for measure, _ in found)
    asked: Line = ("要求", *(_required(site, own.values()) for _, own in found))
    rows = [
        (site.catalogue.units[unit].name, *(_figure(own.get(unit)) for _, own in found))
        for unit in units
    ]
    rests_on = tuple(
        (
            site.catalogue.units[u].name,
            tuple(v for _, own in found for v in of_figure(site, own.get(u))),
        )
        for u in units
    )
    return MainFigures(Table("主要指标", ("单位", *columns), (asked, *rows)), rests_on)


def of_figure(site: Site, one: Followed | None) -> tuple[Verdict, ...]:
    """The verdicts that have the newest figure of a body; where none has it, those that bind."""
    if one is None or one.newest is None:
        return one.verdicts if one else ()
    told = one.newest.value
    rules = {rule.id for rule in one.measure.rules}
    same = (
        v
        for rule in one.measure.rules
        for v in site.results.by_provision.get(rule.provision, ())
        if v.rule in rules and v.subject == one.subject and v.item is None and v.value == told
    )
    return tuple({v.id: v for v in same}.values()) or one.verdicts  # not by all that they say


def _leading(site: Site) -> list[Measure]:
    """What is measured of the topics that lead, in their order."""
    every = [m for m in measures.measures(site) if m.asks]
    home = site.catalogue.home
    leads = [lead.provision for lead in home.leads] if home else list(site.catalogue.provisions)
    first = {rule.provision: measure for measure in reversed(every) for rule in measure.rules}
    return list({id(first[p]): first[p] for p in leads if p in first}.values())


def _own(site: Site, measure: Measure) -> dict[str, Followed]:
    return {one.subject: one for one in measures.followed(site, measure) if one.subject}


def _required(site: Site, own: Iterable[Followed]) -> str:
    """What is asked of all of them, or that it differs."""
    needs = [(one, one.need(site.results.case.as_of)) for one in own]
    asked = {charting.wanted(one, need) for one, need in needs if need}
    return "各有要求" if len(asked) > 1 else "".join(asked) or "—"


def _figure(one: Followed | None) -> str:
    """The newest figure, and how it stands where that is not as it should be."""
    if one is None:
        return "—"
    entry, state = one.newest, one.state
    if state == State.MISSING_REPORT or entry is None:
        return f"{state.word if state else '没有数据'}"
    told = charting.value(one, entry)
    fine = state is None or state.good is None or state.gravity > State.FOR_DECISION.gravity
    return told if fine or state is None else f"{told}（{state.word}）"


def attachments(site: Site, issue: Issue) -> Iterator[Attachment]:
    """Every task, every figure that something is asked of, and who was late or did not file."""
    yield Attachment("各项任务和要求进展情况", (_tasks(site),), wide=True)
    if figures := tuple(_figures(site)):
        yield Attachment(_FIGURES, figures, wide=True)
    if len(issue.terms) > 1:
        yield Attachment(_UNITS, tuple(_units(site, issue)), wide=True)
    if late := _late(site, issue):
        yield Attachment(_LATE, (late,), wide=True)


def _tasks(site: Site) -> Table:
    rows = tuple(_task(site, clause) for clause in site.catalogue.duties)
    return Table("各项任务和要求进展情况", ("任务和要求", "责任单位", "状态", "其中"), rows)


def _task(site: Site, clause: Clause) -> Line:
    verdicts = site.results.stands(clause.id)
    counted = Counter(verdict.state for verdict in verdicts)
    told = [f"{state.word}{counted[state]}" for state in GRAVITY if counted[state]]
    units = [site.catalogue.units[u].name for u in site.catalogue.members(clause.responsible)]
    return (
        clause.name,
        wording.few(units, _NAMED, "个单位"),
        Badge(*common(verdicts)),
        "，".join(told),
    )


def _figures(site: Site) -> Iterator[Table]:
    """Every figure that something is asked of: beside each other of the units of a kind that are few, one by one
    of all others."""
    every = [one for m in measures.measures(site) if m.asks for one in measures.followed(site, m)]
    left = {id(one): one for one in every}
    for kind in site.catalogue.kinds:
        units = [u for u in site.catalogue.units.values() if u.kind == kind.id]
        own = [one for one in every if one.subject in {unit.id for unit in units}]
        found = [unit for unit in units if any(one.subject == unit.id for one in own)]
        if 1 < len(found) <= _BESIDE:
            yield _beside(site, f"{kind.name}各项指标", found, own)
            for one in own:
                del left[id(one)]
    if left:
        title = _FIGURES if len(left) == len(every) else "其他指标"
        columns = ("指标", "单位", "数据截至", "实际", "要求", "状态")
        rows = [_row(site, one) for one in _first(left.values())]
        yield Table(_counted(title, len(left)), columns, tuple(rows))


def _first(found: Iterable[Followed]) -> list[Followed]:
    """All of few, in their order; of many those first that fail."""
    every = list(found)
    return every if len(every) <= _MOST else sorted(every, key=_back)[:_MOST]


def _back(one: Followed) -> int:
    return 0 if one.alarm else 1


def _counted(title: str, rows: int) -> str:
    """With how many there are where they are not all there."""
    return title if rows <= _MOST else f"{title}（共{rows}行，列{_MOST}行，没有达到要求的在前）"


def _beside(site: Site, title: str, units: Sequence[Unit], own: Sequence[Followed]) -> Table:
    found: dict[int, dict[str, Followed]] = {}
    by_id = {id(one.measure): one.measure for one in own}
    for one in own:
        found.setdefault(id(one.measure), {})[one.subject or ""] = one
    rows = tuple(
        (
            by_id[key].name,
            _required(site, each.values()),
            *(_figure(each.get(unit.id)) for unit in units),
        )
        for key, each in found.items()
    )
    return Table(title, ("指标", "要求", *(unit.name for unit in units)), rows)


def _row(site: Site, one: Followed) -> Line:
    entry = one.newest
    return (
        one.measure.name,
        subject_name(site, one.subject),
        charting.day(entry.day) if entry else "",
        charting.value(one, entry) if entry else "没有数据",
        charting.asked(site, one),
        Badge(one.state),
    )


def figures_rest_on(site: Site) -> Iterator[tuple[str, tuple[Verdict, ...]]]:
    """The verdicts of the figures that are attached, measure by measure."""
    for measure in measures.measures(site):
        if measure.asks:
            every = measures.followed(site, measure)
            yield measure.name, tuple(v for one in every for v in of_figure(site, one))


def _units(site: Site, issue: Issue) -> Iterator[Table]:
    """How each unit filed over a longer period, and how it stands by what is about it alone; kinds apart."""
    columns = ("单位", "应报", "按时", "迟报", "未报齐", "待定", *_STANDING, "没有文字进展")
    for kind in site.catalogue.kinds:
        own = [u for u in site.catalogue.filers() if u.kind == kind.id]
        rows = tuple(_unit(site, issue, unit) for unit in own[:_MOST])
        if rows:
            yield Table(kind.name, columns, rows)


def _unit(site: Site, issue: Issue, unit: Unit) -> Line:
    record = [arrivals.of(site, unit, term) for term in issue.terms]
    came = Counter(each.standing for each in record if each and each.standing != "exempt")
    stands = site.results.stands_of(unit.id)
    counted = Counter(v.state.good for v in stands if v.rule)
    silent = sum(v.state in ATTENTION for v in stands if v.rule is None)
    late = came["late"] + came["unregistered"]
    told = (came["on_time"], late, came["missing"])
    filed = (came.total(), *told, came.total() - sum(told))
    return (
        unit.name,
        *(f"{times}次" for times in filed),
        *(f"{sum(counted[good] for good in goods)}项" for goods in _STANDING.values()),
        f"{silent}项",
    )


def late_rest_on(site: Site, issue: Issue) -> tuple[str, tuple[Verdict, ...]]:
    """The verdicts of those filings that are attached as late or missing."""
    return _LATE, tuple(v for each in _untimely(site, issue) for v in of_filing(site, each))


def _untimely(site: Site, issue: Issue) -> list[Arrival]:
    record = (each for term in issue.terms for each in arrivals.line(site, term))
    return [each for each in record if each.standing in UNTIMELY]


def _late(site: Site, issue: Issue) -> Table | None:
    found, title = _untimely(site, issue), _LATE
    if len(found) > _MOST:
        title = f"{title}（共{len(found)}行，列{_MOST}行）"
    rows = tuple(_came(site, each) for each in found[:_MOST])
    columns = ("单位", "期次", "期限", "应报", "收到", "最后收到", "情况")
    return Table(title, columns, rows) if rows else None


def _came(site: Site, arrival: Arrival) -> Line:
    return (
        arrival.unit.name,
        arrival.term.label,
        wording.day(arrival.due),
        f"{arrival.owed}张",
        f"{arrival.came}张",
        wording.moment(arrival.last) if arrival.last else "—",
        arrival.word,
    )


def of_filing(site: Site, arrival: Arrival) -> tuple[Verdict, ...]:
    """What was judged of a filing."""
    return tuple(site.on_filing_of.get(arrival.unit.id, {}).get(arrival.term, ()))
