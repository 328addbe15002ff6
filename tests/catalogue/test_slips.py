"""Hundreds of slips, one at a time: each is told, in the right file, on the right line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

from generator import catalogue
from generator.catalogue.shape import Shape, hold
from generator.catalogue.source import Document, read
from generator.judging.kinds import KINDS
from generator.problems import Problem, has_errors
from tests.campaign import examples
from tests.catalogue.slips import Slip, slips
from tests.factory import HARBOUR

OWN = Path(__file__).parent.parent.parent
"""The root of the shipped city."""

TASKS = "tasks.yaml"
Check = Callable[[str], list[Problem]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Check]:
    """Reads a city over and over with another tasks.yaml; the other files are read only once."""
    documents: dict[str, Document | list[Problem]] = {}
    shapes: dict[str, Shape] = {}

    def read_once(root: Path, path: str) -> Document | list[Problem]:
        if path == TASKS:
            return read(root, path)
        if path not in documents:
            documents[path] = read(root, path)
        return documents[path]

    def hold_once(document: Document, kind: str) -> Shape:
        if kind == "tasks":
            return hold(document, kind)
        if document.path not in shapes:
            shapes[document.path] = hold(document, kind)
        return shapes[document.path]

    monkeypatch.setattr("generator.catalogue.files.read", read_once)
    monkeypatch.setattr("generator.catalogue.files.hold", hold_once)

    def of(city: Path) -> Check:
        shutil.copytree(city / "rules", tmp_path / "rules")
        shutil.copy(city / "units.yaml", tmp_path)

        def problems(text: str) -> list[Problem]:
            (tmp_path / TASKS).write_text(text, "utf-8")
            return catalogue.read(tmp_path, KINDS)[1]

        return problems

    return of


def test_the_harbour_city(check: Callable[[Path], Check]) -> None:
    _all_are_told(HARBOUR, check(HARBOUR), each=examples(4))


def test_the_shipped_city(check: Callable[[Path], Check]) -> None:
    if not (OWN / TASKS).exists() or has_errors(catalogue.read(OWN, KINDS)[1]):
        pytest.skip("the shipped tasks.yaml is not sound")
    _all_are_told(OWN, check(OWN), each=examples(4))


def _all_are_told(city: Path, check: Check, each: int) -> None:
    text = (city / TASKS).read_text("utf-8")
    assert not has_errors(check(text))
    chosen = list(_some(slips(text), each))
    assert len(chosen) >= 200
    missed = []
    for slip in chosen:
        told = [problem.line for problem in _errors(check(slip.text))]
        if slip.line not in told:
            missed.append(f"{slip.name}: line {slip.line}, told on {told or 'no line'}")
    assert not missed, "\n".join(missed)


def _errors(problems: list[Problem]) -> list[Problem]:
    return [p for p in problems if p.file == TASKS and p.severity == "error"]


def _some(every: Iterator[Slip], each: int) -> Iterator[Slip]:
    """So many of each kind, spread over the file."""
    by_kind = sorted(every, key=lambda slip: slip.name.split(" @ ")[0])
    for _, group in groupby(by_kind, key=lambda slip: slip.name.split(" @ ")[0]):
        members = list(group)
        yield from members[:: max(1, len(members) // each)][:each]
