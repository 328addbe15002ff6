"""The files for forges: what each job may, whom the token is given to, and a machine that is used again."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.receipts import blob_id
from tests.deploy.fake import TOKEN, Fake, opened
from tests.deploy.runner import Event, Forge, GitHub, GitLab, Machine, Request
from tests.factory import sheet
from tests.intake.filings import OUTLET, OUTLETS
from tests.merging.repository import git
from tests.place import PROJECT

WORKFLOWS = sorted(file.stem for file in (PROJECT / ".github" / "workflows").glob("*.yml"))
SOUND = sheet(OUTLETS, OUTLET)
FAULTY = sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))
AT = "2027-04-09T08:30:00Z"
STRANGE = {"author": "$(touch pwned)", "sender": "--help"}


@pytest.fixture
def fake(forge: type[Forge]) -> Iterator[Fake]:
    with opened(Fake(gitlab=forge is GitLab, me="bot")) as there:
        yield there


def spoil(work: Path, folder: Path) -> None:
    """Leave behind what a killed run, another project and whoever was there before may leave."""
    hook = folder / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {folder}/run\n", "utf-8")
    hook.chmod(0o755)
    (work / ".git" / "hooks").mkdir(exist_ok=True)
    shutil.copy(hook, work / ".git" / "hooks" / "post-checkout")
    git(work, "remote", "set-url", "origin", "file:///nowhere")
    git(work, "config", "core.fsmonitor", str(hook))
    git(work, "config", "user.name", "x")
    git(work, "config", "user.email", "x@example.invalid")
    git(work, "-c", "core.fsmonitor=", "checkout", "-q", "-b", "other")
    (work / "deploy" / "ci" / "prepare.sh").write_text("exit 9\n", "utf-8")
    (work / "wheelhouse").mkdir()
    (work / "wheelhouse" / "requirements.txt").write_text("other==1.0\n", "utf-8")
    (work / "-rf").touch()
    (work / "loop").symlink_to(".")
    for name in ("index.lock", "shallow.lock", "HEAD.lock", "config.lock", "packed-refs.lock"):
        (work / ".git" / name).touch()
    (work / "review.md").write_text("别人的说明\n", "utf-8")
    (folder / "run").unlink(missing_ok=True)


@pytest.mark.parametrize("forge", [GitHub, GitLab])
def test_a_machine_is_used_again_and_again(forge: type[Forge], fake: Fake, tmp_path: Path) -> None:
    """The forge takes no comment, then it does, on a machine where everything lies about; then a fault."""
    request, machine = Request(tmp_path, forge(), fake), Machine(tmp_path / "machine")
    work = machine.work / ("base" if forge is GitLab else "")
    sound = request.push(SOUND, AT)
    fake.days = [(403, b"{}", {}), (404, b"{}", {})]
    mute = request.run(sound, machine)
    assert mute.code == 1, "a comment that was not written is no success"
    assert "没有写到代码平台" in mute.told
    assert [row[1] for row in request.log()] == [blob_id(SOUND)], "and costs nobody's receipt"
    assert machine.leaks == ""
    assert TOKEN not in mute.told

    spoil(work, tmp_path)
    again = request.run(sound, machine)
    assert again.code == 0, again.told
    assert "没有新的报送需要登记" in again.told
    assert "可以合并" in again.comments
    assert not (tmp_path / "run").exists()
    assert not (work / "-rf").exists()

    faulty = request.push(FAULTY, AT, force=True)
    refused = request.run(faulty, machine)
    assert refused.code == 1
    assert "不能合并" in refused.comments
    assert len(fake.texts()) == 1
    assert len(request.log()) == 1
    assert machine.leaks == ""


@pytest.mark.parametrize("forge", [GitHub])
def test_names_from_outside_are_values_and_the_base_is_the_request_s(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    request, machine = Request(tmp_path, forge(), fake), Machine(tmp_path / "machine")
    git(request.clerk.folder, "push", "-q", "origin", "main:refs/heads/-x")
    # Branches whose names end like those that are asked for.
    for name in (forge.ref, "refs/heads/-x"):
        git(request.clerk.folder, "push", "-q", "origin", f"main:refs/heads/{name}")
    git(request.server, "update-ref", "-d", "refs/heads/main")
    sent = request.push(SOUND, AT)
    refused = request.run(Event(sent.commit, AT, base="-x", **STRANGE), machine)
    assert refused.code == 1
    assert "不能合并" in refused.comments
    assert not list(tmp_path.rglob("pwned"))
    odd = request.run(Event("--upload-pack=touch pwned", AT, base="-x"), machine)
    assert odd.code == 2
    assert "要写完整编号" in odd.told


@pytest.mark.parametrize("forge", [GitHub])
def test_reminders_and_versions_are_of_the_main_branch(
    forge: type[Forge], fake: Fake, tmp_path: Path
) -> None:
    request, machine = Request(tmp_path, forge(), fake), Machine(tmp_path / "machine")

    def run(file: str, branch: str, **inputs: str) -> tuple[int, str]:
        known = {"ref": f"refs/heads/{branch}", "ref_name": branch}
        context = {"github": known, "inputs": inputs, "vars": {"TAIZHANG_PUBLIC_BRANCH": "-x"}}
        return GitHub(file).pipeline(machine, context, request.server, fake.address)

    git(request.clerk.folder, "push", "-q", "origin", "main:refs/heads/other")
    assert run("due", "other") == run("publish", "other") == (0, "")
    assert not machine.work.exists()
    assert run("due", "main") == (0, "")
    assert ["到期的事项" in each["title"] for each in fake.said] == [True]
    code, told = run("publish", "main", month="--to=/", reason="$(touch pwned)")
    assert (code, "“--to=/”" in told) == (2, True)
    assert machine.folder.joinpath("leaks").read_text("utf-8") == ""
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_gives_each_job_what_it_needs(name: str) -> None:
    file = GitHub(name).file
    assert file["permissions"] == {}
    assert file["concurrency"]["cancel-in-progress"] is False
    assert not [value for value in file["env"].values() if "secrets." in value or ".token" in value]
    for job in file["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 180
        assert job["permissions"]
        assert "env" not in job
        for step in job["steps"]:
            assert "${{" not in step["run"]
            assert set(step) <= {"name", "id", "if", "env", "run"}
            words = " ".join(f"{each}" for each in step.get("env", {}).values())
            assert ("token" in words.casefold()) is ("TOKEN" in step.get("env", {}))
            if re.search(r"prepare\.sh|/taizhang (review|due)", step["run"]):
                assert "TOKEN" not in step.get("env", {}), "nothing is installed or judged with it"


def test_a_request_is_checked_where_it_would_go_to_main() -> None:
    (told,) = (value for key, value in GitHub().file.items() if key is True)  # on:
    assert told["pull_request_target"]["branches"] == ["main"]
    rules = GitLab().file[".合并请求"]["rules"][0]["if"]
    assert "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == $CI_DEFAULT_BRANCH" in rules


def test_a_job_of_gitlab_that_has_the_token_says_so() -> None:
    """A variable that is meant for an environment goes to the jobs that name it, and to no other."""
    jobs = {name: job for name, job in GitLab().file.items() if "script" in job}
    assert set(jobs) == {"报送检查", "说明", "登记收到时间", "发布", "提醒"}
    for name, job in jobs.items():
        lines = job["script"]
        needs = any(re.search(r"TOKEN=\$\{?TAIZHANG|forge\.py", line) for line in lines)
        assert ("environment" in job) is (needs or name == "说明")
        assert "timeout" in {**GitLab().file[job["extends"]], **job}
        for line in lines:
            if "prepare.sh" in line:
                assert line.startswith("env -u TAIZHANG_TOKEN -u CI_JOB_TOKEN ")


def test_the_files_call_what_is_there() -> None:
    every = [PROJECT / ".github" / "workflows" / f"{name}.yml" for name in WORKFLOWS]
    for file in (*every, PROJECT / ".gitlab-ci.yml"):
        called = set(re.findall(r"deploy/[a-z/]+\.(?:sh|py)", file.read_text("utf-8")))
        assert called
        for path in called:
            assert (PROJECT / path).stat().st_mode & 0o111, (file.name, path)


@pytest.mark.parametrize("name", [*WORKFLOWS, "gitlab"])
def test_git_gets_the_token_where_it_was_given_and_stores_it_nowhere(
    name: str, tmp_path: Path
) -> None:
    """By the variables of the file alone, on a machine that would store what it hears."""
    if name == "gitlab":
        words: dict[str, Any] = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text("utf-8"))
        known = {
            key: text.replace("$$", "$") for key, text in words[".主分支"]["variables"].items()
        }
    else:
        known = {key: text for key, text in GitHub(name).file["env"].items() if "${{" not in text}
    (tmp_path / ".gitconfig").write_text("[credential]\nhelper = store\n", "utf-8")

    def credential(word: str, **more: str) -> str:
        return subprocess.run(
            ["git", "credential", word],
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **known, **more},
            input=f"protocol=https\nhost=git.example\nusername=x\npassword={TOKEN}\n\n"
            if word == "approve"
            else "protocol=https\nhost=git.example\n\n",
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    assert f"password={TOKEN}\n" in credential("fill", TOKEN=TOKEN)
    credential("approve", TOKEN=TOKEN)
    assert [each.name for each in tmp_path.iterdir()] == [".gitconfig"]
