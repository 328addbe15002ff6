"""Engines: what holds the merged rows of a form and answers for them. All of them give the same answers.

``pandas`` has all rows in memory and answers at once; it is loaded where they are many. The others hold the filings
of a form for a term apart (``parts``), answer a question for each filing, and what they say of several is put together
(``questions``): sums of exact amounts, so that no order and no division makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from ...catalogue.model import Catalogue, Form
from ...frozen import dataclass
from ..columns import Rows
from ..filing import Filing
from ..frames import Frame, Merged
from .asked import FEW, Every

__all__ = ["PANDAS", "Engine", "Every", "Name", "Opened"]

Name = Literal["pandas", "duckdb", "dask"]
"""What an engine is called."""


class Opened(Protocol):
    """All rows of a form."""

    def of(self, filings: Iterable[Filing]) -> tuple[Frame, Rows]:
        """The rows of some filings, in the order of the filings, and the frame that has them."""


class Engine(Protocol):
    """Something that holds merged rows."""

    def open(self, form: Form, catalogue: Catalogue, every: Every) -> Opened:
        """The rows of a form."""


@dataclass(frozen=True, slots=True)
class Pandas:
    """All rows of a form in memory, of more than ``few`` as arrays."""

    few: int = FEW

    def open(self, form: Form, catalogue: Catalogue, every: Every) -> Merged:
        """As ``Engine.open``."""
        own = {n: each for n, each in enumerate(every.read) if each.source.form == form.id}
        made = Merged
        if sum(map(len, own.values())) > self.few:
            from .large import Large

            made = Large
        return made(form, catalogue=catalogue, filed=own, every_filing=every.filings)


PANDAS = Pandas()
