"""What the two readers say of a filing: the one here, and the one in the browser."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.catalogue.owing import may_file
from generator.intake import Filed, Reader
from generator.intake.sheets import Unread, sheets_in
from generator.problems import Problem
from generator.words.codes import CODES

from . import Mutated
from .origins import CITIES

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEYS = (
    "severity",
    "code",
    "sheet",
    "line",
    "column",
    "record",
    "field",
    "value",
    "message",
    "hint",
)


def as_told(problem: Problem) -> Mapping[str, Any]:
    """A finding as the browser has it; those that it only counts beside it, if there are any."""
    told = {key: getattr(problem, key) for key in KEYS}
    if problem.untold is None:
        return told
    code, number = problem.untold
    severity = CODES[code].severity
    return {**told, "untold": {"code": code, "severity": severity, "number": number}}


CHANGES = ("sheet", "line", "record", "column", "field", "was", "used")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: its forms, and what is wrong with the file itself."""

    filed: Sequence[Filed]
    misfits: Sequence[Problem]

    def told(self) -> Mapping[str, Any]:
        """As plain values, to be held against what the browser says."""
        return {
            "problems": [as_told(p) for p in self.misfits],
            "filed": [
                {
                    "form": each.source.form,
                    "problems": [as_told(p) for p in each.problems],
                    "changes": [{key: getattr(c, key) for key in CHANGES} for c in each.changes],
                    "rows": len(each),
                    "zero": each.zero,
                }
                for each in self.filed
            ],
        }


def today(mutated: Mutated) -> date:
    """The day on which it is read: the last one of its month."""
    return mutated.source.period.month.last


@cache
def _reader(city: str, day: date) -> Reader:
    return Reader(CITIES[city](), day)


def here(mutated: Mutated) -> Read:
    """What the intake reads."""
    declared, source = CITIES[mutated.city](), mutated.source
    reader = _reader(mutated.city, today(mutated))
    if not source.path.endswith(".xlsx"):
        return Read([reader.read(source)], [])
    owed = {
        form.id: form for form in may_file(declared, declared.units[source.unit], source.period)
    }
    filed: list[Filed] = []
    misfits: list[Problem] = []
    for found in sheets_in(source, owed, declared):
        if isinstance(found, Unread):
            misfits.append(found.problem)
        else:
            filed.append(reader.read(found))
    return Read(filed, misfits)


_THERE = """async (files) => {
    const all = []
    for (const {data, isBook, form, unit, ...more} of files) {
        const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
        const told = ({form, problems, changes, rows, zero}) => ({form, problems, changes, rows, zero})
        if (isBook) {
            const own = RULES_UNITS.find((each) => each.id === unit)
            const found = await Taizhang.check({name: `${form}.xlsx`, bytes, unit: own, ...more})
            all.push({problems: found.problems, filed: found.filed.map(told)})
        } else all.push({problems: [], filed: [told(Taizhang.read({bytes, form, unit, ...more}))]})
    }
    return all
}""".replace("RULES_UNITS", "window.TAIZHANG_RULES.units")


def there(page: Page, mutated: Sequence[Mutated]) -> list[Mapping[str, Any]]:
    """What the self-check says of filings of one city, in their order."""
    told: list[Mapping[str, Any]] = page.evaluate(
        _THERE,
        [
            {
                "data": base64.b64encode(each.source.data).decode(),
                "isBook": each.source.path.endswith(".xlsx"),
                "form": each.source.form,
                "unit": each.source.unit,
                "period": str(each.source.period),
                "today": str(today(each)),
            }
            for each in mutated
        ],
    )
    return told
