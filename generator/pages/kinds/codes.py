"""Every code that a finding may carry, by where it is found."""

from __future__ import annotations

from ...words.codes import AREAS
from ..named import code_link
from ..page import Page, alone
from ..site import Site
from ..values import Line


def view(_: Site) -> list[tuple[str, list[Line]]]:
    """Each part of the check with its codes: the code, what it means, and how grave it is."""
    return [
        (
            area.name,
            [(code_link(c.id), c.title, c.severity.word) for c in area.codes],
        )
        for area in AREAS
    ]


PAGE = Page("codes/index", alone("提示代码", view), section="参考", rank=73)
