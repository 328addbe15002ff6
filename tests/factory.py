"""The harbour city in a folder of the test's own, to be spoilt by replacing text."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator import catalogue, ledger
from generator.catalogue import Catalogue
from generator.judging.kinds import KINDS
from generator.ledger import Ledger
from generator.problems import Problem, as_text
from tests.place import PROJECT

HARBOUR = Path(__file__).parent / "cities" / "harbour"

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class City:
    """A root folder, and what the product says of it."""

    root: Path

    def edit(self, path: str, old: str, new: str) -> City:
        """Replace a text that occurs exactly once."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), "utf-8", newline="")
        return self

    def write(self, path: str, data: bytes | str) -> City:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return self

    def remove(self, path: str) -> City:
        file = self.root / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return self

    def line_of(self, path: str, text: str) -> int:
        """The only line that holds the text, 1-based."""
        lines = (self.root / path).read_text("utf-8").split("\n")
        found = [number for number, line in enumerate(lines, 1) if text in line]
        assert len(found) == 1, f"{text!r} stands on lines {found} of {path}"
        return found[0]

    def problems(self) -> list[Problem]:
        """What is wrong with the declared side."""
        return catalogue.read(self.root, KINDS)[1]

    def catalogue(self) -> Catalogue:
        declared, problems = catalogue.read(self.root, KINDS)
        assert declared is not None, "\n".join(map(as_text, problems))
        return declared

    def open(self) -> tuple[Ledger, list[Problem]]:
        return ledger.open_ledger(self.root, self.catalogue())

    def filed(self) -> list[Problem]:
        """What is wrong with the filings."""
        return self.open()[1]


def harbour(folder: Path, *, filings: bool = True) -> City:
    """A copy of the harbour city, with or without what was filed there."""
    ignored = shutil.ignore_patterns() if filings else shutil.ignore_patterns("submissions")
    shutil.copytree(HARBOUR, folder / "harbour", ignore=ignored)
    return City(folder / "harbour")


@cache
def declared_harbour() -> Catalogue:
    """What the harbour city declares, read once for all tests that only read filings by it."""
    return harbour(Path(mkdtemp()), filings=False).catalogue()


@cache
def declared_shipped() -> Catalogue:
    """What the shipped city declares."""
    declared, problems = catalogue.read(PROJECT, KINDS)
    assert declared is not None, "\n".join(map(as_text, problems))
    return declared


def sheet(header: str, *rows: str, end: str = "\r\n", bom: bool = True) -> bytes:
    """The bytes of a CSV as a spreadsheet saves it."""
    text = end.join([header, *rows]) + end
    return (BOM if bom else b"") + text.encode()


def told(problems: Iterable[Problem]) -> list[str]:
    """Code and place of each, short enough to compare at a glance."""
    return [f"{problem.code} {problem.place}" for problem in problems]


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def only(problems: Sequence[Problem]) -> Problem:
    """The one problem that there is."""
    assert len(problems) == 1, "\n".join(map(as_text, problems))
    return problems[0]
