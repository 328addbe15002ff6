"""The JSON Schemas that editors read are those that the classes declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

import pytest

from generator import schemas
from generator.catalogue.declare import SPACES, AtLeast, Day, Meta, OneOf, Slug, Space, When, record
from generator.catalogue.model import Cadence, Owed
from generator.catalogue.placed import Places, UndeclaredError
from generator.catalogue.schema_files import schema, schema_names
from generator.catalogue.schema_writer import document
from generator.catalogue.source import Document, parse
from generator.judging.rows import reaches
from tests.place import PROJECT

T = TypeVar("T")


def test_the_committed_schemas_are_derived_from_the_classes() -> None:
    stale = [path.name for path, text in schemas.derived().items() if path.read_text() != text]
    assert not stale, "run: python3 make.py schemas"


@record("灯", "一盏灯", AtLeast(2), When("state", "dated", "on"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    id: Annotated[Slug, Meta("编号", "灯的编号", defines="item", example="hall")]
    state: Annotated[
        Literal["on", "dated"],
        Meta("状态", "亮着没有", words={"off": "灭", "on": "亮", "dated": "定"}),
        Meta(words={"dated": "定时"}, otherwise="不写为 on"),
    ] = "on"
    on: Annotated[Day | None, Meta("何日", "何日点亮")] = None


@record("屋", "一间屋", OneOf("lamps", ("dark", "units")))
@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    lamps: Annotated[tuple[Lamp, ...], Meta("灯", "各盏灯", least=1)] = ()
    dark: Annotated[Literal[True] | None, Meta("无灯", "没有灯")] = None
    units: Annotated[tuple[str, ...], Meta("单位", "谁的", names=("unit",))] = ()
    from_: Annotated[float | None, Meta("自", "起点", least=0, above=-1)] = None


def test_a_class_makes_a_closed_schema_in_its_own_words() -> None:
    made = document(Room)
    lamp: dict[str, Any] = made["$defs"]["Lamp"]
    assert made["title"] == "屋"
    assert made["additionalProperties"] is lamp["additionalProperties"] is False
    assert made["properties"] == {
        "lamps": {
            "title": "灯",
            "description": "各盏灯",
            "type": "array",
            "items": {"$ref": "#/$defs/Lamp"},
            "minItems": 1,
        },
        "dark": {"title": "无灯", "description": "没有灯", "const": True},
        "units": {
            "title": "单位",
            "description": "谁的",
            "type": "array",
            "items": {"type": "string", "x-reference": ["unit"]},
            "minItems": 1,
            "uniqueItems": True,
        },
        "from": {
            "title": "自",
            "description": "起点",
            "type": "number",
            "minimum": 0,
            "exclusiveMinimum": -1,
        },
    }
    assert made["oneOf"] == [{"required": ["lamps"]}, {"required": ["dark", "units"]}]
    assert made["x-one-of"] == ["lamps", "dark"]
    assert lamp["required"] == ["id"]
    assert lamp["minProperties"] == 2
    assert lamp["then"] == {"required": ["on"]}
    assert lamp["properties"]["id"]["x-defines"] == "item"
    assert lamp["properties"]["state"] == {
        "title": "状态",
        "description": "亮着没有：on 亮；dated 定时；不写为 on",
        "enum": ["on", "dated"],
        "enumDescriptions": ["亮", "定时"],
        "default": "on",
    }


def read(cls: type[T], text: str) -> T:
    document = parse(text, "some.yaml")
    assert isinstance(document, Document)
    places = Places({})
    places.read(cls, document, fits=True)
    return places.every(cls)[-1]


def test_a_record_is_read_by_the_keys_that_it_declares() -> None:
    room = read(Room, "{lamps: [{id: hall, on: 2023-05-20}], from: 1}")
    assert room == Room(lamps=(Lamp(id="hall", on=date(2023, 5, 20)),), from_=1)
    assert read(Owed, "funds") == Owed(form="funds")


def test_every_record_knows_its_place() -> None:
    document = parse("lamps:\n- id: hall\n- {id: hall}\n", "some.yaml")
    assert isinstance(document, Document)
    places = Places({})
    places.read(Room, document, fits=True)
    (room,), lamps = places.every(Room), places.every(Lamp)
    assert lamps[0] == lamps[1]
    assert [places.at(each)[1] for each in lamps] == [("lamps", 0), ("lamps", 1)]
    assert places.problem("E515", lamps[1], ("id",), "").line == 3
    assert list(places.around(document, ("lamps", 1, "id"))) == [lamps[1], room]
    assert places.writes(lamps[0], "id")
    assert not places.writes(lamps[0], "state")


def test_what_does_not_fit_is_read_as_far_as_it_can_be() -> None:
    document = parse("{lamps: [{state: dated}, {on: 2023-05-20}], from: 1}", "some.yaml")
    assert isinstance(document, Document)
    places = Places({})
    places.read(Room, document, fits=False)
    assert [lamp.id for lamp in places.every(Lamp)] == ["", ""]
    assert places.every(Room)[0].from_ == 1


def test_no_unknown_key_is_dropped() -> None:
    with pytest.raises(UndeclaredError, match="tymes"):
        read(Cadence, "{id: T1-1, quote: 每月, basis: notice, every: month, tymes: 3}")


def test_no_unknown_word_is_taken() -> None:
    with pytest.raises(Exception, match="monthly"):
        read(Cadence, "{id: T1-1, quote: 每月, basis: notice, every: monthly}")


def test_no_word_of_a_comparison_means_another() -> None:
    assert reaches(5, "at_least", 5)
    with pytest.raises(AssertionError):
        reaches(5, "at_lest", 5)  # type: ignore[arg-type]


def test_every_closed_word_is_explained_where_it_may_be_written() -> None:
    unsaid = [
        f"{name}: {field['title']}: {word}"
        for name in schema_names()
        for field in _closed(schema(name))
        for word in field["enum"]
        if word not in field["description"]
    ]
    assert not unsaid


def test_every_space_has_its_name() -> None:
    assert list(SPACES) == sorted(get_args(Space))


def _closed(part: Any) -> Iterator[dict[str, Any]]:
    """The fields of a schema that take one of some words."""
    if isinstance(part, dict):
        if "enum" in part:
            yield part
        for inner in part.values():
            yield from _closed(inner)


def test_the_schema_that_a_file_names_is_there() -> None:
    named = [
        file.parent / found[1]
        for file in [*PROJECT.glob("*.yaml"), *PROJECT.glob("rules/**/*.yaml")]
        if (found := re.match(r"# yaml-language-server: \$schema=(\S+)", file.read_text("utf-8")))
    ]
    assert named
    assert all(file.resolve() in schemas.derived() for file in named)
