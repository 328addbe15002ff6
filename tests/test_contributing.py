"""What CONTRIBUTING.md tells a newcomer, done as it stands there, in a copy."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.place import PROJECT

TEXT = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
WALKS = dict(re.findall(r"(?ms)^## (.+?)\n(.*?)(?=^## |\Z)", TEXT))
BLOCKS = re.compile(r"(?ms)^```(\S+)(?: (\S+))?\n(.*?)^```")
COPIED = ("generator", "site", "tests", "rules", "tasks.yaml", "units.yaml", "pyproject.toml")
GENERATED = "generator/catalogue/schemas/"


@pytest.mark.parametrize("walk", WALKS)
def test_a_walk(walk: str, tmp_path: Path) -> None:
    """Whatever it makes is its own: nothing else is touched but what is written by the tool itself."""
    for name in COPIED:
        one = PROJECT / name
        shutil.copytree(one, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")) if (
            one.is_dir()
        ) else shutil.copy(one, tmp_path)
    before, meant = digests(tmp_path), set()
    for kind, place, body in BLOCKS.findall(WALKS[walk]):
        match kind:
            case "console":
                for line in body.splitlines():
                    run(tmp_path, shlex.split(line.removeprefix("$ ")))
            case "diff":
                run(tmp_path, ["git", "apply", "--recount", "-"], body)
                meant |= set(re.findall(r"(?m)^\+\+\+ b/(.+)$", body))
            case _:
                file = tmp_path / place
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(body, "utf-8")
                meant.add(place)
    after = digests(tmp_path)
    touched = {path for path in after if after[path] != before.get(path)}
    assert meant
    assert {path for path in touched if not path.startswith(GENERATED)} == meant


def run(folder: Path, command: list[str], given: str = "") -> None:
    """Do one line of a walk."""
    if command[0] == "python":
        command = [sys.executable, *command[1:]]
    if command[1:3] == ["-m", "pytest"]:
        command += ["-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    done = subprocess.run(
        command,
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        env={**surroundings, "PYTHONPATH": str(folder)},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder, and what is in it."""
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and not {".hypothesis", "__pycache__"} & {*file.parts}
    }
