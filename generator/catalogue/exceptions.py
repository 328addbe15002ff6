"""The register of exceptions: each entry is about something that is owed then, and changes it one way.

What is owed follows from many files, so this is checked on the model that they make together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import Month, Term, last_day, periods, term
from ..frozen import dataclass
from ..problems import Problem
from .model import (
    Cadence,
    Catalogue,
    Deliverable,
    Form,
    Provision,
    RegisteredException,
    Target,
    Unit,
)
from .model.exceptions import EXEMPTION, EXTENSION, STATEMENT
from .owing import filing_terms, has_turn
from .placed import Places


def check(places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with each entry; one whose fields do not fit together is asked no more."""
    entries = catalogue.exceptions.entries
    for index, written in enumerate(places.every(RegisteredException)):
        found = _Entry(places, catalogue, written, entries[index])
        faults = list(_fields(found))
        if not faults:
            faults = list(_of_provision(found) if written.provision else _of_filing(found))
        yield from faults
        yield from _again(found, entries[:index])


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry, as it is written and with its units spelt out, and what else is declared."""

    places: Places
    catalogue: Catalogue
    written: RegisteredException
    entry: RegisteredException

    def problem(self, code: str, field: str, message: str, hint: str) -> Problem:
        steps = (field,) if self.places.writes(self.written, field) else ()
        return self.places.problem(code, self.written, steps, message, hint)

    def units(self) -> Iterator[Unit]:
        yield from (self.catalogue.units[name] for name in self.entry.units)


def _fields(found: _Entry) -> Iterator[Problem]:
    """Fields that do not go together."""
    entry = found.entry
    if entry.form and entry.provision:
        yield found.problem("E519", "form", "form 和 provision 只能写一个", "请删去其中一个。")
    if entry.until and entry.kind != EXTENSION:
        yield found.problem("E525", "until", "只有延期才写 until", "请删去，或核对 kind。")
    if entry.answer and entry.kind != STATEMENT:
        yield found.problem("E525", "answer", "只有情况说明才写 answer", "请删去，或核对 kind。")
    if entry.answer and entry.answer.date < entry.date:
        message = f"答复日期 {entry.answer.date} 早于说明日期 {entry.date}"
        yield found.problem("E516", "answer", message, "请核对日期。")
    if entry.kind == EXEMPTION and entry.provision:
        hint = "请删去 provision，写明期次和报表。"
        yield found.problem("E525", "provision", "免报只对报送，条文事项不能免报", hint)
    if entry.provision in found.catalogue.filing_provisions:
        hint = "请删去 provision，在 period 写期次。"
        yield found.problem("E525", "provision", f"“{entry.provision}”就是报送要求本身", hint)
    if entry.kind == EXTENSION and entry.provision and not entry.period:
        hint = "请写原来的节点、期限或周期，如 2023-06-30。"
        yield found.problem("E512", "provision", "延期没有写明延的是哪一个期限（period）", hint)


# --- filings -------------------------------------------------------------------------------------


def _of_filing(found: _Entry) -> Iterator[Problem]:
    entry, catalogue = found.entry, found.catalogue
    terms = filing_terms(catalogue)
    try:
        month = term(entry.period)
    except ValueError:
        message = f"“{entry.period}”不是报送的期次"
        yield found.problem("E515", "period", message, f"请写成 {terms[0]} 这样。")
        return
    if month not in terms:
        message = f"{month} 不是报送的期次（{terms[0]} 至 {terms[-1]}）"
        yield found.problem("E516", "period", message, "请核对期次。")
        return
    for unit in found.units():
        forms = [catalogue.forms[name] for name in unit.files]
        owed = [f for f in forms if entry.concerns_form(f.id) and _is_due(found, f, unit, month)]
        usual = [catalogue.due(form.id, month).last_day for form in owed]
        if entry.until and usual and entry.until <= max(usual):
            message = f"新的期限 {entry.until} 不晚于原来的 {max(usual)}"
            yield found.problem("E516", "until", message, "请核对日期。")
        if not owed:
            what = f"不报“{catalogue.forms[entry.form].name}”" if entry.form else "没有要报的表"
            message = f"{unit.name}{month.label}{what}"
            yield found.problem("E525", "units", message, "请核对单位、期次和报表。")


def _is_due(found: _Entry, form: Form, unit: Unit, month: Term) -> bool:
    turn = month in found.catalogue.schedules[form.id].terms and has_turn(form, month)
    return turn and unit.exists_within(month.first, month.last)


# --- provisions ----------------------------------------------------------------------------------


def _of_provision(found: _Entry) -> Iterator[Problem]:
    entry, catalogue = found.entry, found.catalogue
    provision = catalogue.provisions[entry.provision or ""]
    bound = _bound(catalogue, provision)
    for unit in found.units():
        if unit.id not in bound:
            message = f"{unit.name}不承担“{provision.id}”"
            yield found.problem("E525", "units", message, "请核对单位和编号。")
    if not entry.period:
        return
    try:
        day = last_day(entry.period)
    except ValueError:
        message = f"“{entry.period}”不是有效的日期或周期"
        yield found.problem("E515", "period", message, "请核对。")
        return
    known = sorted(_days(catalogue, provision))
    if day not in known:
        message = f"“{provision.id}”没有在 {entry.period} 到期的节点、期限或周期"
        hint = f"它的期限有：{'、'.join(map(str, known[:12]))}。" if known else "请删去 period。"
        yield found.problem("E516", "period", message, hint)
    elif entry.until and entry.until <= day:
        message = f"新的期限 {entry.until} 不晚于原来的 {day}"
        yield found.problem("E516", "until", message, "请核对日期。")


def _bound(catalogue: Catalogue, provision: Provision) -> set[str]:
    """The units that answer for a provision, or that a rule judges by it."""
    judged = (
        catalogue.members(rule.options.named) for rule in catalogue.rules_of.get(provision.id, ())
    )
    return set(catalogue.owners(provision)).union(*judged)


def _days(catalogue: Catalogue, provision: Provision) -> Iterator[date]:
    """The last days of everything that is looked at for a provision."""
    year = catalogue.notice.plan_year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rhythms = {rule.options.rhythm for rule in catalogue.rules_of.get(provision.id, ())}
    match provision:
        case Target(on_the_way=days, due=due, each=each, periods=named):
            yield from map(last_day, named)
            yield from days
            yield from (due,) if due else ()
            rhythms.add(each)
        case Cadence(every=every, months=months):
            yield from (Month(year, number).last for number in months)
            rhythms.add(every)
        case Deliverable(due=date() as due):
            yield due
    for rhythm in (each for each in rhythms if each):
        yield from (period.end for period in periods(rhythm, first, last))


# --- one another ---------------------------------------------------------------------------------


def _again(found: _Entry, earlier: tuple[RegisteredException, ...]) -> Iterator[Problem]:
    """An exemption given twice, or two of one kind and day about the same."""
    entry = found.entry
    for other in earlier:
        if (other.kind, other.provision, other.period) != (
            entry.kind, entry.provision, entry.period,
        ) or not other.concerns_form(entry.form):  # fmt: skip
            continue
        if entry.kind != EXEMPTION and (other.date, other.paper) != (entry.date, entry.paper):
            continue
        both = set(other.units).intersection(entry.units)
        if both:
            names = "、".join(unit.name for unit in found.units() if unit.id in both)
            message = f"{names}的这一项，“{other.id}”已经登记"
            yield found.problem("E522", "units", message, "请删去其中一个。")
