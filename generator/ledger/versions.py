"""Every version of every filing: its bytes, when they came in, and who says so.

What stands in the folder is a version like any other. Receipts go before commits, and a content that
came in, was corrected, and came in again is three versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from .. import receipts, revisions
from ..catalogue.model import Catalogue, Form
from ..catalogue.owing import may_file
from ..frozen import dataclass
from ..intake import text
from ..intake.find import FOLDER, Found, Misfit, read_file
from ..intake.source import Source
from ..problems import Problem
from ..receipts import LOG, Key, Receipt, blob_id
from ..words.sentences import Shown, revision, said
from . import history
from .history import Committed


@dataclass(frozen=True, slots=True)
class Version:
    """``file`` is where the filing lies, or lay. ``by`` is receipt, commit, unregistered or nobody; the
    last goes with no time.

    Unregistered is what has no receipt although receipts were kept by then; its time, if there is any,
    is that of its commit; where there is none, ``after`` is the last that is registered before it.
    ``commit`` is the one that brought the bytes, '' where git does not tell.
    """

    source: Source
    file: str
    blob: str
    received_at: datetime | None = None
    by: str = "nobody"
    note: str = ""
    commit: str = ""
    after: datetime | None = None


def gather(
    root: Path, present: Found, log: Sequence[Receipt], catalogue: Catalogue
) -> tuple[list[Version], list[Problem]]:
    """The versions in the folder, in its order, then all earlier ones whose bytes are kept.

    A file that no filing can be read from may have had one before.
    """
    current = present.sources
    told = _by_key(log)
    blobs = [blob_id(source.data) for source in current]
    known_to_git = history.read(root)
    registering = known_to_git.whole and (
        bool(log) or known_to_git.registering or (receipts.kept(root) and not known_to_git.versions)
    )
    commits: dict[str, list[Committed]] = {}
    for commit in known_to_git.versions:
        commits.setdefault(commit.path, []).append(commit)
    beside = _kept(root, catalogue)
    newest = max((receipt.received_at for receipt in log), default=None)
    brought = {commit.blob: commit.commit for path in commits.values() for commit in path}
    now: list[Version] = []
    earlier: list[tuple[Key, Receipt | Committed]] = []
    for source, blob in zip(current, blobs, strict=True):
        key = source.key
        receipts_ = told.pop(key, [])
        known = {receipt.blob for receipt in receipts_}
        arrivals: list[Receipt | Committed] = [
            *receipts_,
            *_after(receipts_, (c for c in commits.get(source.path, []) if c.blob not in known)),
        ]
        own = next((a for a in reversed(arrivals) if a.blob == blob), None)
        version = _version(source, source.path, blob, own, brought, registering)
        if own is None and version.by == "unregistered":
            version = replace(version, after=_before_it(receipts_, beside, newest))
        now.append(version)
        earlier += [(key, arrival) for arrival in arrivals if arrival is not own]
    earlier += [(key, receipt) for key, left in told.items() for receipt in left]
    standing = {source.key for source in current}
    for misfit in present.misfits:
        for key in _meant(misfit, catalogue):
            known = {receipt.blob for receipt in told.get(key, ())}
            fit = (c for c in commits.get(misfit.path, []) if c.blob not in known)
            if key not in standing:
                earlier += [(key, c) for c in _after(told.get(key, ()), fit)]
    kept = beside | {blob: source.data for source, blob in zip(current, blobs, strict=True)}
    lost = {arrival.blob for _, arrival in earlier} - kept.keys()
    stored = {**kept, **revisions.contents(root, lost)}
    found = [
        _version(source, file, arrival.blob, arrival, brought, registering)
        for key, arrival in sorted(earlier, key=lambda entry: (entry[0], _when(entry[1])))
        if arrival.blob in stored
        for file, source in _sources(key, arrival.blob, stored[arrival.blob], catalogue)
    ]
    gone = [_gone(a) for _, a in earlier if isinstance(a, Receipt) and a.blob not in stored]
    return [*now, *found], [*gone, *known_to_git.odd]


def _before_it(
    told: Sequence[Receipt], beside: Mapping[str, bytes], newest: datetime | None
) -> datetime | None:
    """The last that was surely registered before a content of which neither log nor history tells.

    It replaced in place what is registered; or else, with an earlier version put aside as is done for a
    correction, or with none at all, its line is missing from the log, and may have been its last.
    """
    if told and not any(receipt.blob in beside for receipt in told):
        return told[-1].received_at
    return newest


def _meant(misfit: Misfit, catalogue: Catalogue) -> list[Key]:
    """The filings that a file would hold: that of its name, or all of a unit for a workbook."""
    period, unit = misfit.period, misfit.unit
    if period is None or unit is None:
        return []
    owed = [form.id for form in may_file(catalogue, catalogue.units[unit], period)]
    book = misfit.form is None and misfit.is_book
    return [(period, unit, form) for form in owed if book or form == misfit.form]


def _by_key(log: Sequence[Receipt]) -> dict[Key, list[Receipt]]:
    """Receipts of each filing in order of time; the same content told again at once is no other."""
    told: dict[Key, list[Receipt]] = {}
    for receipt in log:
        before = told.setdefault(receipt.key, [])
        if not before or before[-1].blob != receipt.blob:
            before.append(receipt)
    return told


def _after(told: Sequence[Receipt], commits: Iterable[Committed]) -> Iterator[Committed]:
    """Commits, of which what is not registered came after all that is: its own date is its sender's."""
    last = max((receipt.received_at for receipt in told), default=None)
    for commit in commits:
        at = commit.committed_at
        if commit.registering and last and at and at < last:
            commit = replace(commit, committed_at=last)
        yield commit


def _version(
    source: Source,
    file: str,
    blob: str,
    arrival: Receipt | Committed | None,
    brought: Mapping[str, str],
    registering: bool,
) -> Version:
    """``registering``: receipts are kept today, or were ever."""
    commit = brought.get(blob, "")
    match arrival:
        case Receipt(note=note):
            told = arrival.commit or commit
            return Version(source, file, blob, arrival.received_at, "receipt", note, told)
        case Committed(committed_at=at):
            by = "unregistered" if arrival.registering else "commit" if at else "nobody"
            return Version(source, file, blob, at, by, commit=arrival.commit)
        case _:
            by = "unregistered" if registering else "nobody"
            return Version(source, file, blob, by=by, commit=commit)


def _when(arrival: Receipt | Committed) -> tuple[bool, datetime | int]:
    """In order of time, what has none last."""
    at = arrival.received_at if isinstance(arrival, Receipt) else arrival.committed_at
    return at is None, at or 0


def _sources(
    key: Key, blob: str, data: bytes, catalogue: Catalogue
) -> Iterator[tuple[str, Source]]:
    """The filing in an earlier version, the file itself or the sheet of a workbook, and where it lay."""
    period, unit, form = key
    is_book = data.startswith(text.WORKBOOK)
    file = f"{FOLDER}/{period}/{unit}/{form}.{'xlsx' if is_book else 'csv'}"
    whole = Source(f"{file}@{blob[:8]}", period, unit, form, data)
    owed = {form: catalogue.forms[form]}
    for found in _sheets(whole, owed, catalogue) if is_book else (whole,):
        if isinstance(found, Source):
            yield file, found


def _sheets(book: Source, owed: Mapping[str, Form], catalogue: Catalogue) -> Iterable[object]:
    """Those of a workbook; what reads one is loaded with the first."""
    from ..intake.sheets import sheets_in

    return sheets_in(book, owed, catalogue)


def _kept(root: Path, catalogue: Catalogue) -> dict[str, bytes]:
    """The versions kept beside the log, by blob id."""
    limit = catalogue.filing.max_file_bytes
    found = (read_file(file, file.name, limit) for file in receipts.superseded(root))
    return {blob_id(data): data for data in found if isinstance(data, bytes)}


def _gone(receipt: Receipt) -> Problem:
    what = f"{receipt.period}/{receipt.unit}/{receipt.form}"
    folder = Shown(receipts.SUPERSEDED)
    words = said("W411", what=Shown(what), blob=revision(receipt.blob[:8]), folder=folder)
    return Problem(*words, LOG, receipt.line, value=receipt.blob)
