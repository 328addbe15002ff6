"""Versions: a month's site published beside the earlier ones, and the proof that it is what it says."""

from .branch import Branch
from .manifest import CURRENT, Name
from .place import Folder, Place
from .proof.fetching import UnreachableError
from .proof.verifying import verify
from .publishing import Order, Report, Standing, publish
from .pushed import refused as pushed
from .tags import tag
from .withdrawal import Wish, withdraw

__all__ = [
    "CURRENT",
    "Branch",
    "Folder",
    "Name",
    "Order",
    "Place",
    "Report",
    "Standing",
    "UnreachableError",
    "Wish",
    "publish",
    "pushed",
    "tag",
    "verify",
    "withdraw",
]
