"""Bytes as every text that a reader might make of them: what cannot be read as a filing may still be read
by people, and what nobody can read is no text."""

from __future__ import annotations

from ..intake import text
from ..intake.telling import Teller

_FEW = 4
_SHARE = 20
"""So many characters may be damaged, and one in so many more: a cut line, a few that got lost."""


def as_filing(data: bytes) -> str | None:
    """The text of a filing as intake reads it; None where it does not."""
    return text.decode(data, Teller(""))


def readings(data: bytes) -> list[str]:
    """The text, where there is no doubt about it, or else all that the bytes may be."""
    body = data.removeprefix(text.BOM)
    if b"\0" not in body:
        try:
            return [body.decode("utf-8")]
        except UnicodeDecodeError:
            pass
    narrow = [body.decode(encoding, "replace") for encoding in ("gb18030", "utf-8")]
    # One byte that is lost shifts all that follows.
    shifted = (body, body[1:])
    return narrow + [b.decode(o, "replace") for b in shifted for o in ("utf-16-le", "utf-16-be")]


def is_text(data: bytes) -> bool:
    """Whether people can read it, but for some damage: a picture or a program is none."""
    body = data.removeprefix(text.BOM)
    if any(_is_sound(reading) for reading in readings(body)):
        return True
    lines = body.replace(b"\r", b"\n").split(b"\n")
    lost = sum(
        min(_lost(line.decode(e, "replace")) for e in ("utf-8", "gb18030")) for line in lines
    )
    return lost <= _FEW + len(body) // _SHARE


def _is_sound(reading: str) -> bool:
    return _lost(reading) <= _FEW + len(reading) // _SHARE


_LINES = frozenset("\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f")


def _lost(reading: str) -> int:
    """Characters that stand for none."""
    return sum(
        char == "\ufffd" or (char < " " and char not in _LINES) or "\ue000" <= char <= "\uf8ff"
        for char in reading
    )
