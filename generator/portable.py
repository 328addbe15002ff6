"""Names that every machine can hold, Windows too."""

from __future__ import annotations

import re

_LONGEST = 255
_LONGEST_PATH = 200
"""Windows takes 260 for a whole path unless it is set otherwise; a clone lies in some folder."""

MARKS = frozenset('<>:"\\|?*')
"""What Windows does not have in names; a slash and what cannot be seen no system has, or should."""

_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)


def is_device(name: str) -> bool:
    """Whether Windows takes the name of a file for a device, whatever ending stands behind it."""
    return _DEVICES.fullmatch(name) is not None


def unfit(path: str) -> str:
    """Why Windows cannot hold a path with slashes, in our words; '' where it can."""
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PATH:
        return f"长于 {_LONGEST_PATH} 个字符"
    return next((why for name in path.split("/") if (why := _unfit(name))), "")


def _unfit(name: str) -> str:
    odd = next((char for char in name if char in MARKS or char < " "), "")
    if odd:
        return f"含有{odd if odd.isprintable() else '控制字符'}"
    if name != name.rstrip(". ") and name not in (".", ".."):
        return "以点或空格结尾"
    if is_device(name):
        return "是设备的名称"
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
        return "太长"
    return ""
