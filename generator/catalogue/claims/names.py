"""Documents, items and measures are called by the notice's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...problems import Problem
from ..model import Listing, flat
from ..source import At
from .claim import Claim


def called(claim: Claim, where: At, name: str | None) -> Iterator[Problem]:
    """Documents and items are called by the clause's own words."""
    if name is not None and flat(name) not in claim.text + claim.said:
        yield claim.wrong(where, f"原文本条中没有“{name}”")


def measures(claim: Claim, measures: Sequence[str]) -> Iterator[Problem]:
    """Measures are called by the clause's characters: 红黄牌 may be told as 黄牌 and 红牌."""
    words = claim.text + claim.said
    for index, measure in enumerate(measures):
        strange = [char for char in flat(measure) if char not in words or char == "，"]
        if strange:
            message = f"原文本条中没有“{measure}”的“{''.join(strange)}”"
            yield claim.wrong(("measures", index), message)


def listed(claim: Claim, listing: Listing) -> Iterator[Problem]:
    """Every item, and whether the words after the last of them leave the list open."""
    items = [flat(item) for item in listing.items]
    for index, item in enumerate(listing.items):
        yield from called(claim, ("items", index), item)
    if not items or not all(item in claim.said for item in items):
        return
    ends = max(claim.said.rfind(item) + len(item) for item in items)
    rest = claim.said[ends:].lstrip("”’》）)】〕")
    if rest.startswith("等") and not listing.open:
        problem = claim.places.problem
        message = "引文以“等”结尾，清单没有列尽"
        yield problem("E534", listing, ("open",), message, "请写 open: true。")
    elif listing.open and "等" not in rest:
        yield claim.wrong(("open",), "引文没有以“等”结尾，清单已经列尽", "请写 open: false。")
