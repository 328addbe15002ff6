"""When filings came in: lines for the end of the log, written by the receiving side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from .. import disk, receipts, revisions
from ..calendar import Term
from ..catalogue.model import Catalogue
from ..intake import Filed, inspect, text
from ..intake.find import FOLDER, search
from ..problems import has_errors
from ..receipts import OFFICE, SUPERSEDED, Receipt, blob_id
from .guard import brought


def receive(
    root: Path, base: str, head: str, at: datetime, catalogue: Catalogue, into: Path
) -> list[Receipt]:
    """Log every valid filing that is between two commits and is not in the log yet.

    ``into`` is the root whose log is written. A version that is told there already keeps its time, but
    for one that came in before: jobs need not end in the order of the pushes that began them. What the
    office said stays. An earlier version that the head no longer holds, as when a branch was squashed,
    is kept beside.
    """
    with revisions.checked_out(root, head) as folder:
        new = arrivals(root, folder, base, head, at, catalogue)
    known, _ = receipts.read(into, catalogue)
    settled = {(receipt.key, receipt.blob) for receipt in known if receipt.by == OFFICE}
    settled |= {(receipt.key, receipt.blob) for receipt in known if receipt.received_at <= at}
    new = [receipt for receipt in new if (receipt.key, receipt.blob) not in settled]
    if new:
        receipts.append(into, new)
    return new


def arrivals(
    root: Path, folder: Path, base: str, head: str, at: datetime, catalogue: Catalogue
) -> list[Receipt]:
    """A receipt for each valid filing that the head brings; ``folder`` holds the head."""
    new = [b for b in brought(revisions.changes(root, base, head)) if b.is_filing and b.change.blob]
    changed = {each.path for each in new}
    found = []
    units = {each.unit for each in new}
    for unit in catalogue.units:
        if unit in units:
            found += [
                Receipt(at, *filed.source.key, blob_id(filed.source.data), head)
                for filed in _sound(inspect(folder, catalogue, unit=unit).filed)
                if filed.source.path in changed
            ]
    return found


def _sound(filed: Iterable[Filed]) -> list[Filed]:
    """The filings that count: of a workbook, none when one of its sheets has an error."""
    spoilt = {each.source.path for each in filed if has_errors(each.problems)}
    return [each for each in filed if each.valid and each.source.path not in spoilt]


def keep_superseded(root: Path, into: Path, catalogue: Catalogue) -> list[Path]:
    """Store the bytes of logged versions that were replaced and that no commit of the head holds."""
    known, _ = receipts.read(into, catalogue)
    standing = {s.key: blob_id(s.data) for s in search(into, catalogue).sources}
    last = {key: max(_times(known, key, blob), default=None) for key, blob in standing.items()}
    reachable = _reachable(into)
    kept = {blob_id(file.read_bytes()) for file in receipts.superseded(into)}
    written = []
    for receipt in known:
        limit = last.get(receipt.key)
        gone = receipt.blob not in reachable and receipt.blob not in kept
        if limit and receipt.received_at < limit and gone:
            data = revisions.contents(root, [receipt.blob]).get(receipt.blob)
            if data is not None:
                written.append(_store(into, receipt, data))
                kept.add(receipt.blob)
    return written


def _times(known: Sequence[Receipt], key: object, blob: str) -> list[datetime]:
    return [receipt.received_at for receipt in known if receipt.key == key and receipt.blob == blob]


def _reachable(root: Path) -> set[str]:
    """The blobs that the history of a working tree holds."""
    try:
        objects = ("rev-list", "--objects", "--no-object-names", "HEAD", "--", FOLDER)
        return set(revisions.git(root, *objects).decode().split())
    except revisions.GitError:
        return set()


def _store(into: Path, receipt: Receipt, data: bytes) -> Path:
    suffix = "xlsx" if data.startswith(text.WORKBOOK) else "csv"
    folder = into / SUPERSEDED / str(receipt.period) / receipt.unit
    number = 1
    while (file := folder / f"{receipt.form}.{number}.{suffix}").exists():
        number += 1
    disk.write(file, data)
    return file


def override(
    root: Path,
    catalogue: Catalogue,
    filing: tuple[Term, str, str],
    at: datetime,
    reason: str,
) -> Receipt | None:
    """Log another time for the version that stands in the folder, and why; None when there is none."""
    period, unit, form = filing
    source = next((s for s in search(root, catalogue, unit).sources if s.key == filing), None)
    if source is None:
        return None
    receipt = Receipt(at, period, unit, form, blob_id(source.data), by=OFFICE, note=reason)
    receipts.append(root, [receipt])
    return receipt
