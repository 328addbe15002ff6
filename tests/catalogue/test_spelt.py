"""How notices write numbers, days and directions: a row for each spelling, and laws over all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.spelt import (
    Number,
    day_numbers,
    directions,
    read_days,
    read_numbers,
    rhythms,
)
from generator.catalogue.spelt.numeral import numeral

NUMBERS = [
    # text, what it says: % are shares, × what the base is multiplied by, 点 points, ? a number left open
    ("3200户", "3200"),
    ("3,200户", "3200"),
    ("1,200,000元", "1200000"),
    ("１２０个", "120"),
    ("1.5毫克每升", "1.5"),
    ("3.2万户", "32000"),
    ("1.2万余人", "12000"),
    ("30余万人", "300000"),
    ("3.2亿元", "320000000"),
    ("1亿2000万元", "120000000"),
    ("5千户", "5000"),
    ("三百户", "300"),
    ("三千二百户", "3200"),
    ("三万二千户", "32000"),
    ("三万二", "32000"),
    ("两百五", "250"),
    ("两百", "200"),
    ("两万人以上", "20000"),
    ("一百零五个", "105"),
    ("十二个", "12"),
    ("二十", "20"),
    ("三十六个", "36"),
    ("贰拾个", "20"),
    ("30个左右", "30"),
    ("不少于5个村", "5"),
    ("3—5个", "3 5"),
    ("1-2个单项", "1 2"),
    ("5名（10名）", "5 10"),
    ("60%以上", "60%"),
    ("60％", "60%"),
    ("99.5%", "99.5%"),
    ("百分之六十", "60%"),
    ("百分之九十五点", "95%"),
    ("百分之百", "100%"),
    ("百分之三十五点五", "35.5%"),
    ("九成五以上", "95%"),
    ("1/3以上", "33.33333333%"),
    ("零点五", "0.5"),
    ("3，200户", "3200"),
    ("1.2 万户", "12000"),
    ("60 %", "60%"),
    ("百余家", "?"),
    ("上千户", "?"),
    ("千分之三", "0.3%"),
    ("5‰", "0.5%"),
    ("六成", "60%"),
    ("六成半", "65%"),
    ("五分之一", "20%"),
    ("四分之三", "75%"),
    ("过半", "50%"),
    ("一半以上", "50%"),
    ("30%、50%、75%", "30% 50% 75%"),
    ("提高3个百分点", "3点"),
    ("下降两个百分点", "2点"),
    ("翻番", "2×"),
    ("翻一番", "2×"),
    ("翻两番", "4×"),
    ("增长一倍", "2×"),
    ("增长两倍", "3×"),
    ("增长到2倍", "2×"),
    ("是上年的1.5倍", "1.5×"),
    ("十几个", "?"),
    ("三五个", "?"),
    ("数百家", "?"),
    ("若干个", "?"),
    ("6月30日前建成5个", "5"),
    ("二季度建成三处", "3"),
    ("2023年工作要点", ""),
    ("第三批", ""),
    ("第一书记", ""),
    ("居全省第5位", "5"),
    ("保持前三名", "3"),
    ("统一组织一批", ""),
    ("一二三产业", ""),
    ("万企兴万村", ""),
    ("成立5个", "5"),
]

DAYS = [
    # text, the days that it may mean in the plan year 2023; ? where that is left open
    ("6月30日前", "2023-06-30"),
    ("6月30号", "2023-06-30"),
    ("2023 年 6 月 30 日前", "2023-06-30"),
    ("2023.06", "2023-06-30"),
    ("年度末", "2023-12-31"),
    ("每周五前", "?"),
    ("本季度末", "?"),
    ("1~6月", "2023-01-31 2023-06-30"),
    ("2023年6月30日", "2023-06-30"),
    ("2023-06-30", "2023-06-30"),
    ("2023.6.30前", "2023-06-30"),
    ("十二月三十一日", "2023-12-31"),
    ("二〇二三年六月底", "2023-06-30"),
    ("2023年6月", "2023-06-30"),
    ("2月底", "2023-02-28"),
    ("11月底前", "2023-11-30"),
    ("11月末", "2023-11-30"),
    ("11月份", "2023-11-30"),
    ("6月内", "2023-06-30"),
    ("6月前", "2023-05-31 2023-06-30"),
    ("6月上旬", "2023-06-10"),
    ("6月中旬", "2023-06-20"),
    ("6月下旬", "2023-06-30"),
    ("6月初", "?"),
    ("上半年", "2023-06-30"),
    ("下半年", "2023-12-31"),
    ("一季度", "2023-03-31"),
    ("第二季度", "2023-06-30"),
    ("二季度末", "2023-06-30"),
    ("前三季度", "2023-09-30"),
    ("年底前", "2023-12-31"),
    ("年末", "2023-12-31"),
    ("年内", "2023-12-31"),
    ("年前", "2023-12-31"),
    ("今年底", "2023-12-31"),
    ("全年", "2023-12-31"),
    ("2025年底", "2025-12-31"),
    ("2025年前", "2024-12-31 2025-12-31"),
    ("明年3月", "2024-03-31"),
    ("4、6、9月", "2023-04-30 2023-06-30 2023-09-30"),
    ("4—6月", "2023-04-30 2023-06-30"),
    ("6月1日至30日", "2023-06-01 2023-06-30"),
    ("3月至10月底", "2023-03-31 2023-10-31"),
    ("月底前", "?"),
    ("春节前", "?"),
    ("汛期前", "?"),
    ("次月5日前", "?"),
    ("10日内", "?"),
    ("自印发之日起15个工作日内", "?"),
    ("三年内", "?"),
    ("2月30日", ""),
    ("每季度", ""),
    ("近年来", ""),
    ("四季分明", ""),
    ("35岁以上年轻干部", ""),
]


def _told(number: Number) -> str:
    if number.value is None:
        return "?"
    sign = {"count": "", "share": "%", "points": "点", "times": "×"}[number.sort]
    return f"{float(number.value):.10g}{sign}"


@pytest.mark.parametrize(("text", "says"), NUMBERS)
def test_a_number(text: str, says: str) -> None:
    assert " ".join(_told(number) for number in read_numbers(text)) == says


@pytest.mark.parametrize(("text", "says"), DAYS)
def test_a_day(text: str, says: str) -> None:
    found = read_days(text, 2023)
    days = sorted(str(day) for each in found for day in each.days)
    assert (" ".join(days) or ("?" if found else "")) == says


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("不低于60%", "不低于", None),
        ("至少打造5个", "至少", None),
        ("达到90%以上", "达到", None),
        ("60个村以上", "以上", None),
        ("不超过3天", None, "不超过"),
        ("控制在5.5%以内", None, "控制在"),
        ("3处及以下", None, "以下"),
        ("规模以上企业", None, None),
        ("60岁以上老人", None, None),
        ("力争建成5处", None, None),
    ],
)
def test_a_direction(text: str, at_least: str | None, at_most: str | None) -> None:
    found = directions(text)
    assert (found.get("at_least"), found.get("at_most")) == (at_least, at_most)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("每季度开展一次", {"quarter"}),
        ("周报告、月通报", {"week", "month"}),
        ("按月报送", {"month"}),
        ("每三个月一次", {"quarter"}),
        ("每6个月一次", {"half_year"}),
        ("每两个月一次", set()),
        ("双周例会", set()),
        ("每半年一次", {"half_year"}),
    ],
)
def test_a_rhythm(text: str, every: set[str]) -> None:
    assert rhythms(text) == every


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每月20日前", {20}),
        ("次月五日", {5}),
        ("每月底前", {31}),
        ("10日内、25日前", {10, 25}),
        ("生日", set()),
    ],
)
def test_a_day_of_the_month(text: str, days: set[int]) -> None:
    assert day_numbers(text) == days


def test_a_deadline_leaves_open_or_says() -> None:
    [month_end] = read_days("月底前", 2023)
    assert month_end.says(date(2023, 6, 30)) is None
    assert month_end.says(date(2023, 6, 29)) is False
    [november] = read_days("11月底前", 2023)
    assert november.says(date(2023, 12, 31)) is False
    assert november.says(date(2023, 11, 30)) is True


def _spell(value: int) -> str:
    """A number as a notice spells it: 12 is 十二, 3205 is 三千二百零五, 20030 is 二万零三十."""
    text, gap = "", False
    for position in range(len(str(value)) - 1, -1, -1):
        digit = value // 10**position % 10
        unit = ("", "十", "百", "千")[position % 4]
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
        group = position // 4
        if group and position % 4 == 0 and value // 10**position % 10**4:
            text += ("", "万", "亿")[group]
    return text[1:] if text.startswith("一十") else text


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_spelt_number_is_read_again(value: int) -> None:
    assert numeral(_spell(value)) == value
    [number] = read_numbers(f"建成{_spell(value)}个")
    assert number.value == value


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["个", "户", "%", "万元"]))
def test_digits_are_read_however_they_are_grouped(value: int, unit: str) -> None:
    plain, grouped = f"达到{value}{unit}", f"达到{value:,}{unit}"
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    said = [[number.value for number in read_numbers(text)] for text in (plain, grouped, wide)]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 1


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_with_and_without_its_year(day: date) -> None:
    spellings = [f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日前", str(day)]
    spellings.append(f"{_spell(day.month)}月{_spell(day.day)}日")
    for text in spellings:
        [found] = read_days(f"于{text}完成", day.year)
        assert found.days == (day,)
        assert found.says(day) is True
        assert found.says(day + timedelta(days=1)) is False


@given(
    st.text(alphabet="一二三十百千万亿0123456789月日年季度半上下底前末成%、，。至-个", max_size=14)
)
def test_whatever_is_read_lies_in_the_text_and_apart(text: str) -> None:
    for found in (read_numbers(text), read_days(text, 2023)):
        ends = 0
        for each in found:
            assert ends <= each.start < each.end <= len(text)
            assert text[each.start : each.end] == each.text
            ends = each.end
