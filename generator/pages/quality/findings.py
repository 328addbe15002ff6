"""A finding: whose it is, what there is to ask about, and the cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from ...calendar import Term
from ...frozen import dataclass
from ...ledger import Cell

Kind: TypeAlias = Literal[
    "filed", "corrected", "rewritten", "copied", "several", "repeated", "leaps"
]

KINDS: tuple[Kind, ...] = get_args(Kind)

WORDS: Mapping[Kind, str] = {
    "filed": "迟报、未报和有误",
    "corrected": "更正",
    "rewritten": "改写的写法",
    "copied": "单位之间雷同",
    "several": "多项任务雷同",
    "repeated": "多期雷同",
    "leaps": "数字跳变",
}

CELLS = 20
"""So many cells are named of one finding; of more it is said how many they are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask ``units`` about, of the newest ``term`` that it is about; ``says`` is a sentence without
    a full stop. ``cells`` are the first of those it rests on, ``more`` counts the others."""

    kind: Kind
    units: tuple[str, ...]
    term: Term
    form: str
    says: str
    cells: tuple[Cell, ...] = ()
    more: int = 0
