"""From text to a sheet: the header matched to the form, and the records below it.

A file without a double quote, which is nearly every one, needs no CSV parser to know where its
records are: each line is one. Only files with quotes are read record by record.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from generator.catalogue.model import Column, Form, bare
from generator.intake.find import Source
from generator.problems import Problem, nearest

csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filing whose header fits its form.

    ``positions`` maps column ids to 0-based cell positions; ``width`` is the header's width.
    ``body`` holds the unquoted lines, or ``rows`` the parsed records; ``lines`` is the 1-based
    physical line on which each record starts, ``records`` its number in the spreadsheet.
    """

    source: int
    path: str
    form: Form
    positions: tuple[tuple[str, int], ...]
    width: int
    body: tuple[str, ...] | None
    rows: tuple[tuple[str, ...], ...] | None
    lines: tuple[int, ...]
    records: tuple[int, ...]


def lay_out(
    index: int, source: Source, form: Form, text: str
) -> tuple[Sheet | None, list[Problem]]:
    """A sheet (None when the header does not fit) and every structural problem of the file."""
    header_text, newline, rest = text.partition("\n")
    if '"' not in text:
        header = header_text.split(",")
        records: Sequence[Sequence[str] | str] = rest.split("\n") if newline else []
        starts = list(range(2, len(records) + 2))
    else:
        parsed = _parse(text, source.path)
        if isinstance(parsed, Problem):
            return None, [parsed]
        (header, *records), (_, *starts) = parsed
    titled = _below_a_title(header, records, starts, form, source.path)
    if titled:
        return None, [titled]
    positions, problems = _match(header, form, source.path)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    width = len(header)
    kept, lines, numbers = [], [], []
    for number, (record, line) in enumerate(zip(records, starts, strict=True), start=2):
        cells = record.split(",") if isinstance(record, str) else record
        if not any(cell.strip() for cell in cells):
            continue
        fault = _ragged(cells, width, source.path, line, number)
        if fault:
            problems.append(fault)
            continue
        kept.append(record if isinstance(record, str) else tuple(cells[:width]))
        lines.append(line)
        numbers.append(number)
    if not kept and not problems:
        hint = "如本月没有内容，请填“零报告”。" if form.zero_report else "请补上数据。"
        problems.append(Problem("W111", "只有表头，没有数据", hint, file=source.path, line=1))
    quoted = '"' in text
    sheet = Sheet(
        index,
        source.path,
        form,
        tuple(positions.items()),
        width,
        None if quoted else tuple(_cut(line, width) for line in kept if isinstance(line, str)),
        tuple(row for row in kept if not isinstance(row, str)) if quoted else None,
        tuple(lines),
        tuple(numbers),
    )
    return sheet, problems


def _cut(line: str, width: int) -> str:
    """The line without surplus (blank) cells at its end."""
    return ",".join(line.split(",")[:width]) if line.count(",") >= width else line


def _parse(text: str, path: str) -> tuple[list[list[str]], list[int]] | Problem:
    """Records and the line on which each starts."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    records, starts, line = [], [], 1
    try:
        for record in reader:
            records.append(record)
            starts.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "文字中的英文双引号请改为中文引号“ ”，或成对书写。"
        said = "双引号用法有误"
        if "end of data" in str(error):
            said, line = "双引号没有闭合", _opened(text, line)
        number = len(records) + 1
        return Problem("E133", f"第 {line} 行的{said}", hint, file=path, line=line, record=number)
    return records, starts


def _opened(text: str, line: int) -> int:
    """The line on which the quote opened that never closes, in a record that begins on a line."""
    open_, opened = False, line
    for number, row in enumerate(text.split("\n")[line - 1 :], start=line):
        for quotes in re.findall('"+', row):
            if len(quotes) % 2:
                open_ = not open_
                opened = number if open_ else opened
    return opened


def _below_a_title(
    header: Sequence[str],
    records: Sequence[Sequence[str] | str],
    starts: Sequence[int],
    form: Form,
    path: str,
) -> Problem | None:
    """A header that stands below a title or a blank line."""
    spelt = {bare(name) for column in form.columns for name in _names(column)}
    if any(bare(cell) in spelt for cell in header):
        return None
    wanted = sum(column.required for column in form.columns)
    for record, line in list(zip(records, starts, strict=True))[:5]:
        cells = record.split(",") if isinstance(record, str) else record
        if sum(bare(cell) in spelt for cell in cells) >= max(2, wanted - 1):
            message = f"第 1 行不是表头；表头似在第 {line} 行"
            return Problem("E120", message, "请删去表头上面的行。", path, 1, record=1)
    return None


def _match(header: Sequence[str], form: Form, path: str) -> tuple[dict[str, int], list[Problem]]:
    """Where each declared column stands."""
    spelt = {
        bare(name): column for column in form.columns for name in (column.header, *column.synonyms)
    }
    positions: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    problems: list[Problem] = []
    for index, cell in enumerate(header):
        column = spelt.get(bare(cell))
        if column is None:
            if cell.strip():
                unknown.append((index, cell.strip()))
        elif column.id in positions:
            first = positions[column.id] + 1
            message = f"表头“{column.header}”重复（第 {first}、{index + 1} 列）"
            problems.append(_at_header("E124", message, "请删去其中一列。", path, index, cell))
        else:
            positions[column.id] = index
    missing = [c for c in form.columns if c.id not in positions and c.required]
    optional = [c for c in form.columns if c.id not in positions and not c.required]
    for index, name in unknown:
        problems.append(_unknown(name, index, [*missing, *optional], path))
    taken = {problem.value for problem in problems if problem.code == "E125"}
    for column in missing:
        if not any(nearest(name, _names(column)) for name in taken if name):
            hint = f"请补上“{column.header}”列。"
            problems.append(Problem("E126", f"缺少列“{column.header}”", hint, file=path, line=1))
    return positions, problems


def _unknown(name: str, index: int, absent: list[Column], path: str) -> Problem:
    candidates = {spelling: column.header for column in absent for spelling in _names(column)}
    meant = nearest(name, candidates, 0.5)
    if meant:
        message = f"未知列“{name}”；是否为“{candidates[meant]}”？"
        hint = f"请把表头改为“{candidates[meant]}”。"
        return _at_header("E125", message, hint, path, index, name)
    message = f"未声明的列“{name}”，内容不采用"
    return _at_header("W127", message, "不需要时请删去这一列。", path, index, name)


def _names(column: Column) -> list[str]:
    return [column.header, *column.synonyms]


def _at_header(code: str, message: str, hint: str, path: str, index: int, value: str) -> Problem:
    return Problem(
        code, message, hint, file=path, line=1, column=index + 1, record=1, field=value, value=value
    )


def _ragged(cells: Sequence[str], width: int, path: str, line: int, record: int) -> Problem | None:
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        message = f"第 {record} 行有 {len(cells)} 列，应为 {width} 列"
        hint = "文字中的英文逗号请改为中文逗号，或给整个单元格加英文双引号。"
        extra = next(i for i in range(width, len(cells)) if cells[i].strip())
        return Problem(
            "E131", message, hint, path, line, extra + 1, record=record, value=cells[extra].strip()
        )
    if len(cells) < width:
        message = f"第 {record} 行只有 {len(cells)} 列，应为 {width} 列"
        hint = "请补上缺少的单元格（可以为空，但逗号要在）。"
        return Problem("E132", message, hint, path, line, len(cells), record=record)
    return None
