"""Phrases: a deed with its amount, in the words that the indicator declares for it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .. import wording
from ..catalogue.model import Indicator
from .deeds import Amount, Scene

ANEW = "须新增属于本项的{}"
MOVED = "在现有总数中调整{}到本项"
_LESS, _FORWARD = "须减少{}", "须前移{}"


def less(indicator: Indicator) -> str:
    """What is to be done where a number is too high."""
    return _FORWARD if indicator.unit in wording.RANKS else _LESS


def unit_of(indicator: Indicator, scene: Scene, *, counts: bool) -> str:
    """The unit of an amount; of what is counted a phrase of its own has its own measure word, and without
    one a number is counted as its indicator is."""
    of_number = indicator.unit if indicator.denominator is None else ""
    if counts:
        return "" if indicator.deed else of_number or "个"
    if indicator.unit in wording.RANKS:
        return wording.RANKS[indicator.unit]
    unit = scene.form.column(scene.columns[0]).unit or of_number
    return "个百分点" if unit == "%" else unit


def phrase(
    indicator: Indicator, scene: Scene, amount: Amount, says: str, unit: str, alike: str
) -> str:
    """The deed, and what of it goes where; ``alike`` is said where readings take several columns."""
    named = says or ("还须增加{}" if indicator.denominator is None else "还须完成{}")
    told = named.replace("{}", _quantity(amount.whole, "" if _says(named, unit) else unit))
    more = []
    if len(scene.columns) > 1:
        more.append(wording.join(scene.form.column(c).header for c in scene.columns) + alike)
    if amount.parts:
        parts = (f"{part}至少{_quantity(of, unit)}" for part, of in _in_order(scene, amount))
        more.append(f"其中{wording.join(parts)}")
    if 0 < amount.together < amount.whole:
        more.append(f"只按合计算为{_quantity(amount.together, unit)}")
    return f"{told}（{'；'.join(more)}）" if more else told


def before(scene: Scene, amounts: Mapping[str, Fraction]) -> str:
    """What has to grow first, because nothing can go beyond it."""
    columns = [(scene.form.column(name), more) for name, more in amounts.items()]
    return "".join(f"，{c.header}须先增加{_quantity(more, c.unit)}" for c, more in columns)


def _says(named: str, unit: str) -> bool:
    """Whether a phrase says the unit itself, after its number."""
    return named.partition("{}")[2].startswith(unit)


def _in_order(scene: Scene, amount: Amount) -> list[tuple[str, Fraction]]:
    """The parts in the order in which the form names them."""
    options = [option.value for option in scene.form.column(scene.each or "").values]
    known = [part for part in amount.parts if part[0] in options]
    others = [part for part in amount.parts if part[0] not in options]
    return [*sorted(known, key=lambda part: options.index(part[0])), *others]


def _quantity(value: Fraction, unit: str) -> str:
    """An amount as it is: rounded it might not be enough."""
    return f"{wording.exact(float(value))}{unit}"
