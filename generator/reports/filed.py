"""What was filed, told to the clerk and to the reviewer: findings and changes of spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from ..intake import Change, Filed
from ..markdown import code, literal, within
from ..problems import Problem, alike, count, letters, printable
from ..words.code import Severity
from ..words.order import natural

_SHOWN = 5
"""So many different changes of a column are told one by one."""

_LISTED = 100
"""So many findings go into a comment; a reader of more starts with the file."""

_ROOM = 10_000
"""So much room have the errors of a comment, the warnings and the changes; a forge takes 65,536 in all."""


def changes_as_data(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Each change of a spelling, field by field."""
    return [asdict(change) for change in changes]


def changes_as_text(changes: Sequence[Change]) -> Iterator[str]:
    """A line for each column in which something is used otherwise than it was written."""
    if changes:
        yield f"采用时统一了 {len(changes)} 处写法（原值 → 采用值）："
    for place, told in _by_column(changes):
        yield printable(f"  {place}：{told}")


def as_markdown(
    problems: Sequence[Problem], filed: Iterable[Filed], changes: Sequence[Change]
) -> str:
    """The check as a comment in a merge request."""
    return "\n".join([*findings(problems), "", *spellings(changes)]).rstrip() + "\n"


def findings(problems: Sequence[Problem]) -> Iterator[str]:
    """Errors, then warnings, each with its place and what to do."""
    counts = count(problems)
    if not problems:
        yield "检查通过，没有错误和提醒。"
        return
    for severity in Severity:
        own = alike(problem for problem in problems if problem.severity == severity)
        if not own:
            continue
        yield f"**{severity.word} {counts[severity]} 处**"
        yield ""
        shown, left = within(own[:_LISTED], _told, _ROOM)
        yield from shown
        if left := left + max(0, len(own) - _LISTED):
            yield f"- 另有 {left} 项，改正后会再检查。"
        yield ""


def _told(own: Sequence[Problem]) -> str:
    problem, *others = own
    same = f"；同样的还有 {len(others)} 处，到 {others[-1].cell} 为止" if others else ""
    told = f"- {_place(problem)}{literal(problem.message)}（{problem.code}）{same}"
    return f"{told}\n  → {literal(problem.hint)}" if problem.hint else told


def spellings(changes: Sequence[Change]) -> Iterator[str]:
    """Every change of a spelling, folded up."""
    if not changes:
        return
    yield f"<details><summary>统一了 {len(changes)} 处写法（原值 → 采用值）</summary>"
    yield ""
    columns = list(_by_column(changes))
    shown, left = within(columns, lambda each: f"- {literal(each[0])}：{literal(each[1])}", _ROOM)
    yield from shown
    if left:
        yield f"- 另有 {left} 列。"
    yield ""
    yield "</details>"


def _place(problem: Problem) -> str:
    if not problem.file:
        return ""
    row = problem.cell or (f"第 {problem.record} 行" if problem.record else "")
    line = f"文件第 {problem.line} 行" if problem.line not in (None, problem.record) else ""
    sheet = f"工作表“{literal(problem.sheet)}”" if problem.sheet else ""
    field = f"“{literal(problem.field)}”列" if problem.cell and problem.field else ""
    where = f" {row}{f'（{line}）' if row and line else line}" if row or line else ""
    return f"{code(problem.file)}{sheet}{where}{field}："


def _by_column(changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """The column, and its changes: each different one with its cell, of many the first."""
    ordered = sorted(changes, key=lambda c: (natural(c.file), c.sheet, c.column, c.record))
    for (file, sheet, column, field), group in groupby(
        ordered, key=lambda c: (c.file, c.sheet, c.column, c.field)
    ):
        members = list(group)
        distinct = {(change.was, change.used): change for change in reversed(members)}
        shown = list(reversed(distinct.values()))[:_SHOWN]
        told = "，".join(
            f"{letters(c.column)}{c.record} “{c.was}” → {f'“{c.used}”' if c.used else '空'}"
            for c in shown
        )
        more = f" 等 {len(members)} 处" if len(members) > len(shown) else ""
        place = f"{file}!{sheet}" if sheet else file
        yield f"{place}“{field}”列（{letters(column)}）", told + more
