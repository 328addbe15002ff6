"""Results in one file or in parts: the same verdicts, each once, each file as its schema says, none left lying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator import flow, unchanged
from generator.catalogue.model.terms import Audience
from generator.judging import divided, results_schema
from generator.judging.results import Results, as_json
from tests.factory import harbour

DAY = date(2027, 7, 20)
SCHEMAS = {
    name: Draft202012Validator(schema, format_checker=FormatChecker())
    for name, schema in {
        "one": results_schema.schema(),
        "index": results_schema.of_index(),
        "part": results_schema.of_part(),
    }.items()
}


@pytest.fixture(scope="module", params=["public", "internal"])
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Results:
    edition: Audience = request.param
    root = harbour(tmp_path_factory.mktemp("harbour")).root
    return flow.judge(flow.read(root), DAY, edition)


def laid(results: Results) -> dict[str, str]:
    return {path: b"".join(pieces).decode() for path, pieces in divided.files(results)}


def lines(file: str) -> list[str]:
    """The verdicts of a file, as they stand there."""
    return [line.rstrip(",") for line in file.split("\n") if line.startswith('{"id": "')]


def test_as_many_as_a_file_holds_are_one_file(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert laid(results) == {"results.json": as_json(results)}
    monkeypatch.setattr(divided, "MOST", len(results.verdicts))
    assert laid(results) == {"results.json": as_json(results)}
    monkeypatch.setattr(divided, "MOST", len(results.verdicts) - 1)
    assert len(laid(results)) > 2


@pytest.mark.parametrize("most", [1, 2, 5, 50])
def test_the_parts_hold_every_verdict_once_as_the_one_file_does(
    results: Results, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    whole = as_json(results)
    monkeypatch.setattr(divided, "MOST", most)
    *parts, (last, index) = laid(results).items()
    assert last == "results.json"
    told = json.loads(index)
    verdicts = whole[: whole.index('"decisions": ')]
    assert sorted(line for _, part in parts for line in lines(part)) == sorted(lines(verdicts))
    expected = json.loads(whole)
    assert {**told, "parts": None} == {
        "parts" if name == "verdicts" else name: None if name == "verdicts" else value
        for name, value in expected.items()
    }
    assert [each["path"] for each in told["parts"]] == [path for path, _ in parts]
    for each, (path, text) in zip(told["parts"], parts, strict=True):
        part = json.loads(text)
        assert len(part["verdicts"]) == each["verdicts"] == sum(part["counts"].values()) <= most
        assert (len(text.encode()), sha256(text.encode()).hexdigest()) == (
            each["bytes"],
            each["sha256"],
        )
        assert {verdict["subject"] for verdict in part["verdicts"]} <= {each["unit"]}
        assert {name: part[name] for name in ("unit", "name", "number", "of")} == {
            name: each[name] for name in ("unit", "name", "number", "of")
        }
        if each["number"] == 1:
            assert path == f"results/{each['unit'] or '_whole'}.json"
    assert {each["unit"] for each in told["parts"]} == {None, *results.case.catalogue.units}
    for unit in {each["unit"] for each in told["parts"]}:
        own = [each for each in told["parts"] if each["unit"] == unit]
        assert [each["number"] for each in own] == list(range(1, own[0]["of"] + 1))
        texts = [text for path, text in parts if path in {each["path"] for each in own}]
        in_order = [line for line in lines(verdicts) if json.loads(line)["subject"] == unit]
        assert [line for text in texts for line in lines(text)] == in_order


def test_every_file_is_as_its_own_schema_says_and_as_no_other(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(as_json(results))
    monkeypatch.setattr(divided, "MOST", 20)
    *parts, index = map(json.loads, laid(results).values())
    for kind, files in {"one": [whole], "index": [index], "part": parts}.items():
        for name, validator in SCHEMAS.items():
            assert [validator.is_valid(file) for file in files] == [name == kind] * len(files)
    for kind, file in {"index": index, "part": parts[0]}.items():
        schema = {"index": results_schema.of_index, "part": results_schema.of_part}[kind]()
        Draft202012Validator.check_schema(schema)
        for name in schema["required"]:
            assert not SCHEMAS[kind].is_valid({k: v for k, v in file.items() if k != name})
        for spoilt in spoilings(file):
            assert not SCHEMAS[kind].is_valid(spoilt)


def spoilings(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same with a field more: its own, and of the first entry of each list."""
    yield {**told, "extra": 1}
    for name, value in told.items():
        if isinstance(value, list) and value:
            yield {**told, name: [{**value[0], "extra": 1}, *value[1:]]}


def test_what_is_written_names_what_is_there_and_leaves_no_part_behind(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "build"
    other = out / "results" / "own.json"
    with monkeypatch.context() as patch:
        patch.setattr(divided, "MOST", 5)
        flow.write_results(results, out)
        first = there(out)
        named = {each["path"] for each in json.loads(first["results.json"])["parts"]}
        assert set(first) == {"results.json", *named}
        stood = unchanged.products(out)
        part = out / "results" / "_whole.json"
        part.write_bytes(first["results/_whole.json"] + b" ")
        assert unchanged.products(out) != stood
        other.write_text("别的", "utf-8")
        patch.setattr(divided, "MOST", 10)
        flow.write_results(results, out)
        second = there(out)
        assert set(second) < {*first, "results/own.json"}
        for each in json.loads(second["results.json"])["parts"]:
            assert sha256(second[each["path"]]).hexdigest() == each["sha256"]
    flow.write_results(results, out)
    assert there(out) == {
        "results.json": as_json(results).encode(),
        "results/own.json": "别的".encode(),
    }
    other.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(divided, "MOST", 10)
        flow.write_results(results, out)
    flow.write_results(results, out)
    assert [each.name for each in out.iterdir()] == ["results.json"]


def test_a_file_that_names_other_places_has_nothing_thrown_away(
    results: Results, tmp_path: Path
) -> None:
    (tmp_path / "results").mkdir()
    mine = tmp_path / "mine.json"
    mine.write_text("{}", "utf-8")
    for path in ("mine.json", "results/../mine.json", str(mine), 3):
        (tmp_path / "results.json").write_text(json.dumps({"parts": [{"path": path}]}), "utf-8")
        assert divided.named(tmp_path / "results.json") == frozenset()
        flow.write_results(results, tmp_path)
        assert mine.exists()
    for broken in ("[]", "{", '{"parts": 1}', '{"parts": [{}]}'):
        (tmp_path / "results").mkdir(exist_ok=True)
        (tmp_path / "results.json").write_text(broken, "utf-8")
        assert divided.named(tmp_path / "results.json") == frozenset()


def there(out: Path) -> dict[str, bytes]:
    files = (file for file in out.rglob("*") if file.is_file())
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}
