"""Names that a spreadsheet refuses, cuts or takes for something else: the template is made all the same,
and what is filled into it comes back."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import forms
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.catalogue.model import NOTES, bare
from generator.catalogue.model.sheets import forms_by_sheet, sheet_names
from generator.intake.export import rules
from tests.campaign import examples
from tests.factory import City, declared_harbour, harbour
from tests.forms.filled import Filled, every_form, filled
from tests.intake.test_browser import opened_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = "入海排口整治和清洁岸滩建设情况季度进展统计表（各园区、各部门通用）"
ODD = ["=锚地", "#N/A", "+锚地", "-锚地", "@锚地", "'锚地", '锚地,东"港"', "1/2"]
"""Names of a register that a spreadsheet could take for a formula, a fault, a mark or a day."""

HEADER = '困难："*[没有]的/空着?"，1,000字'
JUNE = Month(2027, 6)


def odd(folder: Path) -> City:
    """The harbour city with names that no sheet can have."""
    city = harbour(folder, filings=False)
    city.edit("rules/forms/beaches.yaml", "name: 清洁岸滩", "name: 资金下达/支出")
    city.edit("rules/forms/briefs.yaml", "name: 季度简报", f"name: {LONG}")
    city.edit("rules/forms/outlets.yaml", "name: 入海排口台账", f"name: {LONG}二")
    city.edit("rules/forms/worklog.yaml", "name: 工作记录", "name: history")
    city.edit("rules/forms/briefs.yaml", "header: 困难", f"header: {json.dumps(HEADER)}")
    more = "".join(
        f"\n      - {{id: M{n}, name: {json.dumps(name, ensure_ascii=False)}, category: 锚地}}"
        for n, name in enumerate([*ODD, *(f"第{n}锚地" for n in range(400))])
    )
    city.edit("units.yaml", "\n    items:", f"\n    items:{more}")
    option = """      - {value: '巡查,含"夜查"'}\n"""
    city.edit(
        "rules/forms/worklog.yaml",
        "      - {value: 联合检查}\n",
        f"{option}      - {{value: 联合检查}}\n",
    )
    return city


def all_odd(declared: Catalogue) -> Filled:
    """A log in which every odd name is chosen, and the option that has a comma and quotes."""
    unit = declared.units["haishi"]
    blanks = forms.blanks(declared, unit, JUNE, lambda _: None)
    made = filled(declared, unit, JUNE, blanks)
    row = made.rows["worklog"][0]
    rows = [
        {**row, "entry": f"A-{n}", "port": name, "what": '巡查,含"夜查"'}
        for n, name in enumerate(ODD)
    ]
    return replace(made, rows={**made.rows, "worklog": rows})


def test_a_template_is_made_and_comes_back(tmp_path: Path) -> None:
    declared = odd(tmp_path).catalogue()
    for each in [*every_form(declared), all_odd(declared)]:
        collected = forms.collect("填好.xlsx", each.workbook(declared), declared)
        wanted = each.read(declared)
        assert collected.problems == []
        assert {f.source.form for f in collected.filed} == wanted.keys()
        for came in collected.filed:
            assert came.columns == wanted[came.source.form].columns


def test_no_text_of_a_template_is_taken_for_a_formula(tmp_path: Path) -> None:
    declared = odd(tmp_path).catalogue()
    book = openpyxl.load_workbook(BytesIO(all_odd(declared).workbook(declared)))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row if cell.value}
    assert kinds <= {"s", "d"}
    assert max(map(len, book.sheetnames)) == 31


def test_the_browser_knows_the_sheets_too(browser: Browser, tmp_path: Path) -> None:
    declared = odd(tmp_path).catalogue()
    page = opened_for(browser, declared)
    for each in [*every_form(declared), all_odd(declared)]:
        found = page.evaluate(
            """async ({data, unit, period}) => {
                const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
                const {problems, filed} = await Taizhang.check({name: "填好.xlsx", bytes, unit, period})
                const told = [...problems, ...filed.flatMap((each) => each.problems)]
                return {told: told.map((each) => each.message), forms: filed.map((each) => each.form)}
            }""",
            {
                "data": b64encode(each.workbook(declared)).decode(),
                "unit": next(u for u in rules(declared)["units"] if u["id"] == each.unit.id),
                "period": str(each.term),
            },
        )
        assert found == {"told": [], "forms": list(each.rows)}
    page.close()


characters = st.sampled_from(
    [*"甲乙丙aA:\\/?*[]'’ 　\n\u200b１1（2）", "𠮷", "History", "填报说明", "选项", "甲" * 30]
)
names = st.lists(characters, min_size=1, max_size=4).map("".join)


@given(st.lists(names, min_size=1, max_size=6))
@settings(max_examples=examples(100), deadline=None)
def test_sheets_can_be_called_so_and_are_known_by_it(called: list[str]) -> None:
    form = declared_harbour().forms["briefs"]
    declared = [replace(form, id=f"f{n}", name=name) for n, name in enumerate(called)]
    found, known = sheet_names(declared), forms_by_sheet(declared)
    book = openpyxl.Workbook()
    for name in found.values():
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set(":\\/?*[]'")
        assert name.casefold() != "history"
        assert book.create_sheet(name).title == name, "no two are alike, and none is refused"
    assert len({name.casefold() for name in found.values()} | {NOTES}) == len(called) + 1
    assert [known[bare(found[each.id])] for each in declared] == [each.id for each in declared]
