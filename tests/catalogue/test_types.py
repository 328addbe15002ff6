"""The types of columns: a module each, with its half in the browser, and known to the schema."""

from __future__ import annotations

import json
from collections import Counter

from generator import store
from generator.catalogue import spellings
from generator.catalogue.meanings import CONDITIONS, MEANINGS
from generator.catalogue.schema_files import schema
from generator.catalogue.spellings import SPELLINGS
from generator.catalogue.types import TYPES
from generator.intake.patterns import PATTERNS
from generator.words.sentences import SENTENCES
from tests.place import PROJECT

HALVES = PROJECT / "site" / "assets" / "self-check" / "types"


def test_a_form_may_use_every_type_and_no_other() -> None:
    column = schema("form")["$defs"]["Column"]["properties"]
    assert set(column["type"]["enum"]) == set(TYPES)
    assert set().union(*(type_.takes for type_ in TYPES.values())) <= set(column)


def test_every_type_has_rows_or_its_half_in_the_browser() -> None:
    by_rows = {name for name, type_ in TYPES.items() if type_.rows}
    assert {file.stem for file in HALVES.glob("*.js")} == set(TYPES) - by_rows
    assert {TYPES[name].rows for name in by_rows} | {"any"} == set(SPELLINGS.rows)


def test_rows_say_what_there_is_and_every_cell_comes_to_an_end() -> None:
    rows = [row for rows in SPELLINGS.rows.values() for row in rows]
    assert {name for row in rows for name in row.when} == set(CONDITIONS)
    assert {row.gives for row in rows if row.gives} == set(MEANINGS)
    assert {row.tells for row in rows if row.tells} <= set(SENTENCES)
    assert all(row.gives or row.tells for row in rows)
    for kind, (*_, last) in SPELLINGS.rows.items():
        assert kind == "any" or (last.pattern, last.when, last.gives) == (None, {}, None)


def test_no_two_spellings_have_the_same_name() -> None:
    own = [name for type_ in TYPES.values() for name in type_.spellings]
    assert max(Counter([*PATTERNS, *SPELLINGS.pieces, *own]).values()) == 1


def test_the_quick_form_of_the_spellings_says_what_the_rows_say() -> None:
    written = spellings.FILE.read_bytes()
    quick = json.loads(spellings.QUICK.read_bytes())
    assert (quick["of"], quick["says"]) == (store.key(written), spellings._slowly(written))
    assert repr(spellings._data(written)) == repr(spellings._slowly(written))


def test_of_rows_that_were_edited_the_quick_form_is_not_taken() -> None:
    edited = spellings.FILE.read_bytes() + b"\nanother: [1]\n"
    assert spellings._data(edited)["another"] == [1]
