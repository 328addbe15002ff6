"""The tables hold what the site holds: to the last digit, with the place of each row, and nothing internal."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import flow
from generator.judging.results import Results
from generator.judging.verdict import Step
from generator.opendata import tables
from generator.opendata.judged import subject as subject_name
from generator.opendata.unused import cleared
from generator.pages.kinds import open_data, source
from generator.pages.site import Site
from generator.words.marked import defused
from tests.factory import harbour
from tests.opendata.reading import MARKED, Data, restored
from tests.place import PROJECT
from tests.seen import read
from tests.world import World

DAYS = {"shipped": date(2023, 12, 31), "harbour": date(2027, 7, 20)}


@pytest.fixture(scope="module", params=["shipped", "harbour"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("city")
    known = read() if request.param == "shipped" else flow.read(harbour(folder).root)
    return flow.judge(known, DAYS[request.param], "public")


@pytest.fixture(scope="module")
def data(city: Results, tmp_path_factory: pytest.TempPathFactory) -> Data:
    return Data.of(city, tmp_path_factory.mktemp("data"))


@given(st.text(st.sampled_from("'=+-@＝\t \r\n1.a项")))
def test_a_defused_text_comes_back_and_runs_in_no_spreadsheet(text: str) -> None:
    (cell,) = defused([text])
    assert f"`^{MARKED.pattern}`" in (PROJECT / "docs/opendata.md").read_text("utf-8")
    assert restored(cell) == text
    assert cell == text or cell.startswith("'")
    number = text.removeprefix("-").replace(".", "", 1).isdigit()
    assert number or not cell.lstrip("\t\r\n ").startswith(("=", "+", "-", "@", "＝"))


def test_every_file_is_what_the_package_says(data: Data) -> None:
    files = data.bytes()
    for resource in data.package["resources"]:
        found = files.pop(resource["path"])
        assert resource["bytes"] == len(found)
        assert resource["hash"] == f"sha256:{sha256(found).hexdigest()}"
    assert list(files) == ["datapackage.json", "results.schema.json"]
    listed = {(row["table"], row["column"]) for row in data.csv("columns")}
    for table in data.tables:
        fields = table["schema"]["fields"]
        names = [field["name"] for field in fields]
        assert len({name.lower() for name in names}) == len(names)
        assert all(field["title"] for field in fields)
        assert table["name"] == "columns" or {(table["name"], name) for name in names} <= listed
        first = files_line(data.folder / table["path"])
        assert first == ",".join(names)


def files_line(file: Path) -> str:
    with file.open("rb") as stream:
        assert stream.read(3) == b"\xef\xbb\xbf"
        return stream.readline().decode().rstrip("\r\n")


def test_keys_are_keys_and_references_lead_somewhere(data: Data) -> None:
    assert [tuple(row) for row in data.sql("PRAGMA integrity_check")] == [("ok",)]
    assert data.sql("PRAGMA foreign_key_check") == []
    assert [tuple(row) for row in data.sql("PRAGMA freelist_count")] == [(0,)]
    for table in data.tables:
        rows, key = data.csv(table["name"]), table["schema"]["primaryKey"]
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        for field in table["schema"]["fields"]:
            limits, name = field.get("constraints", {}), field["name"]
            missing = field.get("missingValues", [""])
            told = [row[name] for row in rows if row[name] not in missing]
            assert len(told) == len(rows) or not limits.get("required"), (table["name"], name)
            assert "enum" not in limits or set(told) <= set(limits["enum"]), (table["name"], name)


def test_both_forms_of_a_table_say_the_same(data: Data) -> None:
    for table in data.tables:
        held = data.sql(f'SELECT * FROM "{table["name"]}"')
        rows = data.csv(table["name"])
        assert len(held) == len(rows)
        for field in table["schema"]["fields"]:
            name, missing = field["name"], field.get("missingValues", [""])
            texts = [row[name] for row in rows]
            if field["type"] in ("integer", "number"):
                told = [None if text in missing else Fraction(text) for text in texts]
                assert [
                    v if v is None else Fraction(repr(v)) for v in (r[name] for r in held)
                ] == told
            elif field["type"] == "boolean":
                spelt = {None: "", 0: "false", 1: "true"}
                assert [spelt[row[name]] for row in held] == texts
            else:
                assert [row[name] or "" for row in held] == texts


def test_what_names_something_internal_is_no_row() -> None:
    """A form may be public and an indicator in it internal: no table, no page and no blank form has its rows."""
    world = read()
    declared, filed = world.catalogue, world.ledger
    assert declared is not None
    assert filed is not None
    own = replace(declared.indicators["t06-people"], audience="internal")
    secret = replace(declared, indicators={**declared.indicators, own.id: own})
    hidden = replace(world, catalogue=secret, ledger=replace(filed, catalogue=secret))
    day = DAYS["shipped"]
    inside, outside = flow.judge(hidden, day, "internal"), flow.judge(hidden, day, "public")
    for results, there in ((inside, True), (outside, False)):
        every = {table.name: list(table.rows()) for table in tables.of(results)}
        rows = every["form_indicators"]
        assert any(own.id in row for row in rows) == there
        counted = [row for row in every["filings"] if row[3] == "indicators"]
        assert sum(row[12] or 0 for row in counted) == len(rows)  # type: ignore[misc]
        filed_as = secret.forms["indicators"].name
        shown = [form for page in source.sheets(Site(results)) for form in page.view.forms]  # type: ignore[attr-defined]
        filled = [row.cells for form in shown if form.name == filed_as for row in form.rows]
        assert any(cell.written == own.id for cells in filled for cell in cells) == there
    # What is left is filed as before: nobody has filed less for that.
    assert [(v.id, v.state) for v in outside.verdicts] == [
        (v.id, v.state)
        for v in flow.judge(world, day, "public").verdicts
        if own.id not in str(v.quote)
    ]


def test_verdicts_are_those_of_the_site(city: Results, data: Data) -> None:
    rows = data.sql("SELECT * FROM verdicts ORDER BY rowid")
    assert [row["id"] for row in rows] == [verdict.id for verdict in city.verdicts]
    for row, verdict in zip(rows, city.verdicts, strict=True):
        assert (row["state"], row["word"]) == (verdict.state, verdict.called)
        assert (row["value"], row["threshold"], row["gap"]) == (
            verdict.value, verdict.threshold, verdict.gap,
        )  # fmt: skip
    cells = data.sql("SELECT verdict, count(*) AS many FROM verdict_cells GROUP BY verdict")
    assert {row["verdict"]: row["many"] for row in cells} == {
        verdict.id: len(verdict.lineage) for verdict in city.verdicts if verdict.lineage
    }


def test_sums_of_the_rows_are_the_figures_of_the_steps(city: Results, data: Data) -> None:
    """A step that adds one column up has the sum of that column over the rows that its cells stand in."""
    catalogue, told = city.case.catalogue, 0
    tables = {
        row["file"]: f"form_{row['form']}" for row in data.sql("SELECT file, form FROM filings")
    }
    for verdict in city.verdicts:
        rule = next((rule for rule in catalogue.rules if rule.id == verdict.rule), None)
        indicator = catalogue.indicators.get(
            getattr(rule and rule.options, "indicator", None) or ""
        )
        if not (verdict.binding and indicator and indicator.numerator.sum):
            continue
        form = catalogue.forms[indicator.form]
        for step in summed(verdict.steps):
            headers = {cell.header for cell in step.cells}
            column = next((c for c in form.columns if {c.header} == headers), None)
            if column is None:
                continue
            places = sorted({(cell.file, cell.line) for cell in step.cells})
            values = [
                row[0]
                for file, line in places
                for row in data.sql(
                    f'SELECT "{column.id}" FROM "{tables[file]}" WHERE _file = ? AND _line = ?',
                    file,
                    line,
                )
            ]
            assert len(values) == len(places)
            assert float(sum(Fraction(repr(value)) for value in values)) == step.value
            told += 1
    assert told > 20 or "funds" not in catalogue.forms


def summed(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        if step.value is not None and step.cells:
            yield step
        yield from summed(step.steps)


@pytest.fixture(scope="module")
def hamlets(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("few"), files=("hamlets", "words", "scores"))
    world.internal_forms = ("scores",)
    world.towns("甲", "乙")
    rows = [
        ["H1", "甲", 11, 2, "2023-06-30"],
        ["H2", "甲", 12, 0, "2023-06-30"],
        ["H3", "乙", 13, None, "2023-06-30"],
        ["H4", "乙", 14, 7, "2023-06-30"],
    ]
    world.file("2023-06", "east", "hamlets", rows)
    world.file("2023-06", "east", "scores", [["甲", "2023-06-10", 98.7654, 91]])
    world.file("2023-06", "east", "words", [["T", "-其中省级2项"]])
    return world


def test_blank_zero_withheld_and_unfiled_are_four_things(hamlets: World, tmp_path: Path) -> None:
    data = Data.of(hamlets.judge("2023-07-25", "public"), tmp_path)
    rows = data.csv("form_hamlets")
    assert [row["households"] for row in rows] == ["少于3", "0", "", "7"]
    assert [row["_withheld"] for row in rows] == ["households", "", "", ""]
    held = data.sql("SELECT households, _withheld FROM form_hamlets ORDER BY rowid")
    assert [tuple(row) for row in held] == [
        (None, "households"),
        (0, None),
        (None, None),
        (7, None),
    ]
    came = {(row["unit"], row["period"], row["form"]): row["state"] for row in data.csv("filings")}
    assert came["east", "2023-06", "hamlets"] == "on_time"
    assert came["west", "2023-06", "hamlets"] == "missing"
    assert came["west", "2023-12", "hamlets"] == "open"


def test_a_text_is_raw_in_the_database_and_defused_in_the_csv(
    hamlets: World, tmp_path: Path
) -> None:
    data = Data.of(hamlets.judge("2023-07-25"), tmp_path)
    assert data.sql("SELECT text FROM form_words")[0]["text"] == "-其中省级2项"
    assert ",'-其中省级2项," in (data.folder / "form_words.csv").read_text("utf-8-sig")


def test_nothing_internal_is_in_any_file_of_the_public_edition(
    hamlets: World, tmp_path: Path
) -> None:
    secret = ("98.7654", "评分", "scores", "工作分")
    internal = Data.of(hamlets.judge("2023-07-25"), tmp_path / "internal").bytes()
    for word in secret:
        assert any(word.encode() in told for told in internal.values())
    for name, told in (
        Data.of(hamlets.judge("2023-07-25", "public"), tmp_path / "public").bytes().items()
    ):
        assert not [word for word in secret if word.encode() in told], name


def test_the_bytes_hang_on_nothing_but_what_is_declared_and_filed(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    script = (
        "import sys; from datetime import date; from pathlib import Path; from generator import flow;"
        "from tests.opendata.reading import Data;"
        "Data.of(flow.judge(flow.read(Path(sys.argv[1])), date(2027, 7, 20)), Path(sys.argv[2]))"
    )
    found = []
    for zone, seed in (("Asia/Shanghai", "0"), ("America/New_York", "7")):
        out = tmp_path / seed
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LANG": "C"}
        subprocess.run(
            [sys.executable, "-c", script, city.root, out], cwd=PROJECT, env=env, check=True
        )
        found.append(Data(out / "data").bytes())
    assert found[0] == found[1]


def test_the_examples_of_the_page_run_as_they_stand(city: Results, data: Data) -> None:
    code = f"{open_data.PYTHON}\nprint(counts.reset_index().to_json(orient='values'))"
    words = [sys.executable, "-X", "utf8", "-c", code]
    ran = subprocess.run(words, cwd=data.folder, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout.strip().split("\n")[-1])
    binding = [verdict for verdict in city.verdicts if verdict.binding]
    assert {(name, word): many for name, word, many in told} == Counter(
        (subject_name(city, verdict), verdict.called) for verdict in binding
    )
    standing, missing, cells = (data.sql(code) for _, code in open_data.SQL)
    assert {(row["name"], row["word"]): row["项数"] for row in standing} == Counter(
        (city.case.name(v.subject), v.state.word)
        for v in city.verdicts
        if v.binding and v.subject and v.item is None
    )
    assert len(missing) == sum(row["state"] == "missing" for row in data.csv("filings"))
    assert all(row["line"] >= 0 for row in cells)
    header = (data.folder / "filings.csv").read_text("utf-8-sig").split("\r\n")[0].split(",")
    assert set(re.findall(r'"([a-z_]+)", ', open_data.POWER_QUERY)) | {"state"} <= set(header)


def test_nothing_is_left_in_unused_parts_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "some.sqlite"
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA page_size = 4096")
    database.execute("CREATE TABLE things (id TEXT PRIMARY KEY, told TEXT)")
    rows = [(f"{number * 7919 % 1000:03d}", f"旧的内容{number}" * 9) for number in range(1000)]
    database.execute("BEGIN")
    database.executemany("INSERT INTO things VALUES (?, ?)", rows)
    database.execute("COMMIT")
    database.execute("PRAGMA secure_delete = OFF")
    database.execute("DELETE FROM things WHERE id % 20 = 0")
    roots = [root for (root,) in database.execute("SELECT rootpage FROM sqlite_master")]
    database.close()
    gone = [told for id_, told in rows if int(id_) % 20 == 0]
    assert any(told.encode() in file.read_bytes() for told in gone)
    cleared(file, roots)
    held = file.read_bytes()
    assert not any(told.encode() in held for told in gone)
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept = [row for row in rows if int(row[0]) % 20]
    assert sorted(database.execute("SELECT * FROM things")) == sorted(kept)
    database.close()
