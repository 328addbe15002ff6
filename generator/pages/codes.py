"""A page for each code that a finding may carry: what it means, why, and an example put right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from ..explanations import EXPLANATIONS
from ..intake.messages import MESSAGES
from ..problems import CODES
from . import links
from .links import Linker

_BLANK = re.compile(r"\{[a-z]+\}")
_ROOMS = {
    "1": "文件和表头",
    "2": "单元格和行",
    "3": "个人信息和文字",
    "4": "位置、权限和登记",
    "5": "规则文件（YAML）",
    "6": "网站生成",
}


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code in words; ``said`` has what to do, and the sentences that it follows."""

    code: str
    title: str
    severity: str
    room: str
    why: str
    wrong: str
    right: str
    said: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class CodeRow:
    link: Markup
    severity: str
    meaning: str


def rows() -> list[tuple[str, list[CodeRow]]]:
    """Every code by where it is found, with a link to its page."""
    link = Linker(links.CODES)
    told: dict[str, list[CodeRow]] = {}
    for code, meaning in CODES.items():
        row = CodeRow(link.to(links.code(code), code), _severity(code), meaning)
        told.setdefault(_ROOMS[code[1]], []).append(row)
    return list(told.items())


def views() -> list[CodeView]:
    return [
        CodeView(
            code=code,
            title=title,
            severity=_severity(code),
            room=_ROOMS[code[1]],
            **EXPLANATIONS[code]._asdict(),
            said=_said(code),
        )
        for code, title in CODES.items()
    ]


def _said(code: str) -> list[tuple[str, list[str]]]:
    """The sentences in which a code comes, by what they advise."""
    told: dict[str, list[str]] = {}
    for key, (message, hint) in MESSAGES.items():
        if key.partition(".")[0] == code:
            told.setdefault(_BLANK.sub("…", hint), []).append(_BLANK.sub("…", message))
    return list(told.items())


def _severity(code: str) -> str:
    return "错误" if code.startswith("E") else "提醒"
