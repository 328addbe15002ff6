"""What became of filings that were in already: row by row and cell by cell, between two ledgers.

Values are compared, never the words in which they are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..calendar import Month
from ..catalogue import types
from ..catalogue.model import Catalogue, Form
from ..frozen import dataclass
from ..intake import Filed
from ..intake.compare import cell, dropped, name, pairs, same
from ..problems import Problem
from ..receipts import Key
from ..words.order import natural
from . import Filing, Ledger


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, or went: its key in words, and the line on which it stands, or stood."""

    row: str
    line: int


@dataclass(frozen=True, slots=True)
class CellChange:
    """``row`` names the row by its key; ``line`` is where it stands now."""

    row: str
    line: int
    header: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A filing that stands otherwise than before; one of the two is None when it came or went."""

    was: Filing | None
    now: Filing | None
    dropped: tuple[RowChange, ...] = ()
    added: tuple[RowChange, ...] = ()
    cells: tuple[CellChange, ...] = ()

    @property
    def unseen(self) -> str:
        """What to say of a file that is not what it was while no row or cell tells otherwise."""
        if self.now and not self.now.valid:
            return "新的文件有错误，没有可以逐格比较的内容"
        withheld = any(filing and filing.withheld for filing in (self.was, self.now))
        return "不公开的数有变" if withheld else "写法有变，采用的值没有变"

    @property
    def filing(self) -> Filing:
        """As it stands now; as it was where it is gone."""
        filing = self.now or self.was
        assert filing is not None
        return filing


def corrections(before: Ledger, after: Ledger, until: Month) -> list[Correction]:
    """The filings of the months up to ``until`` whose files are not what they were, by month, and in the
    order of the units and of the forms.

    Only forms that both catalogues know are looked at. What is filed anew counts only when it came
    in in place of another version: a late first filing is no correction.
    """
    old, new = _standing(before), _standing(after)
    found = []
    units = after.catalogue.names["units"].order
    forms = {form: at for at, form in enumerate(after.catalogue.forms)}

    def stands(key: Key) -> tuple[Any, ...]:
        period, unit, form = key
        return period, units.get(unit, len(units)), natural(unit), forms.get(form, len(forms))

    for key in sorted(old.keys() | new.keys(), key=stands):
        period, _, form = key
        was, now = old.get(key), new.get(key)
        if period > until or was is None or (now and now.blob == was.blob):
            continue
        if form in before.catalogue.forms and form in after.catalogue.forms:
            read = before.read[was.source], after.read[now.source] if now else None
            found.append(between(after.catalogue, was, now, *read))
    return found


def dropping(ledger: Ledger) -> Iterator[Problem]:
    """What stands in the folder and has not all the rows of the valid version before it (W407)."""
    for versions in ledger.by_key.values():
        for was, now in pairwise(filing for filing in versions if filing.valid):
            if now.standing and _before(was, now):
                yield from dropped(
                    ledger.read[was.source], ledger.read[now.source], ledger.catalogue
                )


def _before(was: Filing, now: Filing) -> bool:
    """Whether a version is known to have come in before another one: of what git alone knows, the
    folder may hold the older one."""
    if was.received_at is None or now.received_at is None:
        return was.received_at is now.received_at
    return was.received_at <= now.received_at


def _standing(ledger: Ledger) -> dict[Key, Filing]:
    """What stands in the folder; where that is left out, the last valid version before it."""
    left_out = {(each.period, each.unit, each.form) for each in ledger.left_out}
    before = {
        key: valid[-1]
        for key, versions in ledger.by_key.items()
        if key in left_out and (valid := [each for each in versions if each.valid])
    }
    standing = (filing for filing in ledger.filings if filing.standing)
    return before | {f.key: f for f in standing if f.valid or f.key not in before}


def between(
    catalogue: Catalogue, was: Filing, now: Filing | None, old: Filed, new: Filed | None
) -> Correction:
    """What became of a version in another one; ``old`` and ``new`` are what they say."""
    spoilt = (
        now is not None and was.valid and not now.valid
    )  # it does not count, so nothing is gone
    if now is None or new is None or spoilt or not (now.valid or len(new)):
        return Correction(was, now)
    form = catalogue.forms[was.form]
    gone, came, cells = [], [], list[CellChange]()
    for a, b in pairs(old, new, form):
        if b is None and a is not None:
            gone.append(RowChange(name(old, a, catalogue), old.lines[a]))
        elif a is None and b is not None:
            came.append(RowChange(name(new, b, catalogue), new.lines[b]))
        elif a is not None and b is not None:
            cells += _cells(catalogue, form, (old, a), (new, b))
    return Correction(was, now, tuple(gone), tuple(came), tuple(cells))


def _cells(
    catalogue: Catalogue, form: Form, was: tuple[Filed, int], now: tuple[Filed, int]
) -> Iterator[CellChange]:
    """The cells of a row that do not hold the value that they held."""
    filed, row = now
    for column in form.columns:
        a, b = cell(*was, column), cell(*now, column)
        if not same(a, b):
            told = types.spelt(catalogue, column, a), types.spelt(catalogue, column, b)
            yield CellChange(name(filed, row, catalogue), filed.lines[row], column.header, *told)
