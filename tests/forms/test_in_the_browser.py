"""The files that the self-check page makes of a workbook are those that ``collect`` makes, byte by byte."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from generator import forms
from generator.catalogue import Catalogue
from generator.intake import Filed, inspect
from tests.factory import City, harbour
from tests.intake.filings import BRIEF_FILE, BRIEFS
from tests.intake.test_browser import opened_for
from tests.place import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ODD = '北港园区,2027-03,K1,办理中,"含“引号”,英文逗号和"" 的话\n第二行",'


def newest(city: City) -> list[Filed]:
    """Of each form one filing that is without fault, the one with the most rows."""
    found = inspect(city.root, city.catalogue()).filed
    sound = sorted((filed for filed in found if filed.valid and not filed.source.tab), key=len)
    return list({filed.source.form: filed for filed in sound}.values())


def filled(filed: Filed, declared: Catalogue) -> bytes:
    """The template for a filing with its rows in it, in the order of the form's columns."""
    source = filed.source
    unit, form = declared.units[source.unit], declared.forms[source.form].of(source.period)
    files = forms.files(declared, unit, source.period, forms.before([], source.unit, source.period))
    book = openpyxl.load_workbook(BytesIO(files[f"{unit.id}-{source.period}.xlsx"]))
    for other in set(book.sheetnames) - {form.name}:
        del book[other]
    sheet = book[form.name]
    sheet.delete_rows(2, sheet.max_row)
    for row in range(len(filed)):
        for position, column in enumerate(form.columns, 1):
            if column.id in filed.positions:
                sheet.cell(row + 2, position, filed.text(column.id, row)).number_format = "@"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def there(page: Page, filed: Filed, data: bytes) -> Mapping[str, str]:
    told: Mapping[str, str] = page.evaluate(
        """async ({data, unit, period}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const chosen = Taizhang.RULES.units.find((each) => each.id === unit)
            const {filed} = await Taizhang.check({name: "填好.xlsx", bytes, unit: chosen, period})
            const spelt = (each) => String.fromCharCode(...Taizhang.collected(each))
            return Object.fromEntries(filed.map((each) => [each.form, btoa(spelt(each))]))
        }""",
        {
            "data": base64.b64encode(data).decode(),
            "unit": filed.source.unit,
            "period": str(filed.source.period),
        },
    )
    return told


@pytest.mark.parametrize("name", ["shipped", "harbour"])
def test_the_same_files_of_every_form(browser: Browser, tmp_path: Path, name: str) -> None:
    city = City(PROJECT) if name == "shipped" else harbour(tmp_path)
    if name == "harbour":
        city.write(BRIEF_FILE, f"\ufeff{BRIEFS}\r\n{ODD}\r\n".encode())
    declared = city.catalogue()
    page = opened_for(browser, declared)
    filings = newest(city)
    assert len(filings) > 1
    for filed in filings:
        data = filled(filed, declared)
        source = filed.source
        told = forms.collect("填好.xlsx", data, declared, source.unit, source.period)
        assert told.files, [str(problem) for problem in told.problems]
        made = {Path(path).stem: base64.b64encode(own).decode() for path, own in told.files.items()}
        assert there(page, filed, data) == made
    page.close()
