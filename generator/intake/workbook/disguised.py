"""What a file is that is called a workbook (.xlsx) and is none: told by its bytes, with the way on.

The self-check goes by the same tables. Expressions are searched in bytes taken as Latin-1, capitals of
ASCII made small and NUL left out, so that what is written in UTF-16 is known as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_START = "^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\t-\r ]*"
_ANY = "[\x01-\xff]"
_STORED = f"^pk\x03\x04{_ANY}{{0,40}}mimetypeapplication/"
_PROLOGUE = f"(?:<[?]xml[^>]*>[\t-\r ]*)?(?:<!--{_ANY}*?-->[\t-\r ]*)?"
_PICTURE = f"\x89png|\xff\xd8\xff|gif8|riff{_ANY}{{1,4}}webp|{_ANY}?ftyp(?:heic|mif1)"
_SAVE = "请用表格软件打开后另存为“Excel 工作簿（.xlsx）”"

LOOKED_AT = 4096
"""Bytes at the beginning of a file."""

OPENINGS: Mapping[str, str] = {
    f"{_STORED}vnd[.]oasis[.]opendocument[.]spreadsheet": f"是 OpenDocument 表格（.ods），{_SAVE}",
    _STORED: "是 OpenDocument 文档，不是 Excel 工作簿（.xlsx）",
    f"{_START}<[?]xml{_ANY}*urn:schemas-microsoft-com:office:spreadsheet": f"是“XML 电子表格 2003”，{_SAVE}",
    f"{_START}<[?]xml{_ANY}*opendocument:xmlns:office": f"是 OpenDocument 表格（.fods），{_SAVE}",
    f"{_START}(?:mime-version:|from: <saved by|content-type: *multipart/)": f"是网页（.mht），{_SAVE}",
    f"{_START}{_PROLOGUE}<(?:!doctype html|html|head|meta|body|style|div|table)[^a-z]": f"是网页，{_SAVE}",
    "^%pdf-": "是 PDF，请上传填好的工作簿",
    "^[{][\\\\]rtf": "是 RTF 文档，请上传填好的工作簿",
    f"^(?:{_PICTURE})": "是图片，图片里的字读不出，请上传填好的工作簿",
    "^(?:rar!|7z\xbc\xaf|\x1f\x8b)": "是压缩包，请解压后上传里面的工作簿",
    "^\t[\x02\x04\x08]?[\x04\x06\x08]": f"是旧版格式（.xls），{_SAVE}",
    f"{_START}(?:<[?]xml|<[a-z])": "是 XML 文本，不是 Excel 工作簿（.xlsx）",
    "^[\t-\r -\xff]*$": "是文本（CSV），请把文件名末尾的 .xlsx 改为 .csv",
}  # fmt: skip
"""By its beginning; the first that fits."""

STREAMS: Mapping[str, str] = {
    "EncryptedPackage": "设了打开密码，请去掉密码再保存",
    "Workbook": f"是旧版格式（.xls、.et），{_SAVE}",
    "Book": f"是旧版格式（.xls、.et），{_SAVE}",
    "WordDocument": "是 Word 文档（.doc），请上传填好的工作簿",
    "PowerPoint Document": "是演示文稿（.ppt），请上传填好的工作簿",
}
"""By what an old compound file holds; [MS-CFB] has the names in UTF-16."""

INSIDE: Mapping[str, str] = {
    "xl/workbook[.]bin": f"是二进制工作簿（.xlsb），{_SAVE}",
    "word/.*": "是 Word 文档（.docx），请上传填好的工作簿",
    "ppt/.*": "是演示文稿（.pptx），请上传填好的工作簿",
    "content[.]xml": f"是 OpenDocument 文件（如 .ods），{_SAVE}",
    "index/.*[.]iwa|index[.]zip": "是 Numbers 表格，请导出为“Excel 工作簿（.xlsx）”",
    "(?:.*/)?[^/]*[.](?:xlsx|xlsm|xls|et|ods|csv)": "是压缩包，请解压后上传里面的表格",
}
"""By the parts of an archive without a workbook, in small letters."""

NONE = "不是 Excel 工作簿（.xlsx）"
BLANK = b"\0\t\n\r "
EMPTY = "是空文件，请重新保存或重新下载"
OLD = "是旧版格式（.xls、.et），或设了打开密码"
LOCKED = "设了打开密码，又是旧版格式（.xls、.et）；请去掉密码，另存为“Excel 工作簿（.xlsx）”"

_COMPOUND = b"\xd0\xcf\x11\xe0"
BIFF = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""How the stream of an old workbook begins, [MS-XLS] 2.4.21; a password is told right behind it."""
_PASSWORD = b"\x2f\x00"


def opened(data: bytes) -> str | None:
    """What the bytes are by their beginning; None for an archive of which that says nothing."""
    if not data.strip(BLANK):
        return EMPTY
    if data.startswith(_COMPOUND):
        return _compound(data)
    start = data[:LOOKED_AT].lower().replace(b"\0", b"").decode("latin-1")
    told = next((words for each, words in OPENINGS.items() if re.search(each, start)), None)
    return told or (None if data.startswith(b"PK\x03\x04") else NONE)


def archived(names: Iterable[str]) -> str:
    """What an archive is that holds no workbook, by the names of its parts."""
    parts = [name.lower() for name in names]
    fits = (words for each, words in INSIDE.items() if any(re.fullmatch(each, p) for p in parts))
    return next(fits, NONE)


def _compound(data: bytes) -> str:
    at = data.find(BIFF)
    if at >= 0 and data.startswith(_PASSWORD, at + 20):
        return LOCKED
    named = (w for name, w in STREAMS.items() if f"{name}\0".encode("utf-16-le") in data)
    return next(named, OLD)
