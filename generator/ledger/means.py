"""By what means a ledger is opened and asked: which engine holds the merged rows, and who reads filings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from .. import intake
from ..catalogue.model import Catalogue
from ..frozen import dataclass
from ..intake import Filed, Source
from .engines import PANDAS, Engine

Reads: TypeAlias = Callable[[Sequence[Source], Catalogue], list[Filed]]
"""Reads filings, in their order."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run uses beside the machine that it is on."""

    engine: Engine = PANDAS
    reads: Reads = intake.read


OWN = Means()
"""This process, and nothing beside it."""
