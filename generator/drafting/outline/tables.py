"""Tables of tasks: what the columns are, and a clause for each row.

The text of a clause is the cells of its task as they stand beside one another, its list the cell, or the
cells, of who is responsible. A row that is no task of the table's own form is left to others.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from ...catalogue.model import squeeze
from ...catalogue.named import PEOPLE, ROLE
from ...catalogue.spelt.numbering import number
from ...frozen import dataclass
from ..documents import BORDER, Line
from .clauses import Clause, Part, divided

Use: TypeAlias = Literal["number", "part", "title", "text", "who", "person", "other"]

_USES: tuple[tuple[Use, str], ...] = (
    ("number", "序号|编号|项目编号|任务编号|序列"),
    ("person", rf"(?:{PEOPLE}).{{0,6}}|.*(?:领导|联系人|电话|姓名|联系方式)"),
    ("part", "类别|板块|领域|部分|分类|工作类别|重点领域|任务类别|类型|项目类别|一级任务|大类"),
    ("title", "(?:重点|主要|目标|工作|整治|具体|年度|实事|改革)?(?:任务|项目|事项|工作)(?:名称|事项|清单)?|名称"),
    ("text", ".*(?:内容|目标|措施|要求|标准|举措|任务|做法|安排|成果)"),
)  # fmt: skip
_TWO = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is for."""

    uses: tuple[Use, ...]
    heads: tuple[str, ...]

    def first(self, *uses: Use) -> int | None:
        """The first column of a use, the uses in order; None where there is none."""
        return next((self.uses.index(use) for use in uses if use in self.uses), None)


def columns(cells: Sequence[str]) -> Columns | None:
    """The columns that a row heads; None where it heads no table of tasks."""
    heads = tuple(squeeze(cell) for cell in cells)
    uses = tuple(_use(head) for head in heads)
    found = Columns(uses, heads)
    if "who" in uses and found.first("title", "text") is not None and max(map(len, heads)) <= 16:
        return found
    return None


def _use(head: str) -> Use:
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", head)
    if ROLE.fullmatch(bare):
        return "who"
    return next((use for use, words in _USES if re.fullmatch(words, bare)), "other")


@dataclasses.dataclass(slots=True)
class Table:
    """What was made out of a table: the lines that head it or its parts, and the parts."""

    heads: list[int]
    parts: list[Part]


def tables(rows: Sequence[tuple[int, Line]]) -> Iterator[Table]:
    """From rows with their indexes: every table that has the head of a table of tasks."""
    every: dict[int, list[tuple[int, Line]]] = {}
    for index, line in rows:
        every.setdefault(line.table, []).append((index, line))
    for own in every.values():
        found = _table(own)
        if any(part.clauses for part in found.parts):
            yield found


def _table(rows: Sequence[tuple[int, Line]]) -> Table:
    known: Columns | None = None
    made, clauses, heading = Table([], []), list[Clause](), ("", "")

    def close() -> None:
        if clauses:
            above = (heading[0],) if heading[0] else ()
            made.parts.append(Part(*heading, tuple(clauses), above))
            clauses.clear()

    for index, line in rows:
        found = columns(line.cells)
        if found:
            known = known or _told_apart(found, [row.cells for _, row in rows])
            made.heads.append(index)
        if known is None or found:
            continue
        part = _heading(line, known) or heading
        if part != heading:
            close()
            heading = part
        if _spans(line) and part[1]:
            made.heads.append(index)
            continue
        clause = _clause(index, line, known)
        if clause:
            clauses.append(clause)
    close()
    return made


def _told_apart(known: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """Of two columns that name tasks, the first names parts where it repeats itself, else titles."""
    both = [at for at, use in enumerate(known.uses) if use == "title"]
    if len(both) < _TWO:
        return known
    values = [row[both[0]] for row in rows if len(row) == len(known.uses) and row[both[0]]]
    repeats = any(one == other for one, other in pairwise(values))
    uses = list(known.uses)
    uses[both[0]], uses[both[1]] = ("part", "title") if repeats else ("title", "text")
    return Columns(tuple(uses), known.heads)


def _spans(line: Line) -> bool:
    return len({cell for cell in line.cells if cell}) == 1


def _heading(line: Line, known: Columns) -> tuple[str, str] | None:
    """Number and title of a part that begins at a row: one cell across, or a column of its own."""
    words = next(iter({cell for cell in line.cells if cell}), "") if _spans(line) else ""
    at = known.first("part")
    if not words and at is not None and at < len(line.cells):
        words = line.cells[at]
    if not words or len(words) > 60:
        return None
    found = number(words)
    return (found.written, found.rest) if found else ("", words)


def _clause(index: int, line: Line, known: Columns) -> Clause | None:
    cells = line.cells
    at = known.first("title", "text")
    if len(cells) != len(known.uses) or at is None or not cells[at]:
        return None
    counted = known.first("number")
    written = cells[counted] if counted is not None else ""
    if counted is not None and not re.fullmatch(
        r"[0-9]{1,3}[.、．]?|[一二三四五六七八九十]{1,3}、?|[（(].{1,3}[）)]", written
    ):
        return None
    who = _run(known, cells, known.uses.index("who"), "who")
    end = _end(known, at)
    title, text = divided([cells[at]])
    if end > at + 1 and not re.search("[。；]", cells[at]):
        title, text = cells[at].rstrip("。 "), BORDER.join(cells[at + 1 : end]).strip(" |")
    elif end > at + 1:
        text = BORDER.join([text, *cells[at + 1 : end]]).rstrip(" |")
    return Clause(
        number=written,
        title=title,
        text=text or title,
        quote=BORDER.join(cells[who[0] : who[-1] + 1]) if who else "",
        lines=(index,),
        roles=tuple(known.heads[each] for each in who),
    )


def _end(known: Columns, at: int) -> int:
    """The column after the last one that goes on with the task."""
    end = at + 1
    while end < len(known.uses) and known.uses[end] not in ("who", "person", "number", "part"):
        end += 1
    return end


def _run(known: Columns, cells: Sequence[str], start: int, use: Use) -> list[int]:
    """The columns of a use that stand together, those at the end that are empty left out."""
    own = []
    while start < len(known.uses) and known.uses[start] == use:
        own.append(start)
        start += 1
    while own and not cells[own[-1]]:
        own.pop()
    while own and not cells[own[0]]:
        own.pop(0)
    return own
