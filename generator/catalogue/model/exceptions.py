"""What the office lets differ from the rules, for some units and one time: 延期, 免报 and 情况说明."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from ...calendar import Month, last_day

EXTENSION, EXEMPTION, STATEMENT = "extension", "exemption", "statement"

Day: TypeAlias = date
"""For classes in which ``date`` is a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the office says to a statement."""

    text: str
    date: Day
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredException:
    """One entry of the register; it acts from its ``date``.

    It is about a provision, or else about the filing of the month that ``period`` names: one form of
    it, or all. ``until`` is the new last day of an extension. Of a provision ``period`` is the day or
    the period that is meant, empty for the whole of it. ``declared`` is its file and line.
    """

    id: str
    kind: str
    units: tuple[str, ...]
    paper: str
    date: Day
    period: str = ""
    form: str | None = None
    provision: str | None = None
    until: Day | None = None
    reason: str = ""
    answer: Answer | None = None
    basis: str = "office"
    audience: str = "public"
    note: str = ""
    declared: str = ""

    @property
    def last_day(self) -> Day | None:
        """The last day of what it is about, as the rules have it."""
        return last_day(self.period) if self.period else None

    def on(self, day: Day) -> RegisteredException:
        """As it stood on a day: what was answered later had no answer yet."""
        answer = self.answer if self.answer and self.answer.date <= day else None
        return replace(self, answer=answer)

    def concerns_form(self, form: str | None) -> bool:
        return self.form is None or form is None or self.form == form


@dataclass(frozen=True)
class Exceptions:
    """The register: every entry, in its order, and the questions that judging asks of it."""

    entries: tuple[RegisteredException, ...] = ()

    def exempt(self, unit: str, form: str, month: Month) -> bool:
        """Whether a unit need not file a form for a month."""
        return any(each.kind == EXEMPTION for each in self._on_form(unit, form, month))

    def extended(self, unit: str, form: str, month: Month) -> date | None:
        """The day to which a unit's form of a month was extended; of several the last that was given."""
        return _newest(self._on_form(unit, form, month))

    def extended_stage(self, unit: str, provision: str, due: date) -> date | None:
        """The day to which a unit's stage of a provision that ends on ``due`` was extended."""
        return _newest(e for e in self._of_stage(unit, provision) if e.last_day == due)

    def on_filing(self, unit: str, month: Month, form: str | None = None) -> tuple[str, ...]:
        """The entries on what a unit files for a month, or on one form of it."""
        found = self._by_filing.get((unit, str(month)), ())
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
        return tuple(each.id for each in self.entries if each.id in found)

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

    def _on_form(self, unit: str, form: str, month: Month) -> list[RegisteredException]:
        if not self.entries:
            return []
        found = self._by_filing.get((unit, str(month)), ())
        return [each for each in found if each.concerns_form(form)]

    def _of_stage(self, unit: str, provision: str) -> tuple[RegisteredException, ...]:
        return self._by_provision.get((unit, provision), ())

    @cached_property
    def _by_filing(self) -> Mapping[tuple[str, str], tuple[RegisteredException, ...]]:
        """By unit and month."""
        found: dict[tuple[str, str], tuple[RegisteredException, ...]] = {}
        for each in self.entries:
            for unit in each.units if each.provision is None else ():
                found[unit, each.period] = (*found.get((unit, each.period), ()), each)
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
    given = sorted((e for e in entries if e.kind == EXTENSION), key=lambda each: each.date)
    return given[-1].until if given else None
