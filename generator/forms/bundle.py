"""The blank forms of a unit and a month as files: one workbook, and a CSV for each form."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from .. import archives
from ..calendar import Term
from ..catalogue.model import Catalogue, Unit
from .blank import Last, blanks
from .csv import as_csv
from .workbook import as_workbook


def files(catalogue: Catalogue, unit: Unit, period: Term, last: Last) -> dict[str, bytes]:
    """File names and bytes; {} when the unit owes nothing for the month."""
    own = blanks(catalogue, unit, period, last)
    if not own:
        return {}
    workbook = {f"{unit.id}-{period}.xlsx": as_workbook(own, catalogue, unit, period)}
    return workbook | {f"{blank.form.id}.csv": as_csv(blank) for blank in own}


def bundle(parts: Mapping[str, bytes]) -> bytes:
    """Files in one archive; the same files give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archives.add(archive, name, data)
    return stream.getvalue()
