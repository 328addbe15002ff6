"""``results.json`` and its schema are one: of both cities in both editions, and no field more or less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging import results_schema, results_words
from generator.judging.results import as_json
from tests.factory import harbour
from tests.place import PROJECT
from tests.supplement import supplemented

SCHEMA = results_schema.schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


CITIES = {"harbour": harbour, "supplemented": supplemented}


@cache
def world(city: str) -> flow.World:
    return flow.read(CITIES[city](Path(mkdtemp())).root if city in CITIES else PROJECT)


@pytest.mark.parametrize("city", ["shipped", *CITIES])
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_results_are_as_the_schema_says(city: str, edition: Audience) -> None:
    day = date(2023, 12, 31) if city == "shipped" else date(2027, 9, 20)
    told = json.loads(as_json(flow.judge(world(city), day, edition)))
    assert ("notices" in told) == (city == "supplemented")
    assert [error.message for error in VALIDATOR.iter_errors(told)] == []
    told["verdicts"] = [v for v in told["verdicts"] if v["proposals"] or v["lineage"]][:2]
    told["coverage"] = told["coverage"][:1]
    for path in objects(told):
        spoilt = deepcopy(told)
        at(spoilt, path)["extra"] = 1
        assert not VALIDATOR.is_valid(spoilt), path


def objects(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every object: of a list that of its first entries."""
    if isinstance(value, dict):
        yield path
        for key, own in value.items():
            yield from objects(own, (*path, key))
    elif isinstance(value, list):
        for index, own in enumerate(value[:2]):
            yield from objects(own, (*path, index))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def records(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for own in schema.values():
            yield from records(own)


def test_the_schema_is_one_of_its_dialect_and_closed_all_through() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = list(records(SCHEMA))
    assert len(found) > 10
    for record in found:
        assert record["additionalProperties"] is False
        assert set(record["required"]) <= record["properties"].keys()
        for name, field in record["properties"].items():
            title = field.get("title", "")
            assert any("\u4e00" <= char <= "\u9fff" for char in title), (record["title"], name)


def test_nothing_that_is_required_may_be_missing(tmp_path: Path) -> None:
    told = json.loads(as_json(flow.judge(flow.read(harbour(tmp_path).root), date(2027, 7, 20))))
    for name in SCHEMA["required"]:
        assert not VALIDATOR.is_valid({k: v for k, v in told.items() if k != name})
    told["verdicts"] = told["verdicts"][:1]
    verdict = told["verdicts"][0]
    for name in SCHEMA["properties"]["verdicts"]["items"]["required"]:
        spoilt = {k: v for k, v in verdict.items() if k != name}
        assert not VALIDATOR.is_valid({**told, "verdicts": [spoilt]}), name


def test_the_page_for_developers_names_every_field_of_a_verdict() -> None:
    page = (PROJECT / "docs/results.md").read_text("utf-8")
    for name in results_words.VERDICT:
        assert f"`{name}`" in page, name
