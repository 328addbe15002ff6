"""A notice as people have it → the folder of a city that passes ``check`` and builds a site.

``documents`` (a file → lines) → ``private`` (persons taken out) → ``outline`` (lines → particulars, parts,
clauses, lists, and what was not placed) → ``cast`` (lists → units) → ``root`` (what is written).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .. import catalogue, disk
from ..frozen import dataclass
from ..judging.kinds import KINDS
from ..problems import Problem, has_errors
from ..words.sentences import Shown, said
from . import around, documents
from .around import EXAMPLE_DAY
from .documents import Line
from .outline import Outline, outline, without
from .private import withheld
from .root import TO_DO, Written, write

__all__ = ["EXAMPLE_DAY", "TO_DO", "Drafted", "begin", "example"]

SAMPLE = Path(__file__).with_name("sample.txt")
"""A notice of no city, with three tasks, for whoever has none yet."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was written where; ``withheld`` are lines in which persons were taken out."""

    folder: Path
    outline: Outline
    written: Written
    withheld: int
    unread: tuple[str, ...]
    problems: list[Problem]


def example(to: Path) -> list[Problem]:
    """Write the worked example, a city with a year's rules and some filings; what keeps us from it."""
    if occupied(to):
        return [Problem(*said("E626", folder=Shown(to)), str(to))]
    with disk.renewed(to) as new:
        around.copy_example(new)
        new.chmod(0o755)
    return []


def begin(
    notice: Path, to: Path, *, issued: date | None = None, year: int | None = None
) -> Drafted | list[Problem]:
    """Write the folder that a notice begins; the problems that keep us from it.

    ``to`` must not exist or be empty; it is written whole or not at all. ``issued`` and ``year`` hold
    where the notice names no day, or means another year.
    """
    if occupied(to):
        return [Problem(*said("E626", folder=Shown(to)), str(to))]
    read = documents.read(notice)
    if isinstance(read, Problem):
        return [read]
    lines, changed = withheld(read.lines)
    made = outline(lines)
    day, stated = issued or made.letter.issued, year or planned(lines, made, issued)
    if stated is None:
        return [Problem(*said("E627", name=Shown(notice.name)), str(notice))]
    with disk.renewed(to) as new:
        made, problems, written = _sound(made, day or date(stated, 1, 1), stated, new, read.unread)
        if new.exists():
            new.chmod(0o755)
    if has_errors(problems):
        return problems
    return Drafted(to, made, written, changed, read.unread, problems)


def occupied(to: Path) -> bool:
    """Whether something stands there already."""
    return to.exists() and (not to.is_dir() or any(to.iterdir()))


def planned(lines: Sequence[Line], made: Outline, issued: date | None) -> int | None:
    """The year that the notice plans for: of its title, else of its day; None where it has neither."""
    titles = (made.letter.title, made.letter.sent)
    named = (_YEAR.search(found.text) for found in titles if found)
    year = next((int(found[1]) for found in named if found), None)
    day = issued or made.letter.issued
    if year or day:
        return year or (day.year if day else None)
    found = next((m for line in lines if (m := _YEAR.search(line.text))), None)
    return int(found[1]) if found else None


_YEAR = re.compile(r"(20[0-9]{2})\s*(?:年|—|－|-|～|~|至)")
_ROUNDS = 4


def _sound(
    made: Outline, issued: date, year: int, new: Path, unread: Sequence[str]
) -> tuple[Outline, list[Problem], Written]:
    """Write what passes ``check``: a clause that does not is not placed after all."""
    for _ in range(_ROUNDS):
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        written = write(made, issued, year, new, unread)
        _, problems = catalogue.read(new, KINDS)
        wrong = [] if not has_errors(problems) else _clauses_of(new, problems)
        if not wrong:
            break
        made = without(made, wrong)
    if has_errors(problems):
        shutil.rmtree(new)
    return made, problems, written


def _clauses_of(root: Path, problems: Sequence[Problem]) -> list[str]:
    """The ids of the clauses in which something is wrong."""
    lines = (root / "tasks.yaml").read_text("utf-8").split("\n")
    found = []
    for problem in problems:
        if problem.is_error and problem.file == "tasks.yaml" and problem.line:
            above = (_CLAUSE.match(line) for line in reversed(lines[: problem.line]))
            found += [next((match[1] for match in above if match), "")]
    return [id_ for id_ in dict.fromkeys(found) if id_]


_CLAUSE = re.compile(r" *- id: ([PTR][0-9]+)$")
