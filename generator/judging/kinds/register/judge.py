"""How ``register`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from .... import wording
from ....calendar import Term
from ....catalogue import types
from ....catalogue.model import Form, Rule
from ....catalogue.order import order_of
from ....ledger import Among, Filing, Table
from ....words.states import State
from ... import records
from ...advice import file_next, supply
from ...case import Body, Case
from ...recorded import History, Sighting
from ...verdict import Outcome, Step, Verdict
from ...writing import on_body
from . import Options, Stance


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict: how many records there are, and how many are closed for good."""
    every = _histories(case, options, body)
    closed = [record for record in every if record.closed]
    state, told = _standing(case, options, body, every)
    filed = bool(case.filings(body.units, options.form))
    count, total = float(len(closed)), float(len(every))
    yield on_body(
        case,
        rule,
        body,
        state,
        told,
        next=lambda: _next(case, options, body, state, every),
        value=count if filed else None,
        threshold=total if filed else None,
        gap=total - count if filed else None,
        unit=options.word,
        data_day=_day(case, options, body) if filed else None,
        outcomes=(Outcome("", "", count, total, count == total),) if filed else (),
        steps=lambda: (
            tuple(_step(options, record) for record in every)
            or case.zero_reports(case.filings(body.units, options.form))
        ),
        records=tuple(every),
    )


def _histories(case: Case, options: Options, body: Body) -> list[History]:
    """Every record of some units, by id, as its states followed one another."""
    graph = {stance.state: stance for stance in options.states}
    told: dict[str, list[Sighting]] = {}
    for filing in case.filings(body.units, options.form):
        for id_, sighting in _sightings(case, options, filing, graph):
            told.setdefault(id_, []).append(sighting)
    return [_followed(id_, told[id_], graph) for id_ in _in_order(case, options, told)]


def _in_order(case: Case, options: Options, ids: Iterable[str]) -> list[str]:
    """Records as their column has them in order."""
    column = case.catalogue.forms[options.form].column(options.record)
    return sorted(ids, key=order_of(column, case.catalogue))


def _standing(case: Case, options: Options, body: Body, every: list[History]) -> tuple[State, str]:
    if not case.owing(body.units, options.form):
        name = wording.quoted(case.catalogue.forms[options.form].name)
        return State.CANNOT_JUDGE, f"有关单位不报{name}表，没有数据。"
    unfiled, newest = _unfiled(case, options, body)
    lacking = "；".join([*newest, *_gone(case, options, body)])
    filings = case.filings(body.units, options.form)
    if not every and not filings and not unfiled:
        return State.NOT_DUE, "首次报送尚未到期。"
    faulty = [record for record in every if record.fault]
    back = [record for record in every if record.reopened and not record.closed]
    open_ = [record for record in every if not record.closed]
    thing, word, verb = options.thing, options.word, options.verb
    told = ""
    if filings:
        closed = len(every) - len(open_)
        number = f"{thing}{len(every)}{word}，已{verb}{closed}{word}"
        count = number if every else f"报送的{thing}为零"
        told = f"{_known(case, options, body)}，{count}"
    if faulty:
        return (
            State.BEHIND,
            f"{told}；手续不全的{len(faulty)}{word}：{_named(options, faulty, faults=True)}。",
        )
    if back:
        return (
            State.BEHIND,
            f"{told}；退回后尚未{verb}的{len(back)}{word}：{_named(options, back)}。",
        )
    if lacking or (unfiled and not open_):
        return State.MISSING_REPORT, f"{'；'.join(filter(None, [told, lacking or unfiled[0]]))}。"
    if open_:
        return State.NOT_DUE, f"{told}；尚未{verb}的{len(open_)}{word}，通知没有写明期限。"
    return (State.MET, f"{told}，全部{verb}。") if every else (State.ON_TRACK, f"{told}。")


def _day(case: Case, options: Options, body: Body) -> date:
    """The day to which the filings tell."""
    newest = case.filings(body.units, options.form)[-1].period
    return case.clock.by(case.tells_of(options.form)[newest].end)


def _known(case: Case, options: Options, body: Body) -> str:
    return f"数据截至{wording.day(_day(case, options, body))}"


def _unfiled(case: Case, options: Options, body: Body) -> tuple[list[str], list[str]]:
    """The filings that were due and are not in, in words, and those of them that were due last: with any
    month missing nobody can say that all is closed."""
    form = wording.quoted(case.catalogue.forms[options.form].name)
    found, newest = [], []
    for unit in body.units:
        owed = case.owing([unit], options.form)
        due = [month for month in owed if case.lapsed(month, unit, options.form)]
        for month in due:
            if case.current(month, unit, options.form) is None:
                who = case.among(unit, body.units)
                found.append(f"{who}没有报送{month.label}的{form}表")
                newest += found[-1:] if month == due[-1] else []
    return found, newest


def _left_out(case: Case, options: Options, unit: str) -> dict[str, Term]:
    """The open records that a unit does not tell of any more, and the month that left them out."""
    closed = frozenset(stance.state for stance in options.states if stance.closed)

    def over(table: Table) -> set[str]:
        return set(table.where(Among(options.status, closed)).distinct(options.record))

    return records.left_out(case, unit, options.form, options.record, over)


def _absent(case: Case, options: Options, body: Body) -> list[Term]:
    """The months whose filings were due and are not in, or leave out records that are open."""
    missing = {
        month
        for unit in body.units
        for month in case.owing([unit], options.form)
        if case.lapsed(month, unit, options.form)
        and case.current(month, unit, options.form) is None
    }
    left_out = {month for unit in body.units for month in _left_out(case, options, unit).values()}
    return sorted(missing | left_out)


def _gone(case: Case, options: Options, body: Body) -> Iterator[str]:
    """The records that a filing left out while they were open, and which are not closed since."""
    form = wording.quoted(case.catalogue.forms[options.form].name)
    for unit in body.units:
        left_out = _left_out(case, options, unit)
        for month in sorted(set(left_out.values())):
            gone = (id_ for id_, when in left_out.items() if when == month)
            ids = _in_order(case, options, gone)
            who = case.among(unit, body.units)
            yield f"{who}{month.label}的{form}表中缺少尚未{options.verb}的{wording.few(ids, counted=options.word)}"


def _next(case: Case, options: Options, body: Body, state: State, every: list[History]) -> str:
    if state in (State.MET, State.ON_TRACK, State.CANNOT_JUDGE):
        return ""
    if state == State.MISSING_REPORT:
        return supply(case, options.form, _absent(case, options, body))
    told = file_next(case, body.units, options.form)
    if case.upcoming(body.units, options.form) is None:
        return f"{told}。"
    faulty = [record for record in every if record.fault]
    if faulty:
        return f"{told}，补全：{_named(options, faulty, faults=True)}。"
    open_ = [record for record in every if not record.closed]
    return f"{told}，更新{_named(options, open_)}的状态。" if open_ else f"{told}。"


def _sightings(
    case: Case, options: Options, filing: Filing, graph: Mapping[str, Stance]
) -> Iterator[tuple[str, Sighting]]:
    """What a filing tells of each record, by id."""
    table = case.ledger.table(options.form, [filing])
    needed = [name for stance in options.states for name in stance.needs]
    columns = dict.fromkeys([options.record, options.status, *options.parties, *needed])
    told = {name: table.raw(name) for name in columns}
    for at, row in enumerate(table.each()):
        said = {name: values[at] for name, values in told.items()}
        if said[options.record] is not None:
            status = said[options.status] or ""
            faults = tuple(_faults(case, options, graph.get(status), said))
            cells = row.cells(*columns)
            sighting = Sighting(filing.unit, filing.period, status, faults, cells)
            yield said[options.record], sighting


def _faults(
    case: Case, options: Options, stance: Stance | None, said: Mapping[str, Any]
) -> Iterator[str]:
    """What a row lacks of what its state needs, and who is no party to it."""
    form = case.catalogue.forms[options.form]
    needs = stance.needs if stance else ()
    if not said[options.status]:
        yield f"没有填{form.column(options.status).header}"
    yield from (f"没有填{form.column(name).header}" for name in needs if said[name] is None)
    yield from _out_of_order(form, [(name, said[name]) for name in needs])
    for name, kind in options.parties.items():
        unit = case.catalogue.units.get(said[name] or "")
        if unit is None or unit.kind != kind:
            yield f"没有交办{_kind_name(case, kind)}"


def _out_of_order(form: Form, needed: list[tuple[str, object]]) -> list[str]:
    """Dates that a state needs follow one another in the order in which it names them."""
    days = [
        (form.column(name).header, value)
        for name, value in needed
        if types.of(form.column(name)).dated and isinstance(value, date)
    ]
    return [f"{later}早于{earlier}" for (earlier, a), (later, b) in pairwise(days) if b < a]


def _followed(id_: str, told: list[Sighting], graph: Mapping[str, Stance]) -> History:
    """Walk along the sightings; a state that cannot be reached from the one before is a fault."""
    astray, reopened, closed = "", 0, False
    before = ""
    for sighting in told:
        stance = graph.get(sighting.status)
        if before and sighting.status != before:
            reached = sighting.status in _reachable(before, graph)
            astray = "" if reached else f"不能由“{before}”直接到“{sighting.status}”"
        if stance and stance.reopens and sighting.status != before:
            reopened += 1
        before = sighting.status
        closed = bool(stance and stance.closed)
    fault = astray or "、".join(told[-1].faults)
    return History(id_, tuple(told), closed and not fault, reopened, fault)


def _reachable(state: str, graph: Mapping[str, Stance]) -> set[str]:
    """Every state to which allowed steps lead; several may be taken between two filings.

    A state that closes or sends back is never passed over: it has to be told.
    """
    found: set[str] = set()
    edge = list(graph[state].next) if state in graph else []
    while edge:
        name = edge.pop()
        if name in found:
            continue
        found.add(name)
        stance = graph.get(name)
        if stance and not stance.closed and not stance.reopens:
            edge.extend(stance.next)
    return found


def _step(options: Options, record: History) -> Step:
    sightings = tuple(
        Step(sighting.status + (f"（{'、'.join(sighting.faults)}）" if sighting.faults else ""),
             cells=sighting.cells)
        for sighting in record.sightings
    )  # fmt: skip
    why = record.fault or record.status
    ending = f"已{options.verb}" if record.closed else f"未{options.verb}：{why}"
    return Step(f"{record.id} {ending}", steps=sightings)


def _named(options: Options, records: list[History], *, faults: bool = False) -> str:
    names = [f"{each.id}（{each.fault}）" if faults else each.id for each in records]
    return wording.few(names, counted=options.word)


def _kind_name(case: Case, kind: str) -> str:
    return next((entry.name for entry in case.catalogue.kinds if entry.id == kind), kind)
