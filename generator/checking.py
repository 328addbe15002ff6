"""The check of what is declared and what is filed, without judging any of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from . import catalogue, intake, store
from .calendar import Term
from .catalogue import Catalogue
from .frozen import dataclass
from .intake import Inspection
from .judging.kinds import KINDS
from .problems import Problem, has_errors, in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read; None where an error of the declared side stands in the way."""

    catalogue: Catalogue | None
    inspection: Inspection | None
    problems: list[Problem]

    @property
    def sound(self) -> bool:
        """Whether a run may go on: no error but of filings that are left out."""
        return not has_errors(self.problems)


def check(root: Path, today: date | None = None, now: datetime | None = None) -> Checked:
    """Check all that is declared and filed below root; a day after ``today`` has not come yet, and nothing
    came in after ``now``."""
    from . import overrides, receipts  # not for the filings of one unit
    from .intake import registered

    declared, problems = catalogue.read(root, KINDS, store.of(root))
    if declared is None:
        return Checked(None, None, in_order(problems))
    inspection = intake.inspect(root, declared, today)
    log, more = receipts.read(root, declared)
    more += receipts.by_hand(log, now) if now else []
    spoilt = _spoilt(root, declared) if has_errors(inspection.problems) else []
    problems += [*inspection.problems, *more, *registered.check(declared), *spoilt]
    problems += overrides.check(root)
    return Checked(declared, inspection, in_order(problems))


def _spoilt(root: Path, declared: Catalogue) -> list[Problem]:
    """What is wrong with the YAML because valid filings do not fit it any more."""
    from .ledger import (
        open_ledger,
        turned,
    )  # the whole history: only where it is asked for

    _, told = open_ledger(root, declared, store.of(root))
    return [problem for problem in told if problem.code == turned.TURNED]


def check_filings(
    root: Path,
    declared: Catalogue,
    unit: str | None,
    period: Term | None,
    today: date | None = None,
) -> Checked:
    """Check the filings of a unit, of a month, or of both; earlier months are what to compare with."""
    asked = intake.inspect(root, declared, today, unit, period)
    return Checked(declared, asked, in_order(asked.problems))
