"""Numbers of papers and things: kept as they are written, by a pattern where there is one."""

from __future__ import annotations

from .. import fitting, plain
from ..fields import FieldType
from .text import allows

TYPE = FieldType(
    title="编号",
    meaning="编号",
    reader=fitting.reader("code"),
    plain=plain.code,
    together=plain.codes,
    rows="code",
    takes=frozenset({"pattern", "max_length"}),
    stray="E210.mark",
    allows=allows,
)
