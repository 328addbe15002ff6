"""Pages and files written with what was kept of filings are those written from nothing, whatever was filed,
withdrawn, noted or declared in between."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import flow
from generator.catalogue.model import Catalogue
from generator.pages import keeping
from generator.pages.kinds import source
from generator.pages.site import Site
from generator.pages.writing import write
from generator.store import NOWHERE, Store
from tests.campaign import seeds
from tests.laws import whole
from tests.place import PROJECT
from tests.world import World

MONTHS = ("2023-04", "2023-05", "2023-06")
DAYS = (date(2023, 6, 8), date(2023, 7, 25))


def written(root: Path, docs: Path, held: Store, day: date, audience: str) -> dict[str, bytes]:
    """Every page and file beside them, by its path."""
    world = flow.read(root, held=held)
    results = flow.judge(world, day, "public" if audience == "public" else "internal")
    write(results, PROJECT / "site", docs, held=held)
    return {
        file.relative_to(docs).as_posix(): file.read_bytes()
        for file in sorted(docs.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("seed", seeds(1))
def test_what_is_kept_of_filings_is_what_is_made_of_them(tmp_path: Path, seed: int) -> None:
    chance, held = Random(seed), Store(tmp_path / "store")
    world = World(tmp_path / "root", files=("events", "hamlets"))
    world.towns("甲", "乙")
    world.cadence("T-1", "每月开展一次调研", every="month")
    world.rule(
        "cadence",
        provision="T-1",
        form="events",
        distinct="event",
        dated_by="date",
        scope="together",
    )
    for step in range(4):
        for _ in range(2):
            where = chance.choice(MONTHS), chance.choice(("east", "west"))
            row = [f"E{chance.randint(1, 3)}", "检查", "2023-05-12", chance.choice("甲乙"), "检查"]
            world.file(*where, "events", [row])
            households = chance.randint(1, 3)  # fewer than three are not for the public
            world.file(*where, "hamlets", [["V1", "甲", 1, households, f"{where[0]}-10"]])
        world.write()
        day, audience = chance.choice(DAYS), chance.choice(("public", "internal"))
        new = written(world.folder, tmp_path / f"new{step}", NOWHERE, day, audience)
        assert written(world.folder, tmp_path / f"kept{step}", held, day, audience) == new


def test_a_page_of_filings_asks_of_what_is_declared_no_more_than_its_key_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def noted(self: Catalogue, name: str) -> Any:
        asked.add(name)
        return object.__getattribute__(self, name)

    whole.whole(tmp_path, Random(2)).write()
    read = flow.read(tmp_path, held=NOWHERE)
    site = Site(flow.judge(read, DAYS[1]))
    assert site.came
    monkeypatch.setattr(Catalogue, "__getattribute__", noted)
    forms = [form for sheet in source.sheets(site) for form in sheet.shown.forms]  # type: ignore[attr-defined]
    monkeypatch.undo()
    assert forms
    fields_asked = {field.name for field in fields(Catalogue)} & asked
    assert fields_asked <= {"forms", "units", "kinds"}
    assert asked & {"rules_of", "provisions", "clause_of", "schedules"} == set()


def test_nothing_is_kept_of_a_filing_that_has_no_digest(tmp_path: Path) -> None:
    world = World(tmp_path / "root", files=("events",))
    world.write()
    read = flow.read(world.folder, held=Store(tmp_path / "store"))
    site = Site(flow.judge(read, DAYS[0]), held=read.held)
    assert keeping.key(site, ["a"], "what") != keeping.UNKNOWN
    assert keeping.key(site, ["a", keeping.UNKNOWN], "what") == keeping.UNKNOWN
    without = Site(flow.judge(read, DAYS[0]))
    assert keeping.key(without, ["a"], "what") == keeping.UNKNOWN
