"""The fault collection, read by the intake itself."""

from __future__ import annotations

import pytest

from generator.calendar import Month
from generator.intake import Filed, Reader, Source
from generator.problems import in_order
from tests.factory import declared_harbour as city
from tests.intake.collection import COLLECTION, Fault


def filed(fault: Fault) -> Filed:
    _, month, unit, file = fault.path.split("/")
    form = file.removesuffix(".csv")
    return Reader(city()).read(Source(fault.path, Month.parse(month), unit, form, fault.data))


@pytest.mark.parametrize("fault", COLLECTION, ids=[fault.name for fault in COLLECTION])
def test_a_fault(fault: Fault) -> None:
    read = filed(fault)
    problems = in_order(read.problems)
    told = sorted(f"{p.code} {p.line or 0}:{p.column or 0}" for p in problems)
    assert told == sorted(fault.told), [p.message for p in problems]
    if fault.says:
        assert any(fault.says in p.message for p in problems), [p.message for p in problems]
    assert tuple(f"{change.was} → {change.used}" for change in read.changes) == fault.used


def test_every_fault_has_a_name_of_its_own() -> None:
    names = [(fault.name, fault.path, fault.data) for fault in COLLECTION]
    assert len(set(names)) == len(names)
