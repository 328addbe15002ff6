"""Divided results in a site: told by the package and the page, and read by the example as those in one file."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator import flow
from generator.judging import divided
from generator.judging.results import Results
from generator.pages.kinds import open_data
from generator.problems import as_text
from tests.factory import harbour
from tests.opendata.reading import Data

DAY = date(2027, 7, 20)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return flow.judge(flow.read(harbour(tmp_path_factory.mktemp("harbour")).root), DAY, "public")


def divide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divided, "MOST", 4)


def test_the_package_has_every_part_with_its_digest_and_its_schema(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    divide(monkeypatch)
    data = Data.of(results, tmp_path)
    index = json.loads((data.folder / "results.json").read_bytes())
    told = [each for each in data.package["resources"] if each["path"].startswith("results")]
    assert [each["path"] for each in told] == [
        "results.json", *(part["path"] for part in index["parts"])
    ]  # fmt: skip
    assert len({each["name"] for each in data.package["resources"]}) == len(
        data.package["resources"]
    )
    for each in told:
        found = (data.folder / each["path"]).read_bytes()
        assert (each["bytes"], each["hash"]) == (len(found), f"sha256:{sha256(found).hexdigest()}")
        schema = json.loads((data.folder / each["describedBy"]).read_bytes())
        assert Draft202012Validator(schema).is_valid(json.loads(found))
    assert {
        part["path"]: (part["bytes"], f"sha256:{part['sha256']}") for part in index["parts"]
    } == {each["path"]: (each["bytes"], each["hash"]) for each in told[1:]}


def ask(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-X", "utf8", "-c", f"{open_data.VERDICTS}\n{code}"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_the_example_reads_both_and_says_which_part_is_not_as_it_should_be(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Data.of(results, tmp_path / "one").folder
    divide(monkeypatch)
    many = Data.of(results, tmp_path / "many").folder
    unit = next(verdict.subject for verdict in results.verdicts if verdict.subject)
    code = f"""
from json import dumps
print(dumps([sorted(map(dumps, verdicts('.'))), [dumps(v) for v in verdicts('.', '{unit}')]]))"""
    told = [ask(folder, code).stdout.strip().split("\n") for folder in (one, many)]
    every, own = json.loads(told[0][-1])
    assert (len(every), len(own)) == (len(results.verdicts), len(results.own_of(unit)))
    assert [every, own] == json.loads(told[1][-1])
    binding = sorted(verdict.id for verdict in results.verdicts if verdict.binding)
    for lines in told:
        assert sorted(line.split(" ")[0] for line in lines[:-1]) == binding
    part = many / "results" / "_whole.json"
    whole = part.read_bytes()
    for spoilt in (whole + b" ", whole[:-9], None):
        part.unlink() if spoilt is None else part.write_bytes(spoilt)
        answer = ask(many, "")
        assert answer.returncode == 1
        assert "results/_whole.json 不在，或与 results.json 所写的摘要不符" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_a_site_of_many_verdicts_leads_to_the_index_and_tells_of_the_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    divide(monkeypatch)
    root = harbour(tmp_path).root
    out = tmp_path / "out"
    problems = flow.build(root, lambda _: DAY, out, flow.Unwatched())
    assert [
        as_text(each) for each in problems if each.severity == "error" and not each.left_out
    ] == []
    data = out / "site" / "data"
    index = json.loads((data / "results.json").read_bytes())
    parts = {part["path"] for part in index["parts"]}
    assert parts == {f"results/{file.name}" for file in (data / "results").iterdir()}
    for path in ("results.json", *parts):
        assert (out / path).read_bytes() == (data / path).read_bytes()
    page = (data / "index.html").read_text("utf-8")
    assert all(f'href="{name}"' in page for name in ("results.json", "results/_whole.json"))
    assert "results.part.schema.json" in page
    assert "一个单位一个文件" in page
