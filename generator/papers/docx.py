"""An official paper as a Word document, laid out by a template."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from .. import archives, look
from ..pages.papers import OfficialPaper
from ..pages.render import official
from . import slots
from .drawn import picture
from .finish import finish
from .shipped import PATH
from .template import check, filled, room


def template(root: Path) -> bytes:
    """The template that a root's papers are laid out by: its own, else ours.

    UnusableError for one in which any paper would lose or double something: before the first is written.
    """
    own = root / PATH
    data = (own if own.is_file() else look.ours() / PATH).read_bytes()
    check(data)
    return data


def written(paper: OfficialPaper, template: bytes) -> bytes:
    """The file: the same bytes for the same paper, whenever and wherever it is written.

    UnusableError as for ``template``.
    """
    laid = filled(template, slots.filled(paper, room(template), picture))
    finish(laid.docx, slots.words(paper.title))
    stream = BytesIO()
    laid.save(stream)
    return archives.settled(stream.getvalue(), _part)


def _part(name: str, content: bytes) -> bytes:
    """A part of the file: whoever saved the template may have left out what takes the place of a font."""
    return official.substituted(content) if name == official.FONTS else content
