"""Where versions must not go is said in words before anything is made, and half a history is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import releases, revisions
from generator.flow import Unwatched
from generator.problems import Problem
from generator.releases import Branch, Folder, Order, Place
from tests.factory import codes
from tests.merging.repository import git
from tests.releases.office import AUGUST, SUMMER, Office, opened
from tests.warm import taizhang


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A clone whose main branch is not checked out, beside what it was cloned from."""
    office = opened(tmp_path_factory.mktemp("office"))
    office.city.write("README", "x")
    office.commit("再一次", "2027-04-09")
    git(office.folder, "clone", "-q", "--bare", str(office.root), "server.git")
    git(office.folder, "clone", "-q", "server.git", "clone")
    git(office.root, "remote", "add", "origin", "../server.git")
    git(office.root, "push", "-q", "origin", "main:sheets")
    git(office.root, "fetch", "-q")
    git(office.root, "remote", "set-head", "origin", "main")
    git(office.root, "switch", "-q", "-c", "work")
    git(office.root, "branch", "-q", "-D", "main")
    git(office.root, "branch", "-q", "kept/one")
    (office.folder / "file").write_text("")
    return office


def told(office: Office, place: Place) -> Problem | None:
    report = releases.publish(
        office.root, Order(SUMMER, "public", AUGUST, as_of=AUGUST), [place], Halted()
    )
    return report.problems[0] if report.problems else None


class Begun(Exception):  # noqa: N818
    """A version would be made."""


class Halted(Unwatched):
    """No version is made here: whatever begins one has passed the door."""

    def begin(self, name: str) -> None:
        raise Begun


BRANCHES = [
    "", "HEAD", "head", "FETCH_HEAD", "@", "@{u}", "-x", "--force", "refs/heads/x", "refs/x", "heads/x",
    "tags/x", "remotes/origin/x", "main", "sheets", "work", "a..b", "a b", "a\nb", "a\x1b[31m", "a\u202eb", "x.lock",
    "x.lock/y", ".x", "x/.y", "x.", "x//y", "/x", "x/", "x~1", "x^", "x:y", "x?", "x*", "x[", "x\\y",
    "x" * 81, "0" * 40, "ａ", "kept", "kept/one/two", "x\udcff", "$(id)", "a;b", "'a'",
]  # fmt: skip


@pytest.mark.parametrize("name", BRANCHES)
def test_a_name_that_is_none_for_a_branch_is_refused_in_words(office: Office, name: str) -> None:
    found = told(office, Branch(office.root, name))
    assert found is not None
    assert found.code == "E617"
    assert found.hint
    assert not any(c in found.message for c in "\n\x1b\u202e\udcff")


@pytest.mark.parametrize("name", ["pages", "发布", "public/2027", "gh-pages", "v1.2_x+y", "Pages"])
def test_a_name_as_people_give_them_is_taken(office: Office, name: str) -> None:
    with pytest.raises(Begun):
        told(office, Branch(office.root, name))


FOLDERS = [
    "{root}", "{root}/submissions/x", "{root}/published", "{root}/.git/x", "{root}/build", "{root}/rules",
    "{root}/../file", "{root}/../file/x", "{root}/tasks.yaml", "{root}/../a\nb", "{root}/../-x", "{root}/../server.git",
]  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_commits_would_take_along_or_that_is_none_is_refused(
    office: Office, folder: str
) -> None:
    found = told(office, Folder(Path(folder.format(root=office.root))))
    assert found is not None
    assert found.code in {"E617", "E606"}
    assert found.hint


def test_a_folder_beside_the_repository_or_passed_over_by_git_is_taken(office: Office) -> None:
    office.city.write(".gitignore", "build/\n/out/\n")
    for folder in ("../beside", "build/published", "out"):
        with pytest.raises(Begun):
            told(office, Folder(office.root / folder))


def test_an_option_left_without_its_value_is_said(office: Office) -> None:
    for words in (
        ["--branch"],
        ["--to"],
        ["--branch", ""],
        ["--to", ""],
        ["-x"],
        ["--branch", "-x"],
    ):
        done = taizhang("publish", "2027-06", "--root", str(office.root), *words)
        assert done.returncode in (1, 2), words
        assert "✗" in done.stderr
        assert not [word for word in ("Error", "Usage", "Traceback") if word in done.stderr]


CUT = [
    ("shallow", ["--depth", "1"], "git fetch --unshallow"),
    ("partial", ["--filter=blob:none", "--no-checkout"], "git fetch --refetch"),
    ("grafts", [], "info/grafts"),
]


@pytest.mark.parametrize(("lack", "how", "way"), CUT)
def test_half_a_history_is_refused_wherever_the_product_would_differ(
    office: Office, tmp_path: Path, lack: str, how: list[str], way: str
) -> None:
    git(office.root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", *how, f"file://{office.root}", str(clone))
    if lack == "grafts":
        head = revisions.line(clone, "rev-parse", "HEAD")
        (clone / ".git" / "info" / "grafts").write_text(f"{head}\n")
    if lack == "partial":
        (clone / "tasks.yaml").write_bytes((office.root / "tasks.yaml").read_bytes())
    assert revisions.lacking(clone) == lack
    for command in ("publish", "site", "bundle", "judge", "status", "due"):
        done = taizhang(command, "--root", str(clone))
        assert done.returncode in (1, 2), command
        assert "[E624]" in done.stderr, command
        assert way in done.stderr, command
    assert revisions.lacking(office.root) is None
    order = Order(SUMMER, "public", AUGUST)
    report = releases.publish(clone, order, [Branch(clone, "out")], Unwatched())
    assert codes(report.problems) == ["E624"]
