"""--engine and --cluster: what a command reads filings with, and what holds their rows."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import store
from ..frozen import dataclass
from ..terminal import Refusal
from .options import Choice

if TYPE_CHECKING:
    from ..ledger import Means

_PACKAGES: Mapping[str, str] = {"pandas": "pandas", "duckdb": "duckdb", "dask": "distributed"}
"""The engines, and the package that each of them needs."""

_F = TypeVar("_F", bound=Callable[..., Any])


class _Cluster(click.ParamType[str]):
    """Where a Dask scheduler is, or how many processes are started here."""

    name = "集群"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words as they were written; UsageError for what is neither."""
        if not re.fullmatch(r"(tcp|tls)://[^\s/]+:[0-9]{1,5}|[1-9][0-9]?", str(value)):
            ways = "请写调度器的地址，如 tcp://cluster.example:8786，或本机进程的个数（1 至 99）。"
            self.fail(f"“{value}”不是集群，{ways}", param, ctx)
        return str(value)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was asked for; ``cluster`` is an address, a number of processes, or None."""

    engine: str
    cluster: str | None

    def means(self, root: Path) -> Means:
        """What a run of a root uses, as long as the command runs; Refusal where that is not there."""
        return click.get_current_context().with_resource(_means(self, root))


def means(command: _F) -> _F:
    """The two options, given to a command as ``beside``."""
    held = click.option(
        "--engine",
        type=Choice("引擎", *_PACKAGES),
        default="pandas",
        metavar="引擎",
        help="由什么存放和汇总数据：pandas、duckdb、dask，缺省 pandas；判定结果相同。",
    )
    where = click.option(
        "--cluster",
        type=_Cluster(),
        metavar="集群",
        help="由 Dask 集群读取报送：调度器的地址，或本机进程的个数。",
    )

    @wraps(command)
    def run(*words: Any, engine: str, cluster: str | None, **named: Any) -> Any:
        return command(*words, beside=Beside(engine, cluster), **named)

    return held(where(run))  # type: ignore[return-value]


@contextmanager
def _means(beside: Beside, root: Path) -> Iterator[Means]:
    from ..ledger import OWN

    far = "dask" if beside.cluster else beside.engine
    for package in (beside.engine, far):
        if find_spec(_PACKAGES[package]) is None:
            raise Refusal(f"没有安装 {package}。请执行 pip install 'taizhang[scale]'。")
    used = OWN
    with ExitStack() as stack:
        if beside.engine == "duckdb":
            from ..ledger.engines.duck import DuckDB

            used = replace(used, engine=DuckDB(store.of(root)))
        if far == "dask":
            from ..ledger.cluster import ClusterError, joined, read_by
            from ..ledger.engines.far import Dask

            try:
                client = stack.enter_context(joined(beside.cluster or str(os.cpu_count() or 1)))
            except ClusterError as error:
                raise Refusal(str(error)) from error
            used = replace(used, reads=read_by(client))
            if beside.engine == "dask":
                used = replace(used, engine=Dask(client))
        yield used
