"""Every engine gives the answers of the usual one: to each question, and in every verdict."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import flow, intake
from generator.catalogue import types
from generator.catalogue.fields import Value
from generator.catalogue.model import Column
from generator.intake import Filed, Reader
from generator.judging.results import as_json
from generator.ledger import (
    Among,
    Dated,
    Filing,
    Filled,
    Ledger,
    Means,
    Predicate,
    Reaches,
    Table,
    WithheldError,
    cluster,
)
from generator.ledger.cluster import ClusterError, joined, read_by
from generator.ledger.engines import PANDAS, Engine, Pandas
from generator.ledger.engines.duck import DuckDB
from generator.ledger.engines.far import Dask
from generator.store import Store
from tests.campaign import seeds
from tests.canal import CANAL
from tests.factory import HARBOUR, City, harbour
from tests.intake.mutated import of_csv
from tests.intake.mutated.origins import CITIES
from tests.ledger.test_kept import said as whole
from tests.workloads import Workload, write

DAY = date(2027, 7, 20)


class Here:
    """A cluster that is this process: what goes out and comes back is pickled all the same."""

    def submit(self, work: Any, /, *given: Any, **_: bool) -> bytes:
        """Done at once."""
        return pickle.dumps(work(*(pickle.loads(g) if isinstance(g, bytes) else g for g in given)))

    def gather(self, futures: list[Any], /) -> list[Any]:
        """What came of them."""
        return [pickle.loads(each) for each in futures]


@pytest.fixture(params=["pandas", "duckdb", "parquet", "dask", "fetched"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Every engine but the usual one, and that with what it does where rows are many; of the last, what is small is
    fetched from it and asked here."""
    match request.param:
        case "pandas":
            return Pandas(few=0)
        case "duckdb":
            return DuckDB(few=0)
        case "parquet":
            return DuckDB(Store(tmp_path / "store"), few=0)
        case "dask":
            return Dask(Here(), few=0)
        case _:
            return DuckDB()


# --- questions -----------------------------------------------------------------------------------


def predicate(column: Column, values: Sequence[Value], dice: Random) -> Predicate:
    """Something to ask of a column, hardly ever in vain."""
    known = [value for value in values if value is not None]
    one = dice.choice(known) if known else None
    match one:
        case bool() | str() if dice.random() < 0.8:
            others = [value for value in known if isinstance(value, bool | str | float)]
            return Among(column.id, frozenset(dice.sample(others, min(len(others), 2))))
        case float():
            return Reaches(column.id, dice.choice(["at_least", "at_most", "equal"]), one)
        case date():
            first, last = dice.choice([(one, None), (None, one), (one, one)])
            return Dated(column.id, first, last, dice.random() < 0.5)
        case _:
            return Filled(column.id, dice.random() < 0.5)


def told(table: Table, dice: Random) -> list[object]:
    """What a table answers to everything that can be asked of it; of what it may not say, that it does not."""
    names = [column.id for column in table.form.columns]
    few = dice.sample(names, min(2, len(names)))
    asked: dict[str, Callable[[], object]] = {
        "filings": table.filings,
        "length": table.__len__,
        "blank": partial(table.blank, names),
        "keys": partial(table.keys, few),
        "cells": lambda: list(table.cells(*few)),
        "last": lambda: [list(table.last(few).cells(*few)), table.last(few).raw(few[0])],
        "each": lambda: [(one.raw(few[0]), one.filings()) for one in table.each()],
        "kept": lambda: table.keep(number % 2 == 0 for number in range(len(table))).raw(few[-1]),
    }
    for column in table.form.columns:
        asked[f"{column.id} raw"] = partial(raw, table, column.id)
        asked[f"{column.id} withheld"] = partial(table.withheld, column.id)
        asked[f"{column.id} days"] = partial(table.days, column.id)
        asked[f"{column.id} things"] = partial(table.things, column.id)
        asked[f"{column.id} by thing"] = partial(by_thing, table, column.id)
        if types.of(column).numeric:
            asked[f"{column.id} total"] = partial(table.total, column.id)
    return [(name, said(question)) for name, question in asked.items()]


def raw(table: Table, column: str) -> str:
    return repr(table.raw(column))


def by_thing(table: Table, column: str) -> object:
    return [(thing, list(own.cells(column))) for thing, own in table.by_thing(column).items()]


def said(question: Callable[[], object]) -> object:
    try:
        return question()
    except WithheldError as error:
        return f"withheld {error}"


def narrowed(table: Table, asked: Sequence[Predicate]) -> Table | str:
    try:
        return table.where(*asked)
    except WithheldError as error:
        return f"withheld {error}"


def test_every_question(engine: Engine, ledgers: Sequence[Ledger]) -> None:
    dice = Random(1)
    for ledger in ledgers:
        other = replace(ledger, engine=engine)
        for form in ledger.catalogue.forms:
            own = [f for f in ledger.filings if f.form == form]
            chosen = dice.sample(own, dice.randrange(len(own) + 1)) if own else []
            held(ledger.table(form, chosen), other.table(form, chosen), dice)


def held(one: Table, other: Table, dice: Random) -> None:
    """The same answers, before anything is left out and after."""
    columns = one.form.columns
    asked = [predicate(c, one.raw(c.id), dice) for c in dice.sample(columns, min(2, len(columns)))]
    seed = dice.random()
    assert told(other, Random(seed)) == told(one, Random(seed))
    left, right = narrowed(one, asked), narrowed(other, asked)
    if isinstance(left, str) or isinstance(right, str):
        assert left == right
        return
    assert told(right, Random(seed)) == told(left, Random(seed)), asked


@pytest.fixture(scope="module")
def ledgers() -> list[Ledger]:
    """What was filed in two cities, and what was filed badly; as the office sees it, and the public."""
    found = []
    for root in (HARBOUR, CANAL):
        filed, _ = City(root).open()
        spoilt = spoiled(filed, root.name)
        found += [spoilt, spoilt.for_public]
    return found


def spoiled(ledger: Ledger, city: str) -> Ledger:
    """With filings that went wrong, as versions that count."""
    reader = Reader(ledger.catalogue)
    read = [
        reader.read(each.source)
        for each in map(of_csv, range(40 * len(seeds(1))))
        if each.city == city
    ]
    return replace(
        ledger,
        filings=(*ledger.filings, *map(filing, read, range(len(ledger.read), 10**6))),
        read=[*ledger.read, *read],
        digests=(),
    )


def filing(filed: Filed, number: int) -> Filing:
    path = filed.source.path
    return Filing(
        *filed.source.key, path, path, f"{number:040}", None, "nobody", "", number, valid=True,
        zero=filed.zero, standing=True, commit="", positions=filed.positions,
    )  # fmt: skip


# --- verdicts ------------------------------------------------------------------------------------


def test_every_verdict(engine: Engine) -> None:
    same_verdicts(flow.read(HARBOUR), DAY, engine)


def test_every_verdict_of_what_is_filed_badly(engine: Engine, tmp_path: Path) -> None:
    workload = Workload(units=3, months=2, rows=6, kind="dirty")
    write(workload, tmp_path / "root")
    same_verdicts(flow.read(tmp_path / "root"), workload.day, engine)


def same_verdicts(world: flow.World, day: date, engine: Engine) -> None:
    assert world.ledger is not None
    other = replace(world, ledger=replace(world.ledger, engine=engine))
    assert world.ledger.engine is PANDAS
    for audience in ("public", "internal"):
        one, two = (flow.judge(each, day, audience) for each in (world, other))
        assert as_json(two) == as_json(one)


def test_amounts_are_exact_where_floats_are_not(tmp_path: Path) -> None:
    header = "报送单位,报送期,岸滩名称,计划长度,建成长度,保洁人数"
    rows = [f"北港园区,2027-06,滩{n},50,{n / 10:.1f},{n}" for n in range(1, 11)]
    city = harbour(tmp_path)
    city.write("submissions/2027-06/beigang/beaches.csv", "\n".join([header, *rows]) + "\n")
    ledger, _ = city.open()
    filings = [f for f in ledger.filings if f.unit == "beigang" and f.form == "beaches"]
    for engine in (PANDAS, Pandas(few=0), DuckDB(few=0), Dask(Here(), few=0)):
        table = replace(ledger, engine=engine).table("beaches", filings).where(Filled("length"))
        assert table.total("length") == Fraction(55, 10)


# --- files ---------------------------------------------------------------------------------------


def test_a_broken_file_is_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ledger, _ = City(HARBOUR).open()
    filings = [f for f in ledger.filings if f.form == "beaches"]

    def raw() -> list[Any]:
        engine = DuckDB(store, few=0)
        return replace(ledger, engine=engine).table("beaches", filings).raw("length")

    first = raw()
    for file in (tmp_path / "parquet").glob("*/*"):
        file.write_bytes(b"PAR1")
    assert raw() == first
    assert first == ledger.table("beaches", filings).raw("length")


def test_another_version_of_the_engine_writes_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is back finds those that it wrote."""
    ledger, _ = City(HARBOUR).open()
    filings = [f for f in ledger.filings if f.form == "beaches"]

    def files(version: str) -> set[Path]:
        monkeypatch.setattr("generator.store.libraries", lambda *named: f"{named} {version}")
        engine = DuckDB(Store(tmp_path), few=0)
        assert replace(ledger, engine=engine).table("beaches", filings).raw("length")
        return {*(tmp_path / "parquet").glob("*/*")}

    first = files("1")
    assert first < files("2")
    assert files("1") == files("2")


def test_where_no_file_can_be_written_rows_are_in_memory(tmp_path: Path) -> None:
    (tmp_path / "parquet").write_text("a file where the folder would be", "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    ledger, _ = City(HARBOUR).open()
    filings = [f for f in ledger.filings if f.form == "beaches"]
    first = ledger.table("beaches", filings).raw("length")
    for folder in (tmp_path, tmp_path / "file", tmp_path / "not in UTF-8 \udcff"):
        engine = DuckDB(Store(folder), few=0)
        assert replace(ledger, engine=engine).table("beaches", filings).raw("length") == first


# --- a cluster -----------------------------------------------------------------------------------


@dataclass
class Losing:
    """A cluster of which a worker is killed as soon as everything has gone out."""

    workers: Any
    killed: list[int] = field(default_factory=list)

    def submit(self, work: Any, /, *given: Any, **how: bool) -> Any:
        """As any cluster."""
        return self.workers.submit(work, *given, **how)

    def gather(self, futures: list[Any], /) -> Any:
        """As any cluster, less one."""
        if not self.killed:
            self.killed.append(next(iter(self.workers.run(os.getpid).values())))
            os.kill(self.killed[0], signal.SIGKILL)
        return self.workers.gather(futures)


@contextmanager
def losing(processes: int) -> Iterator[Losing]:
    with joined(str(processes)) as workers:
        yield Losing(workers)


@pytest.mark.parametrize("dead", [0, 1, 2])
def test_a_worker_that_dies_before_it_is_up_is_started_again(
    dead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = dead

    def started(**_: object) -> nullcontext[str]:
        nonlocal left
        left -= 1
        if left >= 0:
            raise RuntimeError("Nanny failed to start.")
        return nullcontext("own")

    monkeypatch.setattr("distributed.LocalCluster", started)
    monkeypatch.setattr("distributed.Client", nullcontext)
    with joined("2") as client:
        assert client == "own"
    assert left == -1


def test_processes_that_never_come_up_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(**_: object) -> nullcontext[str]:
        raise TimeoutError

    monkeypatch.setattr("distributed.LocalCluster", started)
    with pytest.raises(ClusterError, match="起不来 2 个工作进程"), joined("2"):
        pass


def test_a_worker_that_is_killed_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read and what is judged by a cluster is what is read and judged here."""
    monkeypatch.setattr(cluster, "_BATCH", 2_000)
    declared = CITIES["harbour"]()
    own = [each.source for each in map(of_csv, range(40)) if each.city == "harbour"]
    with losing(2) as workers:
        read = read_by(workers)(own, declared)
        assert [*map(whole, read)] == [*map(whole, intake.read(own, declared))]
        assert workers.killed
        workers.killed.clear()
        world = flow.read(HARBOUR, means=Means(Dask(workers, few=0), read_by(workers.workers)))
        here = flow.read(HARBOUR)
        assert world.problems == here.problems
        one, two = (flow.judge(each, DAY) for each in (here, world))
        assert as_json(two) == as_json(one)
        assert workers.killed
