"""When filings came in: lines for the end of the log, written by the receiving side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from datetime import datetime
from itertools import count
from pathlib import Path

from ... import disk, receipts, revisions
from ...catalogue.model import Catalogue
from ...intake import Filed, inspect, text
from ...intake.find import FOLDER, search
from ...problems import has_errors
from ...receipts import OFFICE, SUPERSEDED, SYSTEM, Key, Receipt, blob_id
from ..branch.paths import brought


def receive(
    root: Path, base: str, head: str, at: datetime, catalogue: Catalogue, into: Path
) -> list[Receipt]:
    """Log every valid filing that is between two commits and is not in the log yet.

    ``into`` is the root whose log is written.
    """
    with revisions.checked_out(root, head) as folder:
        found = arrivals(root, folder, base, head, at, catalogue)
    known, _ = receipts.lines(into, catalogue)
    new = unsettled(found, known)
    if new:
        receipts.append(into, new)
    return new


def unsettled(found: Iterable[Receipt], lines: Sequence[Receipt]) -> list[Receipt]:
    """Those of some receipts that the log does not tell yet.

    What was the newest version then already keeps its first time: jobs need not end in the order of the
    pushes that began them, and may run again. A version that comes in again after another one is told
    once more. What the office said of a version stays; where the system had it earlier, and nobody knew,
    that is kept beside.
    """
    told = {(line.key, line.blob, line.received_at) for line in lines}
    seen = {(line.key, line.blob) for line in lines if line.by == SYSTEM}
    spoken = {(r.key, r.blob): r.received_at for r in lines if r.by == OFFICE}
    in_force = receipts.in_force(lines)

    def is_settled(new: Receipt) -> bool:
        version = new.key, new.blob
        if (*version, new.received_at) in told:
            return True
        before = [r for r in in_force if r.key == new.key and r.received_at <= new.received_at]
        if before and before[-1].blob == new.blob:
            return True
        if version not in seen or version not in spoken:
            return False
        return not before or before[-1].received_at <= spoken[version]

    return [new for new in found if not is_settled(new)]


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
    standing = {(s.key, blob_id(s.data)) for s in search(into, catalogue).sources}
    kept = {
        file.relative_to(into).as_posix(): blob_id(file.read_bytes())
        for file in receipts.superseded(into)
    }
    files = to_keep(root, into, known, standing, kept)
    for path, data in files.items():
        disk.write(into / path, data)
    return [into / path for path in files]


def superseded_at(root: Path, tip: str, known: Sequence[Receipt]) -> dict[str, bytes]:
    """The same as files that a commit has still to get."""
    there = revisions.files_in(root, tip, FOLDER, SUPERSEDED)
    kept = {path: blob for path, blob in there.items() if path.startswith(f"{SUPERSEDED}/")}
    folders: dict[str, set[str]] = {}
    for path, blob in there.items():
        folders.setdefault(path.rpartition("/")[0], set()).add(blob)
    standing = {
        (r.key, r.blob) for r in known if r.blob in folders.get(f"{FOLDER}/{r.period}/{r.unit}", ())
    }
    return to_keep(root, root, known, standing, kept, tip)


def to_keep(
    store: Path,
    root: Path,
    known: Sequence[Receipt],
    standing: Set[tuple[Key, str]],
    kept: Mapping[str, str],
    tip: str = "HEAD",
) -> dict[str, bytes]:
    """The files for replaced versions that are not kept: ``standing`` are the versions that lie in the
    folder, ``kept`` the files beside the log with their blobs, ``store`` is where the bytes are."""
    last: dict[Key, datetime] = {}
    for receipt in known:
        if (receipt.key, receipt.blob) in standing:
            last[receipt.key] = receipt.received_at
    have = set(kept.values())
    replaced = [
        receipt
        for receipt in known
        if receipt.key in last
        and receipt.received_at < last[receipt.key]
        and (receipt.key, receipt.blob) not in standing
        and receipt.blob not in have
    ]
    gone = {r.blob for r in replaced} - (_reachable(root, tip) if replaced else set())
    stored = revisions.contents(store, gone)
    files: dict[str, bytes] = {}
    for receipt in replaced:
        if data := stored.pop(receipt.blob, None):
            files[_beside(receipt, data, {*kept, *files})] = data
    return files


def _reachable(root: Path, tip: str) -> set[str]:
    """The blobs of filings that the history of a commit holds."""
    try:
        objects = ("rev-list", "--objects", "--no-object-names", tip, "--", FOLDER)
        return set(revisions.git(root, *objects).decode().split())
    except revisions.GitError:
        return set()


def _beside(receipt: Receipt, data: bytes, taken: Container[str]) -> str:
    """The path under which a version is kept beside the log."""
    suffix = "xlsx" if data.startswith(text.WORKBOOK) else "csv"
    place = f"{SUPERSEDED}/{receipt.period}/{receipt.unit}/{receipt.form}"
    return next(p for n in count(1) if (p := f"{place}.{n}.{suffix}") not in taken)
