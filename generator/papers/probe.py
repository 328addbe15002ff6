"""Papers that say a word of its own in each slot, to see what a template makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from .. import wording
from ..pages.drawings import Progress
from ..pages.papers import Attachment, OfficialPaper, Paragraph, Section, Sentence
from ..pages.values import Table
from .slots import Slots, filled
from .tags import together

_NUMBERS = "{{ 附件.序号 }} 或 {{ 篇.序号 }}"

_SLOTS = {
    "标记": "{{ 标记 }}",
    "文号": "{{ 文号 }}",
    "标题": "{{ 标题 }}",
    "主送": "{{ 主送 }}",
    "一级标题": "{{ 块.一级标题 }}",
    "二级标题": "{{ 块.二级标题 }}",
    "段落": "{{ 块.段落 }}",
    "题": "{{ 块.题 }}",
    "栏一": "{{ 栏 }}",
    "栏二": "{{ 栏 }}",
    "文字一": "{{ 格.文字 }}",
    "文字二": "{{ 格.文字 }}",
    "31415926": "{{ 格.文字 }}",
    "图": "{{ 块.图 }}",
    "图题": "{{ 块.图题 }}",
    "附件一": "{{ 附件.名称 }} 或 {{ 篇.名称 }}",
    "附件二": "{{ 附件.名称 }} 或 {{ 篇.名称 }}",
    "附件三": "{{ 附件.名称 }} 或 {{ 篇.名称 }}",
    "序号一": _NUMBERS,
    "序号二": _NUMBERS,
    "序号三": _NUMBERS,
    "署名": "{{ 署名 }}",
    "日期": "{{ 日期 }}",
}
"""What is said, with the slot in which it is; a number where numbers have a place of their own."""

_TWICE = ("附件一", "附件二", "附件三", "序号一", "序号二", "序号三")
"""What is listed and stands above the attachment itself."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD = re.compile("⟦(.*?)⟧|(31415926)")


def words(body: Any) -> Iterator[str]:
    """What stands in a document of that which was said; a frame that is there in two forms counts once."""
    olden = {each for some in body.iter(_FALLBACK) for each in some.iter(qn("w:t"))}
    text = "".join(each.text or "" for each in body.iter(qn("w:t")) if each not in olden)
    yield from (found[1] or found[2] for found in _WORD.finditer(text))


def expected(slots: Slots) -> Mapping[str, int]:
    """What is to stand there, and how often."""
    said = {found[1] or found[2] for found in _WORD.finditer(repr(slots))}
    return {word: 2 if word in _TWICE else 1 for word in _SLOTS if word in said}


def slot(word: str) -> str:
    """The slot in which a word is said, as it is written in a template."""
    return _SLOTS[word]


def _paper(*attachments: Attachment) -> OfficialPaper:
    paragraph = Paragraph((Sentence((_said("段落"),)),), _said("二级标题"))
    columns, words = (_said("栏一"), _said("栏二")), (_said("文字一"), _said("文字二"))
    table = Table(_said("题"), columns, ((words[0], 31415926), (words[1], None)))
    picture = Progress(_said("图题"), 1, 1)
    return OfficialPaper(
        _said("标题"),
        _said("署名"),
        _said("日期"),
        (Section(_said("一级标题"), (paragraph, table, picture)),),
        marks=(_said("标记"),),
        number=_said("文号"),
        to=_said("主送"),
        attachments=attachments,
    )


def _said(word: str) -> str:
    return f"⟦{word}⟧"


def _names(slots: Any) -> Iterable[str]:
    if isinstance(slots, dict):
        yield from slots
    for each in slots.values() if isinstance(slots, dict) else slots:
        if isinstance(each, dict | list):
            yield from _names(each)


def _numbered(slots: Any) -> Any:
    """With a word in the place of each number of an attachment, for other numbers may stand anywhere."""
    if isinstance(slots, list):
        return [*map(_numbered, slots)]
    if not isinstance(slots, dict):
        return slots
    told = {name: _numbered(each) for name, each in slots.items()}
    if number := told.get("序号"):
        told["序号"] = _said(f"序号{wording.numeral(int(number))}")
    return told


_ATTACHED = [Attachment(_said(name), (), wide=name == "附件一") for name in _TWICE[:3]]

SLOTS = [
    _numbered(filled(_paper(*attached), (40, 40), lambda _: _said("图")))
    for attached in (_ATTACHED[:1], _ATTACHED)
]
"""With one attachment, which lies across the sheet, and with more."""

SAMPLE = together(SLOTS)
"""One of all that may fill a slot."""

NAMES = sorted(
    {name for slots in SLOTS for name in _names(slots)}
    | {"篇", "块", "行", "格", "栏", "附件", "标记"}
)
"""What may be named in a template."""
