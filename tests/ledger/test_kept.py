"""What was read of filings is kept, and whoever takes it from there has what reading them would have given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from generator import intake
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.intake import Filed, Reader, Source
from generator.intake.find import search
from generator.ledger import Ledger, Means, kept, open_ledger
from generator.problems import Problem
from generator.store import NOWHERE, Store
from tests.campaign import seeds
from tests.factory import City, declared_harbour, harbour
from tests.intake.collection import COLLECTION
from tests.intake.filings import BEACH, BEACH_FILE, FILE, OUTLET, beaches, outlets
from tests.intake.mutated import of_csv
from tests.intake.mutated.origins import CITIES
from tests.ledger.test_versions import commit, git

_LARGE = 50_000
"""Bytes of a filing that is none for a test of every day."""


def said(filed: Filed) -> tuple[object, ...]:
    """All that was read of a filing, to the type of every word."""
    columns = {name: list(values) for name, values in filed.columns.items()}
    texts = {name: list(values) for name, values in filed.texts.items()}
    told = [(each, repr(each), type(each.message), type(each.hint)) for each in filed.problems]
    values = repr(columns), repr(texts), list(filed.lines), list(filed.numbers)
    return filed.source, *values, filed.positions, filed.zero, told, list(filed.changes)


def held(sources: Sequence[Source], declared: Catalogue, store: Store) -> None:
    """The same from the store as without one: the first time, and once it is there."""
    wanted = [said(each) for each in kept.read(sources, declared, NOWHERE, intake.read)[0]]
    for _ in range(2):
        assert [
            said(each) for each in kept.read(sources, declared, store, intake.read)[0]
        ] == wanted


def test_whatever_is_wrong_with_a_filing(tmp_path: Path) -> None:
    sources = []
    for fault in (fault for fault in COLLECTION if len(fault.data) < _LARGE):
        _, month, unit, file = fault.path.split("/")
        form = file.removesuffix(".csv")
        sources.append(Source(fault.path, Month.parse(month), unit, form, fault.data))
    held(sources, declared_harbour(), Store(tmp_path))


@pytest.mark.parametrize("city", CITIES)
def test_whatever_happened_to_a_filing(city: str, tmp_path: Path) -> None:
    every = [of_csv(seed) for batch in seeds(1) for seed in range(batch * 90, batch * 90 + 90)]
    own = [each.source for each in every if each.city == city]
    held(own, CITIES[city](), Store(tmp_path))


# --- edits ---------------------------------------------------------------------------------------

YAML = (
    ("rules/forms/outlets.yaml", "max_length: 40", "max_length: 4"),
    ("rules/forms/outlets.yaml", "synonyms: [阶段]", "synonyms: [阶段, 位置]"),
    ("rules/forms/outlets.yaml", "PK[0-9]{3}", "PK[0-9]{1,3}"),
    ("rules/forms/outlets.yaml", "role: as_of, ", ""),
    ("rules/forms/beaches.yaml", "max: 50", "max: 2"),
    ("rules/forms/beaches.yaml", "at_most: planned", "note: 累计"),
    ("rules/forms/beaches.yaml", "header: 建成长度", "header: 建成的长度"),
    ("rules/forms/briefs.yaml", "name: ", "name: 又"),
    ("rules/filing.yaml", "upload:", "skip_title: true\nupload:"),
    ("rules/filing.yaml", "upload:", "strict_columns: true\nupload:"),
    ("rules/filing.yaml", "day: 10", "day: 12"),
    ("units.yaml", "until: 2026-12-31", "until: 2027-12-31"),
    ("units.yaml", "name: 灯塔渔港", "name: 北港"),
    ("units.yaml", "name: 北港园区", "name: 北港新区"),
)  # fmt: skip


def edited(city: City, dice: Random) -> None:
    """One edit at random, of what is declared or filed; what was edited before may go back."""
    path, one, other = dice.choice(YAML)
    match dice.randrange(4):
        case 0:
            rows = dice.sample([OUTLET.replace("PK001", f"PK{n}") for n in ("01", "002", "003")], 2)
            outlets(city, *rows, header=dice.choice(["", "表\r\n"]) + OUTLETS_HEADER)
        case 1:
            beaches(city, BEACH.replace("2.4", dice.choice(["2.4", "2.5", " 2.50", "9", "未报"])))
        case _:
            file = city.root / path
            text = file.read_text("utf-8")
            one, other = (other, one) if other in text else (one, other)
            file.write_text(text.replace(one, other, 1), "utf-8", newline="")


OUTLETS_HEADER = "报送单位,报送期,排口编号,位置,整治阶段,是否抽测,统计日"


@pytest.mark.parametrize("seed", seeds(3))
def test_after_whatever_edits(seed: int, tmp_path: Path) -> None:
    """The ledger is the same with the store and without it, through edits, corrections and commits."""
    dice, store = Random(seed), Store(tmp_path / "store")
    city = harbour(tmp_path)
    git(city.root, "init", "-q")
    for day in range(1, 7):
        edited(city, dice)
        if dice.random() < 0.4:
            commit(city, f"2027-04-{day:02}T09:00:00+08:00")
        try:
            declared = city.catalogue()
        except AssertionError:  # this edit and that one do not go together
            continue
        assert whole(open_ledger(city.root, declared, store)) == whole(
            open_ledger(city.root, declared)
        )


def whole(opened: tuple[Ledger, list[Problem]]) -> tuple[object, ...]:
    """All that a ledger has, its tables and its cells included."""
    ledger, problems = opened
    cells = []
    for form in ledger.catalogue.forms.values():
        own = [filing for filing in ledger.filings if filing.form == form.id]
        columns = [column.id for column in form.columns]
        cells.append(list(ledger.table(form.id, own).cells(*columns)))
    return list(map(said, ledger.read)), ledger.filings, ledger.left_out, cells, problems


# --- what it hangs on ----------------------------------------------------------------------------


class Watched:
    """A catalogue that notes what is asked of it."""

    def __init__(self, catalogue: Catalogue, noted: set[str]) -> None:
        self._own, self._noted = catalogue, noted

    def __getattr__(self, name: str) -> Any:
        self._noted.add(name)
        return getattr(self._own, name)


def test_a_reader_asks_for_nothing_but_what_is_in_the_key() -> None:
    """Whoever has a reader look at more of a catalogue adds that to ``kept.hanging``, and then here."""
    noted: set[str] = set()
    for city, declared in CITIES.items():
        reader = Reader(cast(Catalogue, Watched(declared(), noted)))
        for source in (of_csv(seed) for seed in range(120)):
            if source.city == city:
                reader.read(source.source)
    for_days = {"schedules", "due", "due_of", "filers", "tells_until", "exceptions"}
    for_owed = {"units", "schedules", "due"}
    assert noted <= {"forms", "names", "filing", "notice", "rhythms"} | for_days | for_owed


# --- what is read again --------------------------------------------------------------------------


@dataclass
class Noting:
    """Reads as anybody does, and notes the paths of what it read."""

    paths: list[str] = field(default_factory=list)

    def __call__(self, sources: Sequence[Source], declared: Catalogue) -> list[Filed]:
        self.paths += [source.path for source in sources]
        return intake.read(sources, declared)

    def since(self) -> list[str]:
        """Those since this was asked last."""
        told = sorted(self.paths)
        self.paths.clear()
        return told


def test_only_what_an_edit_touches_is_read_again(tmp_path: Path) -> None:
    city, store, reads = harbour(tmp_path), Store(tmp_path / "store"), Noting()

    def read() -> list[str]:
        declared = city.catalogue()
        kept.read(search(city.root, declared).sources, declared, store, reads)
        return reads.since()

    every = read()
    assert {FILE, BEACH_FILE} <= set(every)
    assert read() == []
    beaches(city, BEACH)
    assert read() == [BEACH_FILE]
    city.edit("rules/forms/beaches.yaml", "max: 50", "max: 60")
    assert {path.rsplit("/")[-1] for path in read()} == {"beaches.csv"}
    city.edit("rules/filing.yaml", "note: 通知只写", "note: 通知写的是")
    assert read() == []
    city.edit("rules/forms/beaches.yaml", "max: 60", "max: 50")
    assert read() == []


def test_a_correction_leaves_what_it_replaces_read(tmp_path: Path) -> None:
    """The same bytes lie elsewhere then, and are read no more."""
    city, store, reads = harbour(tmp_path), Store(tmp_path / "store"), Noting()
    git(city.root, "init", "-q")
    commit(city, "2027-04-01T09:00:00+08:00")
    declared = city.catalogue()
    open_ledger(city.root, declared, store, Means(reads=reads))
    reads.since()
    outlets(city, OUTLET)
    commit(city, "2027-04-02T09:00:00+08:00")
    ledger, _ = open_ledger(city.root, declared, store, Means(reads=reads))
    assert reads.since() == [FILE]
    assert len(ledger.by_key[Month(2027, 3), "beigang", "outlets"]) == 2
