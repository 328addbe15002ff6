"""What fills the slots of a template: an official paper in words, under the names that an office reads.

Names are Chinese because whoever restyles a template in WPS reads them; docs/papers.md explains them to him.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from ..pages import values as v
from ..pages.drawings import Chart
from ..pages.papers import Attachment, OfficialPaper, Paragraph, Piece, numbered
from ..pages.render.seen import seen
from ..pages.render.terminal import words as spelt
from .drawn import is_empty, numbers
from .titles import broken

Slots: TypeAlias = dict[str, Any]
Shown: TypeAlias = Callable[[v.Drawing], Any]
"""Gives the picture of a drawing, or None where this machine has no letters for it."""

NO_LETTERS = "（本机没有中文字体，以表代图）"

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"[-−+]?[\d,]+(?:\.\d+)?\D{0,4}")
"""A number with its unit: it stands at the right of its cell if its whole column is so."""
_NONE = ("", "—", v.MISSING)

_BLOCK = dict.fromkeys(("一级标题", "二级标题", "段落", "题", "表", "图", "图题"), "")


def filled(paper: OfficialPaper, room: tuple[int, int], shown: Shown) -> Slots:
    """The slots of a whole paper; ``room`` is how many columns a title has, upright and across."""
    told = numbered(paper)
    body = [*_paragraphs(told.opening)]
    for section in told.sections:
        body += [_block(一级标题=words(section.title)), *_pieces(section.pieces, shown)]
    body += _paragraphs(told.closing)
    attached = list(_attached(told.attachments))
    sheets = [_sheet(body, 正文=True)]
    for slots, attachment in zip(attached, told.attachments, strict=True):
        pieces = _untitled(attachment)
        named = {
            "附件": True,
            "序号": slots["序号"],
            "名称": broken(slots["名称"], room[attachment.wide]),
        }
        sheets.append(_sheet([*_pieces(pieces, shown)], **named, 横排=attachment.wide))
    if told.evidence:
        sheets.append(_sheet([*_pieces((told.evidence,), shown)], 依据=True))
    return {
        "全文": sheets,
        "各标记": [words(mark) for mark in told.marks if mark],
        "文号": words(told.number),
        "标题": broken(words(told.title), room[0]),
        "主送": words(told.to),
        "各附件": attached,
        "署名": words(told.signed),
        "日期": words(told.day),
    }


def words(value: v.Value) -> str:
    """A value as it is printed on paper: a small number above the line, a link by its words."""
    match value:
        case tuple():
            return "".join(map(words, value))
        case v.Link():
            return words(value.words)
        case v.Raised():
            return str(value.number).translate(_RAISED)
        case _:
            return seen(spelt(value))


def numeric(column: Iterable[str]) -> bool:
    """Whether what stands in a column are numbers, some of them perhaps missing."""
    told = [each for each in column if each not in _NONE]
    return bool(told) and all(map(_NUMBER.fullmatch, told))


def _sheet(blocks: Sequence[Slots], **filled: Any) -> Slots:
    empty = {"正文": False, "附件": False, "依据": False, "横排": False, "序号": "", "名称": ""}
    return empty | {"各块": blocks} | filled


def _attached(attachments: Sequence[Attachment]) -> Iterator[Slots]:
    alone = len(attachments) == 1
    for place, each in enumerate(attachments, 1):
        yield {
            "序号": "" if alone else str(place),
            "名称": words(each.title),
            "唯一": alone,
            "第一": place == 1,
        }


def _untitled(attachment: Attachment) -> Iterator[Piece]:
    """Its pieces; one of the same title as the whole does not say it again."""
    for piece in attachment.pieces:
        if isinstance(piece, v.Table) and piece.title == attachment.title:
            yield v.Table("", piece.columns, piece.rows)
        else:
            yield piece


def _pieces(pieces: Iterable[Piece], shown: Shown) -> Iterator[Slots]:
    for piece in pieces:
        match piece:
            case Paragraph():
                yield from _paragraphs((piece,))
            case v.Table():
                yield from _table(piece)
            case _:
                yield from _drawing(piece, shown)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[Slots]:
    for paragraph in paragraphs:
        says = "".join(words(sentence.says) for sentence in paragraph.sentences)
        yield _block(二级标题=words(paragraph.heading), 段落=says)


def _table(table: v.Table) -> Iterator[Slots]:
    title = words(table.title)
    if not (table.rows and table.columns):
        yield from _nothing(title)
        return
    rows = [[words(cell) for cell in row] for row in table.rows]
    numbers = [numeric(row[at] for row in rows) for at in range(len(table.columns))]
    cells = [
        [{"文字": text, "是数": number} for text, number in zip(row, numbers, strict=True)]
        for row in rows
    ]
    yield _block(题=title, 表={"各栏": [*map(words, table.columns)], "各行": cells})


def _drawing(drawing: v.Drawing, shown: Shown) -> Iterator[Slots]:
    """The picture over its title; else its numbers, and what of it is said in words alone."""
    title = words(drawing.title)
    if is_empty(drawing):
        yield from _nothing(title)
    elif picture := shown(drawing):
        yield _block(图=picture, 图题=title)
    elif told := numbers(drawing):
        yield from _table(v.Table(f"{told.title}{NO_LETTERS}", told.columns, told.rows))
        if isinstance(drawing, Chart):
            yield _block(段落=words(drawing.description))
    else:
        yield _block(段落=title)


def _nothing(title: str) -> Iterator[Slots]:
    yield from (_block(题=title), _block(段落=v.NOTHING))


def _block(**filled: Any) -> Slots:
    return _BLOCK | filled
