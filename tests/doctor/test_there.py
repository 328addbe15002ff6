"""What a forge tells of itself, and what it must not be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from generator.doctor.examine import examine, groups, looked
from generator.doctor.finding import State
from generator.doctor.remote import Remote
from generator.doctor.scene import Scene
from tests.doctor.planted_there import GITEA, SOUND, THERE, G, Spoilt
from tests.doctor.spot import NOW, Fake, Spot, bad, copied, opened, spoilt, standing
from tests.loopback import serving
from tests.once import made_once

LOOKS = {look.id: look for group in groups() for look in group.looks}
TOKEN = "secret-token-1"
THE_FORGE = ("代码平台", "分支和标签的保护")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("forge"), Fake) as found:
        yield found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """On a forge; nobody may touch its files."""
    made = made_once(tmp_path_factory, "doctor", opened)
    spot = copied(made, tmp_path_factory.mktemp("forge") / "office")
    spot.git("remote", "set-url", "origin", f"{address}/o/h.git")
    return spot.folder


@pytest.fixture
def spot(office: Path) -> Spot:
    own = standing(office)
    own.environ["TAIZHANG_TOKEN"] = TOKEN
    Fake.date = format_datetime(NOW.astimezone(UTC), usegmt=True)
    Fake.asked.clear()
    return own


@pytest.mark.parametrize("plant", THERE, ids=lambda p: f"{p.forge}-{p.look}-{p.said}")
def test_what_is_planted_is_named(spot: Spot, plant: Spoilt, tmp_path: Path) -> None:
    Fake.answers = spoilt(SOUND[plant.forge], plant.spoil)
    if plant.plant:
        token = spot.environ["TAIZHANG_TOKEN"]
        spot = copied(spot.folder, tmp_path / "office")
        spot.environ["TAIZHANG_TOKEN"] = token
        plant.plant(spot)
    assert plant.said in bad(looked(LOOKS[plant.look], Scene(spot.asked)))


@pytest.mark.parametrize("kind", SOUND)
def test_of_a_forge_as_it_should_be_nothing_is_complained_of(spot: Spot, kind: str) -> None:
    Fake.answers = SOUND[kind]
    outcomes = [
        each for each in examine(spot.asked) if each.group in ("代码平台", "分支和标签的保护")
    ]
    told = {each.look.id: bad(each.findings) for each in outcomes if bad(each.findings)}
    assert set(told) == {"forge"}  # over http, as loopback is
    unseen = [each.look.id for each in outcomes if each.state is State.UNSEEN]
    assert unseen == []


@pytest.mark.parametrize(("apart", "said"), [(7, "快 7 分钟"), (-9, "慢 9 分钟")])
def test_a_clock_that_is_wrong_is_named(spot: Spot, apart: int, said: str) -> None:
    Fake.answers = GITEA
    spot.now = NOW + timedelta(minutes=apart)
    assert said in bad(looked(LOOKS["clock-forge"], Scene(spot.asked)))
    spot.now = NOW
    assert not bad(looked(LOOKS["clock-forge"], Scene(spot.asked)))


def test_what_a_token_does_not_see_is_told_with_the_right_that_it_takes(spot: Spot) -> None:
    Fake.answers = {"/api/v3/meta": {}, G: SOUND["github"][G]}
    for name in ("token", "runs", "variables", "tags", "protected"):
        (found,) = looked(LOOKS[name], Scene(spot.asked))[:1]
        assert found.state in (State.UNSEEN, State.SOUND), name
        assert found.state is State.SOUND or "权限" in found.to_do
    Fake.answers = {"/api/v1/version": {"version": "1.26"}, "/api/v1/user": (401, {})}
    (found,) = looked(LOOKS["token"], Scene(spot.asked))
    assert "无效或已过期" in found.said
    del spot.environ["TAIZHANG_TOKEN"]
    (found,) = looked(LOOKS["token"], Scene(spot.asked))
    assert "TAIZHANG_TOKEN" in found.to_do


def test_a_token_goes_to_its_own_forge_alone(spot: Spot, address: str) -> None:
    del spot.environ["TAIZHANG_TOKEN"]
    spot.environ |= {"GITHUB_TOKEN": TOKEN, "GITLAB_TOKEN": TOKEN}
    Fake.answers = GITEA
    list(examine(spot.asked))
    assert {sent for _, sent in Fake.asked} == {""}
    spot.environ["GITEA_TOKEN"] = TOKEN
    here = address.replace("127.0.0.1", "localhost")
    Fake.answers = {**GITEA, "/api/v1/user": (302, {}, {"Location": f"{here}/api/v1/elsewhere"})}
    (found,) = looked(LOOKS["token"], Scene(spot.asked))[:1]
    assert not [path for path, _ in Fake.asked if "elsewhere" in path]
    assert found.state is not State.WRONG


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"[1, 2", b"null", b"[]", b"{}", b'"text"', b"\xff\xfe", b"[null]", b"7"],
)
def test_an_answer_that_is_none_costs_nothing(spot: Spot, data: bytes) -> None:
    for kind, probe in (("github", "meta"), ("gitea", "version"), ("gitlab", "version")):
        answers = dict.fromkeys(SOUND[kind], data)
        answers = {path: answer for path, answer in answers.items() if not path.endswith(probe)}
        Fake.answers = {**answers, next(p for p in SOUND[kind] if p.endswith(probe)): {}}
        scene = Scene(spot.asked)
        for group in groups():
            if group.title in THE_FORGE:
                assert all(looked(look, scene) for look in group.looks)


@pytest.mark.parametrize(
    ("url", "host", "project"),
    [
        ("git@git.example:office/h.git", "git.example", "office/h"),
        ("ssh://git@git.example:2222/office/h.git", "git.example", "office/h"),
        ("https://git.example:8443/a/b/c", "git.example:8443", "a/b/c"),
        ("https://u:p@git.example/a/b.git/", "git.example", "a/b"),
        ("git.example:%E5%8A%9E/h", "git.example", "办/h"),
    ],
)
def test_where_a_remote_is(url: str, host: str, project: str) -> None:
    found = Remote.of(url, Path("/root"))
    assert (found.host, found.project, found.folder) == (host, project, None)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("../server.git", "/root/../server.git"),
        ("/srv/git/a b.git", "/srv/git/a b.git"),
        ("file:///srv/%E5%BA%93.git", "/srv/库.git"),
        ("file:///C:/git/h.git", "C:/git/h.git"),
        (r"C:\git\h.git", r"/root/C:\git\h.git"),
        ("./a:b.git", "/root/a:b.git"),
    ],
)
def test_a_remote_on_this_machine_is_a_folder(url: str, folder: str) -> None:
    assert Remote.of(url, Path("/root")).folder == Path(folder)
