"""What is followed over time, a card for each: its chart, its newest figure, what is asked, how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...frozen import dataclass
from ...judging.verdict import common
from ...words.states import GRAVITY, Good
from .. import charting, measures
from ..charting import Frame
from ..drawings import Chart
from ..measures import Followed, Measure
from ..named import subject_link
from ..page import Page, alone
from ..site import Site
from ..values import Badge, Line, Link


@dataclass(frozen=True, slots=True)
class Figure:
    """A body's figure over time: its newest ``value`` of which ``day``, what is ``asked`` and how it stands;
    ``link`` leads to all of it, ``others`` says how everyone stands where it is one of many."""

    link: Link
    whose: Link | str
    chart: Chart
    value: str
    day: str
    asked: str
    badge: Badge
    note: str
    others: Line = ()

    @property
    def alarm(self) -> bool:
        """Whether it has failed what binds."""
        return self.chart.alarm


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Those that something is asked of, and those that are only followed."""

    asked: list[Figure]
    shown: list[Figure]


def view(site: Site) -> FiguresView:
    """A card for each measure in the notice's order; of one of many bodies that which is farthest back."""
    cards = [(measure, _card(site, measure)) for measure in measures.measures(site)]
    return FiguresView(
        [card for measure, card in cards if card and measure.asks],
        [card for measure, card in cards if card and not measure.asks],
    )


def of_unit(site: Site, unit: str) -> list[Figure]:
    """The figures of one unit by itself, in the notice's order, those first that something is asked of."""
    found = sorted(measures.of_unit(site, unit), key=lambda one: not one.measure.asks)
    return [figure(site, one, of, whose="") for one in found if (of := charting.frame([one]))]


def figure(
    site: Site,
    one: Followed,
    of: Frame,
    others: Sequence[Followed] = (),
    whose: Link | str | None = None,
) -> Figure:
    """A body's figure in a frame, ``others`` seen behind it."""
    newest = one.newest
    return Figure(
        link=Link(one.measure.name, one.measure.place),
        whose=subject_link(site, one.subject) if whose is None else whose,
        chart=charting.chart(site, one, of, others),
        value=charting.value(one, newest) if newest else "",
        day=f"截至{charting.day(newest.day)}" if newest else "",
        asked=charting.asked(site, one),
        badge=Badge(*common(one.verdicts)),
        note=of.note,
    )


def _card(site: Site, measure: Measure) -> Figure | None:
    every = measures.followed(site, measure)
    of = charting.frame(every)
    if of is None:
        return None
    first = min((one for one in every if one.newest), key=_back)
    shown = figure(site, first, of, every)
    return shown if len(every) == 1 else _of_many(shown, every)


def _back(one: Followed) -> tuple[int, float]:
    """How far back a body is, the farthest first: by how it stands, then by how much is short."""
    good = [v.state.good for v in one.verdicts if v.state.good is not None]
    short = [abs(v.gap or 0) for v in one.verdicts if v.state == one.state]
    return (min(good, default=Good.REACHED), -max(short, default=0))


def _of_many(shown: Figure, every: Sequence[Followed]) -> Figure:
    counted = Counter(one.state for one in every if one.state)
    told = "，".join(f"{state.word}{counted[state]}" for state in GRAVITY if state in counted)
    return replace(shown, others=(f"{len(every)}个单位：{told}",))


PAGE = Page("progress/figures", alone("指标走势", view), section="进展", rank=6)
