"""Of a run that would make what stands there nothing is loaded, and nothing is taken for such a run that is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import look, store
from generator.problems import as_text
from generator.unchanged import Run
from tests.factory import City, harbour
from tests.test_start import HEAVY, loaded
from tests.warm import taizhang

WORDS = "--as-of", "2027-07-20"
FILED = "submissions/2027-03/beigang"
Edit = Callable[[City], object]


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "store"))
    return harbour(tmp_path)


def out(city: City) -> Path:
    return city.root.parent / "out"


def site(city: City) -> str:
    """What is told of a site that is made."""
    done = taizhang("site", "--root", str(city.root), "--out", str(out(city)), *WORDS)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def run(city: City, *asked: str) -> Run:
    known = asked or ("public", "2027-07-20", "False", "Beside(engine='pandas', cluster=None)")
    return Run.of(city.root, out(city), *known)


def git(city: City, *words: str) -> None:
    names = ("-c", "user.name=甲", "-c", "user.email=a@example.com")
    subprocess.run(["git", *names, *words], cwd=city.root, check=True, capture_output=True)


def first(city: City, below: str = FILED) -> Path:
    return min(path for path in (city.root / below).rglob("*") if path.is_file())


def _another_commit(city: City) -> None:
    git(city, "commit", "--allow-empty", "-m", "又一次")


def _linked(city: City) -> None:
    file = first(city)
    file.rename(city.root / "elsewhere")
    file.symlink_to(city.root / "elsewhere")


EDITS: dict[str, Edit] = {
    "declared": lambda city: city.write("rules/calendar/extra.yaml", "x"),
    "a cell": lambda city: first(city).write_bytes(first(city).read_bytes() + b"\n"),
    "a filing more": lambda city: city.write(f"{FILED}/other.csv", "x"),
    "a filing less": lambda city: first(city).unlink(),
    "another name": lambda city: first(city).rename(first(city).with_name("other.csv")),
    "an empty folder": lambda city: (city.root / FILED / "folder").mkdir(),
    "a link to the same": _linked,
    "a receipt": lambda city: city.write("receipts/log.csv", "x"),
    "a template of its own": lambda city: city.write("site/templates/home.md.j2", "x"),
    "settings of its own": lambda city: city.write("mkdocs.yml", "x"),
    "another commit": _another_commit,
}


def test_whatever_a_run_hangs_on_has_it_made_again(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(city, "init")
    git(city, "add", "-A")
    git(city, "commit", "-m", "一")
    told = site(city)
    made = run(city).made()
    assert made is not None
    assert str(made.day) == "2027-07-20"
    assert told.startswith(site(city))  # and no step is taken
    words = "site", "--root", str(city.root), "--out", str(out(city)), *WORDS
    again = loaded(*words, **{store.VARIABLE: os.environ[store.VARIABLE]})
    assert again & HEAVY == set()
    assert "generator.flow" not in again
    for asked in (("internal", "2027-07-20"), ("public", "2027-07-21"), ()):
        assert (run(city, *asked).made() is None) == bool(asked)
    kept = shutil.copytree(city.root, tmp_path / "kept", symlinks=True)
    for name, edit in EDITS.items():
        edit(city)
        assert run(city).made() is None, name
        shutil.rmtree(city.root)
        shutil.copytree(kept, city.root, symlinks=True)
        found = run(city).made()
        assert found is not None, name
        assert list(map(as_text, found.problems)) == list(map(as_text, made.problems))
    _spoil_what_was_made(city)
    for attribute, value in (("program", lambda *_: "another"), ("VARIABLE", "OTHER")):
        with monkeypatch.context() as patch:
            patch.setattr(store, attribute, value)
            assert run(city).made() is None
    with monkeypatch.context() as patch:
        patch.setattr(look, "ours", lambda: city.root)
        assert run(city).made() is None
    entry = next(file for file in (tmp_path / "store/runs").rglob("*") if file.is_file())
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert run(city).made() is None


def _spoil_what_was_made(city: City) -> None:
    made, more = out(city) / "site" / "index.html", out(city) / "site" / "more.html"
    for file in (made, out(city) / "results.json"):
        data = file.read_bytes()
        for spoilt in (data[:-1], data + b" "):
            file.write_bytes(spoilt)
            assert run(city).made() is None
        file.unlink()
        assert run(city).made() is None
        file.write_bytes(data)
    more.write_bytes(b"")
    assert run(city).made() is None
    more.unlink()
    made.parent.rename(out(city) / "elsewhere")
    assert run(city).made() is None
    (out(city) / "elsewhere").rename(made.parent)
    assert run(city).made() is not None


@pytest.mark.parametrize(
    "edit",
    [
        lambda city: city.write("mkdocs.yml", "INHERIT: other.yml\n"),
        lambda city: (city.root / "submissions/linked").symlink_to(city.root / "rules"),
    ],
)
def test_what_hangs_on_more_is_made_each_time(city: City, edit: Edit) -> None:
    city.write("other.yml", (look.ours() / "mkdocs.yml").read_bytes())
    edit(city)
    taizhang("site", "--root", str(city.root), "--out", str(out(city)), *WORDS)
    assert run(city).made() is None


def test_what_is_changed_while_a_run_is_under_way_is_not_noted(city: City) -> None:
    begun = run(city)
    site(city)
    made = run(city).made()
    assert made is not None
    city.write("rules/calendar/extra.yaml", "x")
    begun.note(made, "stands", ["rules/notice.txt"])
    assert run(city).made() is None
    city.remove("rules/calendar/extra.yaml")
    begun.note(made, "stands", ["../notice.txt"])
    assert run(city).made() is not None
