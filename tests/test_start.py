"""What a command loads before it does anything: a start is felt at every key stroke, and adds up on a server."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
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
    "overrides", "look", "ledger", "judging.kinds.count", "pages", "flow", "terminal.stepping",
}  # fmt: skip
"""Rooms that the check of one unit's month has no use for, once its root was read before."""


def test_the_check_of_a_unit_s_month_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    root = harbour(tmp_path).root
    asked = ("check", "--root", str(root), "--unit", "beigang", "--period", "2027-03")
    held = {store.VARIABLE: str(tmp_path / "store")}
    assert "yaml" in loaded(*asked, **held)
    found = loaded(*asked, **held)
    assert found & (HEAVY | {"xml", "zipfile", "decimal", "difflib", "shutil"}) == set()
    assert found & {f"generator.{room}" for room in UNASKED} == set()


JUDGING: Mapping[str, tuple[str, ...]] = {
    "due": ("due",),
    "judge": ("judge", "--out", "{out}"),
    "explain": ("explain", "{verdict}"),
    "status": ("status",),
    "remind": ("remind",),
    "bulletin": ("bulletin", "2027-03", "--format", "text"),
    "letters": ("letters", "--format", "md", "--out", "{out}"),
}


JUDGED = {
    "catalogue", "flow", "intake", "judging", "ledger", "opendata", "pages.kinds", "pages.site", "papers", "publishing",
}  # fmt: skip
"""Rooms in which is read, judged, and shown what was judged."""


@pytest.mark.parametrize("name", [*JUDGING, "impact", "ledger", "meeting", "new-year", "site"])
def test_the_help_of_a_command_loads_nothing_that_judges(name: str) -> None:
    found = loaded(name, "--help")
    assert found & HEAVY == set()
    assert found & {f"generator.{room}" for room in JUDGED} == set()


def test_a_code_is_explained_without_a_root(tmp_path: Path) -> None:
    found = loaded("explain", "e221", "--root", str(tmp_path))
    assert found & HEAVY == set()
    assert found & {f"generator.{room}" for room in JUDGED} == set()


UNSHOWN = {
    "cattrs", "docx", "docxtpl", "email", "icalendar", "jinja2", "jsonschema", "lxml", "markdown", "mkdocs", "numpy",
    "openpyxl", "pandas", "sqlite3", "xlsxwriter", "yaml",
}  # fmt: skip
"""What only writes a site, a paper or a workbook, holds very many rows, or reads what was not read before."""

UNUSED = {
    "catalogue.edits", "catalogue.source", "intake.workbook", "merging", "new_year", "overrides", "publishing",
    "releases",
}  # fmt: skip
"""Rooms for nothing else."""

DAY = "2027-07-20"


@pytest.fixture(scope="module")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A root that was judged before, and where that is kept."""
    made = tmp_path_factory.mktemp("started")
    root, held = harbour(made).root, {store.VARIABLE: str(made / "store")}
    loaded("judge", "--root", str(root), "--as-of", DAY, "--out", str(made / "out"), **held)
    return root, held


@pytest.mark.parametrize("name", JUDGING)
def test_what_judges_loads_nothing_that_it_does_not_show(
    name: str, read_before: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    root, held = read_before
    words = [word.format(out=tmp_path, verdict="X") for word in JUDGING[name]]
    found = loaded(*words, "--root", str(root), "--as-of", DAY, **held)
    assert "generator.judging.bench" in found
    assert found & UNSHOWN == set()
    assert found & {f"generator.{room}" for room in UNUSED} == set()


UNMADE = {"docx", "docxtpl", "icalendar", "jsonschema", "lxml", "numpy", "openpyxl", "pandas"}
"""What only makes what stands there already, or holds very many rows."""


def test_a_site_made_again_loads_nothing_for_what_stands_there(tmp_path: Path) -> None:
    root, held = harbour(tmp_path).root, {store.VARIABLE: str(tmp_path / "store")}
    site = ("site", "--root", str(root), "--as-of", DAY)
    assert "mkdocs" in loaded(*site, **held)
    filing = root / "submissions/2027-06/beigang/briefs.csv"
    filing.write_text(filing.read_text("utf-8-sig").replace("。", "，已经核对。"), "utf-8-sig")
    found = loaded(*site, **held)
    assert "generator.pages.writing" in found
    assert found & UNMADE == set()


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
