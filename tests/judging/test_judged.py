"""After one change that alone is judged anew which asked for it, and comes out as judged from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
import yaml

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging import kinds
from generator.judging.kept import judged, of_day
from generator.judging.results import Results, as_json
from generator.judging.verdict import Verdict
from generator.ledger import Filing
from generator.store import NOWHERE, Store
from tests.campaign import TIMES, seeds
from tests.judging.test_history import (
    EVERY,
    _correct,
    _keep_log,
    _late,
    _log,
    _reword,
    _unregister,
    _withdraw,
)
from tests.laws import whole
from tests.place import PROJECT
from tests.supplement import supplemented
from tests.workloads import Workload, write
from tests.world import dump

DAY = date(2023, 8, 22)
EDITIONS: tuple[Audience, ...] = ("internal", "public")
EDITS = min(4 * TIMES, 12)
HARBOUR = PROJECT / "tests/cities/harbour"


def _never(root: Path, dice: Random) -> None:
    """A unit files nothing of a form, whatever the month."""
    unit, form = dice.choice(("east", "west")), dice.choice(whole.FORMS)
    for file in (root / "submissions").glob(f"*/{unit}/{form}.csv"):
        file.unlink()
    _keep_log(root, [line for line in _log(root) if f",{unit},{form}," not in line])


OF_FILINGS = (_correct, _late, _never, _reword, _unregister, _withdraw)


def read(root: Path, held: Store = NOWHERE) -> flow.World:
    world = flow.read(root, held=held)
    assert world.sound, world.problems
    return world


def said(results: Results, verdict: Verdict) -> tuple[object, ...]:
    """All of a verdict that anybody reads, with the type of each value."""
    named = [each.name for each in fields(verdict) if each.name not in ("writing", "records")]
    records = [
        (each.id, each.closed, each.reopened, each.fault, s.unit, s.month, s.status, s.faults, tuple(s.cells))
        for each in verdict.records
        for s in each.sightings
    ]  # fmt: skip
    return (
        repr([getattr(verdict, name) for name in named]), records, verdict.sentence, verdict.next,
        verdict.remedy, repr([*_every(verdict.steps)]), tuple(verdict.lineage), results.said(verdict),
        results.files(verdict),
    )  # fmt: skip


def _every(steps: object) -> Iterator[object]:
    for step in steps:  # type: ignore[attr-defined]
        yield step.says, step.value, step.unit, tuple(step.cells)
        yield from _every(step.steps)


def spoken(results: Results) -> dict[str, tuple[object, ...]]:
    return {verdict.id: said(results, verdict) for verdict in results.verdicts}


def put(results: Results) -> Results:
    results.keep()
    return results


# --- what is asked for is noted ------------------------------------------------------------------


def asks(
    before: Path, after: Path, day: date, audience: Audience
) -> tuple[list[str], list[str], list[str]]:
    """The parts of a day that are another after a change of filings, those that asked for what was changed, and all:
    nothing turns that did not ask."""
    was, now = (flow.judge(read(root), day, audience) for root in (before, after))
    told, anew = spoken(was), spoken(now)
    changed = judged.differing(was.case, judged.known(was.case), judged.known(now.case))
    turned, asked = [], []
    later = {part.name: part for part in now.judged.now}
    assert list(later) == [part.name for part in was.judged.now]
    for part in was.judged.now:
        own = [told[verdict.id] for verdict in part.verdicts]
        if own != [anew[verdict.id] for verdict in later[part.name].verdicts]:
            turned.append(part.name)
        if was.judged.filings(part) & changed:
            asked.append(part.name)
    assert set(turned) <= set(asked), set(turned) - set(asked)
    return turned, asked, list(later)


@pytest.mark.parametrize("seed", seeds(1))
def test_whatever_a_filing_turns_asked_for_it(seed: int, tmp_path: Path) -> None:
    """Of a world with a rule of every kind, on days of which some are judged by the days before them."""
    dice, root = Random(seed), tmp_path / "root"
    root.mkdir()
    whole.whole(root, dice).write()
    turned, asked, every = 0, 0, 0
    for number in range(EDITS):
        edited = tmp_path / str(number)
        shutil.copytree(root, edited)
        OF_FILINGS[number % len(OF_FILINGS)](edited, dice)
        for audience, states in zip(EDITIONS, ((root, edited), (edited, root)), strict=True):
            day = date(2023, 5, 20) + timedelta(days=dice.randrange(100))
            found = asks(*states, day, audience)
            turned, asked, every = (
                a + len(b) for a, b in zip((turned, asked, every), found, strict=True)
            )
        root = edited
    assert 0 < turned <= asked < every


@pytest.mark.parametrize("seed", seeds(1))
def test_whatever_a_filing_turns_asked_for_it_of_many_units(seed: int, tmp_path: Path) -> None:
    dice, root, edited = Random(seed), tmp_path / "root", tmp_path / "edited"
    workload = Workload(units=5, months=6, rows=3, few=2, register=4)
    write(workload, root)
    shutil.copytree(root, edited)
    file = dice.choice(sorted((edited / "submissions").glob("*/*/*.csv")))
    file.unlink()
    turned, asked, every = asks(root, edited, workload.day, "internal")
    assert turned
    assert len(asked) < len(every) / 2


def test_who_looks_for_what_is_not_there_and_who_takes_what_was_kept_has_asked(
    tmp_path: Path,
) -> None:
    whole.whole(tmp_path, Random(3)).write()
    _never(tmp_path, Random(3))
    case = flow.judge(read(tmp_path), DAY).case
    held, bits = Store(tmp_path / "store"), case.bits
    filed = {(unit, form) for _, unit, form in case.ledger.by_key}
    unit, form = min({key for key in bits if key[0] in ("east", "west")} - filed)

    def look() -> list[str]:
        assert case.filings([unit], form) == []
        return ["found"]

    def then() -> object:
        return of_day(case, date(2023, 6, 30), look, held, "own")

    for ask in (look, then, then):
        found, hanging = case.clock.noting(ask)
        assert (found, hanging.filings) == (["found"], bits[unit, form])


def test_all_that_is_told_of_a_version_is_in_its_digest() -> None:
    """Of a field that somebody adds a test says so."""
    place = {"period", "unit", "form"}
    by_its_bytes = {"source", "positions"}
    assert {each.name for each in fields(Filing)} == {*judged.TOLD_OF, *place, *by_its_bytes}


# --- what stands is what would be judged ---------------------------------------------------------


def _anew(
    root: Path, held: Store, day: date, audience: Audience, edited: object
) -> tuple[int, int]:
    """How many parts of a day stand after an edit, of how many: as they would be judged from nothing, and so does all
    that is said."""
    cold = flow.judge(read(root), day, audience)
    warm = flow.judge(read(root, held), day, audience)
    assert as_json(warm) == as_json(cold), edited
    assert spoken(warm) == spoken(cold), edited
    assert warm.verdicts == cold.verdicts, edited
    stand = len(warm.judged.parts)
    put(warm)
    return stand, len(warm.judged.now)


def _begun(root: Path, dice: Random) -> None:
    """A unit is there from a day on."""
    file = root / "units.yaml"
    declared = yaml.safe_load(file.read_text("utf-8"))
    unit = next(each for each in declared["units"] if each["id"] == "west")
    unit["valid_from"] = date(2023, 4, 1) + timedelta(days=dice.randrange(120))
    dump(file, declared)


@pytest.mark.parametrize("seed", seeds(1))
def test_what_stands_is_what_would_be_judged(seed: int, tmp_path: Path) -> None:
    """After edits of every kind, one after the other, of days that are over as well."""
    dice, root, held = Random(seed), tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, dice).write()
    days = [DAY, date(2023, 6, 30)]
    stood = every = 0
    for edit in (None, *dice.choices([*EVERY, *OF_FILINGS, _begun], k=EDITS)):
        if edit:
            edit(root, dice)
        for audience in EDITIONS:
            for day in days:
                stand, number = _anew(root, held, day, audience, edit)
                stood, every = stood + stand, every + number
    assert 0 < stood < every


@pytest.mark.parametrize(
    ("root", "day"),
    [(PROJECT, date(2024, 1, 31)), (HARBOUR, date(2027, 9, 30))],
    ids=["shipped", "harbour"],
)
def test_every_verdict_of_a_city_comes_back_as_it_was(
    root: Path, day: date, tmp_path: Path
) -> None:
    """And nobody judges or opens anything where nothing was changed."""
    held = Store(tmp_path / "store")
    cold = put(flow.judge(read(root, held), day))
    with patch.object(kinds, "judge", side_effect=AssertionError):
        warm = flow.judge(read(root, held), day)
    assert {part.name for part in warm.judged.now} == warm.judged.parts.keys()
    assert spoken(warm) == spoken(cold)
    assert as_json(warm) == as_json(cold)


def test_of_one_changed_report_that_alone_is_judged_which_asked_for_it(tmp_path: Path) -> None:
    root, held = tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, Random(3)).write()
    put(flow.judge(read(root, held), DAY))
    for edit in (_reword, None):
        if edit:
            edit(root, Random(3))
        warm = put(flow.judge(read(root, held), DAY))
        anew = {part.name for part in warm.judged.now} - warm.judged.parts.keys()
        assert bool(anew) == bool(edit)
        assert len(anew) < len(warm.judged.now) / 4


def test_a_broken_entry_costs_time_and_nothing_else(tmp_path: Path) -> None:
    root, held = tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, Random(3)).write()
    cold = as_json(put(flow.judge(read(root, held), DAY)))
    (entry,) = (file for file in (tmp_path / "store/judged").rglob("*") if file.is_file())
    whole_entry = entry.read_bytes()
    damages: list[Callable[[bytes], bytes]] = [
        lambda data: data[:-1], lambda data: data[: len(data) // 2], lambda _: b"",
        lambda data: data[:50] + bytes([data[50] ^ 1]) + data[51:], lambda data: data + b"\0",
    ]  # fmt: skip
    for damage in damages:
        entry.write_bytes(damage(whole_entry))
        warm = flow.judge(read(root, held), DAY)
        assert not warm.judged.parts
        assert as_json(put(warm)) == cold
        assert entry.read_bytes() == whole_entry


def test_what_is_declared_for_a_later_day_or_a_later_notice_has_its_own_entry(
    tmp_path: Path,
) -> None:
    supplement = supplemented(tmp_path / "root")
    held = Store(tmp_path / "store")
    for day in (date(2027, 7, 31), date(2027, 9, 1)):
        for audience in EDITIONS:
            cold = flow.judge(read(supplement.root), day, audience)
            assert spoken(put(flow.judge(read(supplement.root, held), day, audience))) == spoken(
                cold
            )
            again = flow.judge(read(supplement.root, held), day, audience)
            assert again.judged.parts
            assert spoken(again) == spoken(cold)
