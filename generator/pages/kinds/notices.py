"""Later notices, each annotated as the first one is, with what it amends."""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Page, Sheet
from ..site import Site
from .notice import sheet


def sheets(site: Site) -> Iterator[Sheet]:
    """By the days of their issue."""
    for issued in site.catalogue.notices[1:]:
        yield sheet(site, issued, issued.notice.name, issued.id)


PAGE = Page("notices/{}", sheets, section="通知原文", rank=12, template="notice")
