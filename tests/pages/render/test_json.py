"""JSON tells values whole: nothing is rounded, nothing is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.cells import Cell
from generator.pages.links import FromOutside
from generator.pages.render.json import MEDIUM, plain
from generator.pages.values import Badge, Cells, Item, Link, Outline, Paper, Place, Quantity
from generator.words.states import State


def read(paper: Paper, **how: Any) -> Any:
    return json.loads(MEDIUM.written(paper, None), **how)


@given(st.floats(-1e20, 1e20))
def test_a_number_keeps_every_digit(number: float) -> None:
    paper = Paper("题", (Quantity(number, "%"),))
    assert read(paper)["parts"][0]["value"] == number
    (told,) = read(paper, parse_float=Decimal)["parts"]
    assert told["value"] == Decimal(repr(number))


@given(st.text(st.characters()))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert read(Paper(text, (text,))) == {"is": "paper", "title": text, "parts": [text]}


def test_a_value_says_what_it_is_and_what_is_read() -> None:
    assert plain(Quantity(46, "%")) == {
        "is": "quantity",
        "says": "46.0%",
        "value": 46,
        "unit": "%",
        "decimals": 1,
        "asked": False,
        "low": None,
    }
    assert plain((Badge(State.MET), "  ", "T-1"))[0]["says"] == "● 已达到"
    led = plain(Link("甲", Place("unit", "east")), FromOutside("http://a.example"))
    assert led["to"]["address"] == "http://a.example/units/east.html"
    assert "address" not in plain(Link("甲", Place("unit", "east")))["to"]


def test_a_computation_is_told_down_to_its_cells() -> None:
    cell = Cell("a.csv", 2, 7, "支出", "4600", "4,600", "abc")
    told = plain(Outline((Item("支出", (Cells((cell,)),)),)))
    (where,) = told["items"][0]["rests_on"][0]["cells"]
    assert where == {
        "is": "cell",
        "file": "a.csv",
        "line": 2,
        "column": 7,
        "header": "支出",
        "value": "4600",
        "filed": "4,600",
        "commit": "abc",
    }
