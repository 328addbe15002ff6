"""The quick way by columns says of a file what the way record by record says, and is gone where it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calendar import Month
from generator.catalogue import Catalogue, plain
from generator.catalogue.fields import Many, Read, Value
from generator.intake import Filed, Reader, Source, records
from generator.intake.cells import among, parser, together
from generator.intake.find import search
from generator.intake.packed import columns_of
from generator.intake.persons import asks, may_ask
from generator.intake.pieces import LARGE
from generator.intake.quoted import HELD, unquoted
from generator.intake.telling import Teller
from generator.words import privacy
from tests.campaign import examples, seeds
from tests.catalogue.test_plain import shape
from tests.factory import HARBOUR, declared_harbour, declared_shipped, sheet
from tests.intake.collection import COLLECTION
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.intake.mutated import of_csv
from tests.intake.mutated.origins import CITIES
from tests.place import PROJECT

_BATCH = 100
DAY = date(2027, 4, 15)


@cache
def reader(city: str, quick: bool, at_a_time: int = LARGE) -> Reader:
    """One for all files, so that what is remembered of one file meets the next one."""
    return Reader(CITIES[city](), DAY, quick=quick, at_a_time=at_a_time)


def said(filed: Filed) -> dict[str, object]:
    """All that a filing says, in its order, whatever holds it."""
    return {
        "columns": {name: list(map(repr, own)) for name, own in filed.columns.items()},
        "texts": {name: list(own) for name, own in filed.texts.items()},
        "rows": [*zip(filed.lines, filed.numbers, strict=True)],
        "positions": dict(filed.positions),
        "zero": filed.zero,
        "problems": list(filed.problems),
        "changes": list(filed.changes),
    }


AT_A_TIME = 100
"""Some rows, so that the files of the collections are large ones."""


def same(source: Source, city: str) -> bool:
    """Whether a file is read in one way at once, in pieces and record by record."""
    readers = reader(city, True), reader(city, True, AT_A_TIME), reader(city, False)
    once, pieces, records = (said(each.read(source)) for each in readers)
    return once == pieces == records


def test_of_the_fault_collection() -> None:
    for fault in COLLECTION:
        _, month, unit, file = fault.path.split("/")
        form = file.removesuffix(".csv")
        source = Source(fault.path, Month.parse(month), unit, form, fault.data)
        assert same(source, "harbour"), fault.name


@pytest.mark.parametrize("batch", seeds(2))
def test_of_files_spoilt_by_dice(batch: int) -> None:
    for mutated in map(of_csv, range(batch * _BATCH, (batch + 1) * _BATCH)):
        assert same(mutated.source, mutated.city), mutated.name


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read record by record from now on."""
    slow: list[str] = []
    read = records.records_of

    def watch(text: str, delimiter: str, tell: Teller) -> list[records.Record]:
        slow.append(text)
        return read(text, delimiter, tell)

    monkeypatch.setattr(records, "records_of", watch)
    return slow


def cities() -> Iterator[tuple[str, Catalogue, Source]]:
    for city, declared, root in (
        ("harbour", declared_harbour(), HARBOUR),
        ("shipped", declared_shipped(), PROJECT),
    ):
        for source in search(root, declared).sources:
            yield city, declared, source


def test_of_both_cities_and_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the two cities is without fault, and mostly without a quote."""
    slow = watched(monkeypatch)
    for city, _, source in cities():
        before = len(slow)
        quick = said(reader(city, True).read(source))
        pieces = said(reader(city, True, AT_A_TIME).read(source))
        assert source.tab or b'"' in source.data or len(slow) == before, source.path
        assert quick == pieces == said(reader(city, False).read(source)), source.path


ROWS = [OUTLET.replace("PK001", f"PK{n:03}") for n in range(1, 9)]


@pytest.mark.parametrize(
    ("data", "is_quick"),
    [
        (sheet(OUTLETS, *ROWS), True),
        (sheet(OUTLETS, *ROWS).decode("utf-8-sig").encode("gb18030"), True),
        (sheet(OUTLETS, *ROWS).replace(b",", b"\t"), True),
        (sheet(OUTLETS, *ROWS, ",,,,,,", ""), True),
        (
            sheet(OUTLETS, *(row.replace("月牙渔港东侧", '"月牙渔港, ""东侧"""') for row in ROWS)),
            True,
        ),
        (sheet(f"序号,{OUTLETS}", *(f"{n},{row}" for n, row in enumerate(ROWS, 1))), True),
        (sheet(f"序号,{OUTLETS}", *(f"2,{row}" for row in ROWS)), False),
        (sheet(OUTLETS, *(row.replace("月牙渔港东侧", '"月牙渔港\n东侧"') for row in ROWS)), False),
        (sheet(OUTLETS, *(row.replace("2027-03-31", "2027年3月31日") for row in ROWS)), True),
        (sheet(OUTLETS, ROWS[0], ROWS[0]), True),
        (sheet(OUTLETS, ROWS[0].replace("2027-03-31", "随时")), True),
        (sheet(OUTLETS, "北港园区,2027-03,零报告,,,,"), True),
        (sheet(OUTLETS, ROWS[0], "", ROWS[1]), False),
        (sheet(OUTLETS, ROWS[0], f"{ROWS[1]},"), False),
        (sheet(OUTLETS, ROWS[0], OUTLETS, ROWS[1]), False),
        (sheet(OUTLETS, ROWS[0], "合计,,,,,,"), False),
        (sheet(OUTLETS, ROWS[0], ROWS[1].replace("月牙渔港东侧", "联系电话13800138000")), False),
        (sheet("入海排口台账,,,,,,", OUTLETS, *ROWS), False),
    ],
)
def test_which_way_is_gone(data: bytes, is_quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(FILE, Month(2027, 3), "beigang", "outlets", data)
    assert same(source, "harbour")
    slow = watched(monkeypatch)
    reader("harbour", True).read(source)
    assert bool(slow) != is_quick


MANY = [OUTLET.replace("PK001", f"PK{n:03}") for n in range(1, 91)]


@pytest.mark.parametrize(
    "rows",
    [
        [row.replace("2027-03-31", "随时") for row in MANY],
        [row.replace("2027-03-31", "2027年3月31日") for row in MANY],
        [row.replace(",是,", ",,") if n > 40 else row for n, row in enumerate(MANY)],
        [row.replace("北港园区", "海事局") if n % 3 else row for n, row in enumerate(MANY)],
        [
            row.replace("2027-03-31", "2027-05-01" if n % 2 else "不详")
            for n, row in enumerate(MANY)
        ],
        [*MANY, MANY[0]],
        [*MANY, MANY[0].replace("已整治", "整治中")],
        [*MANY[:80], "北港园区,2027-03,零报告,,,,"],
        [*MANY[:80], "合计,,,,,,"],
        [*MANY, ",,,,,,"],
    ],
)
def test_of_a_large_file_as_much_is_told_in_the_same_order(rows: list[str]) -> None:
    for header, lines in (
        (OUTLETS, rows),
        (f"序号,{OUTLETS}", [f"{n},{row}" for n, row in enumerate(rows, 1)]),
    ):
        data = sheet(header, *lines)
        assert same(Source(FILE, Month(2027, 3), "beigang", "outlets", data), "harbour")


def test_a_large_file_is_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = watched(monkeypatch)
    rows = [row.replace("2027-03-31", "随时") for row in MANY]
    for lines in ((OUTLETS, *rows), (f"序号,{OUTLETS}", *(f"{n},{r}" for n, r in enumerate(MANY)))):
        source = Source(FILE, Month(2027, 3), "beigang", "outlets", sheet(*lines))
        reader("harbour", True, AT_A_TIME).read(source)
    assert not slow


def test_how_many_cells_a_file_may_have_is_for_the_office_to_say() -> None:
    city = declared_harbour()
    source = Source(FILE, Month(2027, 3), "beigang", "outlets", sheet(OUTLETS, *MANY))
    for most, code in ((len(MANY) * 6 + 6, None), (len(MANY) * 6 + 5, "E402")):
        policy = replace(city.filing, max_file_cells=most)
        filed = Reader(replace(city, filing=policy), DAY).read(source)
        assert [problem.code for problem in filed.problems] == [code][: code is not None]
        assert len(filed) == (0 if code else len(MANY))


# --- what the quick way rests on -----------------------------------------------------------------

USUAL = [
    *("", " ", "1", "12.50", "-3", "北港园区", "是", "2027-03-31", "—", "2027年3月"),
    *("１２．５", "1,234.5", "12万元", "3 个", "7%", "-0", "1e3", "9" * 16, "#N/A", "＝3"),
]
CELLS = st.lists(st.sampled_from(USUAL) | st.text(max_size=8), min_size=1, max_size=200)


@given(CELLS, st.sampled_from(["outlets", "beaches", "briefs"]))
@settings(max_examples=examples(60), deadline=None)
def test_a_text_without_a_word_is_read_the_same_in_any_term_and_among_others(
    texts: list[str], form: str
) -> None:
    declared = declared_harbour()
    for column in declared.forms[form].columns:
        first, later = (parser(column, declared, Month(2027, month)) for month in (3, 9))
        reads = [first(text) for text in texts]
        quiet = [(t, read) for t, read in zip(texts, reads, strict=True) if not read.noteworthy]
        assert all(later(text) == read for text, read in quiet)
        many = together(column, declared, Month(2027, 3))
        values = many([*filter(None, texts)]) if many and any(texts) else None
        if values is not None:
            assert [read for text, read in zip(texts, reads, strict=True) if text] == [
                *map(Read, values)
            ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain, "MANY", 0)
            some = among(column, declared, Month(2027, 3))
            spelt, noted = some([*filter(None, dict.fromkeys(texts))]) if some else Many()
        assert noted.keys() <= spelt.keys()
        for text, read in zip(texts, reads, strict=True):
            if text in spelt:
                assert shape(noted.get(text) or Read(spelt[text])) == shape(read)


@given(
    st.lists(
        st.none() | st.floats(allow_nan=False) | st.text(min_size=1, max_size=3), max_size=150
    ),
    st.integers(0, 9),
)
def test_a_packed_column_is_the_list_that_it_was_made_of(cells: list[Value], few: int) -> None:
    texts = [str(number % 3 if few > 5 else number) for number in range(len(cells))]
    value = dict(zip(texts, cells, strict=True))
    values, own = columns_of(texts, set(texts), value)
    assert own == texts
    assert values == [value[text] for text in texts]
    assert [values[at] for at in range(len(texts))] == [*values]
    assert values[2:5] == [*values][2:5]
    assert [*own[-3:]] == texts[-3:]


@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "a", '"x,y"', ',"a""b",', " "]), max_size=14)
)
@settings(max_examples=examples(300))
def test_unquoted_a_text_is_cut_as_its_records_are(parts: list[str]) -> None:
    text, tell = "".join(parts), Teller(FILE)
    if (plain := unquoted(text, ",") if '"' in text else None) is None:
        return
    read = [record.cells for record in records.records_of(text, ",", tell)]
    cut = [[cell.replace(HELD, ",") for cell in line.split(",")] for line in plain.split("\n")]
    assert not tell.problems
    assert cut[: len(read)] == read
    assert not any(cell for line in cut[len(read) :] for cell in line)


@given(st.text("0123456789.-", max_size=9))
@settings(max_examples=examples(200))
def test_short_figures_are_nobodys(text: str) -> None:
    assert not privacy.find(text)
    assert not privacy.find(text, numeric=True)


ASKING = (
    *(
        "姓名",
        "身份证号",
        "公民身份号码",
        "证件号码",
        "联系电话",
        "联系方式",
        "手机号码",
        "电话",
        "银行卡号",
        "银行账号",
    ),
    *(
        "一卡通账号",
        "家庭住址",
        "户主",
        "联系人",
        "经办人",
        "填表人",
        "填报人",
        "邮箱",
        "QQ号",
        "ＱＱ",
        "微信",
        "书记姓名",
    ),
)


@given(st.sampled_from(ASKING), st.sampled_from(["", " ", "\u3000", "\u200b", "*"]))
def test_no_header_that_asks_for_persons_is_passed_over(header: str, between: str) -> None:
    spaced = between.join(header)
    assert may_ask(f"甲,{spaced},乙") or not asks(spaced)
