"""Versions: a month's site published beside the earlier ones, and the proof that it is what it says."""

from generator.releases.branch import Branch
from generator.releases.manifest import CURRENT
from generator.releases.place import Folder, Place
from generator.releases.publishing import Order, Report, Standing, publish
from generator.releases.tags import tag
from generator.releases.verifying import UnreachableError, verify

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
    "tag",
    "verify",
]
