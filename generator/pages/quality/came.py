"""What came late or not at all, what was corrected, and what is used otherwise than it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import assert_never

from ... import wording
from ...calendar import Term
from ...catalogue import types
from ...catalogue.model import Form
from ...frozen import dataclass
from ...intake import Change
from ...judging.duty import Duty, duty_of
from ...ledger import Cell, Filing
from ...ledger.corrections import Correction, between
from ..site import Site
from .findings import CELLS, Finding

_EXAMPLES = 3
"""So many cells that were changed, or are spelt otherwise, are shown in words."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A form that a unit owed for a term, and what came of it."""

    unit: str
    term: Term
    duty: Duty


def owed(site: Site) -> list[Owed]:
    """Every form that a unit owed by now or has filed, by terms, then in the notice's order."""
    return site.once("quality: owed", lambda: list(_owed(site)))


def _owed(site: Site) -> Iterator[Owed]:
    case = site.results.case
    for term in case.terms:
        for unit in site.catalogue.filers():
            for form in case.owed_by(unit.id, term):
                duty = duty_of(case, unit.id, term, form)
                if duty.versions or duty.over:
                    yield Owed(unit.id, term, duty)


def findings(site: Site) -> Iterator[Finding]:
    """All of them: filings term by term, the rest form by form."""
    every = owed(site)
    for (unit, term), own in groupby(every, key=lambda each: (each.unit, each.term)):
        yield from _filed(unit, term, [each.duty for each in own])
    yield from _left_out(site)
    for each in every:
        yield from _corrected(site, each)
        yield from _rewritten(site, each)


# --- in time -------------------------------------------------------------------------------------


def _filed(unit: str, term: Term, duties: Iterable[Duty]) -> Iterator[Finding]:
    """The forms of one filing that came alike, together."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if said := _late(duty):
            found.setdefault(said, []).append(duty)
    for said, own in found.items():
        names = wording.join(wording.quoted(duty.form.name) for duty in own)
        cells = tuple(_arrival(duty.versions[0]) for duty in own if duty.versions)
        form = own[0].form.id if len(own) == 1 else ""
        yield Finding("filed", (unit,), term, form, f"{names}{said}", cells)


def _left_out(site: Site) -> Iterator[Finding]:
    """The files that lie there with errors and do not count."""
    for each in site.left_out:
        if each.unit in site.catalogue.units and each.period:
            said = f"有{len(each.problems)}处错误，没有计入"
            form = each.form if each.form in site.catalogue.forms else ""
            cell = Cell(each.path, 0, 0, "", "")
            yield Finding("filed", (each.unit or "",), each.period, form or "", said, (cell,))


def _late(duty: Duty) -> str:
    match duty.came:
        case "missing":
            return f"应于{wording.day(duty.last_day)}前报送，没有收到"
        case "late":
            return f"期限为{wording.day(duty.last_day)}，迟报{duty.days_late()}天"
        case "unregistered":
            return "已有文件，收到时间未登记，不能算按时"
        case "untold" | "open" | "on_time":
            return ""
    assert_never(duty.came)


def _arrival(filing: Filing) -> Cell:
    """When a filing came in; line and column 0 stand for the file as a whole."""
    when = filing.received_at.isoformat() if filing.received_at else "不明"
    return Cell(filing.path, 0, 0, "收到时间", when, "", filing.commit)


# --- corrected -----------------------------------------------------------------------------------


def corrections(site: Site, each: Owed) -> list[Correction]:
    """Those of one form, one after the other."""
    return site.once(
        ("quality: corrections", each.unit, each.term, each.duty.form.id),
        lambda: [_between(site, was, now) for was, now in pairwise(each.duty.versions)],
    )


def _between(site: Site, was: Filing, now: Filing) -> Correction:
    read = site.results.case.ledger.read
    return between(site.catalogue, was, now, read[was.source], read[now.source])


def _corrected(site: Site, each: Owed) -> Iterator[Finding]:
    form = each.duty.form
    for number, found in enumerate(corrections(site, each), 1):
        now = found.filing
        at = f"（{wording.moment(now.received_at)}收到）" if now.received_at else ""
        parts = [
            f"改{len(found.cells)}格" if found.cells else "",
            f"增{len(found.added)}行" if found.added else "",
            f"减{len(found.dropped)}行" if found.dropped else "",
        ]
        told = "，".join(filter(None, parts)) or found.unseen
        shown = [f"{c.row}的{wording.quoted(c.header)}由{c.was or '空'}改为{c.now or '空'}"
                 for c in found.cells[:_EXAMPLES]]  # fmt: skip
        cells = [_changed(form, now, change.line, change.header, change.now, change.was)
                 for change in found.cells[:CELLS]]  # fmt: skip
        cells += [Cell(now.path, row.line, 0, row.row, "新增的行", "", now.commit)
                  for row in found.added[: CELLS - len(cells)]]  # fmt: skip
        more = len(found.cells) + len(found.added) - len(cells)
        said = f"第{number}次更正{at}，{'：'.join(filter(None, (told, '；'.join(shown))))}"
        yield Finding("corrected", (each.unit,), each.term, form.id, said, tuple(cells), more)


def _changed(form: Form, filing: Filing, line: int, header: str, value: str, was: str) -> Cell:
    """A cell as it stands now; what it held before is told as what was filed."""
    named = {column.header: column.id for column in form.columns}
    at = filing.positions.get(named.get(header, ""), -1) + 1
    return Cell(filing.path, line, at, header, value, was, filing.commit)


# --- rewritten -----------------------------------------------------------------------------------


def spellings(site: Site, each: Owed) -> Mapping[str, list[Change]]:
    """The cells of what counts that were spelt otherwise than they are used, by the headers."""

    def work_out() -> Mapping[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        read = site.results.case.ledger.read
        for filing in each.duty.versions[-1:]:
            for change in read[filing.source].changes:
                found.setdefault(change.field, []).append(change)
        return found

    return site.once(("quality: spellings", each.unit, each.term, each.duty.form.id), work_out)


def kind_of(form: Form, header: str) -> str:
    """What is spelt otherwise, in a word, by what the column holds."""
    column = next((column for column in form.columns if column.header == header), None)
    if column is None:
        return "其他"
    holds = types.of(column).holds
    match holds:
        case "number":
            return "数字"
        case "day":
            return "日期"
        case "truth":
            return "是否"
        case "text":
            return "名称和文字"
    assert_never(holds)


def _rewritten(site: Site, each: Owed) -> Iterator[Finding]:
    form = each.duty.form
    for header, every in spellings(site, each).items():
        newest, kind = each.duty.versions[-1], kind_of(form, header)
        cells = tuple(
            Cell(newest.path, c.line, c.column, header, c.used, c.was, newest.commit)
            for c in every[:_EXAMPLES]
        )
        as_in = f"，如{wording.quoted(every[0].was)}采用为{wording.quoted(every[0].used)}"
        said = f"{wording.quoted(header)}{len(every)}格的写法按统一写法采用（{kind}）{as_in}"
        more = len(every) - len(cells)
        yield Finding("rewritten", (each.unit,), each.term, form.id, said, cells, more)
