"""Hand-written pages: the first line is the title, the rest is Markdown as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from ...words.order import natural
from ..page import Page, Sheet
from ..site import Site


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each file of the site's pages/, in the order of their names."""
    found = site.texts.glob("*.md") if site.texts else ()
    for file in sorted(found, key=lambda file: natural(file.name)):
        title, _, body = file.read_text("utf-8").partition("\n")
        yield Sheet(title.lstrip("# ").strip(), body, file.stem)


PAGE = Page("{}", sheets, section="参考", rank=71)
