"""The office's one look before the 20th: whatever is wrong is named, and what is sound is left alone."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from threading import Event

import pytest

from generator.doctor import as_json, as_text, examine, failed
from generator.doctor.examine import groups, looked
from generator.doctor.finding import State
from generator.doctor.look import Look
from generator.doctor.scene import Scene
from generator.doctor.variables import VARIABLES
from tests.doctor.planted import FILES, SETTINGS, Plant, hangs
from tests.doctor.planted_there import THERE
from tests.doctor.spot import Spot, bad, copied, opened, standing
from tests.once import made_once
from tests.place import PROJECT

LOOKS = {look.id: look for group in groups() for look in group.looks}
TELLING_ALONE = {"look", "browser"}
"""What is only told, and is never wrong."""


@pytest.fixture
def spot(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Spot:
    made = made_once(tmp_path_factory, "doctor", opened)
    return copied(made, tmp_path / "office")


def seen(look: Look, spot: Spot) -> str:
    return bad(looked(look, Scene(spot.asked)))


@pytest.mark.parametrize("plant", FILES, ids=lambda plant: f"{plant.look}-{plant.said}")
def test_what_is_planted_is_named(
    spot: Spot, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.doctor.running.ASKED", 5)
    plant.plant(spot)
    assert plant.said in seen(LOOKS[plant.look], spot)


@pytest.mark.parametrize("plant", SETTINGS, ids=lambda plant: f"{plant.look}-{plant.said}")
def test_what_is_set_wrong_is_named(tmp_path_factory: pytest.TempPathFactory, plant: Plant) -> None:
    spot = standing(made_once(tmp_path_factory, "doctor", opened))
    plant.plant(spot)
    assert plant.said in seen(LOOKS[plant.look], spot)


def test_every_look_has_something_planted_for_it() -> None:
    planted = {plant.look for plant in (*FILES, *SETTINGS, *THERE)}
    assert planted == set(LOOKS) - TELLING_ALONE


def test_looks_have_ids_and_titles_of_their_own() -> None:
    every = [look for group in groups() for look in group.looks]
    assert len({look.id for look in every}) == len(every)
    assert len({look.title for look in every}) == len(every)
    assert not [
        look.title for look in every if set("，、；：。") & set(look.title)
    ]  # they are listed


def test_of_an_office_as_it_should_be_nothing_is_complained_of(spot: Spot) -> None:
    spot.published()
    outcomes = list(examine(spot.asked))
    assert {each.look.id: bad(each.findings) for each in outcomes if bad(each.findings)} == {}
    unseen = [each for each in outcomes if each.state is State.UNSEEN]
    assert {each.group for each in unseen} <= {
        "代码平台",
        "分支和标签的保护",
        "规则和账号",
        "这台机器",
    }
    assert not failed(outcomes)
    assert "不行" not in as_text(outcomes, all_=False)
    told = json.loads(as_json(outcomes))
    assert told["ok"] is True
    assert sum(told["counts"].values()) == len(told["looks"]) == len(LOOKS)


def test_it_changes_nothing(spot: Spot) -> None:
    spot.published()
    before = _state(spot.folder)
    list(examine(spot.asked))
    assert _state(spot.folder) == before


def _state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path): (
            path.lstat().st_mtime_ns,
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def test_a_bare_repository_is_looked_at_from_within(spot: Spot) -> None:
    asked = spot.asked
    bare = type(asked)(spot.server, *(getattr(asked, n) for n in asked.__slots__[1:]))
    outcomes = {each.look.id: each for each in examine(bare)}
    assert {name: bad(each.findings) for name, each in outcomes.items() if bad(each.findings)} == {}
    assert outcomes["hooks"].state is State.SOUND
    (spot.server / "hooks" / "pre-receive").unlink()
    assert "没有装 pre-receive" in bad(looked(LOOKS["hooks"], Scene(bare)))


def test_a_look_that_fails_or_hangs_costs_no_other(
    spot: Spot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Scene) -> list[object]:
        raise RuntimeError("https://office:pass-word-1@git.example 的 110101199003071233\x1b[2J")

    def hangs(_: Scene) -> list[object]:
        Event().wait(5)
        return []

    monkeypatch.setattr(sys.modules["generator.doctor.examine"], "_PATIENCE", 0.05)
    (first,) = looked(Look("a", "甲", fails), Scene(spot.asked))  # type: ignore[arg-type]
    (second,) = looked(Look("b", "乙", hangs), Scene(spot.asked))  # type: ignore[arg-type]
    assert first.state is second.state is State.UNSEEN
    assert "RuntimeError" in first.said
    for secret in ("pass-word-1", "19900307", "\x1b"):
        assert secret not in first.said
    assert "没有回答" in second.said


def test_a_remote_that_never_answers_is_left_in_time(
    spot: Spot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs(spot)
    scene = Scene(spot.asked)
    asked = scene.remote_git
    monkeypatch.setattr(scene, "remote_git", lambda *words: asked(*words, seconds=0.5))
    (found,) = looked(LOOKS["remote"], scene)
    assert found.state is State.UNSEEN
    assert "没有回答" in found.said


def test_the_variables_are_those_that_the_shells_and_the_program_read() -> None:
    places = [PROJECT / ".gitlab-ci.yml"]
    for folder, ending in (("deploy", "*"), (".github", "*.yml"), ("generator", "*.py")):
        places += [path for path in (PROJECT / folder).rglob(ending) if path.is_file()]
    texts = [
        path.read_text("utf-8", "replace") for path in places if "__pycache__" not in path.parts
    ]
    named = {
        name
        for text in texts
        for name in re.findall(r"(?<!window\.)\bTAIZHANG(?:_[A-Z]+)*\b", text)
    }
    assert named == set(VARIABLES)


def test_nothing_secret_is_told_of(spot: Spot) -> None:
    spot.environ |= {"TAIZHANG_TOKEN": "glpat-abcdefghij", "GITEA_TOKEN": "zyxwvutsrq"}
    spot.git(
        "remote", "set-url", "origin", "https://office:pass-word-1@127.0.0.1:9/glpat-abcdefghij"
    )
    for text in (
        as_text(list(examine(spot.asked)), all_=True),
        as_json(list(examine(spot.asked))),
    ):
        for secret in ("abcdefghij", "zyxwvutsrq", "pass-word-1"):
            assert secret not in text
    assert os.environ.get("TAIZHANG_TOKEN") is None
