"""Figures against their targets, month after month: a chart for each, and the numbers beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator import wording
from generator.catalogue.model import Rule
from generator.judging.verdict import ATTENTION, Step, Verdict
from generator.pages import charts, links
from generator.pages.links import Linker
from generator.pages.site import (
    Site,
    measured,
    provision_link,
    required,
    subject_link,
    subject_name,
)
from generator.pages.states import badge

_KINDS = ("threshold", "ratio", "count")
"""Kinds of rules whose figure means the same each month."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A unit: its figure at each closing, and how it stands now."""

    unit: Markup
    values: list[str]
    badge: Markup


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure taken apart, such as funds by level: a bar and a value for each part of each unit."""

    name: str
    parts: list[str]
    rows: list[tuple[Markup, list[tuple[Markup, str]]]]


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    title: Markup
    chart: Markup
    spark: Markup
    caption: str
    short: str
    rows: list[FigureRow]
    target: list[str]
    breakdown: Breakdown | None


@dataclass(frozen=True, slots=True)
class FiguresView:
    months: list[str]
    figures: list[Figure]


def view(site: Site) -> FiguresView:
    """What has checkpoints comes first, then the notice's order."""
    link = Linker(links.FIGURES)
    rules = [rule for rule in site.catalogue.rules if rule.kind in _KINDS]
    rules.sort(key=lambda rule: not _stepped(site, rule))
    found = [figure for rule in rules if (figure := _figure(site, rule, link))]
    return FiguresView(months(site), found)


def months(site: Site) -> list[str]:
    return [f"{closing.month.number}月" for closing in site.history]


def of_unit(site: Site, unit: str, link: Linker) -> list[Figure]:
    """The figures of one unit, each as a spark."""
    rules = [rule for rule in site.catalogue.rules if rule.kind in _KINDS]
    return [figure for rule in rules if (figure := _figure(site, rule, link, unit))]


def _stepped(site: Site, rule: Rule) -> bool:
    return len(getattr(site.catalogue.provisions[rule.provision], "checkpoints", ())) > 1


def _figure(site: Site, rule: Rule, link: Linker, only: str | None = None) -> Figure | None:
    provision = site.catalogue.provisions[rule.provision]
    told = [
        _binding(closing.results.by_provision.get(provision.id, ()), rule)
        for closing in site.history
    ]
    now = _binding(site.verdicts(provision), rule)
    subjects = [s for s in now if only is None or s == only]
    verdicts = [known[s] for known in told for s in subjects if s in known]
    figured = [v for v in verdicts if v.value is not None and v.threshold is not None]
    if len({v.value for v in figured}) < 2:
        return None
    unit = figured[0].unit
    target = [
        next(
            (known[s].threshold for s in subjects if s in known and known[s].threshold is not None),
            None,
        )
        for known in told
    ]
    lines = [
        charts.Line(
            subject_name(site, s), [known[s].value if s in known else None for known in told]
        )
        for s in subjects
    ]
    short = [subject_name(site, s) for s in subjects if now[s].state in ATTENTION]
    name = rule.title or provision.name
    whose = f"{subject_name(site, only)}：" if only else ""
    caption = f"{whose}{name}，各月末的数（{unit}），虚线为要求"
    return Figure(
        id=rule.id,
        title=provision_link(site, rule, link),
        chart=Markup("")
        if only
        else charts.series(name, caption, months(site), lines, target, unit),
        spark=charts.spark(caption, lines[0].values, target) if only else Markup(""),
        caption=caption,
        short=f"目前未达到：{wording.join(short)}" if short else "",
        rows=[
            FigureRow(
                subject_link(site, s, link),
                [measured(known[s]) if s in known else "" for known in told],
                badge(now[s].state),
            )
            for s in subjects
        ],
        target=["" if value is None else wording.quantity(value, unit, 1) for value in target],
        breakdown=None if only else _breakdown(site, now, link),
    )


def _breakdown(site: Site, now: Mapping[str | None, Verdict], link: Linker) -> Breakdown | None:
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
        values = {part.says: part.value for part in step.steps}
        cells = [_bar(now[subject], part, values.get(part)) for part in parts]
        rows.append((subject_link(site, subject, link), cells))
    return Breakdown(next(iter(taken.values())).says, parts, rows)


def _apart(step: Step, verdict: Verdict) -> bool:
    """Whether the parts of a step are figures like the verdict's own."""
    return len(step.steps) > 1 and all(
        part.unit == verdict.unit and part.value is not None for part in step.steps
    )


def _bar(verdict: Verdict, part: str, value: float | None) -> tuple[Markup, str]:
    if value is None:
        return Markup(""), ""
    decimals = wording.telling(value, verdict.threshold)
    told = wording.quantity(value, verdict.unit, decimals)
    asked = f"，要求 {required(verdict)}" if required(verdict) else ""
    return charts.bar(f"{part} {told}{asked}", value, verdict.threshold), told


def _declared_order(site: Site, parts: list[str]) -> list[str]:
    """Parts in the order of the choices that they are, where they are choices of a column."""
    for form in site.catalogue.forms.values():
        for column in form.columns:
            options = [option.value for option in column.values]
            if set(parts) <= set(options):
                return [option for option in options if option in parts]
    return parts


def _binding(verdicts: tuple[Verdict, ...], rule: Rule) -> dict[str | None, Verdict]:
    return {v.subject: v for v in verdicts if v.binding and v.rule == rule.id and v.item is None}
