"""Taking data away: a ledger without a filing, a receipt, a row or a cell, as if it had never come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from generator.intake import Filed
from generator.judging.results import Results
from generator.judging.verdict import Verdict
from generator.ledger import Filing, Ledger
from generator.words.states import State

ORDER: tuple[tuple[State, ...], ...] = (
    (State.MISSING_REPORT, State.OVERDUE, State.BEHIND),
    (State.AT_RISK,),
    (State.CANNOT_JUDGE, State.DEPENDS_ON_DEFINITION),
    (State.NOT_DUE, State.INFORMATIONAL, State.ATTESTED),
    (State.ON_TRACK,),
    (State.MET,),
)
"""The order of states, worst first, written down once more: it is the law that is tested."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What is taken away, in words for whoever reads a failure, and the ledger without it."""

    says: str
    ledger: Ledger


def rank(state: State) -> int | None:
    return next((place for place, equals in enumerate(ORDER) if state in equals), None)


def greener(before: Results, after: Results) -> list[tuple[Verdict, Verdict]]:
    """The verdicts that are better after than before."""
    found = []
    for verdict in before.verdicts:
        then = after.by_id.get(verdict.id)
        if then is None:
            continue
        old, new = rank(verdict.state), rank(then.state)
        if old is not None and new is not None and new > old:
            found.append((verdict, then))
    return found


def without_filing(ledger: Ledger, filing: Filing) -> Removal:
    """No version of it ever came in."""
    kept = (replace(f, valid=False) if f.key == filing.key else f for f in ledger.filings)
    told = replace(ledger, filings=tuple(kept))
    return Removal(f"without {filing.period}/{filing.unit}/{filing.form}", told)


def without_receipt(ledger: Ledger, filing: Filing) -> Removal:
    """Its line is gone from the log: it is filed, and nobody knows when it came in."""
    kept = (
        replace(f, by="unregistered", received_at=None) if f == filing else f
        for f in ledger.filings
    )
    told = replace(ledger, filings=tuple(kept))
    return Removal(f"without the receipt of {filing.path}", told)


def without_row(ledger: Ledger, filing: Filing, row: int) -> Removal:
    """A version without one of its rows; without the last one it is a file that says nothing."""
    read = ledger.read[filing.source]
    keep = [index for index in range(len(read)) if index != row]
    less = replace(
        read,
        columns={name: [values[i] for i in keep] for name, values in read.columns.items()},
        texts={name: [texts[i] for i in keep] for name, texts in read.texts.items()},
        lines=[read.lines[i] for i in keep],
        numbers=[read.numbers[i] for i in keep],
    )
    told = _with(ledger, filing, less)
    return Removal(f"without line {read.lines[row]} of {filing.path}", told)


def without_cell(ledger: Ledger, filing: Filing, row: int, column: str) -> Removal:
    """A version with one cell blank; where the cell is required the version is faulty by that."""
    read = ledger.read[filing.source]
    values = [None if i == row else value for i, value in enumerate(read.columns[column])]
    told = _with(ledger, filing, replace(read, columns={**read.columns, column: values}))
    form = ledger.catalogue.forms[filing.form]
    if form.column(column).required:
        told = replace(
            told,
            filings=tuple(replace(f, valid=False) if f == filing else f for f in told.filings),
        )
    return Removal(f"without {column} in line {read.lines[row]} of {filing.path}", told)


def _with(ledger: Ledger, filing: Filing, read: Filed) -> Ledger:
    every = [*ledger.read]
    every[filing.source] = read
    kept = (
        replace(f, valid=f.valid and (len(read) > 0 or read.zero))
        if f.key == filing.key and f == filing
        else f
        for f in ledger.filings
    )
    return replace(ledger, filings=tuple(kept), read=every)


def every(ledger: Ledger, dice: Random) -> Iterator[Removal]:
    """Removals at random without end."""
    current = [f for f in ledger.filings if f.standing and f.valid]
    while True:
        filing = dice.choice(current)
        read = ledger.read[filing.source]
        kind = dice.choice(("filing", "row", "cell"))
        if kind == "filing" or not len(read):
            yield without_filing(ledger, filing)
            continue
        row = dice.randrange(len(read))
        if kind == "row":
            yield without_row(ledger, filing, row)
            continue
        form = ledger.catalogue.forms[filing.form]
        yield without_cell(
            ledger, filing, row, dice.choice([c.id for c in form.columns if not c.equals])
        )
