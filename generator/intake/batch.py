"""Many sheets of one form to one typed frame, in one read.

Reading a CSV costs pandas a fixed price per call and validating costs a price per value, so the
unquoted bodies of all files with the same layout are joined and read at once, and each column is
parsed once per distinct text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from generator.calendar import Month
from generator.catalogue.model import Catalogue, Column, Form
from generator.intake.cells import ZERO_REPORT, Fault, Parser, parser
from generator.intake.find import Source
from generator.intake.sheet import Sheet
from generator.problems import Problem

PLACE = ("_source", "_line", "_record")
"""Columns that every frame begins with: index of the source, physical line, spreadsheet row."""

DTYPES: Mapping[str, str] = {
    "integer": "float64",
    "decimal": "float64",
    "date": "datetime64[s]",
    "month": "datetime64[s]",
    "boolean": "boolean",
}
"""Column types of a form to dtypes of a frame; every other type is ``str``. Blank is missing."""


def read(
    form: Form, sheets: Sequence[Sheet], sources: Sequence[Source], catalogue: Catalogue
) -> tuple[pd.DataFrame, set[int], list[Problem]]:
    """The typed frame of all sheets, the sources that are zero reports, and every cell's fault.

    The frame holds PLACE and one column per declared column, in the order of sources and rows.
    """
    raw = _joined(form, sheets)
    problems: list[Problem] = []
    zero = _zero_rows(form, raw)
    problems += _zero_alone(form, raw, zero, sheets)
    columns: dict[str, Any] = {name: raw[name].to_numpy() for name in PLACE}
    positions = {sheet.source: dict(sheet.positions) for sheet in sheets}
    told = _Teller(raw, zero, positions, sources)
    for column in form.columns:
        texts = raw[column.id]
        parse = parser(column, catalogue)
        values, faults = _parsed(texts, _or_zero(parse) if column.id == form.zero_report else parse)
        problems += told.faults(column, texts, faults)
        if column.required:
            missing = np.array([value is None for value in values], dtype=bool)
            problems += told.missing(column, texts, missing & ~faults.astype(bool))
        if column.equals:
            problems += told.elsewhere(column, texts, values)
        columns[column.id] = _series(column, values)
    frame = pd.DataFrame(columns)
    problems += told.beyond(form, frame)
    zero_sources = set(raw["_source"].to_numpy()[zero].tolist())
    frame = frame[~zero].reset_index(drop=True)
    problems += _repeated_keys(form, frame, told)
    return frame, zero_sources, problems


def empty(form: Form) -> pd.DataFrame:
    """A frame of the form without rows."""
    columns: dict[str, Any] = {name: np.empty(0, dtype="int64") for name in PLACE}
    for column in form.columns:
        columns[column.id] = pd.Series([], dtype=DTYPES.get(column.type, "str"))
    return pd.DataFrame(columns)


# --- text to cells -------------------------------------------------------------------------------


def _joined(form: Form, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """All cells as text; a column that a file does not have is blank there."""
    parts = []
    by_layout = sorted(sheets, key=lambda s: (s.body is None, s.width, s.positions, s.source))
    for (quoted, width, positions), group in groupby(
        by_layout, key=lambda s: (s.body is None, s.width, s.positions)
    ):
        members = list(group)
        cells = _quoted(members, width) if quoted else _unquoted(members, width)
        part = pd.DataFrame({name: cells[position] for name, position in positions})
        part["_source"] = np.repeat([s.source for s in members], [len(s.lines) for s in members])
        part["_line"] = [line for s in members for line in s.lines]
        part["_record"] = [record for s in members for record in s.records]
        parts.append(part)
    names = [*PLACE, *(column.id for column in form.columns)]
    joined = pd.concat(parts).reindex(columns=names)
    ids = [column.id for column in form.columns]
    joined[ids] = joined[ids].astype("str").fillna("")
    return joined.sort_values(["_source", "_record"]).reset_index(drop=True)


def _unquoted(sheets: Sequence[Sheet], width: int) -> pd.DataFrame:
    body = "\n".join("\n".join(sheet.body) for sheet in sheets if sheet.body)
    if not body:
        return pd.DataFrame({position: [] for position in range(width)}, dtype="str")
    return pd.read_csv(
        BytesIO(body.encode()),
        header=None,
        names=list(range(width)),
        index_col=False,
        dtype="str",
        keep_default_na=False,
        na_filter=False,
        skip_blank_lines=False,
        quoting=3,  # none: these bodies hold no quotes
        encoding="utf-8",
    )


def _quoted(sheets: Sequence[Sheet], width: int) -> pd.DataFrame:
    rows = [row for sheet in sheets for row in sheet.rows or ()]
    return pd.DataFrame(rows, columns=list(range(width)), dtype="str")


# --- cells to values -----------------------------------------------------------------------------


def _parsed(
    texts: pd.Series[str], parse: Parser
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Values (None where blank or faulty) and faults (None where there is none), row by row."""
    codes, distinct = pd.factorize(texts)
    values = np.empty(len(distinct), dtype=object)
    faults = np.empty(len(distinct), dtype=object)
    for index, text in enumerate(distinct):
        result = parse(text)
        if isinstance(result, Fault):
            faults[index] = result
        else:
            values[index] = result
    return values[codes], faults[codes]


def _or_zero(parse: Parser) -> Parser:
    """The parser of the column that may also hold the words of a zero report."""
    return lambda text: ZERO_REPORT if text.strip() == ZERO_REPORT else parse(text)


def _series(column: Column, values: np.ndarray[Any, Any]) -> pd.Series[Any]:
    dtype = DTYPES.get(column.type, "str")
    usable = [None if value == ZERO_REPORT else value for value in values]
    return pd.Series(usable, dtype=dtype)


def _zero_rows(form: Form, raw: pd.DataFrame) -> np.ndarray[Any, Any]:
    if form.zero_report is None:
        return np.zeros(len(raw), dtype=bool)
    return (raw[form.zero_report].str.strip() == ZERO_REPORT).to_numpy(dtype=bool)


def _zero_alone(
    form: Form, raw: pd.DataFrame, zero: np.ndarray[Any, Any], sheets: Sequence[Sheet]
) -> Iterator[Problem]:
    """A zero report says that there is nothing else, so nothing else may stand beside it."""
    paths = {sheet.source: sheet.path for sheet in sheets}
    rows_in = raw["_source"].value_counts()
    fillable = [c.id for c in form.columns if c.id != form.zero_report and not c.equals]
    filled = raw.loc[zero, fillable].apply(lambda column: column.str.strip() != "").any(axis=1)
    for (source, line, record), more in zip(
        raw.loc[zero, list(PLACE)].itertuples(index=False), filled, strict=True
    ):
        if rows_in[source] > 1 or more:
            hint = "有内容时请删去“零报告”一行；没有内容时只留这一行。"
            message = "“零报告”与其他内容并存"
            yield Problem("E203", message, hint, paths[source], int(line), record=int(record))


# --- telling -------------------------------------------------------------------------------------


class _Teller:
    """Turns row numbers of the joined frame into problems with a place."""

    def __init__(
        self,
        raw: pd.DataFrame,
        zero: np.ndarray[Any, Any],
        positions: Mapping[int, Mapping[str, int]],
        sources: Sequence[Source],
    ) -> None:
        self._source = raw["_source"].to_numpy()
        self._line = raw["_line"].to_numpy()
        self._record = raw["_record"].to_numpy()
        self._zero = zero
        self._positions = positions
        self._sources = sources

    def faults(
        self, column: Column, texts: pd.Series[str], faults: np.ndarray[Any, Any]
    ) -> Iterator[Problem]:
        for row in np.flatnonzero(faults):
            fault: Fault = faults[row]
            yield self._at(row, fault.code, fault.message, fault.hint, column, texts.iloc[row])

    def missing(
        self, column: Column, texts: pd.Series[str], missing: np.ndarray[Any, Any]
    ) -> Iterator[Problem]:
        hint = "0 请写“0”；没有这一项时整行删去。" if column.unit else "请补填。"
        exempt = self._zero & (not column.equals)
        for row in np.flatnonzero(missing & ~exempt):
            message = f"“{column.header}”为必填项，不能为空"
            yield self._at(row, "E201", message, hint, column, texts.iloc[row])

    def elsewhere(
        self, column: Column, texts: pd.Series[str], values: np.ndarray[Any, Any]
    ) -> Iterator[Problem]:
        """Cells that must repeat what the folder says."""
        for row, value in enumerate(values):
            source = self._sources[self._source[row]]
            wanted = source.unit if column.equals == "unit" else source.period.first
            if value is None or value == wanted:
                continue
            if column.equals == "unit":
                wrote = texts.iloc[row].strip()
                code, message = "E238", f"文件夹是“{source.unit}”，此行的单位是“{wrote}”"
                hint = "只能填报本单位。"
            else:
                code, message = "E237", f"文件夹是 {source.period}，此行为 {Month.of(value)}"
                hint = "只填本期的内容。"
            yield self._at(row, code, message, hint, column, texts.iloc[row])

    def beyond(self, form: Form, frame: pd.DataFrame) -> Iterator[Problem]:
        """Rows in which a number exceeds the one it may not exceed."""
        for column in form.columns:
            if column.at_most is None:
                continue
            limit = form.column(column.at_most)
            over = (frame[column.id] > frame[limit.id]).to_numpy(dtype=bool)
            for row in np.flatnonzero(over):
                small, large = frame[limit.id].iloc[row], frame[column.id].iloc[row]
                message = f"“{column.header}”{large:.10g} 大于“{limit.header}”{small:.10g}"
                yield self._at(row, "E220", message, "请核对这两列。", column, f"{large:.10g}")

    def repeated(self, form: Form, entry: pd.Series[Any], first: int) -> Problem:
        source = int(entry["_source"])
        own = [form.column(name) for name in form.key if not form.column(name).equals]
        position = self._positions[source].get(own[-1].id) if own else None
        names = "、".join(form.column(name).header for name in form.key)
        return Problem(
            "E252",
            f"{names}与第 {first} 行相同",
            "同一事项只报一行，请合并或改正编号。",
            self._sources[source].path,
            int(entry["_line"]),
            None if position is None else position + 1,
            int(entry["_record"]),
            own[-1].header if own else None,
            str(entry[own[-1].id]) if own else None,
        )

    def _at(
        self, row: int | np.intp, code: str, message: str, hint: str, column: Column, value: str
    ) -> Problem:
        source = int(self._source[row])
        position = self._positions[source].get(column.id)
        return Problem(
            code,
            message,
            hint,
            self._sources[source].path,
            int(self._line[row]),
            None if position is None else position + 1,
            int(self._record[row]),
            column.header,
            value,
        )


def _repeated_keys(form: Form, frame: pd.DataFrame, told: _Teller) -> Iterator[Problem]:
    """Rows of one filing that are about the same thing; a key that is not whole is told elsewhere."""
    keys = ["_source", *form.key]
    whole = frame[frame[keys].notna().all(axis=1)]
    again = whole[whole.duplicated(keys, keep="first")]
    if again.empty:
        return
    firsts = whole.groupby(keys, sort=False)["_line"].min()
    for _, entry in again.iterrows():
        yield told.repeated(form, entry, int(firsts[tuple(entry[name] for name in keys)]))
