"""Later notices, each annotated as the first one is, with what it amends."""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Page, Sheet
from ..site import Site
from .notice import named, view


def sheets(site: Site) -> Iterator[Sheet]:
    """By the days of their issue."""
    for issued in site.catalogue.notices[1:]:
        yield Sheet(issued.notice.name, view(site, issued), issued.id, named=named(issued))


PAGE = Page("notices/{}", sheets, section="通知原文", rank=12, template="notice")
