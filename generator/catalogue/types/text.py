"""Free text: kept as it is, less what nobody sees; what it says is nobody's business here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...calendar import Term
from ...words.characters import any_of, names
from ...words.expression import late
from ...words.sentences import Shown
from ..fields import (
    PLACEHOLDERS,
    Allowed,
    FieldType,
    Quick,
    Read,
    Reader,
    Remark,
    Together,
    fault,
    wide,
)
from ..meanings.words import LONG, LONGEST, bounded
from ..model import Catalogue, Column
from ..spellings import SPELLINGS

_SPELLINGS = {
    # searched in the text as it stands
    "markup": "<[/!]?[a-zA-Z][^<>]{0,200}>?|javascript:|on(?:error|load|click)[ ]?=",
    "ansi": "\x1b\\[[0-9;]*[A-Za-z]",
    "control": any_of("control"),
    "breaks": any_of("breaks"),
    "bidi": any_of("bidi"),
    "unseen": any_of("bidi", "unseen"),
    "private": any_of("private"),
}
_HIDDEN = ("control", "breaks", "bidi", "unseen", "selectors", "private")
_PIECES = {name: SPELLINGS.pieces[name] for name in ("path", "formula")}


@cache
def _look(name: str) -> re.Pattern[str]:
    """One of them, compiled when it is first asked for: most texts are plain."""
    return re.compile(_PIECES[name] if name in _PIECES else _SPELLINGS[name])


_SEEN = f"[^{''.join(any_of(each)[1:-1] for each in _HIDDEN)}<=:/\\\\]"
_PLAIN = late(f"(?![-=＝@#+]){_SEEN}+(?:(?<=[0-9])[:/](?=[0-9]){_SEEN}+)*")
"""What holds nothing that nobody sees, and nothing without which there is no formula, path or markup, and no
slip: none begins otherwise, or is without one of these marks, between figures apart."""

_MOST_SEEN = (
    "[ -.0-9;>-\\[\\]-~\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]"
)
_ALL_SEEN = late(f"(?:{_MOST_SEEN}++|{_SEEN})*+")
"""The same of characters of which most texts consist, which are looked up at once."""

_BEGIN_ODDLY = frozenset("-=＝@#+")

_WIDE = wide(40)
_NOTHING = tuple(mark for mark in PLACEHOLDERS if not mark[0].isalnum())
"""The words for nothing are text here."""


def allows(column: Column) -> Allowed | None:
    """What a workbook takes: so many characters at most; None where no number is declared."""
    if column.max_length is None:
        return None
    most = str(column.max_length)
    return Allowed("textLength", "lessThanOrEqual", most, None, f"不超过 {most} 字。")


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    return lambda text, seen: _text(text, column)


def _quick(column: Column, catalogue: Catalogue, period: Term) -> Quick:
    most = min(column.max_length or LONG, LONG)

    def read(text: str) -> Read | None:
        plain = len(text) <= most and _PLAIN.fullmatch(text) and text.strip() == text
        return Read(text) if plain else None

    return read


def _together(column: Column, catalogue: Catalogue, period: Term) -> Together:
    most = min(column.max_length or LONG, LONG)

    def read(texts: Sequence[str]) -> Sequence[str] | None:
        """The texts, if each is without a mark that ``_PLAIN`` lets stand between figures, and is so long."""
        if max(map(len, texts)) > most or not _ALL_SEEN.fullmatch("".join(texts)):
            return None
        begins = {text[0] for text in texts}
        return (
            texts if begins.isdisjoint(_BEGIN_ODDLY) and [*map(str.strip, texts)] == texts else None
        )

    return read


def _text(text: str, column: Column) -> Read:
    used = text.strip()
    remarks: list[Remark] = []
    if not used.isascii() or not used.isprintable():
        used, remarks = _cleaned(used)
    if text[0] == "\t" or _look("formula").fullmatch(used):
        return fault("E302", text=used)
    if column.role is None and _look("path").fullmatch(used):
        return fault("E404", text=used)
    if found := _look("markup").search(used):
        remarks.append(Remark("W303", {"text": found.group()}))
    read = bounded(used, text, column)
    return Read(read.value, read.used, (*remarks, *read.remarks))


def _cleaned(text: str) -> tuple[str, list[Remark]]:
    """The text without control characters and without what nobody sees, every break of a line as a line
    end; what is worth telling."""
    remarks = []
    plain = _look("control").sub("", _look("ansi").sub("", text))
    if plain != text:
        remarks.append(Remark("W243", {"names": Shown(names(_look("control").findall(text)))}))
    if breaks := _look("breaks").findall(plain):
        remarks.append(Remark("W243.break", {"names": Shown(names(breaks))}))
        plain = _look("breaks").sub("\n", plain)
    if bidi := _look("bidi").findall(plain):
        remarks.append(Remark("W241", {"names": Shown(names(bidi))}))
    if private := _look("private").search(plain):
        remarks.append(Remark("W242", {"text": private.group()}))
    kept = _look("unseen").sub(lambda found: _kept(plain, found), plain)
    return kept.strip(), remarks


def _kept(text: str, unseen: re.Match[str]) -> str:
    """What stays of a character that nobody sees: a joiner, where it makes one emoji of two."""
    joins = unseen.group() == "\u200d" and _joins(text, unseen.start())
    return unseen.group() if joins else ""


def _joins(text: str, index: int) -> bool:
    """Whether a zero-width joiner stands inside an emoji."""
    around = (text[index - 1 : index], text[index + 1 : index + 2])
    return all(char and ord(char) >= 0x2190 and not "\u4e00" <= char <= "\u9fff" for char in around)


TYPE = FieldType(
    title="文字",
    meaning="文字",
    reader=_reader,
    plain=_quick,
    together=_together,
    takes=frozenset({"max_length"}),
    nothing=_NOTHING,
    longest=LONGEST,
    width=lambda column: 24 if (column.max_length or 999) <= 100 else _WIDE(column),
    wraps=True,
    allows=allows,
    spellings=_SPELLINGS,
    data={"long": LONG},
)
