"""Reading all that is declared below a root: every check, and the catalogue where there is no error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..problems import Problem, folded, has_errors, in_order
from . import (
    assigned,
    by_period,
    claims,
    derived,
    exceptions,
    meaning,
    notices,
    quotes,
    ranges,
    reads,
    references,
    responsible,
)
from .build import build
from .files import Files, read_all
from .model import Catalogue, Kinds, Provision, Question, Register, Source
from .notices import Told
from .placed import Places
from .stored import Notice
from .unquoted import remind, unquoted


def read(root: Path, kinds: Kinds) -> tuple[Catalogue | None, list[Problem]]:
    """Read and check everything declared below a root folder, by the rule kinds that there are.

    Returns the catalogue, or None when there is any error, and all problems in order, what is said of many
    places once.
    """
    files = read_all(root, kinds)
    problems = list(files.problems)
    problems += references.check(files)
    problems += meaning.check(files)
    told, missing = notices.read(root, files)
    problems += missing
    for each in told:
        problems += _against(files, each.places, each.stored)
    problems += _quoted_anywhere(files, told)
    problems = in_order(problems)
    if has_errors(problems) or not told:
        return None, folded(problems)
    texts = {each.document.path: each.text for each in told}
    declared = build(files.places, texts, files.sheets)
    problems += exceptions.check(files.places, declared)
    problems += assigned.complete(files.places, declared)
    if has_errors(problems):
        return None, folded(in_order(problems))
    every = [replace(each, unquoted=unquoted(declared, each)) for each in declared.notices]
    declared = replace(declared, notices=tuple(every))
    return declared, folded(in_order([*problems, *remind(declared)]))


def _against(files: Files, places: Places, notice: Notice) -> Iterator[Problem]:
    """Everything of a notice that must be as its text has it."""
    yield from quotes.quoted(places, [*places.every(Source), *places.every(Provision)], notice)
    yield from quotes.check(places, notice)
    yield from claims.check(places, notice)
    yield from reads.check(places, notice)
    yield from by_period.check(places)
    yield from ranges.check(places)
    yield from derived.check(places)
    if files.sound("units"):
        yield from assigned.check(places, files.sheets, notice.raw)
        yield from responsible.check(places, notice)


def _quoted_anywhere(files: Files, told: Sequence[Told]) -> Iterator[Problem]:
    """What quotes any of the notices: told of the first one where none has it."""
    quoting = [
        *(files.places.every(Register) if files.sound("units") else ()),
        *(files.places.every(Question) if files.sound("questions") else ()),
    ]
    for record in quoting:
        faults = [list(quotes.quoted(files.places, [record], each.stored)) for each in told]
        if all(faults):
            yield from (fault for found in faults[:1] for fault in found)
