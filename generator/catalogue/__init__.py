"""The declared side: YAML with positions, held against schemas, turned into a frozen model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..problems import Problem, folded, has_errors, in_order
from . import (
    assigned,
    by_period,
    claims,
    derived,
    exceptions,
    meaning,
    quotes,
    ranges,
    reads,
    references,
    responsible,
)
from .build import build
from .files import Files, read_all
from .model import Catalogue, Kinds, Provision, Question, Register, Source
from .stored import Notice, stored
from .unquoted import remind, unquoted

__all__ = ["Catalogue", "read"]


def read(root: Path, kinds: Kinds) -> tuple[Catalogue | None, list[Problem]]:
    """Read and check everything declared below a root folder, by the rule kinds that there are.

    Returns the catalogue, or None when there is any error, and all problems in order, what is said of many
    places once.
    """
    files = read_all(root, kinds)
    problems = list(files.problems)
    problems += references.check(files)
    problems += meaning.check(files)
    text, missing = _notice_text(root, files)
    problems += missing
    if text is not None:
        problems += _against(files, stored(text))
    problems = in_order(problems)
    if has_errors(problems) or text is None:
        return None, folded(problems)
    declared = build(files.places, text, files.sheets)
    problems += exceptions.check(files.places, declared)
    problems += assigned.complete(files.places, declared)
    if has_errors(problems):
        return None, folded(in_order(problems))
    declared = replace(declared, unquoted=unquoted(declared))
    return declared, folded(in_order([*problems, *remind(declared)]))


def _against(files: Files, notice: Notice) -> Iterator[Problem]:
    """Everything that must be as the notice has it."""
    places = files.places
    yield from quotes.quoted(places, [*places.every(Source), *places.every(Provision)], notice)
    yield from quotes.check(places, notice)
    yield from claims.check(places, notice)
    yield from reads.check(places, notice)
    yield from by_period.check(places)
    yield from ranges.check(places)
    yield from derived.check(places)
    if files.sound("units"):
        yield from assigned.check(places, files.sheets, notice.raw)
        yield from quotes.quoted(places, places.every(Register), notice)
        yield from responsible.check(places, notice)
    if files.sound("questions"):
        yield from quotes.quoted(places, places.every(Question), notice)


def _notice_text(root: Path, files: Files) -> tuple[str | None, list[Problem]]:
    """The stored notice, or None and what is wrong with the path to it."""
    if "tasks" not in files.documents:
        return None, []
    tasks, at = files.one("tasks"), ("notice", "text")
    path = tasks.data.get("notice", {}).get("text")
    if path is None:
        return None, []
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        return None, [tasks.problem("E505", at, f"“{path}”不在本目录内", "请用相对路径。")]
    try:
        return file.read_bytes().decode("utf-8-sig"), []
    except OSError:
        hint = "请把通知原文存为纯文本。"
        return None, [tasks.problem("E505", at, f"找不到通知原文“{path}”", hint, value=path)]
    except UnicodeDecodeError:
        return None, [tasks.problem("E504", at, f"“{path}”不是 UTF-8 文本", "请另存为 UTF-8。")]
