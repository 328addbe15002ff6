"""Ids that name a page or a folder: none that is taken there, on whatever machine it is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..problems import Problem
from .model import Clause, Form, Unit
from .placed import Places

TAKEN: Mapping[type[Clause] | type[Unit] | type[Form], frozenset[str]] = {
    Clause: frozenset({"index"}),
    Unit: frozenset({"index"}),
    Form: frozenset({"index", "self-check"}),
}
"""Pages of the site beside those of clauses, units and forms."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""What Windows takes for a device, with whatever ending."""


def check(places: Places) -> Iterator[Problem]:
    """Every id of what has a page of its own; small letters and capitals are one."""
    for kind, pages in TAKEN.items():
        for each in places.every(kind):
            id_ = each.id
            if id_.lower() in pages | _DEVICES:
                message = f"编号“{id_}”是网站或电脑系统已用的名字，没有地方放它的页面和文件"
                yield places.problem("E515", each, ("id",), message, "请换一个编号。", value=id_)
