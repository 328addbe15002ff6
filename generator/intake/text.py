"""From bytes to text: what kind of file it is, its encoding, its line ends.

Detectors that count letters are wrong on short Chinese, so the order is: magic bytes, byte order
mark, empty characters, strict UTF-8, strict GB18030, and line by line where neither fits the whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from ..words.expression import late
from ..words.sentences import Shown, said
from .patterns import PATTERNS, has_all
from .telling import CellPlace, Teller, short

BOM = b"\xef\xbb\xbf"
WORKBOOK = b"PK\x03\x04"
_MARKS = late(rb"(?:\xef\xbb\xbf)*+")
_BLANK = b" \t\r\n"
_FILLED = late(rb"[^ \t\r\n]")
_OPENING = 99
"""So many bytes tell what is no text."""

_OLD = b"\xd0\xcf\x11\xe0"
_PAGE = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")
_SETTLED = {
    0xE5E5: 0x3000,
    **dict(zip(range(0xE78D, 0xE797), map(ord, "︐︒︑︓︔︕︖︗︘︙"), strict=True)),
    **{0xE7C7: 0x1E3F, 0x1E3F: 0xE7C7},
    **{0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7},
    **{0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB},
}
"""What Python reads as private characters, which the standard has had a place for since GB 18030-2005."""

_MANY = 20
"""So many lines with the same fault are named one by one."""

_MOJIBAKE = late(PATTERNS["mojibake"])
_WITHOUT_NONE = tuple(each.partition("[")[0] for each in PATTERNS["mojibake"].split("|"))
"""What all of it begins with: to look for each is quicker than for the expression."""

_SHOWN = late("[^\ufeff \t\n]")
_SETTLED_CHARS = tuple(map(chr, _SETTLED))
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ASCII = rb"[\x00-\x09\x0b-\x7f]*+"
_UTF8_LINE = re.compile(
    rb"\n" + _ASCII + rb"(?:(?:[\xe2-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2})" + _ASCII + rb"){2,}+(?=\n|\Z)"
)
"""A line behind a line end that is UTF-8 throughout and has two characters or more that only that makes."""


def decode(data: bytes, tell: Teller) -> str | None:
    """Text with ``\\n`` line ends and no byte order mark; None when the file cannot be read."""
    # a large file is copied no more often than must be: the text of it takes half as much room again
    begin = _MARKS.match(data).end()  # type: ignore[union-attr]
    if not _FILLED.search(data, begin):
        tell.tell(said("E110"))
        return None
    kind = no_csv(data[begin : begin + _OPENING])
    if kind:
        tell.tell(said(kind))
        return None
    text = _text(data, begin, tell)
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_end(text, tell)
    if not _SHOWN.search(text):
        tell.tell(said("E110"))
        return None
    return _without_marks(text, tell)


def _without_end(text: str, tell: Teller) -> str:
    """The text without the mark (0x1A) that old systems set at the end of a file; where another file follows
    it is told. Anywhere but before a line it is a character like any other."""
    if "\x1a" not in text:
        return text
    kept = text.rstrip("\x1a\n")
    for line, _ in _found(kept, lambda part: part.startswith("\x1a")):
        tell.tell(said("W101.end"), CellPlace(line))
    return "\n".join(part.lstrip("\x1a") for part in kept.split("\n")) + "\n"


def no_csv(body: bytes) -> str | None:
    """The variant of E112 that a file is which is no text at all; ``body`` has no byte order mark."""
    start = body[:_OPENING].lstrip(_BLANK)
    if start.startswith(WORKBOOK):
        return "E112"
    if start.startswith(_OLD):
        return "E112.old"
    return "E112.page" if start.lower().startswith(_PAGE) else None


def _text(data: bytes, begin: int, tell: Teller) -> str | None:
    """The text behind the byte order marks."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), begin):
        return _utf16(data[begin:], tell)
    if data.find(b"\0", begin) >= 0:
        _nul(data[begin:], tell)
        return None
    try:
        return str(memoryview(_with_plain_ends(data))[begin:], "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data[begin:], tell)


def _utf16(body: bytes, tell: Teller) -> str | None:
    order = "utf-16-le" if body.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    try:
        text = body[2:].decode(order)
    except UnicodeDecodeError as error:
        line = body[2 : 2 + error.start].decode(order, "replace").count("\n") + 1
        tell.tell(said("E107", line=line, byte=error.start + 3), CellPlace(line))
        return None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        tell.tell(said("E108", line=line), CellPlace(line))
        return None
    tell.tell(said("W103"), CellPlace(1))
    return text


def _nul(body: bytes, tell: Teller) -> None:
    """Empty characters: every second byte of them is UTF-16, single ones are damage."""
    at_even, at_odd = body[::2].count(0), body[1::2].count(0)
    half = max(1, len(body) // 2)
    if max(at_even, at_odd) > 0.2 * half and min(at_even, at_odd) * 4 <= max(at_even, at_odd):
        tell.tell(said("E104"))
        return
    for line in [n for n, part in enumerate(_split(body), 1) if b"\0" in part][:_MANY]:
        tell.tell(said("E108", line=line), CellPlace(line))


def _not_utf8(body: bytes, tell: Teller) -> str | None:
    """GB18030 throughout, a file that changes its encoding, or a damaged one."""
    whole = b"\n" + _with_plain_ends(body)
    odd = _BEYOND_ASCII.search(whole).start()  # type: ignore[union-attr]
    begin, end = whole.rfind(b"\n", 0, odd) + 1, whole.find(b"\n", odd)
    if _is_utf8(whole[begin : end if end >= 0 else None]):
        lines, error = _split(body), _fault(body)
        line, here = next((n, part) for n, part in enumerate(lines, 1) if not _is_utf8(part))
        cut = line == len(lines) and error.reason == "unexpected end of data"
        if not cut and not _mostly_utf8(here) and _is_gb(here):
            tell.tell(
                said("E105", line=line, before=Shown("UTF-8"), here=Shown("GB18030")),
                CellPlace(line),
            )
        else:
            byte = error.start - _start_of(body, error.start) + 1
            tell.tell(said("E107", line=line, byte=byte), CellPlace(line))
        return None
    if found := _UTF8_LINE.search(whole):
        line = whole.count(b"\n", 0, found.start()) + 1
        tell.tell(
            said("E105", line=line, before=Shown("GB18030"), here=Shown("UTF-8")), CellPlace(line)
        )
        return None
    del whole
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError as fault:
        line = len(_split(body[: fault.start] + b"x"))
        byte = fault.start - _start_of(body, fault.start) + 1
        tell.tell(said("E107", line=line, byte=byte), CellPlace(line))
        return None
    tell.tell(said("W102"), CellPlace(1))
    is_settled = any(char in text for char in _SETTLED_CHARS)
    return text.translate(_SETTLED) if is_settled else text


def _without_marks(text: str, tell: Teller) -> str | None:
    """The text less byte order marks; lost characters stop it, doubtful ones are told."""
    if "\ufffd" in text:
        for line, _ in _found(text, lambda part: "\ufffd" in part):
            tell.tell(said("E106", line=line), CellPlace(line))
        return None
    if "\ufeff" in text.lstrip("\ufeff"):
        for line, _ in _found(text.lstrip("\ufeff"), lambda part: "\ufeff" in part):
            tell.tell(said("W101"), CellPlace(line))
    text = text.replace("\ufeff", "")
    if any(has_all(text, start) for start in _WITHOUT_NONE) and _MOJIBAKE.search(text):
        for line, part in _found(text, lambda part: _MOJIBAKE.search(part) is not None):
            hit = _MOJIBAKE.search(part)
            tell.tell(
                said("W109", line=line, text=short(hit.group() if hit else "")), CellPlace(line)
            )
    return text


def _found(text: str, wanted: Callable[[str], bool]) -> list[tuple[int, str]]:
    """The lines that are as wanted, with their numbers; of many the first."""
    return [(n, part) for n, part in enumerate(text.split("\n"), 1) if wanted(part)][:_MANY]


def _split(body: bytes) -> list[bytes]:
    return _with_plain_ends(body).split(b"\n")


def _with_plain_ends(body: bytes) -> bytes:
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in body else body


def _start_of(body: bytes, position: int) -> int:
    """Where the line of a byte begins."""
    return max(body.rfind(b"\n", 0, position), body.rfind(b"\r", 0, position)) + 1


def _fault(body: bytes) -> UnicodeDecodeError:
    """Where it is no UTF-8, by its bytes as they came."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error
    raise ValueError("it is")


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_gb(part: bytes) -> bool:
    try:
        part.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(part: bytes) -> bool:
    """Whether a line is UTF-8 but for a few bytes."""
    text = part.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - lost > lost
