"""Spellings are rows that both readers go by: they agree on any text, and use no digit that it does not show."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.calendar import term
from generator.catalogue import Catalogue
from generator.catalogue.fields import Read
from generator.catalogue.model import Column, narrow
from generator.intake.cells import parser
from generator.intake.telling import worded
from generator.wording import exact
from tests.campaign import SEED, examples
from tests.canal import CANAL
from tests.catalogue.test_a_new_type import compiled, run
from tests.factory import City, declared_harbour, declared_shipped, harbour
from tests.intake.test_browser import going_by, opened_for
from tests.place import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PARTS = [
    *"0123456789", "12", "20", "05", "2023", "2027", "45061", "46477", "1234567890123456",
    *"０５，．％－（）／", *"年月日号份", "季度", "半年", "上", "一", "二〇二三", "三十", "第", "项", "任务", "村",
    *"-/.,:'’ %+()[]<>~*#=@\\|。、；㎡½Ⅳ㈠①²⁰٣𝟏", "--", "−", "—", "约", "余", "左右", "以上",
    "万", "万元", "元", "户", "人", "公里", "亿", "e5", "E-2", "1e999", " ", "\u00a0", "\u3000", "\u200b", "\t", "\n",
    "\x1a", "\u2028", "T07", "t", "K2",
     "R", "D1", "XC0012", "PK", "РК", "O", "l", "I", "А", "NULL", "nan", "\\N", "#N/A",
    "###", "是", "否", "零报告", "无", "00:00:00", " 8:30", "T00:00", "Q1", "H2", "北港园区", "襄城县", "../x", "=1+1",
]  # fmt: skip
"""What texts are put together of."""


def texts(count: int) -> Iterator[str]:
    """Texts of the seed, the same ones each time."""
    chosen = random.Random(SEED)
    for _ in range(examples(count)):
        yield "".join(chosen.choices(PARTS, k=chosen.choice((1, 1, 2, 2, 3, 4, 5, 6))))


def days(count: int) -> Iterator[str]:
    """Days and months in all manners of writing, possible and not."""
    chosen = random.Random(SEED)
    for _ in range(examples(count)):
        year = chosen.choice(("2026", "2027", "2023", "2024", "27", "二〇二七"))
        month, day = str(chosen.randint(0, 13)), str(chosen.randint(0, 32))
        if chosen.random() < 0.5:
            month, day = month.zfill(2), day.zfill(2)
        mark = chosen.choice(("-", "/", ".", "", " ", "－", "．"))
        yield chosen.choice((
            f"{year}{mark}{month}{mark}{day}", f"{year}{mark}{month}", f"{month}{mark}{day}",
            f"{year}年{month}月{day}日",
            f"{year} 年 {month} 月 {day} 号", f"{year}年{month}月份", f"{month}月{day}日", f"{month}月份", f"{day}日",
            f"{year}年{day}季度", f"{year}-{month}-{day} 0:00",
        ))  # fmt: skip


def columns(declared: Catalogue) -> dict[str, tuple[str, Column]]:
    """One column, and its form, for every type, unit, pattern, list and limit that there is."""
    every = ((form.id, column) for form in declared.forms.values() for column in form.columns)
    return {
        f"{c.type} {c.unit} {c.pattern} {c.to} {c.min} {[v.value for v in c.values]}": (form, c)
        for form, c in every
    }


def canal() -> Catalogue:
    return City(CANAL).catalogue()


CITIES: Mapping[str, tuple[Callable[[], Catalogue], str]] = {
    "harbour": (declared_harbour, "2027-03"),
    "shipped": (declared_shipped, "2024-01"),
    "canal": (canal, "2026-06-29w"),
}
READ = """({every, period, texts}) => every.map(([form, id]) => {
    const column = Taizhang.RULES.forms[form].columns.find((each) => each.id === id)
    const read = Taizhang.parser(column, period)
    const spelt = (value) => value === null ? null : typeof value === "number" ? Taizhang.spelt(value) : String(value)
    const said = (each) => `${each.code} ${each.message} ${each.hint}`
    return texts.map((text) => {
        const found = read(text)
        return [spelt(found.value), found.used, found.mark, found.findings.map(said)]
    })
})"""


def shown(read: Read) -> list[Any]:
    """What was read, as the browser gives it."""
    value: str | None
    match read.value:
        case bool(truth):
            value = str(truth).lower()
        case float(number):
            value = exact(number)
        case other:
            value = None if other is None else str(other)
    told = [worded(remark) for remark in read.remarks]
    return [value, read.used, read.mark, [f"{s.code} {s.message} {s.hint}" for s in told]]


@pytest.mark.parametrize("name", CITIES)
def test_both_read_any_text_alike(browser: Browser, name: str) -> None:
    city, period = CITIES[name]
    declared = city()
    written = sorted({*texts(300), *days(200)})
    every = columns(declared)
    page = opened_for(browser, declared)
    asked = [[form, column.id] for form, column in every.values()]
    told = page.evaluate(READ, {"every": asked, "period": period, "texts": written})
    page.close()
    for (kind, (_, column)), there in zip(every.items(), told, strict=True):
        read = parser(column, declared, term(period))
        for text, found in zip(written, there, strict=True):
            assert found == shown(read(text)), (kind, text)


_ADDED = {"W231", "W232"}
"""What tells of a year that a filing adds, and of the number of a day."""


@pytest.mark.parametrize("name", ["harbour", "canal"])
def test_no_digit_is_used_that_the_text_does_not_show(name: str) -> None:
    """But for noughts that fill up, for what stands for the end of a quarter, and for what is told."""
    city, period = CITIES[name]
    declared = city()
    for _, column in columns(declared).values():
        read = parser(column, declared, term(period))
        for text in (*texts(700), *days(300)):
            found = read(text)
            told = {remark.key for remark in found.remarks}
            if told & _ADDED or re.search("[季度半Qq]|H[12]", text):
                continue
            used = set(re.findall("[0-9]", found.used or ""))
            assert used <= {"0", *re.findall("[0-9]", narrow(text))}, (column.id, text, found)


# --- a new spelling ------------------------------------------------------------------------------

LINE = "    - {is: '{year}[.]{month}[.]?底', gives: month, tells: W236}\n"
ASKED = """
import json, sys
from pathlib import Path
from generator import catalogue
from generator.calendar import Month
from generator.intake.cells import parser
from generator.intake.export import rules
from generator.judging.kinds import KINDS

declared, problems = catalogue.read(Path(sys.argv[1]), KINDS)
assert declared, problems
form = declared.forms["outlets"]
(column,) = [column for column in form.columns if column.type == "month"]
read = parser(column, declared, Month(2027, 3))("2027.3底")
told = {"value": str(read.value), "used": read.used, "told": [remark.key for remark in read.remarks]}
print(json.dumps({**told, "column": column.id, "rules": rules(declared)}))
"""


def test_a_new_spelling_is_one_line_for_both(browser: Browser, tmp_path: Path) -> None:
    tool = tmp_path / "tool"
    shutil.copytree(PROJECT / "generator", tool / "generator", ignore=compiled)
    rows = tool / "generator/catalogue/types/spellings.yaml"
    text = rows.read_text("utf-8")
    rows.write_text(text.replace("  month:\n    -", f"  month:\n{LINE}    -", 1), "utf-8")
    told = json.loads(run(tool, "-c", ASKED, str(harbour(tmp_path / "city", filings=False).root)))
    assert (told["value"], told["used"], told["told"]) == ("2027-03-01", "2027-03", ["W236"])
    page = going_by(browser, told["rules"])
    asked = {"every": [["outlets", told["column"]]], "period": "2027-03", "texts": ["2027.3底"]}
    (((value, used, _, (said,)),),) = page.evaluate(READ, asked)
    page.close()
    assert (value, used, said.partition(" ")[0]) == ("2027-03-01", "2027-03", "W236")
