"""A provision beside the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ...frozen import dataclass
from ...problems import Problem
from ..model import Provision
from ..placed import Places
from ..source import At

_HINT = (
    "请对照原文改正；原文的说法要解释的，用 reads 写明读作多少或哪一天；"
    "办公室另有决定的，basis 改为 office 并写明文号；暂定的写 assumed。"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A provision, and the words for it, all without white space.

    ``said`` are the notice's words for its quote, with ``|`` between cells, ``near`` the sentence or
    the row in which they stand, ``text`` the clause's text. ``numbers``, ``days`` and ``times`` (what last
    year is multiplied by) are those that ``reads`` finds in the quote; ``unit`` is that of its values, ""
    where nobody says.
    """

    places: Places
    provision: Provision
    said: str
    near: str
    text: str
    year: int
    unit: str
    numbers: frozenset[Fraction]
    days: frozenset[date]
    times: frozenset[Fraction]

    def needs(self, where: At, pattern: str) -> Iterator[Problem]:
        """The pattern must be found in the quote."""
        if not re.search(pattern, self.said):
            yield self.missing(where)

    def missing(self, where: At, instead: str = "") -> Problem:
        """Nothing in the quote says what stands there; ``instead`` is what it says of that sort."""
        hint = f"引文里有：{instead}。{_HINT}" if instead else ""
        return self.wrong(where, f"引文中没有与“{self.value(where)}”对应的字样", hint)

    def wrong(self, where: At, message: str, hint: str = "") -> Problem:
        """What stands there is not what the notice says."""
        said, told = f"依据写的是 notice，{message}", self.value(where) if where else None
        return self.places.problem("E534", self.provision, where, said, hint or _HINT, value=told)

    def value(self, where: At) -> Any:
        """What is written there; None of what an amendment leaves as it was."""
        document, at = self.places.at(self.provision)
        if self.places.stands_in(self.provision) and where[0] not in document.get(at):
            return None
        return document.get((*at, *where))

    def reads(self, value: float) -> bool:
        """Whether the office reads the number in the quote."""
        return Fraction(repr(float(value))) in self.numbers

    def multiplies(self, value: float) -> bool:
        """Whether the office reads in the quote so many times last year's figure."""
        return Fraction(repr(float(value))) in self.times
