"""A cell that a row of ``types/spellings.yaml`` fits, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ...calendar import Term
from ...words.characters import names
from ...words.sentences import Shown
from ..fields import Read
from ..model import Catalogue, Column, Names
from ..spellings import FOREIGN


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a cell stands: its column, in a filing for a period; ``example`` is one of its type."""

    column: Column
    catalogue: Catalogue
    period: Term
    example: str = ""
    whole: bool = False

    @property
    def names(self) -> Names:
        """How what the column refers to may be called."""
        return self.catalogue.names[self.column.to or ""]


class Cell(NamedTuple):
    """A cell that a row fits: its ``text``, what is ``seen`` of it, that in narrow forms, and the pieces."""

    text: str
    seen: str
    plain: str
    pieces: Mapping[str, str]
    at: Setting

    def words(self, read: Read | None = None) -> Mapping[str, str | int]:
        """What a sentence about it may use."""
        column = self.at.column
        return {
            "text": self.seen,
            "header": Shown(column.header),
            "help": Shown(column.help or "请核对编号。"),
            "unit": Shown(column.unit),
            "example": Shown(column.example or self.at.example),
            "period": Shown(self.at.period.month),
            "names": Shown(names(re.findall(FOREIGN, self.seen))),
            **self.pieces,
            **({"used": read.used or self.seen} if read else {}),
        }


Meaning: TypeAlias = Callable[[Cell], Read | None]
Test: TypeAlias = Callable[[Cell], bool]
Condition: TypeAlias = Callable[[Setting, str], bool | Test]
"""From a column, and what is wanted, to whether it holds, or to what must be asked of each cell."""
