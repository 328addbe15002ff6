"""A filing as the ledger keeps it: one version of it, when it came in, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from ..calendar import Term
from ..frozen import dataclass
from ..receipts import Key


@dataclass(frozen=True, slots=True)
class Filing:
    """One version of one filing.

    ``file`` is the path of the file, whichever version of it this is, and ``path`` that of the version.
    ``received_at`` is None when neither a receipt nor a commit tells; ``by`` says who told: receipt,
    commit, nobody, or unregistered where receipts were kept and it has none. ``source`` is its number
    in the frames' ``_source`` column. ``standing`` is what the folder holds, all else is history.
    ``positions`` maps column ids to 0-based cell positions in the file. ``commit`` is the one that
    brought it, as far as git tells. ``after`` is the last that is registered before one of which nothing
    tells the time although receipts were kept. ``withheld``: there are counts in it that the public may
    not know, and its digest would tell them.
    """

    period: Term
    unit: str
    form: str
    file: str
    path: str
    blob: str
    received_at: datetime | None
    by: str
    note: str
    source: int
    valid: bool
    zero: bool
    standing: bool
    commit: str
    positions: Mapping[str, int] = field(hash=False, compare=False)
    withheld: bool = False
    after: datetime | None = None

    @property
    def key(self) -> Key:
        """What all versions of it have in common: month, unit, form."""
        return self.period, self.unit, self.form

    @property
    def short_commit(self) -> str:
        """As much of its commit's id as git takes for the whole: 12 characters, '' where git tells none."""
        return self.commit[:12]

    @property
    def unregistered(self) -> bool:
        """Whether it is filed and can be on time for nobody: its receipt is missing."""
        return self.by == "unregistered"
