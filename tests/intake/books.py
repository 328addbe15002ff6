"""Workbooks of the harbour city by their sheets: which is a form, which is hidden, what is told of it.

``told`` has every finding as ``CODE sheet:row``, ``says`` a part of the first message. The browser's
self-check is held against the same collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.intake.filings import BRIEFS, OUTLET, OUTLETS
from tests.intake.workbooks import book, workbook, worksheet

TWO = OUTLET.replace("PK001", "PK002")
THREE = OUTLET.replace("PK001", "PK003")
_BRIEF = "北港园区,2027-03,K1,办理中,已开工,"
_CHOICES = ["已整治", "未整治"]


@dataclass(frozen=True, slots=True)
class Book:
    name: str
    data: bytes
    told: tuple[str, ...] = ()
    says: str = ""
    forms: tuple[str, ...] = ("outlets",)
    month: str = "2027-03"

    @property
    def path(self) -> str:
        return f"submissions/{self.month}/beigang/本月.xlsx"


def sheet(*lines: str, after: str = "", before: str = "", **rows: str) -> str:
    """A sheet by its rows as in a CSV; ``r3='hidden="1"'`` are the attributes of the third."""
    told = (_row(line, rows.get(f"r{number}", "")) for number, line in enumerate(lines, 1))
    return worksheet("".join(told), after, before)


def _row(line: str, attributes: str) -> str:
    cells = (
        f'<c t="str"><v>{escape(cell)}</v></c>' if cell else "<c/>" for cell in line.split(",")
    )
    return f"<row {attributes}>{''.join(cells)}</row>"


def _book(*sheets: tuple[str, str]) -> bytes:
    """A workbook by the attributes of its sheets and their content."""
    told = [attributes if "=" in attributes else f'name="{attributes}"' for attributes, _ in sheets]
    content = (part for _, part in sheets)
    return workbook(*content, strings="<si/>", more={"xl/workbook.xml": book(*told)})


def _one(name: str, part: str, *told: str, says: str = "", forms: Sequence[str] = ()) -> Book:
    return Book(name, _book(("入海排口台账", part)), told, says, tuple(forms) or ("outlets",))


_HIDDEN = 'name="入海排口台账" state="hidden"'
_VERY = 'name="入海排口台账" state="veryHidden"'
_FULL = sheet(OUTLETS, OUTLET)
_DRAWN = worksheet("<row><c/></row>", '<drawing r:id="r1"/>')
_FILTER = '<autoFilter ref="A1:G4"><filterColumn colId="0"/></autoFilter>'
_ROWS = (OUTLETS, OUTLET, TWO, THREE)

BOOKS = [
    _one("a form", _FULL),
    _one(
        "hidden rows",
        sheet(*_ROWS, r3='hidden="1"', r4='ht="0"'),
        "W116 入海排口台账:3",
        says="第 3–4 行是隐藏的，已照常读取",
    ),
    _one(
        "filtered rows",
        sheet(*_ROWS, r2='hidden="1"', r4='hidden="true"', after=_FILTER),
        "W116 入海排口台账:2",
        says="第 2、4 行被筛选掉了，已照常读取",
    ),
    _one(
        "a filter that is on",
        sheet(*_ROWS, r4='hidden="1"', before='<sheetPr filterMode="1"/>'),
        "W116 入海排口台账:4",
        says="被筛选掉了",
    ),
    _one("a filter that hides nothing", sheet(*_ROWS, after='<autoFilter ref="A1:G4"/>')),
    _one(
        "rows hidden beside a filter",
        sheet(*_ROWS, r2='hidden="1"', r4='hidden="1"', after=_FILTER.replace("G4", "G3")),
        "W116 入海排口台账:2",
        "W116 入海排口台账:4",
        says="第 2 行被筛选掉了",
    ),
    _one("hidden rows without anything", sheet(OUTLETS, OUTLET, ",,", r3='hidden="1"')),
    _one(
        "hidden columns",
        sheet(*_ROWS, before='<cols><col min="3" max="3" hidden="1"/><col min="4" max="4" width="0"/></cols>'),
        "W116 入海排口台账:1",
        says="列“排口编号”（C）、“位置”（D）是隐藏的",
    ),
    _one("hidden columns beside the table", sheet(*_ROWS, before='<cols><col min="9" max="16384" hidden="1"/></cols>')),
    Book("a hidden form", _book(("说明", sheet("说明")), (_HIDDEN, _FULL)),
         ("W115 说明:0", "E116 入海排口台账:0"), "没有采用", ()),
    Book("a form hidden deep", _book(("说明", sheet("说明")), (_VERY, _FULL)),
         ("W115 说明:0", "E116 入海排口台账:0"), "", ()),
    Book("a form that is hidden once more", _book(("outlets", _FULL), (_HIDDEN, _FULL)),
         ("W116 入海排口台账:0",), "隐藏的工作表“入海排口台账”像是“入海排口台账”，没有采用"),
    Book("a hidden form under another name",
         _book(("季度简报", sheet(BRIEFS, _BRIEF)), ('name="旧" state="hidden"', _FULL)),
         ("E116 旧:0",), "工作表“旧”是隐藏的", ("briefs",)),
    Book("what is hidden and no form",
         _book(("入海排口台账", _FULL), ('name="选项" state="hidden"', sheet(*_CHOICES)))),
    Book("hidden and empty", _book(("outlets", _FULL), (_HIDDEN, worksheet("")))),
    Book("two sheets of a form", _book(("入海排口台账", _FULL), ("outlets", sheet(OUTLETS, TWO))),
         ("E253 outlets:0",), "工作表“入海排口台账”和“outlets”都是“入海排口台账”"),
    Book("two sheets of a form, one of them empty",
         _book(("入海排口台账", worksheet("")), ("outlets", _FULL))),
    Book("a copy", _book(("入海排口台账", _FULL), ("入海排口台账 (2)", _FULL)),
         ("W115 入海排口台账 (2):0",), "看表头，它也像是“入海排口台账”，采用的是工作表“入海排口台账”"),
    Book("a copy alone", _book(("outlets(2)", _FULL)), ("E114 outlets(2):0",),
         "看表头，工作表“outlets(2)”像是“入海排口台账”", ()),
    Book("another beside it", _book(("Sheet1", sheet("台账", *_ROWS)), ("briefs", sheet(BRIEFS, _BRIEF))),
         ("W115 Sheet1:0",), "看表头，它像是“入海排口台账”", ("briefs",)),
    Book("a note beside it", _book(("底稿", sheet("a,b")), ("outlets", _FULL)), ("W115 底稿:0",)),
    Book("a broken note beside it", _book(("底稿", "<"), ("outlets", _FULL)), ("W115 底稿:0",)),
    Book("a broken form beside another", _book(("outlets", _FULL), ("briefs", "<")),
         ("E113 briefs:0",), "文件已损坏"),
    Book("nothing but a picture", _book(("Sheet1", _DRAWN)), ("E114 :0",), "只有图片或图形", ()),
    _one("a picture", _DRAWN, "E110 入海排口台账:0", says="只有图片或图形，没有表格"),
    _one("a text that is lost", sheet(OUTLETS, OUTLET).replace('t="str"><v>PK001', 't="s"><v>9'),
         "E217 入海排口台账:2", says="这一格的文字在文件里找不到了"),
]  # fmt: skip
