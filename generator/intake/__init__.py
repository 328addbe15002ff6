"""The filed side: bytes to text, text to sheets, sheets to typed frames with every cell's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.catalogue.model import Catalogue
from generator.intake import batch
from generator.intake.find import Source
from generator.intake.sheet import Sheet, lay_out
from generator.intake.text import decode
from generator.problems import Problem

__all__ = ["Intake", "read"]


@dataclass(frozen=True, slots=True)
class Intake:
    """What reading filings gave.

    ``frames`` has one frame per form (see batch.read); ``positions`` the cell position of each
    column by source; ``zero`` and ``faulty`` are indices of sources that are zero reports, or that
    hold any error and so do not count.
    """

    frames: Mapping[str, pd.DataFrame]
    positions: Mapping[int, Mapping[str, int]]
    zero: frozenset[int]
    faulty: frozenset[int]
    problems: list[Problem]


def read(sources: Sequence[Source], catalogue: Catalogue) -> Intake:
    """Read and check any number of filings at once."""
    sheets: dict[str, list[Sheet]] = {form: [] for form in catalogue.forms}
    problems: list[Problem] = []
    for index, source in enumerate(sources):
        text = decode(source.data, source.path)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        sheet, found = lay_out(index, source, catalogue.forms[source.form], text)
        problems += found
        if sheet:
            sheets[source.form].append(sheet)
    frames: dict[str, pd.DataFrame] = {}
    zero: set[int] = set()
    for form, members in sheets.items():
        if any(sheet.lines for sheet in members):
            declared = catalogue.forms[form]
            frames[form], zeros, found = batch.read(declared, members, sources, catalogue)
            zero |= zeros
            problems += found
        else:
            frames[form] = batch.empty(catalogue.forms[form])
    broken = {problem.file for problem in problems if problem.severity == "error"}
    return Intake(
        frames,
        {sheet.source: dict(sheet.positions) for each in sheets.values() for sheet in each},
        frozenset(zero),
        frozenset(index for index, source in enumerate(sources) if source.path in broken),
        problems,
    )
