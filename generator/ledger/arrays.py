"""numpy and pandas, loaded when something is first asked of rows: what was judged before, and what only lists filings,
asks nothing of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["np", "pd"]

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
else:

    class _Late:
        """Has of a module whatever was asked of it, so that asking again takes no longer."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, name: str) -> Any:
            found = getattr(import_module(self._name), name)
            setattr(self, name, found)
            return found

    np, pd = _Late("numpy"), _Late("pandas")
