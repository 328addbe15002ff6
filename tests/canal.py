"""The canal city: a new town without counties and without anything that is filed by months.

Its works are told every Friday, its lengths five days after each quarter, its reviews fifteen days
after each half-year, its plan once. What was filed is written here, with its receipts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generator.calendar import Term, Week
from generator.catalogue.owing import filing_terms, owes
from generator.receipts import HEADER, blob_id
from tests.factory import BOM, City

CANAL = Path(__file__).parent / "cities" / "canal"


def canal(folder: Path, dice: Random | None = None, until: date = date.max) -> City:
    """A copy of the city, with all that is due until a day filed in time; by ``dice`` some of it late,
    some of it never, and the figures more or less."""
    shutil.copytree(CANAL, folder / "canal")
    city = City(folder / "canal")
    declared, log = city.catalogue(), [",".join(HEADER)]
    for term in filing_terms(declared):
        for unit in declared.filers():
            for form in owes(declared, unit, term):
                due = declared.due(form.id, term).last_day
                if due > until or (dice and dice.random() < 0.1):
                    continue
                rows = _rows(form.id, unit.name, term, dice)
                header = [column.header for column in form.columns]
                data = BOM + "".join(f"{','.join(row)}\r\n" for row in (header, *rows)).encode()
                city.write(f"submissions/{term}/{unit.id}/{form.id}.csv", data)
                late = 3 if dice and dice.random() < 0.1 else 0
                when = f"{due + timedelta(days=late)}T09:00:00+08:00"
                log.append(f"{when},{term},{unit.id},{form.id},{blob_id(data)},,系统,")
    city.write("receipts/log.csv", "\n".join(log) + "\n")
    return city


def _rows(form: str, unit: str, term: Term, dice: Random | None) -> Iterator[list[str]]:
    own = [unit, term.cell]
    done = dice.randint(0, 2) if dice else 1
    match form:
        case "works" if isinstance(term, Week):
            if not done:
                yield [*own, "零报告", "", ""]
            for number in range(done):
                yield [*own, f"D{number}", "巡河", str(term.first + timedelta(days=number))]
        case "lengths":
            steps = term.month.number // 3
            yield [*own, str(steps * (4 + done)), str(steps), str(term.last)]
        case "reviews":
            yield [*own, "A1", "清理过半", ""]
            yield [*own, "A2", "已经评估", str(term.first) if done else ""]
        case _:
            yield [*own, "柳岸段", "2026-09-30"]
