"""The blank forms of a unit and a month as files: one workbook, and a CSV for each form."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from .. import archives, store
from ..calendar import Term
from ..catalogue.model import Catalogue, Unit
from ..store import NOWHERE, Store
from .blank import Blank, Last, blanks
from .csv import as_csv
from .workbook import as_workbook


def files(
    catalogue: Catalogue, unit: Unit, period: Term, last: Last, held: Store = NOWHERE
) -> dict[str, bytes]:
    """File names and bytes; {} when the unit owes nothing for the month."""
    return written(blanks(catalogue, unit, period, last), catalogue, unit, period, held)


def written(
    own: Sequence[Blank], catalogue: Catalogue, unit: Unit, period: Term, held: Store = NOWHERE
) -> dict[str, bytes]:
    """The same of all the blank forms of a unit and a month."""
    if not own:
        return {}
    workbook = bundle(as_workbook(own, catalogue, unit, period), held)
    return {
        f"{unit.id}-{period}.xlsx": workbook,
        **{f"{blank.form.id}.csv": as_csv(blank) for blank in own},
    }


def bundle(parts: Mapping[str, bytes], held: Store = NOWHERE) -> bytes:
    """Files in one archive; the same files give the same bytes, and are packed once where these are kept."""
    how = (store.program("archives.py"), zlib.ZLIB_RUNTIME_VERSION)
    listed = (part for name, data in parts.items() for part in (name, data))
    return held.once("archives", store.key(*how, *listed), lambda: archives.of(parts))
