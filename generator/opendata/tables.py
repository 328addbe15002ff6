"""Every table of an edition, those that others refer to first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..judging.results import Results
from . import declared, filed, judged
from .table import Column, Row, Table, key


def of(results: Results) -> tuple[Table, ...]:
    """The tables of what is declared, filed and judged, and last the one that lists all their columns."""
    every = (
        declared.about(results),
        *declared.tables(results),
        filed.filings(results),
        filed.left_out(results),
        *filed.forms(results),
        *judged.tables(results),
    )
    return (*every, _dictionary(every))


def _dictionary(every: Sequence[Table]) -> Table:
    return Table(
        name="columns",
        title="数据字典",
        description="每张表每一列的名称、类型和说明",
        columns=(
            key("table", "表"),
            Column(name="table_title", title="表（名称）", required=True),
            key("column", "列"),
            Column(name="title", title="列（名称）", required=True),
            Column(name="type", title="类型", required=True),
            Column(name="unit", title="单位"),
            Column(name="required", title="必有", kind="boolean", required=True),
            Column(name="description", title="说明"),
        ),
        key=("table", "column"),
        rows=partial(_columns, every),
    )


def _columns(every: Sequence[Table]) -> Iterator[Row]:
    for table in every:
        for column in table.columns:
            told = column.kind, column.unit or None, column.required, column.told or None
            yield table.name, table.title, column.name, column.title, *told
