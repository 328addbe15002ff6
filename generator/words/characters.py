"""Characters that are not what they seem: what nobody sees, what breaks a line without a line end, what only
looks like a digit, a letter or a mark; each with a name for people.

One table for every reader: CSV, workbooks, YAML, and the self-check in the browser, which is given it as
data. The ranges are written out, for what Python and a browser know of Unicode differs from version to
version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from .expression import late


class Kind(NamedTuple):
    """Characters under one name; ``within`` is what stands between the brackets of an expression.

    ``shown`` are those that can be seen, and are told with what they look like.
    """

    name: str
    within: str
    shown: bool


def _kinds(shown: bool, rows: Mapping[str, str]) -> tuple[Kind, ...]:
    return tuple(Kind(name, _written(ranges), shown) for name, ranges in rows.items())


def _written(ranges: str) -> str:
    """Ranges by number (00B2-00B3 00B9) as an expression has them."""
    return "".join(
        "-".join(chr(int(end, 16)) for end in each.split("-")) for each in ranges.split()
    )


GROUPS: Mapping[str, tuple[Kind, ...]] = {
    # where some programs end a line; editors, git and spreadsheets do not
    "breaks": _kinds(False, {
        "垂直制表符": "000B",
        "换页符": "000C",
        "换行控制符": "0085",
        "行分隔符": "2028",
        "段分隔符": "2029",
    }),
    "control": _kinds(False, {
        "空字符": "0000",
        "退格符": "0008",
        "文件结束符": "001A",
        "转义符": "001B",
        "信息分隔符": "001C-001F",
        "删除符": "007F",
        "控制字符": "0001-0007 000E-0019 0080-0084 0086-009F",
        "非字符": "FFFE-FFFF",
    }),
    "blanks": _kinds(False, {
        "不换行空格": "00A0",
        "欧甘空格": "1680",
        "排版空格": "2000-200A",
        "窄不换行空格": "202F",
        "数学空格": "205F",
        "全角空格": "3000",
    }),
    "bidi": _kinds(False, {
        "文字方向标记": "061C 200E-200F",
        "文字方向控制符": "202A-202E 2066-2069",
    }),
    "unseen": _kinds(False, {
        "软连字符": "00AD",
        "组合连接符": "034F",
        "零宽空格": "200B",
        "零宽不连字符": "200C",
        "零宽连字符": "200D",
        "零宽连接符": "2060",
        "BOM 标记": "FEFF",
        "标签字符": "E0001 E0020-E007F",
        "空白填充符": "115F-1160 17B4-17B5 2800 3164 FFA0",
        "格式字符": (
            "0600-0605 06DD 070F 0890-0891 08E2 180E 2061-2065 206A-206F FFF0-FFFB 110BD 110CD"
            " 13430-1343F 1BCA0-1BCA3 1D173-1D17A E0000 E0002-E001F E0080-E00FF E01F0-E0FFF"
        ),
    }),
    "selectors": _kinds(False, {"变体选择符": "180B-180D 180F FE00-FE0F E0100-E01EF"}),
    "private": _kinds(False, {"私有区字符": "E000-F8FF F0000-FFFFD 100000-10FFFD"}),
    # Digits of other scripts, numbers in one character, and whatever NFKC would make digits of; 〇 is
    # left out, for it is as much a Chinese numeral as 一.
    "digits": _kinds(True, {
        "上标数字": "00B2-00B3 00B9 2070 2074-2079",
        "下标数字": "2080-2089",
        "分数": "00BC-00BE 2150-215F 2189",
        "罗马数字": "2160-2182 2185-2188",
        "圈码": "2460-2473 24EA-24FF 2776-2793 3248-324F 3251-325F 3280-3289 32B1-32BF 1F10B-1F10C",
        "带括号的数字": "2474-2487 3220-3229",
        "带点的数字": "2488-249B 1F100-1F10A",
        "苏州码子": "3021-3029 3038-303A",
        "合成的日期字符": "32C0-32CB 3358-3370 33E0-33FE",
        "合成的单位字符": "3378-3379 339F-33A6 33A8 33AF",
        "阿拉伯数字的另一种写法": "0660-0669 06F0-06F9",
        "花体数字": "1D7CE-1D7FF 1FBF0-1FBF9",
        "别的文字的数字": (
            "07C0-07C9 0966-096F 09E6-09EF 09F4-09F9 0A66-0A6F 0AE6-0AEF 0B66-0B6F 0B72-0B77 0BE6-0BF2"
            " 0C66-0C6F 0C78-0C7E 0CE6-0CEF 0D58-0D5E 0D66-0D78 0DE6-0DEF 0E50-0E59 0ED0-0ED9 0F20-0F33"
            " 1040-1049 1090-1099 1369-137C 16EE-16F0 17E0-17E9 17F0-17F9 1810-1819 1946-194F 19D0-19DA"
            " 1A80-1A89 1A90-1A99 1B50-1B59 1BB0-1BB9 1C40-1C49 1C50-1C59 2CFD 3192-3195 A620-A629"
            " A6E6-A6EF A830-A835 A8D0-A8D9 A900-A909 A9D0-A9D9 A9F0-A9F9 AA50-AA59 ABF0-ABF9"
            " 10107-10133 10140-10178 1018A-1018B 102E1-102FB 10320-10323 10341 1034A 103D1-103D5"
            " 104A0-104A9 10858-1085F 10879-1087F 108A7-108AF 108FB-108FF 10916-1091B 109BC-109BD"
            " 109C0-109CF 109D2-109FF 10A40-10A48 10A7D-10A7E 10A9D-10A9F 10AEB-10AEF 10B58-10B5F"
            " 10B78-10B7F 10BA9-10BAF 10CFA-10CFF 10D30-10D39 10D40-10D49 10E60-10E7E 10F1D-10F26"
            " 10F51-10F54 10FC5-10FCB 11052-1106F 110F0-110F9 11136-1113F 111D0-111D9 111E1-111F4"
            " 112F0-112F9 11450-11459 114D0-114D9 11650-11659 116C0-116C9 116D0-116E3 11730-1173B"
            " 118E0-118F2 11950-11959 11BF0-11BF9 11C50-11C6C 11D50-11D59 11DA0-11DA9 11F50-11F59"
            " 11FC0-11FD4 12400-1246E 16130-16139 16A60-16A69 16AC0-16AC9 16B50-16B59 16B5B-16B61"
            " 16D70-16D79 16E80-16E96 1CCF0-1CCF9 1D2C0-1D2D3 1D2E0-1D2F3 1D360-1D378 1E140-1E149"
            " 1E2F0-1E2F9 1E4F0-1E4F9 1E5F1-1E5FA 1E8C7-1E8CF 1E950-1E959 1EC71-1ECAB 1ECAD-1ECAF"
            " 1ECB1-1ECB4 1ED01-1ED2D 1ED2F-1ED3D"
        ),
    }),
    # what a Chinese keyboard writes for the ASCII ones
    "wide": _kinds(True, {
        "全角冒号": "FF1A",
        "全角逗号": "FF0C",
        "全角括号": "FF08-FF09 FF3B FF3D FF5B FF5D FF5F-FF60",
        "全角减号": "FF0D",
        "全角数字": "FF10-FF19",
        "全角字母": "FF21-FF3A FF41-FF5A",
        "全角符号": "FF01-FF07 FF0A-FF0B FF0E-FF0F FF1B-FF20 FF3C FF3E-FF40 FF5C FF5E FFE0-FFE6",
    }),
    "letters": _kinds(True, {
        "西里尔字母": "0400-052F 1C80-1C8F A640-A69F",
        "希腊字母": "0370-03FF 1F00-1FFF",
        "音标字母": "0131 0237 0250-02AF",
        "带圈的字母": "249C-24E9 1F110-1F189",
        "花体字母": "2100-214F 1D400-1D7CB",
    }),
    "marks": _kinds(True, {
        "中文引号": "2018-201F 300C-300F",
        "中文括号": "3008-300B 3010-3011 3014-3019",
        "短横": "2010-2013",
        "破折号": "2014-2015",
        "数学减号": "2212 02D7",
        "顿号": "3001",
        "句号": "3002",
        "小写符号": "FE50-FE6B",
        "冒号的另一种写法": "2236 A789 FE13 02D0",
        "制表线": "2500-257F",
        "项目符号": "00B7 2022-2023 2027 2043 2219 25A0-25CF 30FB",
    }),
}  # fmt: skip
"""Every kind, under what it is looked for."""

KINDS = tuple(kind for kinds in GROUPS.values() for kind in kinds)


def any_of(*groups: str, more: str = "") -> str:
    """One character of some groups (or of ``more``, as between brackets), as an expression that Python's
    ``re`` and JavaScript's ``u`` read alike."""
    return f"[{more}{''.join(kind.within for group in groups for kind in GROUPS[group])}]"


_ASCII_SPACE = "\t\n\r\x1c-\x1f "

SPACE = any_of("breaks", "blanks", more=_ASCII_SPACE)
"""White space: what ``str.strip`` and ``str.split`` take for it, and every reader with them."""

UNSEEN = any_of("bidi", "unseen", "selectors")
"""What takes no place and is no white space."""

_NOTHING = late(f"{any_of('breaks', 'blanks', 'bidi', 'unseen', 'selectors', more=_ASCII_SPACE)}*+")
_UNSEEN = late(UNSEEN)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: white space, and characters that nobody sees."""
    return not text or _NOTHING.fullmatch(text) is not None


def visible(text: str) -> str:
    """The text without white space around it and without characters that nobody sees."""
    if text.isascii():
        return text.strip()
    return _UNSEEN.sub("", text).strip()


_USUAL = {"\t": "制表符", "\n": "换行符", "\r": "回车符"}


@lru_cache
def named(char: str) -> str:
    """A character by its name and number: 行分隔符 U+2028, or 上标数字 ²（U+00B2） where it can be seen."""
    number = f"U+{ord(char):04X}"
    kind = next((kind for kind in KINDS if re.match(f"[{kind.within}]", char)), None)
    if kind is None:
        return f"{_USUAL[char]} {number}" if char in _USUAL else f"“{char}”（{number}）"
    return f"{kind.name} {char}（{number}）" if kind.shown else f"{kind.name} {number}"


def names(chars: Iterable[str]) -> str:
    """Characters by their names, each once, in their order."""
    return "、".join(map(named, dict.fromkeys(chars)))


_LINE = late("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def whole_lines(text: str) -> list[str]:
    """The lines of a text with their ends: joined they are the text."""
    return _LINE.findall(text)


def lines(text: str) -> list[str]:
    """The lines of a text as an editor counts them: they end in \\n, \\r\\n or \\r and in nothing else.

    What stands behind the last line end is no line unless there is something.
    """
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not found[-1]:
        found.pop()
    return found
