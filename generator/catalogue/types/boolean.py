"""Yes or no, in these two words."""

from __future__ import annotations

from .. import fitting
from ..fields import FieldType, wide

_WORDS = ("是", "否")

TYPE = FieldType(
    title="是／否",
    meaning="是/否",
    reader=fitting.reader("truth"),
    rows="truth",
    holds="truth",
    width=wide(12),
    choices=lambda column, catalogue, unit: list(_WORDS),
    data={"options": _WORDS},
)
