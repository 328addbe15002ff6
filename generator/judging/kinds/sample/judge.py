"""How ``sample`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from math import ceil

from .... import wording
from ....calendar import Term
from ....catalogue.model import Rule, Target
from ....catalogue.order import order_of
from ....frozen import dataclass
from ....ledger import Filled, Table
from ....words.states import State
from ... import records
from ...along import over_time
from ...case import Body, Case
from ...evidence import Reckoned
from ...stages import Finding, Stage, of_period
from ...verdict import Outcome, Remedy, Step, Verdict
from ...writing import counted, on_body
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each period; a single one while the size is unknown."""
    if options.number is None and options.share is None:
        return iter((_without_size(case, rule, body),))
    drawn, yardstick = _Draw(case, options, body), counted(case, rule, "个")
    along = [of_period(period, 1) for period in case.windows(options.every)]
    return over_time(
        case, rule, body, options.form, yardstick, drawn.at, along=along, tell=drawn.sentence
    )


def draw(seed: str, period: str, ids: Sequence[str], size: int) -> list[str]:
    """The ids drawn, in the order of the draw; all of them when there are no more than ``size``."""
    return sorted(ids, key=lambda id_: sha256(f"{seed}|{period}|{id_}".encode()).hexdigest())[:size]


def _size_of(options: Options, total: int) -> int:
    """How many to draw of so many records."""
    if options.number is not None:
        return min(options.number, total)
    assert options.share is not None
    return min(total, ceil(total * options.share / 100 - 1e-9))


@dataclass(frozen=True)
class _Draw:
    """The records of some units, of which a part is drawn in each period."""

    case: Case
    options: Options
    body: Body

    def at(self, stage: Stage) -> Finding:
        options = self.options
        reported = records.reported(self.case, self.body.units, options.form, stage)
        if not reported.filed:
            return reported.nothing
        every = records.in_force(
            self.case, self.body.units, options.form, options.where, until=max(reported.months)
        )
        inside = records.dated(every, options.dated_by, stage)
        told_of = {name: rows for (name, _), rows in inside.by_thing(options.record).items()}
        ids = list(filter(None, told_of))
        chosen = draw(options.seed, stage.name, ids, _size_of(options, len(ids)))
        parts = [Step(i, cells=told_of[i].cells(options.record, options.checked)) for i in chosen]
        left = [i for i in chosen if not len(told_of[i].where(Filled(options.checked)))]
        value, threshold = float(len(chosen) - len(left)), float(len(chosen))
        drawn = Step(f"从{len(ids)}个中抽{len(chosen)}个（种子“{options.seed}”）", threshold, "个",
                     tuple(parts))  # fmt: skip
        undated = every.where(Filled(options.dated_by, filled=False)).distinct(options.record)
        lacking = [self._left_out(max(reported.months)), self._undated(undated)]
        outcome = Outcome("", "", value, threshold, value == threshold, "、".join(left))
        need = f"还没有复核：{wording.join(left)}" if left else ""
        told = reported.finding(Reckoned((outcome,), (drawn,), need), *lacking)
        return replace(told, lasting=False)

    def _undated(self, ids: list[str]) -> str:
        """Records of which nobody can say in which period they would be drawn."""
        header = self.case.catalogue.forms[self.options.form].column(self.options.dated_by).header
        return f"{wording.join(ids)}没有填{header}" if ids else ""

    def _left_out(self, until: Term) -> str:
        """Records that might have been drawn and were not told of again before they were checked."""
        options = self.options

        def checked(table: Table) -> set[str]:
            return set(table.where(Filled(options.checked)).distinct(options.record))

        found = [
            id_
            for unit in self.body.units
            for id_ in records.left_out(
                self.case, unit, options.form, options.record, checked, until
            )
        ]
        column = self.case.catalogue.forms[options.form].column(options.record)
        ids = sorted(found, key=order_of(column, self.case.catalogue))
        return f"缺少上期报过的{wording.join(ids)}" if found else ""

    def sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        more = f"{why}。" if why else ""
        if not finding.outcomes:
            return f"{stage.label}没有可以抽样的记录。{more}"
        [outcome] = finding.outcomes
        if not outcome.threshold:
            return f"{stage.label}没有需要复核的记录。{more}"
        rest = f"，还没有复核：{outcome.detail}" if outcome.detail else ""
        drawn, done = wording.exact(outcome.threshold), wording.exact(outcome.value or 0)
        return f"{stage.label}抽中{drawn}个，已复核{done}个{rest}。{more}"


def _without_size(case: Case, rule: Rule, body: Body) -> Verdict:
    provision = case.catalogue.provisions[rule.provision]
    missing = provision.external_value if isinstance(provision, Target) else None
    return on_body(
        case,
        rule,
        body,
        State.CANNOT_JUDGE,
        f"缺少{wording.quoted(missing or '抽样数量')}，不能抽样，不能判定。",
        next=Remedy("明确抽多少", f"写入规则 {rule.id} 的 number 或 share"),
    )
