"""The shell that publishes: what it hands on, and what it does when something on the way fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.fake import TOKEN
from tests.merging.repository import git
from tests.place import PROJECT

TAIZHANG = """#!/bin/sh
# Says with what it was called, and puts a commit on the branch that is asked for.
printf '%s|' "$@" >>"$CALLS"
echo >>"$CALLS"
case $1 in register) ;; *) env | grep -F "$SECRET" | grep -v ^SECRET= >>"$CALLS" || true ;; esac
for word; do case $word in --branch=*) branch=${word#--branch=} ;; --to=*) to=${word#--to=} ;; esac; done
[ -z "${MEANWHILE:-}" ] || [ -e "$CALLS.once" ] || { : >"$CALLS.once"; sh -c "$MEANWHILE"; }
case " ${FAILING:-} " in *" ${to:-$branch}:"*) eval "code=\\${FAILING#*${to:-$branch}:}"; exit "${code%% *}" ;; esac
[ "$1" = publish ] && [ -n "${branch:-}" ] && [ -z "${NOTHING:-}" ] || exit 0
git update-ref "refs/heads/$branch" "$(git commit-tree -m x $(git rev-parse -q --verify "refs/heads/$branch" |
    sed 's/^/-p /') "$(git mktree </dev/null)")"
case " $* " in *" --sign "*) git tag -f -m x public/2023-06 ;; esac
"""


@dataclass(frozen=True, slots=True)
class Office:
    """A server and a clone of it in which the shell runs with a program that only notes what it is told."""

    folder: Path

    @property
    def server(self) -> Path:
        return self.folder / "server.git"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def run(self, *words: str, **known: str) -> tuple[int, str]:
        done = subprocess.run(
            [str(PROJECT / "deploy" / "ci" / "publish.sh"), *words],
            cwd=self.clone,
            env={
                "PATH": f"{self.folder}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "TAIZHANG": str(self.folder / "taizhang"),
                "CALLS": str(self.folder / "calls"),
                "SECRET": TOKEN,
                "TOKEN": TOKEN,
                **known,
            },
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, done.stderr

    def calls(self) -> list[str]:
        """What the program was called with since the last time."""
        file = self.folder / "calls"
        lines = file.read_text("utf-8").splitlines()
        file.unlink()
        return lines

    def count(self, branch: str = "pages") -> int:
        """The commits that the server has on a branch."""
        done = git(self.server, "rev-list", "--count", f"refs/heads/{branch}", check=False)
        return int(done.stdout or 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "made"
    folder.mkdir()
    (folder / ".gitconfig").write_text("[user]\nname = x\nemail = x@example.invalid\n", "utf-8")
    for name, text in {"taizhang": TAIZHANG, "sleep": "#!/bin/sh\n"}.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    git(folder, "init", "-q", "--bare", "-b", "main", "server.git")
    git(folder, "clone", "-q", "server.git", "clone", HOME=str(folder))
    git(folder / "clone", "commit", "-q", "--allow-empty", "-m", "起点", HOME=str(folder))
    git(folder / "clone", "push", "-q", "origin", "HEAD:refs/heads/main")
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    shutil.copytree(made, tmp_path / "office")
    found = Office(tmp_path / "office")
    git(found.clone, "remote", "set-url", "origin", str(found.server))
    git(found.clone, "checkout", "-q", "--detach")
    return found


def test_what_is_given_is_a_value_and_never_an_option(office: Office) -> None:
    strange = {"TAIZHANG_PUBLIC_BRANCH": "-x", "TAIZHANG_INTERNAL_TO": "--sign"}
    assert office.run("-x", "--to=/ $(touch pwned)", **strange) == (0, "")
    reason = "--reason=--to=/ $(touch pwned)"
    assert office.calls() == [
        f"publish|--edition=internal|--to=--sign|{reason}|--|-x|",
        "publish|--edition=internal|--to=--sign|--|current|",
        f"publish|--edition=public|--branch=-x|{reason}|--|-x|",
    ]
    assert office.count("-x") == 1
    assert not (office.clone / "pwned").exists()


def test_where_one_place_fails_the_others_are_published(office: Office) -> None:
    places = {"TAIZHANG_INTERNAL_TO": "in", "TAIZHANG_PUBLIC_TO": "out", "TAIZHANG_SIGN": "0"}
    code, told = office.run(FAILING="in:2 out:3", **places)
    assert (code, told) == (2, "没有发布成，见上面的输出。\n")
    assert office.calls() == [
        "publish|--edition=internal|--to=in|--|",
        "publish|--edition=public|--to=out|--|",
        "publish|--edition=public|--to=out|--|current|",
    ]
    assert office.run(FAILING="out:3", **places) == (3, "")
    assert office.run(FAILING="pages:1", TAIZHANG_INTERNAL_TO="in")[0] == 1
    assert office.count() == 0
    assert office.run(NOTHING="yes") == (0, "")


def test_whoever_was_overtaken_publishes_upon_what_stands_by_then(office: Office) -> None:
    other = office.folder / "other"
    git(office.folder, "clone", "-q", str(office.server), str(other))
    (office.folder / "sign").touch()
    program = 'git update-ref refs/heads/pages "$(git commit-tree -m y "$(git mktree </dev/null)")"'
    meanwhile = (
        f"cd {other} && {program} && git tag -m y public/2023-06 && git push -q origin pages --tags"
    )
    code, told = office.run(MEANWHILE=meanwhile, TAIZHANG_SIGN="1")
    assert office.count() == 2
    assert len(office.calls()) == 2
    # The tag that was pushed first stands; ours says so instead of taking its place.
    assert git(office.server, "tag", "-l", "-n1").stdout.split() == ["public/2023-06", "y"]
    assert (code, "标签 public/… 没有推送成" in told) == (1, True)


def test_what_the_forge_does_not_take_is_told_at_once(office: Office) -> None:
    hook = office.server / "hooks" / "update"
    hook.write_text("#!/bin/sh\necho 受保护 >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    code, told = office.run()
    assert code == 1
    assert "受保护" in told
    assert "令牌没有推送的权限" in told
    assert len(office.calls()) == 1
    hook.unlink()
    assert office.run() == (0, ""), "what a run before left behind is no hindrance"
    git(office.clone, "checkout", "-q", "-B", "pages", "refs/heads/pages")
    code, told = office.run()
    assert (code, "正被检出的" in told) == (1, True)
    git(office.clone, "remote", "set-url", "origin", str(office.folder / "none"))
    code, told = office.run()
    assert (code, "连不上代码平台" in told) == (1, True)


def test_a_branch_whose_name_ends_like_ours_is_another_one(office: Office) -> None:
    git(office.clone, "push", "-q", "origin", "HEAD:refs/heads/refs/heads/pages")
    assert office.run() == (0, "")
    assert office.count() == 1


def test_versions_come_from_the_branch_that_has_the_receipts(office: Office) -> None:
    git(office.clone, "commit", "-q", "--allow-empty", "-m", "登记", HOME=str(office.folder))
    git(office.clone, "push", "-q", "origin", "HEAD:refs/heads/receipts")
    git(office.clone, "checkout", "-q", "--detach", "origin/main")
    assert office.run(TAIZHANG_RECEIPTS_BRANCH="receipts", BRANCH="main") == (0, "")
    assert office.calls()[0] == "register|--branch=main|"
    head = git(office.clone, "rev-parse", "HEAD").stdout
    assert head == git(office.server, "rev-parse", "receipts").stdout
