"""Pictures of a topic: a bar for each unit on its way, a square for each item of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ... import wording
from ...frozen import dataclass
from ...judging.pace import onward
from ...judging.verdict import Step, Verdict
from ...words.expression import late
from ...words.states import ATTENTION, UNKNOWN, State
from .. import nodes
from ..drawings import Progress, Tick
from ..named import question_links, subject_link, unit_link
from ..site import Site, open_questions
from ..values import Bars, Group, Lane, Line, Mark, Place, Tiles, Value
from ..verdicts import compared
from . import amounts
from .said import title
from .topics import Topic


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing under its heading, with what is to be known to read it; ``to`` explains it."""

    heading: str
    note: Line
    drawn: Value
    to: Place


def pictures(site: Site, topics: Sequence[Topic], day: date | None = None) -> Iterator[Picture]:
    """What can be drawn of some topics, in their order: of what comes again the period in which ``day`` lies, that of
    the results where none is given."""
    day = day or site.results.case.as_of
    for topic in topics:
        found = _bars(site, topic) if topic.picture == "bars" else _tiles(site, topic, day)
        if found:
            yield found


# --- bars ----------------------------------------------------------------------------------------


def _bars(site: Site, topic: Topic) -> Picture | None:
    own = _by_subject(site, topic)
    newest = {subject: _newest(verdicts) for subject, verdicts in own.items()}
    ends = [v.threshold for verdicts in own.values() for v in verdicts if v.threshold is not None]
    values = [v.value for v in newest.values() if v.value is not None]
    whole = max(ends, default=0.0)
    if not whole or next(iter(newest.values())).unit in wording.RANKS:
        return None
    scale = max(whole, *values, 0.0)
    lanes = [_lane(site, own[subject], verdict, scale) for subject, verdict in newest.items()]
    name = title(topic)
    verdict = next(iter(newest.values()))
    place = nodes.place(site, verdict) or Place("clause", verdict.clause, verdict.provision)
    return Picture(name, _bars_note(site, newest), Bars(name, tuple(lanes)), place)


def _by_subject(site: Site, topic: Topic) -> dict[str | None, list[Verdict]]:
    found: dict[str | None, list[Verdict]] = {}
    for provision in topic.provisions:
        for rule in site.catalogue.rules_of[provision.id]:
            if rule.options.charted:
                for verdict in site.verdicts(provision):
                    if verdict.rule == rule.id and verdict.item is None:
                        found.setdefault(verdict.subject, []).append(verdict)
    return found


def _newest(verdicts: Sequence[Verdict]) -> Verdict:
    """The one whose figure is of the latest day; of those the last one due that has begun to count."""
    return max(
        verdicts,
        key=lambda v: (v.data_day or date.min, v.binding, v.due or date.min),
    )


def _lane(site: Site, own: Sequence[Verdict], verdict: Verdict, scale: float) -> Lane:
    value, _ = compared(verdict)
    missing = any(v.binding and v.state == State.MISSING_REPORT for v in own)
    ticks = _ticks(site, own)
    last = max(ticks, key=lambda tick: tick.at, default=None)
    lacks = amounts.lacking(site, verdict, last.at if last else None)
    name = subject_link(site, verdict.subject)
    # The mark that binds now is the nearer one: what is left to the last is said to be that.
    far = f"距{last.says}" if last and not last.binds else ""
    left = f"{far}还差{lacks.spelt}" if lacks else ""
    whose = verdict.subject and site.catalogue.units[verdict.subject].name
    told = [whose or "", value.spelt if value else "没有数据", left]
    now: Value = value or "—"
    if missing:
        known = f"{value.spelt}，{_short(verdict.data_day)}" if value and verdict.data_day else ""
        sign = Mark(State.MISSING_REPORT, whose or "", "没有报送应报的数")
        told, now, left = [whose or "", "没有报送应报的数", known], sign, known and f"此前{known}"
    bar = Progress(
        "，".join(filter(None, told)),
        None if missing or value is None else value.value,
        scale,
        ticks,
        None if missing else _pace(site, own, verdict),
        alarm=not missing and _short_of_what_binds(site, own, verdict),
    )
    return Lane(name, bar, now, left)


def _ticks(site: Site, own: Sequence[Verdict]) -> tuple[Tick, ...]:
    """The numbers asked for by their days; what comes next binds, else the last."""
    today = site.results.case.as_of
    dated = {v.due: v for v in own if v.threshold is not None and v.due}
    ahead = [day for day in sorted(dated) if day >= today]
    binds = ahead[0] if ahead else max(dated, default=None)
    found = [
        Tick(v.threshold or 0, _asked(v), _short(day), day == binds)
        for day, v in sorted(dated.items())
    ]
    if found:
        return tuple(found)
    told = {v.threshold: _asked(v) for v in own if v.threshold is not None}
    return tuple(Tick(at, asked, binds=True) for at, asked in told.items())


def _asked(verdict: Verdict) -> str:
    asked = compared(verdict)[1]
    return asked.spelt if asked else ""


def _short_of_what_binds(site: Site, own: Sequence[Verdict], verdict: Verdict) -> bool:
    """Whether the newest figure is short of the last number that was to be reached by now."""
    today = site.results.case.as_of
    over = [v for v in own if v.due and v.due < today and v.threshold is not None]
    last = max(over, key=lambda v: v.due or date.min, default=verdict)
    if last.state in ATTENTION and last.data_day == verdict.data_day:
        return True
    if last is verdict or last.state in UNKNOWN or last.threshold is None:
        return False
    return verdict.value is not None and verdict.value < last.threshold


def _pace(site: Site, own: Sequence[Verdict], verdict: Verdict) -> float | None:
    """Where a cumulative figure leads at its present pace by the last day that is still ahead."""
    measured = amounts.indicator(site, verdict)
    days = [v.due for v in own if v.due and v.due >= site.results.case.as_of]
    if measured is None or measured.accumulation != "cumulative" or not days:
        return None
    if verdict.value is None or verdict.data_day is None:
        return None
    begins = verdict.start or date(max(days).year, 1, 1)
    ahead = onward(begins, verdict.data_day, verdict.value, max(days))
    return None if ahead is None else float(ahead)


def _bars_note(site: Site, newest: dict[str | None, Verdict]) -> Line:
    told_of = [v for v in newest.values() if v.state != State.MISSING_REPORT]
    days = sorted({v.data_day for v in told_of if v.data_day})
    told: list[Value] = []
    if days:
        ends = [_short(days[0]), _short(days[-1])] if len(days) > 1 else [_short(days[0])]
        told.append(f"数据截至{'至'.join(ends)}")
    first = next(iter(newest.values()))
    if len({o.value for o in first.outcomes}) > 1:
        measured = amounts.indicator(site, first)
        asked = open_questions(site, measured.questions if measured else ())
        told.append(f"{'；' if told else ''}{first.outcomes[0].name}")
        told += ["，口径待定 ", *question_links(asked)] if asked else []
    if any(_pace(site, [v], v) is not None for v in newest.values()):
        told.append("；浅色为按目前进度的推算")
    return tuple(told)


# --- tiles ---------------------------------------------------------------------------------------

_EVERY = late("^(?:每个?|[逐按分])(?:周|月|季度?|半年|年)(?=.{2})")
"""How often, at the head of a name: the period before it says that."""


def _tiles(site: Site, topic: Topic, day: date) -> Picture | None:
    rule = next(
        r
        for provision in topic.provisions
        for r in site.catalogue.rules_of[provision.id]
        if r.options.covers
    )
    provision = site.catalogue.provisions[rule.provision]
    verdict = _present([v for v in site.verdicts(provision) if v.rule == rule.id], day)
    if verdict is None:
        return None
    register = site.catalogue.registers[rule.options.covers]
    had = next(iter(verdict.steps), Step("已计入"))
    reached = {cell.value for cell in had.every_cell()}
    groups: dict[str | None, list[tuple[str, bool]]] = {}
    for item in register.counted_items:
        groups.setdefault(item.unit, []).append((item.name, item.id in reached))
    over = bool(verdict.due and verdict.due < site.results.case.as_of)
    when = site.without_year(verdict.period or "")
    value, asked = compared(verdict)
    count = f" {value.spelt}" if value else ""
    note = [f"要求{asked.spelt}"] if asked else []
    if verdict.due:
        note.append(nodes.left(verdict.due, site.results.case.as_of))
    if verdict.data_day:
        note.append(f"数据截至{_short(verdict.data_day)}")
    done = had.says or "已计入"
    todo = f"尚未{done.removeprefix('已')}"
    note.append(f"空框未{done.removeprefix('已')}")
    alone = groups.get(None, ())
    rest = alone[0][0] if len(alone) == 1 and len(groups) > 1 else register.name
    drawn = tuple(
        Group(unit_link(site, unit) if unit else rest, tuple(own)) for unit, own in groups.items()
    )
    called = title(topic)
    name = f"{when}{_EVERY.sub('', called) if when else called}"
    place = nodes.place(site, verdict) or Place("clause", verdict.clause, verdict.provision)
    return Picture(
        f"{name}{count}",
        ("，".join(note),),
        Tiles(name, drawn, done, todo, alarm=over),
        place,
    )


def _present(verdicts: Sequence[Verdict], day: date) -> Verdict | None:
    """That of the period in which a day lies; before the first it, after the last that one."""
    begun = [v for v in verdicts if v.start is None or v.start <= day]
    return max(begun or verdicts[:1], key=lambda v: v.due or date.min, default=None)


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
