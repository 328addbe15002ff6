"""One shape for everything that can be wrong, and its printers.

A problem is a value that is collected, never an exception: a run reports all of them at once. What its
code means stands in ``words.codes``; a code that does not stand there cannot be told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from .frozen import dataclass
from .words import privacy
from .words.code import Severity
from .words.codes import CODES, OF_ROOT
from .words.order import natural
from .words.sentences import Shown, as_masked

_WORDS = ("message", "hint", "field", "value", "sheet")

_FEW = 3
"""So many findings that say the same are told one by one."""

_SHOWN = 60
"""Characters of a source line that are shown; Chinese ones take two cells each."""


class Untold(NamedTuple):
    """So many further findings of a code, which are only counted."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    ``line`` and ``column`` are 1-based; in YAML the column counts characters, in a filing it counts
    cells. ``record`` is the row as a spreadsheet shows it (1-based, header included), ``field`` the
    YAML field or the column header, ``sheet`` the sheet of a workbook. ``excerpt`` is the source
    line, for people only. ``left_out``: it is about a filing that the run goes on without. ``also`` are
    the places of further findings that say the same, ``untold`` those that it stands for itself.

    What a finding says is ``Shown``, and what it is given otherwise is masked: findings of YAML are put
    into words where they are made. The ``excerpt`` is masked when it is printed.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    record: int | None = None
    field: str | None = None
    value: str | None = None
    excerpt: str = ""
    sheet: str = ""
    left_out: bool = False
    also: tuple[str, ...] = ()
    untold: Untold | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)
        for name in _WORDS:
            words = getattr(self, name)
            if words and not isinstance(words, Shown):
                object.__setattr__(self, name, Shown(words))
        if not isinstance(self.file, Shown):
            object.__setattr__(self, "file", _path(self.file))

    def reworded(self, change: Callable[[Shown], Shown]) -> Problem:
        """The same with other words in it; its place stays."""

        def changed(words: str | None) -> Shown | None:
            return None if words is None else change(Shown(words))

        return replace(
            self,
            message=change(Shown(self.message)),
            hint=change(Shown(self.hint)),
            field=changed(self.field),
            value=changed(self.value),
        )

    @property
    def severity(self) -> Severity:
        """By its code (see ``words.codes``), whatever it is about."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it counts as an error; one that is ``left_out`` stops no run all the same."""
        return self.severity.is_error

    @property
    def standing(self) -> bool:
        """Whether it is a warning that stands until somebody mends the root, whatever is asked of it."""
        return not self.is_error and self.code in OF_ROOT

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def spot(self) -> str:
        """The cell, or the row where the spreadsheet counts it otherwise than the file; '' for neither.

        Who reads a file by its lines has them in ``place``: words speak of the spreadsheet's rows.
        """
        if self.cell:
            return f"单元格 {self.cell}"
        return f"第 {self.record} 行" if self.record not in (None, self.line) else ""

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, such as H12; None for what is no cell."""
        if self.record is None or self.column is None:
            return None
        return f"{letters(self.column)}{self.record}"


class ProblemError(Exception):
    """What was asked for cannot be made at all, and one ``problem`` says why: the command ends with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@lru_cache(4096)
def _path(file: str) -> Shown:
    """A path masked name by name: by what is left of it findings are found, so it is that of ``file_path``."""
    return as_masked("/".join(map(privacy.masked, file.split("/"))))


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything stands in the way of a run."""
    return any(problem.is_error and not problem.left_out for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file and position, each finding once: the order of reading never shows."""
    return sorted(
        set(problems),
        key=lambda p: (natural(p.file), p.sheet, p.line or 0, p.column or 0, p.code, p.message),
    )


def folded(problems: Sequence[Problem]) -> list[Problem]:
    """Findings in order; of more than ``_FEW`` that say the same, the first one, which tells of the others."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.message, problem.hint), []).append(problem)

    def of(problem: Problem) -> Iterator[Problem]:
        first, *others = groups[problem.code, problem.message, problem.hint]
        if len(others) < _FEW:
            yield problem
        elif problem is first:
            message = as_masked(f"{problem.message}（共 {len(others) + 1} 处）")
            yield replace(first, message=message, also=tuple(each.place for each in others))

    return [one for problem in problems for one in of(problem)]


def alike(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Findings that say the same of cells of one column together, in the order of the first."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        own = number if problem.cell is None else (problem.file, problem.sheet, problem.column)
        key = (own, problem.code, problem.message, problem.hint)
        groups.setdefault(key, []).append(problem)
    return list(groups.values())


def count(problems: Sequence[Problem]) -> dict[Severity, int]:
    """How many are errors and how many warnings, also of those that are only counted; both keys are always there."""
    counts = {Severity.ERROR: 0, Severity.WARNING: 0}
    for problem in problems:
        code, number = problem.untold or (problem.code, 1)
        counts[CODES[code].severity] += number
    return counts


def as_json(problems: Sequence[Problem], changes: Sequence[Mapping[str, object]] = ()) -> str:
    """The one object that ``taizhang check --format json`` prints.

    ``changes`` are the cells that are used otherwise than they were written.
    """
    keys = ["severity", "code", "file", "sheet", "line", "column", "record", "cell", "field"]
    keys += ["value", "message", "hint", "also"]
    return json.dumps(
        {
            "ok": not has_errors(problems),
            "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
            "counts": count(problems),
            "changes": list(changes),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_github(problem: Problem) -> str:
    """An annotation in the workflow-command form that GitHub, Gitea and Forgejo read."""
    places = {"file": problem.file, "line": problem.line, "col": problem.column}
    words = {**places, "title": f"{problem.code} {CODES[problem.code].title}"}
    told = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in words.items() if value)
    spot = f"{problem.spot}：" if problem.spot else ""
    text = spot + printable(problem.message)
    text += f"\n另见 {_elsewhere(problem)}" if problem.also else ""
    text += f"\n→ {printable(problem.hint)}" if problem.hint else ""
    return f"::{problem.severity} {told}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Percent, line ends and, in a property, separators as workflow commands want them."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_text(problem: Problem) -> str:
    """Several lines for a person: place and message, the source line with a caret, the hint."""
    spot = problem.spot
    if problem.sheet and problem.cell:
        spot = f"单元格 {problem.sheet}!{problem.cell}"
    head = f"{problem.place}{f'（{spot}）' if spot else ''}: " if problem.file else ""
    named = f"“{problem.field}”列：" if problem.cell and problem.field else ""
    lines = [f"{printable(head + named + problem.message)} [{problem.code}]"]
    if problem.excerpt:
        excerpt, column = _around(problem.excerpt, problem.column)
        lines.append(f"    {printable(excerpt)}")
        if column is not None:
            lead = printable(excerpt[: column - 1])
            lines.append("    " + "".join("　" if wide(char) else " " for char in lead) + "^")
    if problem.also:
        lines.append(f"    另见 {_elsewhere(problem)}")
    if problem.hint:
        lines.append(f"    → {printable(problem.hint)}")
    return "\n".join(lines)


def _elsewhere(problem: Problem) -> str:
    """The first of its further places, and how many there are."""
    some = "、".join(printable(place) for place in problem.also[:_FEW])
    return some if len(problem.also) <= _FEW else f"{some} 等 {len(problem.also)} 处"


def _around(line: str, column: int | None) -> tuple[str, int | None]:
    """As much of a long line as fits on a screen, masked, and the column in that part."""
    start = 0 if column is None else max(0, column - 1 - _SHOWN // 2)
    if len(line) <= _SHOWN:
        return privacy.masked(line), column
    if not start:
        return f"{_part(line, 0)}…", column
    more = "…" if start + _SHOWN < len(line) else ""
    return f"…{_part(line, start)}{more}", column and column - start + 1


def _part(line: str, start: int) -> str:
    """So much of a line from a place on; what stands beside it says what it is, and masking keeps its length."""
    since = max(0, start - privacy.LONGEST)
    shown = privacy.masked(line[since : start + _SHOWN + privacy.LONGEST])
    return shown[start - since :][:_SHOWN]


def wide(char: str) -> bool:
    """Whether a terminal gives the character two cells (East Asian wide or full-width)."""
    return ord(char) >= 0x1100 and not 0x2010 <= ord(char) <= 0x2027


def printable(text: str) -> str:
    """The text with control characters shown as escapes, so that no file can drive a terminal."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


_GUESSED = 100
"""Whoever writes more has not misspelt a name."""


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate that was probably meant, or None when nothing is close.

    Of several that are as close, the one with the same letters in another order goes first.
    """

    if len(word) > _GUESSED:
        return None
    from difflib import SequenceMatcher, get_close_matches

    def closeness(candidate: str) -> tuple[float, bool]:
        ratio = SequenceMatcher(None, candidate, word).ratio()
        return ratio, sorted(candidate) == sorted(word)

    return max(get_close_matches(word, list(candidates), 5, cutoff), key=closeness, default=None)
