"""Which refs a push may touch: a table of attacks and of what stays allowed, on one bare repository."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator import releases
from generator.merging.push import pushes, refs, settings
from generator.merging.push.pusher import FORGES, Pusher, pusher
from generator.merging.push.pushes import Push
from generator.merging.push.refs import Update
from generator.problems import Problem, as_text
from tests.factory import declared_harbour
from tests.merging.pushed_to import GOOD, NEXT, NONE, NOON, NUMBER, OLD, Place, made
from tests.merging.repository import Clone, git


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory)


def who(account: str, variable: str = "GL_USER") -> Pusher:
    found = pusher("", declared_harbour(), {variable: account}, "git")
    assert isinstance(found, Pusher)
    return found


def codes(found: Mapping[str, Sequence[Problem]]) -> list[str]:
    return [problem.code for problems in found.values() for problem in problems]


UNIT = [
    # names that are not the unit's
    (NONE, GOOD, "refs/heads/work", "E437"),
    (NONE, GOOD, "refs/heads/nangang/q2", "E437"),
    (NONE, GOOD, "refs/heads/beigangx/q1", "E437"),
    (NONE, GOOD, "refs/heads/x/beigang", "E437"),
    (NONE, GOOD, "refs/heads/office/q1", "E437"),
    (NONE, GOOD, "refs/heads/ſhifuban/q1", "E436"),
    (NONE, GOOD, "refs/heads/ｂeigang/q1", "E436"),
    (NONE, GOOD, "refs/heads/nangang-patch-1", "E437"),
    # names that mean something else, or to some system the same
    (NONE, GOOD, "refs/heads/Beigang/q1", "E436"),
    (NONE, GOOD, "refs/heads/beigang/Q1", "E436"),
    (NONE, GOOD, "refs/heads/beigang", "E436"),
    (NONE, GOOD, "refs/heads/beigang/q1/x", "E436"),
    (NONE, GOOD, "refs/heads/main/x", "E436"),
    (NONE, GOOD, "refs/heads/MAIN", "E436"),
    (NONE, GOOD, "refs/heads/HEAD", "E436"),
    (NONE, GOOD, "refs/heads/beigang/FETCH_HEAD", "E436"),
    (NONE, GOOD, "refs/heads/beigang/con", "E436"),
    (NONE, GOOD, "refs/heads/beigang/aux.csv", "E436"),
    (NONE, GOOD, "refs/heads/refs/heads/main", "E436"),
    (NONE, GOOD, "refs/heads/origin/main", "E436"),
    (NONE, GOOD, f"refs/heads/{'a' * 40}", "E436"),
    (NONE, GOOD, "refs/heads/plan", "E436"),
    (NONE, GOOD, "refs/heads/-f", "E436"),
    (NONE, GOOD, "refs/heads/beigang/$(id)", "E436"),
    (NONE, GOOD, "refs/heads/beigang/a\u202eb", "E436"),
    (NONE, GOOD, "refs/heads/beigang/a\u200bb", "E436"),
    (NONE, GOOD, "refs/heads/beigang/e\u0301", "E436"),
    (NONE, GOOD, "refs/heads/beigang/\udcff", "E436"),
    (NONE, GOOD, f"refs/heads/beigang/{'长' * 41}", "E436"),
    (NONE, GOOD, f"refs/heads/beigang/{NUMBER}", "E436"),
    (NONE, GOOD, "refs/heads/beigang/联系人张三13812345678", "E436"),
    # what is kept, and others' work
    ("main", NONE, "refs/heads/main", "E437"),
    ("main", OLD, "refs/heads/main", "E437"),
    ("main", NONE, "refs/heads/pages", "E437"),
    ("main", GOOD, "refs/heads/pages", "E437"),
    ("main", GOOD, "refs/heads/receipts", "E437"),
    ("theirs", NONE, "refs/heads/nangang/q1", "E437"),
    ("theirs", GOOD, "refs/heads/nangang/q1", "E437"),
    ("theirs", GOOD, "refs/heads/patch-1", "E437"),
    ("theirs", NONE, "refs/heads/patch-1", "E437"),
    ("theirs", NONE, "refs/heads/2027年", "E437"),
    # no branch at all
    (NONE, "main", "refs/tags/v1", "E435"),
    ("tag", NONE, "refs/tags/public/2027-03", "E435"),
    ("main", NONE, "refs/tags/plan", "E435"),
    (NONE, GOOD, f"refs/replace/{'a' * 40}", "E435"),
    (NONE, GOOD, "refs/notes/commits", "E435"),
    (NONE, "blob", "refs/heads/beigang/b", "E435"),
    (NONE, "tag", "refs/heads/beigang/t", "E435"),
    (NONE, GOOD, "refs/stash", "E435"),
    (NONE, GOOD, "refs/pull/8/head", "E435"),
    (NONE, GOOD, "refs/for/main", "E435"),
    (NONE, GOOD, "refs/keep-around/x", "E435"),
    (NONE, GOOD, "refs/remotes/origin/main", "E435"),
    (NONE, GOOD, "refs/heads", "E435"),
    (NONE, GOOD, "refs/changes/01/1/1", "E435"),
]

OFFICE = [
    ("main", NONE, "refs/heads/main", "E437"),
    ("main", OLD, "refs/heads/main", "E437"),
    ("main", NONE, "refs/heads/pages", "E437"),
    ("main", OLD, "refs/heads/receipts", "E437"),
    ("tag", NONE, "refs/tags/public/2027-03", "E437"),
    ("tag", "main", "refs/tags/public/2027-03", "E437"),
    (NONE, "blob", "refs/tags/x", "E435"),
    (NONE, "blob", "refs/heads/beigang/x", "E435"),
    (NONE, "twice", "refs/tags/x", "E435"),
    (NONE, "main", "refs/tags/main", "E436"),
    (NONE, "main", "refs/tags/HEAD", "E436"),
    (NONE, "main", f"refs/tags/{NUMBER}", "E436"),
    (NONE, "private", "refs/tags/x", "E424"),
    (NONE, "main", f"refs/replace/{'a' * 40}", "E435"),
]

ALLOWED = [
    ("beigang", NONE, GOOD, "refs/heads/beigang/q2"),
    ("beigang", NONE, GOOD, "refs/heads/beigang/6月报送（更正）"),
    ("beigang-2", NONE, GOOD, "refs/heads/beigang-2/q2"),
    ("BEIGANG", NONE, GOOD, "refs/heads/beigang/q3"),
    ("beigang", NONE, GOOD, "refs/heads/beigang-patch-1"),
    ("beigang", NONE, GOOD, "refs/heads/patch-3"),
    ("beigang", NONE, GOOD, "refs/heads/main-patch-60312"),
    ("beigang", GOOD, NEXT, "refs/heads/beigang/q1"),
    ("beigang", GOOD, "main", "refs/heads/beigang/q1"),
    ("beigang", GOOD, NONE, "refs/heads/beigang/q1"),
    ("beigang", GOOD, "main", "refs/heads/patch-2"),
    ("beigang", GOOD, NONE, "refs/heads/patch-2"),
    ("beigang", "main", GOOD, "refs/heads/main"),
    ("office", NONE, GOOD, "refs/heads/整理"),
    ("office", NONE, GOOD, "refs/heads/nangang/q2"),
    ("office", "theirs", NONE, "refs/heads/nangang/q1"),
    ("office", GOOD, NEXT, "refs/heads/odd name"),
    ("office", GOOD, NONE, "refs/heads/odd name"),
    ("office", "main", GOOD, "refs/heads/receipts"),
    ("office", "main", GOOD, "refs/heads/pages"),
    ("office", NONE, "tag", "refs/tags/public/2027-06"),
    ("office", NONE, "main", "refs/tags/v1"),
    ("office", "main", NONE, "refs/tags/plan"),
]


def test_what_is_not_the_pushers_own_is_refused_with_the_way_on(place: Place) -> None:
    for account, table in (("beigang", UNIT), ("office", OFFICE)):
        for old, new, ref, code in table:
            found = place.refused(who(account), (old, new, ref))
            assert code in codes(found), (account, old, new, ref, codes(found))
            for problem in found[ref]:
                assert problem.file
                assert problem.hint
                assert NUMBER not in as_text(problem)


def test_what_is_ones_own_stays_allowed(place: Place) -> None:
    for account, old, new, ref in ALLOWED:
        found = place.refused(who(account), (old, new, ref))
        assert codes(found) == [], (account, ref, [as_text(p) for p in found[ref]])


@pytest.mark.parametrize("variable", FORGES)
def test_on_a_forge_its_own_refs_come_as_well(place: Place, variable: str) -> None:
    for old, new, ref, expected in [
        (NONE, GOOD, "refs/pull/8/head", []),
        (NONE, GOOD, "refs/merge-requests/8/merge", []),
        (NONE, GOOD, "refs/for/main/beigang", []),
        ("theirs", GOOD, "refs/pull/7/head", ["E437"]),
        ("theirs", NONE, "refs/pull/7/head", ["E437"]),
        (NONE, GOOD, "refs/pull/x/head", ["E435"]),
        (NONE, GOOD, "refs/for/a\u202eb", ["E436"]),
        (NONE, GOOD, f"refs/replace/{'a' * 40}", ["E435"]),
    ]:
        found = place.refused(who("beigang", variable), (old, new, ref))
        assert codes(found) == expected, ref


def test_names_of_one_push_are_held_against_each_other(place: Place) -> None:
    both = (NONE, GOOD, "refs/heads/beigang/a"), (NONE, GOOD, "refs/heads/beigang/A")
    assert codes(place.refused(who("beigang"), *both)) == ["E436", "E436"]
    moved = (GOOD, NONE, "refs/heads/beigang/q1"), (NONE, GOOD, "refs/heads/beigang/q1/new")
    assert codes(place.refused(who("beigang"), *moved)) == []


@pytest.mark.parametrize(
    ("account", "environment", "user", "expected"),
    [
        ("", {"GL_USER": "beigang"}, "git", "beigang"),
        ("", {"GITEA_PUSHER_NAME": "beigang", "REMOTE_USER": "beigang"}, "git", "beigang"),
        ("", {}, "beigang", "beigang"),
        ("GL_USER", {"GL_USER": "beigang", "GITEA_PUSHER_NAME": "office"}, "git", "beigang"),
        ("system", {"GITEA_PUSHER_NAME": "office", "TAIZHANG_ACTOR": "office"}, "beigang", "beigang"),
        # A variable that somebody sent along makes nobody else of him.
        ("", {"GL_USER": "beigang", "GITEA_PUSHER_NAME": "office"}, "git", "E439"),
        ("", {"GITEA_PUSHER_NAME": "office"}, "beigang", "E439"),
        ("GL_USER", {"GITEA_PUSHER_NAME": "office"}, "git", "E439"),
        ("GL_USER", {"GL_USER": " "}, "git", "E439"),
        ("", {"GL_USER": "somebody"}, "git", "E423"),
        ("", {}, "git", "E423"),
        ("", {"GL_USER": "office "}, "git", "E423"),
        ("", {"GL_USER": "öffice"}, "git", "E423"),
    ],
)  # fmt: skip
def test_who_pushes_is_what_the_server_says(
    account: str, environment: dict[str, str], user: str, expected: str
) -> None:
    found = pusher(account, declared_harbour(), environment, user)
    assert (found.code if isinstance(found, Problem) else found.account) == expected


def admitted(place: Place, account: str, *updates: tuple[str, str, str]) -> pushes.Admission:
    told = [
        Update(place.ids.get(old, ""), place.ids.get(new, ""), ref) for old, new, ref in updates
    ]
    push = Push(told, NOON, {"GL_USER": account}, "git")
    return pushes.admit(place.root, push, place.standing.settings, releases.pushed)


def test_a_push_comes_in_whole_or_not_at_all_and_all_is_told_at_once(place: Place) -> None:
    done = admitted(
        place, "beigang", (NONE, GOOD, "refs/heads/beigang/q2"), (NONE, "theirs", "refs/heads/beigang/q3"),
        (NONE, "main", "refs/tags/v1"), (NONE, GOOD, "refs/heads/work"),
    )  # fmt: skip
    assert not done.sound
    assert [[problem.code for problem in each.problems] for each in done.told] == [
        [], ["E421", "E238"], ["E435"], ["E437"],
    ]  # fmt: skip


def test_a_push_of_very_many_refs_is_not_even_looked_at(place: Place) -> None:
    many = [(NONE, GOOD, f"refs/heads/beigang/{n}") for n in range(refs.MOST + 1)]
    (told,) = admitted(place, "beigang", *many).told
    assert [problem.code for problem in told.problems] == ["E435"]


def test_a_main_branch_that_is_not_there_opens_no_door(place: Place) -> None:
    """Its name comes from the environment, and that may come from afar."""
    push = Push([Update("", place.ids[GOOD], "refs/heads/x")], NOON, {"GL_USER": "beigang"}, "git")
    setup = replace(place.standing.settings, main="elsewhere", chosen=True)
    (told,) = pushes.admit(place.root, push, setup, releases.pushed).told
    assert [problem.code for problem in told.problems] == ["E439"]


def test_other_repositories_of_the_server_are_left_alone(tmp_path: Path) -> None:
    """Hooks may stand before all of them, also before gitolite's own."""
    git(tmp_path, "init", "-q", "-b", "master")
    (tmp_path / "x").write_text("x")
    head = Clone(tmp_path, "x")
    git(tmp_path, "config", "user.name", "x")
    git(tmp_path, "config", "user.email", "x@example.invalid")
    tip = head.commit("x")
    setup = settings.read(tmp_path, environment={})
    assert setup.main == "master"
    push = Push([Update("", tip, "refs/heads/whatever")], NOON, {}, "git")
    assert pushes.admit(tmp_path, push, setup, releases.pushed) == pushes.Admission()


def test_lines_that_git_would_not_write_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="unpack"):
        Update.parsed("a b")


def test_the_repository_s_own_settings_go_before_the_environment(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main")
    words = ["git", "config", "taizhang.branch", "trunk"]
    subprocess.run(words, cwd=tmp_path, check=True)
    sent = {"TAIZHANG_BRANCH": "x", "TAIZHANG_PUBLIC_BRANCH": "site"}
    found = settings.read(tmp_path, "GL_USER", sent)
    assert found == settings.Settings("trunk", "site", "", "GL_USER", chosen=True)
