"""Times that the office writes down itself: a correction, or what came in on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ... import receipts
from ...calendar import Term
from ...catalogue.model import Catalogue, Unit
from ...frozen import dataclass
from ...intake.find import search
from ...problems import Problem, has_errors
from ...receipts import LOG, OFFICE, Receipt, blob_id
from ...words.sentences import Said


@dataclass(frozen=True, slots=True)
class Entry:
    """What the office writes down: when the filings of a unit for a period came in, and why it is the
    office that says so. ``form`` is None for all of them; ``paper`` is what there is to look up, or ''."""

    unit: Unit
    period: Term
    form: str | None
    at: datetime
    reason: str
    paper: str = ""

    @property
    def note(self) -> str:
        """The words that stand in the log."""
        return f"{self.reason}（{self.paper}）" if self.paper else self.reason


@dataclass(frozen=True, slots=True)
class Entered:
    """A line that was written, and the one that counted for the same version before."""

    receipt: Receipt
    before: Receipt | None


def enter(
    root: Path, catalogue: Catalogue, entry: Entry, now: datetime
) -> tuple[list[Entered], list[Problem]]:
    """Log a time for what lies in the folder; nothing where anything is wrong with it.

    Without a form, for whatever of the unit and the period has no time yet. What was said in the same
    words already is not said again.
    """
    wrong = [receipts.impossible(entry.at, entry.period, now), receipts.unfit(entry.note)]
    problems = [Problem(*words) for words in wrong if isinstance(words, Said)]
    lines, unread = receipts.lines(root, catalogue)
    problems += [problem for problem in unread if problem.line in (None, 1)]
    if has_errors(problems):
        return [], problems
    in_force = {(line.key, line.blob): line for line in receipts.in_force(lines)}
    found = []
    for source in search(root, catalogue, entry.unit.id).sources:
        if source.period != entry.period or entry.form not in (None, source.form):
            continue
        blob = blob_id(source.data)
        before = in_force.get((source.key, blob))
        if entry.form is None and before is not None:
            continue
        new = Receipt(entry.at, *source.key, blob, by=OFFICE, note=entry.note)
        found.append(Entered(new, before))
    fresh = [each.receipt for each in found if not _is_said(each)]
    if fresh:
        receipts.append(root, fresh)
    return found, [
        problem for problem in receipts.read(root, catalogue)[1] if _is_of(problem, found)
    ]


def _is_said(entered: Entered) -> bool:
    new, before = entered.receipt, entered.before
    return before is not None and (before.received_at, before.by, before.note) == (
        new.received_at, new.by, new.note,
    )  # fmt: skip


def _is_of(problem: Problem, found: list[Entered]) -> bool:
    """Whether it is told of one of the versions."""
    return problem.file == LOG and problem.value in {each.receipt.blob for each in found}
