"""How ``ranking`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor
from typing import assert_never

from .... import wording
from ....calendar import Month, Period
from ....catalogue.model import Method, RegisterItem, Rule
from ....frozen import dataclass
from ....ledger import Table
from ....words.states import State
from ... import records
from ...advice import file_next
from ...case import Body, Case
from ...rows import exact
from ...stages import bind, of_period
from ...verdict import Outcome, Remedy, Step, Verdict
from ...writing import verdict
from . import Options


@dataclass(frozen=True, slots=True)
class Last:
    """One way to read how many are last."""

    id: str
    number: int

    @property
    def name(self) -> str:
        """What it is called, such as 后5名."""
        return f"后{self.number}名"


@dataclass(frozen=True, slots=True)
class Place:
    """An item in the order: its rank from the best, 1 for the first, and how many are worse."""

    item: RegisterItem
    score: float
    rank: int
    worse: int
    step: Step


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order of a period; ``missing`` are items without a whole score, and then there is none.

    ``since`` is the day on which the last of the filings behind it came in.
    """

    period: Period
    places: tuple[Place, ...]
    missing: tuple[str, ...]
    since: date

    @property
    def whole(self) -> bool:
        """Whether every item has its score."""
        return not self.missing

    def last(self, number: int) -> list[Place]:
        """The last so many, ties included, from the worst upwards."""
        return [place for place in reversed(self.places) if place.worse < number]


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each period; a single one while there is no method."""
    if _method(case, options) is None:
        yield verdict(
            case,
            case.catalogue.provisions[rule.provision],
            State.CANNOT_JUDGE,
            "没有出台评分办法，不排序。",
            subject=None,
            rule=rule,
            next=Remedy("提供评分办法", f"存入 rules/methods/，并在规则 {rule.id} 中写明 method"),
        )
        return
    every = rankings(case, rule, options)
    yield from bind((_verdict(case, rule, options, body, each) for each in every), case.clock)


def rankings(case: Case, rule: Rule, options: Options) -> list[Ranking]:
    """The order of every period that has begun; [] without a method."""
    method = _method(case, options)
    if method is None:
        return []
    return [
        _ranked(case, rule, options, method, period)
        for period in case.windows(options.every)
        if case.clock.come(period.start)
    ]


def lasts(case: Case, rule: Rule, options: Options) -> tuple[Last, ...]:
    """The readings of how many are last."""
    return case.readings(rule, [Last(f"last-{number}", number) for number in options.last])


def _method(case: Case, options: Options) -> Method | None:
    return case.catalogue.methods.get(options.method or "")


def _verdict(case: Case, rule: Rule, options: Options, body: Body, ranking: Ranking) -> Verdict:
    register = case.catalogue.registers[options.register]
    items, word = register.counted_items, register.word
    units, period, scored = body.units, ranking.period, len(items) - len(ranking.missing)
    told = f"{period.label}应评{len(items)}{word}，已评{scored}{word}"
    outcomes: tuple[Outcome, ...] = ()
    advice = ""
    reported = records.reported(case, units, options.form, of_period(period, 0))
    unfiled = f"；{reported.lacking}" if reported.lacking else ""
    if not ranking.whole:
        newest = [m for m in reported.months if case.past(options.form, m)][-1:]
        absent = any(not case.filings_of(month, units, options.form) for month in newest)
        over = case.clock.over(period.end) and reported.months and not absent
        late = (
            State.CANNOT_JUDGE
            if over and case.past(options.form, reported.months[-1])
            else State.NOT_DUE
        )
        state = State.MISSING_REPORT if absent else late
        sentence = (
            f"{told}，缺{wording.few(ranking.missing, counted=word)}{unfiled}，评分不齐，不排序。"
        )
        advice = f"{file_next(case, units, options.form)}，补齐评分。"
    elif not case.clock.over(period.end):
        state, sentence = State.NOT_DUE, f"{told}，{period.label}未结束，暂不排序。"
    else:
        state = State.INFORMATIONAL
        outcomes = tuple(_outcome(last, ranking) for last in lasts(case, rule, options))
        method = _method(case, options)
        assert method is not None
        lists = "；".join(f"{o.name}：{o.detail}" for o in outcomes)
        sentence = (
            f"{told}，按{method.name}（{method.version}版）排序"
            f"{f'；{lists}' if lists else ''}{unfiled}。"
        )
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        state,
        sentence,
        subject=None,
        rule=rule,
        suffix=f"@{period.id}",
        next=advice,
        period=period.label,
        due=period.end,
        value=float(scored),
        threshold=float(len(items)),
        start=period.start,
        gap=float(len(ranking.missing)),
        unit=word,
        data_day=reported.day,
        outcomes=outcomes,
        steps=_steps(ranking),
    )


def _outcome(last: Last, ranking: Ranking) -> Outcome:
    chosen = ranking.last(last.number)
    names = "、".join(f"{place.item.name}（{wording.exact(place.score)}分）" for place in chosen)
    tied = f"，倒数第{last.number}名并列，共{len(chosen)}个" if len(chosen) > last.number else ""
    return Outcome(
        last.id, last.name, float(len(chosen)), float(last.number), None, f"{names}{tied}"
    )


def _steps(ranking: Ranking) -> tuple[Step, ...]:
    return tuple(
        Step(f"第{place.rank}名 {place.item.name}" if ranking.whole else place.item.name,
             place.score, "分", cells=place.step.cells)
        for place in ranking.places
    )  # fmt: skip


def _ranked(case: Case, rule: Rule, options: Options, method: Method, period: Period) -> Ranking:
    units = case.subjects(rule)
    rows, since = _rows(case, options, units, period)
    items = case.catalogue.registers[options.register].counted_items
    told, nothing = rows.by_value(options.item), rows.keep(())
    scores = {item.id: _score(case, options, method, told.get(item.id, nothing)) for item in items}
    known = [(item, scores[item.id]) for item in items if scores[item.id].value is not None]
    values = [_signed(step.value, method) for _, step in known]
    inorder = sorted(values)
    places = [
        Place(
            item,
            step.value or 0.0,
            1 + len(inorder) - bisect_right(inorder, own),
            bisect_left(inorder, own),
            step,
        )
        for (item, step), own in zip(known, values, strict=True)
    ]
    return Ranking(
        period,
        tuple(sorted(places, key=lambda place: place.rank)),
        tuple(item.name for item in items if scores[item.id].value is None),
        max(since, period.end),
    )


def _rows(
    case: Case, options: Options, units: tuple[str, ...], period: Period
) -> tuple[Table, date]:
    """The rows of a period, and the day on which the last filing with any of them came in."""
    if options.dated_by is not None:
        stage = of_period(period, 0)
        told = records.reported(case, units, options.form, stage)
        until = max(told.months, default=None)
        every = records.in_force(case, units, options.form, apart=[options.dated_by], until=until)
        rows = records.dated(every, options.dated_by, stage)
        filings = rows.filings()
    else:
        first, last = Month.of(period.start), Month.of(period.end)
        filings = [f for f in case.filings(units, options.form) if first <= f.period.month <= last]
        rows = case.ledger.table(options.form, filings)
    days = [f.received_at.date() for f in filings if f.received_at]
    return rows, max(days, default=period.end)


def _score(case: Case, options: Options, method: Method, rows: Table) -> Step:
    """An item's score; no value when it has none, or any part of one is blank."""
    names = [part.column for part in method.components]
    dates = [options.dated_by] if options.dated_by else []
    cells = rows.cells(options.item, *names, *dates)
    columns = [rows.values(name) for name in names]
    if not len(rows) or rows.blank(names):
        return Step("", None, cells=cells)
    weights = [exact(part.weight) for part in method.components]
    totals = [
        Fraction(sum(w * exact(v) for w, v in zip(weights, row, strict=True))) / sum(weights)
        for row in zip(*columns, strict=True)
    ]
    match method.several:
        case "mean":
            value = sum(totals, Fraction(0)) / len(totals)
        case "worst":
            value = min(totals) if method.best == "high" else max(totals)
        case "last":
            value = totals[-1] if options.dated_by is None else _newest(rows, options, totals)
        case _:
            assert_never(method.several)
    return Step("", _rounded(value, method.decimals), "分", cells=cells)


def _rounded(value: Fraction, decimals: int) -> float:
    """To so many decimals, halves away from zero as in a spreadsheet; equal scores are equal exactly."""
    scaled = abs(value) * 10**decimals
    whole = floor(scaled + Fraction(1, 2))
    return float(Fraction(whole, 10**decimals)) * (-1 if value < 0 else 1)


def _newest(rows: Table, options: Options, totals: list[Fraction]) -> Fraction:
    assert options.dated_by is not None
    days = rows.values(options.dated_by)
    return max(zip(days, totals, strict=True), key=lambda pair: pair[0])[1]


def _signed(value: float | None, method: Method) -> float:
    """A score in the sense that more is better."""
    assert value is not None
    return value if method.best == "high" else -value
