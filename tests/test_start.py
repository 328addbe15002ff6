"""What a command loads before it does anything: a start is felt at every key stroke, and adds up on a server."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from generator import store
from generator.catalogue import model
from generator.cli import main
from generator.commands import COMMANDS
from tests.factory import harbour

HEAVY = {
    "attr", "cattrs", "email", "icalendar", "jinja2", "jsonschema", "markdown", "mkdocs", "numpy", "openpyxl", "pandas",
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


def loaded(*words: str, **env: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", _LIST, *words],
        capture_output=True, text=True, check=True, env={**os.environ, **env},
    )  # fmt: skip
    return set(done.stdout.partition("----\n")[2].split("\n"))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["chekc"], []])
def test_what_no_command_answers_loads_none(words: list[str]) -> None:
    found = loaded(*words)
    assert found & HEAVY == set()
    rooms = {name.split(".")[1] for name in found if name.startswith("generator.")}
    assert rooms <= {
        "cli", "commands", "frozen", "problems", "progress", "terminal", "widths", "words",
    }  # fmt: skip
    assert not any(name.startswith("generator.commands.") for name in found)


UNASKED = {
    "catalogue.reading", "catalogue.source", "catalogue.phrases", "catalogue.model.notice",
    "catalogue.model.rules", "catalogue.model.kinds", "intake.workbook", "intake.export", "receipts", "revisions",
    "overrides", "look", "ledger", "judging.kinds.count", "pages", "flow",
}  # fmt: skip
"""Rooms that the check of one unit's month has no use for, once its root was read before."""


def test_the_check_of_a_unit_s_month_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    root = harbour(tmp_path).root
    asked = ("check", "--root", str(root), "--unit", "beigang", "--period", "2027-03")
    held = {store.VARIABLE: str(tmp_path / "store")}
    assert "yaml" in loaded(*asked, **held)
    found = loaded(*asked, **held)
    assert found & (HEAVY | {"xml", "zipfile", "decimal", "difflib"}) == set()
    assert found & {f"generator.{room}" for room in UNASKED} == set()


def test_every_word_of_the_model_is_where_its_table_says() -> None:
    source = ast.parse(Path(model.__file__).read_text("utf-8"))
    listed = {
        name.name: node.module
        for node in ast.walk(source)
        if isinstance(node, ast.ImportFrom) and node.level
        for name in node.names
    }
    assert listed == model._OF
    for name, module in listed.items():
        assert getattr(model, name) is getattr(import_module(f"{model.__name__}.{module}"), name)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_the_help_lists(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.short_help == COMMANDS[name].says
