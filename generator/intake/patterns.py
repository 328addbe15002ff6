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
MAX_FINDINGS = 2_000  # of one filing and one severity; whoever has more has made one mistake often

# --- personal data -------------------------------------------------------------------------------

PERSONAL: Mapping[str, str] = {
    # a first look at a whole file: nothing personal without one of these
    "hint": "[0-9][0-9 ().·/_—–-]{9,}[0-9]|@|姓名|户主|联系|电话|手机|身份证|银行卡|填表|填报人|审核|复核|制表|经办|负责人|法人|法定代表人|当事人|监护人|村民|户[:：]|[0-9][Ee][+]?1[5-8]|户 主|姓 名",
    "unseen": "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]",
    "resident": "[1-9](?:[ .·/_—–-]{0,2}[0-9]){16}[ .·/_—–-]{0,2}[0-9Xx]",
    "digits": "(?<![0-9A-Za-z.])[0-9](?:[ -]?[0-9]){13,18}[ -]?[Xx]?(?![0-9A-Za-z])",
    "mobile": "(?<![0-9A-Za-z.])(?:[+]?86[ -]?)?1[3-9][0-9](?:[ .·—–-]{0,2}[0-9]{4}){2}(?![0-9A-Za-z]|[.][0-9]| ?(?:元|万|亿))",
    "tel_mobile": "(?:[Tt]el|[Pp]hone|TEL|[Mm]obile|[Nn][Oo]|[Ww][Xx]|电话|手机|联系|微信)[.: ]{0,3}(1[3-9][0-9]{9})(?![0-9])",
    "landline": "(?<![0-9A-Za-z.])(?:[(]0[1-9][0-9]{1,2}[)] ?|0[1-9][0-9]{1,2}[ —-]{1,2}|0[1-9][0-9]{1,2}(?=[2-9][0-9]{6}))[2-9][0-9]{6,7}(?![0-9A-Za-z])",
    "labelled": "(?:电话|手机|手机号|联系方式|传真)[:：号 ]{0,3}([0-9]{7,8})(?![0-9])",
    "email": "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+",
    "mangled": "(?<![0-9A-Za-z.])(?:[1-8][.][0-9]{2,14}[Ee][+]?17|6[.]2[0-9]{1,14}[Ee][+]?1[5-8])(?![0-9])",
    "numbered": "(?:编号|项目|合同|文号|批次|流水|发票|单号|代码|凭证|订单|账号为?无)[号码]?[:： ]{0,2}$",
    "birth": "(?:19[0-9]{2}|20[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "recent": "202[0-9].*",
    "short_birth": "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "region": "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}",
    "card": "(?:62|4[0-9]|5[1-5]|60|955[89])[0-9]{11,17}",
    "credit": "(?:1[123]|5[123]|9[123])[0-9]{16}",
    "column": "(?:户主|村民|干部|队员|本人|家庭成员|负责人|联系人|填表人|填报人|经办人|审核人)?(?:姓名|名字|身份证号?码?|公民身份号码|证件号码?|联系电话|联系方式|手机号?码?|电话号?码?|银行卡号?|银行账号|一卡通账?号?|家庭住址|户主|联系人|邮箱|电子邮箱|QQ号?|微信号?)",
}  # fmt: skip

NAMED = (
    "(?:姓 ?名|户 ?主|联系人|填表人|填报人|审核人|复核人|制表人|制表|经办人|负责人|法定代表人|法人代表|法人|当事人"
    "|监护人|村民|[困贫测保残缘孤独病灾扶]户|(?:监测|帮扶|救助|保障)对象|填表|审核|复核)[ \t]?[:：∶][ \t]{0,3}"
    "((?:SURNAME)(?:[ ]?[\u4e00-\u9fff·]){1,3}?)(?:(?![ ]?[\u4e00-\u9fff])|(?=身份证|电话|手机|家庭|住址|联系))"
)
"""A word that goes before a name, a colon, and what begins with a surname and ends there."""

HEAD = (
    "(?:户主|姓名|村民|[困贫测保残缘孤独病灾扶]户) ?((?:SURNAME)[\u4e00-\u9fff]{1,2})"
    "(?=[,，、。;；(（]|$|[等家一]|身份证|电话|手机)"
)
"""The same without a colon, where only a plain surname and an end make a name of it. Households are known by
the ends of the words for those who need help, whatever a city calls its own."""

AGAIN = r"([a-z0-9_-]+?)(?:[ _-]?v?[0-9]+|[ _-]*[(（][0-9]+[)）]|[ _-]*(?:修订|更正|新|最终|副本|复制).*)"
"""What people call the second version of a file."""
