"""What a unit filed, form by form and term by term, and the blank forms of every term."""

from __future__ import annotations

from collections.abc import Iterator

from ... import wording
from ...calendar import Term
from ...catalogue.model import Form, Unit
from ...catalogue.owing import may_file, owes
from ...frozen import dataclass
from ...judging.duty import Duty, duty_of
from ...ledger import Filing
from ...ledger.cells import Spot
from ...words.states import State
from .. import downloads
from ..named import form_link, spot_link, unit_link
from ..page import Page, Sheet
from ..site import Site
from ..values import Link


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One form for one month; ``absent`` when it is due and has not come in."""

    period: str
    form: Link
    due: str
    received: str
    state: str
    path: Link | str | None
    absent: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """``filings`` form by form, ``templates`` term by term."""

    unit: Link
    filings: list[FilingRow]
    templates: list[downloads.TermRow]


def view(site: Site, unit: Unit) -> RecordView:
    """Every filing that was due or has come in, and what there is to fetch."""
    return RecordView(
        unit=unit_link(site, unit.id),
        filings=[row for term in site.results.case.terms for row in _filing_rows(site, unit, term)],
        templates=downloads.rows(site, unit),
    )


def _filing_rows(site: Site, unit: Unit, month: Term) -> list[FilingRow]:
    case = site.results.case
    if month.first > case.as_of:
        return []
    judged = site.on_filing_of.get(unit.id, {}).get(month, ())
    met = {verdict.provision for verdict in judged if verdict.state == State.MET}
    return [
        _filing_row(
            site,
            unit,
            month,
            duty_of(case, unit.id, month, form),
            site.catalogue.schedules[form.id].provision in met,
        )
        for form in _listed(site, unit, month)
    ]


def _filing_row(site: Site, unit: Unit, month: Term, duty: Duty, in_time: bool) -> FilingRow:
    exempt = site.catalogue.exceptions.exempt(unit.id, duty.form.id, month)
    missing = duty.absent and duty.over and not exempt
    unfiled = State.MISSING_REPORT if missing else State.NOT_DUE
    return FilingRow(
        period=month.label,
        form=form_link(duty.form),
        due=wording.day(duty.last_day),
        received=wording.moment(duty.received) if duty.received else "",
        state=_came(duty, in_time) if duty.versions else "免报" if exempt else unfiled.word,
        path=_file(site, duty.versions[-1]) if duty.versions else None,
        absent=missing,
    )


def _came(duty: Duty, in_time: bool) -> str:
    """When it came in, and what became of it."""
    days = 0 if in_time else duty.days_late()
    unknown = "收到时间未登记" if duty.unregistered else "收到时间不明"
    told = [f"迟报 {days} 天" if days else "按时" if duty.received else unknown]
    again = len(duty.versions) - 1
    told += [f"更正 {again} 次"] if again else []
    told += ["零报告"] if duty.versions[-1].zero else []
    return "，".join(told)


def _file(site: Site, filing: Filing) -> Link | str:
    """The file's name, leading to what is in it."""
    words = filing.file
    return spot_link(site, Spot(filing.path, 0, words))


def _listed(site: Site, unit: Unit, month: Term) -> list[Form]:
    """What it owes, and what it is exempt from."""
    catalogue = site.catalogue
    owed = owes(catalogue, unit, month)
    exempt = catalogue.exceptions.exempt
    return [
        form
        for form in may_file(catalogue, unit, month)
        if form in owed or exempt(unit.id, form.id, month)
    ]


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each unit that files."""
    for unit in site.catalogue.filers():
        yield Sheet(f"{unit.name}报送记录", view(site, unit), unit.id)


PAGE = Page("units/{}/record", sheets)
