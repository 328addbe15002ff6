"""Which of many texts are alike: near-linear, and the same whatever the machine.

Two texts are as alike as the share of runs of four characters that they have in common of all that either has
(Jaccard). A text is held against the first of each group alone, and only where one of the few runs is common that
cannot all differ if they are alike enough: of the runs in any fixed order, the first ``n - ceil(t * n) + 1``
(prefix filtering; Chaudhuri et al., A Primitive Operator for Similarity Joins, 2006). The order is that of
digests, in which no run of ordinary speech comes first oftener than another.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from zlib import crc32

_RUN = 4
"""Characters of a run."""

_MOST = 32
"""So many groups are known by a run: one that more have in common tells nothing."""

_NEAREST = 8
"""So many groups are looked at closely: those that have most of the few runs in common."""


_HAIR = 1e-9
"""What floats may lack."""


def groups(texts: Sequence[str], least: float) -> list[int]:
    """The group of each text, by the place of the first text of it; each has at least the share ``least``
    (0 to 1) in common with that. '' is alike to nothing."""
    known: dict[str, int] = {}
    runs: dict[int, array[int]] = {}
    met: dict[int, list[int]] = {}
    found: list[int] = []
    for place, text in enumerate(texts):
        if text and text in known:
            found.append(known[text])
            continue
        own = _runs(text)
        head = _head(own, least)
        first = _leader(own, head, runs, met, least) if text else None
        if first is None:
            first = place
            runs[place] = array("I", sorted(own))
            for run in head:
                there = met.setdefault(run, [])
                if len(there) < _MOST:
                    there.append(place)
        known[text] = first
        found.append(first)
    return found


def share(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    return _common(_runs(one), _runs(other))


def _runs(text: str) -> frozenset[int]:
    data = [text[at : at + _RUN] for at in range(max(1, len(text) - _RUN + 1))]
    return frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in data)


def _head(own: frozenset[int], least: float) -> list[int]:
    return sorted(own)[: len(own) - ceil(least * len(own) - _HAIR) + 1]


def _leader(
    own: frozenset[int],
    head: Sequence[int],
    runs: Mapping[int, array[int]],
    met: Mapping[int, list[int]],
    least: float,
) -> int | None:
    """The first text of the group that a text belongs to: of several the earliest."""
    near = Counter(place for run in head for place in met.get(run, ()))
    nearest = sorted(near, key=lambda place: (-near[place], place))[:_NEAREST]
    for place in sorted(nearest):
        other = runs[place]
        less, most = sorted((len(own), len(other)))
        if less >= least * most - _HAIR and _common(own, other) >= least - _HAIR:
            return place
    return None


def _common(one: frozenset[int], other: Collection[int]) -> float:
    both = sum(run in one for run in other)
    whole = len(one) + len(other) - both
    return both / whole if whole else 0.0
