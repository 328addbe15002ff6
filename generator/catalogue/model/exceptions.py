"""What the office lets differ from the rules, for some units and one time: 延期, 免报 and 情况说明."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from ...calendar import Term, last_day
from ...frozen import dataclass
from ..declare import OURS, Day, Meta, When, Without, record
from .terms import NOWHERE, Audience, ExceptionKind, Line, Note

EXTENSION, EXEMPTION, STATEMENT = "extension", "exemption", "statement"


@record("答复", "办公室对情况说明的答复")
@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the office says to a statement."""

    text: Annotated[str, Meta("内容", "怎样答复")]
    date: Annotated[Day, Meta("日期", "答复的日期", example="2023-07-01")]
    paper: Annotated[str, Meta("文号", "答复的文号")] = ""


@record(
    "登记",
    "一次延期、一次免报，或一份情况说明",
    When("kind", "extension", "until"),
    Without("provision", "period"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredException:
    """One entry of the register; it acts from its ``date``.

    It is about a provision, or else about the filing of the month that ``period`` names: one form of
    it, or all. ``until`` is the new last day of an extension. Of a provision ``period`` is the day or
    the period that is meant, empty for the whole of it. ``declared`` is its file and line.
    """

    id: Annotated[
        str,
        Meta(
            "编号",
            "如 X2023-01",
            defines="exception",
            example="X2023-01",
            pattern=r"^X[0-9]{4}-[0-9]{2,}$",
        ),
    ]
    kind: ExceptionKind
    units: Annotated[tuple[str, ...], Meta("单位", "哪些单位", names=("unit", "group"))]
    paper: Annotated[str, Meta("文号", "准许或说明所用的文件")]
    date: Annotated[
        Day, Meta("日期", "从哪一天起作用；这一天以前的结论不受影响", example="2023-06-19")
    ]
    period: Annotated[
        str,
        Meta(
            "时间",
            "报送的，写期次，即报送的文件夹，如 2023-06；条文事项的，写节点、期限的日期，如 2023-06-30，"
            "或周期，如 2023-06、2023-Q2、2023-H1、2023、2023-06-12w（周一的日期），不写为该事项的全部",
            example="2023-06",
            pattern=r"^[0-9]{4}(-((0[1-9]|1[0-2])(-[0-9]{2}w?)?|Q[1-4]|H[12]))?$",
        ),
    ] = ""
    form: Annotated[
        str | None,
        Meta("报表", "哪一张报表；与 provision 都不写的，为该期的全部报表", names=("form",)),
    ] = None
    provision: Annotated[
        str | None, Meta("条文事项", "哪一项条文事项；写了就不是报送", names=("provision",))
    ] = None
    until: Annotated[
        Day | None, Meta("新的期限", "延期到哪一天，含当日；只有延期才写", example="2023-07-05")
    ] = None
    reason: Annotated[str, Meta("理由", "为什么")] = ""
    answer: Annotated[Answer | None, Meta("答复", "办公室对情况说明的答复")] = None
    basis: Annotated[
        Literal["office"], Meta("依据", "例外只能由办公室作出", words={"office": ""})
    ] = "office"
    audience: Annotated[
        Audience, Meta(words={"internal": "仅内部版，在公开版不留痕迹，也不起作用"})
    ] = "public"
    note: Note = ""
    declared: Annotated[Line, OURS] = NOWHERE

    @property
    def last_day(self) -> Day | None:
        """The last day of what it is about, as the rules have it."""
        return last_day(self.period) if self.period else None

    def on(self, day: Day) -> RegisteredException:
        """As it stood on a day: what was answered later had no answer yet."""
        answer = self.answer if self.answer and self.answer.date <= day else None
        return replace(self, answer=answer)

    def concerns_form(self, form: str | None) -> bool:
        """Whether it is about a form; None on either side stands for all forms."""
        return self.form is None or form is None or self.form == form


@dataclass(frozen=True)
class Exceptions:
    """The register: every entry, in its order, and the questions that judging asks of it."""

    entries: tuple[RegisteredException, ...] = ()

    def exempt(self, unit: str, form: str, month: Term) -> bool:
        """Whether a unit need not file a form for a month."""
        return any(each.kind == EXEMPTION for each in self._on_form(unit, form, month))

    def extended(self, unit: str, form: str, month: Term) -> date | None:
        """The day to which a unit's form of a month was extended; of several the last that was given."""
        return _newest(self._on_form(unit, form, month))

    def ends(self, units: Sequence[str], form: str, month: Term) -> set[date | None]:
        """The days to which a form of a month was extended for some units; None for those for whom it was not."""
        own = [unit for unit in units if unit in self._by_filing]
        usual = {None} if len(own) < len(units) else set[None]()
        return usual | {self.extended(unit, form, month) for unit in own}

    def extended_stage(self, unit: str, provision: str, due: date) -> date | None:
        """The day to which a unit's stage of a provision that ends on ``due`` was extended."""
        return _newest(e for e in self._of_stage(unit, provision) if e.last_day == due)

    def on_filing(self, unit: str, month: Term, form: str | None = None) -> tuple[str, ...]:
        """The entries on what a unit files for a month, or on one form of it."""
        found = self._by_filing.get(unit, {}).get(str(month), ())
        return tuple(each.id for each in found if each.concerns_form(form))

    def on_stage(
        self, units: Iterable[str], provision: str, due: date | None = None
    ) -> tuple[str, ...]:
        """The entries on a provision as it binds any of some units: those on the stage that ends on
        ``due``, or was extended to it, and those on the whole of it."""
        found = {
            each.id
            for unit in units
            for each in self._of_stage(unit, provision)
            if each.last_day is None or due in (each.last_day, each.until)
        }
        return tuple(sorted(found, key=self._places.__getitem__)) if found else ()

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where each entry stands in the register."""
        return {each.id: at for at, each in enumerate(self.entries)}

    def on(self, day: date) -> Exceptions:
        """What was entered by a day."""
        return Exceptions(tuple(each.on(day) for each in self.entries if each.date <= day))

    def for_public(self, forms: Collection[str]) -> Exceptions:
        """Those for everyone, as far as they are about public forms."""
        return Exceptions(
            tuple(
                each
                for each in self.entries
                if each.audience == "public" and (each.form is None or each.form in forms)
            )
        )

    def of(self, provisions: Collection[str]) -> Exceptions:
        """Those on some provisions, and those on filings."""
        return Exceptions(
            tuple(e for e in self.entries if e.provision is None or e.provision in provisions)
        )

    def _on_form(self, unit: str, form: str, month: Term) -> list[RegisteredException]:
        own = self._by_filing.get(unit)
        if own is None:
            return []
        return [each for each in own.get(str(month), ()) if each.concerns_form(form)]

    def _of_stage(self, unit: str, provision: str) -> tuple[RegisteredException, ...]:
        return self._by_provision.get((unit, provision), ())

    @cached_property
    def _by_filing(self) -> Mapping[str, Mapping[str, tuple[RegisteredException, ...]]]:
        """By unit, then by month: most units have none."""
        found: dict[str, dict[str, tuple[RegisteredException, ...]]] = {}
        for each in self.entries:
            for unit in each.units if each.provision is None else ():
                own = found.setdefault(unit, {})
                own[each.period] = (*own.get(each.period, ()), each)
        return found

    @cached_property
    def _by_provision(self) -> Mapping[tuple[str, str], tuple[RegisteredException, ...]]:
        """By unit and provision."""
        found: dict[tuple[str, str], tuple[RegisteredException, ...]] = {}
        for each in self.entries:
            for unit in each.units if each.provision else ():
                key = (unit, each.provision or "")
                found[key] = (*found.get(key, ()), each)
        return found


def _newest(entries: Iterable[RegisteredException]) -> date | None:
    """The day of the extension that was given last."""
    given = [each for each in entries if each.kind == EXTENSION]
    return sorted(given, key=lambda each: each.date)[-1].until if given else None
