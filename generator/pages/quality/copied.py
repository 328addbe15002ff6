"""Narratives that are alike: of several units, of several tasks of one, and of one from term to term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ... import wording
from ...catalogue.model.quality import Quality
from ...judging.narratives import Narrative
from ..site import Site
from .alike import groups, share
from .findings import CELLS, Finding, Kind

_SHOWN = 40
"""So many characters of a text are shown."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A narrative with the first place of its group among all, by which those that are alike are known."""

    row: Narrative
    group: int

    @property
    def digits(self) -> str:
        """Its numbers, one after the other: a text that only brings them up to date is no repetition."""
        return "".join(char if char.isdecimal() else " " for char in self.row.text).strip()


def findings(site: Site, standard: Quality) -> Iterator[Finding]:
    """All of them, what several units wrote first."""
    every = _told(site, standard)
    together: dict[int, list[_Told]] = {}
    for told in every:
        if len(told.row.content) >= standard.shortest:
            together.setdefault(told.group, []).append(told)
    alike = [group for group in together.values() if len(group) > 1]
    for group in alike:
        if len({told.row.unit for told in group}) > 1:
            yield _copied(site, group)
    for group in alike:
        yield from _several(site, group)
    yield from _repeated(site, standard, every)


def _told(site: Site, standard: Quality) -> list[_Told]:
    """Every narrative that says something, in order of time, of units and of tasks."""
    order = {unit: at for at, unit in enumerate(site.catalogue.units)}
    clauses = {clause: at for at, clause in enumerate(site.catalogue.clauses)}
    rows = [row for own in site.results.narratives.values() for row in own if not row.blank]
    rows.sort(key=lambda r: (r.period, order.get(r.unit, -1), clauses.get(r.clause, -1)))
    compared = [row.content if len(row.content) >= standard.shortest else "" for row in rows]
    found = groups(compared, standard.alike / 100)
    return [_Told(row, group) for row, group in zip(rows, found, strict=True)]


def _copied(site: Site, group: Sequence[_Told]) -> Finding:
    units = tuple(dict.fromkeys(told.row.unit for told in group))
    names = wording.few([site.catalogue.units[unit].name for unit in units], 6, "个单位")
    return _finding("copied", units, group, f"{names}的文字雷同：{_excerpt(group)}")


def _several(site: Site, group: Sequence[_Told]) -> Iterator[Finding]:
    """What one unit wrote of several tasks."""
    own: dict[str, list[_Told]] = {}
    for told in group:
        own.setdefault(told.row.unit, []).append(told)
    for unit, each in own.items():
        clauses = tuple(dict.fromkeys(told.row.clause for told in each))
        if len(clauses) > 1:
            names = wording.few([_clause(site, clause) for clause in clauses], 4, "项")
            yield _finding("several", (unit,), each, f"{names}写的雷同：{_excerpt(each)}")


def _repeated(site: Site, standard: Quality, every: Iterable[_Told]) -> Iterator[Finding]:
    """What a unit writes of a task again and again, or that there is nothing new."""
    own: dict[tuple[str, str], list[_Told]] = {}
    for told in every:
        own.setdefault((told.row.unit, told.row.clause), []).append(told)
    for (unit, clause), rows in own.items():
        for same, run in groupby(rows, key=lambda told: _same(told, standard)):
            series = list(run)
            terms = list(dict.fromkeys(told.row.period for told in series))
            if same and len(terms) >= standard.repeated:
                kind = "没有新内容" if same == "nothing" else "文字雷同"
                said = f"{_clause(site, clause)}连续{len(terms)}期{kind}：{_excerpt(series)}"
                yield _finding("repeated", (unit,), series, said)


def _same(told: _Told, standard: Quality) -> object:
    """By what a text is the same as the one before it; '' for one that is too short to tell."""
    if not told.row.content:
        return "nothing"
    return (told.group, told.digits) if len(told.row.content) >= standard.shortest else ""


def _finding(kind: Kind, units: tuple[str, ...], group: Sequence[_Told], said: str) -> Finding:
    cells = [cell for told in group[:CELLS] for cell in told.row.cells]
    newest = max(told.row.period for told in group)
    return Finding(kind, units, newest, "", said, tuple(cells[:CELLS]), max(0, len(group) - CELLS))


def _excerpt(group: Sequence[_Told]) -> str:
    """The first of the texts, and how far the last is from it."""
    first = group[0].row
    least = min(share(first.content, told.row.content) for told in group[:CELLS])
    rate = "" if least >= 1 or not first.content else f"（相同{wording.rounded(least * 100, 0)}%）"
    return f"{wording.quoted(wording.short(first.text, _SHOWN))}{rate}"


def _clause(site: Site, clause: str) -> str:
    return site.catalogue.clauses[clause].name if clause in site.catalogue.clauses else clause
