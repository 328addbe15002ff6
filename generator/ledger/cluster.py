"""A Dask cluster: joined, or started on this machine, and filings read by its workers.

Filings go out in batches, the catalogue once; what was read comes back as it is kept, in whatever order, and
stands in the order in which it was asked for. The bytes go with the task, so that a batch of a worker that is
lost is read by another one.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeAlias

from .. import intake, store
from ..catalogue.model import Catalogue
from ..intake import Filed, Source
from .engines.far import Workers
from .kept.packing import packed, unpacked
from .means import Reads

_BATCH = 1 << 20
"""Bytes of filings that go out together, or a little more."""

_WAIT = "10s"
"""So long a scheduler has to answer."""

_AGAIN = 2
"""So often a cluster of our own that did not come up is started again."""

_Bare: TypeAlias = tuple[Any, ...]
"""A CSV as it goes out: path, term, unit, form, bytes."""


class ClusterError(Exception):
    """Why nobody can work with a cluster, in words for the reader."""


@contextmanager
def joined(where: str) -> Iterator[Any]:
    """A client of the cluster at an address, or of one with so many processes on this machine.

    ClusterError where nobody answers, or the workers run another program: what they read would be something
    else.
    """
    import distributed

    dask: Any = distributed  # which has no types
    if where.isdigit():
        with _started(dask, int(where)) as own, dask.Client(own) as client:
            yield client
        return
    try:
        client = dask.Client(where, timeout=_WAIT)
    except (OSError, ValueError) as error:
        raise ClusterError(f"“{where}”没有 Dask 调度器应答。请核对地址，或先启动它。") from error
    with client:
        others = {w for w, ours in client.run(store.program).items() if ours != store.program()}
        if others:
            raise ClusterError(
                f"{len(others)} 个工作进程的程序与本机的不是同一版本（{'、'.join(sorted(others)[:3])}），"
                "请装成同一版本。"
            )
        if not client.scheduler_info()["workers"]:
            raise ClusterError(f"“{where}”还没有工作进程。请先启动工作进程。")
        yield client


def _started(dask: Any, processes: int) -> Any:
    """A cluster of processes on this machine, started again where one of them died before it was up."""
    quiet = {"dashboard_address": "127.0.0.1:0", "silence_logs": 50}
    start = partial(dask.LocalCluster, n_workers=processes, threads_per_worker=1, **quiet)
    for _ in range(_AGAIN):
        with suppress(RuntimeError, OSError):
            return start()
    try:
        return start()
    except (RuntimeError, OSError) as error:
        raise ClusterError(
            f"本机起不来 {processes} 个工作进程。请少起几个，或不用集群。"
        ) from error


def read_by(workers: Workers) -> Reads:
    """What reads filings by the workers of a cluster; sheets of workbooks are read here."""

    def read(sources: Sequence[Source], catalogue: Catalogue) -> list[Filed]:
        out = [number for number, source in enumerate(sources) if source.tab is None]
        declared = workers.submit(pickle.loads, pickle.dumps(catalogue), pure=False)
        batches = list(_batches(out, sources))
        asked = [
            workers.submit(_read, declared, [_bare(sources[n]) for n in batch], pure=False)
            for batch in batches
        ]
        told: dict[int, bytes | None] = {}
        for batch, answer in zip(batches, workers.gather(asked), strict=True):
            told.update(zip(batch, answer, strict=True))
        here = [number for number in range(len(sources)) if told.get(number) is None]
        found = dict(zip(here, intake.read([sources[n] for n in here], catalogue), strict=True))
        found.update(
            (n, unpacked(data, sources[n])) for n, data in told.items() if data is not None
        )
        return [found[number] for number in range(len(sources))]

    return read


def _batches(numbers: Sequence[int], sources: Sequence[Source]) -> Iterator[list[int]]:
    """Numbers of filings of about so many bytes, in order."""
    batch, size = list[int](), 0
    for number in numbers:
        batch.append(number)
        size += len(sources[number].data)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _bare(source: Source) -> _Bare:
    return source.path, source.period, source.unit, source.form, source.data


def _read(catalogue: Catalogue, filings: Sequence[_Bare]) -> list[bytes | None]:
    """On a worker: what filings say, as it is kept; None for what is read where it is asked for."""
    return [packed(each) for each in intake.read([Source(*own) for own in filings], catalogue)]
