"""What one filing says, with the place of every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ..catalogue.fields import Value
from ..frozen import dataclass
from ..problems import Problem
from .changes import Change
from .source import Source


@dataclass(frozen=True, slots=True)
class Filed:
    """What one filing says.

    ``columns`` maps column ids to values, one per row; a file that has not the column says None, and
    so does one of a month in which the form has not the column.
    ``texts`` are the same cells as the file has them. ``lines`` and ``numbers`` are the physical
    line and the spreadsheet row of each row, ``positions`` the 0-based cell position of each column.
    A zero report has no rows. A filing with an error in ``problems`` does not count, nor does one
    that says nothing: that there is nothing to report is said by a zero report.
    """

    source: Source
    columns: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Sequence[int] = ()
    numbers: Sequence[int] = ()
    positions: Mapping[str, int] = field(default_factory=dict)
    zero: bool = False
    problems: Sequence[Problem] = ()
    changes: Sequence[Change] = ()

    @property
    def valid(self) -> bool:
        """Whether it counts: no error, and either rows or a zero report."""
        broken = any(problem.is_error for problem in self.problems)
        return not broken and (self.zero or len(self) > 0)

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, column: str, row: int) -> str:
        """A cell as the file has it; '' where the file has not the column."""
        own = self.texts.get(column)
        return own[row] if own else ""
