"""The self-check in the browser finds what the intake finds, in the same words, on every fault."""

from __future__ import annotations

import base64
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.calendar import Month, term
from generator.catalogue import Catalogue
from generator.catalogue.fields import Remark
from generator.intake import Filed, Reader, Source, inspect
from generator.intake.export import rules
from generator.intake.workbook import UnreadableError
from generator.intake.workbook import read as read_workbook
from generator.pages.kinds.self_check import SCRIPTS
from generator.words import privacy
from tests.campaign import examples, seeds
from tests.canal import CANAL
from tests.factory import City, harbour, sheet
from tests.factory import declared_harbour as city
from tests.factory import declared_shipped as shipped
from tests.intake.books import BOOKS, Book
from tests.intake.collection import COLLECTION, Fault
from tests.intake.displayed import DISPLAYED
from tests.intake.filings import BEACHES, FILE, LOG_FILE, OUTLET, OUTLETS, WORKLOG
from tests.intake.mutated.readers import CHANGES, as_told
from tests.intake.planted import NUMBERS, miswritten, planted
from tests.intake.shown import TABLE, Cell, thrown
from tests.intake.test_personal import everything, mutated
from tests.intake.workbooks import READ, REFUSED
from tests.place import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ASSETS = PROJECT / "site" / "assets" / "self-check"


def opened_for(browser: Browser, declared: Catalogue) -> Page:
    """A page with the scripts of the self-check, going by what a city declares."""
    return going_by(browser, rules(declared))


def going_by(browser: Browser, exported: Mapping[str, Any]) -> Page:
    """The same by what was exported."""
    opened = browser.new_page()
    opened.add_script_tag(content=f"window.TAIZHANG_RULES = {json.dumps(exported)}")
    for script in SCRIPTS[1 : SCRIPTS.index("page/dom")]:
        opened.add_script_tag(path=str(ASSETS / f"{script}.js"))
    return opened


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = opened_for(browser, city())
    yield opened
    opened.close()


def here(source: Source) -> Filed:
    return Reader(city()).read(source)


def there(page: Page, source: Source) -> Mapping[str, Any]:
    told: Mapping[str, Any] = page.evaluate(
        """({data, ...more}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const {problems, changes, rows, zero} = Taizhang.read({bytes, ...more})
            return {problems, changes, rows, zero}
        }""",
        {
            "data": base64.b64encode(source.data).decode(),
            "form": source.form,
            "unit": source.unit,
            "period": str(source.period),
        },
    )
    return told


def source(fault: Fault) -> Source:
    _, month, unit, file = fault.path.split("/")
    return Source(fault.path, Month.parse(month), unit, file.removesuffix(".csv"), fault.data)


@pytest.mark.parametrize("fault", COLLECTION, ids=[fault.name for fault in COLLECTION])
def test_the_same_findings(page: Page, fault: Fault) -> None:
    filed, told = here(source(fault)), there(page, source(fault))
    assert told["problems"] == [as_told(p) for p in filed.problems]
    assert told["changes"] == [{key: getattr(c, key) for key in CHANGES} for c in filed.changes]
    assert (told["rows"], told["zero"]) == (len(filed), filed.zero)


def test_the_same_of_weeks_and_half_years(browser: Browser) -> None:
    """A week is told by its Monday and its days go into the next month; a half-year is its last month."""
    declared = City(CANAL).catalogue()
    page = opened_for(browser, declared)
    weeks = ["2026-06-29", "2026-07-06", "2026年6月29日", "6月29日", "46202", "本周", ""]
    days = ["2026-07-01", "7月5日", "7月6日", "2026-06-26", "2026-07-04"]
    works = [("2026-06-29w", "works", f"东片区,{week},D1,巡河,2026-07-01") for week in weeks]
    works += [("2026-06-29w", "works", f"东片区,2026-06-29,D1,巡河,{day}") for day in days]
    halves = ["2026年上半年", "2026-H1", "2026年下半年", "2026年二季度", "2026-06"]
    reviews = [("2026-06", "reviews", f"东片区,{half},A1,清理过半,") for half in halves]
    for period, form, row in [*works, *reviews]:
        header = ",".join(column.header for column in declared.forms[form].columns)
        path = f"submissions/{period}/dong/{form}.csv"
        filing = Source(path, term(period), "dong", form, sheet(header, row))
        filed, told = Reader(declared).read(filing), there(page, filing)
        assert told["problems"] == [as_told(p) for p in filed.problems]
        assert told["changes"] == [{key: getattr(c, key) for key in CHANGES} for c in filed.changes]
        assert told["rows"] == len(filed)
    page.close()


@pytest.mark.parametrize("at", [1, 2], ids=["in the month as well", "among the figures"])
def test_the_same_on_a_zero_report_that_is_not_allowed(browser: Browser, at: int) -> None:
    form = shipped().forms["monitoring"]
    header = ",".join(column.header for column in form.columns)
    cells = ["禹州市", "2023-06", *[""] * (len(form.columns) - 2)]
    cells[at:3] = ["零报告"] * (3 - at)
    row = ",".join(cells)
    data = f"\ufeff{header}\r\n{row}\r\n".encode()
    filing = Source(
        "submissions/2023-06/yuzhou/monitoring.csv", Month(2023, 6), "yuzhou", form.id, data
    )
    filed, told = Reader(shipped()).read(filing), there(opened_for(browser, shipped()), filing)
    assert [problem.code for problem in filed.problems] == ["E206"]
    assert (filed.zero, told["zero"]) == (False, False)
    assert told["problems"] == [as_told(p) for p in filed.problems]


@pytest.mark.parametrize("declared", [city, shipped], ids=["harbour", "shipped"])
def test_the_same_is_masked(browser: Browser, declared: Callable[[], Catalogue]) -> None:
    """The law on what may be told (tests/laws/test_privacy.py) holds for the browser by being equal."""
    cases, reader = list(planted(declared())), Reader(declared())
    page = opened_for(browser, declared())
    told = page.evaluate(
        """(sources) => sources.map(({data, ...more}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const {problems, changes} = Taizhang.read({bytes, ...more})
            return {problems, changes}
        })""",
        [
            {
                "data": base64.b64encode(case.source.data).decode(),
                "form": case.source.form,
                "unit": case.source.unit,
                "period": str(case.source.period),
            }
            for case in cases
        ],
    )
    page.close()
    for case, found in zip(cases, told, strict=True):
        filed = reader.read(case.source)
        expected = [as_told(p) for p in filed.problems]
        assert found["problems"] == expected, case.name
        assert found["changes"] == [{k: getattr(c, k) for k in CHANGES} for c in filed.changes]


def test_the_same_is_personal(page: Page) -> None:
    """Kinds, places and masks of every text of the collection and of mutations of them."""
    dice = random.Random(1)
    slips = [text for number in NUMBERS for _ in range(5) for text in miswritten(number, dice)]
    listed = [f"“{one}”、{two}、12" for one, two in pairwise(slips)]
    texts = [*everything(), *slips, *listed, *(mutated(dice) for _ in range(3_000))]
    told = page.evaluate(
        """(texts) => texts.map((text) => {
            const spans = (hits) => hits.map(({kind, start, end, sure}) => [kind, start, end, sure])
            const {findPersonal, isColumn, masked} = Taizhang
            const found = [spans(findPersonal(text)), spans(findPersonal(text, {numeric: true}))]
            return [...found, masked(text), masked(text, true), isColumn(text)]
        })""",
        texts,
    )

    def spans(hits: list[privacy.Hit]) -> list[list[object]]:
        return [[hit.kind, hit.start, hit.end, hit.sure] for hit in hits]

    for text, found in zip(texts, told, strict=True):
        each = [spans(privacy.find(text)), spans(privacy.find(text, numeric=True))]
        masks = [privacy.masked(text), privacy.masked(text, listed=True)]
        assert found == [*each, *masks, privacy.is_column(text)], text


def test_the_same_form_of_a_month(browser: Browser, tmp_path: Path) -> None:
    """A column that came later, and one that another took the place of."""
    made = harbour(tmp_path, filings=False)
    sampled = "{id: sampled, header: 是否抽测, type: boolean"
    ended = sampled.replace("type:", "valid_until: 2027-03, type:")
    later = "{id: sampling, header: 是否抽测, valid_from: 2027-06, type: integer, required: true}"
    made.edit("rules/forms/outlets.yaml", sampled, f"{later}\n  - {ended}")
    made.edit("rules/forms/outlets.yaml", "header: 位置,", "header: 位置, valid_from: 2027-06,")
    reader, page = Reader(made.catalogue()), opened_for(browser, made.catalogue())
    for month in (Month(2027, 3), Month(2027, 6)):
        file = FILE.replace("2027-03", str(month))
        row = OUTLET.replace("2027-03,", f"{month},")
        one = Source(file, month, "beigang", "outlets", sheet(OUTLETS, row))
        filed, told = reader.read(one), there(page, one)
        assert told["problems"] == [as_told(p) for p in filed.problems]
        assert filed.valid == (month.number == 3)
    page.close()


def test_the_same_of_a_day_that_is_not_the_filings(browser: Browser, tmp_path: Path) -> None:
    made = harbour(tmp_path, filings=False)
    made.edit("rules/filing.yaml", "month_offset: 1", "month_offset: 1\ncovers: period")
    reader, page = Reader(made.catalogue()), opened_for(browser, made.catalogue())
    for day, code in (("2027-03-31", "W239"), ("2027-06-30", None), ("2027-07-01", "E239")):
        month = Month(2027, 6)
        row = OUTLET.replace("2027-03,", "2027-06,").replace("2027-03-31", day)
        one = Source(
            FILE.replace("2027-03", "2027-06"), month, "beigang", "outlets", sheet(OUTLETS, row)
        )
        filed, told = reader.read(one), there(page, one)
        assert told["problems"] == [as_told(p) for p in filed.problems]
        assert [problem["code"] for problem in told["problems"]] == ([code] if code else [])
    page.close()


def test_the_same_name_of_a_long_register_is_meant(browser: Browser, tmp_path: Path) -> None:
    made = harbour(tmp_path, filings=False)
    villages = (f"\n      - {{id: V{n}, name: 第{n}村, category: 锚地}}" for n in range(1, 701))
    made.edit("units.yaml", "\n    items:", f"\n    items:{''.join(villages)}")
    declared = made.catalogue()
    names = ("第123村", "第35 寸", "第 644 付", "没有的地方", "V7")
    rows = [f"市海事办,2027-03,A-{n},渔港巡查,2027-03-04,{name}," for n, name in enumerate(names)]
    source = Source(LOG_FILE, Month(2027, 3), "haishi", "worklog", sheet(WORKLOG, *rows))
    page = opened_for(browser, declared)
    told = [problem["message"] for problem in there(page, source)["problems"]]
    page.close()
    assert told == [problem.message for problem in Reader(declared).read(source).problems]
    assert any("是否为" in message for message in told)


# --- workbooks -----------------------------------------------------------------------------------


def cells(sheet: Any) -> None:
    """What a spreadsheet may hold: days, times, percents, numbers of all sizes, words, faults."""
    sheet.append(["编号", "日期", "时间", "比例", "数", "字"])
    sheet.append(["PK001", date(2027, 3, 31), time(8, 30), 0.125, 1234567.891, "甲\r\n乙"])
    sheet.append(["PK002", datetime(2027, 3, 31, 17, 5, 9), timedelta(hours=30), 1, 1e-7, "\t=1+1"])
    sheet.append([None, date(1900, 1, 15), 0.5, 0.3333333333333, 1e21, True])
    sheet.append(["x", 46000, -1.5, 60, 0.1 + 0.2, False])
    sheet.append(["y", 1, 0.000012, 0.123456789012345, -1e-20, "长"])
    sheet.append(["z", 1, 12345678901.5, 0.57, -0.0, "短"])
    sheet.append(["#REF!", "=A1", "=NOW()", '=""', 12345678901234567890, " 空 "])
    for row in range(2, 8):
        sheet.cell(row, 4).number_format = "0.0%"
    sheet.cell(5, 2).number_format = 'yyyy"年"m"月"d"日"'
    sheet.merge_cells("A9:B10")
    sheet["A9"] = "合并"
    sheet["C11"].number_format = "@"


def workbook(*, hidden: bool = False, dated_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    cells(book.create_sheet("入海排口台账"))
    book.create_sheet("另一张").append(["a", None, "b"])
    if hidden:
        book.create_sheet("藏").sheet_state = "hidden"
    if dated_1904:
        book.epoch = CALENDAR_MAC_1904
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def computed(data: bytes) -> bytes:
    """The same workbook as a spreadsheet leaves it: a formula that gave an empty text."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            empty = rb'<c r="D6" t="str"><f>""</f><v></v></c>'
            new.writestr(part, re.sub(rb'<c r="D6".*?</c>', empty, content))
    return stream.getvalue()


def _remarks(told: tuple[Remark, ...]) -> list[Mapping[str, Any]]:
    return [remark._asdict() for remark in told]


WORKBOOKS = {
    "plain": workbook(),
    "hidden": workbook(hidden=True),
    "1904": workbook(dated_1904=True),
    "computed": computed(workbook()),
    "truncated": workbook()[:-200],
    "old": b"\xd0\xcf\x11\xe0" + bytes(600),
    "text": "编号,日期".encode(),
    "archive": b"PK\x03\x04" + bytes(200),
    **{name: data for name, (data, _) in {**REFUSED, **READ}.items()},
}
del WORKBOOKS["the same cells"]  # half a million elements, which take a browser seconds
EVERY_BOOK = [*BOOKS, *DISPLAYED]
TABS = """(data) => {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
    const sorted = (numbers) => [...numbers].sort((one, other) => one - other)
    const told = (tab) => [
        tab.name,
        tab.records.map((each) => [each.line, each.number, each.cells]),
        [...tab.merged].sort(),
        [tab.hiddenRows, tab.filtered, tab.hiddenColumns].map(sorted),
        [tab.hidden, tab.drawn],
        Object.fromEntries(tab.remarks),
        Object.fromEntries(tab.days),
    ]
    try {
        return [...Taizhang.readWorkbook(bytes).values()].map(told)
    } catch (error) {
        return error.message
    }
}"""


@pytest.mark.parametrize("seed", seeds(1))
def test_cells_show_the_same(page: Page, seed: int) -> None:
    known = (Cell("i" if type(r.stored) is int else "n", repr(r.stored), r.code) for r in TABLE)
    cells = [*known, *thrown(seed, examples(1_000))]
    told = page.evaluate(
        """(cells) => cells.map(([kind, stored, code, since1904]) => {
            if (kind === "text") return Taizhang.ofText(stored, code)
            if (kind === "moment") return Taizhang.ofMoment(stored, code, since1904)
            return Taizhang.ofNumber(kind === "i" ? BigInt(stored) : Number(stored), code, since1904)
        })""",
        [[cell.kind, cell.stored, cell.code, cell.since_1904] for cell in cells],
    )
    for cell, found in zip(cells, told, strict=True):
        seen = cell.seen
        day = str(seen.day) if seen.day else None
        expected = {"text": seen.text, "remarks": _remarks(seen.remarks), "day": day}
        assert found == expected, cell


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_same_sheets_of_a_workbook(page: Page, name: str) -> None:
    data = WORKBOOKS[name]
    try:
        tabs = read_workbook(data)
        expected: object = [
            [
                tab.name,
                [[r.line, r.number, list(r.cells)] for r in tab.records],
                sorted(f"{row},{column}" for row, column in tab.merged),
                [sorted(each) for each in (tab.hidden_rows, tab.filtered, tab.hidden_columns)],
                [tab.hidden, tab.drawn],
                {f"{row},{column}": _remarks(told) for (row, column), told in tab.remarks.items()},
                {f"{row},{column}": str(day) for (row, column), day in tab.days.items()},
            ]
            for tab in tabs.values()
        ]
    except UnreadableError as error:
        expected = str(error)
    told = page.evaluate(TABS, base64.b64encode(data).decode())
    assert told == expected


@pytest.mark.parametrize("book", EVERY_BOOK, ids=[book.name for book in EVERY_BOOK])
def test_the_same_of_the_sheets_of_a_workbook(page: Page, tmp_path: Path, book: Book) -> None:
    root = harbour(tmp_path, filings=False).root
    file = root / book.path
    file.parent.mkdir(parents=True)
    file.write_bytes(book.data)
    found = inspect(root, city())
    told = page.evaluate(
        """async ({data, ...place}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const asked = {name: "本月.xlsx", bytes, ...place}
            const {problems, filed} = await Taizhang.check(asked)
            const every = [...problems, ...filed.flatMap((each) => each.problems)]
            return {problems: every, forms: filed.map((each) => each.form)}
        }""",
        {
            "data": base64.b64encode(book.data).decode(),
            "period": book.month,
            "unit": next(u for u in rules(city())["units"] if u["id"] == "beigang"),
        },
    )
    # of a folder what is an error stands before what is none
    errors_first = sorted(told["problems"], key=lambda problem: problem["severity"] != "error")
    expected = [as_told(p) for p in found.problems]
    assert sorted(expected, key=lambda p: p["severity"] != "error") == errors_first
    assert told["forms"] == [filed.source.form for filed in found.filed]


NAMED = [
    "outlets.csv", "outlets.xlsx", "outlets (1).csv", "outlet.csv", "beaches.csv", "随便.csv",
    "beigang-2027-03.xlsx", "报表.XLSX", "outlets", "OUTLETS.CSV", "outlets.csv.txt", "outlets。csv",
    "入海排口台账(1).csv", "outlets.xls", "outlets.docx", "outlets.csv.zip", "季度简报.et",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_the_same_is_said_of_the_name_of_a_file(page: Page, tmp_path: Path, name: str) -> None:
    root = harbour(tmp_path, filings=False).root
    file = root / "submissions/2027-03/beigang" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(workbook() if name.endswith("xlsx") else sheet(OUTLETS, OUTLET))
    found = inspect(root, city()).problems
    told = page.evaluate(
        """async ({name, data, unit}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const {problems, filed} = await Taizhang.check({name, bytes, unit, period: "2027-03"})
            return [...problems, ...filed.flatMap((each) => each.problems)]
        }""",
        {
            "name": name,
            "data": base64.b64encode(file.read_bytes()).decode(),
            "unit": next(u for u in rules(city())["units"] if u["id"] == "beigang"),
        },
    )
    if not found or not found[0].code.startswith("E4"):  # a misnamed CSV is read all the same
        assert [(p["code"], p["message"], p["line"]) for p in told] == [
            (p.code, p.message, p.line) for p in found
        ]
    else:
        assert (told[0]["code"], told[0]["message"], told[0]["hint"]) == (
            found[0].code,
            found[0].message,
            found[0].hint,
        )


def test_a_cumulative_figure_that_falls_is_found_by_the_values_of_its_key(page: Page) -> None:
    told = page.evaluate(
        """async ({data, unit, last}) => {
            const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
            const asked = {name: "beaches.csv", bytes, unit, period: "2027-12", last}
            const {filed} = await Taizhang.check(asked)
            return filed.flatMap((each) => each.problems)
        }""",
        {
            "data": base64.b64encode(
                sheet(BEACHES, "北港园区,2027-12,金沙湾,3,0.0000123,1", "北港园区,2027-12,月牙滩,3,2,1")
            ).decode(),
            "unit": next(u for u in rules(city())["units"] if u["id"] == "beigang"),
            "last": {"beaches": [[["beigang", "金沙湾"], {"length": 0.0000124}],
                                 [["beigang", "月牙滩"], {"length": 2}]]},
        },
    )  # fmt: skip
    assert [(p["code"], p["line"], p["message"]) for p in told] == [
        ("W219", 2, "累计数“建成长度”由 0.0000124 降为 0.0000123")
    ]
