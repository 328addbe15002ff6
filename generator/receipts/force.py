"""Which lines of the log count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .line import OFFICE, SYSTEM, Key, Receipt


def in_force(lines: Iterable[Receipt]) -> list[Receipt]:
    """The receipts that count, in order of time: without those of the system that the office corrected.

    The office's last word on a version stands above the system's, in whatever order they were written;
    a version that came in again later, after another one, is not what the office spoke of.
    """
    every = list(lines)
    spoken = {(line.key, line.blob): line for line in every if line.by == OFFICE}
    system: dict[Key, list[Receipt]] = {}
    for line in every:
        if line.by == SYSTEM:
            system.setdefault(line.key, []).append(line)
    left = []
    for line in every:
        last = spoken.get((line.key, line.blob))
        own = system.get(line.key, [])
        if last is None or line is last or (line.by == SYSTEM and _again(line, last, own)):
            left.append(replace(line, accepted=any(each.blob == line.blob for each in own)))
    return sorted(left, key=lambda receipt: receipt.received_at)


def _again(line: Receipt, spoken: Receipt, system: Sequence[Receipt]) -> bool:
    """Whether the system tells of a version that it came in once more, after what the office spoke of."""
    first = min(each.received_at for each in system if each.blob == line.blob)
    since = max(first, spoken.received_at)
    return line.line > spoken.line and any(
        each.blob != line.blob and since < each.received_at < line.received_at for each in system
    )
