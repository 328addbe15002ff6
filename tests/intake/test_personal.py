"""Personal data as people write it is found, and not found where there is none."""

from __future__ import annotations

import csv
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from unicodedata import category, decimal, normalize

import pytest
import yaml

from generator.words import privacy
from generator.words.digits import FOREIGN, SPOKEN
from tests.factory import declared_harbour as city
from tests.factory import declared_shipped as shipped
from tests.place import PROJECT

Texts = Mapping[str, Sequence[str]]


@cache
def collection() -> Mapping[str, Texts]:
    """``found`` by kind, ``none`` by what they look like."""
    text = (PROJECT / "tests/data/personal.yaml").read_text("utf-8")
    told: Mapping[str, Texts] = yaml.safe_load(text)
    return told


def everything() -> list[str]:
    return [text for table in collection().values() for texts in table.values() for text in texts]


def kinds(text: str) -> list[str]:
    return [hit.kind for hit in privacy.find(text)]


def test_what_is_personal_is_found_as_what_it_is() -> None:
    asked = [(kind, text) for kind, texts in collection()["found"].items() for text in texts]
    missed = [(kind, text) for kind, text in asked if kind not in kinds(text)]
    assert len(asked) >= 300
    assert len(missed) / len(asked) <= 0.02, missed


def test_nothing_is_found_where_there_is_none() -> None:
    asked = [text for texts in collection()["none"].values() for text in texts]
    false = {text: found for text in asked if (found := kinds(text))}
    assert len(asked) >= 500
    assert len(false) / len(asked) <= 0.01, false
    assert not false.keys() & set(collection()["none"]["named in the issue"])


def test_nothing_is_found_in_what_is_published() -> None:
    """The shipped notice and filings are what county offices write, and no test was made of them."""
    assert privacy.find((PROJECT / "rules/notice.txt").read_text("utf-8")) == []
    known = privacy.declared(shipped())
    for path in sorted((PROJECT / "submissions").rglob("*.csv"))[::7]:
        cells = {cell for row in _rows(path) for cell in row}
        assert {cell: hits for cell in cells if (hits := privacy.find(cell, known=known))} == {}


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


@pytest.mark.parametrize(
    "header",
    [
        *("联系人及电话", "姓名/职务", "负责人（电话）", "户主姓名、身份证", "姓名，性别"),
        *("单位/联系人", "身份证号码", "经办人"),
    ],
)
def test_a_column_of_persons(header: str) -> None:
    assert privacy.is_column(normalize("NFKC", header))


@pytest.mark.parametrize(
    "header",
    [
        "联系人变更次数",
        "户主数",
        "法人单位数",
        "负责人",
        "审核通过数",
        "电话回访次数",
        "单位/部门",
        "月份",
        "",
    ],
)
def test_no_column_of_persons(header: str) -> None:
    assert not privacy.is_column(header)


def test_what_is_declared_is_no_person() -> None:
    known = privacy.declared(city())
    names = {name for each in city().names.values() for name in each.ids}
    assert known & names
    assert "白石渔港" in known
    assert kinds("联系人：梁家滩") == ["name"]
    assert privacy.find("联系人：梁家滩", known=frozenset({"梁家滩"})) == []


# --- laws ----------------------------------------------------------------------------------------

NUMBERS = (
    "13907164835",
    "510103198607251932",
    "6217994830162579041",
    "0374-7093168",
    "15862097413",
)
NAMES = ("张三", "王小明", "欧阳小明", "逄小明", "李某某")
WAYS: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: n.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789"}),
    lambda n: n.translate({ord("0") + v: c for v, c in enumerate("零一二三四五六七八九")}),
    lambda n: n.translate({ord("0") + v: chr(0x660 + v) for v in range(10)}),
    lambda n: "\n".join((n[:6], n[6:])),
    lambda n: "\u200b".join(n),
    lambda n: n if len(n) != 11 else f"{n[:3]} {n[3:7]}·{n[7:]}",
)


def digits(text: str) -> str:
    """All digits of a text in a row, whatever stands between those of one number."""
    narrow = "".join(FOREIGN.get(c) or SPOKEN.get(c) or normalize("NFKC", c) for c in text)
    return re.sub("[\u200b\n ·-]", "", narrow)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_planted_is_left(seed: int) -> None:
    dice = random.Random(seed)
    quiet = [text for texts in collection()["none"].values() for text in texts]
    for number in NUMBERS:
        for way in WAYS:
            name = dice.choice(NAMES)
            text = f"{dice.choice(quiet)}，联系人：{name}，{way(number)}，{dice.choice(quiet)}"
            shown = privacy.masked(text)
            bare = number.replace("-", "")
            left = [
                bare[at : at + 8]
                for at in range(len(bare) - 7)
                if bare[at : at + 8] in digits(shown)
            ]
            assert (left, name in shown) == ([], False), text
            assert privacy.masked(shown) == shown


def mutated(dice: random.Random) -> str:
    """A text of the collection with a few characters put in, taken out, or another text put in."""
    texts = everything()
    chars = list(dice.choice(texts))
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(chars) + 1)
        what = dice.random()
        if what < 0.5:
            chars.insert(
                at,
                dice.choice("0123456789 -./\n\t（）()一三零①１٣张李户主联系人：电话元万Xx@#，某"),
            )
        elif what < 0.8:
            del chars[at : at + 1]
        else:
            chars[at:at] = dice.choice(texts)
    return "".join(chars)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_masked_is_masked_whole(seed: int) -> None:
    dice = random.Random(seed)
    for text in (mutated(dice) for _ in range(50)):
        shown = privacy.masked(text)
        assert len(shown) == len(text)
        assert privacy.masked(shown) == shown
        assert privacy.find(shown) == []


@pytest.mark.parametrize(
    "part",
    [
        *("1 2 3 4 5 6 7 8 ", "1" * 8, "138.", "联系人", "联系人：", "张三 ", "a@", "a.b-", "一", "身份证1"),
        *("姓 ", "户    ", "()", "0374-", "((", "6222 ", "·张", "王小明13812345678", "一三 "),
    ],
)  # fmt: skip
def test_no_text_takes_long(part: str) -> None:
    """Twice the length takes about twice the time, and a window never long."""
    text = (part * 40_000)[:40_000]
    began = time.process_time()
    privacy.find(text, wary=True)
    assert time.process_time() - began < 1.5


def test_every_digit_of_the_first_plane_is_known() -> None:
    for char in map(chr, range(0x80, 0x10000)):
        if category(char) == "Nd":
            narrow = normalize("NFKC", char)
            assert FOREIGN.get(char, narrow) == str(decimal(char))


@pytest.mark.parametrize("before", range(3_900, 4_001, 9))
def test_nothing_hides_between_two_windows(before: int) -> None:
    for text in ("13812345678", "410101199003070039", "138 1234 5678", "联系人：王小明，"):
        long = "甲" * before + text + "乙" * 300
        assert privacy.find(long), (before, text)
