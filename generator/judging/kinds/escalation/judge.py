"""How ``escalation`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .... import wording
from ....catalogue.model import RegisterItem, Rule
from ....frozen import dataclass
from ....words.states import State
from ...advice import DECIDE
from ...case import Body, Case
from ...stages import bind
from ...verdict import Outcome, Proposal, Step, Verdict
from ...writing import verdict
from ..ranking import Options as Ranked
from ..ranking.judge import Last, Ranking, lasts, rankings
from . import Options, Rung

_NAMES = {"consecutive": "连续", "cumulative": "累计"}


@dataclass(frozen=True, slots=True)
class Counter:
    """One way to count appearances."""

    id: str

    @property
    def name(self) -> str:
        """What it is called, such as 累计."""
        return _NAMES[self.id]


@dataclass(frozen=True, slots=True)
class Count:
    """How often by one reading, and the rung that it reaches."""

    last: Last
    counter: Counter
    times: int
    rung: Rung | None


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """A verdict for each item and each of its appearances; one verdict when nothing is ranked."""
    source = next((r for r in case.catalogue.rules if r.id == options.ranking), None)
    ranked = source.options if source else None
    if source and isinstance(ranked, Ranked):
        every = [r for r in rankings(case, source, ranked) if case.clock.over(r.period.end)]
        if any(ranking.whole for ranking in every):
            readings = lasts(case, source, ranked)
            widest = max(readings, key=lambda last: last.number)
            among = {p.item.id for r in every if r.whole for p in r.last(widest.number)}
            for item in case.catalogue.registers[ranked.register].items:
                if item.id in among:
                    told = _appearances(case, rule, options, every, readings, item)
                    yield from bind(told, case.clock)
            return
    yield verdict(
        case,
        case.catalogue.provisions[rule.provision],
        State.CANNOT_JUDGE,
        "没有完整的排序，不能计次，不提请。",
        subject=None,
        rule=rule,
        next="排序完成后自动计次。",
    )


def _appearances(
    case: Case,
    rule: Rule,
    options: Options,
    every: list[Ranking],
    readings: tuple[Last, ...],
    item: RegisterItem,
) -> Iterator[Verdict]:
    for index, ranking in enumerate(every):
        counts = [
            Count(last, counter, times, _rung(options, times))
            for last in readings
            for counter in _counters(case, rule, options)
            if (times := _times(every[: index + 1], item.id, last.number, counter.id))
        ]
        if counts:
            yield _verdict(case, rule, ranking, every, index, item, counts)


def _times(every: list[Ranking], item: str, number: int, counter: str) -> int:
    """The counter at the newest period; 0 when the item is not among the last there."""
    among = [r.whole and any(p.item.id == item for p in r.last(number)) for r in every]
    if not among[-1]:
        return 0
    if counter == "cumulative":
        return sum(among)
    run = 0
    for inside in reversed(among):
        if not inside:
            break
        run += 1
    return run


def _rung(options: Options, times: int) -> Rung | None:
    return next((rung for rung in reversed(options.ladder) if rung.times <= times), None)


def _counters(case: Case, rule: Rule, options: Options) -> tuple[Counter, ...]:
    return case.readings(rule, [Counter(name) for name in options.counters])


def _verdict(
    case: Case,
    rule: Rule,
    ranking: Ranking,
    every: list[Ranking],
    index: int,
    item: RegisterItem,
    counts: list[Count],
) -> Verdict:
    """``every`` ranking that is over, of which the one at ``index`` is told of."""
    told = "；".join(
        f"按{count.last.name}，{count.counter.name}第{count.times}次"
        + (f"，{count.rung.proposes}" if count.rung else "")
        for count in counts
    )
    provision = case.catalogue.provisions[rule.provision]
    reached = any(count.rung for count in counts)
    unknown = [r.period.label for r in every if not r.whole]
    gaps = f"{wording.join(unknown)}没有排序，次数可能不全。" if unknown else ""
    decide = "系统只计次数，不作决定。" if reached else "未到提请的次数，只计次数。"
    built = verdict(
        case,
        provision,
        State.FOR_DECISION if reached else State.INFORMATIONAL,
        f"{item.name}：{ranking.period.label}{told}。{gaps}{decide}",
        subject=item.unit,
        item=item.id,
        rule=rule,
        suffix=f"@{ranking.period.id}",
        next=DECIDE if reached else "",
        period=ranking.period.label,
        due=ranking.period.end,
        value=float(counts[0].times),
        unit="次",
        outcomes=tuple(_outcome(count) for count in counts),
        steps=tuple(_step(r, item) for r in every[: index + 1] if r.whole),
    )
    return _with_proposals(built, ranking, item, counts)


def _with_proposals(
    built: Verdict, ranking: Ranking, item: RegisterItem, counts: list[Count]
) -> Verdict:
    """One proposal for each measure, with all the readings that lead to it."""
    found: dict[str, Proposal] = {}
    for count in counts:
        if count.rung is None:
            continue
        name = f"{count.last.name}{count.counter.name}{count.times}次"
        known = found.get(count.rung.measure)
        readings = (*(known.readings if known else ()), name)
        found[count.rung.measure] = Proposal(
            provision=built.provision,
            measure=count.rung.measure,
            proposes=count.rung.proposes,
            subject=item.id,
            name=item.name,
            period=ranking.period.label,
            since=ranking.since,
            reason="、".join(readings),
            readings=readings,
            audience=built.audience,
        )
    return replace(built, proposals=tuple(found.values()))


def _outcome(count: Count) -> Outcome:
    rung = count.rung
    return Outcome(
        f"{count.last.id}-{count.counter.id}",
        f"{count.last.name}{count.counter.name}",
        float(count.times),
        float(rung.times) if rung else None,
        None,
        rung.proposes if rung else "",
    )


def _step(ranking: Ranking, item: RegisterItem) -> Step:
    place = next((p for p in ranking.places if p.item.id == item.id), None)
    assert place is not None
    said = f"{ranking.period.label}：第{place.rank}名，比它低的有{place.worse}个"
    return Step(said, place.score, "分", cells=place.step.cells)
