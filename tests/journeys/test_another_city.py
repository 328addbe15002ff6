"""Another city, by YAML alone: other units, forms, numbering and cadence, built end to end."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator import flow
from tests.place import PROJECT

HARBOUR = PROJECT / "tests/cities/harbour"
DAY = date(2027, 7, 20)

STANDING = """
P-1@2027-06/beigang cannot_judge
P-1@2027-06/haishi cannot_judge
P-1@2027-06/nangang cannot_judge
P-1@2027-06/shengtai cannot_judge
P-1@2027-06/xidao missing_report
K1-2@2027-06-30/beigang met
K1-2@2027-06-30/nangang depends_on_definition
K1-2@2027-06-30/xidao missing_report
K1-3@2027-Q2/shengtai overdue
K2-2@2027-12-31/beigang not_due
K2-2@2027-12-31/nangang not_due
K2-2@2027-12-31/xidao missing_report
K3-1@2027-06-30/haishi met
K3-2@2027-04/haishi met
K4-1@2027-Q2/all overdue
"""
"""How it stands on DAY where a rule judges; who filed when is not known, for there are no receipts."""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    root = tmp_path / "临港市 2027"
    shutil.copytree(HARBOUR, root)
    return root


def test_its_obligations_are_judged(harbour: Path) -> None:
    results = flow.judge(flow.read(harbour), DAY)
    found = [f"{v.id} {v.state}" for v in results.verdicts if v.rule and v.binding]
    assert sorted(found) == sorted(STANDING.split("\n")[1:-1])


def test_its_site_is_built_and_says_nothing_of_any_other_city(harbour: Path) -> None:
    problems = flow.build(harbour, lambda _: DAY, harbour / "build", flow.Unwatched())
    assert not [problem for problem in problems if problem.severity == "error"]
    pages = {
        file.name: file.read_text("utf-8") for file in (harbour / "build/site").rglob("*.html")
    }
    assert "北港园区" in pages["beigang.html"]
    assert not [name for name, text in pages.items() if 'class="data-note"' in text]
    assert not list(_told_of_the_first_city(harbour / "build/site"))


def _told_of_the_first_city(site: Path) -> Iterator[tuple[str, str]]:
    """Files of a site that name the shipped city, a county or a township of it, and the name.

    Its departments are called as everywhere: an example may have a 市财政局.
    """
    declared = yaml.safe_load((PROJECT / "units.yaml").read_text("utf-8"))
    units = [unit for unit in declared["units"] if unit["kind"] == "county"]
    names = {"许昌", "xuchang"} | {name for unit in units for name in (unit["id"], unit["name"])}
    names |= {item["name"] for register in declared["registers"] for item in register["items"]}
    known = re.compile("|".join(re.escape(name) for name in sorted(names)))
    for file in sorted(site.rglob("*")):
        if file.suffix in {".html", ".json", ".js", ".xml", ".csv", ".txt", ".md", ".svg"}:
            found = known.search(file.read_text("utf-8"))
            if found:
                yield file.relative_to(site).as_posix(), found[0]
