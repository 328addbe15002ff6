"""What was changed since in the filings that a version used, cell by cell.

Whoever compares an old page with today's data is to know why they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ... import revisions
from ...calendar import Month
from ...flow import World
from ...ledger.corrections import Correction, corrections
from ...problems import Problem
from ...words.sentences import Shown, said
from ..manifest import Manifest

_SHOWN = 20
"""So many rows and cells of a filing are named."""


def since(name: str, told: Manifest, then: World, now: World, root: Path) -> Iterator[Problem]:
    """The filings that the version used and that are not what they were."""
    if then.ledger is None or now.ledger is None or then.catalogue is None:
        return
    before, after, shown = then.ledger, now.ledger, then.catalogue
    if told.edition == "public":
        before, after, shown = before.public, after.public, shown.for_public()
    for found in corrections(before.of(shown), after, Month.of(told.as_of)):
        yield from _corrected(name, told, found, root)


def _corrected(name: str, told: Manifest, found: Correction, root: Path) -> Iterator[Problem]:
    path = found.filing.file
    try:
        commits = revisions.log(root, told.commit, "HEAD", path)
    except revisions.GitError:
        commits = []
    who = f"提交 {commits[0].id[:8]}，{commits[0].author}" if commits else "还没有提交"
    tell = partial(said, name=Shown(name), who=Shown(who))
    if not (found.dropped or found.cells or found.added):
        what = "已删去" if found.now is None else found.unseen
        yield Problem(*tell("W616", what=Shown(what)), path)
    if found.dropped:
        rows = "、".join(f"原第{row.line}行{_named(row.row)}" for row in found.dropped[:_SHOWN])
        more = "等" if len(found.dropped) > _SHOWN else ""
        words = tell("W616.dropped", count=len(found.dropped), rows=Shown(rows + more))
        yield Problem(*words, path)
    for cell in found.cells[:_SHOWN]:
        was, now = (Shown(value or "空") for value in (cell.was, cell.now))
        header, named = Shown(cell.header), Shown(_named(cell.row))
        words = tell("W616.cell", header=header, row=named, was=was, now=now)
        yield Problem(*words, path, cell.line, field=cell.header, value=cell.now)
    for row in found.added[:_SHOWN]:
        yield Problem(*tell("W616.added", row=Shown(_named(row.row))), path, row.line)
    left = sum(max(0, len(each) - _SHOWN) for each in (found.cells, found.added))
    if left:
        yield Problem(*tell("W616.more", count=left), path)


def _named(row: str) -> str:
    return f"（{row}）" if row else ""
