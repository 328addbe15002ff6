"""Workbooks as the files that they are handed round in, each made once of the same content."""

from __future__ import annotations

from .. import look, store
from . import states
from .render import xlsx
from .site import Site
from .states import Palette
from .workbooks import Workbook


def bound(site: Site, book: Workbook) -> bytes:
    """The file of a workbook: it hangs on what stands in it and on its colours."""
    colours = palette(site)
    if site.held.folder is None:
        return xlsx.written(book, colours)
    key = store.key(store.program(), *xlsx.made_by(), repr(book), repr(colours))
    return site.held.once("workbooks", key, lambda: xlsx.written(book, colours))


def palette(site: Site) -> Palette:
    """The colours of states on paper: those of the site's own sheet, or of ours where there is no site."""
    return site.once("palette", lambda: _palette(site))


def _palette(site: Site) -> Palette:
    folder = site.texts.parent if site.texts else look.ours() / "site"
    return states.palette(states.declared(folder / "assets"))
