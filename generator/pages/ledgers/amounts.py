"""What was filed of money, unit by unit, in the newest filing of each form that has amounts, beside the shares
that rules follow of it. Which columns are amounts their units say: 元, 万元 and whatever else ends so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ... import wording
from ...catalogue.model import Column as FormColumn
from ...catalogue.model import Form, Unit
from ...frozen import dataclass
from ...intake.withheld import WHY
from ...judging.verdict import common
from ...ledger import Filing
from ...ledger import Table as Filed
from .. import charting, measures
from ..measures import Followed, Measure
from ..site import Site
from ..values import Badge
from ..workbooks import Column, Entry, Measured, Row, Table, Workbook, measured
from .books import dated, foot, noted

NONE = "各张报表都没有以元为单位的列"
"""Why there is no such workbook."""

_MONEY = "元"
_WHOLE = "合计"
_UNFILED = "没有报送"
_BLANK = "有空白单元格"


@dataclass(frozen=True, slots=True)
class _Told:
    """The newest filing of a unit, or None, and its rows."""

    unit: Unit
    filing: Filing | None
    rows: Filed


def amounts(site: Site) -> Workbook | None:
    """A sheet for each form with amounts; None where no form has any."""
    name, day = site.catalogue.notice.name, site.results.case.as_of
    title = f"{name}资金情况"
    forms = [form for form in site.forms if _columns(form)]
    sheets = tuple(_sheet(site, form) for form in forms)
    return Workbook(title, sheets, foot(site, title), day) if sheets else None


def _columns(form: Form) -> list[FormColumn]:
    """The columns that hold amounts, as the form has them in its last month."""
    return [c for c in form.columns if c.unit.endswith(_MONEY) and c.valid_until is None]


def _sheet(site: Site, form: Form) -> Table:
    every = [_newest(site, unit, form) for unit in site.catalogue.filers() if form.id in unit.files]
    shares = [each for each in measures.measures(site) if _of(site, each, form)]
    heads = [f"{column.header}（{column.unit}）" for column in _columns(form)]
    columns = (
        Column("单位", 20),
        Column("期次", 13, "center"),
        Column("数据截至", 14, "center"),
        Column("分项", 14, "center"),
        *(Column(head, 15, "right") for head in heads),
        *(each for share in shares for each in _of_share(share)),
    )
    followed = [{one.subject: one for one in measures.followed(site, share)} for share in shares]
    rows = [
        row
        for told in every
        for row in _rows(site, form, told, [by.get(told.unit.id) for by in followed])
    ]
    rows.append(_together(site, form, every, [by.get(None) for by in followed]))
    about = (dated(site), *noted(site), f"{form.name}：各单位最近一期报送的数。")
    name = site.catalogue.sheets[form.id]
    return Table(name, columns, tuple(rows), f"{form.name}情况", about, paper="A4")


def _of(site: Site, measure: Measure, form: Form) -> bool:
    named = {measures.indicator_of(site, rule) for rule in measure.rules}
    known = site.catalogue.indicators
    return all(name in known and known[name].form == form.id for name in named)


def _of_share(measure: Measure) -> tuple[Column, ...]:
    name = measure.name
    return Column(name, 13, "right"), Column("要求", 24), Column("状态", 12, "center")


def _newest(site: Site, unit: Unit, form: Form) -> _Told:
    case = site.results.case
    filings = case.filings([unit.id], form.id)
    return _Told(unit, filings[-1] if filings else None, case.ledger.table(form.id, filings[-1:]))


def _rows(site: Site, form: Form, told: _Told, shares: Sequence[Followed | None]) -> Iterator[Row]:
    """A unit's sums, then those of each part by which the form tells its rows apart."""
    if told.filing is None:
        blanks = len(_columns(form)) + 3 * len(shares)
        yield (told.unit.name, _UNFILED, None, "", *[None] * blanks)
        return
    days = told.rows.days(day.id) if (day := form.with_role("as_of")) else None
    who = (told.unit.name, told.filing.period.label, days[1] if days else None)
    shown = [entry for share in shares for entry in _share(site, share)]
    yield (*who, _WHOLE, *_sums(form, told.rows), *shown)
    for name, part in _parts(form, told.rows):
        yield (*who, name, *_sums(form, part), *[None] * len(shown))


def _parts(form: Form, rows: Filed) -> Iterator[tuple[str, Filed]]:
    """The rows of each choice of a column of the key, in the order declared."""
    for column in form.columns:
        if column.id in form.key and column.values:
            found = rows.by_value(column.id)
            for option in column.values:
                if option.value in found:
                    yield option.value, found[option.value]


def _sums(form: Form, rows: Filed) -> list[Entry]:
    return [_whole(column, [rows]) for column in _columns(form)]


def _whole(column: FormColumn, parts: Sequence[Filed]) -> Entry:
    """An exact sum, or why there is none: a blank is never 0, and of nothing there is no sum."""
    known: list[Fraction] = []
    for rows in parts:
        total = rows.total(column.id)
        if total is None:
            return WHY if rows.withheld(column.id) else _BLANK
        known.append(total)
    if not known:
        return None
    whole = float(sum(known, Fraction(0)))
    places = len(wording.exact(whole).partition(".")[2])
    return Measured(whole, "", "", max(places, wording.cents(column.unit)))


def _together(
    site: Site, form: Form, every: Sequence[_Told], shares: Sequence[Followed | None]
) -> Row:
    """All that was filed; who has filed nothing is named, and who told last of an earlier term."""
    came = [told for told in every if told.filing]
    newest = max((told.filing.period for told in came if told.filing), default=None)
    lacks = [f"不含{told.unit.name}" for told in every if told.filing is None]
    lacks += [
        f"{told.unit.name}为{told.filing.period.label}"
        for told in came
        if told.filing and told.filing.period != newest
    ]
    name = f"{_WHOLE}（{'，'.join(lacks)}）" if lacks else _WHOLE
    sums = [_whole(column, [told.rows for told in came]) for column in _columns(form)]
    shown = (entry for share in shares for entry in _share(site, share))
    return (name, newest.label if newest else "", None, _WHOLE, *sums, *shown)


def _share(site: Site, one: Followed | None) -> tuple[Entry, ...]:
    """A share as it was told last, what is asked of it, and how it stands."""
    if one is None:
        return (None, None, None)
    newest, badge = one.newest, Badge(*common(one.verdicts))
    asked = charting.asked(site, one)
    if newest is None or newest.value is None:
        return (None, asked, badge)
    need = one.need(site.results.case.as_of)
    return (measured(measures.spelt(newest.value, one.unit, need)), asked, badge)
