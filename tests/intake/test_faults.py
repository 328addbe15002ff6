"""Every fault that a filing can have: code, physical line, cell, and the words for the clerk."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from generator.calendar import Month
from generator.checking import check_filings
from generator.intake import inspect
from generator.problems import Problem
from generator.words.codes import CODES
from tests.factory import City, codes, harbour, only, sheet
from tests.intake.filings import (
    BEACH,
    BRIEF_FILE,
    BRIEFS,
    FILE,
    LOG_FILE,
    OUTLET,
    OUTLETS,
    WORKLOG,
    beaches,
    outlets,
)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def spot(problem: Problem) -> str:
    """Code, physical line, cell and spreadsheet row."""
    return f"{problem.code} {problem.line}:{problem.column} row {problem.record}"


CELLS = [
    # the cell's column, what is written there; then the place and the words
    ("报送单位", "", "E201 2:1 row 2", "“报送单位”为必填项，不能为空"),
    ("报送单位", "南港园区", "E238 2:1 row 2", "文件夹是“beigang”，此行的单位是“南港园区”"),
    ("报送单位", "北港区", "E221 2:1 row 2", "报送单位“北港区”不在名录；是否为“北港园区”？"),
    ("报送期", "2027-02", "E237 2:2 row 2", "文件夹是 2027-03，此行为 2027-02"),
    ("报送期", "3月", "E236 2:2 row 2", "“3月”缺年份"),
    ("报送期", "2027-13", "E236 2:2 row 2", "“2027-13”不是有效月份"),
    ("排口编号", "PK01", "E223 2:3 row 2", "“PK01”不合排口编号的格式，如 PK001"),
    ("排口编号", "", "E201 2:3 row 2", "“排口编号”为必填项，不能为空"),
    ("位置", "很" * 41, "E311 2:4 row 2", "位置有 41 字，上限 40 字"),
    ("整治阶段", "正在整理", "E222 2:5 row 2", "“正在整理”不在选项之内；是否为“整治中”？"),
    ("是否抽测", "√", "E222 2:6 row 2", "“√”不是“是”或“否”"),
    ("统计日", "2027-02-30", "E234 2:7 row 2", "“2027-02-30”不是有效日期"),
    ("统计日", "5/20/2027", "E233 2:7 row 2", "“5/20/2027”日期写法有歧义"),
]


@pytest.mark.parametrize(("column", "text", "place", "words"), CELLS)
def test_a_cell(city: City, column: str, text: str, place: str, words: str) -> None:
    cells = OUTLET.split(",")
    cells[OUTLETS.split(",").index(column)] = text
    problem = only(outlets(city, ",".join(cells)).filed())
    assert (spot(problem), problem.message) == (place, words)
    assert (problem.file, problem.field, problem.value) == (FILE, column, text)


def test_people_come_whole(city: City) -> None:
    problem = only(beaches(city, "北港园区,2027-06,金沙湾,3,2.4,6.5").filed())
    assert (spot(problem), problem.message) == ("E210 2:6 row 2", "“6.5”不是整数")


def test_one_number_above_another(city: City) -> None:
    problem = only(beaches(city, BEACH, "北港园区,2027-06,月牙滩,2,1234567.5,4").filed())
    assert spot(problem) == "E220 3:5 row 3"
    assert problem.message == "“建成长度”1234567.5 大于“计划长度”2"


def test_the_same_thing_twice(city: City) -> None:
    again = OUTLET.replace("月牙", "新月")
    problem = only(outlets(city, OUTLET, OUTLET.replace("PK001", "PK002"), again).filed())
    assert spot(problem) == "E252 4:3 row 4"
    assert problem.message.startswith("报送单位、报送期、排口编号与第 2 行相同，但位置不同（")


def test_two_rows_with_the_same_broken_key_are_not_the_same_thing(city: City) -> None:
    broken = OUTLET.replace("PK001", "甲")
    assert codes(outlets(city, broken, broken).filed()) == ["E223", "E223"]


HEADERS = [
    (
        OUTLETS.replace("排口编号", "排口编码"),
        "E125 1:3 row 1",
        "未知列“排口编码”；是否为“排口编号”？",
    ),
    (OUTLETS.replace(",位置", ",备忘"), "W127 1:4 row 1", "未声明的列“备忘”，内容不采用"),
    (OUTLETS.replace(",位置", ",排口编号"), "E124 1:4 row 1", "表头“排口编号”重复（第 3、4 列）"),
    (OUTLETS.replace("统计日", ""), "E126 1:None row 1", "缺少列“统计日”"),
    ("入海排口台账,,,,,,", "E120 1:None row 1", "第 1 行不是表头；表头似在第 2 行"),
]


@pytest.mark.parametrize(("header", "place", "words"), HEADERS)
def test_a_header(city: City, header: str, place: str, words: str) -> None:
    rows = [OUTLETS, OUTLET] if "台账" in header else [OUTLET]
    problem = only(outlets(city, *rows, header=header).filed())
    assert (spot(problem), problem.message) == (place, words)


def test_a_surplus_cell(city: City) -> None:
    problem = only(outlets(city, OUTLET, OUTLET.replace("PK001,", "PK002,旧堤,")).filed())
    assert spot(problem) == "E131 3:8 row 3"
    assert problem.message == "第 3 行有 8 列，应为 7 列"


def test_a_missing_cell(city: City) -> None:
    problem = only(outlets(city, OUTLET, "北港园区,2027-03,PK002").filed())
    assert spot(problem) == "E132 3:3 row 3"
    assert problem.message == "第 3 行只有 3 列，应为 7 列"


def test_an_open_quote_is_told_where_it_opened(city: City) -> None:
    rows = [
        OUTLET,
        OUTLET.replace("PK001,月牙渔港东侧", 'PK002,"旧\n堤"'),
        OUTLET.replace("月牙", '"月牙'),
        OUTLET,
    ]
    problem = only(outlets(city, *rows).filed())
    assert spot(problem) == "E133 5:4 row 4"
    assert problem.message == "第 4 行的双引号没有闭合"


def test_a_zero_report_beside_something_else(city: City) -> None:
    zero = "北港园区,2027-03,零报告,,,,"
    assert codes(outlets(city, zero, OUTLET).filed()) == ["E204"]
    assert codes(outlets(city, zero, zero).filed()) == ["E204", "E204"]
    assert codes(outlets(city, zero.replace("告,", "告,旧堤")).filed()) == ["E204"]
    assert codes(outlets(city, zero.replace("北港园区", "")).filed()) == ["E201"]


def test_a_zero_report_where_figures_are_wanted(city: City) -> None:
    city.edit("rules/forms/outlets.yaml", "zero_report: outlet", "zero_states: not_allowed")
    problem = only(outlets(city, "北港园区,2027-03,零报告,,,,").filed())
    assert (problem.code, spot(problem)) == ("E206", "E206 2:3 row 2")
    assert (problem.message, problem.hint) == (
        "“入海排口台账”表不收零报告", "请逐项填写，没有的填 0。"
    )  # fmt: skip
    assert only(outlets(city).filed()).hint == "请补上数据；本表不收零报告，没有的填 0。"


def test_a_header_alone(city: City) -> None:
    problem = only(outlets(city).filed())
    assert (problem.code, problem.message, problem.line) == ("W111", "只有表头，没有数据", 1)
    assert problem.hint == "如本期没有内容，请填“零报告”。"


NAMES = [
    (
        "submissions/2027-03/beigang/outlet.csv",
        "E405",
        "文件名“outlet.csv”不是报表名；是否为“outlets.csv”？",
    ),
    (
        "submissions/2027-03/beigang/outlets.xls",
        "E405",
        "“outlets.xls”是旧版 Excel 工作簿，不能这样报送",
    ),
    (
        "submissions/2027-03/beigang/Outlets.csv",
        "E405",
        "文件名“Outlets.csv”不是报表名；是否为“outlets.csv”？",
    ),
    ("submissions/2027-03/beigang/CON.csv", "E405", "文件名“CON.csv”不是报表名"),
    (
        "submissions/2027-03/beigang/outlets_v2.csv",
        "E253",
        "文件名“outlets_v2.csv”像是 outlets.csv 的另一个版本",
    ),
    (
        "submissions/2027-03/beigang/outlets (1).csv",
        "E253",
        "文件名“outlets (1).csv”像是 outlets.csv 的另一个版本",
    ),
    (
        "submissions/2027-03/beigang/outlets更正.csv",
        "E253",
        "文件名“outlets更正.csv”像是 outlets.csv 的另一个版本",
    ),
    (
        "submissions/2027-03/beigang/报表.xlsx",
        "E113",
        "工作簿打不开：是文本（CSV），请把文件名末尾的 .xlsx 改为 .csv",
    ),
    (
        "submissions/2027-03/beigang/11010119900307002X.csv",
        "E405",
        "文件名“1101**********002X.csv”不是报表名",
    ),
    ("submissions/2027-03/outlets.csv", "E405", "文件放错了位置"),
    ("submissions/outlets.csv", "E405", "文件放错了位置"),
    ("submissions/2027年3月/beigang/outlets.csv", "E406", "“2027年3月”不是报送的期次"),
    (
        "submissions/2026-12/beigang/outlets.csv",
        "E406",
        "2026-12 不在报送范围（2027-03 至 2027-12）",
    ),
    (
        "submissions/2027-04/beigang/outlets.csv",
        "E406",
        "2027-04 不是报送的期次，2027年二季度的内容放在 2027-06",
    ),
    (
        "submissions/2027-03/beigan/outlets.csv",
        "E406",
        "路径中的单位“beigan”不在名录；是否为“beigang”（北港园区）？",
    ),
    (
        "submissions/2027-03/北港园区/outlets.csv",
        "E406",
        "路径中的单位“北港园区”不在名录；是否为“beigang”（北港园区）？",
    ),
    ("submissions/2027-03/haishi/outlets.csv", "E408", "市海事办在 2027-03 不报“入海排口台账”表"),
    ("submissions/2027-03/beigang/beaches.csv", "E408", "北港园区在 2027-03 不报“清洁岸滩”表"),
]


@pytest.mark.parametrize(("path", "code", "words"), NAMES)
def test_a_file_in_the_wrong_place(city: City, path: str, code: str, words: str) -> None:
    problem = only(outlets(city, OUTLET, path=path).filed())
    assert (problem.code, problem.message) == (code, words)
    assert path.startswith(problem.file) or "*" in problem.file


def test_what_desktops_leave_behind_is_passed_over(city: City) -> None:
    outlets(city, OUTLET)
    for name in (".DS_Store", "2027-03/Thumbs.db", "2027-03/beigang/~$outlets.csv"):
        city.write(f"submissions/{name}", b"x")
    assert city.filed() == []


def test_links_and_pipes_are_refused(city: City) -> None:
    folder = (outlets(city, OUTLET).root / FILE).parent
    (folder / "outlets.csv").rename(city.root / "elsewhere.csv")
    (folder / "outlets.csv").symlink_to(city.root / "elsewhere.csv")
    os.mkfifo(folder / "briefs.csv")
    assert codes(city.filed()) == ["E403", "E403"]


def test_a_folder_that_is_a_link_is_refused(city: City) -> None:
    folder = (outlets(city, OUTLET).root / FILE).parent
    folder.rename(city.root / "elsewhere")
    folder.symlink_to(city.root / "elsewhere")
    assert codes(city.filed()) == ["E403"]


def test_a_file_that_is_too_large(city: City) -> None:
    city.edit("rules/filing.yaml", "day: 10\n", "day: 10\nmax_file_bytes: 1024\n")
    problem = only(outlets(city, OUTLET.replace("东侧", "东" * 2000)).filed())
    assert problem.code == "E401"


def test_a_name_that_is_no_text_can_be_printed(city: City) -> None:
    folder = (outlets(city, OUTLET).root / FILE).parent
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).touch()
    problem = only(city.filed())
    assert problem.code == "E405"
    problem.file.encode()


def test_every_fault_of_a_file_at_once(city: City) -> None:
    rows = [
        OUTLET.replace("是,", "对,"),
        OUTLET.replace("PK001", "PK1").replace("2027-03-31", "三月底"),
        "北港园区,2027-03",
    ]
    assert [spot(p) for p in outlets(city, *rows).filed()] == [
        "E222 2:6 row 2",
        "E223 3:3 row 3",
        "E234 3:7 row 3",
        "E132 4:2 row 4",
    ]


def test_quoted_line_breaks_keep_lines_and_rows_apart(city: City) -> None:
    rows = [
        '北港园区,2027-03,K1,办理中,"一、编号。\n二、建账。\n三、公示。",',
        "北港园区,2027-03,K9,办理中,无,",
    ]
    problem = only(city.write(BRIEF_FILE, sheet(BRIEFS, *rows)).filed())
    assert spot(problem) == "E221 5:3 row 3"


def test_names_that_a_register_holds_twice_need_their_number(city: City) -> None:
    city.edit("units.yaml", "name: 白石渔港", "name: 月牙渔港")
    city.write(LOG_FILE, sheet(WORKLOG, "市海事办,2027-03,A-1,渔港巡查,2027-03-04,月牙渔港,"))
    problem = only(city.filed())
    assert (spot(problem), problem.message) == ("E221 2:6 row 2", "名录中有 2 个“月牙渔港”")
    assert problem.hint == "请填编号：D1、D3。"


def test_every_code_of_intake_is_provoked_somewhere() -> None:
    """A code that no test provokes is a code that may never be told."""
    tests = Path(__file__).parent.parent
    here = "".join(file.read_text("utf-8") for file in tests.rglob("*.py"))
    assert [code for code in CODES if code[1:] < "5" and code not in here] == []


def test_a_hard_link_may_lead_anywhere(city: City) -> None:
    file = outlets(city, OUTLET).root / FILE
    os.link(file, city.root / "elsewhere.csv")
    assert codes(city.filed()) == ["E403"]


def test_a_city_may_let_titles_pass(city: City) -> None:
    city.edit("rules/filing.yaml", "day: 10\n", "day: 10\nskip_title: true\n")
    problem = only(outlets(city, OUTLETS, OUTLET, header="入海排口台账,,,,,,").filed())
    assert spot(problem) == "W128 1:None row 1"


def test_a_city_may_refuse_what_it_did_not_ask_for(city: City) -> None:
    city.edit("rules/filing.yaml", "day: 10\n", "day: 10\nstrict_columns: true\n")
    problem = only(outlets(city, OUTLET + ",x", header=OUTLETS + ",备忘").filed())
    assert spot(problem) == "E127 1:8 row 1"


def test_a_column_may_be_filled_down(city: City) -> None:
    city.edit(
        "rules/forms/outlets.yaml",
        "equals: unit, required: true",
        "equals: unit, required: true, fill_down: true",
    )
    again = OUTLET.replace("PK001", "PK002").replace("北港园区", "")
    problem = only(outlets(city, OUTLET, again).filed())
    assert (spot(problem), problem.message) == (
        "W205 3:1 row 3",
        "“报送单位”为空，已按上一行补为“北港园区”",
    )


def test_a_text_too_long_to_read(city: City) -> None:
    city.write(BRIEF_FILE, sheet(BRIEFS, f"北港园区,2027-03,K1,办理中,好,{'长' * 2001}"))
    assert spot(only(city.filed())) == "W312 2:6 row 2"
    city.write(BRIEF_FILE, sheet(BRIEFS, f"北港园区,2027-03,K1,办理中,好,{'长' * 32768}"))
    assert spot(only(city.filed())) == "E311 2:6 row 2"


def test_days_that_have_not_come(city: City) -> None:
    outlets(city, OUTLET)
    problems = inspect(city.root, city.catalogue(), date(2027, 3, 30)).problems
    assert spot(only(problems)) == "W235 2:7 row 2"
    assert inspect(city.root, city.catalogue(), date(2027, 3, 31)).problems == []


@pytest.mark.parametrize("unit", [None, "beigang"])
def test_the_check_of_a_month_tells_of_that_month_wherever_its_faults_lie(
    city: City, unit: str | None
) -> None:
    outlets(city, OUTLET)
    june = OUTLET.replace("2027-03-31", "2027-06-30").replace("2027-03", "2027-06")
    outlets(city, june, path=FILE.replace("2027-03", "2027-06"))
    outlets(city, OUTLET, path=FILE.replace("2027-03", "2027-04"))  # no month of a quarter's end
    city.write("submissions/2027-06/beigang/other.csv", "x")
    city.write("submissions/stray.csv", "x")

    def told(month: str) -> list[str]:
        when, day = Month.parse(month), date(2027, 7, 1)
        checked = check_filings(city.root, city.catalogue(), unit, when, day)
        assert checked.inspection
        assert {each.source.period for each in checked.inspection.filed} <= {when}
        return [f"{problem.code} {problem.file}" for problem in checked.problems]

    assert told("2027-03") == []
    assert told("2027-04") == ["E406 submissions/2027-04"]
    assert [line.split()[0] for line in told("2027-06")] == ["E405"]


def test_a_day_of_data_lies_in_what_the_filing_tells_of(city: City) -> None:
    """After it the data belong to the next filing; before it they tell of their own day alone."""
    april = "submissions/2027-06/beigang/outlets.csv"
    for day in ("2027-06-30", "2027-07-02", "2027-03-31"):
        row = OUTLET.replace("2027-03,", "2027-06,").replace("2027-03-31", day)
        outlets(city, row, path=april)
        assert city.filed() == []  # nobody has said of which days a filing tells
        city.edit("rules/filing.yaml", "month_offset: 1", "month_offset: 1\ncovers: period")
        found = [spot(problem) for problem in city.filed()]
        wanted = {"2027-07-02": ["E239 2:7 row 2"], "2027-03-31": ["W239 2:7 row 2"]}
        assert found == wanted.get(day, [])
        city.edit("rules/filing.yaml", "\ncovers: period", "")


def test_no_day_of_data_comes_after_the_filing(city: City) -> None:
    """Where nobody has said of which days a filing tells, its deadline is the last of them."""
    june = "submissions/2027-06/beigang/outlets.csv"
    for day, found in (("2027-07-09", []), ("2027-07-13", ["E239 2:7 row 2"])):
        row = OUTLET.replace("2027-03,", "2027-06,").replace("2027-03-31", day)
        told = outlets(city, row, path=june).filed()
        assert [spot(problem) for problem in told] == found


def test_columns_are_told_by_their_place_in_the_file(city: City) -> None:
    header = "统计日,整治阶段,排口编号,报送期,报送单位"
    problem = only(outlets(city, "2027-03-31,完成,PK1,2027-03,北港园区", header=header).filed())
    assert spot(problem) == "E223 2:3 row 2"


def test_a_long_register_is_looked_up_and_not_searched(city: City) -> None:
    """A county's villages: none is taken for another, and a slip still finds the one that was meant."""
    villages = "".join(
        f"\n      - {{id: V{n}, name: 第{n}村民委员会, unit: beigang, category: 锚地}}"
        for n in range(1, 701)
    )
    city.edit("units.yaml", "\n    items:", f"\n    items:{villages}")
    names = ("第123村民委员会", "V7", "第35村委会", "第 644 村民委员会", "没有的地方")
    rows = [f"市海事办,2027-03,A-{n},渔港巡查,2027-03-04,{name}," for n, name in enumerate(names)]
    city.write(LOG_FILE, sheet(WORKLOG, *rows))
    assert [(p.code, p.message) for p in city.filed()] == [
        ("E221", "渔港“第35村委会”不在名录；是否为“第35村民委员会”？"),
        ("E221", "渔港“第 644 村民委员会”不在名录；是否为“第644村民委员会”？"),
        ("E221", "渔港“没有的地方”不在名录"),
    ]
