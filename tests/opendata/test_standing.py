"""A file of the open data that stands there is made again where anything changed that it hangs on, and only there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging.results import Results
from generator.opendata import csv, laid, sqlite, tables
from generator.opendata.table import Row, Table
from generator.pages.docs import Docs
from generator.store import NOWHERE, Store
from tests.world import World

DAY = date(2023, 7, 25)
FILED = "submissions/2023-06/east/hamlets.csv"
FILES = {f"submissions/2023-06/{file}.csv" for file in ("east/words", "west/words", "east/hamlets")}
Data = dict[str, bytes]
Edit = Callable[[Path], object]


def _replaced(paths: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        for path in paths.split():
            text = (root / path).read_text("utf-8")
            assert old in text
            (root / path).write_text(text.replace(old, new), "utf-8", newline="")

    return edit


EDITS: dict[str, Edit] = {
    "nothing": lambda root: None,
    "a receipt": _replaced("receipts/log.csv", "2023-06-15T09", "2023-06-16T09"),
    "a count": _replaced(FILED, "甲,12,7", "甲,12,8"),
    "a count that is withheld, of which the public file says no more": _replaced(
        FILED, "H1,甲,11,2", "H1,甲,11,1"
    ),
    "a row less": _replaced(FILED, "东县,2023-06,H3,乙,13,5,2023-06-30\n", ""),
    "a narrative": _replaced("submissions/2023-06/east/words.csv", "走访了", "走访过"),
    "the name of a unit": _replaced(
        "units.yaml tasks.yaml rules/notice.txt submissions/2023-06/west/words.csv",
        "西县",
        "西河县",
    ),
    "the name of a town": _replaced("units.yaml", "乙乡", "乙镇"),
    "the title of a column": _replaced("rules/forms/hamlets.yaml", "示范户", "示范户数"),
    "what is asked for": _replaced("tasks.yaml", "basis: notice", "basis: assumed"),
}
KNOWN = ("form_", "filings", "verdict", "deadlines", laid.DATABASE)
"""Files that are known by what they were made of."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    world = World(tmp_path / "root", files=("hamlets", "words"))
    world.towns("甲", "乙")
    world.cadence("T-1", "每月开展一次调研", every="month")
    rows = [
        ["H1", "甲", 11, 2, "2023-06-30"],
        ["H2", "甲", 12, 7, "2023-06-30"],
        ["H3", "乙", 13, 5, "2023-06-30"],
    ]
    world.file("2023-06", "east", "hamlets", rows)
    world.file("2023-06", "east", "words", [["T", "走访了乡镇。"]])
    world.file("2023-06", "west", "words", [["T", "调研了两次。"]])
    world.write()
    return world.folder


def judged(root: Path, day: date, audience: Audience, held: Store) -> Results:
    """What the world comes to, everything being read anew."""
    world = flow.read(root, held=held)
    assert world.sound, world.problems
    return flow.judge(world, day, audience)


def written(results: Results, docs: Path, held: Store) -> Data:
    """The files as a run leaves them; of what stands there nothing is written."""
    below = Docs(docs)
    for path, pieces in laid.files(results, tables.of(results), held, docs):
        below.put(path, pieces)
    below.settle()
    return {file.name: file.read_bytes() for file in (docs / laid.FOLDER).iterdir()}


class Made:
    """Notes which files are made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        as_csv, as_sqlite = csv.written, sqlite.written
        monkeypatch.setattr(csv, "written", lambda *of: self._noted(as_csv, *of))
        monkeypatch.setattr(sqlite, "written", lambda *of: self._noted(as_sqlite, *of))

    def _noted(self, make: Callable[..., object], what: object, *besides: object) -> object:
        self.names.append(what.name if isinstance(what, Table) else laid.DATABASE)
        return make(what, *besides)

    def now(self) -> set[str]:
        found, self.names = set(self.names), []
        return found


def test_after_every_edit_the_files_are_those_made_from_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, made, docs = Store(tmp_path / "store"), Made(monkeypatch), tmp_path / "docs"
    asked: list[tuple[Audience, date]] = [("public", DAY)] * len(EDITS)
    asked += [("internal", DAY), ("internal", date(2023, 8, 25)), ("public", DAY), ("public", DAY)]
    edits = [*EDITS.items(), *[("nothing", EDITS["nothing"])] * 4]
    for at, ((name, edit), (audience, day)) in enumerate(zip(edits, asked, strict=True)):
        edit(root)
        results = judged(root, day, audience, held)
        anew = written(results, tmp_path / "anew", NOWHERE)
        made.now()
        assert written(results, docs, held) == anew, name
        again = at and edits[at] == ("nothing", EDITS["nothing"]) and asked[at] == asked[at - 1]
        keyed = {each for each in made.now() if each.startswith(KNOWN)}
        assert (keyed == set()) == bool(again), (name, keyed)


def test_what_somebody_changed_there_or_in_what_is_known_of_it_is_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, made, docs = Store(tmp_path / "store"), Made(monkeypatch), tmp_path / "docs"
    results = judged(root, DAY, "public", held)
    first = written(results, docs, held)
    assert {"form_hamlets", "verdicts", laid.DATABASE} <= made.now()
    for file in (laid.DATABASE, "form_hamlets.csv", "verdicts.csv"):
        place, name = docs / laid.FOLDER / file, file.removesuffix(".csv")
        for spoilt in (b"", first[file][:-1], first[file] + b"x", None):
            place.unlink()
            if spoilt is not None:
                place.write_bytes(spoilt)
            made.now()
            assert written(results, docs, held) == first
            assert name in made.now()
    for entry in (tmp_path / "store/tables").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert written(results, docs, held) == first
    assert {"form_hamlets", "verdicts", laid.DATABASE} <= made.now()
    monkeypatch.setattr(sqlite, "_version", lambda: "another")
    assert written(results, docs, held) == first
    assert {each for each in made.now() if each.startswith(("form_", "verdict"))} == set()


def test_of_a_file_that_is_made_again_only_what_changed_is_spelt(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, docs = Store(tmp_path / "store"), tmp_path / "docs"
    written(judged(root, DAY, "public", held), docs, held)
    spelt: dict[str, list[Row]] = {"csv": [], "sqlite": []}
    monkeypatch.setattr(csv, "_row", _noting(spelt["csv"], csv._row))
    monkeypatch.setattr(sqlite, "_row", _noting(spelt["sqlite"], sqlite._row))
    edits = [
        ("east", "了乡镇", "过乡镇"),
        ("west", "调研了", "调研过"),
        ("east", "过乡镇", "了乡镇"),
    ]
    for unit, old, new in edits:
        file = f"submissions/2023-06/{unit}/words.csv"
        _replaced(file, old, new)(root)
        results = judged(root, DAY, "public", held)
        anew = written(results, tmp_path / "anew", NOWHERE)
        for rows in spelt.values():
            rows.clear()
        assert written(results, docs, held) == anew
        for rows in spelt.values():
            of_forms = {str(row[-5]) for row in rows if len(row) > 5} & FILES
            assert of_forms == {file}


def _noting(rows: list[Row], spell: Callable[[Row], Row]) -> Callable[[Row], Row]:
    def noted(row: Row) -> Row:
        rows.append(row)
        return spell(row)

    return noted


def test_another_program_makes_everything_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, docs = Store(tmp_path / "store"), tmp_path / "docs"
    written(judged(root, DAY, "public", held), docs, held)
    results, made = judged(root, DAY, "public", held), Made(monkeypatch)
    monkeypatch.setattr("generator.store.program", lambda *rooms: "another")
    written(results, docs, held)
    assert {"form_hamlets", "verdicts", "verdict_cells", laid.DATABASE} <= made.now()


def test_of_filings_without_a_digest_nothing_is_known(root: Path) -> None:
    results = judged(root, DAY, "public", NOWHERE)
    known = {table.name: table.made_of() for table in tables.of(results)}
    assert (known["form_hamlets"], known["form_words"]) == ("", "")
    assert known["form_events"]  # of which there are none
