"""Texts and tags of XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML holds."""

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


@lru_cache(4096)
def text(plain: str) -> str:
    """A text as it stands between tags or in an attribute."""
    return _UNSEEN.sub("", plain).translate(_MARKUP)


def tag(name: str, inside: str = "", /, **attributes: str | int | None) -> str:
    """A tag around what is markup already; attributes in their order, without those that are None."""
    told = "".join(
        f' {key.replace("__", ":")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def counted(name: str, each: Iterable[str]) -> str:
    """A list of tags that says how many they are; nothing where there are none."""
    listed = list(each)
    return tag(name, "".join(listed), count=len(listed)) if listed else ""
