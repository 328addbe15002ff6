"""Figures without names: indicators, and households under monitoring, as the words have them."""

from __future__ import annotations

from typing import Any

from generator.catalogue.model import Provision
from sample import funds
from sample.story import Row, Story, cut_off


def indicators(story: Story, unit: str, month: str) -> list[Row]:
    """The indicators of what the unit answers for, once each, in the notice's order."""
    found: dict[str, None] = {}
    for provision in story.city.provisions.values():
        if unit in story.city.owners(provision) and "indicators" in provision.evidence:
            found.update(dict.fromkeys(_told(story, provision)))
    as_of = cut_off(month).isoformat()
    rows: list[Row] = []
    for name in found:
        if [unit, month, name] in story.facts["indicators_left_out"]:
            continue
        if name == "t17-system" and story.city.units[unit].kind != "county":
            continue
        value, base = _figure(story, unit, month, name)
        rows.append({"indicator": name, "value": _shown(value), "base": _shown(base)})
    return [{**row, "as_of": as_of} for row in rows]


def monitoring(story: Story, unit: str, month: str) -> list[Row]:
    step = story.months.index(month)
    dice = story.dice("monitoring", unit, month)
    households = story.facts["monitored"][unit] + 4 * step
    told = story.facts["monitored_as_told"].get(unit, {}).get(month, {})
    row: Row = {
        "households": households,
        "people": households * 3 + dice.randint(0, 40),
        "added": dice.randint(3, 24),
        "supported": households - max(0, 5 - step),
        "lifted": dice.randint(2, 15),
        "as_of": cut_off(month).isoformat(),
    }
    return [{**row, **told}]


def _told(story: Story, provision: Provision) -> list[str]:
    own = getattr(provision, "indicator", None)
    names = (*provision.indicators, *([own] if own else []))
    return [name for name in names if story.city.indicators[name].form == "indicators"]


def _figure(story: Story, unit: str, month: str, name: str) -> tuple[float, float | None]:
    """Value and base: as the monitoring form has them, or by the figure's own curve."""
    if story.city.units[unit].kind == "county":
        watched: dict[str, Any] = monitoring(story, unit, month)[0]
        if name == "t01-new":
            return watched["added"], None
        if name == "t04-measures":
            return watched["supported"], watched["households"]
    if name == "t17-system":
        return _in_the_system(story, unit, month), None
    indicator = story.city.indicators[name]
    curve = _Curve(story, unit, month, name)
    if indicator.denominator:
        return curve.ratio()
    cumulative = indicator.accumulation == "cumulative"
    return (curve.grown() if cumulative else curve.of_the_month()), None


def _in_the_system(story: Story, unit: str, month: str) -> float:
    """What the form of funds adds up to, but where the story has the two differ."""
    rows = funds.rows(story, unit, month) if story.city.units[unit].kind == "county" else []
    off: float = story.facts["system_off"].get(unit, {}).get(month, 0)
    total: float = sum(float(str(row["spent"])) for row in rows)
    return round(total + off, 2)


_END_OF_YEAR = "2023-12"


class _Curve:
    """How one figure of a unit runs over the year, through the month that the words tell."""

    def __init__(self, story: Story, unit: str, month: str, name: str) -> None:
        facts = story.facts["indicators"]
        self._at = (story, unit, month)
        self._facts: dict[str, Any] = {**facts["default"], **facts.get(name, {})}
        self._months = story.months
        self._done = self._share_of_year(month)
        self._month = month
        self._dice = story.dice("figure", unit, name, month)
        city = 1 if story.city.units[unit].kind == "county" else facts["city"]
        factor = story.dice("figure", unit, name).uniform(0.8, 1.2)
        self._size: int = round(self._facts["size"] * factor * city)
        self._pin: list[Any] | None = story.facts["indicators_as_told"].get(unit, {}).get(name)

    def grown(self) -> float:
        """A sum that only grows."""
        if self._pin:
            return self._scaled(float(self._pin[1]))
        return max(min(1, self._size), round(self._size * self._growth(self._done)))

    def of_the_month(self) -> float:
        size = self._pin[1] if self._pin else self._size
        told = self._pin is not None and self._pin[0] == self._month
        return float(size) if told else round(size * self._dice.uniform(0.6, 1.1))

    def ratio(self) -> tuple[float, float]:
        """The two numbers of a rate; the base may be another figure, or grow itself."""
        if self._pin and self._pin[0] == self._month:
            return self._pin[1], self._pin[2]
        base = self._base()
        low, high = self._facts["rate"]
        rate = low + (high - low) * min(1, self._done)
        if self._pin:
            told = 100 * self._pin[1] / self._pin[2]
            there = low + (high - low) * min(1, self._share_of_year(self._pin[0]))
            rate = min(100, told + rate - there)
        return min(base, round(base * rate / 100)), base

    def _base(self) -> float:
        if self._facts.get("base_of"):
            return _figure(*self._at, self._facts["base_of"])[0]
        size = self._pin[2] if self._pin else self._size
        if not self._facts.get("grows"):
            return float(size)
        return self._scaled(size) if self._pin else round(size * self._growth(self._done))

    def _scaled(self, told: float) -> float:
        """What the words tell of their month, carried over to this one."""
        assert self._pin is not None
        if self._pin[0] == self._month:
            return told
        growth = self._growth(self._done) / self._growth(self._share_of_year(self._pin[0]))
        return round(told * growth)

    def _growth(self, done: float) -> float:
        start = float(self._facts["from"])
        return start + (1 - start) * done

    def _share_of_year(self, month: str) -> float:
        """How far the year is by the filing of a month: 1 in December, a step further in January."""
        return self._months.index(month) / self._months.index(_END_OF_YEAR)


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:.10g}"
