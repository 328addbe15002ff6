"""Workbooks that anyone may have made: refused or read, and never dearer than they are large."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.intake.workbook import UnreadableError, read
from tests.factory import City, harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.intake.workbooks import READ, REFUSED, workbook, worksheet
from tests.place import PROJECT

_LIMITED = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1536 << 20, 1536 << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
except ImportError:  # the machine knows no limits
    pass
"""
"""A gigabyte and a half, a tenth of what a merged sheet once took, and a minute for all there is."""

_EACH = """
from generator.intake.workbook import UnreadableError, read
from tests.intake.workbooks import READ, REFUSED

def told(data):
    try:
        return [record.cells for tab in read(data).values() for record in tab.records]
    except UnreadableError as error:
        return str(error)

print(json.dumps({name: told(data) for name, (data, _) in {**READ, **REFUSED}.items()}))
"""

_CHECKED = """
from pathlib import Path
from generator.calendar import Month
from generator.catalogue import read
from generator.checking import check_filings
from generator.judging.kinds import KINDS

root = Path(sys.argv[1])
checked = check_filings(root, read(root, KINDS)[0], "beigang", Month.parse(sys.argv[2]))
print(json.dumps([[problem.code, problem.message] for problem in checked.problems]))
"""


def limited(program: str, *arguments: str) -> Any:
    """What a program prints that may take so much of the machine and no more."""
    command = [sys.executable, "-c", _LIMITED + program, *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, ""), (
        "nothing is said beside, in English least of all"
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def told() -> Mapping[str, Any]:
    """What is made of every workbook, by its name."""
    found: Mapping[str, Any] = limited(_EACH)
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_at_once(told: Mapping[str, Any], name: str) -> None:
    assert told[name] == REFUSED[name][1]


@pytest.mark.parametrize("name", READ)
def test_what_stands_beside_the_cells_costs_nothing(told: Mapping[str, Any], name: str) -> None:
    assert told[name] == READ[name][1]


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def test_another_month_is_checked_beside_it(city: City) -> None:
    city.write(FILE, sheet(OUTLETS, OUTLET))
    city.write("submissions/2027-06/beigang/报表.xlsx", REFUSED["merged"][0])
    assert limited(_CHECKED, str(city.root), "2027-03") == []
    why = f"工作簿打不开：{REFUSED['merged'][1]}"
    assert limited(_CHECKED, str(city.root), "2027-06") == [["E113", why]]


def test_no_name_is_dragged_through_every_element() -> None:
    """A namespace is told with each name below it; a browser keeps it once and does not mind."""
    usual, long = (worksheet(after=f'<a xmlns="{"x" * length}"/>') for length in (256, 257))
    assert read(workbook(usual))["表1"].records
    with pytest.raises(UnreadableError, match="文件已损坏"):
        read(workbook(long))


def test_nothing_of_a_merged_area_is_kept_but_its_first_cell() -> None:
    [tab] = read(READ["covered"][0]).values()
    assert tab.merged == {(1, 2), (1, 3), (2, 1), (2, 2), (2, 3)}
