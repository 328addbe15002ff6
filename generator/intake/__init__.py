"""The filed side: bytes to text, text to records, records to typed columns, each cell with its place.

Nothing here needs a data frame, so that the check of one filing starts at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..calendar import Term
from ..catalogue.model import Catalogue
from ..frozen import dataclass
from ..problems import Problem
from ..progress import counted
from .changes import Change
from .compare import falling, is_cumulative
from .filed import Filed
from .filing import Reader
from .find import Misfit, search
from .source import Source

__all__ = ["Change", "Filed", "Inspection", "Reader", "Source", "inspect", "read"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Every filing of a folder, in the order of paths, what is none, and all that is wrong there."""

    filed: Sequence[Filed]
    misfits: Sequence[Misfit]
    problems: Sequence[Problem]

    @property
    def changes(self) -> list[Change]:
        """The cells that are used otherwise than they were written, filing by filing."""
        return [change for filed in self.filed for change in filed.changes]

    def of(self, period: Term) -> Inspection:
        """What is filed for a month, and all that is wrong with it."""
        filed = [each for each in self.filed if each.source.period == period]
        misfits = [each for each in self.misfits if each.period == period]
        files = {each.source.path for each in filed} | {each.path for each in misfits}
        return Inspection(filed, misfits, [each for each in self.problems if each.file in files])


def read(sources: Iterable[Source], catalogue: Catalogue, today: date | None = None) -> list[Filed]:
    """Read and check any number of filings."""
    reader = Reader(catalogue, today)
    with _unswept():
        return [reader.read(source) for source in counted(sources)]


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the collector of cycles, which goes through all that was read again and again: reading makes
    next to none."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def inspect(
    root: Path,
    catalogue: Catalogue,
    today: date | None = None,
    unit: str | None = None,
    period: Term | None = None,
) -> Inspection:
    """Find, read and check every filing below root, or those of one unit or of one term: only what is found of
    those, and of earlier ones no more than they are compared with, is read then."""
    found = search(root, catalogue, unit)
    sources = _telling_of(period, found.sources, catalogue) if period else found.sources
    filed, misfits = read(sources, catalogue, today), [*found.misfits, *found.passing]
    problems = [misfit.problem for misfit in misfits]
    problems += [problem for each in filed for problem in each.problems]
    whole = Inspection(filed, misfits, [*problems, *falling(filed, catalogue)])
    return whole.of(period) if period else whole


def _telling_of(period: Term, sources: Sequence[Source], catalogue: Catalogue) -> Iterator[Source]:
    """The filings of a term, and the earlier ones whose cumulative figures they go on from."""
    own = {(each.unit, each.form) for each in sources if each.period == period}
    for each in sources:
        earlier = each.period < period and (each.unit, each.form) in own
        if each.period == period or (earlier and is_cumulative(catalogue.forms[each.form])):
            yield each
