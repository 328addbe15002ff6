"""Figures against their targets, month after month: a chart for each, and the numbers beneath it.

A month whose filing is missing has no figure: what was last known is the month's before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ... import wording
from ...catalogue.model import Rule
from ...judging.history import Closing
from ...judging.stood import Stood, V
from ...judging.verdict import Settled, Step, Verdict
from ...words.states import ATTENTION, State
from .. import values
from ..page import Page, alone
from ..rhythm import called
from ..shares import own_numbers
from ..site import (
    Site,
    compared,
    rule_link,
    subject_link,
    subject_name,
)
from ..values import MISSING, Badge, Bar, Chart, Link, Mark, Quantity, Series, Spark


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A unit: its figure at each closing, and how it stands now; ``asked`` is what is asked of it alone."""

    unit: Link | str
    values: list[Quantity | Mark | None]
    now: Quantity | Mark | None
    badge: Badge
    asked: Quantity | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure taken apart, such as funds by level: a bar and a value for each part of each unit."""

    name: str
    parts: list[str]
    rows: list[tuple[Link | str, list[tuple[Bar, Quantity] | None]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a rule: a chart of everyone, or a spark of one unit, and its numbers at each closing;
    ``target`` is what was asked for then, ``asked`` the last of it; ``apart``: each unit's is its own."""

    id: str
    title: Link
    chart: Chart | None
    spark: Spark | None
    caption: str
    short: str
    rows: list[FigureRow]
    target: list[Quantity | None]
    asked: Quantity | None
    apart: bool
    breakdown: Breakdown | None


@dataclass(frozen=True, slots=True)
class FiguresView:
    """``months`` are the closings, the columns of each table."""

    months: list[str]
    figures: list[Figure]


def view(site: Site) -> FiguresView:
    """What has checkpoints comes first, then the notice's order."""
    rules = [rule for rule in site.catalogue.rules if rule.options.charted]
    rules.sort(key=lambda rule: not _stepped(site, rule))
    found = [figure for rule in rules if (figure := _figure(site, rule))]
    return FiguresView(months(site), found)


def months(site: Site) -> list[str]:
    """The closings, as a column is headed."""
    return [f"{closing.month.number}月" for closing in site.history.closings]


def of_unit(site: Site, unit: str) -> list[Figure]:
    """The figures of one unit, each as a spark."""
    rules = [rule for rule in site.catalogue.rules if rule.options.charted]
    return [figure for rule in rules if (figure := _figure(site, rule, unit))]


def _stepped(site: Site, rule: Rule) -> bool:
    return len(getattr(site.catalogue.provisions[rule.provision], "checkpoints", ())) > 1


def _figure(site: Site, rule: Rule, only: str | None = None) -> Figure | None:
    provision = site.catalogue.provisions[rule.provision]
    told = [_newest(closing.stood, rule) for closing in site.history.closings]
    now = _binding(site.verdicts(provision), rule)
    subjects = [s for s in now if only is None or s == only]
    verdicts = [known[s] for known in told for s in subjects if s in known]
    figured = [v for v in verdicts if _value(v) is not None and v.threshold is not None]
    if len({v.value for v in figured}) < 2:
        return None
    unit = figured[0].unit
    times = months(site)
    closings = site.history.closings
    own = {s: [_target(closing, rule, [s]) for closing in closings] for s in subjects}
    apart = len({tuple(targets) for targets in own.values()}) > 1 and own_numbers(site, provision)
    target: list[_Ends] = [(None, None)] * len(times)
    if not apart:
        target = [_target(closing, rule, subjects) for closing in closings]
    lines = [
        Series(
            subject_name(site, s),
            [_value(known[s]) if s in known else None for known in told],
            [s in known and known[s].state == State.MISSING_REPORT for known in told],
            _last(own[s]) if apart else None,
        )
        for s in subjects
    ]
    name = rule.title or provision.name
    whose = f"{subject_name(site, only)}：" if only else ""
    gaps = (
        f"，{MISSING} 为{State.MISSING_REPORT.word}"
        if any(any(line.missing) for line in lines)
        else ""
    )
    highs, lows = [high for high, _ in target], [low for _, low in target]
    ranged = any(low is not None for low in lows)
    line = "短横为各单位的要求" if apart else "色带为要求" if ranged else "虚线为要求"
    line += "，名次越小越靠上" if unit in wording.RANKS else ""
    caption = f"{whose}{name}，{called(site.catalogue).all}末的数（{unit}），{line}{gaps}"
    asked = [_asked(ends, unit) for ends in target]
    rows = [
        _row(site, s, now[s], [known.get(s) for known in told], _last(own[s])) for s in subjects
    ]
    return Figure(
        id=rule.id,
        title=rule_link(site, rule),
        chart=None if only else Chart(name, caption, times, lines, highs, unit, lows),
        spark=Spark(caption, lines[0], highs) if only and unit not in wording.RANKS else None,
        caption=caption,
        short=_short(site, now, subjects),
        rows=rows,
        target=asked,
        asked=next(filter(None, reversed(asked)), None),
        apart=apart,
        breakdown=None if only else _breakdown(site, now),
    )


def _newest(stood: Stood[Settled], rule: Rule) -> dict[str | None, Settled]:
    """Of each subject the verdict with its newest figure. Of one number on its way from node to node
    that need not be the one that binds, which may be a node that was missed long ago."""
    every = stood.by_provision.get(rule.provision, ())
    found = _binding(every, rule)
    for verdict in every:
        known = found.get(verdict.subject)
        if known is None or verdict.rule != rule.id or known.state == State.MISSING_REPORT:
            continue
        if (verdict.start, known.start) == (None, None) and _day(verdict) > _day(known):
            found[verdict.subject] = verdict
    return found


def _day(verdict: Settled) -> date:
    return verdict.data_day or date.min


_Ends: TypeAlias = tuple[float | None, float | None]
"""What is asked for, of a range its high end, and the low end of a range."""


def _target(closing: Closing, rule: Rule, subjects: Sequence[str | None]) -> _Ends:
    """What is asked for on a day: by the last node that is over, before the first one by that."""
    for subject in subjects:
        own = [
            v
            for v in closing.stood.by_provision.get(rule.provision, ())
            if (v.rule, v.subject, v.item) == (rule.id, subject, None) and v.threshold is not None
        ]
        over = [v for v in own if v.due and v.due < closing.day and not v.predates_issue]
        if own:
            binds = (over[-1:] or [v for v in own if not v.predates_issue] or own)[0]
            return binds.threshold, binds.low
    return None, None


def _asked(ends: _Ends, unit: str) -> Quantity | None:
    high, low = ends
    told, asked = values.compared(high, high, unit, low=low)
    return told if low is None and unit not in wording.RANKS else asked


def _last(asked: Sequence[_Ends]) -> float | None:
    return next((number for number, _ in reversed(asked) if number is not None), None)


def _value(verdict: Settled) -> float | None:
    return None if verdict.state == State.MISSING_REPORT else verdict.value


def _row(
    site: Site,
    subject: str | None,
    now: Verdict,
    told: Sequence[Settled | None],
    asked: float | None,
) -> FigureRow:
    name = subject_name(site, subject)
    shown = [_shown(verdict, name) if verdict else None for verdict in told]
    return FigureRow(
        unit=subject_link(site, subject),
        values=shown,
        now=next((each for each in reversed(shown) if each), None),
        badge=Badge(now.state, now.word),
        asked=values.compared(asked, asked, now.unit)[1],
    )


def _shown(verdict: Settled, name: str) -> Quantity | Mark | None:
    if verdict.state == State.MISSING_REPORT:
        return Mark(verdict.state, name, verdict.word)
    return compared(verdict)[0]


def _short(site: Site, now: Mapping[str | None, Verdict], subjects: Sequence[str | None]) -> str:
    """Who falls short now, and who may."""
    failed = [subject_name(site, s) for s in subjects if now[s].state in ATTENTION]
    risky = [subject_name(site, s) for s in subjects if now[s].state == State.AT_RISK]
    told = [f"目前未达到：{wording.join(failed)}"] if failed else []
    told += [f"{State.AT_RISK.word}：{wording.join(risky)}"] if risky else []
    return "；".join(told)


def _breakdown(site: Site, now: Mapping[str | None, Verdict]) -> Breakdown | None:
    """The first reading by which the figure is computed part by part, as far as units have one."""
    taken = {
        subject: step
        for subject, verdict in now.items()
        if (step := next((s for s in verdict.steps if _apart(s, verdict)), None))
    }
    if not taken:
        return None
    seen = dict.fromkeys(part.says for step in taken.values() for part in step.steps)
    parts = _declared_order(site, list(seen))
    rows = []
    for subject, step in taken.items():
        found = {part.says: part.value for part in step.steps}
        cells = [_bar(now[subject], part, found.get(part)) for part in parts]
        rows.append((subject_link(site, subject), cells))
    return Breakdown(next(iter(taken.values())).says, parts, rows)


def _apart(step: Step, verdict: Verdict) -> bool:
    """Whether the parts of a step are figures like the verdict's own, from what was filed."""
    return len(step.steps) > 1 and all(
        part.unit == verdict.unit and part.value is not None and any(part.every_cell())
        for part in step.steps
    )


def _bar(verdict: Verdict, part: str, value: float | None) -> tuple[Bar, Quantity] | None:
    told, _ = values.compared(value, verdict.threshold, verdict.unit)
    if told is None:
        return None
    _, asked = compared(verdict)
    title = f"{part} {told.spelt}" + (f"，要求 {asked.spelt}" if asked else "")
    return Bar(title, told.value, verdict.threshold), told


def _declared_order(site: Site, parts: list[str]) -> list[str]:
    """Parts in the order of the choices that they are, where they are choices of a column."""
    for form in site.catalogue.forms.values():
        for column in form.columns:
            options = [option.value for option in column.values]
            if set(parts) <= set(options):
                return [option for option in options if option in parts]
    return parts


def _binding(verdicts: tuple[V, ...], rule: Rule) -> dict[str | None, V]:
    return {v.subject: v for v in verdicts if v.binding and v.rule == rule.id and v.item is None}


PAGE = Page("wall/figures", alone("指标走势", view), section="挂图作战", rank=44)
