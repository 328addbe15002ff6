"""What the page 换一个城市 tells an office, done as it stands there, with what it shows held against what comes."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.calendar import SHANGHAI
from generator.cli import main
from generator.commands import options
from tests.place import PROJECT

PAGE = PROJECT / "site/pages/adopting.md"
BLOCK = re.compile(
    r"(?ms)^(?:(?P<before>[^\n]+)\n\n)?```(?P<kind>console|yaml|text)\n(?P<body>.*?)^```$"
)
HOME = "/home/bgs"
"""Where the page has the office work."""

CHANGING = re.compile(r"[0-9a-f]{8,40}|[0-9]+(?= 个文件)")
"""Commits, digests, and how many files a site has."""


def test_the_walk_comes_out_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "办公室")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "office@example.invalid")
    monkeypatch.setattr(options, "now", lambda: datetime(2026, 5, 6, 9, tzinfo=SHANGHAI))
    told = PAGE.read_text("utf-8")
    steps = [(shown, real) for shown, real in walk(told, tmp_path, monkeypatch) if shown]
    assert len(steps) > 12
    for shown, real in steps:
        assert lasting(real) == lasting(shown)
    checks = [shown for shown, _ in steps if "$ taizhang check" in shown]
    assert all("检查通过" in shown for shown in checks)
    assert "[W543]" in checks[0]
    assert not any("提醒" in shown for shown in checks[-2:])


def walk(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Do it, block by block: what is shown, and what comes; both are empty for what is only written."""
    here = folder
    for found in BLOCK.finditer(text):
        before, body = found["before"] or "", found["body"]
        if found["kind"] == "console":
            lines: list[str] = []
            for line in body.splitlines():
                if line.startswith("$ cd "):
                    here = here / line.removeprefix("$ cd ")
                if line.startswith("$ "):
                    monkeypatch.chdir(here)
                    came = run(line.removeprefix("$ ")).replace(str(folder), HOME)
                    lines += [line, *came.splitlines()]
            yield body, "\n".join(lines) + "\n"
            continue
        names = re.findall("`([^`]+)`", before)
        path = here / names[0]
        if "写出的" in before or "改好以后" in before:
            yield body, path.read_text("utf-8")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(names) > 1:
            body = exchanged(path.read_text("utf-8"), names[1], body)
        path.write_text(body, "utf-8", newline="\n")
        yield "", ""


def run(line: str) -> str:
    """What a line of the console says, less the steps of what takes long."""
    program, *words = shlex.split(line)
    if program == "cd":
        return ""
    if program == "git":
        done = subprocess.run(["git", *words], capture_output=True, encoding="utf-8")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout
    assert program == "taizhang", line
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, f"{line}\n{result.output}"
    return re.sub(r"(?m)^ *\[[0-9].*\n?", "", result.output)


def exchanged(tasks: str, clause: str, text: str) -> str:
    """The tasks with another text for one clause, which ends where a line stands as far left as it."""
    found = re.search(rf"(?m)^( *)- id: {clause}\n(?:\1 +.*\n)*", tasks)
    assert found, clause
    return tasks[: found.start()] + text + tasks[found.end() :]


def lasting(text: str) -> list[str]:
    """The lines without what is another each time."""
    return [CHANGING.sub("#", line).rstrip() for line in text.strip().splitlines()]
