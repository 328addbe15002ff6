"""Bytes as every text that a reader might make of them: what cannot be read as a filing may still be read
by people, and what nobody can read is no text."""

from __future__ import annotations

import re

from ...intake import text
from ...intake.telling import Teller

_FEW = 4
_SHARE = 20
"""So many characters may be damaged, and one in so many more: a cut line, a few that got lost."""


def as_filing(data: bytes) -> str | None:
    """The text of a filing as intake reads it; None where it does not."""
    return text.decode(data, Teller(""))


def readings(data: bytes) -> list[str]:
    """The text, where there is no doubt about it, or else all that the bytes may be, line by line; of what
    is no text the runs of letters and digits in it."""
    body = data.removeprefix(text.BOM)
    if b"\0" not in body and _strictly(body, "utf-8"):
        return [body.decode("utf-8")]
    if not is_text(data):
        runs = (run.replace(b"\0", b"") for run in _LEGIBLE.findall(body))
        return ["\n".join(run.decode() for run in runs)]
    return [*_narrow(body), *_wide(body)]


def is_text(data: bytes) -> bool:
    """Whether people can read it, but for some damage: a picture or a program is none."""
    body = data.removeprefix(text.BOM)
    wide = [body.decode(order, "replace") for order in _ORDERS] if b"\0" in body else []
    if any(_lost(each) <= _FEW + len(each) // _SHARE for each in (*_narrow(body), *wide)):
        return True
    lost = sum(min(map(_lost, _narrow(line))) for line in _lines(body))
    return lost <= _FEW + len(body) // _SHARE


_LEGIBLE = re.compile(rb"[ -~]{11,}|(?:[ -~]\0){11,}")
"""What can be read amid bytes that are no text, and is long enough to be anybody's number; in UTF-16 too."""

_ORDERS = ("utf-16-le", "utf-16-be")


def _narrow(body: bytes) -> list[str]:
    return [body.decode("gb18030", "replace"), body.decode("utf-8", "replace")]


def _wide(body: bytes) -> list[str]:
    """The lines that are no text otherwise, in UTF-16; one byte that is lost shifts all that follows."""
    lines = [
        line
        if b"\0" in line or not (_strictly(line, "utf-8") or _strictly(line, "gb18030"))
        else b""
        for line in _lines(body)
    ]
    return [
        "\n".join(line[shift:].decode(order, "replace") for line in lines)
        for shift in (0, 1)
        for order in _ORDERS
    ]


def _lines(body: bytes) -> list[bytes]:
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _strictly(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


_BLANKS = {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F}
_DAMAGE = "\ufffd" + "".join(map(chr, sorted({*range(32)} - _BLANKS)))
_PRIVATE = re.compile("[\ue000-\uf8ff]+")


def _lost(reading: str) -> int:
    """Characters that stand for none."""
    return sum(map(reading.count, _DAMAGE)) + sum(map(len, _PRIVATE.findall(reading)))
