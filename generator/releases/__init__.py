"""Versions: a month's site published beside the earlier ones, and the proof that it is what it says."""

from .branch import Branch
from .manifest import CURRENT
from .place import Folder, Place
from .publishing import Order, Report, Standing, publish
from .pushed import refused as pushed
from .tags import tag
from .verifying import UnreachableError, verify

__all__ = [
    "CURRENT",
    "Branch",
    "Folder",
    "Order",
    "Place",
    "Report",
    "Standing",
    "UnreachableError",
    "publish",
    "pushed",
    "tag",
    "verify",
]
