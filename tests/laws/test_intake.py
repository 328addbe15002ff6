"""What holds of every filing: no bytes raise, and no order shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import forms, intake
from generator.calendar import Month
from generator.intake import Source
from generator.intake.sheets import sheets_in
from generator.words.codes import CODES
from tests.campaign import examples
from tests.factory import BOM
from tests.factory import declared_harbour as city
from tests.intake.filings import OUTLETS

PATH = "submissions/2027-03/beigang/outlets.csv"


def source(data: bytes, unit: str = "beigang") -> Source:
    return Source(PATH.replace("beigang", unit), Month(2027, 3), unit, "outlets", data)


cells = st.sampled_from(
    ["", " ", "北港园区", "2027-03", "PK001", "已整治", "是", "2027-03-31", "零报告", '"', '""', "a\nb",
     "\u3000", "\u200b", "\u2028", "\x0b", "\x1c", "\x85", "=1", "1e9", "９", "\ufeff", "é", "𠮷", "\r", "\ud7ff"]
)  # fmt: skip
lines = st.lists(st.lists(cells, max_size=9).map(",".join), max_size=6)
texts = st.tuples(st.sampled_from([OUTLETS, OUTLETS + ",", "", "x"]), lines).map(
    lambda parts: "\n".join([parts[0], *parts[1]])
)
raw = st.one_of(
    st.binary(max_size=200),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: BOM + text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("gb18030", "ignore")),
)


@given(st.lists(raw, min_size=1, max_size=3))
@settings(max_examples=examples(300), deadline=None)
def test_any_bytes_give_findings_and_never_an_exception(data: Sequence[bytes]) -> None:
    sources = [
        source(each, unit)
        for each, unit in zip(data, ("beigang", "nangang", "xidao"), strict=False)
    ]
    read = intake.read(sources, city())
    for problem in (problem for filed in read for problem in filed.problems):
        assert problem.code in CODES
        assert problem.file in {each.path for each in sources}
        if problem.line is not None:
            text = sources[[s.path for s in sources].index(problem.file)].data
            ends = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
            assert 1 <= problem.line <= ends + 1


@cache
def workbook() -> bytes:
    """A filled workbook, as the template gives it."""
    unit = city().units["beigang"]
    blank = forms.files(city(), unit, Month(2027, 3), lambda _: None)
    return blank["beigang-2027-03.xlsx"]


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6), st.floats(0, 1))
@settings(max_examples=examples(60), deadline=None)
def test_any_bytes_of_a_workbook_give_findings_too(
    damage: Sequence[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(workbook())
    for where, replacement in damage:
        at = int(where * len(data))
        data[at : at + len(replacement)] = replacement
    cut = bytes(data[: len(data) if kept > 0.5 else int(2 * kept * len(data))])
    owed = {form: city().forms[form] for form in ("briefs", "outlets")}
    path = "submissions/2027-03/beigang/x.xlsx"
    for found in sheets_in(Source(path, Month(2027, 3), "beigang", "x", cut), owed, city()):
        if isinstance(found, Source):
            read = intake.read([found], city())[0]
            assert {problem.code for problem in read.problems} <= CODES.keys()
        else:
            assert found.problem.code in CODES


codes = st.integers(0, 30).map(lambda number: f"PK{number:03}")
rows = st.lists(
    st.tuples(
        codes,
        st.sampled_from(["", "旧堤", '"旧,堤"', '"旧\n堤"']),
        st.sampled_from(["未整治", "已整治"]),
    ),
    unique_by=lambda row: row[0],
    min_size=1,
    max_size=6,
)


def filing(unit: str, body: Sequence[tuple[str, str, str]]) -> Source:
    name = city().units[unit].name
    text = [f"{name},2027-03,{code},{place},{stage},,2027-03-31" for code, place, stage in body]
    return source("\n".join([OUTLETS, *text]).encode(), unit)


def merged(sources: Sequence[Source]) -> list[tuple[Any, ...]]:
    read = intake.read(sources, city())
    assert [problem for filed in read for problem in filed.problems] == []
    rows_ = (zip(*filed.columns.values(), strict=True) for filed in read)
    return sorted(tuple(map(str, row)) for each in rows_ for row in each)


@given(st.data(), rows, rows)
@settings(max_examples=examples(60), deadline=None)
def test_the_order_of_rows_and_files_does_not_matter(
    data: st.DataObject, one: Any, two: Any
) -> None:
    first = merged([filing("beigang", one), filing("nangang", two)])
    one, two = data.draw(st.permutations(one)), data.draw(st.permutations(two))
    assert merged([filing("nangang", two), filing("beigang", one)]) == first


@given(rows)
@settings(max_examples=examples(60), deadline=None)
def test_a_file_reads_the_same_alone_and_among_others(body: Any) -> None:
    alone = merged([filing("beigang", body)])
    among = merged([filing("nangang", [("PK999", "", "未整治")]), filing("beigang", body)])
    assert [row for row in among if row[0] == "beigang"] == alone
