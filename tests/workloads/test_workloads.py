"""Workloads are the same bytes each time, and are read as what they are meant to be."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from generator import catalogue, intake, ledger
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.judging.bench import judge
from generator.judging.kinds import KINDS as RULE_KINDS
from generator.problems import as_text
from tests.workloads import Kind, Workload, sources, write

_SMALL = Workload(units=3, months=2, rows=12, columns=20, register=30, references=4)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workload")
    write(_SMALL, folder)
    return folder


@pytest.fixture(scope="module")
def declared(root: Path) -> Catalogue:
    found, problems = catalogue.read(root, RULE_KINDS)
    assert found is not None, "\n".join(map(as_text, problems))
    return found


def _digest(workload: Workload) -> str:
    made = sha256()
    for source in sources(workload):
        made.update(source.path.encode() + source.data)
    return made.hexdigest()


def _of(kind: Kind) -> Workload:
    return Workload(units=2, months=2, rows=12, columns=20, register=30, references=4, kind=kind)


def test_same_seed_same_bytes() -> None:
    assert _digest(_SMALL) == _digest(_SMALL)
    assert _digest(_of("dirty")) != _digest(_of("clean"))
    assert _digest(Workload(units=1, seed=1)) != _digest(Workload(units=1, seed=2))


def test_what_is_written_is_what_is_sent(root: Path) -> None:
    for source in sources(_SMALL):
        assert (root / source.path).read_bytes() == source.data


def test_its_months_are_those_filed() -> None:
    months = Workload(months=120).terms
    assert (months[0], months[-1], len(set(months))) == (Month(2016, 1), Month(2025, 12), 120)


def test_the_world_is_sound_and_judged(root: Path, declared: Catalogue) -> None:
    filed, problems = ledger.open_ledger(root, declared)
    assert not problems, "\n".join(map(as_text, problems))
    results = judge(declared, filed, _SMALL.day)
    states = {verdict.state.value for verdict in results.verdicts}
    assert {"met", "on_track", "at_risk", "not_due"} <= states


def test_dirty_and_clean_say_the_same(declared: Catalogue) -> None:
    clean, recoded, dirty = (
        intake.read(sources(_of(kind)), declared) for kind in ("clean", "gb18030", "dirty")
    )
    for one, other, third in zip(clean, recoded, dirty, strict=True):
        assert one.valid
        assert other.valid
        assert third.valid
        assert one.columns == other.columns
        assert not one.changes
        same = [column for column in one.columns if one.columns[column] == third.columns[column]]
        assert set(one.columns) - set(same) <= {"note", "more4", "more11", "text"}
    assert any(filed.changes for filed in dirty)


def test_free_text_is_another_in_every_row(declared: Catalogue) -> None:
    notes = [
        text
        for filed in intake.read(sources(_of("clean")), declared)
        if filed.source.form == "works"
        for text in filed.columns["note"]
    ]
    assert len(set(notes)) == len(notes)


def test_faulty_is_wrong_in_every_row(declared: Catalogue) -> None:
    for filed in intake.read(sources(_of("faulty")), declared):
        if filed.source.form == "works":
            assert {problem.line for problem in filed.problems} == set(range(2, 14))
