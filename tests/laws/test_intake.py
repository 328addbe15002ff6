"""What holds of every filing: no bytes raise, and no order shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import intake
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.intake.find import Source
from generator.problems import CODES
from tests.factory import BOM, harbour
from tests.intake.filings import OUTLETS

PATH = "submissions/2027-03/beigang/outlets.csv"


@cache
def city() -> Catalogue:
    return harbour(Path(mkdtemp()), filings=False).catalogue()


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
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_findings_and_never_an_exception(data: Sequence[bytes]) -> None:
    sources = [
        source(each, unit)
        for each, unit in zip(data, ("beigang", "nangang", "xidao"), strict=False)
    ]
    read = intake.read(sources, city())
    for problem in read.problems:
        assert problem.code in CODES
        assert problem.file in {each.path for each in sources}
        if problem.line is not None:
            text = sources[[s.path for s in sources].index(problem.file)].data
            ends = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
            assert 1 <= problem.line <= ends + 1


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
    assert read.problems == []
    columns = [column.id for column in city().forms["outlets"].columns]
    frame = read.frames["outlets"][columns].astype(str)
    return sorted(frame.itertuples(index=False, name=None))


@given(st.data(), rows, rows)
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_and_files_does_not_matter(
    data: st.DataObject, one: Any, two: Any
) -> None:
    first = merged([filing("beigang", one), filing("nangang", two)])
    one, two = data.draw(st.permutations(one)), data.draw(st.permutations(two))
    assert merged([filing("nangang", two), filing("beigang", one)]) == first


@given(rows)
@settings(max_examples=60, deadline=None)
def test_a_file_reads_the_same_alone_and_among_others(body: Any) -> None:
    alone = merged([filing("beigang", body)])
    among = merged([filing("nangang", [("PK999", "", "未整治")]), filing("beigang", body)])
    assert [row for row in among if row[0] == "beigang"] == alone
