"""Narratives that are alike: of several units, of several tasks of one, and of one from term to term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ... import wording
from ...catalogue.model import letters
from ...catalogue.model.quality import Quality
from ...frozen import dataclass
from ...judging.narratives import Narrative
from ...ledger import Cell
from ..site import Site
from .alike import groups, share
from .findings import CELLS, Finding, Kind

_SHOWN = 40
"""So many characters of a text are shown."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A text that a unit wrote of a task, in the column of which role; ``content`` is the form in which it is
    compared, '' for what says nothing new. ``group`` is the place of the first that it is alike to, among all."""

    row: Narrative
    role: str
    text: str
    content: str
    group: int = 0

    @property
    def digits(self) -> str:
        """Its numbers, one after the other: a text that only brings them up to date is no repetition."""
        return "".join(char if char.isdecimal() else " " for char in self.text).strip()


def findings(site: Site, standard: Quality) -> Iterator[Finding]:
    """All of them, what several units wrote first."""
    every = _grouped(site, standard)
    together: dict[int, list[_Told]] = {}
    for told in every:
        if len(told.content) >= standard.shortest:
            together.setdefault(told.group, []).append(told)
    alike = [group for group in together.values() if len(group) > 1]
    for group in alike:
        if len({told.row.unit for told in group}) > 1:
            yield _copied(site, group)
    for group in alike:
        yield from _several(site, group)
    yield from _repeated(site, standard, every)


def _grouped(site: Site, standard: Quality) -> list[_Told]:
    """Every text that says something, in order of time, of units and of tasks."""
    order = {unit: at for at, unit in enumerate(site.catalogue.units)}
    clauses = {clause: at for at, clause in enumerate(site.catalogue.clauses)}
    rows = [row for own in site.results.narratives.values() for row in own if not row.blank]
    rows.sort(key=lambda r: (r.period, order.get(r.unit, -1), clauses.get(r.clause, -1)))
    every = [told for row in rows for told in _told(row)]
    compared = [t.content if len(t.content) >= standard.shortest else "" for t in every]
    found = groups(compared, standard.alike / 100)
    return [replace(told, group=group) for told, group in zip(every, found, strict=True)]


def _told(row: Narrative) -> Iterator[_Told]:
    """What a row tells of how it goes, of problems and of the next steps."""
    yield _Told(row, "narrative", row.text, row.content)
    for role, text in (("problem", row.problem), ("next", row.next)):
        if text:
            yield _Told(row, role, text, letters(text))


def _cell(site: Site, told: _Told) -> Cell:
    """Where it stands."""
    cell = told.row.cells[0]
    filing = site.sources[cell.file]
    column = site.catalogue.forms[filing.form].with_role(told.role)
    assert column
    at = filing.positions.get(column.id, -1) + 1
    return replace(cell, column=at, header=column.header, value=told.text, filed=told.text)


def _copied(site: Site, group: Sequence[_Told]) -> Finding:
    units = tuple(dict.fromkeys(told.row.unit for told in group))
    names = wording.few([site.catalogue.units[unit].name for unit in units], 6, "个单位")
    return _finding(
        site, "copied", units, group, f"{names}的{_where(site, group)}雷同：{_excerpt(group)}"
    )


def _several(site: Site, group: Sequence[_Told]) -> Iterator[Finding]:
    """What one unit wrote of several tasks."""
    own: dict[str, list[_Told]] = {}
    for told in group:
        own.setdefault(told.row.unit, []).append(told)
    for unit, each in own.items():
        clauses = tuple(dict.fromkeys(told.row.clause for told in each))
        if len(clauses) > 1:
            names = wording.few([_clause(site, clause) for clause in clauses], 4, "项")
            yield _finding(
                site,
                "several",
                (unit,),
                each,
                f"{names}的{_where(site, each)}雷同：{_excerpt(each)}",
            )


def _repeated(site: Site, standard: Quality, every: Iterable[_Told]) -> Iterator[Finding]:
    """What a unit writes of a task again and again, or that there is nothing new."""
    own: dict[tuple[str, str, str], list[_Told]] = {}
    for told in every:
        own.setdefault((told.row.unit, told.row.clause, told.role), []).append(told)
    for (unit, clause, _), rows in own.items():
        for same, run in groupby(rows, key=lambda told: _same(told, standard)):
            series = list(run)
            terms = list(dict.fromkeys(told.row.period for told in series))
            if same and len(terms) >= standard.repeated:
                kind = "没有新内容" if same == "nothing" else "雷同"
                of = f"{_clause(site, clause)}的{_where(site, series)}"
                said = f"{of}连续{len(terms)}期{kind}：{_excerpt(series)}"
                yield _finding(site, "repeated", (unit,), series, said)


def _same(told: _Told, standard: Quality) -> object:
    """By what a text is the same as the one before it; '' for one that is too short to tell."""
    if not told.content:
        return "nothing"
    return (told.group, told.digits) if len(told.content) >= standard.shortest else ""


def _finding(
    site: Site, kind: Kind, units: tuple[str, ...], group: Sequence[_Told], said: str
) -> Finding:
    cells = tuple(_cell(site, told) for told in group[:CELLS])
    newest = max(told.row.period for told in group)
    return Finding(kind, units, newest, "", said, cells, max(0, len(group) - CELLS))


def _excerpt(group: Sequence[_Told]) -> str:
    """The first of the texts, and how far the last is from it."""
    first = group[0]
    least = min(share(first.content, told.content) for told in group[:CELLS])
    rate = "" if least >= 1 or not first.content else f"（相同{wording.rounded(least * 100, 0)}%）"
    return f"{wording.quoted(wording.short(first.text, _SHOWN))}{rate}"


def _where(site: Site, group: Sequence[_Told]) -> str:
    """The headers under which it stands."""
    first = {told.role: told for told in reversed(group)}
    roles = dict.fromkeys(told.role for told in group)
    names = dict.fromkeys(_cell(site, first[role]).header for role in roles)
    return wording.join(map(wording.quoted, names))


def _clause(site: Site, clause: str) -> str:
    return site.catalogue.clauses[clause].name if clause in site.catalogue.clauses else clause
