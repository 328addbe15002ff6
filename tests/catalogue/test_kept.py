"""What was read is what is read: a catalogue from the store is the one that reading anew gives, and no other.

Held on both cities and on random edits of their files; and what reading hangs on is in the key.
"""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from generator import catalogue, flow, store
from generator.catalogue import Catalogue, kept
from generator.catalogue.compact import Opener, UnpackableError, Writer, class_of
from generator.catalogue.model import Kinds
from generator.catalogue.opened import Opened
from generator.catalogue.where import paths, values
from generator.judging.kinds import KINDS
from generator.judging.results import as_json
from generator.problems import Problem
from generator.store import NOWHERE, Store
from tests.campaign import seeds
from tests.factory import HARBOUR, City, harbour
from tests.place import PROJECT

ROOTS = {"shipped": PROJECT, "harbour": HARBOUR}
DAYS = {"shipped": date(2023, 12, 31), "harbour": date(2027, 7, 20)}


@pytest.fixture
def held(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def read(root: Path, held: Store) -> tuple[Catalogue, list[Problem]]:
    declared, problems = catalogue.read(root, KINDS, held)
    assert declared is not None
    return declared, problems


def same(found: Catalogue, fresh: Catalogue, dice: random.Random) -> None:
    """Every part, whichever is asked for first, and in which order its members stand."""
    names = [each.name for each in fields(Catalogue)]
    names += ["names", "schedules", "counts", "notice", "duties", "provisions", "sheets", "tellers"]
    for name in dice.sample(names, len(names)):
        one, other = getattr(found, name), getattr(fresh, name)
        assert type(one) is type(other)
        assert one == other
        if name != "workdays":  # sets, of no order
            assert repr(one) == repr(other)


@pytest.mark.parametrize("city", ROOTS)
@pytest.mark.parametrize("seed", seeds(1))
def test_what_was_kept_is_what_is_read(city: str, seed: int, held: Store) -> None:
    fresh, told = read(ROOTS[city], NOWHERE)
    first, _ = read(ROOTS[city], held)
    found, problems = read(ROOTS[city], held)
    assert (type(first), type(found)) == (Catalogue, Opened)
    assert (problems, repr(problems)) == (told, repr(told))
    same(found, fresh, random.Random(seed))
    same(pickle.loads(pickle.dumps(found)), fresh, random.Random(seed))


@pytest.mark.parametrize("city", ROOTS)
def test_a_copy_of_it_is_a_plain_catalogue(city: str, held: Store) -> None:
    fresh, _ = read(ROOTS[city], held)
    found, _ = read(ROOTS[city], held)
    public = found.for_public()
    assert type(public) is Catalogue
    assert public == fresh.for_public()
    assert found.on(DAYS[city]) == fresh.on(DAYS[city])
    later = replace(found, notices=found.notices[:1], units={})
    assert later.names["units"].ids == {}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_results_are_the_same_bytes(
    audience: str, held: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.VARIABLE, "-")
    for again in range(2):
        world = flow.read(HARBOUR, held=held)
        assert isinstance(world.catalogue, Opened) == bool(again)
        told = as_json(flow.judge(world, DAYS["harbour"], audience))  # type: ignore[arg-type]
        fresh = as_json(flow.judge(flow.read(HARBOUR), DAYS["harbour"], audience))  # type: ignore[arg-type]
        assert told == fresh


def test_a_byte_of_any_file_makes_it_another(tmp_path: Path, held: Store) -> None:
    city = City(tmp_path / "city")
    harbour(tmp_path).root.rename(city.root)
    read(city.root, held)
    declared = [path for _, path in paths(city.root)] + values(city.root)
    for path in sorted({*declared, "rules/notice.txt"}):
        was = (city.root / path).read_bytes()
        end = b"x,1\n" if path.endswith(".csv") else b"\n# more\n"
        city.write(path, was + end)
        found, problems = catalogue.read(city.root, KINDS, held)
        assert type(found) is not Opened, path
        assert (found, problems) == catalogue.read(city.root, KINDS)
        city.write(path, was)
        assert type(read(city.root, held)[0]) is Opened


def test_a_file_more_or_less_makes_it_another(tmp_path: Path, held: Store) -> None:
    city = harbour(tmp_path)
    read(city.root, held)
    for path, text in {
        "rules/values/more.csv": "单位,数\n",
        "rules/calendar/2031.yaml": "year: 2031\nsource: 无\nholidays: []\nworkdays: []\n",
        "rules/home.yaml": "first: []\n",
    }.items():
        if (city.root / path).exists():
            continue
        city.write(path, text)
        found, problems = catalogue.read(city.root, KINDS, held)
        assert type(found) is not Opened, path
        assert problems == catalogue.read(city.root, KINDS)[1]
        city.remove(path)
        assert type(read(city.root, held)[0]) is Opened
    city.remove("rules/notice.txt")
    assert catalogue.read(city.root, KINDS, held)[0] is None


@pytest.mark.parametrize("seed", seeds(4))
def test_after_any_edit_it_is_read_as_it_stands(seed: int, tmp_path: Path, held: Store) -> None:
    dice, city = random.Random(seed), harbour(tmp_path, filings=False)
    declared = [path for _, path in paths(city.root)]
    for _ in range(2):
        path = dice.choice(declared)
        lines = (city.root / path).read_text("utf-8").split("\n")
        city.write(path, "\n".join(_edited(lines, dice)))
        fresh, told = catalogue.read(city.root, KINDS)
        for _ in range(2):
            found, problems = catalogue.read(city.root, KINDS, held)
            assert problems == told
            assert (found is None) == (fresh is None)
            if found and fresh:
                same(found, fresh, dice)


def _edited(lines: list[str], dice: random.Random) -> Iterator[str]:
    """A line less, a digit or a word otherwise, or a remark more."""
    at = dice.randrange(len(lines))
    for number, line in enumerate(lines):
        if number != at:
            yield line
            continue
        match dice.randrange(4):
            case 0:
                yield line.replace("1", "2")
            case 1:
                yield line.replace("单位", "部门")
            case 2:
                yield line
                yield "# 说明"
            case _:
                pass


def test_what_has_errors_is_not_kept(tmp_path: Path, held: Store) -> None:
    city = harbour(tmp_path).edit("units.yaml", "units:", "unit:")
    for _ in range(2):
        assert catalogue.read(city.root, KINDS, held)[0] is None
    assert held.folder is not None
    assert not held.folder.exists()


def test_what_is_broken_is_read_anew(held: Store) -> None:
    fresh, told = read(HARBOUR, held)
    assert held.folder is not None
    for file in held.folder.rglob("catalogue/*/*"):
        data = file.read_bytes()
        file.write_bytes(data[:100] + b"0" + data[101:])
    found, problems = read(HARBOUR, held)
    assert type(found) is Catalogue
    assert (found, problems) == (fresh, told)
    assert type(read(HARBOUR, held)[0]) is Opened


def test_kinds_that_are_not_this_program_s_keep_nothing(held: Store) -> None:
    more: Kinds = {**KINDS, "other": KINDS["count"]}
    for _ in range(2):
        found, _ = catalogue.read(HARBOUR, more, held)
        assert type(found) is Catalogue


def test_a_notice_beyond_the_root_is_never_taken_from_the_store(
    tmp_path: Path, held: Store
) -> None:
    city = harbour(tmp_path)
    read(city.root, held)
    outside = tmp_path / "notice.txt"
    (city.root / "rules/notice.txt").rename(outside)
    (city.root / "rules/notice.txt").symlink_to(outside)
    assert catalogue.read(city.root, KINDS, held)[0] is None


@pytest.mark.parametrize("name", ["os:path", ".store:Store.get", ".catalogue.model.units:date",
                                  "subprocess:Popen", ".catalogue.none:X", ".flow:World"])  # fmt: skip
def test_no_class_but_those_of_values_is_loaded(name: str) -> None:
    with pytest.raises(UnpackableError):
        class_of(name)


@pytest.mark.parametrize(
    "value",
    [1, -0.0, 1e300, 0.1, True, None, "", "汉\ud800字", (), [], {}, frozenset(), (1, (2, [3])),
     {"a": (1,), 2: {"b": None}}, date(2023, 2, 28), ((1, 1.0, True),)],
)  # fmt: skip
def test_a_value_comes_back_as_it_was(value: object) -> None:
    writer = Writer()
    data = writer.packed(value)
    found = Opener(writer.classes).opened(data)
    assert (found, repr(found)) == (value, repr(value))


def test_what_nobody_foresaw_is_not_packed() -> None:
    with pytest.raises(UnpackableError):
        Writer().packed({"a": 1j})


_LOADED = """
import sys
from pathlib import Path
from generator import catalogue
from generator.judging.kinds import KINDS
assert catalogue.read(Path(sys.argv[1]), KINDS)[0]
print("\\n".join(name for name in sys.modules if name.startswith("generator.")))
"""


def test_the_key_is_over_every_room_that_reads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, str(HARBOUR)], capture_output=True, text=True, check=True
    )
    rooms = {room.removesuffix(".py").replace("/", ".") for room in kept._ROOMS}
    beside = {"generator.judging", "generator.catalogue", "generator.words"}
    for name in done.stdout.split():
        within = name.removeprefix("generator.")
        assert name in beside or any(within == r or within.startswith(f"{r}.") for r in rooms), name
