"""The parts of a workbook as programs of all kinds write them, and as they should not be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from xml.sax.saxutils import quoteattr

from tests.intake import workbooks

_STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LINKED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class Book:
    """A workbook on its way to become bytes: its sheets and the parts beside them."""

    def __init__(self, name: str, rows: str, strings: str, styles: str) -> None:
        self.sheets = [(f"name={quoteattr(name)}", rows, "", "")]
        self.strings, self.styles = strings, styles
        self.renamed: dict[str, str] = {}
        self.changed: dict[str, tuple[str, str]] = {}
        self.more: dict[str, str | bytes] = {}
        self.dropped: set[str] = set()
        self.encoding = ""
        self.everywhere: list[tuple[str, str]] = []

    def first(self, *, name: str = "", rows: str = "", before: str = "", after: str = "") -> None:
        """Change something of the first sheet."""
        called, had, stood, follows = self.sheets[0]
        self.sheets[0] = (name or called, rows or had, stood + before, follows + after)

    def bytes(self) -> bytes:
        """All parts in an archive."""
        sheets = [
            workbooks.worksheet(rows, after, before) for _, rows, before, after in self.sheets
        ]
        names = workbooks.book(*(name for name, *_ in self.sheets))
        made = dict(
            workbooks.parts(
                *sheets,
                strings=self.strings,
                styles=self.styles,
                more={"xl/workbook.xml": names, **self.more},
            )
        )
        for part, (old, new) in self.changed.items():
            content = made.get(part)
            made[part] = content.replace(old, new) if isinstance(content, str) else new
        for old, new in self.everywhere:
            made = {n: c.replace(old, new) if isinstance(c, str) else c for n, c in made.items()}
        kept = {self.renamed.get(n, n): c for n, c in made.items() if n not in self.dropped}
        return workbooks.archive(kept, self.encoding)


def sheet_named(book: Book, dice: Random) -> None:
    """The sheet called otherwise."""
    name = dice.choice(
        [
            "Sheet1",
            "Sheet1 (2)",
            "表一",
            " ",
            "填报说明",
            "资金",
            "衔接资金 ",
            "衔接资金(2)",
            "SHEET1",
        ]
    )
    book.first(name=f"name={quoteattr(name)}")


def sheet_hidden(book: Book, dice: Random) -> None:
    name, *_ = book.sheets[0]
    book.first(name=f'{name} state="{dice.choice(["hidden", "veryHidden", "visible", "x"])}"')


def sheet_more(book: Book, dice: Random) -> None:
    """Another sheet before or behind it, blank, like it, or hidden."""
    name, rows, *_ = book.sheets[0]
    others = [
        'name="Sheet2"',
        'name="说明"',
        'name="目录"',
        'name="Sheet3" state="hidden"',
        name.replace('="', '="2'),
    ]
    other = (
        dice.choice(others),
        dice.choice(["", rows, '<row r="1"><c r="A1"><v>1</v></c></row>']),
        "",
        "",
    )
    book.sheets.insert(dice.choice([0, 1]), other)


def columns_hidden(book: Book, dice: Random) -> None:
    first = dice.randint(1, 6)
    book.first(
        before=f'<cols><col min="{first}" max="{first + dice.randint(0, 2)}" hidden="1" width="9"/></cols>'
    )


def filtered(book: Book, dice: Random) -> None:
    book.first(after='<autoFilter ref="A1:E9"><filterColumn colId="0"/></autoFilter>')


def cells_merged(book: Book, dice: Random) -> None:
    area = dice.choice(["A1:C1", "A2:A5", "B3:C4", "D2:D3", "A1:A1", "A1:XFD1", "B2:B60000"])
    book.first(after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')


def part_named(book: Book, dice: Random) -> None:
    """Parts under names of another case, with other slashes, or led to in another way."""
    old, new = dice.choice(
        [
            ("xl/sharedStrings.xml", "xl/SharedStrings.xml"),
            ("xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.xml"),
            ("xl/workbook.xml", "XL/workbook.xml"),
            ("xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
            ("xl/styles.xml", "xl/Styles.xml"),
            ("[Content_Types].xml", "[content_types].xml"),
            ("xl/sharedStrings.xml", "/xl/sharedStrings.xml"),
        ]
    )
    book.renamed[old] = new


def all_backslashes(book: Book, dice: Random) -> None:
    for name in (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ):
        book.renamed[name] = name.replace("/", "\\")


def part_gone(book: Book, dice: Random) -> None:
    book.dropped.add(
        dice.choice(
            [
                "xl/sharedStrings.xml",
                "xl/styles.xml",
                "xl/_rels/workbook.xml.rels",
                "[Content_Types].xml",
                "xl/workbook.xml",
                "xl/worksheets/sheet1.xml",
            ]
        )
    )


def led_otherwise(book: Book, dice: Random) -> None:
    """Relationships with other paths."""
    new = dice.choice(
        [
            "worksheets/sheet1.xml",
            "../xl/worksheets/sheet1.xml",
            "./worksheets/sheet1.xml",
            "worksheets/Sheet1.xml",
            "/xl/worksheets/sheet1.xml?x",
            "file:///xl/worksheets/sheet1.xml",
            "worksheets\\sheet1.xml",
        ]
    )
    book.changed["xl/_rels/workbook.xml.rels"] = ("/xl/worksheets/sheet1.xml", new)


def strict(book: Book, dice: Random) -> None:
    """As “Strict Open XML Spreadsheet” is saved."""
    book.everywhere += [_STRICT, _LINKED]


def styles_odd(book: Book, dice: Random) -> None:
    old = book.styles
    book.styles = dice.choice(
        [
            " ",
            f"<fills><fill/></fills>{old}",
            f'<fonts><font><sz val="x"/></font></fonts>{old}',
            "<cellXfs/>",
            "<cellXfs><xf/></cellXfs>",
            old.replace("numFmtId", "numfmtid"),
            old + "<dxfs><dxf><fill/></dxf></dxfs>",
            old.replace('numFmtId="14"', 'numFmtId="x"'),
            f"<cellStyleXfs><xf/></cellStyleXfs>{old}<cellStyles><cellStyle/></cellStyles>",
            f"{old}<colors><indexedColors/></colors>",
        ]
    )


def sheet_beside(book: Book, dice: Random) -> None:
    """What stands beside the cells."""
    before, after = dice.choice(
        [
            ('<dimension ref="A1"/>', ""),
            ('<sheetViews><sheetView/></sheetViews><sheetFormatPr defaultRowHeight="x"/>', ""),
            (
                "",
                '<dataValidations><dataValidation sqref="A1:A9"><formula1>"甲,乙"</formula1>'
                "</dataValidation></dataValidations>",
            ),
            ("", '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'),
            ("", '<drawing r:id="r1"/>'),
            ("", '<legacyDrawing r:id="rX"/>'),
            ("", '<pageSetup paperSize="x"/>'),
            ("", '<hyperlinks><hyperlink ref="A1" r:id="q"/></hyperlinks>'),
            ("", '<conditionalFormatting sqref="A1"><cfRule type="x"/></conditionalFormatting>'),
            ('<sheetPr><tabColor rgb="x"/></sheetPr>', ""),
            ("", '<tableParts count="1"><tablePart r:id="t"/></tableParts>'),
            ("", "<rowBreaks/>"),
            ('<dimension ref="A1:XFD1048576"/>', ""),
        ]
    )
    book.first(before=before, after=after)


def part_more(book: Book, dice: Random) -> None:
    parts: list[tuple[str, str | bytes]] = [
        ("xl/media/image1.png", b"\x89PNG"),
        ("docProps/app.xml", "<a/>"),
        ("docProps/core.xml", "no xml"),
        ("xl/calcChain.xml", "<a>"),
        ("xl/vbaProject.bin", b"\xd0\xcf"),
        ("xl/theme/theme1.xml", ""),
        ("xl/externalLinks/externalLink1.xml", "<a/>"),
        ("xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition/>"),
        ("xl/comments1.xml", "<comments/>"),
        ("../x", "x"),
        ("__MACOSX/x", "x"),
    ]
    name, content = dice.choice(parts)
    book.more[name] = content


def of_1904(book: Book, dice: Random) -> None:
    book.changed["xl/workbook.xml"] = ("<sheets>", '<workbookPr date1904="1"/><sheets>')


def prefixed(book: Book, dice: Random) -> None:
    """Elements with a prefix, as some exporters write them."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    book.everywhere += [
        (space, space.replace("xmlns=", "xmlns:x=")),
        *((f"<{e}", f"<x:{e}") for e in _ELEMENTS),
        *((f"</{e}", f"</x:{e}") for e in _ELEMENTS),
    ]


_ELEMENTS = (
    "worksheet",
    "sheetData",
    "row",
    "c ",
    "c>",
    "v>",
    "f>",
    "is>",
    "t>",
    "t ",
    "si>",
    "sst",
    "r>",
    "workbook ",
    "workbook>",
    "sheets",
    "sheet ",
    "styleSheet",
    "cellXfs",
    "xf ",
    "numFmts",
    "numFmt ",
)


def in_utf_16(book: Book, dice: Random) -> None:
    book.encoding = dice.choice(["utf-16", "utf-16-le", "utf-16-be"])


def texts_odd(book: Book, dice: Random) -> None:
    """Shared texts in parts, with readings, or counted wrong."""
    old, new = dice.choice(
        [
            ("</t></si>", "</t><phoneticPr/></si>"),
            ("<si><t", '<si><rPh sb="0" eb="1"><t>yi</t></rPh><t'),
            ('<si><t xml:space="preserve">', "<si><t>"),
            ("</t></si>", "</t></si><si/>"),
        ]
    )
    book.changed["xl/sharedStrings.xml"] = (old, new)


def no_xml(book: Book, dice: Random) -> None:
    part = dice.choice(
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    )
    book.changed[part] = dice.choice(
        [
            ("</", "<"),
            ("<row", "<!DOCTYPE a><row"),
            ("?>", ""),
            ("</v>", "&x;</v>"),
            ("</t>", "&amp</t>"),
        ]
    )


KINDS: tuple[Callable[[Book, Random], None], ...] = (
    sheet_named,
    sheet_hidden,
    sheet_hidden,
    sheet_more,
    sheet_more,
    columns_hidden,
    filtered,
    cells_merged,
    cells_merged,
    part_named,
    all_backslashes,
    part_gone,
    led_otherwise,
    strict,
    styles_odd,
    styles_odd,
    sheet_beside,
    sheet_beside,
    part_more,
    of_1904,
    prefixed,
    in_utf_16,
    texts_odd,
    no_xml,
)
