"""The ledger as workbooks: whatever binds stands in it once, as it was judged, and in nobody else's."""

from __future__ import annotations

import json
import math
import re
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging.results import as_json
from generator.pages import ledgers
from generator.pages.binding import bound
from generator.pages.ledgers import entries, rows
from generator.pages.render import xlsx
from generator.pages.site import Site
from generator.pages.workbooks import Measured, Table
from generator.store import Store
from generator.words.states import State
from tests.seen import read
from tests.world import World

CITIES = [
    (".", date(2023, 9, 30), "public"),
    (".", date(2023, 5, 11), "internal"),
    ("tests/cities/harbour", date(2027, 7, 20), "internal"),
]
every_city = pytest.mark.parametrize(("root", "day", "edition"), CITIES)


@cache
def site(root: str, day: date, edition: Audience) -> Site:
    return Site(flow.judge(read(root), day, edition))


@cache
def told(root: str, day: date, edition: Audience) -> dict[str, dict[str, Any]]:
    """What ``results.json`` says, by verdict."""
    found = json.loads(as_json(site(root, day, edition).results))["verdicts"]
    return {each["id"]: each for each in found}


def sheet(data: bytes, name: str) -> Worksheet:
    return load_workbook(BytesIO(data))[name]


def cells(data: bytes, table: Table) -> list[dict[str, Any]]:
    """The rows of a sheet, by the heads of its columns."""
    heads, first = [column.head for column in table.columns], len(table.about) + 3
    read = sheet(data, table.name).iter_rows(min_row=first, max_row=first + len(table.rows) - 1)
    return [
        dict(zip(heads, (cell.value for cell in row[: len(heads)]), strict=True)) for row in read
    ]


def near(shown: float | None, judged: float | None) -> bool:
    """A spreadsheet keeps 16 digits of a number."""
    return shown == judged or (
        shown is not None and judged is not None and math.isclose(shown, judged, rel_tol=1e-15)
    )


def same(row: dict[str, Any], verdict: dict[str, Any]) -> None:
    """A row says what was judged: its numbers are numbers, and its days days."""
    if verdict.get("low") is None:
        assert near(row["应达到"], verdict["threshold"])
    assert near(row["实际"], verdict["value"])
    assert row["差距"] is None or near(row["差距"], verdict["gap"])
    assert (row["期限"].date().isoformat() if row["期限"] else None) == verdict["due"]
    assert (row["时间"] or None) == verdict["period"]
    state = next(state for state in State if state.value == verdict["state"])
    assert row["状态"] == f"{state.shape} {verdict['word'] or state.word}"
    assert verdict["sentence"].endswith(row["情况"]) or verdict["exceptions"]
    assert row["编号"] == verdict["provision"]


@every_city
def test_the_whole_has_all_that_binds_once_and_as_it_was_judged(
    root: str, day: date, edition: Audience
) -> None:
    shown, judged = site(root, day, edition), told(root, day, edition)
    book = ledgers.whole(shown)
    table = book.sheets[0]
    listed = [
        entry
        for clause in shown.clauses
        for provision in clause.provisions
        for entry in entries.of(shown, provision)
    ]
    found = cells(bound(shown, book), table)
    for row, entry in zip(found, listed, strict=True):
        for verdict in entry.verdicts:
            same(row, judged[verdict.id])
    occur = Counter(verdict.id for entry in listed for verdict in entry.verdicts)
    assert occur == Counter(id_ for id_, each in judged.items() if each["binding"])


@every_city
def test_a_unit_has_all_that_binds_it_and_what_it_holds_with_others(
    root: str, day: date, edition: Audience
) -> None:
    shown, judged = site(root, day, edition), told(root, day, edition)
    for unit in shown.answerable:
        ours = [
            verdict
            for each in rows.bound(shown, unit)
            if not each.supports
            for verdict in each.verdicts
        ]
        book = ledgers.of_unit(shown, unit)
        found = [
            row
            for row in cells(bound(shown, book), book.sheets[0])
            if row["情况"] != "状态不属本单位"
        ]
        for row, verdict in zip(found, ours, strict=True):
            same(row, judged[verdict.id])
        assert all(v.subject == unit.id or (not v.subject and unit.id in v.owners) for v in ours)
        own = {v.id for v in shown.results.own_of(unit.id) if v.binding}
        assert own <= {verdict.id for verdict in ours}


def test_what_is_internal_stands_in_none_of_the_public() -> None:
    day = date(2023, 9, 30)
    within, public = site(".", day, "internal"), site(".", day, "public")
    hidden = within.catalogue.provisions.keys() - public.catalogue.provisions.keys()
    assert hidden
    names = {within.catalogue.provisions[id_].quote for id_ in hidden}
    names -= {each.quote for each in public.catalogue.provisions.values()}
    for _, book in ledgers.files(public):
        data = bound(public, book)
        strings = zipfile.ZipFile(BytesIO(data)).read("xl/sharedStrings.xml").decode()
        texts = set(re.findall("<t[^>]*>([^<]*)</t>", strings))
        assert texts
        assert not texts & (hidden | names)
        assert "内部版" not in strings


def test_those_who_say_the_same_in_words_share_a_row_and_nobody_is_lost() -> None:
    shown = site(".", date(2023, 9, 30), "public")
    for clause in shown.clauses:
        for provision in clause.provisions:
            listed = entries.of(shown, provision)
            whose = [each.who for each in listed if not each.first.rule and each.first.subject]
            assert sum(who.startswith("其余") for who in whose) <= 1
            assert len(whose) == 1 or not any(who.startswith("各责任单位") for who in whose)
            assert "等" not in "".join(whose)


def all_of(site: Site) -> dict[str, bytes]:
    return {path: bound(site, book) for path, book in ledgers.files(site)}


def test_a_book_is_made_once_of_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path / "world", files=("words",))
    world.provision("commitments", "T-12", "及时研判")
    world.file("2023-07", "east", "words", [["T", "开展研判。"]])
    held = Store(tmp_path / "store")
    first = all_of(Site(world.judge("2023-07-25"), held=held))
    written: list[str] = []
    real = xlsx.written

    def counted(book: Any, palette: Any) -> bytes:
        written.append(book.title)
        return real(book, palette)

    monkeypatch.setattr(xlsx, "written", counted)
    assert all_of(Site(world.judge("2023-07-25"), held=held)) == first
    assert written == []
    world.file("2023-07", "west", "words", [["T", "召开会议。"]])
    again = all_of(Site(world.judge("2023-07-25"), held=held))
    assert again["ledger/east-ledger.xlsx"] == first["ledger/east-ledger.xlsx"]
    assert len(written) == len({title for title in written if "东县" not in title}) == 2


def test_shares_beside_amounts_are_those_of_the_results() -> None:
    shown, judged = site(*CITIES[0]), told(*CITIES[0])
    book = ledgers.amounts(shown)
    assert book is not None
    values = {each["value"] for each in judged.values()}
    table = book.sheets[0]
    shares = [
        row[place - 2]
        for row in table.rows
        for place, column in enumerate(table.columns)
        if column.head == "状态"
    ]
    found = {share.value for share in shares if isinstance(share, Measured)}
    assert found
    assert found <= values
