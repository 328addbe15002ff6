"""A filing as it came: its bytes, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calendar import Term
from ..frozen import dataclass

if TYPE_CHECKING:
    from .workbook import Tab


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one version of one filing, and where they came from.

    ``tab`` is the sheet of a workbook that holds the form; ``data`` is then the whole workbook. Of one
    that is still to be read there is no ``tab``, and ``form`` is what its file is called.
    """

    path: str
    period: Term
    unit: str
    form: str
    data: bytes
    tab: Tab | None = None

    @property
    def key(self) -> tuple[Term, str, str]:
        """Which filing it is a version of: month, unit, form."""
        return self.period, self.unit, self.form

    @property
    def sheet(self) -> str:
        """The name of the sheet; '' for a CSV."""
        return self.tab.name if self.tab else ""
