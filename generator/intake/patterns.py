"""The spellings that intake knows, as regular expressions and word lists.

The self-check page runs the same expressions, so they keep to what Python's ``re`` and JavaScript's
``u`` flag read alike: no named groups, no ``\\d`` or ``\\w``, no escape that either does not need.
Unless a name says otherwise they are matched against the whole text in narrow forms.
"""

from __future__ import annotations

from collections.abc import Mapping

PATTERNS: Mapping[str, str] = {
    "total": "(?:[\u4e00-\u9fff]{0,4})?(?:合计|小计|总计|共计|累计)[:：]?",
    "footer": (
        "(?:填表人?|填报人|审核人?|复核人?|制表人?|经办人|负责人|单位负责人|分管领导|联系人|联系电话"
        "|填表日期|填报日期|填报时间|填报单位|单位[(]盖章[)]|备注|注|说明|附注)[(（]?[^:：]{0,6}[)）]?[:：].*"
    ),
    # a cell of what forms print between the header and the data: numbers of columns, units, lines
    "printed": "[(]?(?:[0-9]{1,2}|[甲乙丙丁戊己庚辛壬癸]|单位[:].{1,6}|万元|亿元|元|户|人|人次|个|件|项|次|名|亩|公里|吨|%)[)]?|[-—=_:]+",
    "numbering": "(?:序号|顺序号|行号|No[.]?|NO[.]?|#)",
    # searched in the text as it stands
    "mojibake": "锟斤拷|烫烫烫|屯屯屯|鏂囦欢|锛[屽庯堬屾]|銆[佷傛]|鐨[勪]|Ã[\u0080-\u00ff]|â€|ï¼|å[\u0080-\u00bf]|ä[\u0080-\u00bf]",
}  # fmt: skip

ENDINGS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("xls", "xlt"), ("旧版 Excel 工作簿", "sheet")),
    **dict.fromkeys(("et", "ett"), ("WPS 表格", "sheet")),
    **dict.fromkeys(("xlsm", "xltm"), ("带宏的工作簿", "sheet")),
    "xlsb": ("二进制工作簿", "sheet"),
    "xltx": ("工作簿模板", "sheet"),
    **dict.fromkeys(("ods", "fods", "ots"), ("OpenDocument 表格", "sheet")),
    "numbers": ("Numbers 表格", "sheet"),
    "dbf": ("数据库表", "sheet"),
    **dict.fromkeys(("htm", "html", "mht", "mhtml"), ("网页", "sheet")),
    **dict.fromkeys(
        ("doc", "docx", "wps", "wpt", "rtf", "odt", "md", "pages"), ("文字材料", "paper")
    ),
    **dict.fromkeys(("pdf", "ofd", "caj"), ("版式文件", "paper")),
    **dict.fromkeys(("ppt", "pptx", "dps"), ("演示文稿", "paper")),
    **dict.fromkeys(
        ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "webp"), ("图片", "paper")
    ),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tgz", "tar", "bz2"), ("压缩包", "packed")),
}
"""What a file is by its ending, where it is no CSV, and which sentence is said of it."""

DELIMITERS: Mapping[str, str] = {",": "逗号", ";": ";", "\t": "制表符", "|": "|"}

UNFIT: Mapping[str, str] = {
    "，": "全角逗号“，”", "；": "全角分号“；”", "、": "顿号“、”", "[:：]": "冒号", "\\^": "“^”", "~": "“~”", "#": "“#”",
    "&": "“&”", "[¦｜│┃]": "竖线", "/": "斜线“/”", "[\\x01\\x1e\\x1f]": "控制字符", "[ \u3000]+": "空格",
}  # fmt: skip
"""What people separate cells by that words hold as well: an expression, and what it is called."""

SEARCHED = 50  # records that are looked at for the header
MAX_CELLS = 500_000
MAX_TOGETHER = 2 * MAX_CELLS  # of a workbook; ten sheets of 1,000 rows and 100 columns
MAX_FORMAT = 255  # what a spreadsheet takes as a number format; all of it is searched for a date
MAX_COLUMNS = 200
MAX_ALIKE = 20  # findings of one code in one column of a filing; whoever has more has made one mistake often

AGAIN = r"([a-z0-9_-]+?)(?:[ _-]?v?[0-9]+|[ _-]*[(（][0-9]+[)）]|[ _-]*(?:修订|更正|新|最终|副本|复制).*)"
"""What people call the second version of a file."""


def has_all(text: str, word: str) -> bool:
    """Whether each character of a word stands in a text, so that the word may: to look for a character takes a
    fiftieth of what a word takes."""
    return all(char in text for char in word)
