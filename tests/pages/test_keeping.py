"""Pages and files written with what was kept of filings are those written from nothing, whatever was filed,
withdrawn, noted or declared in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import flow
from generator.catalogue.model import Catalogue
from generator.catalogue.model.filing import DataNote
from generator.catalogue.owing import filing_terms
from generator.pages import downloads, keeping, writing
from generator.pages.kinds import KINDS, source
from generator.pages.page import Later
from generator.pages.site import Site
from generator.pages.writing import write
from generator.store import NOWHERE, Store
from tests.campaign import seeds
from tests.factory import HARBOUR
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


def test_blank_forms_ask_no_rule_but_for_who_tells_an_indicator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()

    def noted(self: Catalogue, name: str) -> Any:
        asked.add(name)
        return object.__getattribute__(self, name)

    for root in (PROJECT, HARBOUR):
        read = flow.read(root, held=NOWHERE)
        assert read.catalogue
        site = Site(flow.judge(read, read.catalogue.notice.issued))
        assert site.catalogue.tellers
        month = filing_terms(site.catalogue)[-1]
        monkeypatch.setattr(Catalogue, "__getattribute__", noted)
        assert list(downloads._of_month(site, month))
        monkeypatch.undo()
    assert asked & {"rules", "rules_of", "rule_kinds"} == set()


def test_nothing_is_kept_of_a_filing_that_has_no_digest(tmp_path: Path) -> None:
    world = World(tmp_path / "root", files=("events",))
    world.write()
    read = flow.read(world.folder, held=Store(tmp_path / "store"))
    site = Site(flow.judge(read, DAYS[0]), held=read.held)
    assert keeping.key(site, ["a"], "what") != keeping.UNKNOWN
    assert keeping.key(site, ["a", keeping.UNKNOWN], "what") == keeping.UNKNOWN
    without = Site(flow.judge(read, DAYS[0]))
    assert keeping.key(without, ["a"], "what") == keeping.UNKNOWN


@pytest.fixture(scope="module")
def whole_world(tmp_path_factory: pytest.TempPathFactory) -> flow.World:
    folder = tmp_path_factory.mktemp("whole")
    whole.whole(folder, Random(3)).write()
    return flow.read(folder, held=NOWHERE)


GENERATED = ("dataclasses.py", "reprlib.py")
"""Where the words come from that name every field."""


def silent(value: Any) -> Iterator[type]:
    """Types in a value that do not say all of themselves in their ``repr``."""
    kind = type(value)
    if value is None or isinstance(value, str | int | float | date | Enum | type):
        return
    if isinstance(value, Mapping):
        yield from silent(tuple(value.items()))
    elif isinstance(value, Sequence | frozenset):
        for each in value:
            yield from silent(each)
    elif is_dataclass(value) and kind.__repr__.__code__.co_filename.endswith(GENERATED):
        for field in fields(value):
            if not field.repr:
                yield kind
            yield from silent(getattr(value, field.name))
    else:
        yield kind


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_page_that_is_kept_by_its_view_is_drawn_of_values_that_say_all_of_themselves(
    whole_world: flow.World, tmp_path: Path, audience: Any
) -> None:
    results = flow.judge(whole_world, DAYS[1], audience)
    site = Site(results, texts=PROJECT / "site/pages", held=Store(tmp_path))
    seen = 0
    for page in KINDS.values():
        for sheet in page.sheets(site):
            if sheet.made_of is None:
                seen += 1
                assert not isinstance(sheet.view, Later)
                assert set(silent(sheet.view)) == set(), type(sheet.view)
                assert keeping.viewed(site, sheet.view) != keeping.UNKNOWN
    assert seen > 50


@dataclass(frozen=True)
class _Told:
    words: str
    numbers: tuple[float, ...] = (1, 2.0)


def test_a_view_has_a_key_of_all_that_it_says_and_of_what_stands_on_every_page(
    whole_world: flow.World, tmp_path: Path
) -> None:
    def site(audience: Any = "public", note: str = "", called: str = "") -> Site:
        results = flow.judge(whole_world, DAYS[1], audience)
        known = results.case.catalogue
        if note:
            known = replace(known, data_note=DataNote(label=note, note=note))
        if called:
            first, *others = known.notices
            issued = replace(first, notice=replace(first.notice, name=called))
            known = replace(known, notices=(issued, *others))
        results = replace(results, case=replace(results.case, catalogue=known))
        return Site(results, held=Store(tmp_path))

    asked = {
        keeping.viewed(site(), _Told("一")),
        keeping.viewed(site(), _Told("二")),
        keeping.viewed(site(), _Told("一", (1.0, 2.0))),
        keeping.viewed(site("internal"), _Told("一")),
        keeping.viewed(site(note="样本"), _Told("一")),
        keeping.viewed(site(called="另一个"), _Told("一")),
    }
    assert len(asked - {keeping.UNKNOWN}) == 6
    assert keeping.viewed(site(), _Told("一")) in asked
    for no_value in (Later(lambda: 1), _Told(object()), partial(silent)):  # type: ignore[arg-type]
        assert keeping.viewed(site(), no_value) == keeping.UNKNOWN
    assert keeping.viewed(Site(site().results), _Told("一")) == keeping.UNKNOWN


def test_a_page_that_shows_the_same_is_drawn_once(
    whole_world: flow.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    as_ever = writing._rendered

    def noted(template: Any, path: str, *more: Any) -> str:
        drawn.append(path)
        return as_ever(template, path, *more)

    monkeypatch.setattr(writing, "_rendered", noted)
    results, held = flow.judge(whole_world, DAYS[1], "public"), Store(tmp_path / "store")
    write(results, PROJECT / "site", tmp_path / "docs", held=held)
    first = len(drawn)
    write(results, PROJECT / "site", tmp_path / "docs", held=held)
    again = drawn[first:]
    assert first > 100
    assert [path for path in again if not path.startswith("sources/")] == []
