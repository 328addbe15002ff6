"""Workbooks as the files that they are handed round in, each made once of the same content."""

from __future__ import annotations

from .. import look
from . import keeping, states
from .site import Site
from .states import Palette
from .workbooks import Workbook


def bound(site: Site, book: Workbook) -> bytes:
    """The file of a workbook: it hangs on what stands in it and on its colours."""
    colours = palette(site)

    def anew() -> bytes:
        from .render import xlsx  # with the library that writes them

        return xlsx.written(book, colours)

    made_of = keeping.valued(site, "workbook", book, colours)
    return anew() if made_of == keeping.UNKNOWN else site.held.once("workbooks", made_of, anew)


def palette(site: Site) -> Palette:
    """The colours of states on paper: those of the site's own sheet, or of ours where there is no site."""
    return site.once("palette", lambda: _palette(site))


def _palette(site: Site) -> Palette:
    folder = site.texts.parent if site.texts else look.ours() / "site"
    return states.palette(states.declared(folder / "assets"))
