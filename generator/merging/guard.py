"""Who may change what: a unit its own folder, the office everything, nobody the past of the log.

Everything is judged by the base: its list of units says who somebody is, so that nobody can write
himself into it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import revisions
from ..catalogue.model import Catalogue, Unit
from ..intake import privacy, text, workbook
from ..intake.find import FOLDER, too_large
from ..intake.telling import Teller, covered, file_path, short
from ..problems import Problem
from ..receipts import LOG
from ..revisions import Changed
from ..words.sentences import Shown, said

_FILING = re.compile(rf"{FOLDER}/([0-9]{{4}}-[0-9]{{2}})/([^/]+)/[^/]+")
_LONGEST_NAME = 255
"""Bytes that a file system takes for a name."""

_TOLD = 20
"""So many commits with personal data are named."""


def guard(
    root: Path, base: str, head: str, actors: Sequence[str], catalogue: Catalogue
) -> list[Problem]:
    """What the actors may not do of what is between two commits; the catalogue is the base's."""
    changed = revisions.changes(root, base, head)
    problems = [problem for actor in actors for problem in _allowed(changed, actor, catalogue)]
    problems += _regular(root, changed, catalogue)
    problems += _append_only(root, changed)
    if not any(problem.code == "E401" for problem in problems):
        problems += _private(root, base, head, catalogue)
    return problems


def unit_of(actor: str, catalogue: Catalogue) -> Unit | None:
    """The unit for which an account acts; letters of either case are the same."""
    folded = actor.casefold()
    for unit in catalogue.units.values():
        if folded in (account.casefold() for account in unit.accounts):
            return unit
    return None


def _allowed(changed: Sequence[Changed], actor: str, catalogue: Catalogue) -> Iterator[Problem]:
    unit = unit_of(actor, catalogue)
    if unit is None:
        yield Problem(*said("E423", text=short(actor)), value=short(actor))
        return
    if unit.maintains:
        return
    own = f"{FOLDER}/<月份>/{unit.id}/"
    theirs = {brought.change for brought in filings_in(changed) if brought.unit == unit.id}
    for change in changed:
        if change not in theirs:
            words = said("E421", unit=Shown(unit.name), own=Shown(own))
            yield Problem(*words, file=file_path(change.path))
        elif change.blob is None:
            yield Problem(*said("E421.deleted"), file=file_path(change.path))


def _regular(root: Path, changed: Sequence[Changed], catalogue: Catalogue) -> Iterator[Problem]:
    """Links, other repositories and files that are too large, before anything is opened."""
    limit = catalogue.filing.max_file_bytes
    within = [c for c in changed if c.path.startswith(f"{FOLDER}/") and c.blob]
    known = revisions.sizes(root, [c.blob for c in within if c.blob and c.is_file])
    for change in within:
        path = file_path(change.path)
        if any(len(os.fsencode(part)) > _LONGEST_NAME for part in change.path.split("/")):
            yield Problem(*said("E405.long"), file=short(path))
        elif not change.is_file:
            yield Problem(*said("E403"), file=path)
        elif known.get(change.blob or "", 0) > limit:
            yield Problem(*too_large(known[change.blob or ""], limit), file=path)


def _append_only(root: Path, changed: Sequence[Changed]) -> Iterator[Problem]:
    for change in changed:
        if change.path != LOG or not change.was:
            continue
        told = revisions.contents(root, [blob for blob in (change.was, change.blob) if blob])
        before, after = told.get(change.was, b""), told.get(change.blob or "", b"")
        if not after.startswith(before.rstrip(b"\r\n")):
            yield Problem(*said("E422"), file=LOG)


def _private(root: Path, base: str, head: str, catalogue: Catalogue) -> Iterator[Problem]:
    """Personal data that a commit on the way brought, even if the last one took it out again."""
    brought = {
        change.blob: change
        for change in revisions.introduced(root, base, head)
        if change.blob and change.is_file and change.path.startswith(f"{FOLDER}/")
    }
    standing = {change.blob for change in revisions.changes(root, base, head)}
    passing = [blob for blob in brought if blob not in standing]
    small = [
        b for b, n in revisions.sizes(root, passing).items() if n <= catalogue.filing.max_file_bytes
    ]
    told = 0
    for blob, data in revisions.contents(root, small).items():
        change = brought[blob]
        for line, hit, cell in _hits(data):
            if told < _TOLD:
                words = said(
                    "E424", commit=Shown(change.commit[:8]), line=line,
                    kind=Shown(_KINDS[hit.kind]), text=covered(cell, hit),
                )  # fmt: skip
                yield Problem(*words, file_path(change.path))
            told += 1
    for commit, message in revisions.messages(root, base, head).items():
        for hit in privacy.find(message):
            if hit.sure and hit.kind not in ("email", "name"):
                kind, name = Shown(_KINDS[hit.kind]), covered(message, hit)
                yield Problem(*said("E424.message", commit=Shown(commit[:8]), kind=kind, text=name))


_KINDS = {
    "id": "身份证号",
    "mangled": "身份证号或卡号",
    "mobile": "手机号",
    "card": "银行卡号",
    "landline": "电话号码",
    "email": "电子邮箱",
    "name": "个人姓名",
}


def _hits(data: bytes) -> Iterator[tuple[int, privacy.Hit, str]]:
    """Personal data in a version of a file: line, hit, and the text in which it stands."""
    for line, cell in _texts(data):
        for hit in privacy.find(cell):
            if hit.sure:
                yield line, hit, cell


def _texts(data: bytes) -> Iterator[tuple[int, str]]:
    if data.startswith(text.WORKBOOK):
        try:
            tabs = workbook.read(data)
        except workbook.UnreadableError:
            return
        for tab in tabs.values():
            for record in tab.records:
                yield from ((record.line, cell) for cell in record.cells)
        return
    decoded = text.decode(data, Teller(""))
    lossy = decoded if decoded is not None else data.decode("utf-8", "replace")
    for number, line in enumerate(lossy.split("\n"), 1):
        yield from ((number, cell) for cell in re.split("[,;\t]", line))


@dataclass(frozen=True, slots=True)
class Brought:
    """A change to a filing, with the names of the month's and of the unit's folder."""

    change: Changed
    month: str
    unit: str


def filings_in(changed: Iterable[Changed]) -> list[Brought]:
    """The changes to filings, whoever made them."""
    found = ((change, _FILING.fullmatch(change.path)) for change in changed)
    return [Brought(change, match[1], match[2]) for change, match in found if match]
