"""How everybody stands at a node: who made it, by how much, by which reading, by which filing, and what can
still be done. Each is a line of values under the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import wording
from ..judging.verdict import Outcome, Verdict
from ..ledger import Filing
from ..words.states import ATTENTION, GRAVITY, UNKNOWN, State
from . import arrivals, values
from .arrivals import Arrival
from .drawings import Progress, Tick
from .named import computed_at, line_anchor, subject_link, subject_name, unit_link
from .nodes import Node
from .site import Site
from .todo import next_step
from .values import Badge, Line, Link, Place, Quantity, Table, Value, joined
from .verdicts import compared, gap

_NAMED = 6
"""So many units are named of those that stand alike and well; the table has them all."""

_TO_COME = "数据待报"
"""How that stands of which the day is over, and the filing that tells of it is still to come."""

_FILINGS = 3
"""So many filings are named behind one figure; all are where the computation is shown."""


def filed(site: Site, node: Node) -> list[Arrival]:
    """What came in for the term of a node, unit by unit; [] where it is not about filing."""
    return arrivals.line(site, node.term) if node.term else []


def headline(site: Site, node: Node) -> Value:
    """Who made it and who did not, in one sentence; of what all hold together what is said of it."""
    if node.term is None and len(node.verdicts) == 1:
        return node.verdicts[0].sentence
    groups = list(_groups(site, node))
    whole = sum(len(units) for _, units in groups)
    told = [
        _counted(site, badge, units, well)
        for (badge, units), well in zip(groups, _well(groups), strict=True)
    ]
    return (f"{whole}个单位：", *joined(told, "，"), "。")


def worst(site: Site, node: Node) -> Badge:
    """The gravest of how units stand at a node."""
    return next((badge for badge, _ in _groups(site, node)), Badge(None))


def _groups(site: Site, node: Node) -> Iterator[tuple[Badge, list[str]]]:
    """The units that stand alike, the gravest first."""
    if node.term is not None:
        for badge, own in arrivals.by_standing(filed(site, node)):
            yield badge, [arrival.unit.id for arrival in own]
        return
    found: dict[tuple[State, str], list[str]] = {}
    over = node.over(site.results.case.as_of)
    for verdict in sorted(node.verdicts, key=lambda v: GRAVITY.index(v.state)):
        if verdict.subject:
            waits = over and verdict.state == State.NOT_DUE
            word = _TO_COME if waits else verdict.called
            found.setdefault((verdict.state, word), []).append(verdict.subject)
    for (state, word), units in found.items():
        yield Badge(state, word), units


def _well(groups: Iterable[tuple[Badge, list[str]]]) -> list[bool]:
    return [badge.state in (State.MET, State.ON_TRACK, State.NOT_DUE) for badge, _ in groups]


def _counted(site: Site, badge: Badge, units: Sequence[str], well: bool) -> Line:
    word = badge.word or (badge.state.word if badge.state else "")
    names = joined(unit_link(site, unit) for unit in units)
    more: Line = ("（", *names, "）") if not well or len(units) <= _NAMED else ()
    return (f"{word}{len(units)}个", *more)


def standings(site: Site, node: Node) -> Table:
    """Everybody with his value, what is asked of him, and what it rests on."""
    if node.term is not None:
        return _of_filing(site, node)
    ends = [n for v in node.verdicts for n in (v.value, v.threshold) if n is not None]
    rows = tuple(_row(site, verdict, max(ends, default=0)) for verdict in node.verdicts)
    columns = ("单位", "状态", "实际", "要求", "差距", "数据截至", "依据的报送", "怎样算的")
    return Table(f"{node.title}：各单位的情况", columns, rows)


def _row(site: Site, verdict: Verdict, whole: float) -> Line:
    value, asked = compared(verdict)
    told = verdict.state != State.MISSING_REPORT  # what was last known tells nothing of this node
    day = wording.day(verdict.data_day) if verdict.data_day and told else ""
    return (
        subject_link(site, verdict.subject),
        Badge(verdict.state, verdict.word),
        _drawn(verdict, value, asked, whole) if told else "",
        asked,
        gap(verdict) if verdict.state not in UNKNOWN else "",
        day,
        _filings(site, verdict) if told else (),
        Link("计算过程", computed_at(verdict)),
    )


def _drawn(verdict: Verdict, value: Quantity | None, asked: Quantity | None, whole: float) -> Value:
    """A value with its bar; none where the way to it is not one from 0, as of places in an order."""
    if value is None or value.unit in wording.RANKS or value.value < 0 or whole <= 0:
        return value
    title = value.spelt + (f"，要求{asked.spelt}" if asked else "")
    ticks = () if verdict.threshold is None else (Tick(verdict.threshold, binds=True),)
    alarm = verdict.state in ATTENTION
    return (Progress(title, value.value, whole, ticks, alarm=alarm), value)


def _filings(site: Site, verdict: Verdict) -> Line:
    """The filings that a verdict rests on, the newest first, with when each came in."""
    files = dict.fromkeys(cell.file for cell in verdict.lineage)
    found = [site.sources[file] for file in files if file in site.sources]
    newest = sorted(found, key=lambda filing: filing.period, reverse=True)
    told = [_filing(site, filing, verdict.subject) for filing in newest[:_FILINGS]]
    more = len(newest) - _FILINGS
    return (*joined(told), f"，另有{more}份" if more > 0 else "")


def _filing(site: Site, filing: Filing, subject: str | None) -> Line:
    form = site.catalogue.forms[filing.form]
    name = "" if filing.unit == subject else site.catalogue.units[filing.unit].name
    words = f"{name}{filing.period.label}{wording.quoted(form.name)}"
    where = Place("source", f"{filing.period}/{filing.unit}", line_anchor(form.id, 0))
    at = filing.received_at
    received = f"（{wording.moment(at)}收到）" if at and not filing.unregistered else ""
    return (Link(words, where), received)


def _of_filing(site: Site, node: Node) -> Table:
    columns = ("单位", "报送", "应报", "收到", "最后收到", "没有收到的表", "更正")
    rows = tuple(_arrived(site, arrival) for arrival in filed(site, node))
    return Table(f"{node.title}：各单位的情况", columns, rows)


def _arrived(site: Site, arrival: Arrival) -> Line:
    absent = (*arrival.missing, *arrival.coming)
    return (
        unit_link(site, arrival.unit.id),
        arrival.badge,
        f"{arrival.owed}张",
        f"{arrival.came}张",
        wording.moment(arrival.last) if arrival.last else "",
        "、".join(form.name for form in absent),
        f"{arrival.corrections}次" if arrival.corrections else "",
    )


def by_reading(site: Site, node: Node) -> Table | None:
    """What every reading gives for everybody, where any two readings differ in whether it is enough."""
    differing = [v for v in node.verdicts if len({outcome.met for outcome in v.outcomes}) > 1]
    if not differing:
        return None
    names = tuple(dict.fromkeys(o.name for v in differing for o in v.outcomes))
    return Table(
        "按各种口径的结果",
        ("单位", *names),
        tuple(
            (subject_link(site, verdict.subject), *(_read(verdict, name) for name in names))
            for verdict in differing
        ),
    )


def _read(verdict: Verdict, name: str) -> Value:
    found = next((outcome for outcome in verdict.outcomes if outcome.name == name), None)
    return _outcome(found, verdict.unit) if found else ""


def _outcome(outcome: Outcome, unit: str) -> Line:
    value, _ = values.compared(outcome.value, outcome.threshold, unit)
    met = {True: "达到", False: "未达到", None: "不能判定"}[outcome.met]
    if outcome.threshold is None:
        return (outcome.detail or met,)
    return joined((each for each in (value, met) if each), "，")


def steps(site: Site, node: Node) -> list[Line]:
    """What can still be done, and by whom; those who are told the same together."""
    found: dict[str, list[str | None]] = {}
    for verdict in node.verdicts:
        if told := next_step(site, verdict):
            found.setdefault(told, []).append(verdict.subject)
    return [(_whose(site, node, whom), told) for told, whom in found.items()]


def _whose(site: Site, node: Node, whom: Sequence[str | None]) -> Line:
    if len(node.verdicts) == 1:
        return ()
    return (*joined(subject_link(site, unit) for unit in whom), "：")


def written(site: Site, node: Node) -> Iterator[tuple[str, ...]]:
    """Everybody at a node for a file, under ``HEADER``: numbers bare, days as a spreadsheet reads them."""
    for verdict in node.verdicts:
        data = verdict.data_day.isoformat() if verdict.data_day else ""
        due = verdict.due.isoformat() if verdict.due else ""
        numbers = (verdict.value, verdict.threshold)
        yield (
            node.title,
            due,
            subject_name(site, verdict.subject),
            verdict.called,
            *("" if number is None else wording.exact(number) for number in numbers),
            verdict.unit,
            gap(verdict),
            data,
            verdict.sentence,
        )


HEADER = ("节点", "期限", "单位", "状态", "实际", "要求", "计量单位", "差距", "数据截至", "判定")
