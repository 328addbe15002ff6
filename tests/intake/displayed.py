"""Workbooks of which one cell shows something of its own, as ``books`` has them: see there."""

from __future__ import annotations

from html import escape

from tests.intake.books import Book
from tests.intake.filings import BEACH, BEACHES, OUTLET, OUTLETS
from tests.intake.workbooks import book, workbook, worksheet

_FORMS = {
    "beaches": ("清洁岸滩", "2027-06", BEACHES, BEACH),
    "outlets": ("入海排口台账", "2027-03", OUTLETS, OUTLET),
}


def _cell(text: str) -> str:
    return f'<c t="str"><v>{escape(text)}</v></c>' if text else "<c/>"


def _shown(
    name: str, code: str, cell: str, *told: str, says: str = "", at: str = "beaches 4",
    view: str = "", more: str = "",
) -> Book:  # fmt: skip
    """A book of a form with a number (or ``<c …>``) in a column of its row, by the format of the cell."""
    form, column = at.split()
    title, month, header, row = _FORMS[form]
    cells = [_cell(text) for text in row.split(",")]
    cells[int(column) - 1] = cell if cell.startswith("<") else f'<c s="1"><v>{cell}</v></c>'
    head = "".join(map(_cell, header.split(",")))
    part = worksheet(f"<row>{head}</row><row>{''.join(cells)}</row>", before=view)
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{escape(code)}"/></numFmts>'
    styles += '<cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    whole = book(f'name="{title}"').replace("</sheets>", f"</sheets>{more}")
    data = workbook(part, styles=styles, more={"xl/workbook.xml": whole})
    places = tuple(f"{each} {title}:2" for each in told)
    return Book(name, data, places, says, (form,), month)


_FORMULA = "<c><f>SUM(A1:A2)</f><v>{}</v></c>"
_LATER = '<calcPr fullCalcOnLoad="1"/>'
_NO_NOUGHTS = '<sheetViews><sheetView showZeros="0"/></sheetViews>'

DISPLAYED = [
    _shown("as it is", "0.00", "3"),
    _shown("in groups", "#,##0.00_ ", "3.5"),
    _shown("rounded", "0.0", "3.4567", "W225", says="显示 3.5，实际存的是 3.4567，按实际值采用"),
    _shown("in thousands", "#,##0,", "3000", "E225", says="显示 3，实际存的是 3000"),
    _shown("with a point of its own", "0!.0", "42", "E225", says="显示 4.2，实际存的是 42"),
    _shown("with its unit", '0.00"公里"', "3"),
    _shown("with another unit", '0"米"', "3", "E213", says="“3米”含单位；本列单位为“公里”"),
    _shown("with a sign of money", "¥0.00", "3", "E213", says="“¥3.00”含单位"),
    _shown("a percentage", "0%", "0.5", "E212", says="“50%”"),
    _shown("nothing", ";;;", "3", "E225", says="什么也没有显示，实际存的是 3"),
    _shown("nought as a dash", '0.00;-0.00;"-"', "0", "W225", says="显示“-”，实际存的是 0", at="beaches 5"),
    _shown("nought as a word", '0;-0;"无"', "0", "E225", says="显示 无，实际存的是 0"),
    _shown("noughts hidden", "0.00", "0", "W225", says="不显示 0", view=_NO_NOUGHTS, at="beaches 5"),
    _shown("in Chinese numerals", "[DBNum1]General", "3", "W225", says="显示为中文数字"),
    _shown("a format that makes no sense", "0.0 d", "3", "W225", says="格式“0.0 d”无法识别"),
    _shown("a formula", "", _FORMULA.format(3)),
    _shown("a formula not saved", "", _FORMULA.format(""), "E302", says="公式“=SUM(A1:A2)”的结果没有存在文件里"),
    _shown("a formula left to the spreadsheet", "", _FORMULA.format(0), "E302", says="没有存在文件里", more=_LATER),
    _shown("a formula left to it that was reckoned", "", _FORMULA.format(3), more=_LATER),
    _shown("a formula of nought", "", _FORMULA.format(0), at="beaches 5"),
    _shown("a day", 'yyyy"年"m"月"d"日"', "46477", at="outlets 7"),
    _shown("a day without a year", 'm"月"d"日"', "46477", "W232", says="“3月31日”缺年份", at="outlets 7"),
    _shown("a day of another year", 'm"月"d"日"', "46112", "E225",
           says="按所报的那一期是 2027-03-31，实际存的却是 2026-03-31", at="outlets 7"),
    _shown("a month for a day", "yyyy-mm", "46477", "W225", "E234", at="outlets 7"),
    _shown("a month", 'yyyy"年"m"月"', "46447", at="outlets 2"),
    _shown("a month with a day behind it", "yyyy-mm", "46466", "W225",
           says="显示 2027-03，实际存的是 2027-03-20", at="outlets 2"),
    _shown("a number of days", "General", "46477", "W231", at="outlets 7"),
    _shown("a code with noughts", '"PK"000', "1", at="outlets 3"),
    _shown("a text with a word", '@"（东）"', '<c s="1" t="str"><v>月牙渔港</v></c>', at="outlets 4"),
    _shown("a text that is hidden", ";;;", '<c s="1" t="str"><v>月牙渔港</v></c>', "E225",
           says="什么也没有显示", at="outlets 4"),
]  # fmt: skip
