"""The phrases of a notice that carry numbers, periods, deadlines and titles: few, and each a real one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue.phrases import left, phrases
from tests.factory import HARBOUR, codes, harbour, only

NOTICE = """\
关于印发《临海市2024年“十大民生实事”实施方案》的通知
临政办发〔2024〕12号
根据《省政府关于2024年民生实事的通知》（省政发〔2024〕3号）精神，按照“1234”思路，现将《临海市2024年实施方案》印发给你们。
一、2024年，全市新增养老床位1,200张，改造老旧小区三十六个；规模以上企业研发投入翻一番。
（一）新建服务中心5处，二季度末开工，11月底前全部建成。（责任单位：市民政局12个科室）
1.对60岁以上老年人做好服务，体检率不低于八成，开通12345热线，24小时值守。
2.秋季开学前建成学校3所。牵头单位：市教育局；配合单位：2个中心
3.出台《双减工作巩固提升办法》，学习贯彻《省条例》，落实四级联动、两项制度，开展“五育并举”。
4.实行“周调度、月通报”制度，每两周一次例会，自印发之日起10个工作日内报备。
四、11月15日起，到2027年单位能耗比2020年下降13.5%，建设15分钟生活圈。
5.抓好第二批试点，统一组织，进一步落实“十四五”和党的二十大部署。
附件1 任务分解表
1 | 古城街道 | 12 | 年底
2024年3月1日印发
"""

FOUND = [
    "4 全市新增养老床位1,200张: 1,200",
    "4 改造老旧小区三十六个: 三十六",
    "4 规模以上企业研发投入翻一番: 翻一番",
    "5 新建服务中心5处: 5",
    "5 二季度末开工: 二季度末",
    "5 11月底前全部建成: 11月底前",
    "6 体检率不低于八成: 八成",
    "7 秋季开学前建成学校3所: 开学前 3",
    "8 出台《双减工作巩固提升办法》: 《双减工作巩固提升办法》",
    "9 实行“周调度、月通报”制度: 周调度 月通报",
    "9 每两周一次例会: 每两周",
    "9 自印发之日起10个工作日内报备: 自印发之日起10个工作日内 10",
    "10 11月15日起: 11月15日",
    "10 到2027年单位能耗比2020年下降13.5%: 2027年 13.5%",
    "13 1 | 古城街道 | 12 | 年底: 12 年底",
]


def test_what_asks_for_something_and_what_only_looks_like_it() -> None:
    found = [
        f"{p.line} {p.text}: {' '.join(NOTICE[m.start : m.end] for m in p.marks)}"
        for p in phrases(NOTICE, 2024)
    ]
    assert found == FOUND


def test_what_lies_before_the_plan_asks_for_nothing() -> None:
    assert not phrases("以2022年6月底的底数为准。", 2023)
    assert len(phrases("以2023年6月底的底数为准。", 2023)) == 1


def test_a_phrase_is_left_until_a_quote_holds_each_of_its_marks() -> None:
    text = (HARBOUR / "rules" / "notice.txt").read_text("utf-8")
    [rate] = [each for each in phrases(text, 2027) if "整治率" in each.text]
    assert rate.sorts == ("deadline", "number")
    assert left([rate], [(rate.start, rate.end)]) == []
    assert left([rate], [(rate.start, rate.marks[1].end)]) == [rate]


def test_the_shipped_notice_has_a_score_of_them() -> None:
    """Of 50 paragraphs; what a reader has to look at stays short."""
    text = (Path(__file__).parents[2] / "rules" / "notice.txt").read_text("utf-8")
    assert 15 <= len(phrases(text, 2023)) <= 30


@given(st.text(alphabet="每月季年底前3万%个《》“”出台，。；|\t\n1.（）", max_size=40))
def test_a_phrase_is_verbatim_and_its_marks_lie_in_it(text: str) -> None:
    for phrase in phrases(text):
        assert text[phrase.start : phrase.end] == phrase.text
        assert text.splitlines()[phrase.line - 1].count(phrase.text)
        assert all(phrase.start <= m.start < m.end <= phrase.end for m in phrase.marks)


def test_what_no_provision_quotes_is_a_reminder(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    assert codes(city.problems()) == []
    notice = (city.root / "rules" / "notice.txt").read_text("utf-8")
    more = "".join(f"新增泊位{number}0个。" for number in range(1, 12))
    city.write("rules/notice.txt", notice + f"附件：工程清单\n{more}\n")
    reminder = only(city.problems())
    line = len(notice.splitlines()) + 2
    assert (reminder.code, reminder.file, reminder.line) == ("W543", "rules/notice.txt", line)
    assert f"第 {line} 行“新增泊位10个”、" in reminder.message
    assert reminder.message.endswith("“新增泊位80个”等 11 处")


def test_a_deadline_is_quoted_where_what_is_due_on_it_is(tmp_path: Path) -> None:
    """年底前 stands before the quote of what is due by then, and is left over once that is due earlier."""
    city = harbour(tmp_path, filings=False)
    assert codes(city.problems()) == []
    city.edit("tasks.yaml", "            due: 2027-12-31\n", "")
    assert "各园区年底前" in only(city.problems()).message


def test_words_alone_take_up_no_number_unless_they_read_it(tmp_path: Path) -> None:
    """A commitment may quote a whole paragraph: what can be counted in it is still to be encoded."""
    city = harbour(tmp_path, filings=False)
    city.edit("tasks.yaml", TWICE, "        commitments:\n" + TWICE.split("\n", 1)[1])
    city.edit("tasks.yaml", "            every: year\n            times: 2\n", "")
    city.edit("tasks.yaml", REGULARLY, "        cadences:\n" + REGULARLY)
    assert "“每座渔港每年巡查不少于两次”" in only(city.problems()).message
    city.edit("tasks.yaml", "quote: 每座渔港每年巡查不少于两次", READ)
    assert codes(city.problems()) == []


TWICE = "        cadences:\n          - id: K4-2\n"
REGULARLY = "          - id: K4-3\n"
READ = "quote: 每座渔港每年巡查不少于两次\n            reads: {两次: 2}"
