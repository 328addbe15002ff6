"""Charts and bars of what is followed: on the days of the data, in one scale where they stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from .. import wording
from ..calendar import Month
from ..catalogue.model import Target
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from .drawings import Chart, Need, Progress, Scale, Tick
from .measures import Entry, Followed, spelt
from .named import subject_name
from .scale import scale
from .site import Site

_BESIDE = 8
"""So many bodies are still seen behind the one that a chart is about."""

_ASKED: dict[Operator, str] = {
    "at_least": "须达到",
    "at_most": "不高于",
    "equal": "应为",
    "between": "须在",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The days and the scale that charts have in common."""

    first: date
    last: date
    scale: Scale

    @property
    def note(self) -> str:
        """That the axis does not begin at 0, which would be taken for granted."""
        marks = self.scale.marks
        begins = self.scale.bottom == 0 or self.scale.top < self.scale.bottom or not marks
        return "" if begins else f"纵轴从{marks[0][1]}起"


def frame(every: Sequence[Followed]) -> Frame | None:
    """The frame in which the charts of some bodies can be compared; None where nothing is to be drawn."""
    days = [entry.day for one in every for entry in one.entries]
    if not any(one.newest for one in every):
        return None
    needs = [need for one in every for need in one.needs]
    nodes = [need.end for need in needs if need.node]
    numbers = [entry.value for one in every for entry in one.entries if entry.value is not None]
    numbers += [need.value for need in needs]
    numbers += [need.low for need in needs if need.low is not None]
    numbers += [one.ahead.value or 0 for one in every if one.ahead]
    begins = Month.of(min([*days, *nodes[:1]])).first
    ends = max(Month.of(max(days)).last, *(need.end for need in needs), begins)
    columns = any(one.columns for one in every)
    return Frame(begins, ends, scale(numbers, every[0].unit, from_zero=columns))


def chart(site: Site, one: Followed, of: Frame, others: Sequence[Followed] = ()) -> Chart:
    """The chart of a body; some ``others`` are seen behind it, unless they are many."""
    newest = one.newest
    whose = f"{subject_name(site, one.subject)}：" if one.subject else ""
    behind = others if len(others) <= _BESIDE and not one.columns else ()
    return Chart(
        title=f"{whose}{one.measure.name}",
        description="；".join(told(site, one)) + "。",
        first=of.first,
        last=of.last,
        scale=of.scale,
        points=one.points,
        newest=value(one, newest) if newest else "",
        needs=one.needs,
        ahead=(one.ahead, f"推算{projected(one)}") if one.ahead else None,
        beside=tuple(each.points for each in behind if each is not one),
        alarm=one.alarm,
        columns=one.columns,
    )


def bar(site: Site, one: Followed, whole: float) -> Progress:
    """The newest figure of a body beside others, of which the ``whole`` is the greatest."""
    on = site.results.case.as_of
    binding = one.need(on)
    ticks = tuple(
        Tick(need.value, need.says, day(need.end) if need.node else "", need is binding)
        for need in one.needs
    )
    reached = one.newest.value if one.newest else None
    leads = one.ahead.value if one.ahead else None
    name = subject_name(site, one.subject)
    title = f"{name}：{'；'.join(told(site, one))}"
    return Progress(title, reached, whole, ticks, leads, one.alarm)


def whole(every: Sequence[Followed]) -> float:
    """The end of the bars of some bodies: what they can come to, else the greatest of all numbers."""
    numbers = [entry.value or 0 for one in every if (entry := one.newest)]
    numbers += [need.value for one in every for need in one.needs]
    greatest = max(numbers, default=1)
    return 100 if every[0].unit == "%" and greatest <= 100 else greatest or 1


def told(site: Site, one: Followed) -> Iterator[str]:
    """What a drawing of a body says, in words."""
    newest = one.newest
    if newest:
        yield f"截至{day(newest.day)}{value(one, newest)}"
    if words := asked(site, one):
        yield words
    if one.ahead:
        yield f"按目前的进度，推算到{day(one.ahead.day)}约为{projected(one)}"
    missing = [entry.called for entry in one.entries if not entry.filed]
    if missing:
        yield f"{wording.few(missing, 6, '期')}未报送"


def value(one: Followed, entry: Entry) -> str:
    """A figure that was told, spelt so that it reads as what is asked only where it is."""
    return spelt(entry.value or 0, one.unit, _against(one, entry)).spelt


def projected(one: Followed) -> str:
    """Where the pace leads, of what is counted in whole ones."""
    number = one.ahead.value if one.ahead else None
    if one.unit == "%":
        return f"{wording.number(number or 0)}%"
    return wording.quantity(number or 0, one.unit, 0)


def asked(site: Site, one: Followed) -> str:
    """What is asked, in words: that by which the body stands, and what is asked next; '' for nothing."""
    on = site.results.case.as_of
    gravest = next((verdict for verdict in one.verdicts if verdict.state == one.state), None)
    stands = [need for need in one.needs if gravest and need.node and need.end == gravest.due]
    coming = one.need(on)
    shown = dict.fromkeys([*stands, *([coming] if coming else [])])
    words = [f"{f'{day(need.end)}前' if need.node else ''}{need.says}" for need in shown]
    if not words:
        return ""
    return "，".join([wanted(one, next(iter(shown))), *words[1:]])


def wanted(one: Followed, need: Need) -> str:
    """One number that is asked for, with its day: 6月30日前须达到50%."""
    how = "须进入" if one.unit in wording.RANKS else _ASKED[_operator(one)]
    return f"{f'{day(need.end)}前' if need.node else ''}{how}{need.says}"


def day(on: date) -> str:
    """6月30日; the year is clear from where it stands."""
    return f"{on.month}月{on.day}日"


def _operator(one: Followed) -> Operator:
    provision = one.measure.provision
    return provision.operator if isinstance(provision, Target) else "at_least"


def _against(one: Followed, entry: Entry) -> Need | None:
    return one.need(entry.day)
