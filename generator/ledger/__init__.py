"""What was filed, when it came in, and what counts on a day: versions of filings, and tables of their rows."""

from .cells import Cell, Lineage
from .columns import WithheldError
from .faulty import LeftOut
from .filing import Filing
from .ledger import Ledger
from .means import OWN, Means
from .opening import open_ledger
from .predicates import Among, Dated, Filled, Predicate, Reaches, Side
from .table import Table, Thing

__all__ = [
    "OWN",
    "Among",
    "Cell",
    "Dated",
    "Filing",
    "Filled",
    "Ledger",
    "LeftOut",
    "Lineage",
    "Means",
    "Predicate",
    "Reaches",
    "Side",
    "Table",
    "Thing",
    "WithheldError",
    "open_ledger",
]
