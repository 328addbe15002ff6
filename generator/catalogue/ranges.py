"""Ranges and ranks: what a number may be asked for that is not simply more or less than another one."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..wording import RANKS, exact
from .build import by_id
from .model import Indicator, Provision, Rule, Scoped, Target
from .placed import Places


def check(places: Places) -> Iterator[Problem]:
    """Every target that asks for a range, and everything about ranks."""
    for target in places.every(Target):
        if target.between:
            yield from _ends(places, target)


def fitting(places: Places) -> Iterator[Problem]:
    """Whether what is measured can be held against a range, or is a rank and used as one."""
    indicators = by_id(places.every(Indicator))
    for indicator in indicators.values():
        yield from _rank(places, indicator)
    for target in places.every(Target):
        measured = indicators.get(target.indicator or "")
        if measured:
            yield from _measured(places, target, measured)
    provisions = by_id(places.every(Provision))
    for rule in places.every(Rule):
        provision = provisions.get(rule.provision)
        measured = indicators.get(getattr(provision, "indicator", None) or "")
        jointly = isinstance(rule.options, Scoped) and rule.options.scope == "together"
        if measured and jointly and measured.unit in RANKS:
            message = f"“{measured.name}”是{measured.unit}，几个单位的不能合起来算"
            yield places.problem("E525", rule, ("scope",), message, "请写 scope: each。")


def _ends(places: Places, target: Target) -> Iterator[Problem]:
    if target.operator != "between":
        message = f"写了区间，operator 不能是 {target.operator}"
        yield places.problem("E525", target, ("operator",), message, "请改为 between。")
    if len(target.between) == 2 and target.between[0] >= target.between[1]:
        low, high = map(exact, target.between)
        message = f"下限 {low} 不小于上限 {high}"
        yield places.problem("E516", target, ("between",), message, "先写下限，再写上限。")


def _measured(places: Places, target: Target, measured: Indicator) -> Iterator[Problem]:
    apart = any(reading.each for reading in measured.readings)
    if target.operator == "between" and apart:
        message = f"“{measured.name}”分项计算，各项不能与一个区间比"
        yield places.problem("E525", target, ("indicator",), message, "请另设不分项的指标。")
    if measured.unit in RANKS and target.operator != "at_most":
        message = (
            f"“{measured.name}”是{measured.unit}，越小越好，不能写 operator: {target.operator}"
        )
        hint = "“进入前3位”写 operator: at_most、value: 3。"
        yield places.problem("E525", target, ("operator",), message, hint)


def _rank(places: Places, indicator: Indicator) -> Iterator[Problem]:
    if indicator.unit not in RANKS:
        return
    if indicator.accumulation != "stock":
        message = f"{indicator.unit}只代表当日，口径不能是 {indicator.accumulation}"
        yield places.problem("E525", indicator, ("accumulation",), message, "请改为 stock。")
    if indicator.denominator:
        message = f"{indicator.unit}不是比率，不能有分母"
        yield places.problem("E525", indicator, ("denominator",), message, "请删去。")
