"""What a term of filing is called: a month where everything is filed by months, else a term (期)."""

from __future__ import annotations

from ..catalogue.model import Catalogue
from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Called:
    """A term; each one, one after the other, all of them; this one, the one before and the one after; its
    end; and the one of which a filing tells, as it is spoken of and as it is declared."""

    name: str
    every: str
    by: str
    all: str
    this: str
    last: str
    next: str
    end: str
    told: str
    itself: str


_MONTHS = Called(
    "月份", "每月", "逐月", "各月", "当月", "上月", "次月", "月末", "报送月份", "报送月份（季度）"
)
_TERMS = Called(
    "期次", "每期", "逐期", "各期", "当期", "上期", "下期", "期末", "所报的那一期", "所报的那一期"
)


def called(catalogue: Catalogue) -> Called:
    """What the terms of a city are called."""
    return _MONTHS if catalogue.rhythms <= {"month"} else _TERMS
