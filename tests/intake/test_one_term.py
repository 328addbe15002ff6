"""What is found of one term is what is found of it among all of them, however little is read for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import intake
from generator.catalogue import Catalogue
from generator.catalogue.owing import filing_terms
from generator.intake import Filed, Reader, Source
from tests.factory import HARBOUR, declared_harbour, declared_shipped, harbour
from tests.place import PROJECT

ROOTS = {"shipped": (PROJECT, declared_shipped), "harbour": (HARBOUR, declared_harbour)}


@pytest.mark.parametrize("city", ROOTS)
def test_a_term_is_found_as_among_all(city: str) -> None:
    root, declared = ROOTS[city]
    held(root, declared(), [*declared().units][:8])


def test_figures_that_fall_are_found_against_earlier_terms(tmp_path: Path) -> None:
    city, known = harbour(tmp_path), declared_harbour()
    was = (city.root / "submissions/2027-06/beigang/beaches.csv").read_bytes()
    later = was.replace(b"2027-06", b"2027-12").replace(b",2.4,", b",2.3,")
    city.write("submissions/2027-12/beigang/beaches.csv", later)
    told = held(city.root, known, [*known.units])
    assert "W219" in told


def held(root: Path, declared: Catalogue, units: list[str]) -> set[str]:
    """Ask for each term of each unit, and of all; the codes that were found."""
    told: set[str] = set()
    for unit in (None, *units):
        whole = intake.inspect(root, declared, date(2027, 7, 1), unit)
        for term in filing_terms(declared):
            found = intake.inspect(root, declared, date(2027, 7, 1), unit, term)
            among = whole.of(term)
            assert list(found.problems) == list(among.problems)
            assert [f.source for f in found.filed] == [f.source for f in among.filed]
            assert found.changes == among.changes
            told |= {problem.code for problem in found.problems}
    return told


def test_no_filing_is_read_that_the_term_does_not_go_on_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    truly = Reader.read

    def noted(self: Reader, source: Source) -> Filed:
        read.append(str(source.period))
        return truly(self, source)

    monkeypatch.setattr(Reader, "read", noted)
    declared = declared_harbour()
    intake.inspect(HARBOUR, declared, None, None, filing_terms(declared)[0])
    assert set(read) == {str(filing_terms(declared)[0])}
