"""The table of codes: whatever is told stands in it, and whatever stands in it is told."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import generator
from generator.catalogue.schema_files import schema, schema_names
from generator.catalogue.spellings import SPELLINGS
from generator.problems import Problem
from generator.words.code import Code
from generator.words.codes import AREAS, CODES, declared
from generator.words.sentences import SENTENCES, Shown, revision, said

_ROOT = Path(generator.__file__).parent
_SOURCES = [path for path in _ROOT.rglob("*.py") if _ROOT / "words" not in path.parents]
_TOLD = {
    key for path in _SOURCES for key in re.findall(r"\"([EW]\d{3}(?:\.\w+)?)\"", path.read_text())
}
_KEY = re.compile(r"[EW]\d{3}")
_ROWS = [row for rows in SPELLINGS.rows.values() for row in rows]


def test_a_code_has_one_row() -> None:
    ids = [code.id for area in AREAS for code in area.codes]
    assert len(set(ids)) == len(ids) == len(CODES)


def test_what_is_told_stands_in_the_table() -> None:
    assert {key for key in _TOLD if key not in SENTENCES and key not in CODES} == set()


def test_what_stands_in_the_table_is_told() -> None:
    source = "".join(path.read_text("utf-8") for path in _SOURCES)
    by_rows = {str(row.tells).partition(".")[0] for row in _ROWS}
    assert [code for code in CODES if f'"{code}' not in source and code not in by_rows] == []


def test_what_rows_tell_gets_what_fills_its_gaps() -> None:
    """Of every sentence that a row of spellings tells: the words of any cell, the pieces of its own."""
    any_cell = {"text", "header", "help", "unit", "example", "period", "names"}
    for row in _ROWS:
        told = SENTENCES[row.tells] if row.tells else None
        gaps = set(re.findall(r"\{(\w+)\}", told.message + told.hint)) if told else set()
        assert gaps <= any_cell | set(row.pieces) | ({"used"} if row.gives else set()), row


def test_nothing_is_told_that_has_no_code() -> None:
    with pytest.raises(KeyError):
        Problem("E999", "没有这个代码")


def _calls() -> Iterator[tuple[str, set[str]]]:
    """Every sentence that is told under a name of its own, with what fills its gaps."""
    for path in _SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("said" | "fault"), [ast.Constant(str(key))], keywords):
                    names = {word.arg for word in keywords}
                    if None not in names and _KEY.match(key):  # papers say other things
                        yield key, {str(name) for name in names}
                case ast.Call(ast.Name("Finding"), [ast.Constant(str(key)), ast.Dict(gaps)]):
                    yield key, {str(gap.value) for gap in gaps if isinstance(gap, ast.Constant)}


def test_a_sentence_gets_what_fills_its_gaps_and_no_more() -> None:
    calls = list(_calls())
    assert len(calls) > 200
    gaps = {
        key: set(re.findall(r"\{(\w+)\}", told.message + told.hint))
        for key, told in SENTENCES.items()
    }
    assert [(key, words) for key, words in calls if gaps[key] != words] == []


_SAMPLES = {"deu", "jiaju", "jiaj", "spend", "spent", "funds", "next"}
"""What the examples call units, columns and forms, and what they misspell."""


def _declared() -> set[str]:
    """Every field and every closed word of the schemas."""
    found: set[str] = set()

    def gather(part: Any) -> None:
        for key, value in part.items() if isinstance(part, dict) else ():
            found.update(value if key in ("properties", "enum") else [])
            found.update([value] if key == "const" and isinstance(value, str) else [])
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        for each in inner:
            gather(each)

    for name in schema_names():
        gather(schema(name))
    return found


@pytest.mark.parametrize("code", declared.AREA.codes, ids=lambda code: code.id)
def test_what_is_said_of_the_yaml_names_fields_that_there_are(code: Code) -> None:
    for told in (code.title, code.why, code.wrong, code.right):
        words = set(re.findall(r"(?<![\w./!-])[a-z][a-z_]+(?![\w./-])", told))
        assert words - _declared() - _SAMPLES - {"true", "false"} == set(), told


def test_a_sentence_stays_as_it_was_masked_wherever_it_is_carried() -> None:
    commit = revision("12345678")  # as many digits as a telephone number has
    for key, sentence in SENTENCES.items():
        if "{commit}" in sentence.message:
            gaps = {name for _, name, _, _ in Formatter().parse(sentence.message + sentence.hint)}
            told = said(key, **{name: Shown("x") for name in gaps if name} | {"commit": commit})
            assert "12345678" in told.message
            assert pickle.loads(pickle.dumps(told)) == copy.deepcopy(told) == told
    assert isinstance(pickle.loads(pickle.dumps(commit)), Shown)
