"""When a filing came in: the append-only log that the receiving side writes.

``receipts/log.csv`` has one line for each version received. The version is named by its git blob
id, so a line points at exact bytes wherever they are kept; earlier versions may be kept as
``receipts/superseded/<yyyy-mm>/<unit>/<form>.<n>.csv``. A line of the office stands above the
system's for the same version and says why in its note; the office may also log what came in on paper
while nothing could be pushed. Both lines stay.
"""

from .doubts import by_hand, doubts, impossible, unfit
from .force import in_force
from .line import (
    HEADER,
    LOG,
    OFFICE,
    SUPERSEDED,
    SYSTEM,
    Key,
    Receipt,
    blob_id,
)
from .reading import extends, holds_any, kept, lines, parse, read, superseded
from .writing import append, extended, united

__all__ = [
    "HEADER",
    "LOG",
    "OFFICE",
    "SUPERSEDED",
    "SYSTEM",
    "Key",
    "Receipt",
    "append",
    "blob_id",
    "by_hand",
    "doubts",
    "extended",
    "extends",
    "holds_any",
    "impossible",
    "in_force",
    "kept",
    "lines",
    "parse",
    "read",
    "superseded",
    "unfit",
    "united",
]
