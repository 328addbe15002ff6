"""A template as an office left it: opened, and tried before anything is written by it.

It is filled once with a word of its own for each slot: what is then not there, or there twice, would be lost
or doubled in a paper. The words that fill it are never read as tags, and its tags reach nothing but them.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.section import Section
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError

from .. import wording
from ..pages.render.official import by_nobody
from ..problems import Problem, ProblemError, nearest
from ..words.sentences import Shown, said
from . import probe
from .drawn import Picture
from .finish import across, finish, size
from .shipped import PATH
from .slots import Slots
from .tags import Tags, UnknownError

MOST = 100_000_000
"""Bytes of all parts together: a template with a picture or two has a few millions."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .doc begins, and whatever is encrypted."""

_MET, _OPEN = re.compile(r"unknown tag '(\w+)'"), re.compile(r"to be closed is '(\w+)'")
_TAG = re.compile(r"\{[%{].*")
_SHOWN = 60
_DIRECTS = re.compile(r"\{[%#]p ")
_TITLE = re.compile(r"\{\{-?\s*标题\b")
_CLOSE = 0.05
"""So much of a column more is still room enough: rounding to twentieths of a point takes it away."""

_LEFT_BEHIND = [
    qn(f"w:{name}")
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "del", "moveFrom"),
        *("commentRangeStart", "commentRangeEnd", "commentReference"),
    )
]
_PUT_IN = [qn(f"w:{name}") for name in ("ins", "moveTo")]
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


class UnusableError(ProblemError):
    """A template by which nothing is written; ``problem`` says what is to be put right."""

    def __init__(self, key: str, **words: str) -> None:
        super().__init__(Problem(*said(key, **{k: Shown(w) for k, w in words.items()}), PATH))


class Template(DocxTemplate):  # type: ignore[misc]
    """A document with slots, which takes words as words: nothing in them is a tag or a slot."""

    def render(self, context: Slots) -> None:
        """Fill the slots."""
        self.init_docx()
        by_nobody(self.docx, "")  # what stands there are no slots
        rules = Tags(probe.SAMPLE, autoescape=True, undefined=_Unknown, finalize=self._shown)
        super().render(context, rules, autoescape=True)

    def get_xml(self) -> str:
        """Called by docxtpl: the body as it is filled."""
        _settle(self.docx.element.body)
        return str(super().get_xml())

    def fix_tables(self, xml: str) -> Any:
        """Called by docxtpl, which goes on with whatever it can make of a broken document."""
        parse_xml(xml)
        return super().fix_tables(xml)

    def _shown(self, value: Any) -> Any:
        """What stands in a slot: a picture as wide as the lines of the first sheet, words as they are."""
        if isinstance(value, str):
            return _Xml(escape(value, quote=False).replace("_", "&#95;"))  # docxtpl makes {{ of {_{
        if not isinstance(value, Picture):
            return value
        wide = Emu(across(self.docx.sections[0]))
        made = self.current_rendering_part.new_pic_inline(BytesIO(value.png), wide)
        made.docPr.set("descr", value.says)
        for side in (
            "distT",
            "distB",
            "distL",
            "distR",
        ):  # else each program has room of its own there
            made.set(side, "0")
        between = f"<w:r><w:drawing>{made.xml}</w:drawing></w:r>"
        return _Xml(f'</w:t></w:r>{between}<w:r><w:t xml:space="preserve">')


def _settle(body: Any) -> None:
    """Leave out what may stand in a document only once, and says nothing; settle what is tracked; and have
    sections end apart from tags, where editors put the end of one into a line that there is."""
    for element in list(body.iter(*_LEFT_BEHIND)):
        element.getparent().remove(element)
    for element in list(body.iter(*_PUT_IN)):
        for child in element:
            element.addprevious(child)
        element.getparent().remove(element)
    for paragraph in body.findall(qn("w:p")):
        section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None and _DIRECTS.search(paragraph.xpath("string(.)")):
            paragraph.addnext(OxmlElement("w:p"))  # which docxtpl does not take out
            paragraph.getnext().get_or_add_pPr().append(section)
    for element in body.iter(qn("w:p"), qn("w:tr")):
        for name in [each for each in element.attrib if each.startswith(_WORD_2010)]:
            del element.attrib[name]


class _Xml(str):
    """What stands in a document as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Called by Jinja."""
        return str(self)


def filled(data: bytes, slots: Slots) -> Template:
    """A template filled in; UnusableError where it would not say all that it is given."""
    check(data)
    return _filled(data, slots)


@lru_cache(maxsize=8)
def room(data: bytes) -> tuple[int, int]:
    """How many columns a title has on a sheet upright and on one across, a Chinese character being two."""
    check(data)
    document = docx.Document(BytesIO(data))
    body = document.element.body
    _settle(body)
    found = [each for each in body.iter(qn("w:p")) if _TITLE.search(each.xpath("string(.)"))]
    if not found:
        raise UnusableError("E640.missing", slot=probe.slot("标题"))
    title = Paragraph(
        found[-1], document._body
    )  # the innermost: it may stand in a frame or a table
    taken = title.paragraph_format
    indents = (taken.left_indent or 0) + (taken.right_indent or 0)
    rooms: list[int] = []
    for lies in (False, True):
        sheet = next(each for each in document.sections if _lies(each) == lies)
        rooms.append(int((across(sheet) - indents) / (Pt(size(title)) / 2) + _CLOSE))
    return rooms[0], rooms[1]


def _lies(section: Section) -> bool:
    return section.orientation == WD_ORIENT.LANDSCAPE


@lru_cache(maxsize=8)
def check(data: bytes) -> None:
    """UnusableError where a template would not say all that it is given, or each thing once."""
    _look_into(data)
    for slots in probe.SLOTS:
        found = _filled(data, slots)
        told = Counter(probe.words(found.docx.element.body))
        for word, times in probe.expected(slots).items():
            if told[word] != times:
                key = "E640.missing" if told[word] < times else "E640.twice"
                raise UnusableError(key, slot=probe.slot(word))
        finish(found.docx, "")
        if [*map(_lies, found.docx.sections)] != [each["横排"] for each in slots["全文"]]:
            raise UnusableError("E640.across")


def _look_into(data: bytes) -> None:
    """Whether these are the bytes of a document at all."""
    if data.startswith(_OLD):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnusableError("E640.encrypted" if encrypted else "E640.old")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise UnusableError("E640.other") from None
    if size > MOST:
        raise UnusableError("E640.large")
    try:
        Template(BytesIO(data)).init_docx()
    except ValueError:  # a workbook, a template of Word's own kind (.dotx)
        raise UnusableError("E640.other") from None
    except Exception:  # whatever a damaged part makes of it
        raise UnusableError("E640.damaged") from None


def _filled(data: bytes, slots: Slots) -> Template:
    made = Template(BytesIO(data))
    try:
        made.render(slots)
    except TemplateSyntaxError as error:
        raise _misspelt(error) from None
    except UnknownError as error:
        known = error.known or probe.NAMES
        meant = nearest(error.name, known, 0.5)
        words = {"name": error.name, "names": wording.join(known)}
        if meant:
            raise UnusableError("E640.meant", meant=meant, **words) from None
        raise UnusableError("E640.unknown", **words) from None
    except SyntaxError:  # of XML
        raise UnusableError("E640.parted") from None
    except Exception as error:  # whatever a tag of somebody's own may do
        raise UnusableError("E640.tags") from error
    return made


def _misspelt(error: TemplateSyntaxError) -> UnusableError:
    """Which tag is wrong, as far as can be told: Jinja speaks to programmers, and English."""
    told = error.message or ""
    if unpaired := _MET.search(told) or _OPEN.search(told):
        return UnusableError("E640.pairs", tag=f"{{% {unpaired[1]} %}}")
    line = (error.source or "").split("\n")[error.lineno - 1]
    tags = "".join(_TAG.findall(re.sub("<[^>]*>", "", line)))
    return UnusableError("E640.misspelt", tag=wording.short(tags, _SHOWN))


class _Unknown(StrictUndefined):
    """What stands in a slot that nobody fills, or reaches further than to what fills it."""

    def __init__(self, *_hint: Any, name: str = "", **_of: Any) -> None:
        raise UnknownError(name)
