"""numpy and pandas, loaded when something is first asked of rows: what was judged before, and what only lists filings,
asks nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["np", "pd"]


def _numpy() -> ModuleType:
    import numpy

    return numpy


def _pandas() -> ModuleType:
    import pandas

    return pandas


class _Late:
    """Has of a module whatever was asked of it, so that asking again takes no longer."""

    def __init__(self, load: Callable[[], ModuleType]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._load(), name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
else:
    np, pd = _Late(_numpy), _Late(_pandas)
