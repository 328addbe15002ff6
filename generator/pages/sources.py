"""What each unit filed for a month, cell by cell: where every figure of the site comes from.

A cell is shown as it was filed; where it is used otherwise than it was written, that is shown too. A
page says nothing of the day or the version, so that it stays the same while its filings do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .. import wording
from ..calendar import Month
from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Column, Unit
from ..catalogue.types.decimal import NUMBER
from ..intake import Filed
from ..intake.withheld import Withheld
from ..ledger import Filing
from . import left_out, links
from .links import Linker
from .render import text
from .site import Site, unit_link


@dataclass(frozen=True, slots=True)
class SourceRow:
    anchor: str
    line: int
    cells: list[Markup]


@dataclass(frozen=True, slots=True)
class SourceForm:
    """One filing. ``facts`` say where its bytes are and since when; ``headers`` are the column in the
    file (1-based), its name, and the class of its cells."""

    anchor: str
    name: str
    facts: list[tuple[str, str | Markup]]
    headers: list[tuple[int, str, str]]
    rows: list[SourceRow]


@dataclass(frozen=True, slots=True)
class SourceView:
    page: str
    title: str
    unit: Markup
    form_page: Markup
    forms: list[SourceForm]


def views(site: Site) -> Iterator[SourceView]:
    """A page for each unit and month of which anything has come in."""
    found: dict[tuple[Month, str], list[Filing]] = {}
    for filing in site.sources.values():
        found.setdefault((filing.period, filing.unit), []).append(filing)
    for (period, unit), filings in found.items():
        yield _view(site, site.catalogue.units[unit], period, filings)


def _view(site: Site, unit: Unit, period: Month, filings: Sequence[Filing]) -> SourceView:
    page = links.source(period, unit.id)
    link = Linker(page)
    return SourceView(
        page=page,
        title=f"{unit.name}{period.label}报送的原表",
        unit=unit_link(site, unit.id, link),
        form_page=link.to(links.FILING, "怎样报送"),
        forms=[_form(site, filing) for filing in filings],
    )


def _form(site: Site, filing: Filing) -> SourceForm:
    catalogue = site.catalogue
    form = catalogue.forms[filing.form]
    filed = site.results.case.ledger.read[filing.source]
    columns = sorted(
        (column for column in form.columns if column.id in filing.positions),
        key=lambda column: filing.positions[column.id],
    )
    return SourceForm(
        anchor=links.row(form.id, 0),
        name=form.name,
        facts=_facts(filing, left_out.beside(site, filing)),
        headers=[
            (filing.positions[column.id] + 1, column.header, _class(column)) for column in columns
        ],
        rows=[
            SourceRow(
                anchor=links.row(form.id, line),
                line=line,
                cells=[_cell(catalogue, column, filed, row) for column in columns],
            )
            for row, line in enumerate(filed.lines)
        ],
    )


def _facts(filing: Filing, faulty: str) -> list[tuple[str, str | Markup]]:
    """``faulty`` is what is said of another version that does not count."""
    facts: list[tuple[str, str | Markup]] = [("文件", filing.file)]
    if filing.unregistered:
        facts.append(("收到", "时间未登记"))
    elif filing.received_at:
        at = filing.received_at
        facts.append(("收到", f"{wording.day(at.date())} {at:%H:%M}"))
    if filing.commit:
        facts.append(("提交", filing.commit[:12]))
    if not filing.withheld:  # or the few contents that it can have could be tried
        facts.append(("版本标识", filing.blob[:12]))
    if filing.zero:
        facts.append(("内容", "零报告"))
    if faulty:
        facts.append(("未计入", faulty))
    return facts


def _class(column: Column) -> str:
    return "number" if types.of(column).numeric else ""


def _cell(catalogue: Catalogue, column: Column, filed: Filed, row: int) -> Markup:
    value, written = filed.columns[column.id][row], filed.text(column.id, row)
    if isinstance(written, Withheld):
        return text(written)
    used = types.spelt(catalogue, column, value)
    if _says(written, value, used):
        return text(written)
    return Markup("{} <small>采用 {}</small>").format(text(written) or "空", text(used) or "空")


def _says(written: str, value: Value, used: str) -> bool:
    """Whether what was written already says what is used."""
    bare = written.strip()
    if isinstance(value, float) and NUMBER.fullmatch(bare):
        return float(bare) == value
    return bare in (used, wording.spelt(value))
