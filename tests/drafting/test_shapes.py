"""Notices of other shapes, from text alone: what is placed, what is not, and that it passes check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import catalogue, drafting, flow
from generator.catalogue.model import Catalogue
from generator.judging.kinds import KINDS
from tests.drafting.papers import document

NOTICES = Path(__file__).with_name("notices")

CLAUSES = {
    "actions": "（一）1. （一）2. （二）1. （二）2. （三）1. 三、（一） 三、（二） 1 2",
    "measures": "一、 二、 三、 四、",
    "safety": "一、1. 一、2. 一、3. 二、1. 二、2. 三、",
    "inspection": "（一） （二） 三、（一） 三、（二）",
    "ledger": "1 2 3",
    "orders": "一、1. 一、2. 二、1. 二、2.",
    "report": "1. 2. 3. 4. 5.",
}
"""The number of every clause, in order."""

UNPLACED = {
    "actions": [28, 31, 32],  # the title and two members of a group, in an annex
    "measures": [13],  # from when on it is in force
    "safety": [],
    "inspection": [],
    "ledger": [],
    "orders": [],
    "report": [],
}
"""The lines that are not placed."""

NAMED = {
    "actions": {"（二）1.": "市科技局 市教育局", "2": "市财政局 市工业和信息化局"},
    "measures": {
        "二、": "市住建局 市发改委 各县市区政府",
        "四、": "市司法局 市市场监管局 各行政执法单位",
    },
    "safety": {
        "一、1.": "区应急管理局 区消防救援大队 区住建局 各镇（街道）",
        "二、2.": "区应急管理局 区总工会",
    },
    "inspection": {},
    "ledger": {"2": "市农业农村局 各县区 市卫健委"},
    "orders": {"一、2.": "市消防救援支队 各成员单位", "二、1.": "市公安局 市住建局"},
    "report": {"1.": "市发改委 市统计局 市工信局", "2.": "市发改委 市工信局 市商务局"},
}
"""Who is responsible for some of them."""


UNQUOTED = "W543"
"""The reminder of what nobody has encoded yet: all of it stands there as comments."""


def drafted(notice: Path, to: Path) -> tuple[drafting.Drafted, Catalogue]:
    begun = drafting.begin(notice, to)
    assert isinstance(begun, drafting.Drafted), begun
    assert {problem.code for problem in begun.problems} <= {UNQUOTED}
    declared, problems = catalogue.read(to, KINDS)
    assert declared
    assert {problem.code for problem in problems} <= {UNQUOTED}
    return begun, declared


def named(city: Catalogue, number: str) -> str:
    clause = next(clause for clause in city.duties if clause.number == number)
    names = {unit.id: unit.name for unit in city.units.values()}
    names |= {group.id: group.name for group in city.groups.values()}
    return " ".join(names[id_] for id_ in clause.responsible)


@pytest.mark.parametrize("name", CLAUSES)
def test_a_notice_of_another_shape(name: str, tmp_path: Path) -> None:
    begun, city = drafted(NOTICES / f"{name}.txt", tmp_path / name)
    assert " ".join(clause.number for clause in city.duties) == CLAUSES[name]
    assert [index + 1 for index in begun.outline.unplaced] == UNPLACED[name]
    assert {number: named(city, number) for number in NAMED[name]} == NAMED[name]
    stored = (tmp_path / name / "rules/notice.txt").read_text("utf-8")
    listed = (tmp_path / name / drafting.TO_DO).read_text("utf-8")
    for line in UNPLACED[name]:
        assert f"第{line}行：{stored.splitlines()[line - 1][:20]}" in listed
    for person in (
        "陈建国",
        "王丽华",
        "李文斌",
        "赵海燕",
        "刘志强",
        "张伟",
        "孙志刚",
        "周明",
        "李明",
    ):
        assert person not in stored


TASKS = [
    ["序号", "任务名称", "年度目标", "牵头单位", "配合单位", "完成时限"],
    ["一、教育"],
    [
        "1",
        "新建幼儿园",
        "新建公办幼儿园5所，新增学位1200个。",
        "市教育局",
        "市财政局/市住建局",
        "9月底",
    ],
    ["2", "课后服务", "实现义务教育学校全覆盖", "市教育局", "各区", "12月底"],
    ["二、养老"],
    ["3", "嵌入式养老", "建成服务设施20个", "市民政局", "各区、市卫生健康委", "11月底"],
]


def test_a_table_of_tasks_in_a_word_document_builds_a_site_at_once(tmp_path: Path) -> None:
    notice = document(
        tmp_path / "通知.docx",
        "滨江市人民政府办公室文件\n滨政办〔2024〕8号\n关于印发滨江市2024年民生实事\n任务分解的通知",
        "各区人民政府，市直有关单位：",
        "现将任务分解印发给你们，请牵头单位于每季度末月25日前报送进展（联系人：王明，电话：2345678）。",
        "滨江市人民政府办公室\n2024年3月1日\n附件\n滨江市2024年民生实事任务分解表",
        TASKS,
    )
    begun, city = drafted(notice, tmp_path / "滨江")
    assert begun.outline.unplaced == []
    assert begun.withheld == 1
    assert [(s.number, s.title, len(s.tasks)) for s in city.notices[0].sections] == [
        ("一、", "教育", 2),
        ("二、", "养老", 1),
    ]
    assert named(city, "1") == "市教育局 市财政局 市住建局"
    parties = city.clauses["T01"].parties
    assert [(party.role, len(party.units)) for party in parties] == [
        ("牵头单位", 1),
        ("配合单位", 2),
    ]
    assert (city.filing.every, city.filing.day, city.filing.month_offset) == ("quarter", 25, 0)
    build = tmp_path / "build"
    problems = flow.build(begun.folder, lambda _: date(2024, 6, 1), build, flow.Unwatched())
    assert not [problem for problem in problems if problem.is_error]
    assert "新建公办幼儿园5所" in (build / "site/tasks/T01.html").read_text("utf-8")


def test_a_table_below_the_day_of_issue_is_not_named_after_it(tmp_path: Path) -> None:
    """What the letter has taken already is no heading: the table stands under the notice's own title."""
    text = """云岭县2026年重点工作台账
云办通〔2026〕5号
各乡镇党委、政府，县直各单位：
现将《云岭县2026年重点工作台账》印发给你们，每月5日前将上月进展报县委督查室。
中共云岭县委办公室
2026年1月20日
序号 | 重点任务 | 工作目标 | 责任单位 | 完成时限
1 | 高标准农田建设 | 新建高标准农田1.8万亩 | 县农业农村局 | 11月底
2 | 招商引资 | 引进亿元以上项目15个 | 县商务局 | 12月底
"""
    (tmp_path / "通知.txt").write_text(text, "utf-8")
    _, declared = drafted(tmp_path / "通知.txt", tmp_path / "city")
    assert [section.title for section in declared.notices[0].sections] == [
        "云岭县2026年重点工作台账"
    ]
    assert declared.notice.issued == date(2026, 1, 20)
    assert (declared.filing.month_offset, str(declared.filing.first)) == (1, "2026-01")
