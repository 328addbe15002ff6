"""The rule kinds: a folder each, and what lies here is all there are.

A kind's package says what it adds to a rule (its ``Options``) and imports nothing heavy; its module
``judge`` has ``judge(case, rule)``, which yields the verdicts of one rule. It knows nothing of any city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TypeAlias

from ...catalogue.model import Rule

if TYPE_CHECKING:
    from ..case import Case
    from ..verdict import Verdict

Judge: TypeAlias = Callable[["Case", Rule], Iterator["Verdict"]]

KINDS = {found.name: import_module(f".{found.name}", __name__) for found in iter_modules(__path__)}
"""By the name that rules/ gives them, which is the folder's."""


def judge(name: str) -> Judge:
    """How a kind judges a rule."""
    judges: Judge = import_module(f".{name}.judge", __name__).judge
    return judges
