"""What a provision says of the notice, held against the notice: right spellings pass, wrong values do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalogue import reads
from generator.catalogue.spelt import saying
from tests.factory import City, harbour

TASK = """
      - id: K5
        number: 第5条
        title: 新增任务
        text: {text}
        responsible: [haishi]
        responsible_quote: 责任单位：市海事办
        {kind}:
          - id: K5-1
            quote: {quote}
            basis: notice
{fields}

"""

SETTLED = "reads: {3.2万: 320000}\n            questions: [Q02]"

ANNEX = """
附件1
各园区目标任务表
序号 | 园区 | 岸滩（处） | 投资（万元） | 完成时限
1 | 北港园区 | 12 | 3,400 | 11月底
2 | 南港园区 | 3 | 45 | 年底
附件2
联系方式（不转载）
"""


def _with(folder: Path, text: str, kind: str, fields: str, quote: str = "") -> City:
    """The harbour city with a clause of that text, and a provision with those fields on a quote of it."""
    city = harbour(folder, filings=False)
    city.edit(
        "rules/notice.txt", "第三部分", f"第5条　新增任务。{text}（责任单位：市海事办）\n\n第三部分"
    )
    notice = (city.root / "rules" / "notice.txt").read_text("utf-8")
    city.write("rules/notice.txt", notice + ANNEX)
    own = "".join(f"            {line}\n" for line in fields.split("; "))
    quote = f"'{quote or text.rstrip('。')}'"
    task = TASK.format(text=f"'{text}'", kind=kind, quote=quote, fields=own.rstrip())
    return city.edit("tasks.yaml", "\nrequirements:", f"{task}\nrequirements:")


def _told(city: City) -> list[str]:
    found = [p for p in city.problems() if p.file == "tasks.yaml"]
    return [f"{p.code} {p.message.removeprefix('依据写的是 notice，')}" for p in found]


AT_LEAST, DONE = "operator: at_least; value: ", "operator: at_least; value: 3; due: "
MUCH = (
    "operator: at_least; against: last_year; base: {value: 3, source: 公报}; change: {times: 2}; "
)

RIGHT = [
    # text of the clause, what is declared of it
    ("建成3处。", "targets", AT_LEAST + "3"),
    ("建成三处以上。", "targets", AT_LEAST + "3"),
    ("惠及3.2万户。", "targets", AT_LEAST + "32000"),
    ("惠及3.2万户。", "targets", AT_LEAST + "3.2"),
    ("惠及三千二百户。", "targets", AT_LEAST + "3200"),
    ("惠及两百户。", "targets", AT_LEAST + "200"),
    ("惠及1.2万余户。", "targets", AT_LEAST + "12000"),
    ("惠及1,200户。", "targets", AT_LEAST + "1200"),
    ("完成率达到百分之六十。", "targets", AT_LEAST + "60"),
    ("完成率达到六成。", "targets", AT_LEAST + "60"),
    ("完成率达到６０％。", "targets", AT_LEAST + "60"),
    ("完成五分之一。", "targets", AT_LEAST + "20"),
    ("任务全部完成。", "targets", AT_LEAST + "100"),
    ("实现重大事故零发生。", "targets", "operator: at_most; value: 0"),
    ("73座渔港全部整治。", "targets", AT_LEAST + "73; wording: 全部"),
    ("次数控制在5次以内。", "targets", "operator: at_most; value: 5"),
    ("11月底前建成3处。", "targets", DONE + "2027-11-30"),
    ("11月底前完成全年3处任务。", "targets", DONE + "2027-11-30"),
    ("上半年建成3处。", "targets", DONE + "2027-06-30"),
    ("二季度末建成3处。", "targets", DONE + "2027-06-30"),
    ("年内建成3处。", "targets", DONE + "2027-12-31"),
    ("十二月底前建成3处。", "targets", DONE + "2027-12-31"),
    ("2028年底前建成3处。", "targets", DONE + "2028-12-31"),
    ("6月中旬建成3处。", "targets", DONE + "2027-06-20"),
    ("2027年9月建成3处。", "targets", DONE + "2027-09-30"),
    ("建成3处。", "targets", DONE + "2027-12-31"),
    ("春节前建成3处。", "targets", DONE + "2027-02-05; reads: {春节前: 2027-02-05}"),
    ("年底完成三成。", "targets", "operator: at_least; checkpoints: [{date: 2027-12-31, value: 30}]"),
    ("上半年完成40%、年底完成90%。", "targets",
     "operator: at_least; checkpoints: [{date: 2027-06-30, value: 40}, {date: 2027-12-31, value: 90}]"),
    ("十几个点位。", "targets", AT_LEAST + "12; reads: {十几个: 12}"),
    ("比上年大幅增长。", "targets", MUCH + "reads: {大幅增长: '×2 of last year'}"),
    ("比上年翻一番。", "targets", MUCH.removesuffix("; ")),
    ("每三个月检查一次。", "cadences", "every: quarter"),
    ("每季度检查两轮。", "cadences", "every: quarter; times: 2"),
    ("每月底前检查一次。", "cadences", "every: month; day: 31"),
    ("每月二十日前报送。", "cadences", "every: month; day: 20"),
    ("五月、十月各检查一次。", "cadences", "months: [5, 10]"),
    ("4、6、9月各检查一次。", "cadences", "months: [4, 6, 9]"),
    ("6月30日前出台《办法》。", "deliverables", "document: 《办法》; due: 2027-06-30"),
]  # fmt: skip

WRONG = [
    ("建成3处。", "targets", AT_LEAST + "4", "E534 引文中没有与“4”对应的字样"),
    ("惠及3.2万户。", "targets", AT_LEAST + "320000", "E534 引文中没有与“320000”对应的字样"),
    ("6月底前启动。", "targets", AT_LEAST + "6", "E534 引文中没有与“6”对应的字样"),
    ("创建第三批示范点。", "targets", AT_LEAST + "3", "E534 引文中没有与“3”对应的字样"),
    ("全市建成5处。", "targets", AT_LEAST + "100", "E534 引文中没有与“100”对应的字样"),
    ("不超过5次。", "targets", AT_LEAST + "5",
     "E534 引文写的是“不超过”，与 operator: at_least 不合"),
    ("11月底前完成全年3处任务。", "targets", DONE + "2027-12-31",
     "E534 原文写的是“11月底前”，与 2027-12-31 不合"),
    ("上半年建成3处。", "targets", DONE + "2027-12-31", "E534 原文写的是“上半年”，与 2027-12-31 不合"),
    ("年底建成3处。", "targets", DONE + "2027-11-30", "E534 原文写的是年底，2027-11-30 不是年底"),
    ("春节前建成3处。", "targets", DONE + "2027-12-31", "E534 原文的“春节前”没有写明是哪一天"),
    ("年底建成3处。", "targets", DONE + "2028-12-31", "E527 期限 2028-12-31 不在计划年度 2027 年内"),
    ("每两个月检查一次。", "cadences", "every: month", "E534 引文中没有与“month”对应的字样"),
    ("每月底前检查一次。", "cadences", "every: month; day: 20", "E534 引文中没有与“20”对应的字样"),
    ("惠及3.2万户。", "targets", AT_LEAST + "320000; reads: {3.2万: 320000}",
     "E535 “3.2万”读作320000，与字面不符，字面是32000"),
    ("上半年建成3处。", "targets", DONE + "2027-07-31; reads: {上半年: 2027-07-31}",
     "E535 “上半年”读作2027年7月31日，与字面不符，字面是2027年6月30日"),
    ("建成一批。", "targets", AT_LEAST + "3; reads: {若干: 3}", "E531 引文中没有“若干”"),
    ("春节前建成3处。", "targets", DONE + "2027-02-05; reads: {春节前: 2027-02-30}",
     "E515 “2027-02-30”不是有效的日期（yyyy-mm-dd）"),
    ("比上年大幅增长。", "targets", MUCH.removesuffix("; "), "E534 引文中没有与“2”对应的字样"),
    ("产量翻一番。", "targets", AT_LEAST + "2; reads: {翻一番: '×3 of last year'}",
     "E535 “翻一番”读作上年的3倍，与字面不符，字面是2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "fields"), RIGHT)
def test_what_the_notice_says(tmp_path: Path, text: str, kind: str, fields: str) -> None:
    assert _told(_with(tmp_path, text, kind, fields)) == []


@pytest.mark.parametrize(("text", "kind", "fields", "wanted"), WRONG)
def test_what_it_does_not_say(
    tmp_path: Path, text: str, kind: str, fields: str, wanted: str
) -> None:
    told = _told(_with(tmp_path, text, kind, fields))
    assert any(line.startswith(wanted) for line in told), told


def test_a_reading_in_dispute_is_an_open_question(tmp_path: Path) -> None:
    """Refused by itself, allowed while its question is open, and refused again once that is settled."""
    fields = AT_LEAST + "320000; reads: {3.2万: 320000}; questions: [Q01]"
    city = _with(tmp_path, "惠及3.2万户。", "targets", fields)
    assert _told(city) == []
    [reading] = reads.of(city.catalogue(), city.catalogue().provisions["K5-1"])
    assert (reading.phrase, reading.means, reading.opinion) == ("3.2万", "320000", "disagrees")
    city.edit("tasks.yaml", "reads: {3.2万: 320000}\n            questions: [Q01]", SETTLED)
    assert [line[:4] for line in _told(city)] == ["E535"]


def test_what_the_program_thinks_of_a_reading(tmp_path: Path) -> None:
    text = "春节前完成三成，上半年翻一番，十几个。"
    said = (
        "{春节前: 2027-02-05, 三成: 30, 上半年: 2027-06-30, 翻一番: '×2 of last year', 十几个: 12}"
    )
    city = _with(tmp_path, text, "commitments", f"reads: {said}")
    declared = city.catalogue()
    found = reads.of(declared, declared.provisions["K5-1"])
    assert [(each.phrase, each.means, each.opinion) for each in found] == [
        ("春节前", "2027年2月5日", "open"),
        ("三成", "30", "agrees"),
        ("上半年", "2027年6月30日", "agrees"),
        ("翻一番", "上年的2倍", "agrees"),
        ("十几个", "12", "open"),
    ]


@pytest.mark.parametrize(
    ("quote", "fields", "wanted"),
    [
        # cells of a row in order; white space and borders do not count
        ("北港园区 | 12", "value: 12; from: 附件1", ""),
        ("北港园区|3,400", "value: 3400; from: 附件1", ""),
        ("北港园区 12 3,400 11月底", "value: 12; due: 2027-11-30; from: 附件1", ""),
        ("南港园区 | 3 | 年底", "value: 3; due: 2027-12-31; from: 附件1", ""),
        ("南港园区 | 45", "value: 45; from: 各园区目标任务表", ""),
        # the row's own deadline holds for it
        ("北港园区 | 12", "value: 12; due: 2027-11-30; from: 附件1", ""),
        ("北港园区 | 12", "value: 12; due: 2027-12-31; from: 附件1", "E534"),
        # a number in a cell never joins that of the next, and is never cut short
        ("南港园区 | 345", "value: 345; from: 附件1", "E531"),
        ("南港园区345", "value: 345; from: 附件1", "E531"),
        ("南港园区 3 45", "value: 345; from: 附件1", "E534"),
        ("北港园区 | 1", "value: 1; from: 附件1", "E534"),
        ("北港园区 | 3", "value: 3; from: 附件1", "E531"),
        # where it says that it is from
        ("北港园区 | 12", "value: 12", "E531"),
        ("北港园区 | 12", "value: 12; from: 附件2", "E531"),
        ("北港园区 | 12", "value: 12; from: 附件3", "E531"),
    ],
)
def test_cells_of_an_annex(tmp_path: Path, quote: str, fields: str, wanted: str) -> None:
    city = _with(tmp_path, "任务见附件。", "targets", "operator: at_least; " + fields, quote)
    told = _told(city)
    assert [line[:4] for line in told] == ([wanted] if wanted else []), told


def test_a_quote_that_cuts_a_number_short_says_all_of_it(tmp_path: Path) -> None:
    fields = AT_LEAST + "6"
    told = _told(_with(tmp_path, "比例不低于60%。", "targets", fields, "比例不低于6"))
    assert told == ["E534 引文中没有与“6”对应的字样"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "says"),
    [
        ("3.2万户", 32000, "户", True),
        ("3.2万户", 3.2, "户", False),
        ("3.2万户", 3.2, "万户", True),
        ("3.2亿元", 32000, "万元", True),
        ("32000元", 3.2, "万元", True),
        ("32000元", 32000, "万元", False),
        ("45", 45, "万元", True),
        ("三分之二", 66.7, "%", True),
        ("三分之二", 66, "%", False),
        ("翻一番", 100, "%", True),
        ("翻一番", 2, "%", False),
        ("翻一番", 2, "倍", True),
        ("增长8%", 8, "%", True),
        ("60%", 60, "%", True),
    ],
)
def test_a_value_is_said_in_its_unit(text: str, value: float, unit: str, says: bool) -> None:
    assert bool(saying(text, value, unit)) is says
