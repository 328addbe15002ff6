"""The quick way by columns says of a file what the way record by record says, and is gone where it may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.intake import Filed, Reader, Source, records
from generator.intake.find import search
from generator.intake.telling import Teller
from tests.campaign import seeds
from tests.factory import HARBOUR, declared_harbour, declared_shipped, sheet
from tests.intake.collection import COLLECTION
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.intake.mutated import of_csv
from tests.intake.mutated.origins import CITIES
from tests.place import PROJECT

_BATCH = 100
DAY = date(2027, 4, 15)


@cache
def reader(city: str, quick: bool) -> Reader:
    """One for all files, so that what is remembered of one file meets the next one."""
    return Reader(CITIES[city](), DAY, quick=quick)


def said(filed: Filed) -> dict[str, object]:
    """All that a filing says, in its order, whatever holds it."""
    return {
        "columns": {name: list(map(repr, own)) for name, own in filed.columns.items()},
        "texts": {name: list(own) for name, own in filed.texts.items()},
        "rows": [*zip(filed.lines, filed.numbers, strict=True)],
        "positions": dict(filed.positions),
        "zero": filed.zero,
        "problems": list(filed.problems),
        "changes": list(filed.changes),
    }


def same(source: Source, city: str) -> bool:
    return said(reader(city, True).read(source)) == said(reader(city, False).read(source))


def test_of_the_fault_collection() -> None:
    for fault in COLLECTION:
        _, month, unit, file = fault.path.split("/")
        form = file.removesuffix(".csv")
        source = Source(fault.path, Month.parse(month), unit, form, fault.data)
        assert same(source, "harbour"), fault.name


@pytest.mark.parametrize("batch", seeds(2))
def test_of_files_spoilt_by_dice(batch: int) -> None:
    for mutated in map(of_csv, range(batch * _BATCH, (batch + 1) * _BATCH)):
        assert same(mutated.source, mutated.city), mutated.name


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read record by record from now on."""
    slow: list[str] = []
    read = records.records_of

    def watch(text: str, delimiter: str, tell: Teller) -> list[records.Record]:
        slow.append(text)
        return read(text, delimiter, tell)

    monkeypatch.setattr(records, "records_of", watch)
    return slow


def cities() -> Iterator[tuple[str, Catalogue, Source]]:
    for city, declared, root in (
        ("harbour", declared_harbour(), HARBOUR),
        ("shipped", declared_shipped(), PROJECT),
    ):
        for source in search(root, declared).sources:
            yield city, declared, source


def test_of_both_cities_and_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the two cities is without fault, and mostly without a quote."""
    slow = watched(monkeypatch)
    for city, _, source in cities():
        before = len(slow)
        quick = said(reader(city, True).read(source))
        assert source.tab or b'"' in source.data or len(slow) == before, source.path
        assert quick == said(reader(city, False).read(source)), source.path


ROWS = [OUTLET.replace("PK001", f"PK{n:03}") for n in range(1, 9)]


@pytest.mark.parametrize(
    ("data", "is_quick"),
    [
        (sheet(OUTLETS, *ROWS), True),
        (sheet(OUTLETS, *ROWS).decode("utf-8-sig").encode("gb18030"), True),
        (sheet(OUTLETS, *ROWS).replace(b",", b"\t"), True),
        (sheet(OUTLETS, *ROWS, ",,,,,,", ""), True),
        (sheet(OUTLETS, *(row.replace("2027-03-31", "2027年3月31日") for row in ROWS)), True),
        (sheet(OUTLETS, ROWS[0], ROWS[0]), True),
        (sheet(OUTLETS, ROWS[0].replace("2027-03-31", "随时")), True),
        (sheet(OUTLETS, "北港园区,2027-03,零报告,,,,"), True),
        (sheet(OUTLETS, ROWS[0], "", ROWS[1]), False),
        (sheet(OUTLETS, ROWS[0], f"{ROWS[1]},"), False),
        (sheet(OUTLETS, ROWS[0], OUTLETS, ROWS[1]), False),
        (sheet(OUTLETS, ROWS[0], "合计,,,,,,"), False),
        (sheet(OUTLETS, ROWS[0], ROWS[1].replace("月牙渔港东侧", "联系电话13800138000")), False),
        (sheet("入海排口台账,,,,,,", OUTLETS, *ROWS), False),
    ],
)
def test_which_way_is_gone(data: bytes, is_quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(FILE, Month(2027, 3), "beigang", "outlets", data)
    assert same(source, "harbour")
    slow = watched(monkeypatch)
    reader("harbour", True).read(source)
    assert bool(slow) != is_quick
