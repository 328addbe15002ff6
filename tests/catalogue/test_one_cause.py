"""What does not fit is told where it stands, and nowhere else a second time."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import catalogue
from generator.catalogue import files, where
from generator.catalogue.shape import Shape, hold
from generator.catalogue.source import At, Document, parse, read
from generator.judging.kinds import KINDS
from generator.problems import Problem
from tests.campaign import examples, seeds
from tests.factory import HARBOUR
from tests.place import PROJECT

INSTEAD = ("[]", "{}", "12", "其他", '""', "")
"""What stands for a value that does not fit: where it does after all, nothing is held."""


@pytest.mark.parametrize(("city", "each"), [(HARBOUR, 40), (PROJECT, 5)])
def test_an_entry_that_does_not_fit_causes_no_second_error(
    city: Path, each: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _once_read(monkeypatch)
    for name in ("units.yaml", "tasks.yaml"):
        shutil.copy(city / name, tmp_path)
    shutil.copytree(city / "rules", tmp_path / "rules")
    assert not _errors(tmp_path)
    documents = list(_documents(tmp_path))
    dice = random.Random(seeds(1).start)
    spoilt, second = 0, []
    for _ in range(examples(each)):
        document = dice.choice(documents)
        at = dice.choice([at for at in document.keys if isinstance(document.get(at), str | int)])
        instead = dice.choice((*INSTEAD, None, None))
        told = _told_of(tmp_path, document, at, instead)
        around = _lines(document, at)
        if not any(p.file == document.path and _shape(p) and p.line in around for p in told):
            continue
        spoilt += 1
        second += [
            f"{document.path} {at} = {instead}: {problem}"
            for problem in told
            if problem.file != document.path or problem.line not in around
        ]
    assert spoilt > examples(each) // 3
    assert not second, "\n".join(second)


def _documents(root: Path) -> Iterator[Document]:
    for _, path in where.paths(root):
        if path.endswith(".yaml"):
            document = parse((root / path).read_text("utf-8"), path)
            assert isinstance(document, Document)
            yield document


def _told_of(root: Path, document: Document, at: At, instead: str | None) -> list[Problem]:
    """What is told once a field has another value, or, for None, another key."""
    key, value = document.keys[at], document.values[at]
    lines = [*document.lines]
    row = lines[key.line - 1]
    name = str(at[-1])
    if instead is None:
        start = key.column - 1
        lines[key.line - 1] = f"{row[:start]}{name[::-1]}x{row[start + len(name) :]}"
    elif value.line == key.line and value.style not in ("|", ">"):
        written = str(document.get(at))
        start = value.column - 1
        quoted = row[start] in "\"'"
        lines[key.line - 1] = row[:start] + instead + row[start + len(written) + 2 * quoted :]
    file = root / document.path
    file.write_text("\n".join(lines) + "\n", "utf-8")
    try:
        return _errors(root)
    finally:
        file.write_text("\n".join(document.lines) + "\n", "utf-8")


def _lines(document: Document, at: At) -> range:
    """The lines of the entry of a list in which a place lies, or of the file where it lies in none."""
    ends = [index for index, step in enumerate(at) if isinstance(step, int)]
    entry = at[: ends[-1] + 1] if ends else ()
    inside = [mark.line for place, mark in document.values.items() if place[: len(entry)] == entry]
    return range(min(inside), max(inside) + 2)


def _shape(problem: Problem) -> bool:
    return "E511" <= problem.code <= "E519"


def _errors(root: Path) -> list[Problem]:
    return [each for each in catalogue.read(root, KINDS)[1] if each.severity == "error"]


def _once_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files that stay the same held against their schemas once."""
    shapes: dict[tuple[str, tuple[str, ...]], Shape] = {}
    documents: dict[tuple[str, str], Document | list[Problem]] = {}

    def read_once(root: Path, path: str) -> Document | list[Problem]:
        key = (path, (root / path).read_text("utf-8") if (root / path).exists() else "")
        if key not in documents:
            documents[key] = read(root, path)
        return documents[key]

    def hold_once(document: Document, kind: str) -> Shape:
        key = (document.path, tuple(document.lines))
        if key not in shapes:
            shapes[key] = hold(document, kind)
        return shapes[key]

    monkeypatch.setattr(files, "read", read_once)
    monkeypatch.setattr(files, "hold", hold_once)
