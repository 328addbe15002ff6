"""Numbers and dates as the office prints them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from generator import wording
from generator.calendar import SHANGHAI


def test_days_have_no_leading_zeros() -> None:
    assert wording.day(date(2023, 5, 2)) == "2023年5月2日"
    assert wording.moment(datetime(2023, 5, 2, 9, 5, tzinfo=SHANGHAI)) == "5月2日 09:05"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (46, "%", "46.0%"),
        (46.25, "%", "46.3%"),
        (1.005, "%", "1.0%"),
        (-0.04, "%", "0.0%"),
        (8460, "万元", "8460万元"),
        (9999.96, "万元", "1亿元"),
        (10000, "万元", "1亿元"),
        (13600, "万元", "1.36亿元"),
        (5, "个", "5个"),
        (0, "个", "0个"),
        (100, "户", "100户"),
        (2.4, "公里", "2.4公里"),
    ],
)
def test_quantities(value: float, unit: str, words: str) -> None:
    assert wording.quantity(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(-4, "%", "4.0个百分点"), (3, "个", "3个"), (-12000, "万元", "1.2亿元")],
)
def test_differences_are_not_signed(value: float, unit: str, words: str) -> None:
    assert wording.difference(value, unit) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("项目进展", "“项目进展”"),
        ("“红黄牌”警告", "“‘红黄牌’警告”"),
        ("“一、“二””", "“‘一、“二”’”"),
        ("实行‘双交办’", "“实行‘双交办’”"),
    ],
)
def test_marks_within_marks_are_never_alike(name: str, words: str) -> None:
    assert wording.quoted(name) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["甲", "乙"], "甲、乙"),
        (["“甲”", "“乙”", "丙"], "“甲”“乙”、丙"),
        (["《甲》", "“乙”"], "《甲》“乙”"),
        (["“甲”表", "“乙”表"], "“甲”表、“乙”表"),
        (["原文的“甲”、“乙”"], "原文的“甲”、“乙”"),
        ([], ""),
    ],
)
def test_marks_set_words_apart_themselves(words: list[str], said: str) -> None:
    assert wording.join(words) == said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (46.0, "46"),
        (-0.0, "0"),
        (12345678901.5, "12345678901.5"),
        (999999999999999, "999999999999999"),
        (1e15, "1000000000000000"),
        (0.0000001, "0.0000001"),
        (-0.5, "-0.5"),
    ],
)
def test_a_number_as_it_is(value: float, text: str) -> None:
    assert wording.exact(value) == text


def test_values_as_they_are() -> None:
    values = (None, True, False, 2.50, date(2023, 5, 2), "K1")
    assert [wording.spelt(value) for value in values] == ["", "是", "否", "2.5", "2023-05-02", "K1"]


@pytest.mark.parametrize(
    ("was", "now", "unit", "told"),
    [
        (45.6, 47.2, "%", ("45.6%", "47.2%")),
        (45.61, 45.62, "%", ("45.61%", "45.62%")),
        (123456781.1, 123456781.2, "万元", ("123456781.1万元", "123456781.2万元")),
        (5, 5, "个", ("5个", "5个")),
    ],
)
def test_two_numbers_told_apart(was: float, now: float, unit: str, told: tuple[str, str]) -> None:
    assert wording.apart(was, now, unit) == told


@pytest.mark.parametrize(
    ("value", "threshold", "unit", "words"),
    [
        (46, 50, "%", ("46.0%", "50%")),
        (97.99, 98, "%", ("97.99%", "98%")),
        (49.9999999, 50, "%", ("49.9999999%", "50%")),
        (60.00000000000001, 60, "%", ("60.0%", "60%")),
        (95.5, 91.506849, "%", ("95.5%", "91.5%")),
        (91.5, 91.506849, "%", ("91.50%", "91.51%")),
        (98, 97.25, "%", ("98.00%", "97.25%")),
        (8717.18, 8717.18, "万元", ("8717.18万元", "8717.18万元")),
        (8717.2, 8717.18, "万元", ("8717.2万元", "8717.18万元")),
        (99999, 100000, "万元", ("9.9999亿元", "10亿元")),
        (13600, 10000, "万元", ("1.36亿元", "1亿元")),
        (None, 50, "%", ("", "50%")),
        (4, None, "个", ("4个", "")),
    ],
)
def test_value_and_requirement_read_alike_only_when_they_are(
    value: float | None, threshold: float | None, unit: str, words: tuple[str, str]
) -> None:
    assert wording.compared(value, threshold, unit) == words


@pytest.mark.parametrize(
    ("value", "threshold", "unit", "words"),
    [
        (46, 50, "%", "差4.0个百分点"),
        (3.6, 3, "%", "高出0.6个百分点"),
        (1, 0, "个", "超出1个"),
        (49.949, 49.951, "%", "差0.002个百分点"),
        (50, 50, "%", ""),
    ],
)
def test_a_gap_says_its_direction_and_is_never_nothing(
    value: float, threshold: float, unit: str, words: str
) -> None:
    assert wording.gap(value, threshold, unit) == words


def test_sentences_told_together_end_once() -> None:
    assert wording.in_one(["甲。", "乙；", "", "丙"]) == "甲；乙；丙。"
    assert wording.in_one([]) == ""


def test_places_of_headings_are_spelt_as_papers_spell_them() -> None:
    told = [wording.numeral(place) for place in (1, 9, 10, 11, 20, 21, 99)]
    assert told == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("关于做好巡河工作的通知", "《关于做好巡河工作的通知》"),
        ("《巡河办法》", "《巡河办法》"),
        ("《巡河办法》（试行）", "《巡河办法》（试行）"),
        ("关于印发《巡河办法》的通知", "《关于印发〈巡河办法〉的通知》"),
        ("《巡河办法》和《清河办法》的说明", "《〈巡河办法〉和〈清河办法〉的说明》"),
        (
            "关于转发《关于印发〈巡河办法〉的通知》的函",
            "《关于转发〈关于印发《巡河办法》的通知〉的函》",
        ),
        ("《关于印发《巡河办法》的通知》", "《关于印发〈巡河办法〉的通知》"),
    ],
)
def test_a_title_within_a_title_has_the_other_marks(title: str, words: str) -> None:
    assert wording.titled(title) == words
    assert wording.titled(words) == words
