"""A cell that a row of ``types/spellings.yaml`` fits, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ...calendar import Term
from ...frozen import dataclass
from ...words.characters import names
from ...words.sentences import Shown
from ..fields import Read
from ..model import Catalogue, Column, Names
from ..spellings import FOREIGN


@dataclass(frozen=True)
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

    @cached_property
    def words(self) -> Mapping[str, Shown]:
        """What a sentence about any cell of the column may use."""
        return {
            "header": Shown(self.column.header),
            "help": Shown(self.column.help or "请核对编号。"),
            "unit": Shown(self.column.unit),
            "example": Shown(self.column.example or self.example),
            "period": Shown(self.period.month),
        }


class Cell(NamedTuple):
    """A cell that a row fits: its ``text``, what is ``seen`` of it, that in narrow forms, and the pieces."""

    text: str
    seen: str
    plain: str
    pieces: Mapping[str, str]
    at: Setting

    def words(self, read: Read | None = None) -> Mapping[str, str | int]:
        """What a sentence about it may use."""
        return {
            **self.at.words,
            "text": self.seen,
            "names": Shown(names(re.findall(FOREIGN, self.seen))),
            **self.pieces,
            **({"used": read.used or self.seen} if read else {}),
        }


Meaning: TypeAlias = Callable[[Cell], Read | None]
Test: TypeAlias = Callable[[Cell], bool]
Condition: TypeAlias = Callable[[Setting, str], bool | Test]
"""From a column, and what is wanted, to whether it holds, or to what must be asked of each cell."""
