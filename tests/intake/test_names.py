"""What is told of a file that is called otherwise than its form: what to save it as or to rename it to."""

from __future__ import annotations

import re

import pytest

from generator.intake.names import wrong
from generator.words.sentences import SENTENCES, Shown
from tests.factory import declared_shipped as city

RENAMED = [
    "FUNDS.CSV", "Funds.csv", "funds.CSV", "funds.csv.csv", "funds.csv.txt", "funds.txt", "funds .csv",
    " funds.csv", "funds.csv ", "funds．csv", "funds。csv", "ｆｕｎｄｓ.csv", "衔接资金.csv", "衔接 资金.CSV",
    "襄城县衔接资金（5月）.csv", "funds.xlsx.csv", "funds", "funds.tsv", "fund.csv", "funds.csv.CSV",
]  # fmt: skip
OTHERWISE = {
    "funds.XLSX": "是否为“funds.xlsx”？",
    "衔接资金.Xlsx": "是否为“funds.xlsx”？",
    "funds.xls": "是旧版 Excel 工作簿",
    "FUNDS.XLS": "是旧版 Excel 工作簿",
    "funds.et": "是WPS 表格",
    "funds.ods": "是OpenDocument 表格",
    "funds.xlsm": "是带宏的工作簿",
    "funds.xlsb": "是二进制工作簿",
    "funds.numbers": "是Numbers 表格",
    "funds.csv.zip": "是压缩包",
    "funds.rar": "是压缩包",
    "funds.docx": "是文字材料，不是报表",
    "资金.wps": "是文字材料，不是报表",
    "funds.pdf": "是版式文件，不是报表",
    "截图.JPG": "是图片，不是报表",
    "funds(1).csv": "像是 funds.csv 的另一个版本",
    "资料.csv": "不是报表名",
}


@pytest.mark.parametrize("name", RENAMED)
def test_a_name_that_means_a_form(name: str) -> None:
    told = wrong(name, city().forms, Shown("funds.csv"))
    assert told.code == "E405"
    assert "是否为“funds.csv”？" in told.message
    assert told.hint.startswith("请改名为 funds.csv")


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_name_that_means_something_else(name: str) -> None:
    told = wrong(name, city().forms, Shown("funds.csv"))
    assert OTHERWISE[name] in told.message
    assert "funds." in told.hint


def test_two_forms_in_a_name_mean_neither() -> None:
    told = wrong("衔接资金和工作进展.csv", city().forms, Shown("funds.csv"))
    assert "是否为" not in told.message


def test_rows_are_the_spreadsheets_and_lines_say_that_they_are_the_files() -> None:
    for key, (_, *words) in SENTENCES.items():
        for text in words:
            for before, gap in re.findall(r"(.{0,2})第 \{(\w+)\} 行", text):
                if gap in ("line", "record", "first", "last", "above", "below"):
                    assert (before == "文件") == (gap == "line"), key
