"""Expressions that are compiled late are those that would have been compiled at once."""

from __future__ import annotations

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import generator
from generator import catalogue
from generator.words.expression import late


@pytest.mark.parametrize("text", ["", "a1b22", "x", "12"])
def test_it_answers_as_a_compiled_one(text: str) -> None:
    ours, theirs = late("(?P<n>[0-9]+)", re.ASCII), re.compile("(?P<n>[0-9]+)", re.ASCII)
    assert ours.findall(text) == theirs.findall(text)
    assert ours.sub("-", text) == theirs.sub("-", text)
    assert ours.split(text) == theirs.split(text)
    for name in ("match", "search", "fullmatch"):
        found, other = getattr(ours, name)(text), getattr(theirs, name)(text)
        assert (found and (found.span(), found["n"])) == (other and (other.span(), other["n"]))
    assert [each.span() for each in ours.finditer(text)] == [
        each.span() for each in theirs.finditer(text)
    ]
    told = (ours.pattern, ours.flags, ours.groups, ours.groupindex)
    assert told == (theirs.pattern, theirs.flags, theirs.groups, theirs.groupindex)
    assert late(rb"\d").fullmatch(b"1")


def test_nothing_is_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def noted(text: str, flags: int) -> re.Pattern[str]:
        made.append(text)
        return compiled(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    look = late("a+")
    assert look.pattern == "a+"
    assert made == []
    assert not hasattr(look, "nothing")
    assert [look.match("aa") is not None, look.search("b"), look.fullmatch("a") is None] == [
        True,
        None,
        False,
    ]
    assert made == ["a+"]


def test_declarations_that_are_kept_load_without_compiling_what_reads_a_notice() -> None:
    compiled = [
        f"{file.name}:{call.lineno}"
        for file in Path(catalogue.__file__).parent.rglob("*.py")
        for statement in ast.parse(file.read_text("utf-8")).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile"
    ]
    assert compiled == []


def test_all_of_the_program_can_be_compiled() -> None:
    for module in walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    modules = [each for name, each in sys.modules.items() if name.startswith("generator.")]
    kind = type(late("")).__base__  # also of those that another test had compiled before
    assert kind is not None
    every: dict[int, Any] = {
        id(e): e for each in modules for e in vars(each).values() if isinstance(e, kind)
    }
    assert len(every) > 10
    for each in every.values():
        assert each.pattern
