"""How personal data is spelt, as regular expressions.

The self-check page runs the same expressions, so they keep to what Python's ``re`` and JavaScript's
``u`` flag read alike: no named groups, no ``\\d`` or ``\\w``, no escape that either does not need. They
are matched against a text in narrow forms, digits of other scripts folded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .. import digits, offices, surnames

HAN = "\u3400-\u9fff"
SEPARATORS = r"\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000.·•‧・∙⋅/\\_()—–―‐−\-"
"""What is put between the digits of one number, as the inside of a set."""

MARKS = f"""{SEPARATORS},;:*+~|='"、"""
"""What may part a number that is proved by its check digit: any mark that people put between groups."""

SPOKEN = "".join(digits.SPOKEN)
END = "(?![\\s\\S])"
"""The end of a text: where a line break comes last, ``$`` is another place in Python than in JavaScript."""

# --- names ---------------------------------------------------------------------------------------

_DOUBLE = "|".join((*surnames.DOUBLE, *surnames.RARE_DOUBLE))
SURNAME = f"(?:{_DOUBLE}|[{surnames.SURNAMES}{surnames.RARE}])"
"""A surname that is one without a label."""

_ANY = f"(?:{_DOUBLE}|[{surnames.SURNAMES}{surnames.RARE}{surnames.DOUBTFUL}])"
_GIVEN = f"(?![{offices.UNNAMED}])[{HAN}]"
_AFTER = f"(?={END}|[^{HAN}]|{'|'.join(offices.AFTER)})"
_END = f"(?![{HAN}])"

_PERSON = (
    "姓 {0,4}名|户 {0,4}主|联 ?系 ?人|联络[人员]|填[表报] ?人|审核 ?人|复核 ?人|制表 ?人|经 ?办 ?人|负 ?责 ?人|责任人|包保人|帮扶人|申请人|签[字收]人"
    "|收款人|受益人|法定代表人|法人代表|法人|当事人|监护人|村民|[困贫测保残缘孤独病灾扶]户|(?:监测|帮扶|救助|保障)对象"
)
_PART = "填表|填报|审核|复核|制表|经办|签字|签名|户名|书记|主任|局长|科长|所长|站长|村长|镇长|乡长|组长|队长|队员|网格员|信息员|村医"
_MORE = "(?:姓名|签字|签名|签章|[(][^()]{0,10}[)]|及?(?:联系)?(?:电话|方式)|[0-9]{1,2}){0,2}"
_COLON = r"[ \t]{0,3}[:∶︰꞉=][ \t\n]{0,4}"
_PLAIN_NAME = f"{SURNAME}(?:{_GIVEN}){{1,2}}?{_AFTER}"
_NAMED = rf"{_MORE}(?:[. \t\n:∶︰꞉=—–/|_\-]|[、,为是叫(]?{SURNAME}(?![{offices.UNNAMED}]))"
_PARTED = rf"{_MORE}[.]?[ \t:∶︰꞉=]"
"""What follows the word for a person or for an office where a name may stand behind it: at first look a surname, with
whatever may be of a given name, for to know that it is one takes long to compile."""

# --- numbers -------------------------------------------------------------------------------------

_CALL = "电话|手机|联系方式|联系|微信|座机|传真|[Tt][Ee][Ll]|[Pp][Hh][Oo][Nn][Ee]|[Mm][Oo][Bb](?:[Ii][Ll][Ee])?|[Nn][Oo]|[Ww][Xx]|[Ss][Jj][Hh]?|[Dd][Hh]"
_UNIT = "元|万|亿|平方|立方|亩|公顷|吨|公斤|千克|千瓦|kg|KG|km|kW|KW|MW|m[23²³]?(?![A-Za-z])|t(?![A-Za-z])"
_LOCAL = "[2-9][0-9]{2}[ -]?[0-9]{4,5}"

_GIVES_AWAY = {
    "0123456789": f"(?<![0-9][0-9])[0-9{MARKS}]{{9,}}[0-9]|[Ee][+]?1[5-8]|(?<=1)[3-9][0-9]{{8}}",
    SPOKEN: f"(?:[{SEPARATORS}]{{0,3}}[{SPOKEN}0-9]){{3,}}",
    "@#": "(?:)",
    "a": "t[ )】\\]]",
    "QqVvWw": "[QqXx信](?:[^A-Za-z]|[A-Za-z][A-Za-z0-9_-]{5})|[Ee][Ii][Xx]",
    "Tt": "[Ee][Ll][^A-Za-z]",
    "姓": " {0,4}名",
    "户": f" {{0,4}}[主名口籍:(=]|{SURNAME}|[ \\t\\n]",
    "联": " ?系 ?(?:人|方式)|络[人员]",
    "电": "话",
    "手": "机",
    "座": "机",
    "传": "真",
    "微": "信",
    "扣": "扣",
    "身": "份证",
    "填审复制经签": "[表报核办字名收] ?[人:(= \\t]",
    "负": " ?责 ?人",
    "责包帮申收受法监村当象": "(?<!象)定代|(?:(?<=象)|(?<!象)(?:[任保扶请款益护事][人户]|人(?:代表)?|民))"
    + _NAMED,
    "记任长员医": _PARTED,
    "证照本簿卡": "[件号]{0,2}码?[为是:： ]{0,4}[A-Za-z]{0,2}[0-9().]{7}",
    "卡账帐折": f"[号户]?码?[:： \\t\\n为是]{{0,3}}[0-9](?:[{SEPARATORS}]{{0,3}}[{SPOKEN}0-9]){{6}}",
    "家住现居": "庭[住地]|[住址]",
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼": "[A-HJ-NP-Z]",
}
"""What nothing personal is without: a first character, and what must follow it."""


_RUN = 10
"""Digits and marks of which no fewer than so many stand together in what a run of digits gives away."""


def _first_look() -> str:
    """One set of characters in front lets the search skip all others at once; the ways of those that
    are met most often, the digits, are gone first, and alone."""
    first, *others = (f"(?<=[{first}])(?:{rest})" for first, rest in _GIVES_AWAY.items())
    every = "".join(dict.fromkeys("".join(_GIVES_AWAY)))
    return f"[{every}](?:{first}|(?<![0-9])(?:{'|'.join(others)}))"


def _first_look_at_words() -> str:
    """The same of a text that is ``calm``, so that no digit need be looked at."""
    _, *ways = _GIVES_AWAY.items()
    others = "|".join(f"(?<=[{first}])(?:{rest})" for first, rest in ways)
    every = "".join(dict.fromkeys("".join(first for first, _ in ways)))
    return f"[{every}](?:{others})|[Ee](?<=[0-9].)[+]?1[5-8]"


PERSONAL: Mapping[str, str] = {
    # a first look at a whole file
    "hint": _first_look(),
    "unseen": f"[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\U000f0000-\U0010ffff{''.join(digits.FOREIGN)}]",
    # numbers in runs, with their borders and what stands around them
    "run": f"[0-9](?:[{SEPARATORS}]{{0,3}}[0-9]){{6,}}",
    "spoken": f"[{SPOKEN}0-9](?:[{SEPARATORS}]{{0,3}}[{SPOKEN}0-9]){{6,}}",
    "resident": "(?:1_[1-5]|2_[1-3]|3_[1-7]|4_[1-6]|5_[0-4]|6_[1-5]|[79]_1|8_[1-3])(?:_[0-9]){4}_(?:1_9|2_0)(?:_[0-9]){2}_(?:0_[1-9]|1_[0-2])_(?:0_[1-9]|[12]_[0-9]|3_[01])(?:_[0-9]){3}_[0-9Xx]".replace("_", f"[{MARKS}]{{0,3}}"),
    "mangled": "(?<![0-9A-Za-z.])(?:[1-8][.][0-9]{2,14}[Ee][+]?17|6[.]2[0-9]{1,14}[Ee][+]?1[5-8])(?![0-9])",
    "x": f"[{SEPARATORS}]{{0,2}}[Xx](?![0-9A-Za-z])",
    "unit": f" ?(?:{_UNIT})",
    "letters": "[A-Za-z]+" + END,
    "code": "[A-Z]{2,}",
    "called": f"(?:{_CALL})(?:号码?|人)?(?:为|是)?[.:： \\t\\n]{{0,3}}[(]?[+]?{END}",
    "numbered": "(?:编号|项目|合同|文号|批次|流水|发票|单号|代码|凭证|订单|档号|档案号?|案卷号?|卷号|图斑号?|宗地号?|地块号?|账号为?无)[号码]?[:： ]{0,2}" + END,
    "identity": "(?:身份证件?|公民身份|[Ss][Ff][Zz])(?:号码?|证号?)?(?:为|是)?[:： \\t\\n]{0,3}" + END,
    "account_number": "(?:银行卡|社保卡|卡|账|帐|账户|折|一卡通)[号户]?码?(?:为|是)?[:： \\t\\n]{0,3}" + END,
    "counts": "(?:分别|依次|各|[两三四五六]项|数据|指标)[为是有]?[^0-9]{0,8}" + END,
    # digits alone, from the beginning of a group
    "mobile": "1[3-9][0-9]{9}",
    "dialled": "(?:86|0086|0|086)(?=1[3-9][0-9]{9})",
    "mobiles": "(?:1[3-9][0-9]{9}){2,4}",
    "landline": "(?:0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})",
    "abroad": "(?:0086|86)0?(?:10|2[0-9]|[3-9][0-9]{2})([2-9][0-9]{6,7})",
    "birth": "(?:19[0-9]{2}|20[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "recent": "202[0-9].*",
    "short_birth": "[3-9][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "region": "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}",
    "filed_under": "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1345]|71|8[1-3]|91)[0-9]{4}(?:19|20)[0-9]{2}|62[0-9]{4}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "card": "62[0-9]{14,17}|(?:4[0-9]|5[1-5]|60)[0-9]{14}|(?:4[0-9]|5[1-5]|60)[0-9]{17}|955[89][0-9]{12,15}",
    "credit": "(?:1[123]|5[123]|9[123])[0-9]{16}",
    # found as they stand; what is personal is the first group
    "local": f"(?:电话|手机|手机号|联系方式|座机|传真|[Tt][Ee][Ll])(?:号码?)?[.:： ]{{0,3}}({_LOCAL}(?:[、,/;或和 ]{{1,2}}{_LOCAL}){{0,3}})(?![0-9])(?! ?(?:{_UNIT}|户|人|个|部|次|台|条|件))",
    "email": "(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:[.。][A-Za-z0-9-]+)+)",
    "spelt_email": "(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]+(?: ?# ?| ?[(【\\[]at[)】\\]] ?| at )[A-Za-z0-9-]+(?:(?:[.。]| ?dot ?| ?点 ?)[A-Za-z0-9-]+)*(?:[.。]| ?dot ?| ?点 ?)(?:com|cn|net|org|gov|edu))(?![A-Za-z0-9])",
    "account": "(?:QQ|qq|Qq|扣扣|微信|V信|[Ww][Xx]|[Vv][Xx]|[Ww]ei[Xx]in)(?:号码?|账号)?(?:为|是)?[:： ]{0,3}([1-9][0-9]{5,10}|[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])(?! ?(?:户|人|条|个|次|元|万|亿))",
    "paper": "(?:护照|通行证|回乡证|台胞证|军官证|士兵证|残疾人?证|驾驶证|户口[簿本]|低保证|社保卡|医保卡)(?:件?号码?)?(?:为|是)?[:： ]{0,3}([A-Za-z]{0,2}[0-9]{7,18}[A-Za-z]?)(?![A-Za-z0-9])",
    "plate": "(?<![A-Z])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• -]?(?=[A-Z]{0,2}[0-9])[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9]|[-.][0-9])",
    "address": f"(?:家庭[住地]址|户籍地址?|户籍所在地|现住址|居住地址?|住址|家住)(?:为|是)?[:： ]{{0,3}}([{HAN}A-Za-z0-9-]{{2,30}}[0-9]{{1,5}}[号室])",
    # names: what goes before one, and one
    "label": f"(?:{_PERSON}){_MORE}{_COLON}",
    "spaced_label": f"(?:{_PERSON}){_MORE}(?:[ \\t\\n]{{1,4}}|[ ]?[-—–/|_][ ]?)(?=[{HAN}])",
    "glued_label": f"(?:{_PERSON}){_MORE}[、,为是叫(]?(?={SURNAME})",
    "part": f"(?:{_PART}){_MORE}(?:{_COLON}|[ \\t]{{1,3}})(?={_ANY})",
    "next_name": f"[、,/;和与及 ]{{1,2}}(?={SURNAME})",
    "whole_name": f"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}{_END}|[{HAN}]{{2,4}}{_END}",
    "apart": f"{_ANY}(?:[ \\t]{{1,4}}{_GIVEN}){{1,2}}{_END}|{_ANY}[ \\t]{{1,4}}{_GIVEN}{_GIVEN}{_END}",
    "cut_name": f"{_ANY}(?:{_GIVEN}){{1,2}}?{_AFTER}",
    "plain_name": _PLAIN_NAME,
    "of_surname": _ANY,
    "of_double": f"(?:{_DOUBLE})",
    "before_number": f"(?:^|[^{HAN}]|[人员长记任部民户属志者系找给叫请])({_ANY}(?:{_GIVEN}){{1,2}})[ \\t\\n]{{0,3}}[(:,、-]?[ ]?(?:(?:{_CALL})(?:号码?)?[.: ]{{0,3}})?[(]?(?:[+]?86)?[ -]?{END}",
    "behind_number": f"[ ,、]?[(]?({SURNAME}(?:{_GIVEN}){{1,2}})(?![{HAN}])",
    "short_number": f"(?:^|[^{HAN}])({_ANY}(?:{_GIVEN}){{1,2}})[(: ]{{1,2}}(1[3-9][0-9]{{8}})(?![0-9])",
    "unnamed": f"[{offices.UNNAMED}]",
    "ends": f"(?:{'|'.join((*offices.PLACES, *(end for end in offices.OFFICES if len(end) > 1), '员', '长'))}){END}",
    "ends_strange": f"(?:{'|'.join((*offices.PLACES, *offices.OFFICES))}){END}",
    # whole headers, and their parts
    "column": "(?:户主|村民|干部|队员|本人|家庭成员|负责人|责任人|联系人|填表人|填报人|经办人|审核人|书记|法人|法定代表人)?(?:姓名|名字|身份证号?码?|公民身份号码|证件号码?|联系电话|联系方式|手机号?码?|电话号?码?|银行卡号?|银行账号|一卡通账?号?|家庭住址|户主|联系人|经办人|填表人|填报人|邮箱|电子邮箱|QQ号?|微信号?)",
    "beside": "负责人|责任人|审核人|单位|单位名称|部门|职务|职称|职位|性别|年龄|民族|关系|与户主关系|住址|地址|备注|签字|签名|号码|电话|手机|方式|日期|",
    "between": "[、/,;及和与()（）+&|]+",
}  # fmt: skip


_AT_LARGE: Mapping[str, str] = {
    # a text without a long run of digits and marks, of which "worded" finds what "hint" does
    "calm": f"[^0-9{MARKS}]*+(?:[0-9{MARKS}]{{1,{_RUN - 1}}}+(?:[^0-9{MARKS}]++|{END}))*+",
    "worded": _first_look_at_words(),
}
"""What many texts are looked at by at once, which the browser never does: Python's ``re`` alone reads them."""


@cache
def spelling(name: str) -> re.Pattern[str]:
    """One of them, compiled when it is first asked for: of most files the first look is all."""
    return re.compile(PERSONAL.get(name) or _AT_LARGE[name])
