"""Who may change what: a unit its own folder, the office everything, nobody the past of the log.

Everything is judged by the base: its list of units says who somebody is, so that nobody can write
himself into it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from .. import revisions
from ..calendar import Term, term
from ..catalogue.model import Catalogue, Unit
from ..intake import privacy, text, workbook
from ..intake.find import FOLDER, too_large
from ..intake.telling import Teller, covered, file_path, short
from ..problems import Problem
from ..receipts import LOG
from ..revisions import Changed
from ..words.sentences import Shown, said
from . import workbooks
from .amounts import too_much
from .merged import Merged, merged

_TERM = re.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2}w)?")
_LONGEST_NAME = 255
"""Bytes that a file system takes for a name."""

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Other letters stand for themselves alone: a long s is no s."""

_TOLD = 20
"""So many commits with personal data are named."""


def guard(
    root: Path, base: str, head: str, actors: Sequence[str], catalogue: Catalogue
) -> list[Problem]:
    """What the actors may not do of what merging a head into a base comes to, and what its commits may
    not bring; the catalogue is the base's."""
    if beyond := too_much(root, base, head, catalogue.filing):
        return beyond
    with merged(root, base, head) as outcome:
        return judged(outcome, actors, catalogue)


def judged(outcome: Merged, actors: Sequence[str], catalogue: Catalogue) -> list[Problem]:
    """The same of a merge that was tried already."""
    root, changed = outcome.root, outcome.changes
    problems = list(outcome.problems)
    problems += [
        problem for actor in actors for problem in _allowed(root, outcome.touched, actor, catalogue)
    ]
    problems += _regular(root, changed, catalogue)
    problems += _append_only(root, changed)
    problems += workbooks.refused(outcome, catalogue)
    if not any(problem.code == "E401" for problem in problems):
        problems += _private(outcome, catalogue)
    return problems


def unit_of(actor: str, catalogue: Catalogue) -> Unit | None:
    """The unit for which an account acts; ASCII letters of either case are the same, and no others."""
    own = actor.translate(_SMALL)
    for unit in catalogue.units.values():
        if own in (account.translate(_SMALL) for account in unit.accounts):
            return unit
    return None


def _allowed(
    root: Path, changed: Sequence[Changed], actor: str, catalogue: Catalogue
) -> Iterator[Problem]:
    unit = unit_of(actor, catalogue)
    if unit is None:
        yield Problem(*said("E423", text=short(actor)), value=short(actor))
        return
    if unit.maintains:
        return
    own = f"{FOLDER}/<期次>/{unit.id}/"
    theirs = {b.change for b in brought(changed) if b.is_filing and b.unit == unit.id}
    for change in changed:
        if change not in theirs:
            words = said("E421", unit=Shown(unit.name), own=Shown(own))
            yield Problem(*words, file=file_path(change.path))
        elif change.blob is None and not workbooks.given_up(root, change):
            yield Problem(*said("E421.deleted"), file=file_path(change.path))


def _regular(root: Path, changed: Sequence[Changed], catalogue: Catalogue) -> Iterator[Problem]:
    """Links, other repositories and files that are too large, before anything is opened."""
    limit = catalogue.filing.max_file_bytes
    within = [(each.path, each.change) for each in brought(changed) if each.change.blob]
    known = revisions.sizes(root, [c.blob for _, c in within if c.blob and c.is_file])
    for path, change in within:
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
        whole = before if not before or before.endswith(b"\n") else before + b"\n"
        if after != before and not after.startswith(whole):
            yield Problem(*said("E422"), file=LOG)


def _private(outcome: Merged, catalogue: Catalogue) -> Iterator[Problem]:
    """Personal data that a commit on the way brought, even if the last one took it out again."""
    root, base, head = outcome.root, outcome.base, outcome.head
    came = {
        each.change.blob: each
        for each in brought(revisions.introduced(root, base, head))
        if each.change.blob and each.change.is_file
    }
    standing = {change.blob for change in outcome.changes}
    passing = [blob for blob in came if blob not in standing]
    small = [
        b for b, n in revisions.sizes(root, passing).items() if n <= catalogue.filing.max_file_bytes
    ]
    told, known = 0, privacy.declared(catalogue)
    for blob, data in revisions.contents(root, small).items():
        each = came[blob]
        for line, hit, cell in _hits(data, known):
            if told < _TOLD:
                words = said(
                    "E424", commit=Shown(each.change.commit[:8]), line=line,
                    kind=Shown(_KINDS[hit.kind]), text=covered(cell, hit),
                )  # fmt: skip
                yield Problem(*words, each.path)
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
    "account": "社交账号",
    "paper": "证件号",
    "plate": "车牌号",
    "address": "家庭住址",
}


def _hits(data: bytes, known: Set[str]) -> Iterator[tuple[int, privacy.Hit, str]]:
    """Personal data in a version of a file: line, hit, and the text in which it stands."""
    for line, cell in _texts(data):
        for hit in privacy.find(cell, known=known):
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
    """A change below the folder of filings, by its ``path`` as findings have it.

    ``unit`` is what the folder below the month's is called, '' where there is none, and ``period`` is
    None where the month's is called otherwise. ``is_filing``: it lies where filings do.
    """

    change: Changed
    path: str
    period: Term | None
    unit: str
    is_filing: bool


def brought(changed: Iterable[Changed]) -> list[Brought]:
    """The changes below the folder of filings, whoever made them."""
    return [_placed(change) for change in changed if change.path.startswith(f"{FOLDER}/")]


def _placed(change: Changed) -> Brought:
    _, month, *below = change.path.split("/")
    try:
        period = term(month)
    except ValueError:
        period = None
    is_filing = bool(_TERM.fullmatch(month)) and len(below) == 2
    return Brought(change, file_path(change.path), period, below[0] if below else "", is_filing)
