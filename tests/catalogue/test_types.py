"""The types of columns: a module each, with its half in the browser, and known to the schema."""

from __future__ import annotations

from collections import Counter

from generator.catalogue.fields import SPELLINGS
from generator.catalogue.shape import schema
from generator.catalogue.types import TYPES
from generator.intake.patterns import PATTERNS
from tests.place import PROJECT

HALVES = PROJECT / "site" / "assets" / "self-check" / "types"


def test_a_form_may_use_every_type_and_no_other() -> None:
    column = schema("form")["$defs"]["Column"]["properties"]
    assert set(column["type"]["enum"]) == set(TYPES)
    assert set().union(*(type_.takes for type_ in TYPES.values())) <= set(column)


def test_every_type_has_its_half_in_the_browser() -> None:
    assert {file.stem for file in HALVES.glob("*.js")} == set(TYPES)


def test_no_two_spellings_have_the_same_name() -> None:
    own = [name for type_ in TYPES.values() for name in type_.spellings]
    assert max(Counter([*PATTERNS, *SPELLINGS, *own]).values()) == 1
