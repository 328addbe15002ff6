"""What a command loads before it does anything: a start is felt at every key stroke, and adds up on a server."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from generator.cli import main
from generator.commands import COMMANDS

HEAVY = {
    "attr", "cattrs", "email", "jinja2", "jsonschema", "markdown", "mkdocs", "numpy", "openpyxl", "pandas",
    "rich.console", "rich.text", "yaml",
}  # fmt: skip
"""What takes longer to load than most commands take to answer."""

_LIST = """
import sys
sys.argv = ["taizhang", *sys.argv[1:]]
from generator.cli import main
try:
    main()
except SystemExit:
    pass
sys.stdout.flush()
print("\\n".join(["----", *sys.modules]))
"""


def loaded(*words: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", _LIST, *words], capture_output=True, text=True, check=True
    )
    return set(done.stdout.partition("----\n")[2].split("\n"))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["chekc"], []])
def test_what_no_command_answers_loads_none(words: list[str]) -> None:
    found = loaded(*words)
    assert found & HEAVY == set()
    rooms = {name.split(".")[1] for name in found if name.startswith("generator.")}
    assert rooms <= {"cli", "commands", "problems", "progress", "terminal", "widths", "words"}
    assert not any(name.startswith("generator.commands.") for name in found)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_the_help_lists(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.short_help == COMMANDS[name].says
