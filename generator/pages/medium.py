"""A medium in which a paper is handed over as a file, as a module of ``render`` declares it."""

from __future__ import annotations

from collections.abc import Callable

from ..frozen import dataclass
from .values import Lead, Paper


@dataclass(frozen=True, slots=True)
class Medium:
    """A form of files, which all end in ``ending``, in small letters and with its dot.

    ``written`` gives the file: the same bytes for the same paper. Links lead where ``Lead`` says;
    without it they are their words.
    """

    ending: str
    written: Callable[[Paper, Lead | None], bytes]
