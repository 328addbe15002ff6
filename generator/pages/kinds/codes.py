"""Every code that a finding may carry, by where it is found."""

from __future__ import annotations

from dataclasses import dataclass

from ...words.code import Code
from ...words.codes import AREAS
from ..page import Page, alone
from ..site import Site
from ..values import Link, Place


@dataclass(frozen=True, slots=True)
class CodeRow:
    link: Link
    code: Code


def view(_: Site) -> list[tuple[str, list[CodeRow]]]:
    """Every code by where it is found, with a link to its page."""
    return [
        (area.name, [CodeRow(Link(code.id, Place("code", code.id)), code) for code in area.codes])
        for area in AREAS
    ]


PAGE = Page("codes/index", alone("提示代码", view), section="参考", rank=73)
