"""Plain text: a line a paragraph, with the marks of Markdown taken off and rows of tables told apart."""

from __future__ import annotations

import re
from unicodedata import normalize

from ...catalogue.spelt.numbering import number
from ...words.characters import any_of
from . import Line, Text, UnreadableError

_MARKS = re.compile(r"^(?:#{1,6}\s+|>\s+|[-*+]\s+(?=\S))|\*\*|__(?=\S)|(?<=\S)__|\s+#+$")
_ENDS = re.compile(f"\r\n|{any_of('breaks', more=chr(13) + chr(10))}")
"""A line ends also where a word processor breaks one within a paragraph, or a page."""

_RULE = re.compile(r"[-=*_|:\s]{3,}")
_WRAPPED, _LONG, _PARAGRAPH = 2, 15, 5_000
_TABBED = 3
"""So many tabs between words make a row of what was copied from a table: two borders at least."""


def read(data: bytes) -> Text:
    """From bytes in UTF-8, UTF-16 with its mark, or GB18030."""
    lines: list[Line] = []
    table, in_table = 0, False
    for raw in _ENDS.split(_decoded(data)):
        cells = _cells(raw)
        if _RULE.fullmatch(raw.strip()) and (in_table or "|" not in raw):
            continue  # a rule, or the one below a table's header
        if cells:
            table += not in_table
            lines.append(Line.row(cells, table))
        elif text := tidy(_MARKS.sub("", raw.strip())):
            lines.append(Line(text))
            _close(lines)
        in_table = bool(cells) or (in_table and not raw.strip())
    return Text(tuple(lines))


def _close(lines: list[Line]) -> None:
    """Join the last line to the one before where that breaks off in a bracket, as wrapped text does."""
    if len(lines) < _WRAPPED or lines[-2].cells:
        return
    before, last = lines[-2].text, lines[-1].text
    if len(before) < _LONG or not _opened(before) or number(last):
        return
    if re.search("[）)]", last) and len(before) + len(last) <= _PARAGRAPH:
        lines[-2:] = [Line(before + last)]


def _opened(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def tidy(text: str) -> str:
    """A paragraph without what nobody sees, its blanks of any kind as one space.

    Letters that only look like the usual ones, as some PDFs have them (⼈⺠), become those.
    """
    seen = _UNSEEN.sub("", text).translate(_RADICALS)
    return re.sub(r"[^\S\u3000]+", " ", seen).strip()


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f]")
_RADICALS = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺁⺊⺎⺏⺐⺔⺗⺝⺟⺠⺮⺲⺶⺷⺻⻁⻃⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂卜兀尣尢彑心月母民竹网羊羊聿虎西西见角贝车辶長长门青韦页风飞食食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a row, written with | or with tabs; none where it is a paragraph."""
    line = raw.strip()
    if line.startswith("|") and line.count("|") >= _TABBED:
        parts = line.strip("|").split("|")
    elif raw.strip("\n").count("\t") + 1 >= _TABBED and not line.startswith("\t"):
        parts = raw.strip("\n").split("\t")
    else:
        return ()
    return tuple(tidy(_MARKS.sub("", part.strip())) for part in parts)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise UnreadableError("binary")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("binary")
