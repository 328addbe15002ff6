"""What each unit filed for a month, cell by cell: where every figure of the site comes from.

A cell is shown as it was filed; where it is used otherwise than it was written, that is shown too. A
page says nothing of the day or the version, so that it stays the same while its filings do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain

from ... import wording
from ...catalogue import types
from ...catalogue.fields import Value
from ...catalogue.meanings.numbers import NUMBER
from ...catalogue.model import Catalogue, Column
from ...frozen import dataclass
from ...intake import Filed
from ...intake.telling import NOTE, short
from ...intake.withheld import Withheld
from ...ledger import Filing
from .. import keeping, left_out
from ..named import line_anchor, unit_link
from ..page import Page, Sheet
from ..site import Site
from ..values import Fact, Link


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it was written; ``used`` is there where it is used otherwise."""

    written: str
    used: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A line of a file, by its number in it, from 1."""

    anchor: str
    line: int
    cells: list[CellView]


@dataclass(frozen=True, slots=True)
class SourceForm:
    """One filing. ``facts`` say where its bytes are and since when; ``headers`` are the column in the
    file (1-based), its name, and the class of its cells."""

    anchor: str
    name: str
    facts: list[Fact]
    headers: list[tuple[int, str, str]]
    rows: list[SourceRow]


@dataclass(frozen=True)
class SourceView:
    """What a unit filed for a month, form by form, looked at when it is drawn: few pages of it are new."""

    unit: Link
    look: Callable[[], list[SourceForm]]

    @cached_property
    def forms(self) -> list[SourceForm]:
        """What is in each form."""
        return self.look()


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each unit and month of which anything has come in."""
    for (period, unit), filings in site.came.items():
        name = site.catalogue.units[unit].name
        view = SourceView(unit_link(site, unit), partial(_forms, site, filings))
        made_of = _made_of(site, filings)
        yield Sheet(f"{name}{period.label}报送的原表", view, f"{period}/{unit}", made_of=made_of)


def _made_of(site: Site, filings: Sequence[Filing]) -> str:
    told = (
        (f.form, f.file, f.blob, f.by, str(f.received_at), f.note, f.commit,
         str(f.zero), str(f.withheld), left_out.beside(site, f))
        for f in filings
    )  # fmt: skip
    digests = map(site.results.case.ledger.digest_of, filings)
    return keeping.filed(
        site,
        digests,
        "source",
        site.catalogue.units[filings[0].unit].name,
        *chain.from_iterable(told),
    )


def _forms(site: Site, filings: Sequence[Filing]) -> list[SourceForm]:
    return [_form(site, filing) for filing in filings]


def _form(site: Site, filing: Filing) -> SourceForm:
    catalogue = site.catalogue
    form = catalogue.forms[filing.form]
    filed = site.results.case.ledger.read[filing.source]
    columns = sorted(
        (column for column in form.columns if column.id in filing.positions),
        key=lambda column: filing.positions[column.id],
    )
    return SourceForm(
        anchor=line_anchor(form.id, 0),
        name=form.name,
        facts=_facts(filing, left_out.beside(site, filing)),
        headers=[
            (filing.positions[column.id] + 1, column.header, _class(column)) for column in columns
        ],
        rows=[
            SourceRow(
                anchor=line_anchor(form.id, line),
                line=line,
                cells=[_cell(catalogue, column, filed, row) for column in columns],
            )
            for row, line in enumerate(filed.lines)
        ],
    )


def _facts(filing: Filing, faulty: str) -> list[Fact]:
    """``faulty`` is what is said of another version that does not count."""
    facts: list[Fact] = [("文件", filing.file)]
    if filing.unregistered:
        facts.append(("收到", "时间未登记"))
    elif filing.received_at:
        at = filing.received_at
        facts.append(("收到", f"{wording.day(at.date())} {at:%H:%M}"))
    if filing.note:
        facts.append(("登记说明", short(filing.note, NOTE)))
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


def _cell(catalogue: Catalogue, column: Column, filed: Filed, row: int) -> CellView:
    value, written = filed.columns[column.id][row], filed.text(column.id, row)
    if isinstance(written, Withheld):
        return CellView(written)
    used = types.spelt(catalogue, column, value)
    if _says(written, value, used):
        return CellView(written)
    return CellView(written.strip() or "空", used or "空")


def _says(written: str, value: Value, used: str) -> bool:
    """Whether what was written already says what is used."""
    bare = written.strip()
    if isinstance(value, float) and NUMBER.fullmatch(bare):
        return float(bare) == value
    return bare in (used, wording.spelt(value))


PAGE = Page("sources/{}", sheets, sought=False)
