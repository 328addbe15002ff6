"""One figure over time: a chart for each body in one scale, how they stand beside each other, what every
filing told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from ... import wording
from ...frozen import dataclass
from ...judging.verdict import Verdict, common
from ...words.states import URGENT, State
from .. import charting, keeping
from ..breakdown import Breakdown, breakdown
from ..charting import Frame
from ..drawings import Progress
from ..measures import Followed, Measure, followed, measures
from ..named import rule_link, subject_link, subject_name
from ..page import Later, Page, Sheet
from ..site import Site
from ..values import Badge, Line, Link, Mark, joined
from ..verdicts import gap
from .figures import Figure, figure


@dataclass(frozen=True, slots=True)
class Standing:
    """A body beside the others; ``bar`` is None of what is no length, such as a place in an order."""

    unit: Link | str
    bar: Progress | None
    value: str
    day: str
    asked: str
    gap: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Told:
    """What a body told for a term; ``day`` only where bodies tell of different ones."""

    value: str | Mark
    day: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the head of a column, with the day of its data where that is one for all."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with the provisions that ask for it; ``terms`` are the columns of ``rows``, the newest
    first."""

    id: str
    name: str
    asked_by: Line
    short: str
    charts: list[Figure]
    note: str
    standing: list[Standing]
    bars: bool
    breakdown: Breakdown | None
    terms: list[Term]
    rows: list[tuple[Link | str, list[Told]]]
    missing: str


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each provision whose figures are followed, as far as anything was told of them."""
    found: dict[str, list[tuple[Measure, list[Followed], Frame]]] = {}
    for measure in measures(site):
        every = followed(site, measure)
        if of := charting.frame(every):
            found.setdefault(measure.provision.id, []).append((measure, every, of))
    for provision, shown in found.items():
        views = Later(partial(_views, site, shown))
        yield Sheet(shown[0][0].name, views, provision, made_of=_made_of(site, shown))


def _made_of(site: Site, shown: Sequence[tuple[Measure, Sequence[Followed], Frame]]) -> str:
    parts: list[str] = []
    for measure, every, _ in shown:
        rules = [rule.id for rule in measure.rules]
        parts.append(repr((measure.name, measure.provision.id, rules, measure.asks)))
        for one in every:
            parts.append(
                repr((one.subject, one.unit, one.entries, one.needs, one.columns, one.ahead))
            )
            parts += keeping.judged(site, one.verdicts)
    return keeping.key(site, (), "figure", *parts)


def _views(
    site: Site, shown: Sequence[tuple[Measure, Sequence[Followed], Frame]]
) -> list[MeasureView]:
    return [_view(site, measure, every, of) for measure, every, of in shown]


def _view(site: Site, measure: Measure, every: Sequence[Followed], of: Frame) -> MeasureView:
    whole = charting.whole(every)
    terms = _terms(every)
    newest = {one.subject: _newest(one) for one in every if one.verdicts}
    gone = any(not entry.filed for one in every for entry in one.entries)
    return MeasureView(
        id=measure.rules[0].id,
        name=measure.name,
        asked_by=joined(rule_link(site, rule) for rule in measure.rules),
        short=_short(site, every),
        charts=[figure(site, one, of, every) for one in every if one.entries],
        note=of.note,
        standing=[_standing(site, one, whole) for one in every],
        bars=every[0].unit not in wording.RANKS,
        breakdown=breakdown(site, newest),
        terms=terms,
        rows=[(subject_link(site, one.subject), _row(site, one, terms)) for one in every],
        missing=f"{State.MISSING_REPORT.shape} 为{State.MISSING_REPORT.word}" if gone else "",
    )


def _newest(one: Followed) -> Verdict:
    """The verdict with the newest data: of one number on its way from node to node that need not be the
    one that binds, which may be a node that was missed long ago."""
    return max(one.verdicts, key=lambda verdict: verdict.data_day or date.min)


def _standing(site: Site, one: Followed, whole: float) -> Standing:
    newest = one.newest
    binding = max(one.verdicts, key=lambda verdict: verdict.due or date.max, default=None)
    return Standing(
        unit=subject_link(site, one.subject),
        bar=charting.bar(site, one, whole),
        value=charting.value(one, newest) if newest else "",
        day=charting.day(newest.day) if newest else "",
        asked=charting.asked(site, one),
        gap=gap(binding) if binding else "",
        badge=Badge(*common(one.verdicts)),
    )


def _terms(every: Sequence[Followed]) -> list[Term]:
    """What was told for, the newest first; with the day of the data where all tell of the same one."""
    days: dict[str, set[date]] = {}
    last: dict[str, date] = {}
    for one in every:
        for entry in one.entries:
            days.setdefault(entry.called, set()).update([entry.day] if entry.filed else [])
            last[entry.called] = max(entry.day, last.get(entry.called, entry.day))
    order = sorted(days, key=lambda name: last[name], reverse=True)
    shared = {name: found for name, found in days.items() if len(found) == 1}
    return [Term(n, charting.day(min(shared[n])) if n in shared else "") for n in order]


def _row(site: Site, one: Followed, terms: Sequence[Term]) -> list[Told]:
    """What a body told for each term; a mark where nothing came in or no figure can be made of it."""
    name, found = subject_name(site, one.subject), {entry.called: entry for entry in one.entries}
    cells = []
    for term in terms:
        entry = found.get(term.name)
        if entry is None:
            cells.append(Told("", ""))
        elif entry.value is None:
            state = State.CANNOT_JUDGE if entry.filed else State.MISSING_REPORT
            cells.append(Told(Mark(state, name, entry.lacks or state.word), ""))
        else:
            shown = "" if term.day else charting.day(entry.day)
            cells.append(Told(charting.value(one, entry), shown))
    return cells


def _short(site: Site, every: Sequence[Followed]) -> str:
    """Who falls short now, and who may, by how they stand."""
    told = []
    for state in URGENT:
        names = [subject_name(site, one.subject) for one in every if one.state == state]
        told += [f"{state.word}：{wording.few(names, 6, '个单位')}"] if names else []
    return wording.in_one(told)


PAGE = Page("figures/{}", sheets)
