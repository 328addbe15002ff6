"""Every fault that the catalogue can tell: its code, its place, and its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.problems import as_text
from tests.factory import City, codes, harbour, told

TASKS, UNITS, FILING = "tasks.yaml", "units.yaml", "rules/filing.yaml"
OUTLETS, BEACHES = "rules/forms/outlets.yaml", "rules/forms/beaches.yaml"
INDICATORS, QUESTIONS, RULES = (
    "rules/indicators.yaml",
    "rules/questions.yaml",
    "rules/judging/all.yaml",
)
CALENDAR = "rules/calendar/2027.yaml"

GOLDEN = [
    # file, what is replaced, by what; then all that is told
    (TASKS, "quote: 改善港湾水环境", "qoute: 改善港湾水环境",
     "E511 30:9 未知的字段“qoute”；是否为“quote”？"),
    (TASKS, "        responsible: [zones]\n", "",
     "E512 85:9 缺少字段“responsible”（责任单位）"),
    (TASKS, "plan_year: 2027", 'plan_year: "2027"',
     "E513 8:14 计划年度（plan_year）应为整数，现为“2027”"),
    (TASKS, "issued: 2027-02-14", "issued: 2027-02-30",
     "E515 7:11 印发日期（issued）“2027-02-30”不是有效的日期（yyyy-mm-dd）"),
    (TASKS, "issuer: shifuban", "issuer: shifban",
     "E521 6:11 没有编号为“shifban”的单位；是否为“shifuban”（市政府办公室）？"),
    (TASKS, "issuer: shifuban", "issuer: 市海事办",
     "E521 6:11 没有编号为“市海事办”的单位；是否为“haishi”（市海事办）？"),
    (TASKS, "issuer: shifuban", "issuer: zones",
     "E525 6:11 “zones”是单位组，不是单位，不能用在这里"),
    (TASKS, "indicator: outlets-treated", "indicator: outlets-treatd",
     "E521 62:24 没有编号为“outlets-treatd”的指标；是否为“outlets-treated”（入海排口整治率）？"),
    (TASKS, "evidence: [outlets]\n            questions", "evidence: [outlet]\n            questions",
     "E521 68:24 没有编号为“outlet”的报表；是否为“outlets”（入海排口台账）？"),
    (TASKS, "owners: [shengtai]\n\nsections", "evidence: [briefs]\n\nsections", ""),
    (TASKS, "        owners: [shifuban, shengtai, haishi, zones]\n", "",
     "E523 20:9 “P-1”没有责任单位"),
    (TASKS, "quote: 每季度开展一次排口抽测", "quote: 每季度开展一次排口抽查",
     "E531 73:30 引文与原文不一致：“……展一次排口抽查……”处"),
    (TASKS, "text: 清理范围包括沙滩", "text: 清理范围包括沙难",
     "E532 88:22 正文与原文不一致：“……理范围包括沙难、礁石、码……”处"),
    (TASKS, "责任单位：市海事办、市生态局", "责任单位：市海事办、市环保局",
     "E533 126:39 责任单位原文与原文不一致：“……市海事办、市环保局……”处"),
    (TASKS, "responsible: [haishi, shengtai]", "responsible: [shengtai, haishi]",
     "E533 125:33 “市海事办”的顺序与原文不同"),
    (TASKS, "responsible: [haishi, shengtai]", "responsible: [haishi]",
     "E533 125:23 原文的责任单位中有“市生态局”，这里没有写"),
    (TASKS, "responsible: [haishi, shengtai]", "responsible: [haishi, nangang, shengtai]",
     "E533 125:31 责任单位原文中没有“南港园区”"),
    (TASKS, "{date: 2027-06-30, value: 40}", "{date: 2027-06-30, value: 45}",
     "E534 65:43 依据写的是 notice，引文中没有与“45”对应的字样"),
    (TASKS, "{date: 2027-06-30, value: 40}", "{date: 2027-06-29, value: 40}",
     "E534 65:24 依据写的是 notice，原文只写到6月，2027-06-29 不是月末"),
    (TASKS, "months: [4, 9]", "months: [4]",
     "E534 140:21 依据写的是 notice，引文中还有9月"),
    (TASKS, "every: quarter\n            owners", "every: month\n            owners",
     "E534 75:20 依据写的是 notice，引文中没有与“month”对应的字样"),
    (TASKS, "            times: 2\n", "",
     "E534 169:13 依据写的是 notice，引文写的是“两次”，这里没有写 times（缺省为 1）"),
    (TASKS, "open: true", "open: false",
     "E534 99:19 引文以“等”结尾，清单没有列尽"),
    (TASKS, "number: 第4条", "number: 第5条",
     "E532 153:17 原文中“巡查渔港”前面的序号不是“第5条”"),
    (TASKS, "number: 第三部分（甲）", "number: 第二部分（甲）",
     "E532 183:13 原文中“严格督办”前面的序号不是“第二部分（甲）”"),
    (TASKS, "text: 各责任单位明确专人负责。对", "text: 对",
     "E532 185:11 正文缺少开头的“各责任单位明确专人负责”"),
    (TASKS, "- id: K2-3", "- id: K3-9",
     "E515 109:17 编号“K3-9”不以本条编号“K2”开头"),
    (UNITS, "kind: hall", "kind: hal",
     "E521 8:11 没有编号为“hal”的单位类别；是否为“hall”（市政府）？"),
    (UNITS, "members: [beigang, nangang, xidao]", "members: [beigang, nangang, xida]",
     "E521 46:33 没有编号为“xida”的单位；是否为“xidao”（西岛园区）？"),
    (UNITS, "expected: 4", "expected: 5", "E528 51:15 渔港名录计入 4 个，应有 5 个"),
    (UNITS, "quote: 全市4座渔港", "quote: 全市5座渔港", "E531 53:14 引文与原文不一致：“……全市5座渔港……”处"),
    (UNITS, "{name: 市生态环境局, ", "{name: 市海事办, ", "E522 22:11 名称“市海事办”重复，“shengtai”也用它"),
    (UNITS, "    basis: office\n    decision: {paper: 临港政办会纪〔2027〕3号, date: 2027-02-20}\n",
     "    basis: office\n", "E512 44:12 缺少字段“decision”（决定依据）"),
    (FILING, "every: quarter", "every: weekly", "E514 2:8 周期（every）不能是“weekly”"),
    (FILING, 'time: "17:00"', "time: 1700", "E513 8:7 时刻（time）应为文字，现为“1700”"),
    (FILING, "first: 2027-03", "first: 2027-02", "E527 3:8 按季报送时，2027-02 不是季度的末月"),
    (FILING, "last: 2027-12", "last: 2026-12", "E527 4:7 末期 2026-12 早于首期 2027-03"),
    (OUTLETS, "key: [filer, quarter, outlet]", "key: [filer, quarter, outlets]",
     "E524 31:23 主键所用的列“outlets”在报表中不存在；是否为“outlet”（排口编号）？"),
    (OUTLETS, "zero_report: outlet", "zero_report: 排口编号",
     "E524 7:14 零报告列所用的列“排口编号”在报表中不存在；是否为“outlet”（排口编号）？"),
    (OUTLETS, "zero_report: outlet", "zero_states: rows",
     "E525 7:14 收零报告的表，没有写“零报告”填在哪一列"),
    (OUTLETS, "zero_report: outlet", "zero_report: outlet\nzero_states: not_allowed",
     "E525 7:1 不收零报告的表，写了零报告列"),
    (OUTLETS, "id: outlets", "id: outfalls",
     "E525 1:5 报表编号“outfalls”与文件名“outlets.yaml”不同"),
    (OUTLETS, 'pattern: "PK[0-9]{3}"', 'pattern: "PK[0-9{3}"',
     "E515 14:14 格式“PK[0-9{3}”不是有效的正则表达式（第 3 个字符）"),
    (OUTLETS, "equals: period, ", "", "E512 8:1 没有“期次”列（equals: period）"),
    (OUTLETS, "synonyms: [阶段]", "synonyms: [位置]",
     "E522 20:16 表头“位置”重复，“位置”列也用它"),
    (OUTLETS, "synonyms: [完成]", "synonyms: [整治中]", "E522 26:33 选项“整治中”重复"),
    (BEACHES, "at_most: planned", "at_most: plan",
     "E524 19:14 比较所用的列“plan”在报表中不存在；是否为“planned”（计划长度）？"),
    (BEACHES, "min: 0, max: 50", "min: 60, max: 50", "E516 12:63 最小值 60 大于最大值 50"),
    (BEACHES, "every: half_year", "months: [4]", "E527 4:9 报送期内没有哪一期要报这张表"),
    (BEACHES, "every: half_year", "every: month", "E525 4:8 报送按季，这张表不能按月"),
    (BEACHES, "every: half_year", "filing: {every: half_year, first: 2027-03}",
     "E527 4:35 按半年报送时，2027-03 不是半年的末月"),
    (BEACHES, "every: half_year", "filing: {every: month, last: 2026-11}",
     "E527 4:30 末期 2026-11 早于首期 2027-03"),
    (BEACHES, "every: half_year", "filing: {every: year, last: 2027-11}",
     "E527 4:29 按年报送时，2027-11 不是年的末月"),
    (BEACHES, "every: half_year", "filing: {every: once}", "E512 4:17 缺少字段“on”（截止日期）"),
    (BEACHES, "every: half_year", "filing: {every: once, on: 2027-07-15, day: 15}",
     "E525 4:39 只报一次的，不写 day"),
    (BEACHES, "every: half_year", "filing: {every: month, on: 2027-07-15}",
     "E525 4:24 只报一次的才写 on"),
    (BEACHES, "every: half_year", "filing: {every: half_year, day: 40}",
     "E516 4:33 日（day）不能大于 31"),
    (INDICATORS, "denominator: {count: outlet}", "denominator: {count: outlts}",
     "E524 12:26 计数所用的列“outlts”在报表中不存在；是否为“outlet”（排口编号）？"),
    (INDICATORS, "denominator: {count: outlet}", "denominator: {sum: stage}",
     "E525 12:24 “整治阶段”不是数值列，不能求和或比较"),
    (INDICATORS, "is: 已整治}", "is: 已完成}", "E514 11:31 “整治阶段”没有“已完成”这个选项"),
    (INDICATORS, "id: without-closed", "id: all", "E522 17:13 读法编号“all”重复"),
    (QUESTIONS, "clauses: [K4]", "clauses: [K5]", "E521 11:15 没有编号为“K5”的条款"),
    (QUESTIONS, "quote: 入海排口整治率", "quote: 入海排口整治律",
     "E531 4:18 引文与原文不一致：“……入海排口整治律……”处"),
    (QUESTIONS, "status: open", "status: resolved", "E512 9:13 缺少字段“resolution”（决定）"),
    (RULES, "provision: K1-2", "provision: K1-9",
     "E521 9:16 没有编号为“K1-9”的条文事项；是否为“K1-4”？"),
    (RULES, "provision: K1-2", "provision: K1-4", "E525 9:16 “K1-4”是参考值，不得用于判定"),
    (RULES, "provision: K1-3", "provision: K1-4", "E525 21:16 “K1-4”是参考值，不得用于判定"),
    (RULES, "provision: P-1", "provision: K2-2", "E525 5:16 “K2-2”是目标，“按时报送”规则不能判定"),
    (RULES, "provision: K4-1", "provision: K2-1", "E525 30:16 “K2-1”是清单，“名录覆盖”规则不能判定"),
    (RULES, "distinct: beach", "distinct: beaches",
     "E524 15:15 计什么所用的列“beaches”在报表中不存在；是否为“beach”（岸滩名称）？"),
    (RULES, "column: length, meets", "column: beach, meets", "E525 17:18 “岸滩名称”不是数值列，不能求和或比较"),
    (CALENDAR, "from: 2027-02-05, to: 2027-02-12", "from: 2027-02-12, to: 2027-02-05",
     "E527 5:38 春节末日 2027-02-05 早于首日 2027-02-12"),
    (CALENDAR, "workdays: [2027-02-14, ", "workdays: [2026-02-14, ", "E527 8:12 2026-02-14 不在 2027 年"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "wanted"), GOLDEN)
def test_a_fault_and_its_words(tmp_path: Path, file: str, old: str, new: str, wanted: str) -> None:
    problems = harbour(tmp_path, filings=False).edit(file, old, new).problems()
    lines = [f"{p.code} {p.line}:{p.column} {p.message}" for p in problems if p.file == file]
    assert any(line.startswith(wanted) for line in lines) if wanted else not lines, lines


def test_all_faults_at_once(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    city.edit(TASKS, "issuer: shifuban", "issuer: nobody")
    city.edit(
        TASKS,
        "operator: at_least\n            checkpoints",
        "operator: atleast\n            checkpoints",
    )
    city.edit(TASKS, "quote: 每季度开展一次排口抽测", "quote: 每季度开展一次排口抽查")
    city.edit(TASKS, "            day: 10\n".lstrip(), "day: 12\n")
    city.edit(UNITS, "expected: 4", "expected: 5")
    city.edit(OUTLETS, "key: [filer, quarter, outlet]", "key: [filer, quarter, pipe]")
    city.edit(FILING, "day: 10", "day: 45")
    assert told(city.problems()) == [
        "E516 rules/filing.yaml:5:6",
        "E524 rules/forms/outlets.yaml:31:23",
        "E521 tasks.yaml:6:11",
        "E534 tasks.yaml:25:14",
        "E514 tasks.yaml:63:23",
        "E531 tasks.yaml:73:30",
        "E528 units.yaml:51:15",
    ]


def test_one_unreadable_file_does_not_drag_others_along(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).edit(TASKS, "issuer: shifuban", "issuer: [shifuban")
    assert told(city.problems()) == ["E501 tasks.yaml:6:11"]


def test_two_ids_alike_are_told_at_both(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).edit(TASKS, "- id: K1-3", "- id: K1-1")
    found = [p for p in city.problems() if p.code == "E522"]
    assert [p.line for p in found] == [52, 71]
    assert found[1].message == "编号“K1-1”重复，第 52 行也用了"


def test_a_target_that_a_rule_judges_needs_its_indicator(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    city.edit(TASKS, "            indicator: outlets-treated\n", "")
    assert told(city.problems()) == ["E525 rules/judging/all.yaml:9:16", "E512 tasks.yaml:58:13"]


def test_a_form_that_nobody_needs(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    city.edit(
        UNITS,
        "    name: 北港园区\n    files: [briefs, ",
        "    name: 北港园区\n    files: [worklog, briefs, ",
    )
    problems = city.problems()
    assert codes(problems) == ["E526"]
    assert problems[0].message == "北港园区的“工作记录”表不由该单位填报"


def test_a_year_without_a_calendar_is_a_warning(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).remove("rules/calendar/2028.yaml")
    declared = city.catalogue()
    assert {day.year for day in declared.workdays.holidays} == {2027}
    assert told(city.problems()) == ["W541 rules/filing.yaml:9:7"]


def test_a_calendar_is_asked_for_only_where_a_day_of_rest_matters(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).remove("rules/calendar/2028.yaml")
    text = (city.root / FILING).read_text("utf-8")
    city.write(FILING, re.sub("roll: [a-z_]+", "roll: none", text))
    assert told(city.problems()) == []


def test_the_notice_is_wanted_inside_the_folder(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).edit(
        TASKS, "text: rules/notice.txt", "text: ../../notice.txt"
    )
    assert told(city.problems()) == ["E505 tasks.yaml:9:9"]


def test_how_a_problem_is_printed(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).edit(TASKS, "issuer: shifuban", "issuer: shifban")
    assert as_text(city.problems()[0]) == (
        "tasks.yaml:6:11: 没有编号为“shifban”的单位；是否为“shifuban”（市政府办公室）？ [E521]\n"
        "      issuer: shifban\n"
        "              ^\n"
        "    → 改为“shifuban”。"
    )


def test_texts_over_several_lines_are_told_on_their_line(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    folded = "text: >-\n          每季度巡查全市4座渔港，\n          每座渔巷每年巡查不少于两次，定期公布巡查结果。\n"
    city.edit(
        TASKS,
        "text: 每季度巡查全市4座渔港，每座渔港每年巡查不少于两次，定期公布巡查结果。\n",
        folded,
    )
    problem = city.problems()[0]
    line = city.line_of(TASKS, "渔巷")
    assert (problem.code, problem.line, problem.column) == ("E532", line, 14)


def test_names_that_units_share_are_a_fault(tmp_path: Path) -> None:
    city: City = harbour(tmp_path, filings=False).edit(UNITS, "name: 南港园区", "name: 北港园区")
    assert "E522" in codes(city.problems())


def test_what_is_missing_for_many_is_told_once(tmp_path: Path) -> None:
    """A form that is gone, and every place that names it: one error, which says how many there are."""
    city = harbour(tmp_path, filings=False)
    (city.root / "rules/forms/worklog.yaml").unlink()
    found = [p for p in city.problems() if p.code == "E521" and "worklog" in p.message]
    assert len(found) == 1
    assert f"（共 {len(found[0].also) + 1} 处）" in found[0].message
    assert len(found[0].also) + 1 >= 10  # tasks, lists of units, rules
    text = as_text(found[0])
    assert "另见 " in text
    assert found[0].also[0] in text
