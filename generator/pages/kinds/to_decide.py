"""What waits for people to decide (要定的事), with what each choice does."""

from __future__ import annotations

from .. import to_decide
from ..page import Page, alone
from ..site import Site
from ..values import Line, Link


def rows(site: Site) -> list[Line]:
    """A line for each: what it is, what there is to settle, by what it comes, what it changes."""
    return [
        (
            Link(row.what, row.to) if isinstance(row.what, str) else row.what,
            row.kind,
            row.whence,
            row.effect,
        )
        for row in to_decide.rows(site)
    ]


PAGE = Page("progress/decide", alone("要定的事", rows), section="进展", rank=4)
