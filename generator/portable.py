"""Names that every machine can hold, Windows too."""

from __future__ import annotations

import re

_LONGEST = 255
_LONGEST_PATH = 200
"""Windows takes 260 for a whole path unless it is set otherwise; a clone lies in some folder."""

_CHARACTERS = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]|conin\$|conout\$)\s*(?:\..*)?", re.IGNORECASE
)


def unfit(path: str) -> str:
    """Why Windows cannot hold a path with slashes, in our words; '' where it can."""
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PATH:
        return f"长于 {_LONGEST_PATH} 个字符"
    return next((why for name in path.split("/") if (why := _unfit(name))), "")


def _unfit(name: str) -> str:
    found = _CHARACTERS.search(name)
    if found:
        shown = found[0] if found[0].isprintable() else "控制字符"
        return f"含有{shown}"
    if name != name.rstrip(". ") and name not in (".", ".."):
        return "以点或空格结尾"
    if _RESERVED.fullmatch(name):
        return "是设备的名称"
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
        return "太长"
    return ""
