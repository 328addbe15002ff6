"""What became of filings that were in already: cell by cell, between two ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.calendar import Month
from generator.catalogue.model import Catalogue, Column, Form
from generator.intake import Filed
from generator.intake.withheld import Withheld
from generator.ledger import Filing, Ledger, shown, usual

WHOLE_ROW = "整行"


@dataclass(frozen=True, slots=True)
class CellChange:
    """``row`` names the row by its key; ``line`` is where it stands now, or stood when it is gone."""

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
    cells: tuple[CellChange, ...]

    @property
    def unseen(self) -> str:
        """What to say of a file that is not what it was while no cell tells otherwise."""
        withheld = any(filing and filing.withheld for filing in (self.was, self.now))
        return "不公开的数有变" if withheld else "写法有变，采用的值没有变"

    @property
    def filing(self) -> Filing:
        filing = self.now or self.was
        assert filing is not None
        return filing


def corrections(before: Ledger, after: Ledger, until: Month) -> list[Correction]:
    """The filings of the months up to ``until`` whose files are not what they were, in order.

    Only forms that both catalogues know are looked at. What is filed anew counts only when it came
    in in place of another version: a late first filing is no correction.
    """
    old, new = _standing(before), _standing(after)
    found = []
    for key in sorted(old.keys() | new.keys()):
        period, _, name = key
        was, now = old.get(key), new.get(key)
        if period > until or was is None or (now and now.blob == was.blob):
            continue
        if name in before.catalogue.forms and name in after.catalogue.forms:
            rows = _differences(
                after.catalogue,
                after.catalogue.forms[name],
                before.read[was.source],
                after.read[now.source] if now else None,
            )
            found.append(Correction(was, now, tuple(rows)))
    return found


def _standing(ledger: Ledger) -> dict[tuple[Month, str, str], Filing]:
    return {filing.key: filing for filing in ledger.filings if filing.standing}


def _differences(
    catalogue: Catalogue, form: Form, was: Filed, now: Filed | None
) -> Iterator[CellChange]:
    if now is None:
        return

    def told(filed: Filed, column: Column, row: int) -> str:
        if isinstance(written := filed.text(column.id, row), Withheld):
            return written
        values = filed.columns.get(column.id)
        return usual(catalogue, column, values[row]) if values else ""

    def named(filed: Filed, row: int) -> str:
        own = [c for c in map(form.column, form.key) if not c.equals]
        return "、".join(filter(None, (told(filed, column, row) for column in own)))

    old, new = _rows(form, was), _rows(form, now)
    for key in dict.fromkeys((*new, *old)):
        if key not in old:
            yield CellChange(named(now, new[key]), now.lines[new[key]], WHOLE_ROW, "", "新增")
        elif key not in new:
            yield CellChange(named(was, old[key]), was.lines[old[key]], WHOLE_ROW, "", "删去")
        else:
            for column in form.columns:
                a, b = told(was, column, old[key]), told(now, column, new[key])
                if a != b:
                    line = now.lines[new[key]]
                    yield CellChange(named(now, new[key]), line, column.header, a, b)


def _rows(form: Form, filed: Filed) -> Mapping[tuple[str, ...], int]:
    """Where each row is, by its key; rows that say the same in it are counted."""
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[str, ...], int] = {}
    for index in range(len(filed)):
        key = tuple(shown(filed.columns[name][index]) for name in form.key if name in filed.columns)
        seen[key] += 1
        found[key if seen[key] == 1 else (*key, str(seen[key]))] = index
    return found
