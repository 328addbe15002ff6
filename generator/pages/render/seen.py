"""Text from outside, less what nobody sees and what could make a line read as another."""

from __future__ import annotations

import re

UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
"""Control and direction marks, halves of characters, and what is none: neither pages nor XML hold them;
as a class of expressions has them."""

_UNSEEN = re.compile(f"[{UNSEEN}]")


def seen(text: str) -> str:
    """The text as it can be read, its lines ended by a line feed."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
