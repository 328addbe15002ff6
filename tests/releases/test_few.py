"""A count of one or two below a county leaves the public world before anything is made of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator import catalogue, releases
from generator.calendar import Month
from generator.catalogue.model.terms import Audience
from generator.flow import Unwatched
from generator.intake import Filed, Source
from generator.intake.withheld import without_few
from generator.judging.kinds import KINDS
from generator.judging.results import Results, as_json
from generator.problems import has_errors
from generator.receipts import blob_id
from generator.releases import Folder, Order
from tests.place import PROJECT
from tests.releases.test_editions import commit, every_text
from tests.world import World, only

TOTAL = {
    "id": "households", "name": "示范户总数", "unit": "户", "form": "hamlets", "accumulation": "cumulative",
    "numerator": {"sum": "households"}, "as_of": "as_of",
}  # fmt: skip


def world(folder: Path) -> World:
    """V1 has 2 households in June, 3 in July; V2 has 4217, so that the sum of June would be 4219."""
    made = World(folder / "city", files=("hamlets",), indicators=[TOTAL])
    made.towns("甲", "乙", "丙")
    made.target("T-1", "年底前建成5个示范村", indicator="households", value=5000, due="2023-12-31",
                basis="assumed")  # fmt: skip
    made.rule("threshold", provision="T-1", title="示范户规则")
    made.target("T-2", "每村不少于10户", value=10, basis="assumed")
    made.target("T-3", "建成5个示范村", value=1, due="2023-12-31", basis="assumed")
    made.rule("count", id="villages", provision="T-3", form="hamlets", distinct="hamlet", title="示范村规则",
              qualifies=[{"column": "households", "meets": "T-2"}])  # fmt: skip
    made.target("T-4", "建成5个示范村", value=2, due="2023-12-31", basis="assumed")
    made.rule("count", id="pairs", provision="T-4", form="hamlets", distinct="hamlet", title="两户以上规则",
              qualifies=[{"column": "households", "at_least": 2}])  # fmt: skip
    june = [["V1", "甲", 1, 2, "2023-06-15"], ["V2", "乙", 2, 4217, "2023-06-15"]]
    made.file("2023-06", "east", "hamlets", june)
    return made


def file_of(made: World, month: str = "2023-06") -> bytes:
    return (made.folder / f"submissions/{month}/east/hamlets.csv").read_bytes()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, bytes, dict[str, str]]:
    """Two public versions: June as it came in, then July with a correction of June. Every text in them."""
    folder = tmp_path_factory.mktemp("few")
    made = world(folder)
    first = file_of(made)
    commit(made, "六月", "2023-06-16")
    place = Folder(folder / "public")
    for month, day in ((6, date(2023, 7, 2)), (7, date(2023, 8, 2))):
        if month == 7:
            made.file("2023-06", "east", "hamlets", [["V1", "甲", 1, 1, "2023-06-15"],
                      ["V2", "乙", 2, 4217, "2023-06-15"]], "2023-07-05T09:00:00+08:00")  # fmt: skip
            made.file("2023-07", "east", "hamlets", [["V1", "甲", 1, 3, "2023-07-15"],
                      ["V2", "乙", 2, 4217, "2023-07-15"]])  # fmt: skip
            commit(made, "七月", "2023-07-16")
        order = Order(Month(2023, month), "public", day)
        report = releases.publish(made.folder, order, [place], Unwatched())
        assert not has_errors(report.problems), report.problems
    return made, first, every_text(place.path)


Public = tuple[World, bytes, dict[str, str]]


def test_no_published_byte_tells_it(published: Public) -> None:
    _, _, texts = published
    theme, addresses = "/assets/javascripts/", "/xl/"  # the latter: cells are called D2 in a sheet
    texts = {name: text for name, text in texts.items() if theme not in name}
    told = re.compile(r"(?<![0-9a-f])(?:4219|4218|781|782|4,219)(?![0-9a-f])")
    assert {name: found[0] for name, text in texts.items() if (found := told.search(text))} == {}
    row = re.compile(
        r"V1[^V]{0,400}?(?<![0-9a-f少于-])[12](?![0-9月日:：./-])\s*(?:户|</td>|\"|\])"
    )
    places = re.compile(r'"cells": \[[^\]]*\]')  # where cells stand in a list, in results.json
    cells = {n: places.sub("", text) for n, text in texts.items() if addresses not in n}
    assert {name: found[0] for name, text in cells.items() if (found := row.search(text))} == {}


def test_nor_a_digest_of_which_the_contents_can_be_tried(published: Public) -> None:
    made, first, texts = published
    versions = [first, file_of(made), first.replace(b",2,2023", b",1,2023")]
    for data in versions:
        for digest in (sha256(data).hexdigest()[:8], blob_id(data)[:8]):
            assert [name for name, text in texts.items() if digest in text] == []
    name = "2023-06/manifest.json"
    manifest = json.loads(texts[name].removeprefix(name))
    assert "tasks.yaml" in manifest["inputs"]
    assert not [path for path in manifest["inputs"] if "2023-06/east/hamlets" in path]


def test_the_row_is_there_and_says_so(published: Public) -> None:
    _, _, texts = published
    (page,) = [
        name
        for name in texts
        if name.startswith("2023-06/")
        and "east" in name
        and "2023-06" in name[8:]
        and name.endswith(".html")
    ]
    assert "少于3" in texts[page]
    assert "4217" in texts[page]


def test_next_months_blank_says_as_little(published: Public, tmp_path: Path) -> None:
    made, _, texts = published
    books = sorted((made.folder.parent / "public/2023-06").rglob("east-2023-07.xlsx"))
    assert len(books) == 1
    sheet = openpyxl.load_workbook(BytesIO(books[0].read_bytes()))["村组"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    (own,) = [row for row in rows if "V1" in row]
    assert "少于3" in own
    assert not {"2", 2, "1", 1} & set(own[3:])
    (script,) = [
        t for n, t in texts.items() if n.startswith("2023-06/") and n.endswith("units/east.js")
    ]
    assert '"households":4217' in script
    assert not re.search('"households":[12][,}]', script)


def judged(made: World, audience: Audience, day: str = "2023-06-30") -> Results:
    return made.judge(day, audience)


def test_what_needs_it_is_not_computed_and_what_does_not_is(tmp_path: Path) -> None:
    made = world(tmp_path)
    inside, outside = judged(made, "internal", "2024-01-31"), judged(made, "public", "2024-01-31")
    total = only(outside, "T-1@2023-12-31/east")
    assert only(inside, "T-1@2023-12-31/east").value == 4219
    assert total.value is None
    assert not total.next.count("还")
    # Ten households or more: one or two are none of them, whichever it is.
    villages = [only(each, "T-3@2023-12-31/east") for each in (inside, outside)]
    assert villages[0].value == villages[1].value == 1
    assert villages[0].state == villages[1].state
    # Two or more: that hangs on it.
    pairs = [only(each, "T-4@2023-12-31/east") for each in (inside, outside)]
    assert pairs[0].value == 2
    assert pairs[1].value is None
    assert "不能计算" in pairs[1].sentence
    told = as_json(outside)
    assert "4219" not in told
    assert "少于3" in told
    assert "4219" in as_json(inside)


def test_before_its_day_it_is_not_due_and_says_no_number(tmp_path: Path) -> None:
    verdict = only(judged(world(tmp_path), "public"), "T-1@2023-12-31/east")
    assert verdict.state == "not_due"
    assert not re.search("781|4219", verdict.sentence + verdict.next)


@pytest.mark.parametrize(("households", "shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_zero_and_three_are_told(tmp_path: Path, households: int, shown: bool) -> None:
    made = World(tmp_path / "city", files=("hamlets",), indicators=[TOTAL])
    made.towns("甲", "乙", "丙")
    made.target("T-1", "建成5个示范村", indicator="households", value=5000, basis="assumed")
    made.rule("threshold", provision="T-1")
    made.file("2023-06", "east", "hamlets", [["V1", "甲", 1, households, "2023-06-15"]])
    verdict = only(judged(made, "public"), "T-1/east")
    assert verdict.value == (households if shown else None)


def compared(made: World, id_: str, day: str = "2024-01-31") -> tuple[Any, Any]:
    """A verdict inside and outside."""
    return only(judged(made, "internal", day), id_), only(judged(made, "public", day), id_)


def test_of_parts_none_is_left_out_for_being_withheld(tmp_path: Path) -> None:
    """By a reading that asks each township, the one that nobody may know could be the one that is short."""
    by_town = {"id": "each", "name": "各乡镇", "each": "town"}
    each = {
        **TOTAL,
        "readings": [by_town, {"id": "whole", "name": "全县"}],
    }  # the first is in force
    made = World(tmp_path / "city", files=("hamlets",), indicators=[each])
    made.towns("甲", "乙", "丙")
    made.target("T-1", "建成5个示范村", indicator="households", value=10, basis="assumed")
    made.rule("threshold", provision="T-1", subjects=["east"])
    made.file(
        "2023-06",
        "east",
        "hamlets",
        [["V1", "甲", 1, 2, "2023-06-15"], ["V2", "乙", 2, 50, "2023-06-15"]],
    )
    inside, outside = compared(made, "T-1/east", "2023-06-30")
    assert inside.value == 2
    assert (outside.state, outside.value) == ("cannot_judge", None)


def test_a_withheld_count_is_told_all_the_same(tmp_path: Path) -> None:
    made = World(tmp_path / "city", files=("hamlets",))
    made.towns("甲", "乙", "丙")
    made.provision("lists", "T-8", "岗位一、岗位二、岗位三", items=["岗位一", "岗位二", "岗位三"])
    made.rule("completeness", provision="T-8", form="hamlets", item="hamlet", value="households",
              every="month", subjects=["east"])  # fmt: skip
    rows = [["岗位一", "甲", 1, 2, "2023-06-15"], ["岗位二", "乙", 2, 5, "2023-06-15"],
            ["岗位三", "丙", 3, 0, "2023-06-15"]]  # fmt: skip
    made.file("2023-06", "east", "hamlets", rows)
    inside, outside = compared(made, "T-8@2023-06/east", "2023-06-30")
    assert inside.state == outside.state == "met"
    assert inside.sentence == outside.sentence
    assert [step.value for step in outside.steps] == [None, 5, 0]


def test_what_is_missing_is_missing_for_the_public_too(tmp_path: Path) -> None:
    made = world(tmp_path)  # nothing is filed after June
    made.target("T-5", "建成5个示范村", value=3, due="2023-12-31", basis="assumed")
    made.rule("count", id="three", provision="T-5", form="hamlets", distinct="hamlet", title="三村规则",
              qualifies=[{"column": "households", "at_least": 2}])  # fmt: skip
    inside, outside = compared(made, "T-5@2023-12-31/east")
    assert inside.state == outside.state == "missing_report"


def test_a_number_that_must_stay_is_not_kept_for_want_of_one(tmp_path: Path) -> None:
    made = World(tmp_path / "city", files=("hamlets",), indicators=[TOTAL])
    made.towns("甲", "乙", "丙")
    made.provision("commitments", "T-12", "不发生返贫")
    made.rule("invariant", provision="T-12", indicator="households", subjects=["east"])
    for month, households in (("2023-05", 1), ("2023-06", 0)):
        made.file(month, "east", "hamlets", [["V1", "甲", 1, households, f"{month}-10"]])
    inside, outside = compared(made, "T-12/east", "2023-06-30")
    assert inside.state == "behind"
    assert outside.state == "cannot_judge"


def test_one_unit_that_cannot_be_told_takes_nobody_along(tmp_path: Path) -> None:
    made = World(tmp_path / "city", files=("hamlets", "figures"))
    made.towns("甲", "乙", "丙")
    made.provision("commitments", "T-12", "不发生返贫")
    made.rule("reconciliation", provision="T-12", unit="户", tolerance=0, subjects=["east", "west"],
              left={"name": "报表", "form": "hamlets", "sum": "households",
                    "where": [{"column": "households", "at_least": 2}]},
              right={"name": "系统", "form": "figures", "sum": "value"})  # fmt: skip
    for unit, households in (("east", 2), ("west", 30)):
        made.file("2023-06", unit, "hamlets", [["V1", "甲", 1, households, "2023-06-15"]])
        made.file("2023-06", unit, "figures", [["系统", households, None, "2023-06-15"]])
    outside = judged(made, "public")
    states = {v.id: v.state.value for v in outside.by_provision["T-12"] if v.rule}
    assert states == {"T-12+r1/east": "cannot_judge", "T-12+r1/west": "met"}


def test_a_column_of_the_key_is_no_count(tmp_path: Path) -> None:
    declared, _ = catalogue.read(PROJECT, KINDS)
    assert declared is not None
    form = declared.forms["courtyard"]
    source = Source("x", Month(2023, 6), "xiangcheng", "courtyard", b"")
    columns: dict[str, list[Any]] = {column.id: [None] for column in form.columns}
    filed = Filed(source, {**columns, "households": [2.0]}, lines=[2], numbers=[2])
    assert without_few(filed, form, declared.registers).columns["households"] == [None]
    keyed = replace(form, key=("unit", "period", "households"))
    assert without_few(filed, keyed, declared.registers) is filed
    assert without_few(filed, form, ()) is filed
