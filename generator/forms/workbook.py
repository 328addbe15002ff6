"""The blank forms of a unit as one workbook (.xlsx) that helps while it is filled in.

Each form is a sheet: drop-downs for what is chosen, limits for numbers and days, a frozen header with
a note for each column, and locked cells for what is known. The protection has no password: it keeps
from slips, not from anyone. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from .. import archives
from ..calendar import Term
from ..catalogue import types
from ..catalogue.model import CHOICES, NOTES, Catalogue, Column, Form, Unit
from ..intake.cells import ZERO_REPORT
from ..problems import letters
from .blank import Blank

_SPLITTING = frozenset('",')
"""What a rule cannot say of an option in its own words."""

_TITLE = 32
"""So long may the title of a message be, in characters; of a longer one spreadsheets say that the workbook
is damaged."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What no XML holds."""

_ROOM = 200
"""Rows that may be filled in: as many, or twice what is prefilled."""

_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
_LINE = Side("thin", "BFBFBF")
_ALLOWED = ["formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"]
_WRITTEN = re.compile(rb"(<dcterms:\w+ [^>]*>)[^<]*")


def as_workbook(blanks: Sequence[Blank], catalogue: Catalogue, unit: Unit, period: Term) -> bytes:
    """The bytes of a workbook: a sheet of notes, a sheet for each form, and the choices, hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    notes = book.create_sheet(NOTES)
    choices = book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    lists = _Lists(choices)
    for index, blank in enumerate(blanks, 1):
        sheet = book.create_sheet(catalogue.sheets[blank.form.id], index)
        _fill_in(sheet, blank, catalogue, unit, lists)
    _explain(notes, blanks, unit, period)
    if blanks:
        book.active = 1
    stream = BytesIO()
    book.save(stream)
    return archives.settled(stream.getvalue(), _undated)


def _font(**how: Any) -> Font:
    """A letter that office machines have; without a name spreadsheets choose any."""
    return Font(**{"name": "微软雅黑", "size": 11, **how})


def _styles() -> Iterator[NamedStyle]:
    """What a header, a cell that is known, and one beside it look like."""
    edge = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    centred = Alignment(wrap_text=True, vertical="center", horizontal="center")
    grey = PatternFill("solid", fgColor="EFEFEF")
    blue = PatternFill("solid", fgColor="0B5394")
    white, pale = _font(bold=True, color="FFFFFF"), _font(italic=True, color="595959")
    yield NamedStyle("head", white, blue, edge, centred)
    yield NamedStyle("given", _font(), grey, border=edge, alignment=_TOP, number_format="@")
    yield NamedStyle("beside", pale, grey, edge, _WRAPPED, number_format="@")


class _Lists:
    """Choices too long for a rule of their own, a column each on a hidden sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, options: Sequence[str]) -> str:
        short = ",".join(options)
        if len(short) <= 250 and not any(set(option) & _SPLITTING for option in options):
            return f'"{short}"'
        key = tuple(options)
        if key not in self._known:
            column = len(self._known) + 1
            for row, option in enumerate(options, 1):
                _write(self._sheet, row, column, option)
            name = letters(column)
            self._known[key] = f"'{CHOICES}'!${name}$1:${name}${len(options)}"
        return self._known[key]


def _fill_in(sheet: Any, blank: Blank, catalogue: Catalogue, unit: Unit, lists: _Lists) -> None:
    form, width = blank.form, len(blank.form.columns)
    room = max(_ROOM, 2 * len(blank.rows))
    for position, column in enumerate(form.columns, 1):
        head = _header(sheet, position, ("*" if column.required else "") + column.header)
        head.comment = Comment(_note(column), "台账", width=260, height=140)
        _open(sheet.column_dimensions[letters(position)], column)
        rule = _rule(column, catalogue, unit, lists, form)
        if rule:
            sheet.add_data_validation(rule)
            rule.add(f"{letters(position)}2:{letters(position)}{room + 1}")
    for position, (header, _) in enumerate(blank.beside, width + 1):
        _header(sheet, position, header)
        sheet.column_dimensions[letters(position)].width = 32 if position == width + 1 else 18
    for number, row in enumerate(blank.rows, 2):
        for position, column in enumerate(form.columns, 1):
            if known := row.get(column.id):
                _known(sheet, number, position, known)
        for position, (_, texts) in enumerate(blank.beside, width + 1):
            if texts[number - 2]:
                _known(sheet, number, position, texts[number - 2], "beside")
    sheet.freeze_panes = sheet.cell(2, 1 + sum(bool(column.equals) for column in form.columns))
    sheet.protection.sheet = True
    for allowed in _ALLOWED:
        setattr(sheet.protection, allowed, False)
    _fit(sheet)
    sheet.print_title_rows = "1:1"


def _fit(sheet: Any) -> None:
    """On paper a sheet is as wide as a page, and as long as it is."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _header(sheet: Any, position: int, text: str) -> Any:
    cell = _write(sheet, 1, position, text)
    cell.style = "head"
    return cell


def _known(sheet: Any, row: int, position: int, text: str, style: str = "given") -> None:
    """A cell that is filled in beforehand and locked."""
    _write(sheet, row, position, text).style = style


def _write(sheet: Any, row: int, position: int, text: str) -> Any:
    """A cell that holds a text as it stands; ``=甲`` is no formula, and ``#N/A`` no fault."""
    cell = sheet.cell(row, position, _UNSEEN.sub("", text))
    cell.data_type = "s"
    return cell


def _open(dimension: Any, column: Column) -> None:
    """What holds of every cell of a column that is still empty: open, and of its type."""
    type_ = types.of(column)
    dimension.width = type_.width(column)
    dimension.protection = Protection(locked=False)
    dimension.alignment = _WRAPPED if type_.wraps else _TOP
    dimension.number_format = type_.number_format


def _rule(
    column: Column, catalogue: Catalogue, unit: Unit, lists: _Lists, form: Form
) -> DataValidation | None:
    """What a cell of the column may hold; the zero report is let through where it belongs."""
    options = types.of(column).choices(column, catalogue, unit)
    allowed = types.of(column).allows(column)
    zero = column.id == form.zero_report
    if options:
        listed = lists.formula([*options, ZERO_REPORT] if zero else options)
        rule = DataValidation(type="list", formula1=listed, allow_blank=True)
        rule.error = f"请从下拉列表中选，或按“{NOTES}”填写。"
    elif allowed and not zero:
        rule = DataValidation(
            type=allowed.kind,
            operator=allowed.operator,
            formula1=allowed.low,
            formula2=allowed.high,
            allow_blank=True,
        )
        rule.error = allowed.error
    else:
        return None
    rule.errorTitle = column.header[:_TITLE]
    rule.showErrorMessage = True
    return rule


def _note(column: Column) -> str:
    return "\n".join(line for line in explained(column) if line)


def explained(column: Column) -> Iterator[str]:
    """What a clerk has to know of a column, line by line."""
    yield "必填" if column.required else "可空"
    yield column.help
    if column.unit:
        yield f"单位：{column.unit}，只填数字。"
    if column.cumulative:
        yield "年初以来累计数，不应变小。"
    if column.max_length:
        yield f"不超过 {column.max_length} 字。"
    if column.example:
        yield f"例：{column.example}"


def _on_zero(forms: Iterable[Form]) -> Iterator[str]:
    """How to say that there is nothing to tell, form by form."""
    allowed: dict[bool, list[str]] = {True: [], False: []}
    for form in forms:
        allowed[form.zero_report is not None].append(f"“{form.name}”")
    sentences = []
    if allowed[True]:
        names = "、".join(allowed[True])
        sentences.append(
            f"{names}没有新情况的，在第一个要填的列写“{ZERO_REPORT}”三个字，只留这一行"
        )
    if allowed[False]:
        sentences.append(f"{'、'.join(allowed[False])}不收零报告，没有的填 0")
    yield f"2. {'；'.join(sentences)}。"


def _explain(sheet: Any, blanks: Sequence[Blank], unit: Unit, period: Term) -> None:
    """The first sheet: how to go about it, then every column of every form."""
    lines = [
        f"{unit.name} {period.label}报送模板",
        "1. 每张工作表是一张报表，灰底的格子已经填好，不用改；带 * 的列必填。",
        *_on_zero(blank.form for blank in blanks),
        "3. 0 和空是两回事：是 0 就填 0。以“参考”开头的列是上期的数，只供参考，不会读取。",
        "4. 不写个人姓名、身份证号、电话、银行卡号，只报数。",
        "5. 填好后保存，到网站“自查和填报”页选它，改到没有错误，按“下载要上传的文件”，上传下载的 CSV；不上传工作簿。",
        "6. 需要删行或改灰底的格子时：审阅 → 撤销工作表保护（没有密码）。",
    ]
    for number, line in enumerate(lines, 1):
        _write(sheet, number, 1, line).font = _font(
            bold=number == 1, size=16 if number == 1 else 11
        )
    number = len(lines) + 2
    for blank in blanks:
        title = _write(sheet, number, 1, f"{blank.form.name}：{blank.form.purpose}")
        title.font = _font(bold=True)
        number += 1
        for column in blank.form.columns:
            _write(sheet, number, 1, column.header).alignment = _WRAPPED
            help_ = "；".join(part.rstrip("。") for part in explained(column) if part)
            _write(sheet, number, 2, help_).alignment = _WRAPPED
            number += 1
        number += 1
    sheet.row_dimensions[1].height = 26
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90
    _fit(sheet)
    sheet.protection.sheet = True


def _undated(name: str, content: bytes) -> bytes:
    """A part of the workbook without the time at which it was written."""
    if name == "docProps/core.xml":
        return _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
    return content
