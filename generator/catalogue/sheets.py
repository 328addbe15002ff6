"""Tables of numbers by unit, one file each under ``rules/values/``: CSV, as the office edits it.

The first row has the headers, the first column the units by id or name; a cell that is blank or holds a
dash is no number. A row of totals is held against the sum. Text is UTF-8, or what WPS saves otherwise.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from io import StringIO
from pathlib import Path

from .. import wording
from ..frozen import dataclass
from ..problems import Problem, nearest
from ..words.expression import late
from .model import squeeze
from .where import values

_NUMBER = late(r"-?[0-9]+(?:\.[0-9]+)?")
_NOTHING = ("", "—", "——", "-", "/")
_TOTALS = ("合计", "总计", "共计", "小计")
_CODE = "E538"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``line`` is that of the file, from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """Whose numbers they are, as it is written."""
        return self.cells[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands, its headers and rows; ``path`` is below the root."""

    path: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, header: str | None) -> int | Problem:
        """The column that is meant, from 0: the one beside the units, or the one with the header."""
        named = [squeeze(each) for each in self.headers[1:]]
        if header is None and len(named) == 1:
            return 1
        if header is not None and named.count(squeeze(header)) == 1:
            return named.index(squeeze(header)) + 1
        listed = "、".join(named)
        if header is None:
            message = f"表有{len(named)}列数，没有写明用哪一列"
            return self._problem(1, None, message, f"请写成 {self.path}#列名；列有：{listed}。")
        meant = nearest(header, named, 0.4)
        guess = f"；是否为“{meant}”？" if meant else ""
        return self._problem(1, None, f"表中没有“{header}”一列{guess}", f"列有：{listed}。")

    def numbers(self, column: int, names: Mapping[str, str]) -> Iterator[tuple[str, Row] | Problem]:
        """Each unit that has a number in a column with its row; ``names`` are the ids of units by all
        that they may be called, without white space."""
        seen: dict[str, Row] = {}
        for row in self.rows:
            if squeeze(row.name) in _TOTALS:
                continue
            unit = names.get(squeeze(row.name))
            if unit is None:
                yield self._stranger(row, names)
            elif unit in seen:
                message = f"“{row.name}”重复，第 {seen[unit].line} 行已有"
                yield self._problem(row.line, 0, message, "请删去其中一行。")
            elif self.value(row, column) is not None:
                yield unit, row
            elif squeeze(self._text(row, column)) not in _NOTHING:
                yield self._no_number(row, column)
            if unit is not None:
                seen.setdefault(unit, row)

    def total(self, column: int, names: Mapping[str, str]) -> Iterator[Problem]:
        """A row of totals that is not the sum."""
        told = [each for each in self.numbers(column, names) if not isinstance(each, Problem)]
        found = sum((Fraction(self._text(row, column).strip()) for _, row in told), Fraction(0))
        for row in self.rows:
            if squeeze(row.name) not in _TOTALS or not self._text(row, column).strip():
                continue
            total = self.value(row, column)
            if total is None:
                yield self._no_number(row, column)
            elif Fraction(repr(total)) != found:
                summed = wording.exact(float(found))
                message = f"各单位之和是 {summed}，“{row.name}”写的是 {wording.exact(total)}"
                yield self._problem(row.line, column, message, "请核对各行。", code="E539")

    def value(self, row: Row, column: int) -> float | None:
        """The number in a cell; None where there is none."""
        text = self._text(row, column).strip()
        return float(text) if _NUMBER.fullmatch(text) else None

    def _text(self, row: Row, column: int) -> str:
        return row.cells[column] if column < len(row.cells) else ""

    def _no_number(self, row: Row, column: int) -> Problem:
        text = wording.short(self._text(row, column).strip(), 20)
        hint = "只写数字，不写单位、逗号和“万”；没有的留空。"
        return self._problem(row.line, column, f"“{text}”不是数", hint)

    def _stranger(self, row: Row, names: Mapping[str, str]) -> Problem:
        meant = nearest(row.name, names, 0.5)
        guess = f"；是否为“{meant}”？" if meant else ""
        message = f"没有叫“{wording.short(row.name, 20)}”的单位{guess}"
        return self._problem(row.line, 0, message, "请写 units.yaml 中的编号或名称。", code="E521")

    def _problem(
        self, line: int, column: int | None, message: str, hint: str, *, code: str = _CODE
    ) -> Problem:
        row = next((row for row in self.rows if row.line == line), None)
        at = column or 0
        header = self.headers[at] if column is not None and at < len(self.headers) else None
        return Problem(
            code,
            message,
            hint,
            file=self.path,
            line=line,
            column=None if column is None else column + 1,
            field=header,
            value=None if row is None or column is None else self._text(row, at),
            excerpt="" if row is None else ",".join(row.cells),
        )


def read_all(root: Path) -> dict[str, Sheet | Problem]:
    """Every table of a root by its path; what cannot be read as one is a problem."""
    return {path: _read(root / path, path) for path in values(root)}


def _read(file: Path, path: str) -> Sheet | Problem:
    found = rows_of(file, path, _CODE)
    if isinstance(found, Problem):
        return found
    _, rows = found
    if len(rows) < 2 or len(rows[0].cells) < 2:
        hint = "第一行写列名（单位、目标值），以下每行一个单位。"
        return Problem(_CODE, "表里没有各单位的数", hint, file=path, line=1)
    return Sheet(path, rows[0].cells, rows[1:])


def rows_of(file: Path, path: str, code: str) -> tuple[str, tuple[Row, ...]] | Problem:
    """The text of a CSV and its rows that are not blank, the headers first; a problem, of the code where its
    quotes do not pair. ``path`` names it in problems."""
    text = _decoded(file.read_bytes())
    if text is None:
        return Problem("E504", f"“{path}”不是文本", "请另存为 CSV（UTF-8）。", file=path)
    rows, line = [], 1
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error:
        message, hint = "引号不成对，读不出各列", "请用表格软件另存为 CSV。"
        return Problem(code, message, hint, file=path, line=line)
    return text, tuple(rows)


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
