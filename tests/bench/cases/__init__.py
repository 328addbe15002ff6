"""The cases, a group a module: each yields its rows, floors first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.bench.rows import Bench, Row

from . import browsing, growing, reading, running, sample, serving, starting

GROUPS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "starting": starting.rows,
    "reading": reading.rows,
    "running": running.rows,
    "sample": sample.rows,
    "serving": serving.rows,
    "browsing": browsing.rows,
    "growing": growing.rows,
}
