"""A cell that is read at one look is read as the rows of its kind read it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.calendar import Month
from generator.catalogue import fitting, plain, types
from generator.catalogue.alike import takes_any_digit
from generator.catalogue.fields import Read
from generator.catalogue.meanings import GUESSED
from generator.catalogue.model import Column, EnumValue, narrow
from generator.catalogue.plain import ORDINARY
from generator.catalogue.spellings import SPELLINGS, Row
from generator.intake import cells
from generator.intake.cells import Parser, among, parser, together
from generator.words.characters import visible
from generator.words.sentences import SENTENCES
from tests.campaign import TIMES, examples
from tests.factory import declared_harbour, declared_shipped
from tests.intake.collection import COLLECTION
from tests.intake.shown import TABLE
from tests.intake.test_spellings import columns, days, texts

PERIOD = Month(2027, 3)
ROWS = [row.pattern for rows in SPELLINGS.rows.values() for row in rows if row.pattern]
LOOKED_FOR = [pattern for kind in types.TYPES.values() for pattern in kind.spellings.values()]
WRITTEN = st.one_of(
    *(st.from_regex(pattern, fullmatch=True) for pattern in ROWS),
    *(st.from_regex(f"[^\\n]?(?:{pattern})[^\\n]?", fullmatch=True) for pattern in LOOKED_FOR),
    *(st.from_regex(pattern, fullmatch=True) for pattern in SPELLINGS.pieces.values()),
    st.text(max_size=12),
    st.text("0123456789-./:年月日,+#=@ab<>()\\\u3000 %￥１，：\u200b\u202e", max_size=9),
)
"""Whatever a row is there for, and anything else."""


def closely(column: Column) -> Parser:
    """The parser of a column that looks at everything closely."""
    kind = types.TYPES[column.type]
    with pytest.MonkeyPatch.context() as patch:
        unlike = replace(kind, plain=lambda column, catalogue, term: None)
        patch.setitem(types.TYPES, column.type, unlike)
        return parser(column, declared_shipped(), PERIOD)


@cache
def both() -> list[tuple[str, Parser, Parser]]:
    """Every column of two cities, and some that none of them has: as it is read, and as it is read closely."""
    cities = declared_harbour(), declared_shipped()
    every = [column for city in cities for _, column in columns(city).values()]
    some = {f"{c.type} {c.pattern} {c.min} {c.max_length}": c for c in every}
    for kind in types.TYPES:
        bare = Column(id="x", header="甲", type=kind)
        some |= {
            f"{kind} in bounds": replace(bare, min=-5.0, max=20.5, unit="比率"),
            f"{kind} of a shape": replace(bare, pattern="[A-Z#=/-][0-9a-z:. /]*年?", max_length=7),
            f"{kind} of some": replace(
                bare, values=tuple(EnumValue(value=v) for v in ("=1", "#N/A", "12"))
            ),
        }
    quick = {
        name: column
        for name, column in some.items()
        if types.of(column).plain(column, declared_shipped(), PERIOD)
    }
    return [
        (name, parser(column, declared_shipped(), PERIOD), closely(column))
        for name, column in quick.items()
    ]


def hold(text: str) -> None:
    for name, quick, exact in both():
        one, other = quick(text), exact(text)
        assert shape(one) == shape(other), (name, text)


def shape(read: Read) -> tuple[object, ...]:
    """All that is read; a nought may have a sign."""
    return type(read.value), repr(read.value), *read


def test_what_people_write_is_read_alike() -> None:
    cells = {row.shown for row in TABLE} | {row.used for row in TABLE}
    for fault in COLLECTION:
        cells |= set(re.split("[,\r\n]", fault.data.decode("utf-8", "replace")[:600]))
    cells |= {*texts(60), *days(60)}
    for text in sorted(cells)[:: max(1, 12 // TIMES)]:
        hold(text)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITTEN)
def test_what_any_row_is_there_for_is_read_alike(text: str) -> None:
    hold(text)


def test_ordinary_characters_are_read_as_they_stand() -> None:
    ordinary = re.compile(ORDINARY)
    for char in filter(ordinary.match, map(chr, range(0x1_0000))):
        assert narrow(char) == visible(char) == char


@pytest.mark.parametrize(
    ("kind", "text"),
    [("integer", "12"), ("decimal", "-3.50"), ("date", "2024-03-05"), ("month", "2024-03"),
     ("text", "3 月 5 日 10:30 到村，修路 2.5 公里（已完工）。"), ("code", "许发〔2023〕5号")],
)  # fmt: skip
def test_what_is_usual_needs_no_closer_look(kind: str, text: str) -> None:
    column = Column(id="x", header="甲", type=kind)
    quick = types.of(column).plain(column, declared_shipped(), PERIOD)
    assert quick
    assert quick(text)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITTEN)
def test_the_first_row_is_found_among_all_at_once(text: str) -> None:
    for kind, rows in SPELLINGS.rows.items():
        first = fitting.first_of(rows)
        fits = [number for number, row in enumerate(rows) if row.fit(text) is not None]
        assert first(text) == (fits[0] if fits else len(rows)), (kind, text)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITTEN, st.randoms())
def test_rows_look_alike_at_texts_that_are_the_same_but_for_their_digits(
    text: str, dice: Random
) -> None:
    text = text.replace("\n", " ")
    other = re.sub("[0-9]", lambda _: dice.choice("0123456789"), text)
    for kind, rows in SPELLINGS.rows.items():
        first = fitting.first_of(rows)
        shape, same = first.shapes([text, other])
        if shape is not None:
            number, places = first.places(shape)
            assert number == first(text), (kind, text)
            fits = rows[number].fit(text) if number < len(rows) else {}
            assert {name: text[at] for name, at in places.items()} == fits, (kind, text)
        assert shape == same or None in (shape, same)


@pytest.mark.parametrize(
    ("pattern", "takes"),
    [("[0-9]{1,3}(?:,[0-9]{3})+", True), ("[-0-9lIoO/.]*", True), ("\\u4e00[\\u2030\\u00b0]", True),
     ("[^0-9]\\d", True), ("[\\s\\S]*", True), ("[!-~]", True), ("0?[1-9]", False), ("[0-8]", False),
     ("[\\u0031]", False), ("2024", False), ("([0-9])\\1", False), ("\\{3}", False), ("0-9", False)],
)  # fmt: skip
def test_which_patterns_take_one_digit_for_another(pattern: str, takes: bool) -> None:
    assert takes_any_digit(pattern) == takes


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(WRITTEN)
def test_many_cells_are_read_as_a_few(text: str) -> None:
    for name, one, other in many():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fitting, "MANY", 1)
            first = shape(one(text))
            patch.setattr(fitting, "MANY", 10**9)
            assert first == shape(other(text)), (name, text)


@cache
def many() -> list[tuple[str, Parser, Parser]]:
    """Columns that are read by rows, each twice."""
    every = [
        Column(id="x", header="甲", type=kind) for kind, own in types.TYPES.items() if own.rows
    ]
    every += [
        replace(column, unit="万元", pattern="[A-Z][0-9]+", to="townships") for column in every
    ]
    every = [replace(c, to=c.to or "units") if c.type == "reference" else c for c in every]
    declared = declared_shipped()
    return [
        (f"{c.type} {c.unit}", parser(c, declared, PERIOD), parser(c, declared, PERIOD))
        for c in every
    ]


def test_nothing_but_a_fault_follows_a_guess() -> None:
    for rows in SPELLINGS.rows.values():
        for number, row in enumerate(rows):
            if (row.gives or "") in GUESSED:
                assert row.pattern is None
                (last,) = rows[number + 1 :]
                assert (last.pattern, dict(last.when), last.gives) == (None, {}, None)
                assert SENTENCES[last.tells or ""].code == GUESSED[row.gives or ""]


TOGETHER = [
    replace(Column(id="x", header="甲", type=kind), **bounds)
    for kind in ("decimal", "integer")
    for bounds in (
        {},
        {"unit": "万元"},
        {"unit": "元", "min": -5.0},
        {"unit": "%", "max": 100.0},
        {"unit": "比率"},
        {"unit": "m²"},
    )
]
AMOUNTS = st.one_of(
    *(st.from_regex(r.pattern, fullmatch=True) for r in SPELLINGS.rows["number"] if r.pattern),
    st.from_regex("[０-９]{1,9}(?:．[０-９]{1,3})?(?:[ ]?(?:万?元|％|%|m²))?", fullmatch=True),
    st.from_regex("[-+]?[0-9]{1,14}(?:[.][0-9]{1,4})?(?:[ ]?(?:万?元|％|%|m²))?", fullmatch=True),
    st.from_regex("-?[0-9]{1,3}(?:[,，][0-9]{3}){1,4}(?:[ ]?(?:万?元|%))?", fullmatch=True),
    WRITTEN,
)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(AMOUNTS.filter(bool), min_size=1, max_size=12, unique=True))
def test_numbers_are_read_together_as_one_by_one(texts: list[str]) -> None:
    for column in TOGETHER:
        one = parser(column, declared_shipped(), PERIOD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain, "MANY", 0)
            many = among(column, declared_shipped(), PERIOD)
            assert many
            values, noted = many(texts)
        assert noted.keys() <= values.keys()
        for text in values:
            assert shape(noted.get(text) or Read(values[text])) == shape(one(text)), (column, text)


CODES = [
    Column(id="x", header="甲", type="code", pattern="[A-Z]{2}[0-9]{3}"),
    Column(id="x", header="甲", type="code", max_length=6),
    Column(id="x", header="甲", type="code", pattern="[A-Z]+\\Z|3-4"),
]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(["PK001", "A", "AB", "7", "3-4", "1e5", "=A1", "C:\\a", "零报告", "—", "/", "ＰＫ001", "PK 01"])
        | st.text("PK019-一", min_size=1, max_size=8),
        min_size=1,
        max_size=9,
    )
)  # fmt: skip
def test_codes_are_read_together_as_one_by_one(texts: list[str]) -> None:
    for column in CODES:
        one = parser(column, declared_shipped(), PERIOD)
        many = together(column, declared_shipped(), PERIOD)
        assert many
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain, "FEW", 0)
            values = many(texts)
        if values is not None:
            assert [shape(Read(value)) for value in values] == [shape(one(text)) for text in texts]
        elif all(text in ("PK001", "AB", "A") for text in texts) and column is CODES[1]:
            raise AssertionError(texts)


@pytest.mark.parametrize(
    ("unit", "texts"),
    [("", ["１２．５", "1,234.50", "-3", "+7"]), ("万元", ["3万元", "1,234", "４５ 万元"]),
     ("%", ["5%", "6％", "７ %"]), ("比率", ["5%", "0.5"]), ("元", ["￥5", "¥ 1,200"])],
)  # fmt: skip
def test_numbers_of_any_plain_spelling_need_no_closer_look(
    unit: str, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "MANY", 0)
    column = Column(id="x", header="甲", type="decimal", unit=unit)
    many = among(column, declared_shipped(), PERIOD)
    assert many
    assert many(texts).values.keys() == {*texts}


def test_characters_of_a_wide_form_are_seen() -> None:
    wide = re.compile(plain.WIDER)
    for char in filter(wide.match, map(chr, range(0x1_0000))):
        assert visible(f"1{char}1") == f"1{char}1"
        assert "\n" not in narrow(char)
        assert not cells._LOOKALIKE.search(char)
        assert not cells._TURNING.search(char)


@pytest.mark.parametrize("kind", ["any", "number"])
def test_a_row_before_the_one_of_numbers_is_heeded(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Row("[0-9]*13", (), {}, None, "E210")
    rows = {**SPELLINGS.rows, kind: (fault, *SPELLINGS.rows[kind])}
    monkeypatch.setattr(plain, "SPELLINGS", replace(SPELLINGS, rows=rows))
    monkeypatch.setattr(fitting, "SPELLINGS", replace(SPELLINGS, rows=rows))
    monkeypatch.setattr(fitting, "_SLIPS", re.compile("[0-9]*13"))
    column = Column(id="x", header="甲", type="decimal")
    many = together(column, declared_shipped(), PERIOD)
    one = parser(column, declared_shipped(), PERIOD)
    assert many
    monkeypatch.setattr(plain, "MANY", 0)
    some = among(column, declared_shipped(), PERIOD)
    assert some
    assert many(["12", "14"]) == [12.0, 14.0]
    assert many(["12", "113", "14"]) is None
    values, noted = some(["12", "113", "14"])
    assert values.items() - {("113", None)} == {("12", 12.0), ("14", 14.0)}
    assert all(read == one(text) for text, read in noted.items())
    assert one("113").faulty
