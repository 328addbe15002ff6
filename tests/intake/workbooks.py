"""Workbooks made by hand, part by part: what no spreadsheet writes and anyone can send.

``REFUSED`` has each with what is said of it, ``READ`` each with the rows of its sheets. All of them
are small; what some of them stand for is not.
"""

from __future__ import annotations

import bz2
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WITHIN = f'xmlns="{_SHEET}" xmlns:r="{_LINKED}"'
_WHOLE = "A1:XFD1048576"
_VALUE = "<v>1</v>"
_CELL = f'<c r="A1">{_VALUE}</c>'
_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

Parts = Mapping[str, str | bytes]


# --- to make them --------------------------------------------------------------------------------


def worksheet(rows: str = _ONE, after: str = "", before: str = "") -> str:
    """A sheet by its rows, and what stands around them."""
    return f"<worksheet {_WITHIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def merged(*areas: str, rows: str = _ONE) -> str:
    told = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return worksheet(rows, f"<mergeCells>{told}</mergeCells>")


def book(*sheets: str) -> str:
    """The workbook by the attributes of its sheets but for their numbers."""
    told = "".join(f'<sheet sheetId="{n}" r:id="r{n}" {each}/>' for n, each in enumerate(sheets, 1))
    return f"<workbook {_WITHIN}><sheets>{told}</sheets></workbook>"


def related(*targets: str, kind: str = "worksheet") -> str:
    told = "".join(
        f'<Relationship Id="r{number}" Type="{_LINKED}/{kind}" Target="{target}"/>'
        for number, target in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def parts(*sheets: str, strings: str = "", styles: str = "", more: Parts | None = None) -> Parts:
    """The parts of a workbook; those in ``more`` stand beside the others or in place of them."""
    paths = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    kinds = {"xl/workbook.xml": "sheet.main", "xl/sharedStrings.xml": "sharedStrings"}
    kinds |= dict.fromkeys(paths, "worksheet")
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{_KIND}.{kind}+xml"/>'
        for path, kind in kinds.items()
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "xl/workbook.xml": book(*(f'name="表{number}"' for number in range(1, len(sheets) + 1))),
        "xl/_rels/workbook.xml.rels": related(*(f"/{path}" for path in paths)),
        "xl/sharedStrings.xml": f"<sst {_WITHIN}>{strings}</sst>",
        **dict(zip(paths, sheets, strict=True)),
    }
    if styles:
        made["xl/styles.xml"] = f"<styleSheet {_WITHIN}>{styles}</styleSheet>"
    return {**made, **(more or {})}


def archive(parts: Parts, encoding: str = "") -> bytes:
    """The bytes of a workbook; every part in an encoding if one is given, and said to be UTF-16."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            if encoding and isinstance(content, str):
                content = f'<?xml version="1.0" encoding="UTF-16"?>{content}'.encode(encoding)
            file.writestr(name, content)
    return stream.getvalue()


def workbook(*sheets: str, strings: str = "", styles: str = "", more: Parts | None = None) -> bytes:
    return archive(parts(*sheets, strings=strings, styles=styles, more=more))


def packed(part: bytes, method: int, content: bytes, more: int = 0) -> bytes:
    """A workbook whose sheet is said to be ``content`` and so many bytes more; it may be a lie."""
    others = dict(parts(worksheet()))
    path = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
    del others[path.filename]
    stream = BytesIO(archive(others))
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr(path, part)
    size, (time, day) = len(part), (0, 33)  # 1980-01-01, which ZipInfo gives it
    true = struct.pack("<3H3I", 0, time, day, zlib.crc32(part), size, size)
    unpacked = zlib.crc32(content), size, len(content) + more
    told = struct.pack("<3H3I", method, time, day, *unpacked)
    data = stream.getvalue()
    assert data.count(true) == 2, "once before the part, once in the list of parts"
    return data.replace(true, told)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def altered() -> bytes:
    """A workbook in which another figure stands than its check sum was made of."""
    part = worksheet().encode()
    return packed(part, zipfile.ZIP_STORED, part).replace(b"<v>1</v>", b"<v>7</v>")


def stream(name: str) -> bytes:
    """An entry of the directory of an old compound file."""
    return f"{name}\0".encode("utf-16-le").ljust(128, b"\0")


def named(parts: Parts, names: Mapping[str, str]) -> bytes:
    """A workbook whose parts are called otherwise than they should be."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo("?")
            info.filename = names.get(name, name)
            file.writestr(info, content)
    return stream.getvalue()


def strict(parts: Parts) -> Parts:
    """The same saved as “Strict Open XML”."""

    def said(content: str) -> str:
        content = content.replace(_SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        return content.replace(_LINKED, "http://purl.oclc.org/ooxml/officeDocument/relationships")

    return {
        name: said(content) if isinstance(content, str) else content
        for name, content in parts.items()
    }


def prefixed(content: str) -> str:
    """The same with a prefix before the name of each element."""
    content = re.sub("<(/?)([a-zA-Z])", r"<\1x:\2", content)
    return content.replace(f'xmlns="{_SHEET}"', f'xmlns:x="{_SHEET}"')


def elsewhere(content: str) -> bytes:
    """A workbook whose sheet lies where no spreadsheet puts it."""
    where = {"xl/_rels/workbook.xml.rels": related("x.bin"), "xl/x.bin": content}
    return workbook(worksheet(), more=where)


def twice(name: str) -> bytes:
    """A workbook with two parts of the same name."""
    whole = parts(worksheet())
    unnamed = "?" * len(name)
    data = archive({**whole, unnamed: whole[name]})
    return data.replace(unnamed.encode(), name.encode())


# --- those that are refused ----------------------------------------------------------------------

_DAMAGED, _BROKEN, _LARGE = "文件已损坏", "文件已损坏或不完整", "展开后过大"
_MANY, _ENTITY = "包含的内容过多", "含不被接受的内容"
_OVERLAPPING = "工作表“表1”的合并单元格互相重叠"
_TOGETHER = "各工作表的内容加起来过大"


def _far(row: int, column: int) -> str:
    return f"工作表“表1”的内容一直到第 {row} 行第 {column} 列，过大"


_EVERYWHERE = _far(1048576, 16384)
_ALL = merged(_WHOLE)
_GROWING = _ENTITIES + worksheet('<row><c t="str"><v>&b;</v></c></row>')
_LONG = f"<si><t>{'字' * 1_000_000}</t></si>"
_OFTEN = '<row><c t="s"><v>0</v></c></row>' * 11
_SHARING = '<c><f t="shared" si="0">' + "+".join(["A1"] * 2700) + "</f></c>"
_SHARED = "<row>" + '<c><f t="shared" si="0"/></c>' * 1300 + "</row>"
_TWO_WAYS = related("worksheets/sheet1.xml", "./worksheets/../worksheets/sheet1.xml")
_TAG_IN_TAG = related("a").replace('Target="a"', 'Target="a/>\n</Relationships>"')
_PART = worksheet().encode()
_GROWN = deflated(_PART + b" " * 20_000_000)

_NONE = "不是 Excel 工作簿（.xlsx）"
_SAVED = "，请用表格软件打开后另存为“Excel 工作簿（.xlsx）”"
_XML = '<?xml version="1.0"?>\n'
_OLE = b"\xd0\xcf\x11\xe0" + bytes(508)
_BOF = bytes.fromhex("0908100000060500") + bytes(12)

_DISGUISED: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "是空文件，请重新保存或重新下载"),
    "blanks": (b"\0\r\n " * 200, "是空文件，请重新保存或重新下载"),
    "a password": (_OLE + stream("EncryptedPackage"), "设了打开密码，请去掉密码再保存"),
    "an old workbook": (_OLE + _BOF + stream("Workbook"), f"是旧版格式（.xls、.et）{_SAVED}"),
    "an old workbook with a password": (
        _OLE + _BOF + b"\x2f\0\x06\0" + stream("Workbook"),
        "设了打开密码，又是旧版格式（.xls、.et）；请去掉密码，另存为“Excel 工作簿（.xlsx）”",
    ),
    "an old document": (_OLE + stream("WordDocument"), "是 Word 文档（.doc），请上传填好的工作簿"),
    "something old": (_OLE, "是旧版格式（.xls、.et），或设了打开密码"),
    "opendocument": (
        named({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, {}),
        f"是 OpenDocument 表格（.ods）{_SAVED}",
    ),
    "binary": (
        archive(
            {
                "_rels/.rels": related("xl/workbook.bin", kind="officeDocument"),
                "xl/workbook.bin": b"\x83\x01",
            }
        ),
        f"是二进制工作簿（.xlsb）{_SAVED}",
    ),
    "a document": (
        archive(
            {
                "_rels/.rels": related("word/document.xml", kind="officeDocument"),
                "word/document.xml": "<document/>",
            }
        ),
        "是 Word 文档（.docx），请上传填好的工作簿",
    ),
    "a packed table": (
        archive({"报表/funds.csv": "1"}),
        "是压缩包，请解压后上传里面的表格",
    ),
    "a packed picture": (archive({"1.png": b"\x89PNG"}), _NONE),
    "text": ("单位,月份\r\n".encode("gb18030"), "是文本（CSV），请把文件名末尾的 .xlsx 改为 .csv"),
    "a page": (b"\xef\xbb\xbf\r\n<HTML xmlns:x='x'>", f"是网页{_SAVED}"),
    "a page in utf-16": ("<!DOCTYPE html><p>".encode("utf-16"), f"是网页{_SAVED}"),
    "a page in one": (b"MIME-Version: 1.0\r\n", f"是网页（.mht）{_SAVED}"),
    "xml of 2003": (
        f'{_XML}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode(),
        f"是“XML 电子表格 2003”{_SAVED}",
    ),
    "a scan": (b"%PDF-1.4\n%\x80\0", "是 PDF，请上传填好的工作簿"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF", "是图片，图片里的字读不出，请上传填好的工作簿"),
    "another archive": (b"Rar!\x1a\x07\0", "是压缩包，请解压后上传里面的工作簿"),
    "bytes": (bytes(range(256)), _NONE),
}

REFUSED: Mapping[str, tuple[bytes, str]] = {
    "merged": (workbook(_ALL), _EVERYWHERE),
    "merged, in utf-16": (archive(parts(_ALL), "utf-16"), _EVERYWHERE),
    "merged, in utf-16 without a mark": (archive(parts(_ALL), "utf-16-be"), _EVERYWHERE),
    "merged, elsewhere": (elsewhere(_ALL), _EVERYWHERE),
    "merged over and over": (workbook(merged(*["A1:T25000"] * 40)), _OVERLAPPING),
    "altered": (altered(), _BROKEN),
    "merged the wrong way": (workbook(merged("B2:A1")), _DAMAGED),
    "merged columns": (workbook(merged("A:XFD")), _DAMAGED),
    "a far cell": (
        workbook(worksheet(f'<row><c r="XFD1048576" s="0">{_VALUE}</c></row>')),
        _EVERYWHERE,
    ),
    "a far row": (workbook(worksheet(f'<row r="500001"><c>{_VALUE}</c></row>')), _far(500_001, 1)),
    "cells by their place": (
        workbook(worksheet(f'<row r="1000">{"<c/>" * 500}<c>{_VALUE}</c></row>')),
        _far(1000, 501),
    ),
    "a cell twice": (
        workbook(worksheet(f'<row>{_CELL}<c r="A1"><v>2</v></c></row>')),
        "第 1 行第 1 列的单元格写了两次，内容不同",
    ),
    "the same cells": (workbook(worksheet(f'<row r="1">{"<c/>" * 1000}</row>' * 501)), _LARGE),
    "no such column": (workbook(worksheet('<row><c r="AAAA1"/></row>')), _DAMAGED),
    "no such row": (workbook(worksheet('<row r="10000000"><c/></row>')), _DAMAGED),
    "sheets together": (workbook(*[merged("A1:A400000")] * 3), _TOGETHER),
    "a part of two sheets": (
        workbook(worksheet(), worksheet(), more={"xl/_rels/workbook.xml.rels": _TWO_WAYS}),
        _DAMAGED,
    ),
    "a name of two sheets": (
        workbook(
            worksheet(), worksheet(), more={"xl/workbook.xml": book('name="甲"', 'name="甲"')}
        ),
        _DAMAGED,
    ),
    "a text for many cells": (workbook(worksheet(_OFTEN), strings=_LONG), _LARGE),
    "a formula for many cells": (workbook(worksheet(f"<row>{_SHARING}</row>{_SHARED}")), _LARGE),
    "entities": (workbook(_GROWING), _ENTITY),
    "a document type among elements": (workbook(f"<a>{_ENTITIES}</a>"), _DAMAGED),
    "a document type behind a comment": (workbook(f"<!-- a -->\n{_GROWING}"), _ENTITY),
    "entities, in utf-16": (archive(parts(_GROWING), "utf-16"), _ENTITY),
    "entities, elsewhere": (elsewhere(_GROWING), _ENTITY),
    "entities in the texts": (
        workbook(worksheet(), more={"xl/sharedStrings.xml": f"{_ENTITIES}<sst {_WITHIN}/>"}),
        _ENTITY,
    ),
    "a tag in an attribute": (
        workbook(worksheet(), more={"xl/_rels/workbook.xml.rels": _TAG_IN_TAG}),
        _DAMAGED,
    ),
    "no xml in a sheet": (workbook("x"), _DAMAGED),
    "no sheet": (workbook("<worksheet/>"), _DAMAGED),
    "another encoding": (
        workbook(f'<?xml version="1.0" encoding="iso-8859-1"?>{worksheet()}'),
        _DAMAGED,
    ),
    "said to be utf-16": (
        workbook(f'<?xml version="1.0" encoding="UTF-16"?>{worksheet()}'),
        _DAMAGED,
    ),
    "deep": (workbook(worksheet(after="<a>" * 5_001 + "</a>" * 5_001)), _DAMAGED),
    "texts that are lost": (workbook(worksheet('<row><c t="s"><v>0</v></c></row>')), _BROKEN),
    "many parts": (workbook(worksheet(), more={f"{n}.png": "" for n in range(5_000)}), _MANY),
    "a part twice": (twice("xl/worksheets/sheet1.xml"), _BROKEN),
    "more than is told": (packed(_GROWN, 8, _PART), _BROKEN),
    "less than is told": (packed(deflated(_PART), 8, _PART, more=1), _BROKEN),
    "packed another way": (packed(bz2.compress(_PART), 12, _PART), _BROKEN),
    "told to be large": (packed(deflated(_PART), 8, _PART, more=10 * 1024 * 1024), _LARGE),
    **{name: (data, words) for name, (data, words) in _DISGUISED.items()},
}

# --- those that are read -------------------------------------------------------------------------

_PLAIN: Sequence[Sequence[str]] = [["1"]]
_COMMENT = f'<comments {_WITHIN}><commentList><comment ref="{_WHOLE}"/></commentList></comments>'
_COMMENTED = {
    "xl/worksheets/_rels/sheet1.xml.rels": related("/xl/comments1.xml", kind="comments"),
    "xl/comments1.xml": _COMMENT,
}
_BRACKETS = "[" * 300_000
_BRACKETED = (
    f'<numFmts><numFmt numFmtId="164" formatCode="{_BRACKETS}"/></numFmts>'
    '<cellXfs><xf numFmtId="164"/></cellXfs>'
)
_TEXTS = (
    '<si><t xml:space="preserve"> 甲</t></si>'
    '<si><r><t>乙</t></r><r><t>丙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si>'
)
_TYPES = (
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c></row>'
    '<row r="4"><c t="inlineStr"><is><r><t>丁</t></r><rPh sb="0" eb="1"><t>ding</t></rPh></is></c>'
    '<c t="str"><f>""</f><v></v></c><c><f>1+1</f></c><c><f>1+1</f><v>2</v></c></row>'
    '<row><c t="e"><v>#N/A</v></c><c s="0"/></row>'
)
_TYPED = [
    ["", "", "", ""],
    ["", " 甲", "乙丙", "TRUE"],
    ["", "", "", ""],
    ["丁", "", "=1+1", "2"],
    ["#N/A", "", "", ""],
]
_FORMULAS = (
    '<row r="1"><c><f t="shared" si="0" ref="A1:A2">B1+1</f><v>3</v></c></row>'
    '<row r="2"><c><f t="shared" si="0"/></c></row>'
    f'<row r="3"><c><f t="array" ref="{_WHOLE}">1</f><v>5</v></c></row>'
)
_NO_NUMBERS = (
    "<row><c><v>１２</v></c><c><v>١٢</v></c><c><v>1_0</v></c><c><v>abc</v></c><c><v>0x10</v></c>"
    "<c><v>NaN</v></c><c><v>1e400</v></c><c><v>+007</v></c><c><v>-0</v></c><c><v>.5</v></c>"
    '<c t="b"><v>true</v></c><c t="b"><v>false</v></c><c t="b"><v>2</v></c></row>'
    '<row><c><f t="array" ref="A2">SUM(B1:B9)</f></c></row>'
)
_AS_WRITTEN = [
    ["１２", "١٢", "1_0", "abc", "0x10", "NaN", "1e400", "7", "0", "0.5", "TRUE", "FALSE", "FALSE"],
    ["=SUM(B1:B9)", *[""] * 12],
]
_COVERED = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
_HIDDEN = {"xl/workbook.xml": book('name="表1"', 'name="表2" state="hidden"')}
_AREAS = (
    f'<hyperlinks><hyperlink ref="{_WHOLE}" location="A1"/></hyperlinks>'
    f'<dataValidations><dataValidation sqref="{_WHOLE}"/></dataValidations>'
    f'<conditionalFormatting sqref="{_WHOLE}"/>'
)

_SPELT = parts(worksheet(_TYPES), strings=_TEXTS)

_CHOSEN = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1"><x14:dataValidation type="list"/></x14:dataValidations>'
    "</ext></extLst>"
)

_FAR_DOWN = '<row r="1"><c r="A1"><v>1</v></c></row><row r="41"><c r="A41"><v>2</v></c></row>'
_WITHIN_CELLS = '<row><c t="inlineStr"><v>甲</v></c><c><is><t>乙</t></is></c><c><v>3</v><is><t>丙</t></is></c></row>'
_TYPE_IN_WORDS = f'<row><!-- {_ENTITIES} --><c t="str"><v><![CDATA[<!DOCTYPE a>]]></v></c></row>'

READ: Mapping[str, tuple[bytes, Sequence[Sequence[str]]]] = {
    "in utf-16": (archive(parts(worksheet(_TYPES), strings=_TEXTS), "utf-16"), _TYPED),
    "in utf-16 without a mark": (archive(parts(worksheet()), "utf-16-le"), _PLAIN),
    "types": (workbook(worksheet(_TYPES), strings=_TEXTS), _TYPED),
    "formulas": (workbook(worksheet(_FORMULAS)), [["3"], ["=B1+1"], ["5"]]),
    "what is no number": (workbook(worksheet(_NO_NUMBERS)), _AS_WRITTEN),
    "elsewhere": (elsewhere(worksheet("<row><c><f>1+1</f></c></row>")), [["=1+1"]]),
    "other areas": (workbook(worksheet(after=_AREAS), more=_COMMENTED), _PLAIN),
    "a dimension": (workbook(worksheet(before=f'<dimension ref="{_WHOLE}"/>')), _PLAIN),
    "covered": (workbook(merged("A1:C2", rows=_COVERED)), [["1", "", ""]]),
    "covered far down": (workbook(merged("A1:A100000")), _PLAIN),
    "whole rows merged": (
        workbook(merged("A1:XFD1", "A3:XFD4", rows=_FAR_DOWN)),
        [["1"], *[[""]] * 39, ["2"]],
    ),
    "whole columns merged": (workbook(merged("A1:A1048576")), _PLAIN),
    "texts within cells that do not say so": (
        workbook(worksheet(_WITHIN_CELLS)),
        [["甲", "乙", "3"]],
    ),
    "words of a document type": (workbook(worksheet(_TYPE_IN_WORDS)), [["<!DOCTYPE a>"]]),
    "hidden": (workbook(worksheet(), _ALL, more=_HIDDEN), _PLAIN),
    "out of order": (
        workbook(
            worksheet('<row r="2"><c><v>2</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>')
        ),
        [["", "1"], ["2", ""]],
    ),
    "brackets": (workbook(worksheet(), styles=_BRACKETED), _PLAIN),
    "styles": (workbook(worksheet(), styles=f"<cellXfs>{'<xf/>' * 65_000}</cellXfs>"), _PLAIN),
    "a picture": (workbook(worksheet(), more={"xl/media/1.png": f"\x89{_ENTITIES}"}), _PLAIN),
    "entities where nobody looks": (
        archive({**parts(worksheet()), "docProps/app.xml": f"{_ENTITIES}<a/>"}, "utf-16"),
        _PLAIN,
    ),
    "no xml where nobody looks": (
        workbook(
            worksheet(),
            more={
                "docProps/app.xml": "x",
                "xl/worksheets/_rels/sheet1.xml.rels": "<a",
                "xl/drawings/drawing1.xml": "",
                "xl/pivotTables/pivotTable1.xml": "&",
                "_rels/.rels": "<Relationships",
            },
        ),
        _PLAIN,
    ),
    "a formatted cell far away": (
        workbook(
            worksheet(f'<row r="1">{_CELL}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
        ),
        _PLAIN,
    ),
    "blanks far away": (
        workbook(worksheet(f'<row>{_CELL}<c r="XFD1" t="str"><v> </v></c></row>')),
        _PLAIN,
    ),
    "formatted rows": (
        workbook(worksheet(_ONE + "".join(f'<row r="{n}"><c/></row>' for n in range(2, 90_000)))),
        _PLAIN,
    ),
    "strict": (archive(strict(parts(worksheet(_TYPES), strings=_TEXTS))), _TYPED),
    "prefixed": (workbook(prefixed(worksheet(_TYPES)), strings=_TEXTS), _TYPED),
    "backslashes": (
        named(_SPELT, {name: name.replace("/", "\\") for name in _SPELT}),
        _TYPED,
    ),
    "capitals": (
        named(
            {**_SPELT, "_rels/.rels": related("xl/workbook.xml", kind="officeDocument")},
            {name: name.upper() for name in (*_SPELT, "_rels/.rels")},
        ),
        _TYPED,
    ),
    "slashes before": (named(_SPELT, {name: f"/./{name}" for name in _SPELT}), _TYPED),
    "related otherwise": (
        workbook(
            worksheet(_TYPES),
            strings=_TEXTS,
            more={"xl/_rels/workbook.xml.rels": related("xl\\Worksheets\\Sheet1.xml")},
        ),
        _TYPED,
    ),
    "the workbook elsewhere": (
        named(
            {**_SPELT, "_rels/.rels": related("/office/a.xml", kind="officeDocument")},
            {
                "xl/workbook.xml": "office/a.xml",
                "xl/_rels/workbook.xml.rels": "office/_rels/a.xml.rels",
                "xl/sharedStrings.xml": "office/sharedStrings.xml",
            },
        ),
        _TYPED,
    ),
    "blanks before": (archive({n: f"\r\n {part!s}" for n, part in _SPELT.items()}), _TYPED),
    "bare styles": (workbook(worksheet(), styles="<fills><fill/></fills><cellXfs/>"), _PLAIN),
    "styles that are none": (
        workbook(
            worksheet(
                '<row ht="x"><c s=""><v>1</v></c><c s="7"><v>2</v></c><c s="a"><v>3</v></c></row>'
            ),
            styles='<numFmts><numFmt/></numFmts><cellXfs><xf numFmtId=""/></cellXfs>',
        ),
        [["1", "2", "3"]],
    ),
    "texts that are none": (
        workbook(
            worksheet(
                '<row><c t="s"><v>9</v></c><c t="s"><v>x</v></c><c t="s"><v>-1</v></c></row>'
            ),
            strings="<si/>",
        ),
        [["#REF!"] * 3],
    ),
    "escaped": (
        workbook(
            worksheet(
                '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>_x4e00_</t></is></c>'
                '<c t="str"><v>a_x0009_b</v></c></row>'
            ),
            strings="<si><t>甲_x000D_\n_x005F_x000D__xD83D__x00e9_</t></si>",
        ),
        [["甲\n_x000D__xD83D_é", "一", "a\tb"]],
    ),
    "a mark of equality before a quote": (
        workbook(worksheet('<row><c t="str"><v>a="b</v></c><c t="str"><v>"&lt;"</v></c></row>')),
        [['a="b', '"<"']],
    ),
    "the same cell twice": (workbook(worksheet(f"<row>{_CELL}{_CELL}</row>")), _PLAIN),
    "rows without numbers": (
        workbook(worksheet('<row r=""><c r=""><v>1</v></c></row><row><c><v>2</v></c></row>')),
        [["1"], ["2"]],
    ),
    "choices of another sheet": (workbook(worksheet(after=_CHOSEN)), _PLAIN),
    "a sheet that is lost": (
        workbook(worksheet(), more={"xl/workbook.xml": book('name="表1"', 'name="表2"')}),
        _PLAIN,
    ),
    "macros": (
        archive(
            {
                **parts(worksheet()),
                "xl/vbaProject.bin": b"\0",
                "_rels/.rels": related("xl/workbook.xml", kind="officeDocument"),
            }
        ),
        _PLAIN,
    ),
}
