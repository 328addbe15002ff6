"""Worlds of any size that belong to no city: what is declared, what is filed, all from a seed.

A ``Workload`` says how large; ``write`` makes a root of it (YAML, CSVs, receipts) that the product reads like
any other, ``sources`` gives the filings alone, for whoever measures reading and nothing else. The same
workload is the same bytes everywhere. ``python -m tests.workloads OUT --units 22 --rows 50``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from generator.calendar import Month
from generator.intake import Source
from generator.receipts import HEADER, blob_id

from . import declared, filed

Kind = Literal["clean", "gb18030", "dirty", "faulty"]
"""How it is filed: as a program writes it; the same in GB18030; as people write it (GB18030, full-width digits,
年月日, %, thousands, quoted cells); or with something wrong in every row."""

KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS = ("works", "visits", "words", "links")


@dataclass(frozen=True, slots=True)
class Workload:
    """How large a world is.

    ``rows`` are those of a unit's file of works, of the wide or of the linked form; visits and narratives have
    ``few``. ``columns`` are those of the form of works, from 9; ``register`` how many villages there are;
    ``references`` how many columns of the linked form name one of them, which exists only where there are any.
    """

    units: int = 22
    months: int = 8
    rows: int = 20
    few: int = 3
    columns: int = 9
    register: int = 100
    references: int = 0
    kind: Kind = "clean"
    forms: tuple[str, ...] = FORMS
    seed: int = 0

    @property
    def terms(self) -> list[Month]:
        """The months that are filed, the first of the plan year and on."""
        return [Month(declared.YEAR, 1).plus(step) for step in range(self.months)]

    @property
    def filed(self) -> tuple[str, ...]:
        """The forms that every unit files each month."""
        return tuple(form for form in self.forms if form != "links" or self.references)

    @property
    def day(self) -> date:
        """The day after the last deadline, when everything is in."""
        return self.terms[-1].plus(1).first.replace(day=25)


def write(workload: Workload, root: Path, *, receipts: bool = True) -> None:
    """The whole world below a folder: declared, filed, and noted when it came."""
    for path, text in declared.files(workload.units, workload.terms, workload.columns,
                                     workload.register, workload.references):  # fmt: skip
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    log = [",".join(HEADER)]
    for source in sources(workload):
        file = root / source.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source.data)
        log.append(_receipt(source))
    if receipts:
        (root / "receipts").mkdir(exist_ok=True)
        text = "\n".join([log[0], *sorted(log[1:])]) + "\n"
        (root / "receipts/log.csv").write_text(text, "utf-8", newline="")


def sources(workload: Workload) -> Iterator[Source]:
    """Every filing, month by month and unit by unit."""
    for step, term in enumerate(workload.terms):
        for unit in range(workload.units):
            id_ = declared.unit_id(unit)
            for form in workload.filed:
                data = filed.data(workload, form, unit, term, step)
                path = f"submissions/{term}/{id_}/{form}.csv"
                yield Source(path, term, id_, form, data)


def _receipt(source: Source) -> str:
    assert isinstance(source.period, Month)
    when = f"{source.period.plus(1)}-08T09:00:00+08:00"
    named = f"{source.period},{source.unit},{source.form}"
    return f"{when},{named},{blob_id(source.data)},,系统,"
