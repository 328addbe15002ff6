"""What begins like a formula: no file that a spreadsheet may open runs it, and intake reads the name that is declared,
from a blank, from what was collected, and where a spreadsheet kept the mark."""

from __future__ import annotations

import csv
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import forms
from generator.catalogue import Catalogue
from generator.catalogue.model.names import Names
from generator.forms.blank import Blank
from generator.intake import Reader, Source
from generator.intake.export import rules
from generator.words.marked import harmless
from tests.forms.filled import Filled, every_form
from tests.forms.test_sheet_names import ODD, all_odd, odd
from tests.intake.test_browser import ASSETS, going_by

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Items, options, headers and a unit by names that a spreadsheet would run."""
    city = odd(tmp_path_factory.mktemp("odd"))
    city.edit(
        "rules/forms/worklog.yaml",
        "- {value: 联合检查}",
        '- {value: "=夜查"}\n      - {value: 联合检查}',
    )
    city.edit("rules/forms/briefs.yaml", "header: 办理情况", 'header: "@办理情况"')
    made = city.catalogue()
    unit = replace(made.units["haishi"], name="=市海事办")
    return replace(made, units={**made.units, "haishi": unit})


def acting(data: bytes) -> list[str]:
    rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row if cell != harmless(cell) and cell[0] != "'"]


def everything(declared: Catalogue) -> Iterator[Filled]:
    made = all_odd(declared)
    log = [{**row, "what": "=夜查"} for row in made.rows["worklog"]]
    yield from every_form(declared)
    yield replace(made, rows={**made.rows, "worklog": log})


def test_a_blank_acts_nowhere_and_reads_filled_in_as_what_is_declared(declared: Catalogue) -> None:
    for each in everything(declared):
        wanted = each.read(declared)
        for empty in forms.blanks(declared, each.unit, each.term, lambda _: None):
            assert not acting(forms.csv.as_csv(empty))
        for source in each.sources(declared):
            form = declared.forms[source.form].of(each.term)
            data = forms.csv.as_csv(Blank(form, each.rows[form.id], ()))
            assert not acting(data)
            assert ("'=市海事办" in data.decode("utf-8-sig")) == (each.unit.id == "haishi")
            assert (
                Reader(declared).read(replace(source, data=data)).columns == wanted[form.id].columns
            )


def test_what_is_collected_acts_nowhere_and_reads_as_what_was_filled_in(
    declared: Catalogue,
) -> None:
    for each in everything(declared):
        collected = forms.collect("填好.xlsx", each.workbook(declared), declared)
        assert collected.problems == []
        wanted = each.read(declared)
        assert len(collected.files) == len(wanted)
        for path, data in collected.files.items():
            form = Path(path).stem
            assert not acting(data)
            read = Reader(declared).read(Source(path, each.term, each.unit.id, form, data))
            assert not [problem for problem in read.problems if problem.is_error]
            assert read.columns == wanted[form].columns


def test_the_browser_writes_and_reads_it_alike(browser: Browser, declared: Catalogue) -> None:
    page = going_by(browser, rules(declared))
    page.add_script_tag(path=str(ASSETS / "page/csv.js"))
    each = list(everything(declared))[-1]
    for source in each.sources(declared):
        told = page.evaluate(
            """async ({data, unit, period, name}) => {
                const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
                const check = async (bytes) => (await Taizhang.check({name, bytes, unit, period})).filed
                const made = (await check(bytes)).map((each) => Taizhang.collected(each))
                const again = await Promise.all(made.map(check))
                const problems = again.flat().flatMap((each) => each.problems)
                return [made.map((each) => btoa(String.fromCharCode(...each))), problems.map((each) => each.message)]
            }""",
            {
                "data": b64encode(source.data).decode(),
                "unit": next(u for u in rules(declared)["units"] if u["id"] == each.unit.id),
                "period": str(each.term),
                "name": f"{source.form}.csv",
            },
        )
        (data,), problems = [b64decode(made) for made in told[0]], told[1]
        assert problems == []
        assert not acting(data)
        read = Reader(declared).read(replace(source, data=data))
        assert read.columns == each.read(declared)[source.form].columns
    page.close()


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_known_behind_its_mark_unless_another_has_that_name(name: str) -> None:
    assert Names({name: "a"}).ids[harmless(name)] == "a"
    other = Names({name: "a", f"'{name}": "b"})
    assert other.ids[f"'{name}"] == "b"
